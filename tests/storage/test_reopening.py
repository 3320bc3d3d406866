"""A draft whose film may not be shown lies on the table again, and goes on only when somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlite_utils

from show.bible import Series
from show.errors import WrongPhase
from show.house_rules import Approval, HouseRules
from show.ids import EpisodeId
from show.texts import Text
from show.writers_room import Phase, Step
from storage.bookings import Bookings
from storage.database import connect
from storage.library import Library
from storage.opinions import Opinions, approve_if_ripe
from storage.records import BookingState, DraftState, Studio
from storage.revisions import approve, edit_line, fail_order, retry
from storage.rules import keep_rules
from tests.stories import ANNA, BEN, SETTINGS, a_script, a_series

EPISODE = EpisodeId("moon-post-1-e1")
STUDIO = Studio(ballot_minutes=10, pitches_to_open=3)
LIMIT = 10_000_000


def with_a_draft(folder: Path) -> tuple[sqlite_utils.Database, Library, Series]:
    """A library in which the first episode's draft lies on the table."""
    db = connect(folder / "library.sqlite")
    library, series = Library(db), a_series()
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    library.add_episode(series.id, 1, 0.0)
    for step in (Step.OPEN_BALLOT, Step.CLOSE_BALLOT, Step.DELIVER_DRAFT):
        library.move(EPISODE, step)
    library.save_draft(a_script(series, EPISODE), DraftState.TABLED, 1.0)
    return db, library, series


@pytest.mark.parametrize("mode", [Approval.NOBODY, Approval.TIMED, Approval.QUORUM])
def test_a_draft_sent_back_waits_for_an_approver_or_a_change_whatever_the_rules(tmp_path, mode) -> None:
    db, library, series = with_a_draft(tmp_path)
    keep_rules(db, SETTINGS.guild_id, HouseRules(approval=mode, approvals_needed=1, objection_hours=1))
    Opinions(db).table(EPISODE, 1, 1.0)
    Opinions(db).say(EPISODE, 1, BEN, 2.0)
    film = approve_if_ripe(db, EPISODE, 1, STUDIO, 9999.0, LIMIT)
    assert film is not None
    failure = fail_order(db, film.id, Text("It may not be shown."), 9999.0, reopened=True)
    assert failure is not None
    assert failure.is_reopened
    assert library.episode(EPISODE).phase is Phase.DRAFT
    assert library.draft(EPISODE, 1).state is DraftState.TABLED
    assert approve_if_ripe(db, EPISODE, 1, STUDIO, 99999.0, LIMIT) is None
    assert Opinions(db).of(EPISODE, 1).goes_on_at is None
    with pytest.raises(WrongPhase, match="draft is on the table"):
        retry(db, film.id, ANNA, STUDIO, 9999.0)
    _draft, again = approve(db, EPISODE, 1, ANNA, STUDIO, 9999.0, LIMIT)
    assert fail_order(db, again.id, Text("Still not."), 9999.0, reopened=True) is not None
    line = next(a_script(series, EPISODE).lines())[1]
    revised = edit_line(db, EPISODE, line.id, line.text, "This letter is from today.", ANNA, STUDIO, 9999.0)
    assert Bookings(db).booking(revised.booking.id).state is BookingState.BOOKED


def test_a_film_that_is_made_again_has_no_draft_to_go_back_to(tmp_path) -> None:
    db, library, _series = with_a_draft(tmp_path)
    _draft, film = approve(db, EPISODE, 1, ANNA, STUDIO, 1.0, LIMIT)
    library.move(EPISODE, Step.PREMIERE)
    failure = fail_order(db, film.id, Text("It may not be shown."), 2.0, reopened=True)
    assert failure is not None
    assert not failure.is_reopened
    assert library.episode(EPISODE).phase is Phase.PREMIERED


@pytest.mark.parametrize("reopened", [True, False])
def test_a_film_that_is_declined_a_second_time_leaves_a_newer_order_alone(tmp_path, reopened) -> None:
    db, library, _series = with_a_draft(tmp_path)
    _draft, film = approve(db, EPISODE, 1, ANNA, STUDIO, 1.0, LIMIT)
    fail_order(db, film.id, Text("It may not be shown."), 2.0, reopened=True)
    _draft, newer = approve(db, EPISODE, 1, ANNA, STUDIO, 3.0, LIMIT)
    told = fail_order(db, film.id, Text("It may not be shown."), 4.0, reopened=reopened)
    assert told is not None
    assert not told.is_reopened
    assert library.episode(EPISODE).phase is Phase.RENDERING
    assert library.draft(EPISODE, 1).state is DraftState.APPROVED
    assert Bookings(db).booking(newer.id).state is BookingState.BOOKED
    assert fail_order(db, newer.id, Text("It was silent."), 5.0) is not None
    assert library.episode(EPISODE).phase is Phase.FAILED
