"""Processes for workers: forked from one that has loaded all steps, or, where that is unsafe, started from nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass, field

LINE_BYTES = 64 * 1024 * 1024
"""The longest answer a worker may give; takes travel by reference, so this is generous."""
NOTE_BYTES = 4096
"""More than a note to a nursery or from it takes."""
CAN_FORK = sys.platform == "linux"
"""Elsewhere, what the system's own libraries started does not survive a fork."""
END_SECONDS = 2.0
"""How long a nursery whose socket is closed gets to end by itself."""
FORK_SECONDS = 60.0
"""How long a nursery may take to load its steps and fork before it is taken to hang."""


@dataclass(slots=True, kw_only=True, eq=False)
class WorkerProcess:
    """A process that carries out steps, in a session of its own: its id is its group's too."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    ended: asyncio.Future[int]
    """Its exit status, negative for a signal."""

    def is_running(self) -> bool:
        """Whether it is there, and hears what it is told."""
        if self.ended.done() or self.writer.is_closing():
            return False
        # Of one that died a moment ago, nobody but the system knows yet that it hung up.
        line = select.poll()
        line.register(self.writer.get_extra_info("socket").fileno(), 0)
        return not line.poll(0)

    async def wait(self) -> int:
        """Its exit status, once it has ended."""
        return await asyncio.shield(self.ended)

    def signal_all(self, number: signal.Signals) -> None:
        """Signal it and everything it started."""
        _signal_group(self.pid, number)


class Nursery:
    """Where workers come from. Loading the steps takes most of a second; forked from a process that has them, a worker
    is there at once, and all share the memory of what was loaded.

    All of its workers end with it. It is started with the first of them, and anew if it died.
    """

    def __init__(self, steps_module: str, *, forking: bool = CAN_FORK) -> None:
        self._steps_module = steps_module
        self._forking = forking
        self._starting = asyncio.Lock()
        self._kept: _Parent | None = None
        self._over = False

    async def worker(self, nice: int) -> WorkerProcess:
        """A new worker, that far behind others; EOFError when the nursery ends meanwhile."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid, ended = await (self._forked(theirs, nice) if self._forking else self._started(theirs, nice))
            reader, writer = await asyncio.open_unix_connection(sock=ours, limit=LINE_BYTES)
        except BaseException:
            # A worker without anybody at the other end of its socket ends.
            ours.close()
            raise
        return WorkerProcess(pid=pid, reader=reader, writer=writer, ended=ended)

    async def _forked(self, theirs: socket.socket, nice: int) -> tuple[int, asyncio.Future[int]]:
        async with self._starting:
            if self._over:
                raise EOFError
            if self._kept is None or self._kept.is_gone():
                self._kept = await _Parent.started(self._steps_module)
            parent = self._kept
            if self._over:
                # The house was left in a hurry meanwhile.
                parent.kill()
                raise EOFError
        return await parent.fork(theirs, nice)

    async def _started(self, theirs: socket.socket, nice: int) -> tuple[int, asyncio.Future[int]]:
        arguments = ("--steps", self._steps_module, "--nice", str(nice), "--channel")
        process = await _launched("renderer.worker", *arguments, end=theirs)
        return process.pid, asyncio.ensure_future(process.wait())

    def is_running(self) -> bool:
        """Whether the process that workers are forked from is."""
        return self._kept is not None and (not self._kept.is_gone() or self._kept.process.returncode is None)

    def kill(self) -> None:
        """End it and its workers at once, from any thread; no worker is made any more."""
        self._over = True
        if self._kept is not None:
            self._kept.kill()

    async def close(self) -> None:
        """End it; no worker is made any more."""
        self._over = True
        async with self._starting:
            if self._kept is not None:
                await self._kept.close()


@dataclass(slots=True, kw_only=True, eq=False)
class _Parent:
    """The process that workers are forked from, as seen by whoever asks it for them."""

    process: asyncio.subprocess.Process
    control: socket.socket
    asked: list[asyncio.Future[tuple[int, asyncio.Future[int]]]] = field(default_factory=list)
    """Who waits for a process id and the exit status to come, in the order in which they asked."""
    children: dict[int, asyncio.Future[int]] = field(default_factory=dict)

    @classmethod
    async def started(cls, steps_module: str) -> _Parent:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        with theirs:
            process = await _launched("renderer.nursery", "--steps", steps_module, "--control", end=theirs)
        parent = cls(process=process, control=ours)
        asyncio.get_running_loop().add_reader(ours, parent.hear)
        return parent

    async def fork(self, channel: socket.socket, nice: int) -> tuple[int, asyncio.Future[int]]:
        """The id of a new process at the other end of the channel, and its exit status to come."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[int, asyncio.Future[int]]] = loop.create_future()
        try:
            socket.send_fds(self.control, [json.dumps({"nice": nice}).encode()], [channel.fileno()])
        except OSError:
            self.lose()
            raise EOFError from None
        self.asked.append(answer)
        try:
            async with asyncio.timeout(FORK_SECONDS):
                return await asyncio.shield(answer)
        except TimeoutError:
            self.kill()
            self.lose()
            raise EOFError from None

    def hear(self) -> None:
        """Take the notes that have come: a worker was made, or ended."""
        while True:
            try:
                note = self.control.recv(NOTE_BYTES)
            except BlockingIOError:
                return
            except OSError:
                note = b""
            if not note:
                self.lose()
                return
            said = json.loads(note)
            if "forked" in said:
                ended = self.children[said["forked"]] = asyncio.get_running_loop().create_future()
                # Both at once: it may have ended before whoever asked comes to look.
                self.asked.pop(0).set_result((said["forked"], ended))
            elif "refused" in said:
                _let_down(self.asked.pop(0))
            else:
                self.children.pop(said["ended"]).set_result(said["status"])

    def lose(self) -> None:
        """It is gone: nobody would learn any more how its workers end, so they end now."""
        if self.is_gone():
            return
        asyncio.get_running_loop().remove_reader(self.control)
        self.control.close()
        for pid, ended in self.children.items():
            _signal_group(pid, signal.SIGKILL)
            ended.set_result(-signal.SIGKILL)
        self.children.clear()
        for answer in self.asked:
            _let_down(answer)
        self.asked.clear()

    def is_gone(self) -> bool:
        return self.control.fileno() < 0

    def kill(self) -> None:
        for pid in list(self.children):
            _signal_group(pid, signal.SIGKILL)
        if self.process.returncode is None:
            _signal_group(self.process.pid, signal.SIGKILL)

    async def close(self) -> None:
        self.lose()
        try:
            await asyncio.wait_for(self.process.wait(), END_SECONDS)
        except TimeoutError:
            _signal_group(self.process.pid, signal.SIGKILL)
            await self.process.wait()


async def _launched(module: str, *arguments: str, end: socket.socket) -> asyncio.subprocess.Process:
    """A module as a process in a session of its own; its last argument is the number of its end of a socket."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments, str(end.fileno())),
        stdin=asyncio.subprocess.DEVNULL,
        pass_fds=(end.fileno(),),
        start_new_session=True,
    )


def _let_down(answer: asyncio.Future[tuple[int, asyncio.Future[int]]]) -> None:
    answer.set_exception(EOFError())
    # Whoever asked may have been cancelled.
    answer.exception()


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
