"""The journal: every request of the application, every event sent to it, every act of the control side."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from sandbox.clock import Clock
from sandbox.wire import Json

KEPT = 20_000


class Journal:
    """Remembers what happened, in order; the oldest entries are let go past `kept`."""

    def __init__(self, clock: Clock, kept: int = KEPT) -> None:
        self._clock = clock
        self._entries: deque[tuple[int, str, str]] = deque(maxlen=kept)
        self._number = 0

    def record(self, kind: str, **facts: Any) -> None:
        """Add an entry, written down at once, so that later changes of a record don't change the past."""
        self._number += 1
        entry = {"number": self._number, "at": self._clock.now(), "kind": kind}
        self._entries.append((self._number, kind, json.dumps(entry | facts, default=str)))

    def entries(self, after: int = 0, kind: str | None = None) -> list[Json]:
        """The entries numbered above `after`, of one kind when given."""
        return [
            json.loads(text)
            for number, entry_kind, text in self._entries
            if number > after and kind in (None, entry_kind)
        ]
