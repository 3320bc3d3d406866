"""The pool: warm worker processes that carry out steps side by side, and are replaced when they die or are stopped."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from renderer.failures import raised_again
from renderer.footage import SOUND
from renderer.processes import Nursery, WorkerProcess
from renderer.runner import RECALL
from renderer.worker import NICE, READY
from renderer.workshop import WorkshopOptions
from show.codec import to_plain
from show.errors import CrewUnavailable, RenderError

STOP_SECONDS = 2.0
"""How long a worker told to stop gets before it is killed."""
STEPS_PER_PROCESS = 2000
"""After so many steps a worker is replaced, lest what its libraries never give back adds up."""
HEAVY_BYTES = 180 * 2**20
"""A process that still holds more than this after one kind of work is replaced before another: libraries for voices
and for sound keep 100 to 350 MiB for good, and frames need up to 400 beside them."""
SOUND_KIND = "sound"
NICE_AT_SOUND = 12
"""The mix steps back behind a shot that uses two cores: it is over before the shot is, all the same."""
LIGHT = frozenset({RECALL})
"""Work that any process may do, whatever it holds."""
RENEWAL_SECONDS = 60.0
"""How long a new process may take to load its steps before it is given up."""
STEP_SECONDS = 900.0
"""How long one step may take before its worker is taken to hang."""
_log = logging.getLogger(__name__)


def kind_of(step: str, payload: dict[str, Any]) -> str:
    """What a step is as to what a process has to hold for it: the sound among pictures and shots is neither."""
    return SOUND_KIND if payload.get("index") == SOUND else step


class Pool:
    """`size` workers on one event loop, and a place where nothing but sound is made: what that takes to load, and the
    music that is played, is there for the next mix. No more than `size` steps are carried out at once.

    Start it there with `start`, or let the first `run` do so.
    """

    def __init__(
        self,
        size: int,
        options: WorkshopOptions,
        *,
        steps_module: str = "renderer.steps",
        step_seconds: float = STEP_SECONDS,
    ) -> None:
        self._options = options
        self._step_seconds = step_seconds
        self._nursery = Nursery(steps_module)
        crew = [self._hire(f"worker {number}") for number in range(1, size + 1)]
        self._sound_desk = self._hire("sound desk", nice=NICE_AT_SOUND)
        self._workers = [*crew, self._sound_desk]
        self._free = self._workers[::-1]
        """Those without work, the one that worked last at the end."""
        self._vacancies = asyncio.Semaphore(size)
        self._waiting = 0
        self._busy: set[asyncio.Task[None]] = set()
        """Of those at work for nobody: they are being renewed, or do what a step left for afterwards."""
        self._closed = False

    async def start(self) -> None:
        """Have all workers running, so that none is waited for later."""
        await asyncio.gather(*(worker.started() for worker in self._workers))

    async def run(
        self, step: str, payload: dict[str, Any], on_progress: Callable[[float], None] | None = None
    ) -> dict[str, Any]:
        """Have a step carried out by the next free worker; its result.

        Raises what the step raised; CrewUnavailable when its worker died; RenderError for what nobody expected and
        for a step that hangs. When the calling task is cancelled the worker is stopped with all it started, and
        another takes its place.
        """
        kind = kind_of(step, payload)
        worker = await self._free_worker(kind)
        try:
            # Those who asked together with this step queue up.
            await asyncio.sleep(0)
            request = {"step": step, "payload": payload, "core_to_spare": not self._waiting}
            async with asyncio.timeout(self._step_seconds):
                return await worker.carry_out(kind, request, on_progress)
        except TimeoutError:
            await worker.stop()
            raise RenderError(
                "“{step}” took longer than {step_seconds:.0f} seconds and was stopped.",
                step=step,
                step_seconds=self._step_seconds,
            ) from None
        except EOFError:
            if self._closed:
                await asyncio.get_running_loop().create_future()
            raise CrewUnavailable(
                "A worker ended in the middle of “{step}” ({how}); it is made anew.",
                step=step,
                how=await worker.how_it_ended(),
                retry_after_seconds=1.0,
            ) from None
        except asyncio.CancelledError:
            if not self._closed:
                await asyncio.shield(worker.stop())
            raise
        finally:
            self._done_with(worker)

    async def _free_worker(self, kind: str) -> _Worker:
        """Whoever is free and fits this work best; others who would need a new process for it get it meanwhile."""
        self._waiting += 1
        try:
            await self._vacancies.acquire()
        finally:
            self._waiting -= 1
        try:
            while not self._closed and not (crew := self._crew_for(kind)):
                await asyncio.wait(self._busy, return_when=asyncio.FIRST_COMPLETED)
            if self._closed:
                # Whoever asks while the house closes shall not take silence for a failure.
                await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            self._vacancies.release()
            raise
        found = max(crew, key=lambda one: (one.fitness(kind), self._free.index(one)))
        self._free.remove(found)
        # With all vacancies taken nobody waits for them.
        for other in [one for one in crew if one is not found and one.is_unfit(kind) and not self._vacancies.locked()]:
            self._free.remove(other)
            self._renew(other, kind)
        return found

    def _crew_for(self, kind: str) -> list[_Worker]:
        """The free ones who do this kind of work; nobody, while all others are at work or being renewed."""
        at_desk = kind == SOUND_KIND and self._sound_desk in self._free
        return [one for one in self._free if (one is self._sound_desk) == at_desk]

    def _renew(self, worker: _Worker, kind: str) -> None:
        # Whoever gives it work finds out what is wrong and says so.
        doing = self._seen_through(worker, lambda: worker.ready(kind), RENEWAL_SECONDS)
        self._see_to(doing, lambda: self._free.append(worker))

    def _see_to(self, work: Coroutine[Any, Any, None], then: Callable[[], None]) -> None:
        def over(task: asyncio.Task[None]) -> None:
            # Also of one that was cancelled before it began.
            self._busy.discard(task)
            then()

        task = asyncio.create_task(work)
        self._busy.add(task)
        task.add_done_callback(over)

    async def _seen_through(self, worker: _Worker, what: Callable[[], Awaitable[None]], seconds: float) -> None:
        """Have a worker do what nobody waits for; it is stopped when that fails or takes too long."""
        try:
            async with asyncio.timeout(seconds):
                await what()
        except (EOFError, OSError, TimeoutError):
            await worker.stop()

    def _done_with(self, worker: _Worker) -> None:
        if worker.is_settling:
            # Whoever needs what it is at does it again if it fails.
            doing = self._seen_through(worker, worker.settled, self._step_seconds)
            self._see_to(doing, lambda: self._put_back(worker))
        else:
            self._put_back(worker)

    def _put_back(self, worker: _Worker) -> None:
        self._free.append(worker)
        self._vacancies.release()

    def peaks(self) -> dict[str, int]:
        """The most memory each worker held at once, in bytes, over all processes that stood in its place."""
        return {worker.name: max(worker.peaks.values(), default=0) for worker in self._workers}

    def peaks_by_kind(self) -> dict[str, int]:
        """The most memory that a process held which did this kind of work, in bytes, while it did it."""
        kinds = {kind for worker in self._workers for kind in worker.peaks}
        return {kind: max(worker.peaks.get(kind, 0) for worker in self._workers) for kind in sorted(kinds)}

    def kill(self) -> None:
        """End all workers at once, from another thread than the event loop's. Steps under way are never answered."""
        self._closed = True
        for worker in self._workers:
            worker.kill()
        self._nursery.kill()
        # The loop must hear of their end while it still runs.
        deadline = time.monotonic() + STOP_SECONDS
        while self.is_running() and time.monotonic() < deadline:
            time.sleep(0.01)

    def is_running(self) -> bool:
        """Whether any process of it is."""
        return self._nursery.is_running() or any(worker.is_running() for worker in self._workers)

    async def close(self) -> None:
        """Stop all workers and log what memory they took."""
        self._closed = True
        for worker in self._workers:
            worker.is_over = True
        for task in tuple(self._busy):
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._workers))
        await self._nursery.close()
        for name, peak in self.peaks().items():
            _log.info("%s held at most %.0f MiB.", name, peak / 2**20)

    def _hire(self, name: str, nice: int = NICE) -> _Worker:
        return _Worker(name, self._options, self._nursery, nice)


class _Worker:
    """A place in the pool and the process in it, if there is one at the moment."""

    def __init__(self, name: str, options: WorkshopOptions, nursery: Nursery, nice: int) -> None:
        self.name = name
        self._nice = nice
        self.peaks: dict[str, int] = {}
        self.is_over = False
        """Set when the house closes: no process is started here any more."""
        self._options = options
        self._nursery = nursery
        self._process: WorkerProcess | None = None
        self._steps_done = 0
        self._held_bytes = 0
        self._kind = self._doing = ""
        self.is_settling = False
        """Whether it has given its answer, but not done yet what the step left for afterwards."""

    def is_unfit(self, kind: str) -> bool:
        """Whether this kind of work takes a new process: the old one holds what it needed for another, or is old."""
        is_heavy = self._held_bytes > HEAVY_BYTES and kind != self._kind and kind not in LIGHT
        return self._steps_done >= STEPS_PER_PROCESS or is_heavy

    def fitness(self, kind: str) -> tuple[bool, bool]:
        """The greater the better for this kind of work: its process may stay, and has what is needed already."""
        return not self.is_unfit(kind), kind == self._kind

    async def ready(self, kind: str) -> None:
        """Have a process fit for this kind of work that has loaded all its steps; EOFError when it ends."""
        process = await self.started(kind)
        await self._tell(process, {"step": READY, "payload": {}})
        await self._hear(process)

    async def started(self, kind: str = "") -> WorkerProcess:
        """The process, fit for this kind of work: a new one if the old one still holds what it needed for another."""
        if self.is_unfit(kind):
            await self.stop()
        if self.is_over:
            raise EOFError
        if self._process is not None and self._process.is_running():
            return self._process
        if self._process is not None:
            self._process.writer.close()
        process = await self._nursery.worker(self._nice)
        self._process = process
        self._steps_done = self._held_bytes = 0
        if self.is_over:
            await self.stop()
            raise EOFError
        await self._tell(process, {"options": to_plain(self._options)})
        return process

    async def carry_out(
        self, kind: str, request: dict[str, Any], on_progress: Callable[[float], None] | None
    ) -> dict[str, Any]:
        process = await self.started(kind)
        self._doing = kind
        if kind not in LIGHT:
            self._kind = kind
        self._steps_done += 1
        await self._tell(process, request)
        while True:
            answer = await self._hear(process)
            if "progress" in answer:
                if on_progress is not None:
                    on_progress(answer["progress"])
                continue
            self.is_settling = not answer.get("settled", True)
            if not self.is_settling:
                self._note_memory(answer)
            if "error" in answer:
                raise raised_again(answer["error"])
            result: dict[str, Any] = answer["result"]
            return result

    async def settled(self) -> None:
        """Wait until it has done what its step left for afterwards; EOFError when it ends."""
        process = self._process
        if process is None:
            raise EOFError
        answer = await self._hear(process)
        while "progress" in answer:
            # How far it is interests nobody any more.
            answer = await self._hear(process)
        self._note_memory(answer)
        self.is_settling = False

    def _note_memory(self, answer: dict[str, Any]) -> None:
        self._held_bytes = int(answer.get("held_bytes", 0))
        self.peaks[self._doing] = max(self.peaks.get(self._doing, 0), int(answer.get("peak_bytes", 0)))

    async def how_it_ended(self) -> str:
        if self._process is None:
            return "it never began"
        await asyncio.wait({self._process.ended}, timeout=STOP_SECONDS)
        if not self._process.ended.done():
            return "it hangs"
        code = self._process.ended.result()
        if code == -signal.SIGKILL:
            return "killed; out of memory?"
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"

    async def stop(self) -> None:
        process, self._process = self._process, None
        self._steps_done = self._held_bytes = 0
        self.is_settling = False
        if process is None:
            return
        process.writer.close()
        if process.ended.done():
            return
        process.signal_all(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            pass
        finally:
            # What it started may outlive it.
            process.signal_all(signal.SIGKILL)
        # A nursery that hangs never tells.
        await asyncio.wait({process.ended}, timeout=STOP_SECONDS)

    def is_running(self) -> bool:
        return self._process is not None and not self._process.ended.done()

    def kill(self) -> None:
        self.is_over = True
        process = self._process
        if process is not None and not process.ended.done():
            process.signal_all(signal.SIGKILL)

    async def _tell(self, process: WorkerProcess, request: dict[str, Any]) -> None:
        try:
            process.writer.write(json.dumps(request).encode() + b"\n")
            await process.writer.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise EOFError from None

    async def _hear(self, process: WorkerProcess) -> dict[str, Any]:
        try:
            line = await process.reader.readline()
        except ValueError as exc:
            await self.stop()
            raise RenderError("A step's answer was too long to be taken.") from exc
        except ConnectionResetError:
            line = b""
        if not line.endswith(b"\n"):
            # It closed its output; if it lives on all the same, nobody hears it any more.
            process.signal_all(signal.SIGKILL)
            raise EOFError
        answer: dict[str, Any] = json.loads(line)
        return answer
