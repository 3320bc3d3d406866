"""Finished films: every version of them, where they are shown, and whether their credits are still right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlite_utils

from show import codec
from show.credits import Roll
from show.errors import NotFound
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, MessageId
from show.order import FilmResult, ProductionOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """The newest version of an episode's film. `order_id` made its first version; `roll` is None where unknown.

    `message_id` is its premiere, 0 before it; `thread_id` where it is talked about, `panels_id` the message there from
    which shots are asked for again, each 0 where there is none.
    """

    episode_id: EpisodeId
    version: int
    result: FilmResult
    order_id: str
    roll: Roll | None
    finished_at: float
    channel_id: ChannelId
    message_id: MessageId
    thread_id: ChannelId
    panels_id: MessageId


class Films:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def keep(
        self,
        id: EpisodeId,
        result: FilmResult,
        order_id: str,
        roll: Roll | None,
        now: float,
        made_from: ProductionOrder | None = None,
    ) -> Film:
        """Keep a film as the newest version of its episode's, with what it was made from; earlier ones stay."""
        known = self._db.execute("SELECT 1 FROM films WHERE episode_id = ?", [id]).fetchone()
        document, names = codec.dumps(result), codec.dumps(roll) if roll is not None else ""
        if known is None:
            row = {"episode_id": id, "result": document, "order_id": order_id, "roll": names, "finished_at": now}
            self._db.table("films").insert(row)
        else:
            self._db.execute(
                "INSERT INTO earlier_films SELECT episode_id, version, result, finished_at FROM films"
                " WHERE episode_id = ?",
                [id],
            )
            self._db.execute(
                "UPDATE films SET version = version + 1, result = ?, roll = ?, finished_at = ? WHERE episode_id = ?",
                [document, names, now, id],
            )
        if made_from is not None:
            # Names change and are hidden; the ledger has them.
            nameless = codec.dumps(replace(made_from, roll=Roll()))
            self._db.table("films").update(id, {"made_from": nameless})
        return self.film(id)

    def made_from(self, id: EpisodeId) -> ProductionOrder | None:
        """The order an episode's film was made from, without its roll; None for films of earlier releases.

        People and places are in it as they looked then: whoever is in the cast since has not changed the film.
        """
        found = self._db.execute("SELECT made_from FROM films WHERE episode_id = ?", [id]).fetchone()
        return codec.loads(found[0], ProductionOrder) if found and found[0] else None

    def film(self, id: EpisodeId) -> Film:
        """An episode's film; NotFound before it was made."""
        for film in self._films("episode_id = ?", [id]):
            return film
        raise NotFound("The film of this episode is not made yet.")

    def earlier(self, id: EpisodeId) -> list[FilmResult]:
        """The versions before the newest, the oldest first."""
        rows = self._db.query("SELECT result FROM earlier_films WHERE episode_id = ? ORDER BY version", [id])
        return [codec.loads(row["result"], FilmResult) for row in rows]

    def shown(self, id: EpisodeId, channel: ChannelId, message: MessageId) -> None:
        """Remember where it premiered."""
        self._db.table("films").update(id, {"channel_id": channel, "message_id": message})

    def talked_about(self, id: EpisodeId, thread: ChannelId, panels: MessageId) -> None:
        """Remember the thread of its premiere, and the message there from which shots are asked for again."""
        self._db.table("films").update(id, {"thread_id": thread, "panels_id": panels})

    def doubt(self, guild: GuildId, member: MemberId) -> None:
        """A member's name changed: the credits of all films, dubs and reels that may bear it are to be compared."""
        named = (
            "SELECT e.id FROM episodes e JOIN contributions c"
            " ON c.series_id = e.series_id AND c.episode_id IN ('', e.id) WHERE c.guild_id = ? AND c.member_id = ?"
        )
        own = [guild, member]
        for table in ("films", "dubs"):
            self._db.execute(f"UPDATE {table} SET is_stale = 1 WHERE result != '' AND episode_id IN ({named})", own)
        self._db.execute(
            "UPDATE reels SET is_stale = 1 WHERE result != '' AND EXISTS"
            f" (SELECT 1 FROM json_each(reels.sources) s WHERE s.value IN ({named}))",
            own,
        )

    def doubted(self) -> list[EpisodeId]:
        """Films whose credits are to be compared, the newest first."""
        rows = self._db.execute("SELECT episode_id FROM films WHERE is_stale = 1 ORDER BY finished_at DESC")
        return [EpisodeId(row[0]) for row in rows.fetchall()]

    def trust(self, id: EpisodeId) -> None:
        """Its credits were compared."""
        self._db.table("films").update(id, {"is_stale": 0})

    def _films(self, where: str, parameters: list[Any]) -> Iterator[Film]:
        for row in self._db.query(f"SELECT * FROM films WHERE {where}", parameters):
            yield Film(
                episode_id=EpisodeId(row["episode_id"]),
                version=row["version"],
                result=codec.loads(row["result"], FilmResult),
                order_id=row["order_id"],
                roll=codec.loads(row["roll"], Roll) if row["roll"] else None,
                finished_at=row["finished_at"],
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
                thread_id=ChannelId(row["thread_id"]),
                panels_id=MessageId(row["panels_id"]),
            )
