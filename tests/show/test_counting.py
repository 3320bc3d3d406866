"""Ballots: who may vote when, how votes count, and that a draw is the same for everyone who counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from show.ballot import MAX_OPTIONS, MIN_OPTIONS, Ballot, Option, Vote, tally
from show.errors import InvalidInput, WrongPhase
from show.ids import BallotId, MemberId


def ballot_of(options: int, *, quorum: int = 1, name: str = "b1") -> Ballot:
    return Ballot(
        id=BallotId(name),
        question="Who did it?",
        options=tuple(Option(key=f"o{n}", text=f"Option {n}") for n in range(options)),
        opens_at=100.0,
        closes_at=200.0,
        quorum=quorum,
    )


def vote(member: int, option: int, at: float = 150.0) -> Vote:
    return Vote(member_id=MemberId(member), choice=(f"o{option}",), cast_at=at)


votes_of_many = st.lists(
    st.builds(
        vote, st.integers(1, 8), st.integers(0, 6), st.floats(100, 199, allow_nan=False).map(lambda at: round(at, 1))
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(st.integers(MIN_OPTIONS, MAX_OPTIONS), votes_of_many, st.integers(0, 4))
def test_every_member_counts_once_and_the_winner_leads(options: int, votes: list[Vote], quorum: int) -> None:
    ballot = ballot_of(options, quorum=quorum)
    result = tally(ballot, votes)
    counts = dict(result.counts)
    assert [key for key, _ in result.counts] == [option.key for option in ballot.options]
    assert sum(counts.values()) == result.voters <= len({v.member_id for v in votes})
    assert result.quorum_met == (result.voters >= quorum)
    if result.quorum_met:
        assert counts[result.winner.key] == max(counts.values())
        leaders = tuple(key for key, count in counts.items() if count == max(counts.values()))
        assert result.tied == (leaders if len(leaders) > 1 else ())
    else:
        assert result.winner == ballot.options[0]


@settings(max_examples=80, deadline=None)
@given(votes_of_many, st.randoms())
def test_the_order_of_counting_does_not_matter(votes: list[Vote], rng: object) -> None:
    latest: dict[tuple[int, float], Vote] = {(v.member_id, v.cast_at): v for v in votes}
    once = list(latest.values())
    mixed = list(once)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert tally(ballot_of(4), mixed) == tally(ballot_of(4), once)


def test_a_changed_vote_replaces_the_earlier_one_even_when_heard_of_first() -> None:
    result = tally(ballot_of(3), [vote(1, 2, 160.0), vote(1, 0, 120.0), vote(2, 1), vote(3, 2)])
    assert dict(result.counts) == {"o0": 0, "o1": 1, "o2": 2}
    assert result.voters == 3


def test_votes_for_what_is_not_on_the_ballot_do_not_count() -> None:
    result = tally(ballot_of(2), [vote(1, 9), vote(2, 1)])
    assert result.voters == 1
    assert result.winner.key == "o1"


def test_a_draw_falls_the_same_way_for_everyone_and_not_always_the_same_way() -> None:
    tie = [vote(1, 0), vote(2, 1)]
    assert tally(ballot_of(2), tie) == tally(ballot_of(2), list(reversed(tie)))
    winners = {tally(ballot_of(2, name=f"b{n}"), tie).winner.key for n in range(20)}
    assert winners == {"o0", "o1"}


def test_without_a_quorum_the_first_option_stands_and_nothing_is_tied() -> None:
    result = tally(ballot_of(3, quorum=5), [vote(1, 2), vote(2, 2)])
    assert (result.winner.key, result.quorum_met, result.tied) == ("o0", False, ())


@pytest.mark.parametrize(("now", "is_open"), [(99.9, False), (100.0, True), (199.9, True), (200.0, False)])
def test_a_ballot_is_open_from_its_first_moment_until_its_last(now: float, is_open: bool) -> None:
    assert ballot_of(2).is_open(now) is is_open


def test_votes_are_refused_in_words() -> None:
    ballot = ballot_of(2)
    assert ballot.check("o1", 150.0).text == "Option 1"
    with pytest.raises(WrongPhase, match="closed"):
        ballot.check("o1", 200.0)
    with pytest.raises(InvalidInput, match="no such option"):
        ballot.check("o7", 150.0)


@pytest.mark.parametrize("options", [0, 1, 6])
def test_a_ballot_has_as_many_options_as_a_row_has_buttons(options: int) -> None:
    with pytest.raises(InvalidInput, match="2 to 5"):
        ballot_of(options)


def test_a_ballot_that_makes_no_sense_is_refused() -> None:
    twice = (Option(key="a", text="x"), Option(key="a", text="y"))
    with pytest.raises(InvalidInput, match="same key"):
        Ballot(id=BallotId("b"), question="?", options=twice, opens_at=1.0, closes_at=2.0)
    fine = (Option(key="a", text="x"), Option(key="b", text="y"))
    with pytest.raises(InvalidInput, match="close after"):
        Ballot(id=BallotId("b"), question="?", options=fine, opens_at=2.0, closes_at=2.0)
