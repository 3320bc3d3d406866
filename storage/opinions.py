"""What members think of a draft, and whether by the guild's rules that is enough for it to become a film."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.errors import WrongPhase
from show.house_rules import Approval, HouseRules
from show.ids import EpisodeId, MemberId
from show.texts import text
from show.writers_room import Phase
from storage.bookings import Bookings
from storage.freezes import is_frozen
from storage.library import Library
from storage.records import Booking, BookingState, DraftState, Member, OrderKind, Studio
from storage.revisions import approve_together
from storage.rules import rules_of

HOUR_SECONDS = 3600.0
NOT_TABLED = {
    DraftState.MAKING: text("Version {version} is not on the table: it is being made."),
    DraftState.SUPERSEDED: text("Version {version} is not on the table any more: it is superseded."),
    DraftState.APPROVED: text("Version {version} is not on the table any more: it is approved."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A member against a draft, and why."""

    member: Member
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """How a version stands with the room. `goes_on_at` is when it does so by itself, None when it doesn't."""

    mode: Approval
    needed: int = 0
    in_favour: tuple[Member, ...] = ()
    objections: tuple[Objection, ...] = ()
    goes_on_at: float | None = None

    def is_ripe(self, now: float) -> bool:
        """Whether it goes on without an approver."""
        if self.mode is Approval.NOBODY:
            return True
        if self.mode is Approval.QUORUM:
            return len(self.in_favour) >= self.needed
        return self.goes_on_at is not None and now >= self.goes_on_at


class Opinions:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def table(self, episode: EpisodeId, version: int, now: float) -> None:
        """Note when a version was put on the table; the first time counts."""
        self._db.execute(
            "UPDATE drafts SET tabled_at = ? WHERE episode_id = ? AND version = ? AND tabled_at IS NULL",
            [now, episode, version],
        )

    def say(
        self, episode: EpisodeId, version: int, member: Member, now: float, *, objection: str | None = None
    ) -> Deciding:
        """Keep a member's opinion, in favour or an objection with its reason, in place of an earlier one.

        WrongPhase when that version is not on the table.
        """
        self._on_table(episode, version)
        row = {
            "episode_id": episode,
            "version": version,
            "member_id": member.id,
            "name": member.name,
            "in_favour": int(objection is None),
            "reason": objection or "",
            "at": now,
        }
        self._db.table("opinions").upsert(row, pk=("episode_id", "version", "member_id"))
        return self.of(episode, version)

    def unsay(self, episode: EpisodeId, version: int, member: MemberId) -> Deciding:
        """Take a member's opinion back; harmless when there is none."""
        self._on_table(episode, version)
        own = [episode, version, member]
        self._db.execute("DELETE FROM opinions WHERE episode_id = ? AND version = ? AND member_id = ?", own)
        return self.of(episode, version)

    def _on_table(self, episode: EpisodeId, version: int) -> None:
        draft = Library(self._db).draft(episode, version)
        if draft.state is not DraftState.TABLED:
            raise WrongPhase(NOT_TABLED[draft.state].template, version=version)

    def of(self, episode: EpisodeId, version: int) -> Deciding:
        """How a version stands with the room, by its guild's rules as they are now."""
        library = Library(self._db)
        guild = library.series(library.episode(episode).series_id).series.guild_id
        rules = rules_of(self._db, guild)
        sql = "SELECT * FROM opinions WHERE episode_id = ? AND version = ? ORDER BY at"
        rows = list(self._db.query(sql, [episode, version]))
        people = [(Member(id=MemberId(row["member_id"]), name=row["name"]), row) for row in rows]
        objections = tuple(Objection(member=m, reason=row["reason"]) for m, row in people if not row["in_favour"])
        return Deciding(
            mode=rules.approval,
            needed=rules.approvals_needed + len(objections),
            in_favour=tuple(m for m, row in people if row["in_favour"]),
            objections=objections,
            goes_on_at=None if objections or sent_back(self._db, episode) else self._deadline(episode, version, rules),
        )

    def _deadline(self, episode: EpisodeId, version: int, rules: HouseRules) -> float | None:
        if rules.approval is not Approval.TIMED:
            return None
        sql = "SELECT tabled_at FROM drafts WHERE episode_id = ? AND version = ?"
        found = self._db.execute(sql, [episode, version]).fetchone()
        return found[0] + rules.objection_hours * HOUR_SECONDS if found and found[0] is not None else None

    def waiting(self) -> list[tuple[EpisodeId, int]]:
        """Every version that lies on a table now."""
        sql = (
            "SELECT d.episode_id, d.version FROM drafts d JOIN episodes e ON e.id = d.episode_id"
            " WHERE d.state = ? AND e.phase = ?"
        )
        found = self._db.execute(sql, [DraftState.TABLED.value, Phase.DRAFT.value]).fetchall()
        return [(EpisodeId(episode), version) for episode, version in found]


def sent_back(db: sqlite_utils.Database, id: EpisodeId) -> bool:
    """Whether the film of a draft may not be shown, and nothing of it was changed since: approvers go on with it."""
    newest = Bookings(db).latest(id)
    return newest is not None and newest.kind is OrderKind.FILM and newest.state is BookingState.FAILED


def approve_if_ripe(
    db: sqlite_utils.Database, id: EpisodeId, version: int, studio: Studio, now: float, upload_limit_bytes: int
) -> Booking | None:
    """Order the film of a version that by the rules goes on without an approver; None when it doesn't (yet)."""
    if (id, version) not in Opinions(db).waiting() or is_frozen(db, id) or sent_back(db, id):
        return None
    deciding = Opinions(db).of(id, version)
    if not deciding.is_ripe(now):
        return None
    members = deciding.in_favour
    return approve_together(db, id, version, members, studio, now, upload_limit_bytes)[1]
