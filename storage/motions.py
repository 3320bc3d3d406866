"""Motions: yes-or-no questions to the room, such as whether something established shall be otherwise after all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlite_utils

from show import codec
from show.ballot import Rules
from show.bible import Fact
from show.errors import NotFound, WrongPhase
from show.ids import ChannelId, GuildId, MessageId, SeriesId
from storage.ballots import NO_PAPERS, Papers
from storage.library import Library
from storage.records import Member
from storage.rules import Terms

_VOTE = """
INSERT INTO motion_votes (motion_number, member_id, name, in_favour, at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (motion_number, member_id)
DO UPDATE SET name = excluded.name, in_favour = excluded.in_favour, at = excluded.at
"""


class MotionKind(StrEnum):
    """What the room is asked."""

    RETCON = "retcon"
    """Whether a pitch may contradict what is established. The subject is the pitch's id."""
    CHARACTER = "character"
    """Whether somebody joins the cast. The subject is the audition's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a motion is about, in members' words; `facts` are those that would no longer hold.

    The question follows from the motion's kind and, where somebody is meant, from `name`.
    """

    question: str = ""
    name: str = ""
    body: str = ""
    author: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A motion as it stands; `carried` is None while it runs."""

    number: int
    guild_id: GuildId
    series_id: SeriesId
    kind: MotionKind
    subject: str
    matter: Matter
    rules: Rules
    opens_at: float
    closes_at: float
    quorum: int
    ayes: int
    noes: int
    carried: bool | None
    channel_id: ChannelId
    message_id: MessageId


class Motions:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def open(
        self, series: SeriesId, kind: MotionKind, subject: str, matter: Matter, terms: Terms, now: float
    ) -> Motion:
        """Put a question to the room; it is posted afterwards."""
        channel = Library(self._db).settings_of(series).room_channel_id
        row = {
            "series_id": series,
            "kind": kind.value,
            "subject": subject,
            "matter": codec.dumps(matter),
            "rules": codec.dumps(terms.rules),
            "opens_at": now,
            "closes_at": now + terms.minutes * 60,
            "quorum": terms.quorum,
            "channel_id": channel,
        }
        number = self._db.table("motions").insert(row).last_pk
        assert isinstance(number, int)
        return self.motion(number)

    def motion(self, number: int) -> Motion:
        """The motion of that number; NotFound when there is none."""
        for found in self._motions("m.number = ?", [number]):
            return found
        raise NotFound("That question is not there any more.")

    def running(self, series: SeriesId | None = None) -> list[Motion]:
        """Every motion that is not closed, deadline passed or not."""
        where = "m.closed_at IS NULL" + (" AND m.series_id = ?" if series else "") + " ORDER BY m.number"
        return list(self._motions(where, [series] if series else []))

    def of_series(self, series: SeriesId, kind: MotionKind) -> list[Motion]:
        """A series' motions of a kind, the oldest first."""
        return list(self._motions("m.series_id = ? AND m.kind = ? ORDER BY m.number", [series, kind.value]))

    def set_message(self, number: int, channel: ChannelId, message: MessageId) -> None:
        """Remember where a motion hangs."""
        self._db.table("motions").update(number, {"channel_id": channel, "message_id": message})

    def vote(self, number: int, member: Member, now: float, *, in_favour: bool, papers: Papers = NO_PAPERS) -> Motion:
        """Count a member's yes or no, in place of an earlier one.

        WrongPhase at the deadline or after, NotAllowed for accounts and memberships that are too young.
        """
        motion = self.motion(number)
        if motion.carried is not None or now >= motion.closes_at:
            raise WrongPhase("That is decided already.")
        motion.rules.check_age(papers.account_at, papers.joined_at, now)
        self._db.execute(_VOTE, [number, member.id, member.name, int(in_favour), now])
        return self.motion(number)

    def close(self, number: int, now: float) -> tuple[Motion, bool]:
        """Close a motion and count it, with whether it was open till then; more yes than no and a quorum carry it."""
        motion = self.motion(number)
        if motion.carried is not None:
            return motion, False
        carried = motion.ayes > motion.noes and motion.ayes + motion.noes >= motion.quorum
        counts = {"ayes": motion.ayes, "noes": motion.noes, "carried": int(carried), "closed_at": now}
        self._db.table("motions").update(number, counts)
        return self.motion(number), True

    def _motions(self, where: str, parameters: list[Any]) -> Iterator[Motion]:
        sql = (
            "SELECT m.*, s.guild_id,"
            " (SELECT count(*) FROM motion_votes v WHERE v.motion_number = m.number AND v.in_favour) AS now_ayes,"
            " (SELECT count(*) FROM motion_votes v WHERE v.motion_number = m.number AND NOT v.in_favour) AS now_noes"
            f" FROM motions m JOIN series s ON s.id = m.series_id WHERE {where}"
        )
        for row in list(self._db.query(sql, parameters)):
            closed = row["closed_at"] is not None
            yield Motion(
                number=row["number"],
                guild_id=GuildId(row["guild_id"]),
                series_id=SeriesId(row["series_id"]),
                kind=MotionKind(row["kind"]),
                subject=row["subject"],
                matter=codec.loads(row["matter"], Matter),
                rules=codec.loads(row["rules"], Rules),
                opens_at=row["opens_at"],
                closes_at=row["closes_at"],
                quorum=row["quorum"],
                # Those who are forgotten after the close stay counted.
                ayes=row["ayes" if closed else "now_ayes"],
                noes=row["noes" if closed else "now_noes"],
                carried=bool(row["carried"]) if closed else None,
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
            )
