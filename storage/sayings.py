"""Spoken tests that have come and were not posted yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlite_utils

from show import codec
from show.errors import NotFound
from show.sketch import Saying, SketchResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A spoken test that has come: who says what in which language, and for a word of the lexicon how it is said."""

    wish: Saying
    said: str
    language: str
    result: SketchResult


class Sayings:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def keep(self, order_id: str, said: Said) -> Said:
        """Keep a test until it is posted, with no more of its series than its post tells."""
        own = replace(said.wish.series, characters=(), locations=(), facts=(), lexicon={}, lexicons={})
        kept = replace(said, wish=replace(said.wish, series=own))
        row = {"order_id": order_id, "series_id": own.id, "document": codec.dumps(kept)}
        self._db.table("sayings").upsert(row, pk="order_id")
        return kept

    def saying(self, order_id: str) -> Said:
        """The test of an order; NotFound when there is none that waits."""
        found = self._db.execute("SELECT document FROM sayings WHERE order_id = ?", [order_id]).fetchone()
        if found is None:
            raise NotFound("That order is settled.")
        return codec.loads(found[0], Said)

    def has(self, order_id: str) -> bool:
        """Whether the test of an order waits."""
        return self._db.execute("SELECT 1 FROM sayings WHERE order_id = ?", [order_id]).fetchone() is not None

    def drop(self, order_id: str) -> None:
        """It was posted, or nobody waits for it any more."""
        self._db.execute("DELETE FROM sayings WHERE order_id = ?", [order_id])
