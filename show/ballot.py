"""Ballots: options, rules, votes, tallies with their rounds, ties and quorum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from show.errors import InvalidInput, NotAllowed, WrongPhase
from show.ids import BallotId, MemberId, PitchId
from show.texts import text

MIN_OPTIONS = 2
MAX_OPTIONS = 5
"""One row of buttons holds five (Discord's documentation, August 2026)."""
DAY_SECONDS = 86400.0
NO_RANKINGS = text("Discord's own poll has no rankings.")
NO_HIDDEN_COUNTS = text("Discord's own poll has no hidden counts.")
NO_WEIGHTS = text("Discord's own poll has no votes that weigh more.")
NO_MEMBERSHIP = text("Discord's own poll has no least age of membership.")


class Method(StrEnum):
    """How a ballot is voted on."""

    SINGLE = "single"
    """One option each."""
    APPROVAL = "approval"
    """Every option one can live with."""
    RANKED = "ranked"
    """Options in order; the last one drops out, round by round, until one has more than half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a ballot's voters are told before they vote, and what then holds until it closes."""

    method: Method = Method.SINGLE
    hidden: bool = False
    """Counts are shown only after the close."""
    least_account_days: int = 0
    least_member_days: int = 0
    weighted_role_id: int = 0
    weight: int = 1
    """The votes of members with that role count so many times."""
    reminder_seconds: float = 0.0
    """How long before the close a reminder is posted; 0 for none."""
    poll: bool = False
    """Members vote in a poll of Discord's instead of by buttons."""

    def check_poll(self) -> None:
        """InvalidInput when these rules are more than a poll of Discord's can do."""
        for wanted, lack in (
            (self.method is Method.RANKED, NO_RANKINGS),
            (self.hidden, NO_HIDDEN_COUNTS),
            (self.weight > 1, NO_WEIGHTS),
            (self.least_member_days, NO_MEMBERSHIP),
        ):
            if wanted:
                raise InvalidInput("{lack} Leave the poll out, or set /studio voting so.", lack=lack)

    def can_poll(self) -> bool:
        """Whether a poll of Discord's can do all that these rules ask for."""
        try:
            self.check_poll()
        except InvalidInput:
            return False
        return True

    def check_age(self, account_at: float | None, joined_at: float | None, now: float) -> None:
        """NotAllowed when the account or the membership is too young (or its age unknown)."""
        if _too_young(account_at, self.least_account_days, now):
            raise NotAllowed(
                "Accounts vote here once they are {days} days old. You are welcome to pitch.",
                days=self.least_account_days,
            )
        if _too_young(joined_at, self.least_member_days, now):
            raise NotAllowed(
                "Members vote here once they are {days} days old on this server. You are welcome to pitch.",
                days=self.least_member_days,
            )


def _too_young(since: float | None, days: int, now: float) -> bool:
    return bool(days) and (since is None or now - since < days * DAY_SECONDS)


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
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        if not MIN_OPTIONS <= len(self.options) <= MAX_OPTIONS:
            raise InvalidInput(
                "A ballot needs {min_options} to {max_options} options, not {count}.",
                min_options=MIN_OPTIONS,
                max_options=MAX_OPTIONS,
                count=len(self.options),
            )
        if len({option.key for option in self.options}) != len(self.options):
            raise InvalidInput("Two options of a ballot have the same key.")
        if self.closes_at <= self.opens_at:
            raise InvalidInput("A ballot must close after it opens.")

    @property
    def reminds_at(self) -> float | None:
        """When the reminder is due; None without one."""
        before = self.rules.reminder_seconds
        return self.closes_at - before if 0 < before < self.closes_at - self.opens_at else None

    def is_open(self, now: float) -> bool:
        """Whether a vote counts at this moment."""
        return self.opens_at <= now < self.closes_at

    def check(self, option_key: str, now: float) -> Option:
        """The option voted for; WrongPhase when the ballot is not open, InvalidInput when there is no such option."""
        if not self.is_open(now):
            raise WrongPhase("This ballot is closed; the votes are counted.")
        return self.option(option_key)

    def option(self, key: str) -> Option:
        """The option of that key; InvalidInput when there is none."""
        for option in self.options:
            if option.key == key:
                return option
        raise InvalidInput("This ballot has no such option (any more).")

    def pressed(self, choice: tuple[str, ...], key: str) -> tuple[str, ...]:
        """A member's choice after pressing an option. Pressing the same twice changes nothing more."""
        if self.rules.method is Method.SINGLE:
            return (key,)
        return choice if key in choice else (*choice, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A member's vote as it stands; changing it replaces it. `cast_at` is when it was last changed.

    `choice` holds one option, all that are approved of, or the ranking with the favourite first.
    """

    member_id: MemberId
    choice: tuple[str, ...]
    cast_at: float
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of a run-off: what each option that was left had, and which dropped out after it."""

    counts: tuple[tuple[str, int], ...]
    out: tuple[str, ...] = ()
    spent: int = 0
    """Votes that rank nothing that was left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A counted ballot. `counts` follows the order of the options, weights included; for rankings, the favourites."""

    counts: tuple[tuple[str, int], ...]
    voters: int
    winner: Option
    tied: tuple[str, ...]
    """Keys that shared the most votes, when more than one did; the draw among them is by the ballot's id."""
    quorum_met: bool
    total: int = 0
    """All votes that count, weights included: what shares are of."""
    rounds: tuple[Round, ...] = ()
    """Of a ranked ballot, the last one decided."""


def tally(ballot: Ballot, votes: Iterable[Vote]) -> Tally:
    """Count each member's last vote. Unknown options are left out; a tie is drawn by lot.

    The lot is sha256 of the ballot's id and the option's key, told before and the same for everyone who counts.
    """
    standing: dict[MemberId, Vote] = {}
    for vote in votes:
        earlier = standing.get(vote.member_id)
        if earlier is None or vote.cast_at >= earlier.cast_at:
            standing[vote.member_id] = vote
    known = [option.key for option in ballot.options]
    counted = [
        (choice, vote.weight)
        for vote in standing.values()
        if (choice := tuple(key for key in vote.choice if key in known))
    ]
    ranked = ballot.rules.method is Method.RANKED
    rounds = _run_off(ballot, counted) if ranked else ()
    counts = _counts(known, counted, all_of_them=ballot.rules.method is Method.APPROVAL)
    quorum_met = len(counted) >= ballot.quorum
    final = dict(rounds[-1].counts) if rounds else counts
    leaders = [key for key, n in final.items() if n == max(final.values())] if quorum_met else known[:1]
    return Tally(
        counts=tuple(counts.items()),
        voters=len(counted),
        winner=ballot.option(min(leaders, key=lambda key: _lot(ballot.id, key))),
        tied=tuple(leaders) if len(leaders) > 1 else (),
        quorum_met=quorum_met,
        total=sum(weight for _, weight in counted),
        rounds=rounds,
    )


def _counts(keys: list[str], votes: list[tuple[tuple[str, ...], int]], *, all_of_them: bool) -> dict[str, int]:
    """How many votes each of the keys has: of everyone who named it, or only of those who like it best of these."""
    counts = dict.fromkeys(keys, 0)
    for choice, weight in votes:
        named = [key for key in choice if key in counts]
        for key in named if all_of_them else named[:1]:
            counts[key] += weight
    return counts


def _run_off(ballot: Ballot, votes: list[tuple[tuple[str, ...], int]]) -> tuple[Round, ...]:
    """Rounds until one option has more than half of the votes that are left, or two are left.

    Options nobody ranks first drop out together; else the last one does, by lot when several are last.
    """
    left = [option.key for option in ballot.options]
    rounds: list[Round] = []
    while True:
        counts = _counts(left, votes, all_of_them=False)
        live, most, fewest = sum(counts.values()), max(counts.values()), min(counts.values())
        spent = sum(weight for _, weight in votes) - live
        if most * 2 > live or len(left) == 2 or not live:
            return (*rounds, Round(counts=tuple(counts.items()), spent=spent))
        last = [key for key in left if counts[key] == fewest]
        out = last if fewest == 0 else [max(last, key=lambda key: _lot(ballot.id, key))]
        rounds.append(Round(counts=tuple(counts.items()), out=tuple(out), spent=spent))
        left = [key for key in left if key not in out]


def _lot(ballot_id: BallotId, key: str) -> str:
    return hashlib.sha256(f"{ballot_id}\n{key}".encode()).hexdigest()
