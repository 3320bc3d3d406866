"""Cards that no longer show how things stand: noted by the library itself, in the transaction that changed them."""

from __future__ import annotations

import sqlite_utils

_CHANGED = {
    "pitch": (
        ("pitches", "UPDATE OF state, name, text, picture", "number"),
        ("pitch_support", "INSERT", "pitch_number"),
        ("pitch_support", "DELETE", "pitch_number"),
        ("pitch_authors", "INSERT", "pitch_number"),
        ("pitch_authors", "DELETE", "pitch_number"),
    ),
    "ballot": (
        ("votes", "INSERT", "ballot_id"),
        ("votes", "UPDATE", "ballot_id"),
        ("votes", "DELETE", "ballot_id"),
    ),
    "suggestion": (
        ("suggestions", "UPDATE OF state", "number"),
        ("suggestion_backers", "INSERT", "suggestion_number"),
    ),
    "draft": (
        ("drafts", "UPDATE OF state", "episode_id || ' ' || {row}.version"),
        ("opinions", "INSERT", "episode_id || ' ' || {row}.version"),
        ("opinions", "DELETE", "episode_id || ' ' || {row}.version"),
    ),
    "motion": (
        ("motion_votes", "INSERT", "motion_number"),
        ("motion_votes", "UPDATE", "motion_number"),
        ("motion_votes", "DELETE", "motion_number"),
    ),
    "report": (("reports", "UPDATE OF state", "number"),),
    "panels": (("retake_wishes", "INSERT", "episode_id"),),
    "moments": (
        ("loved_shots", "INSERT", "episode_id"),
        ("loved_shots", "DELETE", "episode_id"),
    ),
    "dub": (("dub_lines", "INSERT", "episode_id || ' ' || {row}.language"),),
    "audition": (("auditions", "UPDATE OF state", "number"),),
}
"""What a card shows: for each kind of card the changes of which tables touch it, and whose id it bears."""

REDRAWS = "CREATE TABLE redraws (card TEXT PRIMARY KEY, changes INTEGER NOT NULL DEFAULT 1) STRICT;" + "".join(
    f"CREATE TRIGGER redraw_{kind}_{number} AFTER {change} ON {table} BEGIN"
    f" INSERT INTO redraws (card) VALUES ('{kind} ' || {row}.{whose.format(row=row)})"
    " ON CONFLICT (card) DO UPDATE SET changes = changes + 1; END;"
    for kind, changes in _CHANGED.items()
    for number, (table, change, whose) in enumerate(changes)
    for row in ("OLD" if change == "DELETE" else "NEW",)
)


class Redraws:
    """Reads and writes inside the transaction that `Database.run` has opened. A card is its kind and its ids, as the
    pace calls it: "pitch 12", "draft moon-post-e1 3"."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def all(self) -> dict[str, int]:
        """Every card to be drawn, with how often what it shows has changed since it was."""
        return dict(self._db.execute("SELECT card, changes FROM redraws").fetchall())

    def changes(self, card: str) -> int:
        """How often what a card shows has changed since it was drawn."""
        found = self._db.execute("SELECT changes FROM redraws WHERE card = ?", [card]).fetchone()
        return int(found[0]) if found else 0

    def drawn(self, card: str, changes: int) -> None:
        """A card was drawn with so many changes; what changed meanwhile is still to be shown."""
        self._db.execute("DELETE FROM redraws WHERE card = ? AND changes = ?", [card, changes])
