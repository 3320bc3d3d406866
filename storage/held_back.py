"""What could not be posted because its channel is open to everybody, until it can be."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.ids import ChannelId, GuildId, SeriesId


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

    def is_known(self, channel: ChannelId, series: SeriesId) -> bool:
        """Whether something of a series is held back from a channel already."""
        sql = "SELECT 1 FROM held_back WHERE channel_id = ? AND series_id = ?"
        return self._db.execute(sql, [channel, series]).fetchone() is not None

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
