"""The journal: every request of the application, every event sent to it, every act of the control side."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from sandbox.clock import Clock
from sandbox.wire import Json

KEPT = 50_000


class Journal:
    """Remembers what happened, in order; the oldest entries are let go past `kept`."""

    def __init__(self, clock: Clock, kept: int = KEPT) -> None:
        self._clock = clock
        self._entries: deque[Json] = deque(maxlen=kept)
        self._number = 0

    def record(self, kind: str, **facts: Any) -> Json:
        """Add an entry; facts are snapshots, so later changes of a record don't change the past."""
        self._number += 1
        entry = {"number": self._number, "at": self._clock.now(), "kind": kind}
        entry |= json.loads(json.dumps(facts, default=str))
        self._entries.append(entry)
        return entry

    def entries(self, after: int = 0, kind: str | None = None) -> list[Json]:
        """The entries numbered above `after`, of one kind when given."""
        return [one for one in self._entries if one["number"] > after and kind in (None, one["kind"])]
