"""What carries the stages of a production out: steps by name, here or on another machine, durably or not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from show.order import Progress

Payload = dict[str, Any]
"""JSON's own types only: steps may run in another process, and their results are remembered by the queue."""


RECALL = "recall"
"""The step that says what others gave before, and makes nothing."""


class Begun(Protocol):
    """A step that was begun and is waited for later."""

    async def result(self) -> Payload:
        """The step's result; raises what the step raised."""
        ...

    async def drop(self) -> None:
        """Stop it if it is still under way: nobody wants it any more."""
        ...


class Runner(Protocol):
    """Carries out steps by name (see `renderer.steps`), durably or not."""

    async def run(self, step: str, payload: Payload) -> Payload:
        """The step's result; raises what the step raised."""
        ...

    async def begin(self, step: str, payload: Payload) -> Begun:
        """Have a step carried out beside those that are asked for next."""
        ...

    async def run_all(
        self, step: str, payloads: Sequence[Payload], done: Callable[[float], Awaitable[None]]
    ) -> list[Payload]:
        """All results in the order of the payloads, made side by side.

        `done(n)` says how many are finished, those under way by their share if the runner hears of it.
        """
        ...

    async def report(self, progress: Progress) -> None:
        """Tell whoever watches how far the order is."""
        ...


async def run_missing(
    runner: Runner, step: str, payloads: Sequence[Payload], done: Callable[[float], Awaitable[None]]
) -> list[Payload]:
    """Like `run_all`, but what was made before is only looked up, all of it by one worker at once."""
    results = await recalled(runner, step, payloads)
    missing = [number for number, result in enumerate(results) if result is None]
    kept = len(results) - len(missing)

    async def counted(count: float) -> None:
        await done(kept + count)

    if kept:
        await done(kept)
    made = await runner.run_all(step, [payloads[number] for number in missing], counted) if missing else []
    by_number = dict(zip(missing, made, strict=True))
    return [by_number[number] if result is None else result for number, result in enumerate(results)]


async def recalled(runner: Runner, step: str, payloads: Sequence[Payload]) -> list[Payload | None]:
    """What the step gave for each of these payloads before; None for those that have to be made."""
    if not payloads:
        return []
    results: list[Payload | None] = (await runner.run(RECALL, {"step": step, "payloads": list(payloads)}))["results"]
    return results
