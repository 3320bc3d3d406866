"""Ballots: options, votes, tallies, ties and quorum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from show.errors import InvalidInput, WrongPhase
from show.ids import BallotId, MemberId, PitchId

MIN_OPTIONS = 2
MAX_OPTIONS = 5
"""One row of buttons holds five (Discord's documentation, August 2026)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way the story may go. `pitch_id` is None when the writer proposed it."""

    key: str
    text: str
    author: str = ""
    pitch_id: PitchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A question with options, open from `opens_at` until `closes_at` (Unix seconds).

    A vote at exactly `closes_at` is late. With fewer voters than `quorum` there is no winner by votes: the first
    option wins by default, and the result says so.
    """

    id: BallotId
    question: str
    options: tuple[Option, ...]
    opens_at: float
    closes_at: float
    quorum: int = 1

    def __post_init__(self) -> None:
        if not MIN_OPTIONS <= len(self.options) <= MAX_OPTIONS:
            raise InvalidInput(f"A ballot needs {MIN_OPTIONS} to {MAX_OPTIONS} options, not {len(self.options)}.")
        if len({option.key for option in self.options}) != len(self.options):
            raise InvalidInput("Two options of a ballot have the same key.")
        if self.closes_at <= self.opens_at:
            raise InvalidInput("A ballot must close after it opens.")

    def is_open(self, now: float) -> bool:
        """Whether a vote counts at this moment."""
        return self.opens_at <= now < self.closes_at

    def check(self, option_key: str, now: float) -> Option:
        """The option voted for; WrongPhase when the ballot is not open, InvalidInput when there is no such option."""
        if not self.is_open(now):
            raise WrongPhase("This ballot is closed; the votes are counted.")
        for option in self.options:
            if option.key == option_key:
                return option
        raise InvalidInput("This ballot has no such option (any more).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A member's vote as it stands; changing it replaces it. `cast_at` is when it was last changed."""

    member_id: MemberId
    option_key: str
    cast_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A counted ballot. `counts` follows the order of the options."""

    counts: tuple[tuple[str, int], ...]
    voters: int
    winner: Option
    tied: tuple[str, ...]
    """Keys that shared the most votes, when more than one did; the draw among them is by the ballot's id."""
    quorum_met: bool


def tally(ballot: Ballot, votes: Iterable[Vote]) -> Tally:
    """Count each member's last vote. Votes for unknown options are left out; a tie is drawn by lot.

    The lot is sha256 of the ballot's id and the option's key, told before and the same for everyone who counts.
    """
    standing: dict[MemberId, Vote] = {}
    for vote in votes:
        earlier = standing.get(vote.member_id)
        if earlier is None or vote.cast_at >= earlier.cast_at:
            standing[vote.member_id] = vote
    keys = {option.key for option in ballot.options}
    counted = [vote for vote in standing.values() if vote.option_key in keys]
    counts = {option.key: 0 for option in ballot.options}
    for vote in counted:
        counts[vote.option_key] += 1
    quorum_met = len(counted) >= ballot.quorum
    most = max(counts.values())
    leaders = [o for o in ballot.options if counts[o.key] == most] if quorum_met else [ballot.options[0]]
    winner = min(leaders, key=lambda option: _lot(ballot.id, option.key))
    return Tally(
        counts=tuple(counts.items()),
        voters=len(counted),
        winner=winner,
        tied=tuple(option.key for option in leaders) if len(leaders) > 1 else (),
        quorum_met=quorum_met,
    )


def _lot(ballot_id: BallotId, key: str) -> str:
    return hashlib.sha256(f"{ballot_id}\n{key}".encode()).hexdigest()
