"""A server's own rules: how it votes, pitches and approves where nobody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from show.ballot import Method, Rules

USUAL_REMINDER_SECONDS = 3600.0
LONG_BALLOT_SECONDS = 4 * 3600.0
"""Ballots shorter than this have no reminder unless the server wants one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """Kept as one document for each guild; a rule that was never set has its default. None: as the studio does it."""

    method: Method = Method.SINGLE
    hidden: bool = False
    ballot_minutes: float | None = None
    quorum: int | None = None
    reminder_minutes: float | None = None
    least_account_days: int = 0
    least_member_days: int = 0
    weighted_role_id: int = 0
    weight: int = 1
    pitches_each: int = 5
    """The most pitches of one member for one episode; 0 for as many as they like."""

    def of_ballot(self, minutes: float) -> Rules:
        """The rules of a ballot that runs for so many minutes."""
        usual = USUAL_REMINDER_SECONDS if minutes * 60 >= LONG_BALLOT_SECONDS else 0.0
        return Rules(
            method=self.method,
            hidden=self.hidden,
            least_account_days=self.least_account_days,
            least_member_days=self.least_member_days,
            weighted_role_id=self.weighted_role_id,
            weight=self.weight if self.weighted_role_id else 1,
            reminder_seconds=usual if self.reminder_minutes is None else self.reminder_minutes * 60,
        )
