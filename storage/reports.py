"""What members report to the administrators: anything of theirs that everybody sees, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlite_utils

from show.errors import NotFound, WrongPhase
from show.ids import ChannelId, GuildId, MemberId, MessageId, SeriesId
from show.texts import Text
from storage.records import Member


class Reported(StrEnum):
    """What can be reported."""

    PITCH = "pitch"
    DRAFT = "draft"
    FILM = "film"
    AUDITION = "audition"
    MOTION = "motion"
    BALLOT = "ballot"
    SUGGESTION = "suggestion"
    DUB = "dub"
    REEL = "reel"


class ReportState(StrEnum):
    """What became of a report."""

    OPEN = "open"
    DISMISSED = "dismissed"
    TAKEN_DOWN = "taken down"
    BANNED = "taken down, its author banned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report; `subject` is the id of what it is about, `message_id` its card in the log, 0 before it is posted."""

    id: int
    guild_id: GuildId
    kind: Reported
    subject: str
    member: Member
    reason: str
    state: ReportState
    decided_by: str
    channel_id: ChannelId
    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What was reported, in words, where it stands, and whose it is (nobody's: None).

    `freezes` is what is frozen when it is taken down: an episode's or a reel's id, `motion-3` or
    `audition-3`.
    """

    words: Text
    link: str
    series_id: SeriesId
    freezes: str
    author: Member | None


class Reports:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def report(
        self, guild: GuildId, kind: Reported, subject: str, member: Member, reason: str, now: float
    ) -> Report:
        """Write a report down; WrongPhase when this member has reported the same before."""
        row = [guild, kind.value, subject, member.id, member.name, reason, ReportState.OPEN.value, now]
        made = self._db.execute(
            "INSERT OR IGNORE INTO reports (guild_id, kind, subject, member_id, name, reason, state, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        if not made.rowcount:
            raise WrongPhase("You have reported this already. The administrators see it.")
        return self.get(int(made.lastrowid or 0))

    def get(self, id: int) -> Report:
        """The report of that id; NotFound when it is gone."""
        for row in self._db.query("SELECT * FROM reports WHERE number = ?", [id]):
            return Report(
                id=row["number"],
                guild_id=GuildId(row["guild_id"]),
                kind=Reported(row["kind"]),
                subject=row["subject"],
                member=Member(id=MemberId(row["member_id"]), name=row["name"]),
                reason=row["reason"],
                state=ReportState(row["state"]),
                decided_by=row["decided_by"],
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
            )
        raise NotFound("That report is not there any more.")

    def open(self, guild: GuildId) -> list[Report]:
        """A guild's reports that nobody has decided on, the oldest first."""
        sql = "SELECT number FROM reports WHERE guild_id = ? AND state = ? ORDER BY number"
        found = self._db.execute(sql, [guild, ReportState.OPEN.value]).fetchall()
        return [self.get(row[0]) for row in found]

    def set_message(self, id: int, channel: ChannelId, message: MessageId) -> None:
        """Remember where its card hangs."""
        self._db.table("reports").update(id, {"channel_id": channel, "message_id": message})

    def settle(self, id: int, guild: GuildId, state: ReportState, by: str) -> Report:
        """Keep what became of it; WrongPhase when that is known already, NotFound for another guild's."""
        if self.get(id).guild_id != guild:
            raise NotFound("That report belongs to another server.")
        found = self._db.execute(
            "UPDATE reports SET state = ?, decided_by = ? WHERE number = ? AND state = ?",
            [state.value, by, id, ReportState.OPEN.value],
        )
        if not found.rowcount:
            raise WrongPhase("That report is decided already.")
        return self.get(id)
