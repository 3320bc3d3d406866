"""A model of the ballot: any interleaving of votes, changes, closes and restarts counts each member once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from show.ballot import Ballot, Method, Option, Rules, Vote, tally
from show.errors import InvalidInput, NotAllowed, WrongPhase
from show.ids import BallotId, MemberId
from storage import ballots as storage_ballots
from storage.ballots import Ballots, Papers, number_options
from storage.database import connect, transact
from storage.library import Library
from storage.records import Member
from tests.stories import ANNA, SETTINGS, a_series

LENGTH = 1000.0
MEMBERS = st.integers(1, 6)
KEYS = st.sampled_from("abcde")


class BallotModel(RuleBasedStateMachine):
    """The library's ballot on a real file, beside a dictionary of what every member was told that counts."""

    @initialize(method=st.sampled_from(Method), options=st.integers(2, 4))
    def open(self, method: Method, options: int) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.sqlite"
        self.db = connect(self.path)
        self.now, self.closed = 0.0, False
        self.told: dict[int, tuple[str, ...]] = {}
        self.weights: dict[int, int] = {}
        self.method = method
        library, series = Library(self.db), a_series()
        library.save_guild(SETTINGS, 0.0)
        library.add_series(series, ANNA.id, 0.0)
        episode = library.add_episode(series.id, 1, 0.0)
        ballot = Ballot(
            id=BallotId("b"),
            question="?",
            options=number_options([Option(key="", text=str(n)) for n in range(options)]),
            opens_at=0.0,
            closes_at=LENGTH,
            rules=Rules(method=method),
        )
        Ballots(self.db).add(ballot, episode.id, SETTINGS.room_channel_id)

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.conn.close()
            self.folder.cleanup()

    @property
    def keys(self) -> list[str]:
        return [option.key for option in Ballots(self.db).ballot(BallotId("b")).ballot.options]

    @property
    def over(self) -> bool:
        return self.closed or self.now >= LENGTH

    @rule(member=MEMBERS, key=KEYS, weight=st.integers(1, 2), twice=st.booleans())
    def vote(self, member: int, key: str, weight: int, twice: bool) -> None:
        """A press, perhaps a double click."""
        who, papers = Member(id=MemberId(member), name=str(member)), Papers(weight=weight)
        for _ in range(1 + twice):
            before = self.told.get(member, ())
            try:
                cast = transact(self.db, lambda db: Ballots(db).cast(BallotId("b"), who, key, self.now, papers))
            except WrongPhase:
                assert self.over
            except InvalidInput:
                assert key not in self.keys
            except NotAllowed:
                assert self.method is not Method.SINGLE or before
            else:
                assert not self.over
                assert cast.earlier == before
                assert key in cast.choice
                self.told[member] = cast.choice
                self.weights[member] = weight if cast.choice != before else self.weights[member]

    @rule(member=MEMBERS, key=KEYS)
    def take_back(self, member: int, key: str) -> None:
        """An option is taken off a choice, whether it was in it or not."""
        who = Member(id=MemberId(member), name=str(member))
        try:
            cast = transact(self.db, lambda db: Ballots(db).take_back(BallotId("b"), who, key, self.now))
        except WrongPhase:
            assert self.over
        except InvalidInput:
            assert key not in self.keys
        except NotAllowed:
            assert self.told.get(member)
        else:
            assert key not in cast.choice
            self.told[member] = cast.choice

    @rule(member=MEMBERS, key=KEYS)
    def crash(self, member: int, key: str) -> None:
        """The process dies after a vote was written and before it was committed: the member was told nothing."""

        def work(db):
            Ballots(db).cast(BallotId("b"), Member(id=MemberId(member), name="x"), key, self.now)
            raise KeyboardInterrupt

        with pytest.raises((KeyboardInterrupt, WrongPhase, InvalidInput, NotAllowed)):
            transact(self.db, work)
        self.restart()

    @rule()
    def restart(self) -> None:
        self.db.conn.close()
        self.db = connect(self.path)

    @rule(seconds=st.floats(0.5, 400.0))
    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: self.now > 500)
    @rule()
    def close(self) -> None:
        """By hand or by the timer, as often as it likes."""
        first = transact(self.db, lambda db: Ballots(db).close(BallotId("b"), self.now))
        self.closed = True
        self.restart()
        again = transact(self.db, lambda db: Ballots(db).close(BallotId("b"), self.now + 1))
        assert again == first

    @invariant()
    def every_member_told_so_counts_once(self) -> None:
        if not hasattr(self, "db"):
            return
        standing = {m: choice for m, choice in self.told.items() if choice}
        kept = {int(m.id): (v.choice, v.weight) for m, v in Ballots(self.db).votes(BallotId("b"))}
        assert kept == {m: (choice, self.weights[m]) for m, choice in standing.items()}
        ballot = Ballots(self.db).ballot(BallotId("b")).ballot
        by_hand = [
            Vote(member_id=MemberId(m), choice=c, cast_at=0.0, weight=self.weights[m]) for m, c in standing.items()
        ]
        assert Ballots(self.db).count(BallotId("b")) == tally(ballot, by_hand)


TestBallotModel = BallotModel.TestCase
TestBallotModel.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def test_a_member_who_changes_all_the_time_is_slowed_down_and_the_vote_stands(monkeypatch):
    monkeypatch.setattr(storage_ballots, "MOST_CHANGES_A_MINUTE", 3)
    model = BallotModel()
    model.open(Method.SINGLE, 2)
    try:
        for n, key in enumerate("aba"):
            Ballots(model.db).cast(BallotId("b"), ANNA, key, float(n))
        with pytest.raises(NotAllowed, match="a lot of changes"):
            Ballots(model.db).cast(BallotId("b"), ANNA, "b", 4.0)
        assert Ballots(model.db).choice_of(BallotId("b"), ANNA.id) == ("a",)
        Ballots(model.db).cast(BallotId("b"), ANNA, "b", 62.5)
    finally:
        model.teardown()
