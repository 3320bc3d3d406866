"""Approval and ranked ballots: what counts, who drops out, and what voters' ages decide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from show.ballot import Ballot, Method, Option, Rules, Vote, tally
from show.errors import NotAllowed
from show.ids import BallotId, MemberId

DAY = 86400.0


def ballot_of(keys: str, method: Method, **rules: object) -> Ballot:
    return Ballot(
        id=BallotId("b"),
        question="?",
        options=tuple(Option(key=key, text=key) for key in keys),
        opens_at=0.0,
        closes_at=10.0,
        rules=Rules(method=method, **rules),  # type: ignore[arg-type]
    )


def votes_of(*choices: str) -> list[Vote]:
    return [Vote(member_id=MemberId(n), choice=tuple(c), cast_at=1.0) for n, c in enumerate(choices)]


def test_a_run_off_moves_the_votes_of_who_dropped_out() -> None:
    # First choices: a 4, b 3, c 2; whoever ranks c first would rather have b than a.
    result = tally(ballot_of("abc", Method.RANKED), votes_of("a", "a", "a", "a", "bc", "bc", "bc", "cb", "cb"))
    assert dict(result.counts) == {"a": 4, "b": 3, "c": 2}
    assert [dict(one.counts) for one in result.rounds] == [{"a": 4, "b": 3, "c": 2}, {"a": 4, "b": 5}]
    assert result.rounds[0].out == ("c",)
    assert result.winner.key == "b"


def test_more_than_half_wins_at_once() -> None:
    result = tally(ballot_of("abc", Method.RANKED), votes_of("ab", "ac", "b"))
    assert len(result.rounds) == 1
    assert result.winner.key == "a"


def test_options_nobody_ranks_first_drop_out_together() -> None:
    result = tally(ballot_of("abcde", Method.RANKED), votes_of("a", "b", "ae"))
    assert len(result.rounds) == 1
    result = tally(ballot_of("abcde", Method.RANKED), votes_of("a", "b", "ae", "bd"))
    assert result.rounds[0].out == ("c", "d", "e")
    assert result.tied == ("a", "b")


def test_votes_that_rank_nothing_that_is_left_are_spent() -> None:
    result = tally(ballot_of("abc", Method.RANKED), votes_of("a", "a", "a", "b", "b", "b", "c"))
    assert result.rounds[-1].spent == 1


def test_approval_counts_every_option_named() -> None:
    result = tally(ballot_of("abc", Method.APPROVAL), votes_of("ab", "bc", "b", "c"))
    assert dict(result.counts) == {"a": 1, "b": 3, "c": 2}
    assert (result.voters, result.total, result.winner.key) == (4, 4, "b")


def test_a_heavier_vote_counts_more_often_but_is_one_voter() -> None:
    heavy = Vote(member_id=MemberId(1), choice=("b",), cast_at=1.0, weight=3)
    light = [Vote(member_id=MemberId(n), choice=("a",), cast_at=1.0) for n in (2, 3)]
    result = tally(ballot_of("ab", Method.SINGLE), [heavy, *light])
    assert (result.winner.key, result.voters, result.total) == ("b", 3, 5)


RANKINGS = st.lists(st.permutations("abcde").flatmap(lambda p: st.integers(1, 5).map(lambda n: "".join(p[:n]))))


@settings(max_examples=100, deadline=None)
@given(RANKINGS, st.integers(1, 3))
def test_no_vote_is_lost_between_rounds_and_the_winner_is_never_out(rankings: list[str], weight: int) -> None:
    votes = [Vote(member_id=MemberId(n), choice=tuple(r), cast_at=1.0, weight=weight) for n, r in enumerate(rankings)]
    result = tally(ballot_of("abcde", Method.RANKED), votes)
    out: set[str] = set()
    for one in result.rounds:
        assert sum(n for _, n in one.counts) + one.spent == result.total == weight * len(rankings)
        assert not out & {key for key, _ in one.counts}
        out |= set(one.out)
    assert result.winner.key not in out
    if rankings and len({r[0] for r in rankings}) == 1:
        assert result.winner.key == rankings[0][0]


def test_a_second_press_on_the_same_option_changes_nothing() -> None:
    for method in Method:
        ballot = ballot_of("abc", method)
        once = ballot.pressed((), "b")
        assert ballot.pressed(once, "b") == once
    assert ballot_of("abc", Method.SINGLE).pressed(("a",), "b") == ("b",)
    assert ballot_of("abc", Method.RANKED).pressed(("c",), "a") == ("c", "a")


@pytest.mark.parametrize(
    ("account", "joined", "fits"),
    [(0.0, 8 * DAY, True), (0.0, 9.5 * DAY, False), (4 * DAY, 4 * DAY, False), (None, 0.0, False), (0.0, None, False)],
)
def test_young_accounts_and_members_are_declined(account: float | None, joined: float | None, fits: bool) -> None:
    rules = Rules(least_account_days=7, least_member_days=1)
    if fits:
        rules.check_age(account, joined, 10 * DAY)
        return
    with pytest.raises(NotAllowed, match="days old"):
        rules.check_age(account, joined, 10 * DAY)


def test_a_reminder_longer_than_the_ballot_is_none() -> None:
    assert ballot_of("ab", Method.SINGLE, reminder_seconds=4.0).reminds_at == 6.0
    assert ballot_of("ab", Method.SINGLE, reminder_seconds=10.0).reminds_at is None
    assert ballot_of("ab", Method.SINGLE).reminds_at is None
