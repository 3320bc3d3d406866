"""The sandbox's clock: real time plus whatever was skipped, so that a test can jump over a deadline."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970 that can be moved forward."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._skipped_seconds = 0.0
        self._waiting: set[asyncio.Event] = set()

    def now(self) -> float:
        """Seconds since 1970, skips included."""
        return self._source() + self._skipped_seconds

    def skip(self, seconds: float) -> None:
        """Move the clock forward by `seconds`."""
        self._skipped_seconds += max(0.0, seconds)
        for skipped in self._waiting:
            skipped.set()

    async def until(self, moment: float) -> None:
        """Wait until `moment`, in seconds since 1970; a skip brings it nearer."""
        skipped = asyncio.Event()
        self._waiting.add(skipped)
        try:
            while (left := moment - self.now()) > 0.0:
                skipped.clear()
                await asyncio.wait_for(skipped.wait(), left)
        except TimeoutError:
            return
        finally:
            self._waiting.discard(skipped)

    @property
    def skipped_seconds(self) -> float:
        """How far it is ahead of the real time."""
        return self._skipped_seconds

    def stamp(self, at: float | None = None) -> str:
        """`at` (seconds since 1970; now when None) as Discord writes it: ISO 8601 with an offset."""
        return datetime.fromtimestamp(self.now() if at is None else at, UTC).isoformat()


def seconds_of(stamp: str) -> float:
    """The seconds since 1970 of a stamp that `Clock.stamp` wrote."""
    return datetime.fromisoformat(stamp).timestamp()
