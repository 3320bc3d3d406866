"""What could not be posted, for its channel is open to everybody or its words may not be told, until it can be."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.ids import ChannelId, GuildId, SeriesId

AGE, WORDS = "age", "words"
"""What was told of a post: that its channel is open to everybody, or which words of it may not be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post that waits; `what` names it, as far as it can be posted again."""

    number: int
    guild_id: GuildId
    channel_id: ChannelId
    series_id: SeriesId
    what: tuple[str, ...]


class HeldBack:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def add(
        self, guild: GuildId, channel: ChannelId, series: SeriesId, what: tuple[object, ...], now: float
    ) -> bool:
        """Keep in mind that this was not posted; False when that is known already."""
        found = self._db.execute(
            "INSERT OR IGNORE INTO held_back (guild_id, channel_id, series_id, what, at) VALUES (?, ?, ?, ?, ?)",
            [guild, channel, series, "\n".join(map(str, what)), now],
        )
        return found.rowcount > 0

    def waits(self, what: tuple[object, ...]) -> bool:
        """Whether a post is held back from any channel."""
        sql = "SELECT 1 FROM held_back WHERE what = ?"
        return self._db.execute(sql, ["\n".join(map(str, what))]).fetchone() is not None

    def told(self, channel: ChannelId, what: tuple[object, ...]) -> str:
        """What was told of a post last: AGE, WORDS, or "" for nothing yet."""
        sql = "SELECT told FROM held_back WHERE channel_id = ? AND what = ?"
        found = self._db.execute(sql, [channel, "\n".join(map(str, what))]).fetchone()
        return str(found[0]) if found else ""

    def tell(self, channel: ChannelId, what: tuple[object, ...], reason: str) -> None:
        """Remember what was told of a post: AGE or WORDS."""
        sql = "UPDATE held_back SET told = ? WHERE channel_id = ? AND what = ?"
        self._db.execute(sql, [reason, channel, "\n".join(map(str, what))])

    def is_known(self, channel: ChannelId, series: SeriesId) -> bool:
        """Whether it was told that nothing of a series is posted to a channel open to everybody."""
        sql = "SELECT 1 FROM held_back WHERE channel_id = ? AND series_id = ? AND told = ?"
        return self._db.execute(sql, [channel, series, AGE]).fetchone() is not None

    def all(self) -> list[Held]:
        """Everything that waits, the oldest first."""
        return [
            Held(
                number=row["number"],
                guild_id=GuildId(row["guild_id"]),
                channel_id=ChannelId(row["channel_id"]),
                series_id=SeriesId(row["series_id"]),
                what=tuple(row["what"].split("\n")),
            )
            for row in self._db.query("SELECT * FROM held_back ORDER BY number")
        ]

    def drop(self, number: int) -> None:
        """It was posted, or need not be any more."""
        self._db.execute("DELETE FROM held_back WHERE number = ?", [number])
