"""What carries the stages of a production out: steps by name, here or on another machine, durably or not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from show.order import Progress

Payload = dict[str, Any]
"""JSON's own types only: steps may run in another process, and their results are remembered by the queue."""


class Runner(Protocol):
    """Carries out steps by name (see `renderer.steps`), durably or not."""

    async def run(self, step: str, payload: Payload) -> Payload:
        """The step's result; raises what the step raised."""
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
