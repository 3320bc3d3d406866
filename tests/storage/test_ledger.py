"""The ledger: names in the roll, opt-out and pseudonym, export and forget."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from show.credits import HEADINGS, NAMELESS, Deed
from show.ids import MemberId
from storage.ballots import Ballots
from storage.bans import Ban, Bans
from storage.ledger import CreditWish, Ledger, contribution
from storage.library import Library
from storage.pitches import Pitches
from storage.pitching import pitch
from storage.records import Member, Studio
from storage.story import close_ballot, open_ballot
from tests.stories import ANNA, BEN, CLEO, GUILD, SETTINGS, a_series

STUDIO = Studio()


@pytest.fixture
def db():
    from storage.database import connect

    opened = connect(":memory:")
    library, series = Library(opened), a_series()
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    library.add_episode(series.id, 1, 0.0)
    pitch(opened, series, ANNA, "A letter", STUDIO, 1.0)
    pitch(opened, series, BEN, "A door", STUDIO, 2.0)
    return opened


def roll(db):
    series = a_series()
    episode = Library(db).current_episode(series.id)
    return {s.heading: s.names for s in Ledger(db).roll(series.id, episode.id).sections}


def test_a_deed_is_written_down_once(db):
    series = a_series()
    for _ in range(2):
        Ledger(db).record(GUILD, series.id, None, contribution(ANNA, Deed.FOUNDED), 3.0)
    assert [(d.deed, d.count) for d in Ledger(db).deeds_of(GUILD, ANNA.id)] == [
        (Deed.FOUNDED, 1),
        (Deed.PITCHED, 1),
    ]


def test_a_hidden_member_is_not_in_the_roll_and_a_pseudonym_stands_for_the_name(db):
    Ledger(db).set_wish(GUILD, ANNA.id, CreditWish(hidden=True))
    Ledger(db).set_wish(GUILD, BEN.id, CreditWish(pseudonym="Night Owl"))
    assert roll(db) == {"Pitched by": ("Night Owl",)}
    Ledger(db).set_wish(GUILD, ANNA.id, CreditWish())
    assert roll(db) == {"Pitched by": ("Anna", "Night Owl")}


def test_an_export_holds_everything_about_one_member_and_nothing_about_others(db):
    ballot = open_ballot(db, a_series(), [], 10, 1, 5.0)
    Ballots(db).cast(ballot.id, BEN, "a", 6.0)
    export = Ledger(db).export(GUILD, BEN.id)
    assert [p["text"] for p in export["pitches"]] == ["A door"]
    assert [v["text"] for v in export["votes"]] == ["A letter"]
    assert "Anna" not in json.dumps(export)
    assert Ledger(db).export(GUILD, CLEO.id)["votes"] == []


def test_forgetting_a_waiting_pitch_removes_it(db):
    gone = Ledger(db).forget(GUILD, ANNA.id)
    assert (gone.pitches, gone.votes, gone.contributions) == (1, 0, 1)
    episode = Library(db).current_episode(a_series().id)
    assert [p.text for p in Pitches(db).of_episode(episode.id)] == ["A door"]


def test_forgetting_keeps_a_closed_ballots_count_and_withdraws_a_running_vote(db):
    ballot = open_ballot(db, a_series(), [], 10, 1, 5.0)
    for member in (ANNA, BEN, CLEO):
        Ballots(db).cast(ballot.id, member, "b", 6.0)
    Ledger(db).forget(GUILD, CLEO.id)
    assert Ballots(db).count(ballot.id).voters == 2
    close_ballot(db, ballot.id, STUDIO, 900.0)
    for member in (ANNA, BEN):
        Ledger(db).forget(GUILD, member.id)
    assert Ballots(db).count(ballot.id).voters == 2
    assert roll(db) == {}
    everything = "\n".join(db.conn.iterdump())
    for row in db.query("SELECT name FROM sqlite_master WHERE type='table'"):
        for record in db.query(f"SELECT * FROM {row['name']}"):
            assert not {ANNA.name, BEN.name, CLEO.name} & {str(v) for v in record.values()}
            assert not {ANNA.id, BEN.id, CLEO.id} & set(record.values())
    assert "Anna" not in everything


def test_forgetting_in_one_guild_leaves_the_others_alone(db):
    Ledger(db).forget(GUILD + 1, ANNA.id)
    assert roll(db) == {"Pitched by": ("Anna", "Ben")}


def test_forgetting_one_of_two_authors_leaves_the_pitch_to_the_other(db):
    shared = pitch(db, a_series(), CLEO, "a DOOR", STUDIO, 4.0)
    assert shared.pitch.names == "Ben & Cleo"
    ballot = open_ballot(db, a_series(), [], 10, 1, 5.0)
    exported = Ledger(db).export(GUILD, CLEO.id)["pitches"]
    assert [p["text"] for p in exported] == ["A door"]
    Ledger(db).forget(GUILD, BEN.id)
    kept = Pitches(db).pitch(shared.pitch.id)
    assert kept.names == "Cleo"
    assert [o.author for o in Ballots(db).ballot(ballot.id).ballot.options] == ["Anna", "Cleo"]
    Ledger(db).forget(GUILD, CLEO.id)
    assert Pitches(db).pitch(shared.pitch.id).authors[0].id == 0
    assert roll(db) == {"Pitched by": ("Anna",)}


def test_a_name_that_is_too_much_for_the_rating_is_left_out_of_the_roll(db):
    series = a_series()
    naked = Member(id=MemberId(99), name="Naked Ned")
    for one in (ANNA, naked):
        Ledger(db).record(GUILD, series.id, None, contribution(one, Deed.FOUNDED), 3.0)
    founded = HEADINGS[Deed.FOUNDED]
    assert roll(db)[founded] == ("Anna", "Naked Ned")
    Library(db).save_guild(replace(SETTINGS, rating="everyone"), 4.0)
    assert roll(db)[founded] == ("Anna", NAMELESS)


def test_forgetting_somebody_without_a_name_takes_nobody_elses_place(db):
    nameless = [Member(id=MemberId(id), name=NAMELESS) for id in (98, 99)]
    for one in nameless:
        Ledger(db).record(GUILD, a_series().id, None, contribution(one, Deed.FOUNDED), 3.0)
    Bans(db).ban(GUILD, Ban(member=ANNA, reason="", by=nameless[1], at=1.0, until=None))
    Ledger(db).forget(GUILD, nameless[0].id)
    assert [ban.by.name for ban in Bans(db).all(GUILD, 2.0)] == [NAMELESS]
    assert roll(db)[HEADINGS[Deed.FOUNDED]] == (NAMELESS,)
