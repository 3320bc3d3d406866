"""Wishes to see a shot of a finished film made again."""

from __future__ import annotations

import sqlite_utils

from show.ids import EpisodeId, MemberId, ShotId
from show.script import Episode
from storage.records import Member


class Wishes:
    """Who wants which shot of a finished film made again. Inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def add(self, id: EpisodeId, shot: ShotId, take: int, member: Member, now: float) -> None:
        """Count a member once for a take."""
        row = [id, shot, take, member.id, member.name, now]
        self._db.execute("INSERT OR IGNORE INTO retake_wishes VALUES (?, ?, ?, ?, ?, ?)", row)

    def of(self, id: EpisodeId, shot: ShotId, take: int) -> tuple[Member, ...]:
        """Those who want that take made again, in the order they came."""
        sql = "SELECT member_id, name FROM retake_wishes WHERE episode_id = ? AND shot_id = ? AND take = ? ORDER BY at"
        found = self._db.execute(sql, [id, shot, take]).fetchall()
        return tuple(Member(id=MemberId(member), name=name) for member, name in found)

    def counts(self, script: Episode) -> dict[ShotId, int]:
        """How many want each shot's newest take made again; shots that nobody does are left out."""
        takes = {shot.id: shot.take for _, _, shot in script.shots()}
        sql = "SELECT shot_id, take, count(*) FROM retake_wishes WHERE episode_id = ? GROUP BY shot_id, take"
        found = self._db.execute(sql, [script.id]).fetchall()
        return {ShotId(shot): count for shot, take, count in found if takes.get(ShotId(shot)) == take}
