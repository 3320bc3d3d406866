"""A server's own rules: how it votes, pitches and approves where nobody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from show.ballot import Method, Rules
from show.schedule import Schedule

USUAL_REMINDER_SECONDS = 3600.0
LONG_BALLOT_SECONDS = 4 * 3600.0
"""Ballots shorter than this have no reminder unless the server wants one."""


class Approval(StrEnum):
    """Who decides that a draft becomes a film. Approvers can always say so."""

    NOBODY = "nobody"
    """Every draft is made as it comes."""
    ROLE = "role"
    """Approvers only."""
    QUORUM = "quorum"
    """So many members in favour; every objection asks for one more."""
    TIMED = "timed"
    """The draft goes on by itself when nobody objects in time."""


class Edits(StrEnum):
    """What becomes of a member's change to a line."""

    DIRECT = "direct"
    """It is the next version."""
    SUGGESTED = "suggested"
    """It is a suggestion that others accept; approvers' changes are made at once."""


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
    schedule: Schedule | None = None
    """When the episodes of new series open by themselves; None: with the premiere of the one before."""
    poll: bool = False
    """Ballots are polls of Discord's where their other rules allow it."""
    pictures: bool | None = None
    """Stills of a ballot's options, and its result as a chart."""
    pitches_each: int = 5
    """The most pitches of one member for one episode; 0 for as many as they like."""
    pitch_pictures: bool = True
    """Whether pitches may come with a picture."""
    pictures_wait: bool | None = None
    """Whether pictures wait for an approver; None: where no moderation service looks at them."""
    auditions_each: int = 2
    """The most auditions of one member that run for one series; 0 for as many as they like."""
    approval: Approval = Approval.ROLE
    approvals_needed: int = 3
    objection_hours: float = 24.0
    edits: Edits = Edits.DIRECT
    edits_needed: int = 2
    """Members besides its author who must accept a suggestion."""
    changes_each: int = 0
    """The most changes to scripts that one member may order in a day; 0 for as many as they like."""
    changes_daily: int = 0
    """The same for all members of the server together."""
    retakes_needed: int = 3
    """Members who must want a shot of a finished film made again."""
    spoilers: bool = False
    """Whether premieres are covered until somebody chooses to look."""
    threads: bool = True
    """Whether each premiere has a thread."""

    def of_ballot(self, minutes: float) -> Rules:
        """The rules of a ballot that runs for so many minutes."""
        usual = USUAL_REMINDER_SECONDS if minutes * 60 >= LONG_BALLOT_SECONDS else 0.0
        rules = Rules(
            method=self.method,
            hidden=self.hidden,
            least_account_days=self.least_account_days,
            least_member_days=self.least_member_days,
            weighted_role_id=self.weighted_role_id,
            weight=self.weight if self.weighted_role_id else 1,
            reminder_seconds=usual if self.reminder_minutes is None else self.reminder_minutes * 60,
        )
        return replace(rules, poll=self.poll and rules.can_poll())
