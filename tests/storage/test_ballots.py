"""Votes: each member counts once, whatever the order of votes, changes and the close."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from show.ballot import Ballot, Option
from show.errors import InvalidInput, WrongPhase
from show.ids import BallotId, MemberId
from storage.ballots import Ballots, number_options
from storage.database import connect
from storage.library import Library
from storage.records import Member
from tests.stories import ANNA, SETTINGS, a_series

OPENS, CLOSES = 100.0, 200.0


def with_ballot():
    db = connect(":memory:")
    library = Library(db)
    series = a_series()
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    episode = library.add_episode(series.id, 1, 0.0)
    options = number_options([Option(key="", text=text) for text in ("one", "two", "three")])
    ballot = Ballot(id=BallotId("b"), question="?", options=options, opens_at=OPENS, closes_at=CLOSES)
    return Ballots(db), Ballots(db).add(ballot, episode.id, SETTINGS.room_channel_id)


def test_changing_a_vote_replaces_it_and_tells_what_it_was():
    ballots, record = with_ballot()
    assert ballots.cast(record.id, ANNA, "a", 110.0).earlier == ()
    assert ballots.cast(record.id, ANNA, "b", 120.0).earlier == ("a",)
    assert dict(ballots.count(record.id).counts) == {"a": 0, "b": 1, "c": 0}


def test_a_vote_at_the_deadline_is_late_and_one_just_before_counts():
    ballots, record = with_ballot()
    ballots.cast(record.id, ANNA, "a", 199.999)
    with pytest.raises(WrongPhase, match="closed"):
        ballots.cast(record.id, ANNA, "b", 200.0)
    assert ballots.count(record.id).winner.key == "a"


def test_no_vote_counts_after_an_early_close():
    ballots, record = with_ballot()
    ballots.close(record.id, 150.0)
    with pytest.raises(WrongPhase, match="closed"):
        ballots.cast(record.id, ANNA, "b", 151.0)


def test_an_option_that_is_not_there_is_refused():
    ballots, record = with_ballot()
    with pytest.raises(InvalidInput):
        ballots.cast(record.id, ANNA, "e", 150.0)


def test_a_full_or_closed_ballot_takes_no_more_options():
    ballots, record = with_ballot()
    for key in "de":
        ballots.add_option(record.id, Option(key=key, text=key), 150.0)
    with pytest.raises(InvalidInput, match="full"):
        ballots.add_option(record.id, Option(key="f", text="f"), 150.0)
    with pytest.raises(WrongPhase):
        ballots.add_option(record.id, Option(key="f", text="f"), 200.0)


VOTES = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from("abc"), st.floats(OPENS - 5, CLOSES + 5, allow_nan=False)),
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(votes=VOTES, close_after=st.integers(0, 60))
def test_every_member_counts_once_and_no_accepted_vote_is_lost(votes, close_after):
    """Against a dictionary: the last accepted vote of each member, up to the close."""
    ballots, record = with_ballot()
    expected: dict[int, str] = {}
    for n, (member, key, at) in enumerate(sorted(votes, key=lambda v: v[2])):
        if n == close_after:
            ballots.close(record.id, at)
        try:
            ballots.cast(record.id, Member(id=MemberId(member), name=str(member)), key, at)
        except WrongPhase:
            assert n >= close_after or not OPENS <= at < CLOSES
        else:
            assert n < close_after
            expected[member] = key
    _, counted = ballots.close(record.id, CLOSES)
    assert counted.voters == len(expected)
    assert dict(counted.counts) == {k: list(expected.values()).count(k) for k in "abc"}
    assert ballots.close(record.id, CLOSES + 50)[1] == counted
