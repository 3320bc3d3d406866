"""Ids as Discord makes them: milliseconds since 2015 in the upper 42 bits, a counter below."""

from __future__ import annotations

from sandbox.clock import Clock

# Discord developer documentation, "Snowflakes": the first second of 2015.
EPOCH_MILLISECONDS = 1_420_070_400_000


class Snowflakes:
    """Gives out ids that only ever grow."""

    def __init__(self, clock: Clock, last: int = 0) -> None:
        self._clock = clock
        self.last = last

    def next(self) -> str:
        """A new id, greater than every one before."""
        fresh = (int(self._clock.now() * 1000) - EPOCH_MILLISECONDS) << 22
        self.last = max(fresh, self.last + 1)
        return str(self.last)


def created_at(snowflake: str) -> float:
    """The seconds since 1970 at which an id was made."""
    return ((int(snowflake) >> 22) + EPOCH_MILLISECONDS) / 1000
