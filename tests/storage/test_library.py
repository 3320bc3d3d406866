"""The library: what the studio remembers of a series, from its founding to its premiere."""

from __future__ import annotations

import pytest
import sqlite_utils

from show.errors import InvalidInput, NotAllowed, NotFound, WrongPhase
from show.ids import ChannelId, LineId, MessageId, PitchId, ShotId
from show.order import DraftOrder, ProductionOrder
from show.texts import text
from show.writers_room import Phase
from storage.ballots import Ballots
from storage.bookings import Bookings
from storage.database import connect
from storage.library import Library, series_id
from storage.pitches import Pitches
from storage.pitching import pitch
from storage.records import BookingState, DraftState, PitchState, SeriesState, Studio
from storage.revisions import approve, deliver_draft, edit_line, fail_order, retake_shot, retry
from storage.story import (
    Premise,
    belongs_to,
    close_ballot,
    deliver_bible,
    deliver_film,
    found_series,
    open_ballot,
)
from tests.stories import ANNA, BEN, CLEO, GUILD, SETTINGS, a_draft, a_film, a_script, with_bible

STUDIO = Studio(ballot_minutes=10, pitches_to_open=3)
PREMISE = Premise(title="Moon Post", premise="Letters arrive early.", genre="mystery")


@pytest.fixture
def db() -> sqlite_utils.Database:
    opened = connect(":memory:")
    Library(opened).save_guild(SETTINGS, 0.0)
    return opened


@pytest.fixture
def room(db: sqlite_utils.Database) -> sqlite_utils.Database:
    """A library with a founded series at its first episode."""
    booking = found_series(db, GUILD, PREMISE, ANNA, STUDIO, 1.0)
    record = Library(db).choose_series(GUILD)
    deliver_bible(db, booking.id, with_bible(record.series), 2.0)
    return db


def the_series(db: sqlite_utils.Database):
    return Library(db).choose_series(GUILD).series


def voted(db: sqlite_utils.Database) -> DraftOrder:
    """Two pitches, one ballot, closed: the draft order."""
    series = the_series(db)
    pitch(db, series, ANNA, "A letter from tomorrow", STUDIO, 3.0)
    pitch(db, series, BEN, "The post office is alive", STUDIO, 4.0)
    ballot = open_ballot(db, series, [], 10, 1, 5.0)
    Ballots(db).cast(ballot.id, CLEO, "b", 6.0)
    closing = close_ballot(db, ballot.id, STUDIO, 605.0)
    assert closing.booking is not None
    order = Bookings(db).order(closing.booking.id)
    assert isinstance(order, DraftOrder)
    return order


def drafted(db: sqlite_utils.Database):
    """A draft on the table: its script."""
    order = voted(db)
    script = a_script(order.brief.series, order.brief.episode_id)
    assert deliver_draft(db, order.id, a_draft(script), 700.0)
    return script


def test_a_guild_that_is_not_set_up_is_told_how(db):
    with pytest.raises(NotFound, match="/studio setup"):
        Library(connect(":memory:")).guild(GUILD)
    assert Library(db).guild(GUILD) == SETTINGS


def test_a_series_is_founded_and_its_bible_opens_episode_one(room):
    record = Library(room).choose_series(GUILD, "moon post")
    assert record.state is SeriesState.OPEN
    assert [c.name for c in record.series.characters] == ["Mira", "Rin"]
    episode = Library(room).current_episode(record.series.id)
    assert (episode.number, episode.phase) == (1, Phase.PITCHING)


def test_a_bible_delivered_twice_opens_one_episode(room):
    booking = Bookings(room).latest(the_series(room).id)
    deliver_bible(room, booking.id, the_series(room), 3.0)
    assert len(Library(room).episodes(the_series(room).id)) == 1


def test_two_series_of_one_title_are_refused(room):
    with pytest.raises(InvalidInput, match="Choose another title"):
        found_series(room, GUILD, PREMISE, BEN, STUDIO, 9.0)


def test_ids_are_fit_for_component_ids_whatever_the_title():
    assert series_id(GUILD, "月の手紙!", 1.0).startswith("series-")
    assert len(series_id(GUILD, "A very long title " * 9, 1.0)) <= 31


def test_enough_pitches_make_a_ballot_ready(room):
    series = the_series(room)
    ready = [pitch(room, series, who, f"idea {n}", STUDIO, n).ready for n, who in enumerate((ANNA, BEN, CLEO))]
    assert ready == [False, False, True]


def test_the_same_pitch_twice_is_refused_and_shared_with_somebody_else(room):
    pitch(room, the_series(room), ANNA, "A cat rules", STUDIO, 3.0)
    with pytest.raises(InvalidInput, match="already"):
        pitch(room, the_series(room), ANNA, "a CAT rules", STUDIO, 4.0)
    shared = pitch(room, the_series(room), BEN, "a  cat rules!", STUDIO, 4.0)
    assert shared.merged
    assert (shared.pitch.names, shared.waiting) == ("Anna & Ben", 1)


def test_a_ballot_needs_two_pitches_and_those_it_is_given(room):
    series = the_series(room)
    pitch(room, series, ANNA, "only one", STUDIO, 3.0)
    with pytest.raises(InvalidInput, match="at least 2"):
        open_ballot(room, series, [], 10, 1, 5.0)
    with pytest.raises(NotFound, match="Choose from the list"):
        open_ballot(room, series, [PitchId("99")], 10, 1, 5.0)


def test_the_winner_becomes_the_draft_orders_twist_and_everyone_is_credited(room):
    order = voted(room)
    assert order.brief.twist == "The post office is alive"
    assert {idea.text for idea in order.brief.ideas} == {"A letter from tomorrow", "The post office is alive"}
    from storage.ledger import Ledger

    roll = Ledger(room).roll(order.brief.series.id, order.brief.episode_id)
    assert {s.heading: s.names for s in roll.sections} == {
        "Series created by": ("Anna",),
        "Plot twist by": ("Ben",),
        "Pitched by": ("Anna", "Ben"),
        "Decided by the votes of": ("Cleo",),
    }
    states = [p.state for p in Pitches(room).of_episode(order.brief.episode_id)]
    assert states == [PitchState.LOST, PitchState.WON]


def test_closing_a_ballot_twice_orders_one_draft(room):
    order = voted(room)
    ballot = Ballots(room).of_episode(order.brief.episode_id)
    again = close_ballot(room, ballot.id, STUDIO, 999.0)
    assert again.booking.id == order.id
    assert again.ballot.closed_at == 605.0
    assert len(Bookings(room).live(order.brief.episode_id)) == 1


def test_an_edit_makes_a_new_version_and_supersedes_the_one_on_the_table(room):
    script = drafted(room)
    Library(room).set_draft_message(script.id, 1, 2001, 777)
    revised = edit_line(room, script.id, LineId("l2"), "Then don't open it.", "Burn it.", BEN, STUDIO, 800.0)
    assert revised.version == 2
    assert [d.message_id for d in revised.superseded] == [777]
    order = Bookings(room).order(revised.booking.id)
    assert order.script.version == 2
    assert [line.text for _, line in order.script.lines()][1] == "Burn it."
    assert Library(room).episode(script.id).phase is Phase.WRITING


def test_an_edit_of_a_line_that_changed_meanwhile_is_refused_with_its_new_text(room):
    script = drafted(room)
    edit_line(room, script.id, LineId("l2"), "Then don't open it.", "Burn it.", BEN, STUDIO, 800.0)
    with pytest.raises(InvalidInput, match="Burn it"):
        edit_line(room, script.id, LineId("l2"), "Then don't open it.", "Eat it.", ANNA, STUDIO, 801.0)


def test_a_second_edit_while_the_first_is_drawn_overtakes_it(room):
    script = drafted(room)
    first = edit_line(room, script.id, LineId("l2"), "Then don't open it.", "Burn it.", BEN, STUDIO, 800.0)
    second = retake_shot(room, script.id, ShotId("s2"), "closer", ANNA, STUDIO, 801.0)
    assert second.pointless == (first.booking.id,)
    latest = Library(room).latest_draft(script.id).script
    assert latest.version == 3
    assert latest.shot(ShotId("s2")).take == 2
    assert latest.shot(ShotId("s2")).wish == "closer"
    assert [line.text for _, line in latest.lines()][1] == "Burn it."
    # The overtaken order's result may still come in; it is not put on the table.
    old = Library(room).draft(script.id, 2).script
    assert deliver_draft(room, first.booking.id, a_draft(old), 802.0) is None
    assert deliver_draft(room, second.booking.id, a_draft(latest), 803.0).version == 3


def test_a_draft_delivered_twice_is_the_same_draft(room):
    script = drafted(room)
    order_id = Bookings(room).latest(script.id).id
    again = deliver_draft(room, order_id, a_draft(script), 900.0)
    assert again.version == 1
    assert again.state is DraftState.TABLED


def test_a_draft_acted_on_before_its_message_was_noted_is_delivered_again(room):
    script = drafted(room)
    order_id = Bookings(room).latest(script.id).id
    approve(room, script.id, 1, ANNA, STUDIO, 801.0, 10)
    again = deliver_draft(room, order_id, a_draft(script), 900.0)
    assert again.state is DraftState.APPROVED
    Library(room).set_draft_message(script.id, 1, ChannelId(2001), MessageId(5))
    assert deliver_draft(room, order_id, a_draft(script), 901.0) is None


def test_only_the_version_on_the_table_is_approved_and_only_once(room):
    script = drafted(room)
    revised = retake_shot(room, script.id, ShotId("s1"), "", BEN, STUDIO, 800.0)
    with pytest.raises(WrongPhase, match="version 2 is being made"):
        approve(room, script.id, 1, ANNA, STUDIO, 801.0, 10)
    deliver_draft(room, revised.booking.id, a_draft(Library(room).latest_draft(script.id).script), 802.0)
    with pytest.raises(WrongPhase, match="superseded by version 2"):
        approve(room, script.id, 1, ANNA, STUDIO, 803.0, 10)
    _, booking = approve(room, script.id, 2, ANNA, STUDIO, 804.0, 12345)
    with pytest.raises(WrongPhase, match="approved already"):
        approve(room, script.id, 2, BEN, STUDIO, 805.0, 10)
    order = Bookings(room).order(booking.id)
    assert isinstance(order, ProductionOrder)
    assert order.settings.upload_limit_bytes == 12345
    headings = [s.heading for s in order.roll.sections]
    assert "Approved by" in headings
    assert "Retakes called by" in headings


def premiered(db):
    script = drafted(db)
    _, booking = approve(db, script.id, 1, ANNA, STUDIO, 804.0, 12345)
    return script, booking, deliver_film(db, booking.id, a_film(script), STUDIO, 900.0)


def test_a_premiere_opens_the_next_episodes_ballot_with_the_scripts_twists(room):
    script, booking, premiere = premiered(room)
    assert premiere.episode.phase is Phase.PREMIERED
    assert premiere.following.number == 2
    assert premiere.following.phase is Phase.VOTING
    assert premiere.ballot.ballot.question == "Who wrote the letter?"
    assert [o.text for o in premiere.ballot.ballot.options] == list(script.twists)
    assert premiere.ballot.ballot.closes_at == 900.0 + 600
    again = deliver_film(room, booking.id, a_film(script), STUDIO, 950.0)
    assert again == premiere


def test_a_pitch_joins_the_running_ballot_once_a_member_while_there_is_room(room):
    _, _, premiere = premiered(room)
    series = the_series(room)
    joined = pitch(room, series, BEN, "It was the cat", STUDIO, 901.0)
    assert [o.key for o in joined.joined.ballot.options] == ["a", "b", "c", "d"]
    assert pitch(room, series, BEN, "It was the dog", STUDIO, 902.0).joined is None
    assert pitch(room, series, CLEO, "Nobody wrote it", STUDIO, 903.0).joined is not None
    assert pitch(room, series, ANNA, "Too late for the ballot", STUDIO, 904.0).joined is None
    Ballots(room).cast(premiere.ballot.id, ANNA, "e", 905.0)
    assert Ballots(room).count(premiere.ballot.id).winner.text == "Nobody wrote it"


def test_the_second_episodes_brief_knows_what_happened_before(room):
    _, _, premiere = premiered(room)
    closing = close_ballot(room, premiere.ballot.id, STUDIO, 2000.0)
    brief = Bookings(room).order(closing.booking.id).brief
    assert brief.previously == ("A courier gets a letter she has not written yet.",)
    assert brief.open_question == "Who wrote the letter?"
    assert brief.twist == "Mira's older self"


def test_a_failed_film_is_retried_once_with_the_same_limit(room):
    script = drafted(room)
    _, booking = approve(room, script.id, 1, ANNA, STUDIO, 804.0, 777)
    failure = fail_order(room, booking.id, text("The film was silent."), 900.0)
    assert failure.episode.phase is Phase.FAILED
    again = retry(room, booking.id, BEN, STUDIO, 901.0)
    assert Bookings(room).order(again.id).settings.upload_limit_bytes == 777
    assert Library(room).episode(script.id).phase is Phase.RENDERING
    with pytest.raises(WrongPhase, match="tried again already"):
        retry(room, booking.id, ANNA, STUDIO, 902.0)


def test_a_failed_first_draft_is_written_anew(room):
    order = voted(room)
    fail_order(room, order.id, text("The writer was away."), 700.0)
    again = Bookings(room).order(retry(room, order.id, ANNA, STUDIO, 701.0).id)
    assert again.script is None
    assert again.brief == order.brief


def test_a_failed_founding_is_retried(db):
    booking = found_series(db, GUILD, PREMISE, ANNA, STUDIO, 1.0)
    assert fail_order(db, booking.id, text("no"), 2.0).episode is None
    again = retry(db, booking.id, ANNA, STUDIO, 3.0)
    assert again.id.endswith("founding-2")
    assert Library(db).choose_series(GUILD).state is SeriesState.FOUNDING
    assert fail_order(db, booking.id, text("no"), 4.0) is not None
    assert Library(db).choose_series(GUILD).state is SeriesState.FOUNDING


def test_the_failure_of_an_overtaken_order_is_no_news(room):
    script = drafted(room)
    first = retake_shot(room, script.id, ShotId("s1"), "", BEN, STUDIO, 800.0)
    retake_shot(room, script.id, ShotId("s1"), "wider", BEN, STUDIO, 801.0)
    assert fail_order(room, first.booking.id, text("cancelled"), 802.0) is None
    assert Library(room).episode(script.id).phase is Phase.WRITING


def test_an_order_is_booked_before_it_is_placed(room):
    order = voted(room)
    assert Bookings(room).booking(order.id).state is BookingState.BOOKED
    Bookings(room).placed(order.id)
    assert Bookings(room).booking(order.id).state is BookingState.PLACED
    assert [b.id for b in Bookings(room).live()] == [order.id]


def test_a_button_carried_to_another_guild_opens_nothing(room):
    episode = Library(room).current_episode(the_series(room).id)
    assert belongs_to(room, episode.id, GUILD) == episode
    with pytest.raises(NotAllowed, match="another server"):
        belongs_to(room, episode.id, GUILD + 1)


def test_a_retake_of_a_shot_that_is_not_there_is_refused(room):
    script = drafted(room)
    with pytest.raises(NotFound):
        retake_shot(room, script.id, ShotId("s99"), "", BEN, STUDIO, 800.0)


def test_progress_messages_that_were_left_open_are_known(room):
    order = voted(room)
    Bookings(room).set_progress_message(order.id, 5)
    assert Bookings(room).unended() == []
    deliver_draft(room, order.id, a_draft(a_script(order.brief.series, order.brief.episode_id)), 700.0)
    assert [b.id for b in Bookings(room).unended()] == [order.id]
    Bookings(room).end_progress(order.id)
    assert Bookings(room).unended() == []
