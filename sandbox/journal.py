"""The journal: every request of the application, every event sent to it, every act of the control side."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
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

    def record(self, kind: str, *, written: Mapping[str, str] | None = None, **facts: Any) -> None:
        """Add an entry, written down at once, so that later changes of a record don't change the past.

        `written` are facts that are JSON text already, for what went over the wire need not be written twice.
        """
        self._number += 1
        entry = {"number": self._number, "at": self._clock.now(), "kind": kind}
        text = json.dumps(entry | facts, default=str)
        for key, value in (written or {}).items():
            text = f'{text[:-1]}, "{key}": {value}}}'
        self._entries.append((self._number, kind, text))

    def entries(self, after: int = 0, kind: str | None = None) -> list[Json]:
        """The entries numbered above `after`, of one kind when given."""
        return [
            json.loads(text)
            for number, entry_kind, text in self._entries
            if number > after and kind in (None, entry_kind)
        ]
