"""Applause: which films members react to, and which of their shots they love."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlite_utils

from show.errors import NotFound
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, MessageId, ShotId
from show.script import Episode, Shot
from storage.films import Films
from storage.library import Library
from storage.programme import shown_episodes

MOST_LOVED = 3
"""Shots of one film that a member may love: who loves all of them has said nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A shot of a finished film that members love. `number` is the shot's, from 1."""

    episode_id: EpisodeId
    number: int
    shot: Shot
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Applauded:
    """A film with how many members reacted to it, or love something in it."""

    episode_id: EpisodeId
    script: Episode
    members: int
    moments: tuple[Moment, ...]
    """The most loved first."""


class Applause:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def film_at(self, channel: ChannelId, message: MessageId) -> EpisodeId | None:
        """The film that a message is about: its premiere, its dubs, or whatever stands in its thread; None for none."""
        sql = (
            "SELECT episode_id FROM films WHERE (message_id = ? AND channel_id = ?)"
            " OR (thread_id = ? AND thread_id != 0)"
            " UNION SELECT episode_id FROM dubs WHERE film_message_id = ? AND film_channel_id = ?"
        )
        found = self._db.execute(sql, [message, channel, channel, message, channel]).fetchone()
        return EpisodeId(found[0]) if found else None

    def react(self, id: EpisodeId, message: MessageId, member: MemberId, emoji: str, now: float) -> None:
        """A member reacted to a message."""
        self._db.execute(
            "INSERT OR IGNORE INTO reactions VALUES (?, ?, ?, ?, ?)", [message, member, emoji, id, now]
        )

    def take_back(self, message: MessageId, member: MemberId | None = None, emoji: str | None = None) -> None:
        """A reaction is gone: one member's, everybody's of one emoji, or all of a message."""
        sql = "DELETE FROM reactions WHERE message_id = ?"
        wanted: list[object] = [message]
        if member is not None:
            sql, wanted = f"{sql} AND member_id = ?", [*wanted, member]
        if emoji is not None:
            sql, wanted = f"{sql} AND emoji = ?", [*wanted, emoji]
        self._db.execute(sql, wanted)

    def love(self, id: EpisodeId, shots: Iterable[ShotId], member: MemberId, now: float) -> list[ShotId]:
        """Keep which shots of a film a member loves, in place of earlier ones; none takes them all back.

        NotFound when the film has no such shot (any more).
        """
        there = {shot.id for _, _, shot in Films(self._db).film(id).result.script.shots()}
        loved = list(dict.fromkeys(shots))[:MOST_LOVED]
        if any(shot not in there for shot in loved):
            raise NotFound("That shot is not in the film any more.")
        self._db.execute("DELETE FROM loved_shots WHERE episode_id = ? AND member_id = ?", [id, member])
        for shot in loved:
            self._db.execute("INSERT INTO loved_shots VALUES (?, ?, ?, ?)", [id, shot, member, now])
        return loved

    def loved(self, id: EpisodeId) -> dict[ShotId, int]:
        """How many members love each shot of a film; those that nobody does are left out."""
        sql = "SELECT shot_id, count(*) FROM loved_shots WHERE episode_id = ? GROUP BY shot_id"
        return {ShotId(shot): count for shot, count in self._db.execute(sql, [id]).fetchall()}

    def members(self, id: EpisodeId) -> int:
        """How many members reacted to a film or love something in it, each once."""
        sql = (
            "SELECT count(*) FROM (SELECT member_id FROM reactions WHERE episode_id = ?"
            " UNION SELECT member_id FROM loved_shots WHERE episode_id = ?)"
        )
        return int(self._db.execute(sql, [id, id]).fetchone()[0])


def applauded(db: sqlite_utils.Database, guild: GuildId, wanted: str = "") -> list[Applauded]:
    """A guild's films, or those of one series of its, by how much members like them; frozen ones are left out."""
    library = Library(db)
    chosen = [library.choose_series(guild, wanted).series] if wanted else [r.series for r in library.all_series(guild)]
    found = [_applauded(db, id) for series in chosen for id, _ in shown_episodes(db, series)]
    return sorted(found, key=lambda one: (-one.members, -sum(m.count for m in one.moments)))


def _applauded(db: sqlite_utils.Database, id: EpisodeId) -> Applauded:
    script, counts = Films(db).film(id).result.script, Applause(db).loved(id)
    moments = [
        Moment(episode_id=id, number=number, shot=shot, count=counts[shot.id])
        for number, _, shot in script.shots()
        if shot.id in counts
    ]
    ranked = tuple(sorted(moments, key=lambda one: (-one.count, one.number)))
    return Applauded(episode_id=id, script=script, members=Applause(db).members(id), moments=ranked)
