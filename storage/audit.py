"""What an administrator may know of a ballot: who voted when and how young their accounts are, never for what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import sqlite_utils

from show.ballot import DAY_SECONDS
from show.ids import BallotId, MemberId
from storage.ballots import Ballots
from storage.records import BallotRecord, Member

YOUNG_DAYS = 30
"""An account or membership younger than this stands out in an audit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """One member's trace in a ballot. Ages in days at the last try, None when unknown."""

    member: Member
    first_at: float
    last_at: float
    changes: int
    account_days: float | None
    member_days: float | None
    refused: str
    """Why the last try was declined; empty when it counted."""

    @property
    def is_young(self) -> bool:
        """Whether account or membership are younger than most."""
        return any(days is not None and days < YOUNG_DAYS for days in (self.account_days, self.member_days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A ballot's voters in the order they came, and what stands out."""

    record: BallotRecord
    voters: tuple[Voter, ...]
    busiest_minute: int
    """The most tries in one minute of the clock."""
    young: tuple[tuple[str, int, int], ...]
    """Each option's key with its voters and how many of them are young; only of a closed ballot."""


def audit(db: sqlite_utils.Database, id: BallotId) -> Audit:
    """Gather what the log of votes tells; NotFound when there is no such ballot."""
    record = Ballots(db).ballot(id)
    traces: dict[int, list[dict[str, float]]] = {}
    minutes: Counter[int] = Counter()
    for row in db.query("SELECT * FROM vote_log WHERE ballot_id = ? ORDER BY number", [id]):
        traces.setdefault(row["member_id"], []).append(row)
        minutes[int(row["at"] // 60)] += 1
    voters = tuple(_voter(rows) for rows in traces.values())
    young = {voter.member.id for voter in voters if voter.is_young}
    shares = []
    for option in record.ballot.options if record.closed_at is not None else ():
        backers = [member.id for member, vote in Ballots(db).votes(id) if option.key in vote.choice]
        shares.append((option.key, len(backers), sum(backer in young for backer in backers)))
    return Audit(record=record, voters=voters, busiest_minute=max(minutes.values(), default=0), young=tuple(shares))


def _voter(rows: list[dict[str, float]]) -> Voter:
    last = rows[-1]
    counted = [row for row in rows if not row["refused"]]

    def days(since: float | None) -> float | None:
        return None if since is None else (last["at"] - since) / DAY_SECONDS

    return Voter(
        member=Member(id=MemberId(int(last["member_id"])), name=str(last["name"])),
        first_at=rows[0]["at"],
        last_at=last["at"],
        changes=max(0, len(counted) - 1),
        account_days=days(last["account_at"]),
        member_days=days(last["joined_at"]),
        refused=str(last["refused"]),
    )
