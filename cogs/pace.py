"""Pacing: many wishes to redraw one message become few edits, the last state always gets shown; and waiting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What is kept about cards that are to be drawn, so that none is forgotten when the bot stops: the number of the
    last change of what a key shows, 0 for none, and that it was drawn as it was after that change."""

    change: Callable[[str], Awaitable[int]]
    drawn: Callable[[str, int], Awaitable[None]]


class Pace:
    """At most one edit a key in `seconds`. The work reads the state when it runs, so the last one wins."""

    def __init__(self, seconds: float, notes: Notes | None = None) -> None:
        self.seconds = seconds
        self._notes = notes
        self._running: dict[str, asyncio.Task[None]] = {}
        self._wanted: dict[str, Callable[[], Awaitable[None]]] = {}
        self._later: dict[str, asyncio.Task[None]] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    def turn(self, key: str) -> asyncio.Lock:
        """What is done about this key under this lock is done by one after another."""
        return self._turns.setdefault(key, asyncio.Lock())

    def soon(self, key: str, work: Callable[[], Awaitable[None]]) -> None:
        """Have the work done once the pace allows; wishes that come before then are one with it."""
        self._wanted[key] = work
        if key not in self._running:
            self._running[key] = asyncio.create_task(self._run(key), name=f"pace-{key}")

    def after(self, seconds: float, key: str, work: Callable[[], Awaitable[None]]) -> None:
        """Have the work done once after so many seconds; a second wish of that key before then is one with it."""
        if key not in self._later:
            self._later[key] = asyncio.create_task(self._wait(seconds, key, work), name=f"later-{key}")

    async def _wait(self, seconds: float, key: str, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await asyncio.sleep(seconds)
        finally:
            self._later.pop(key, None)
        self.soon(key, work)

    async def _run(self, key: str) -> None:
        try:
            while work := self._wanted.pop(key, None):
                try:
                    change = await self._notes.change(key) if self._notes is not None else 0
                    await work()
                    if self._notes is not None and change:
                        await self._notes.drawn(key, change)
                except Exception:
                    # The next change redraws the message; a picture that lags is no reason to stop.
                    _log.warning("Redrawing %s failed.", key, exc_info=True)
                await asyncio.sleep(self.seconds)
        finally:
            self._running.pop(key, None)

    async def close(self) -> None:
        """Drop what waits."""
        self._wanted.clear()
        tasks = [*self._running.values(), *self._later.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
