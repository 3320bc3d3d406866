"""Motions: each member once, the last word counts, nothing after the close, and the forgotten stay counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from show.ballot import Rules
from show.errors import NotAllowed, WrongPhase
from show.ids import MemberId
from storage.ballots import Papers
from storage.database import connect
from storage.ledger import Ledger
from storage.library import Library
from storage.motions import Matter, Motion, MotionKind, Motions
from storage.records import Member
from storage.rules import Terms
from tests.stories import ANNA, GUILD, SETTINGS, a_series

TERMS = Terms(minutes=1.0, quorum=2, rules=Rules())
MATTER = Matter(question="May it?", body="Rin wrote it", author="Anna")


def opened(terms: Terms = TERMS) -> tuple[Motions, Motion]:
    db = connect(":memory:")
    Library(db).save_guild(SETTINGS, 0.0)
    Library(db).add_series(a_series(), ANNA.id, 0.0)
    motions = Motions(db)
    return motions, motions.open(a_series().id, MotionKind.RETCON, "7", MATTER, terms, 0.0)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.floats(0, 80)), max_size=30))
def test_every_member_is_counted_once_by_the_last_word_before_the_deadline(presses):
    motions, motion = opened()
    wished: dict[int, bool] = {}
    for who, in_favour, at in sorted(presses, key=lambda press: press[2]):
        member = Member(id=MemberId(who), name=f"m{who}")
        if at < 60.0:
            motions.vote(motion.number, member, at, in_favour=in_favour)
            wished[who] = in_favour
        else:
            with pytest.raises(WrongPhase):
                motions.vote(motion.number, member, at, in_favour=in_favour)
    closed, fresh = motions.close(motion.number, 90.0)
    assert fresh
    ayes = sum(wished.values())
    assert (closed.ayes, closed.noes) == (ayes, len(wished) - ayes)
    assert closed.carried is (ayes > len(wished) - ayes and len(wished) >= 2)
    assert motions.close(motion.number, 99.0) == (closed, False)
    with pytest.raises(WrongPhase):
        motions.vote(motion.number, ANNA, 5.0, in_favour=True)


def test_who_is_forgotten_after_the_close_stays_counted_and_their_name_goes():
    motions, motion = opened(replace(TERMS, quorum=1))
    motions.vote(motion.number, ANNA, 1.0, in_favour=True)
    closed, _ = motions.close(motion.number, 60.0)
    ledger = Ledger(motions._db)
    assert ledger.export(GUILD, ANNA.id)["motions"] == [{"motion_number": 1, "in_favour": 1, "at": 1.0}]
    ledger.forget(GUILD, ANNA.id)
    assert motions.motion(closed.number).ayes == 1
    assert ledger.export(GUILD, ANNA.id)["motions"] == []


def test_accounts_that_are_too_young_are_told_so():
    motions, motion = opened(replace(TERMS, rules=Rules(least_account_days=1)))
    with pytest.raises(NotAllowed, match="1 days old"):
        motions.vote(motion.number, ANNA, 5.0, in_favour=True, papers=Papers(account_at=0.0))
    assert motions.motion(motion.number).ayes == 0
