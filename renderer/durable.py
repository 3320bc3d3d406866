"""The durable runner: carries out an order's steps so that after a crash no finished one is carried out again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from dbos import DBOS, EnqueueOptions, WorkflowHandleAsync

from renderer.failures import raised_again, told
from renderer.pool import Pool
from renderer.runner import Begun, Payload
from show.codec import to_plain
from show.errors import CliffhangerError, CrewUnavailable
from show.ids import GuildId
from show.order import Progress
from storage.queue import PROGRESS, SHOT, SHOTS, register

FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 120.0
FIRST = 1
"""The priority of what is to be done before everything else."""
_POLLING_SECONDS = 0.1
TELL_SECONDS = 0.25
"""How often steps under way are asked how far they are."""
_UNDER_WAY = frozenset({"ENQUEUED", "PENDING", "DELAYED"})
"""Of DBOS's states of a workflow, those in which nobody knows its outcome yet."""

_log = logging.getLogger(__name__)


class Steps:
    """Steps as the queue remembers them: an outcome is a value, be it a result or an error, and is recorded once."""

    def __init__(self, pool: Pool, *, attempts: int) -> None:
        self._pool = pool
        self._attempts = attempts
        self.shares: dict[str, float] = {}
        """How far the steps are that this process carries out, 0–1, by their workflows' ids; whoever waits for one
        takes it away."""

    def register(self) -> None:
        """Make the workflow of one step among many known to the queue; before `launch`."""

        async def shot(step: str, payload: Payload) -> Payload:
            return await self.outcome(step, payload)

        register(SHOT, shot)

    async def outcome(self, step: str, payload: Payload) -> Payload:
        """Inside a workflow: `{"result": …}`, or `{"error": …}` as `failures.told` tells it."""
        return await DBOS.run_step_async({"name": step, "preemptible": True}, self._carry_out, step, payload)

    async def _carry_out(self, step: str, payload: Payload) -> Payload:
        workflow_id = DBOS.workflow_id or ""

        def heard(share: float) -> None:
            self.shares[workflow_id] = share

        outcome = await self._tried(step, payload, heard)
        if "result" in outcome:
            heard(1.0)
        return outcome

    async def _tried(self, step: str, payload: Payload, heard: Callable[[float], None]) -> Payload:
        wait_seconds = FIRST_WAIT_SECONDS
        for attempt in range(1, self._attempts + 1):
            try:
                return {"result": await self._pool.run(step, payload, heard)}
            except CrewUnavailable as error:
                if attempt == self._attempts:
                    return {"error": told(error)}
                seconds = min(LONGEST_WAIT_SECONDS, error.retry_after_seconds or wait_seconds)
                _log.info("“%s” is tried again in %.0f s: %s", step, seconds, error)
                await asyncio.sleep(seconds)
                wait_seconds *= 2
            except CliffhangerError as error:
                return {"error": told(error)}
        raise AssertionError("unreachable: the last attempt returns")


class DurableRunner:
    """A Runner for one order, inside its workflow. `run_all` hands the steps to whichever renderer is free.

    Calls must come one after another and in the same order every time: that is how the queue knows them again.
    """

    def __init__(self, steps: Steps, guild_id: GuildId) -> None:
        self._steps = steps
        self._line = str(guild_id)

    async def run(self, step: str, payload: Payload) -> Payload:
        """The step's result; raises what the step raised."""
        return _result(await self._steps.outcome(step, payload))

    async def begin(self, step: str, payload: Payload) -> Begun:
        """The step on its way, on whichever renderer is free."""
        return _Begun(await self._enqueued(step, payload, FIRST), self._steps)

    async def run_all(
        self, step: str, payloads: Sequence[Payload], done: Callable[[float], Awaitable[None]]
    ) -> list[Payload]:
        """All results in the order of the payloads; the first error in that order, once it is known.

        Steps that this process carries out are heard of by the frame, those of other hosts when they are finished.
        """
        handles = [await self._enqueued(step, payload, number) for number, payload in enumerate(payloads, start=FIRST)]
        ids = [handle.get_workflow_id() for handle in handles]
        watch = _Watch(ids, self._steps.shares, done)
        results: list[Payload] = []
        try:
            for count, handle in enumerate(handles, start=1):
                # A step of its own: how often somebody hears of progress differs, what the queue remembers must not.
                await DBOS.run_step_async({"name": "watch", "preemptible": True}, watch.until_done, count - 1)
                outcome: dict[str, Any] = await handle.get_result(polling_interval_sec=_POLLING_SECONDS)
                if "error" in outcome:
                    for other in ids[count:]:
                        await DBOS.cancel_workflow_async(other)
                results.append(_result(outcome))
                await watch.tell(float(count))
        finally:
            for one in ids:
                self._steps.shares.pop(one, None)
        return results

    async def report(self, progress: Progress) -> None:
        """Keep how far the order is where the bot can see it."""
        await DBOS.set_event_async(PROGRESS, to_plain(progress))

    async def _enqueued(self, step: str, payload: Payload, priority: int) -> WorkflowHandleAsync[Payload]:
        options: EnqueueOptions = {
            "workflow_name": SHOT,
            "queue_name": SHOTS,
            "queue_partition_key": self._line,
            "priority": priority,
        }
        return await DBOS.enqueue_workflow_with_options_async(options, step, payload)


class _Begun:
    """A step under way as a workflow of its own."""

    def __init__(self, handle: WorkflowHandleAsync[Payload], steps: Steps) -> None:
        self._handle = handle
        self._steps = steps
        self._outcome: Payload | None = None

    async def result(self) -> Payload:
        """The step's result; raises what the step raised."""
        if self._outcome is None:
            self._outcome = await self._awaited()
        return _result(self._outcome)

    async def drop(self) -> None:
        """Stop it if it is still under way."""
        if self._outcome is None:
            self._steps.shares.pop(self._handle.get_workflow_id(), None)
            await DBOS.cancel_workflow_async(self._handle.get_workflow_id())

    async def _awaited(self) -> Payload:
        workflow_id = self._handle.get_workflow_id()
        watch = _Watch([workflow_id], self._steps.shares, _hush)
        await DBOS.run_step_async({"name": "watch", "preemptible": True}, watch.until_done, 0)
        try:
            return await self._handle.get_result(polling_interval_sec=_POLLING_SECONDS)
        finally:
            self._steps.shares.pop(workflow_id, None)


class _Watch:
    """Tells how many of some workflows are done, those under way by their share; never less than before."""

    def __init__(
        self, workflow_ids: Sequence[str], shares: Mapping[str, float], done: Callable[[float], Awaitable[None]]
    ) -> None:
        self._ids = workflow_ids
        self._shares = shares
        self._done = done
        self._told = 0.0

    async def until_done(self, number: int) -> None:
        """Return when this workflow has an outcome, those before having theirs; tell of all meanwhile."""
        while await self._is_under_way(self._ids[number]):
            count = number + sum(self._shares.get(one, 0.0) for one in self._ids[number:])
            if count > self._told:
                await self.tell(count)
            await asyncio.sleep(TELL_SECONDS)

    async def tell(self, count: float) -> None:
        """Tell of so many, or of more if more was told already."""
        self._told = max(self._told, count)
        await self._done(self._told)

    async def _is_under_way(self, workflow_id: str) -> bool:
        status = await DBOS.get_workflow_status_async(workflow_id)
        return status is not None and status.status in _UNDER_WAY


async def _hush(count: float) -> None:
    """Nobody asks how far a single step is."""


def _result(outcome: Payload) -> Payload:
    if "error" in outcome:
        raise raised_again(outcome["error"])
    result: Payload = outcome["result"]
    return result
