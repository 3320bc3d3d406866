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


def triggers() -> dict[str, str]:
    """The triggers that note all this, by name, as every library has to have them: a change here needs a migration."""
    made = {}
    for kind, changes in _CHANGED.items():
        for number, (table, change, whose) in enumerate(changes):
            row = "OLD" if change == "DELETE" else "NEW"
            card = f"'{kind} ' || {row}.{whose.format(row=row)}"
            made[f"redraw_{kind}_{number}"] = (
                f"CREATE TRIGGER redraw_{kind}_{number} AFTER {change} ON {table} BEGIN\n"
                f"    DELETE FROM redraws WHERE card = {card};\n"
                f"    INSERT INTO redraws (card) VALUES ({card});\n"
                "END"
            )
    return made


class Redraws:
    """Reads and writes inside the transaction that `Database.run` has opened. A card is its kind and its ids, as the
    pace calls it: "pitch 12", "draft moon-post-e1 3"."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def all(self) -> dict[str, int]:
        """Every card to be drawn, with the number of the last change of what it shows."""
        return dict(self._db.execute("SELECT card, change FROM redraws").fetchall())

    def change(self, card: str) -> int:
        """The number of the last change of what a card shows; 0 once it is drawn. No number ever comes again."""
        found = self._db.execute("SELECT change FROM redraws WHERE card = ?", [card]).fetchone()
        return int(found[0]) if found else 0

    def drawn(self, card: str, change: int) -> None:
        """A card was drawn as it was after that change; what changed meanwhile is still to be shown."""
        self._db.execute("DELETE FROM redraws WHERE card = ? AND change = ?", [card, change])
