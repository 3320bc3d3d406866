"""What is frozen: of an episode or a whole series nothing is made, changed or shown until it is thawed."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.errors import NotFound, WrongPhase
from show.ids import EpisodeId, GuildId, SeriesId
from show.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """An episode or a series (by its id) that an administrator froze."""

    subject: str
    guild_id: GuildId
    by: str
    reason: str
    at: float

    def refusal(self) -> WrongPhase:
        """What members read who want something done with it."""
        if not self.reason:
            return WrongPhase("An administrator has frozen this: nothing is made, changed or shown of it for now.")
        return WrongPhase(
            "An administrator has frozen this: nothing is made, changed or shown of it for now. "
            "The reason given: {reason}.",
            reason=Text(self.reason),
        )


class Freezes:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def freeze(self, freeze: Freeze) -> None:
        """Freeze an episode or a series, with a new reason if it is frozen already."""
        row = {
            "subject": freeze.subject,
            "guild_id": freeze.guild_id,
            "by_name": freeze.by,
            "reason": freeze.reason,
            "at": freeze.at,
        }
        self._db.table("freezes").upsert(row, pk="subject")

    def thaw(self, subject: str) -> None:
        """End a freeze; NotFound when there is none."""
        if not self._db.execute("DELETE FROM freezes WHERE subject = ?", [subject]).rowcount:
            raise NotFound("That is not frozen.")

    def of(self, id: EpisodeId) -> Freeze | None:
        """What keeps an episode frozen: its own freeze, or its series'."""
        sql = "SELECT series_id FROM episodes WHERE id = ?"
        found = self._db.execute(sql, [id]).fetchone()
        return self._first("subject IN (?, ?)", [id, found[0] if found else id])

    def of_series(self, id: SeriesId) -> Freeze | None:
        """A series' own freeze."""
        return self._first("subject = ?", [id])

    def of_any(self, *subjects: str) -> Freeze | None:
        """The first freeze of any of these subjects."""
        places = ", ".join("?" * len(subjects))
        return self._first(f"subject IN ({places})", [*subjects])

    def all(self, guild: GuildId) -> list[Freeze]:
        """Everything that is frozen in a guild, the newest first."""
        return self._freezes("guild_id = ? ORDER BY at DESC", [guild])

    def _first(self, where: str, parameters: list[str]) -> Freeze | None:
        return next(iter(self._freezes(where, [*parameters])), None)

    def _freezes(self, where: str, parameters: list[str | int]) -> list[Freeze]:
        return [
            Freeze(
                subject=row["subject"],
                guild_id=GuildId(row["guild_id"]),
                by=row["by_name"],
                reason=row["reason"],
                at=row["at"],
            )
            for row in self._db.query(f"SELECT * FROM freezes WHERE {where}", parameters)
        ]


def check_thawed(db: sqlite_utils.Database, id: EpisodeId) -> None:
    """WrongPhase, in words for a member, when an episode is frozen."""
    found = Freezes(db).of(id)
    if found is not None:
        raise found.refusal()


def is_frozen(db: sqlite_utils.Database, id: EpisodeId) -> bool:
    """Whether an episode is frozen."""
    return Freezes(db).of(id) is not None
