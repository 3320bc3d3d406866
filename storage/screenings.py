"""Premieres that have a time: a film that is ready before it waits."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.errors import InvalidInput, NotFound, WrongPhase
from show.ids import ChannelId, EpisodeId, MessageId
from show.writers_room import SAYING, Phase
from storage.films import Films
from storage.freezes import is_frozen
from storage.library import Library

MOST_DAYS = 90
DAY_SECONDS = 86400.0
SOON_SECONDS = 60.0
"""A premiere sooner than this needs no time of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """When an episode premieres (Unix seconds). `event_id` is Discord's event, `message_id` the announcement, or 0."""

    episode_id: EpisodeId
    at: float
    event_id: int
    channel_id: ChannelId
    message_id: MessageId


class Screenings:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def set(self, id: EpisodeId, at: float, now: float) -> Screening:
        """Give a premiere a time, instead of an earlier one.

        InvalidInput when it is past or far off, WrongPhase when the episode is over.
        """
        if not now + SOON_SECONDS <= at <= now + MOST_DAYS * DAY_SECONDS:
            raise InvalidInput(
                "A premiere's time lies between a minute and {most_days} days from now.", most_days=MOST_DAYS
            )
        phase = Library(self._db).episode(id).phase
        if phase in (Phase.PREMIERED, Phase.CANCELLED):
            raise WrongPhase("This episode needs no time any more: {saying}.", saying=SAYING[phase])
        self._db.execute(
            "INSERT INTO screenings (episode_id, at) VALUES (?, ?)"
            " ON CONFLICT (episode_id) DO UPDATE SET at = excluded.at",
            [id, at],
        )
        return self.screening(id)

    def screening(self, id: EpisodeId) -> Screening:
        """When an episode premieres; NotFound when as soon as it is ready."""
        found = self.of(id)
        if found is None:
            raise NotFound("This premiere has no time: it begins when the film is ready.")
        return found

    def of(self, id: EpisodeId) -> Screening | None:
        """The same, None instead of an error."""
        for row in self._db.query("SELECT * FROM screenings WHERE episode_id = ?", [id]):
            return Screening(
                episode_id=EpisodeId(row["episode_id"]),
                at=row["at"],
                event_id=row["event_id"],
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
            )
        return None

    def announced(self, id: EpisodeId, event_id: int, channel: ChannelId, message: MessageId) -> None:
        """Remember Discord's event and where it was announced."""
        changes = {"event_id": event_id, "channel_id": channel, "message_id": message}
        self._db.table("screenings").update(id, changes)

    def clear(self, id: EpisodeId) -> Screening | None:
        """Take the time back; the film premieres when it is ready. What there was."""
        found = self.of(id)
        self._db.execute("DELETE FROM screenings WHERE episode_id = ?", [id])
        return found

    def waits(self, id: EpisodeId, now: float) -> bool:
        """Whether a film that is ready has to wait: for its time, or until it is thawed."""
        found = self.of(id)
        return is_frozen(self._db, id) or (found is not None and now < found.at)

    def due(self, now: float) -> list[EpisodeId]:
        """Finished films that have not premiered though nothing keeps them any more."""
        sql = (
            "SELECT e.id FROM episodes e JOIN films f ON f.episode_id = e.id LEFT JOIN screenings s"
            " ON s.episode_id = e.id WHERE e.phase = ? AND (s.at IS NULL OR s.at <= ?)"
        )
        found = self._db.execute(sql, [Phase.RENDERING.value, now]).fetchall()
        return [EpisodeId(row[0]) for row in found if not is_frozen(self._db, EpisodeId(row[0]))]

    def coming(self) -> list[Screening]:
        """Every time that was set for an episode that has not premiered."""
        sql = "SELECT s.episode_id FROM screenings s JOIN episodes e ON e.id = s.episode_id WHERE e.phase NOT IN (?, ?)"
        done = [Phase.PREMIERED.value, Phase.CANCELLED.value]
        return [self.screening(EpisodeId(row[0])) for row in self._db.execute(sql, done).fetchall()]


def is_ready(db: sqlite_utils.Database, id: EpisodeId) -> bool:
    """Whether an episode's film is finished."""
    try:
        Films(db).film(id)
    except NotFound:
        return False
    return True
