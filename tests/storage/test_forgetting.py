"""Forgetting reaches every table there is, and the bytes that a member gave."""

from __future__ import annotations

from typing import Any

import pytest

from show import codec
from show.ids import MemberId
from show.sketch import Saying, SketchResult
from show.texts import Text, kept, text
from storage.bookings import Bookings
from storage.database import connect
from storage.erasing import erase_names, names_of
from storage.ledger import Ledger
from storage.lexicons import have_said
from storage.library import Library
from storage.media import MediaStore
from storage.motions import Matter
from storage.pitches import Pitches
from storage.records import Member, SeriesState, Studio
from storage.revisions import fail_order
from storage.sayings import Said, Sayings
from storage.story import Premise, found_series
from tests.stories import ANNA, GUILD, SETTINGS, a_series

WHO, NAME = 4242, "Zzyzx"
STUDIO = Studio(ballot_minutes=10, pitches_to_open=3)
KEPT = {("bans", "member_id"), ("bans", "name")}
"""Whoever is banned stays so: forgetting would be a way around it."""
MEMBERS = ("member_id", "by_id", "created_by")
NAMES = ("name", "by_name", "decided_by", "author", "moved", "failure")
TECHNICAL = ("sqlite_", "_sqlite")


@pytest.fixture
def db():
    opened = connect(":memory:")
    Library(opened).save_guild(SETTINGS, 0.0)
    opened.execute("PRAGMA foreign_keys = OFF")
    return opened


def value_of(table: str, column: Any, series: str) -> object:
    """What a row about the member has there: ids that belong together, the member's id and name, else anything."""
    if column.name in MEMBERS:
        return WHO
    if column.name in NAMES:
        return NAME if column.name != "moved" else f"moved by {NAME}"
    known = {
        "guild_id": GUILD,
        "series_id": series,
        "episode_id": f"{series}-e1",
        "ballot_id": f"{series}-e1-b1",
        "pitch_number": 2 if table == "pitch_authors" else 1,
        "motion_number": 1,
        "suggestion_number": 1,
        "closed_at": 9.0,
        "kind": "retcon" if table == "motions" else "line",
        "subject": "1" if table == "motions" else f"{series}-e1",
        "matter": codec.dumps(Matter(author=NAME)),
        "character": "{}",
        "state": "failed" if table == "bookings" else "open",
        "position": 1,
        "document": NAME if table == "bookings" else "",
        "text": "words",
        "key": "a",
        "option_key": "a",
    }
    if column.name in known:
        return known[column.name]
    return 1 if column.type in ("INTEGER", "REAL") else ""


def fill(db) -> None:
    """A row about the member in every table that has room for one."""
    series = a_series()
    Library(db).add_series(series, WHO, 0.0)
    Library(db).add_episode(series.id, 1, 0.0)
    db.execute(
        "INSERT INTO ballots (id, episode_id, channel_id, question, opens_at, closes_at, quorum, closed_at)"
        " VALUES (?, ?, 1, '', 0, 1, 1, 9.0)",
        [f"{series.id}-e1-b1", f"{series.id}-e1"],
    )
    db.execute(
        "INSERT INTO pitches (number, episode_id, member_id, name, text, state, created_at)"
        " VALUES (2, ?, 7, 'Other', 'shared', 'open', 0)",
        [f"{series.id}-e1"],
    )
    for table in db.tables:
        if table.name in ("series", "episodes", "ballots", "guilds") or table.name.startswith(TECHNICAL):
            continue
        if not {column.name for column in table.columns} & {*MEMBERS, *NAMES, "matter"}:
            continue
        row = {column.name: value_of(table.name, column, series.id) for column in table.columns}
        names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        db.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', list(row.values()))


def found(db) -> set[tuple[str, str]]:
    """Where the member's id or name stands."""
    places = set()
    for table in db.tables:
        if table.name.startswith(TECHNICAL):
            continue
        for record in table.rows:
            for column, value in record.items():
                if value == WHO or (isinstance(value, str) and NAME in value):
                    places.add((table.name, column))
    return places


def test_no_table_keeps_a_member_who_is_forgotten(db):
    fill(db)
    before = found(db)
    assert {("pitches", "member_id"), ("bans", "by_name"), ("motions", "matter"), ("freezes", "by_name")} <= before
    Ledger(db).forget(GUILD, WHO, 10.0)
    assert found(db) == KEPT


@pytest.mark.parametrize("name", ["template", 'Zo "Z" \\', "Zzyzx"])
def test_a_reason_keeps_its_words_and_loses_the_name(db, name: str):
    premise = Premise(title="Moon Post", premise="Letters arrive early.", genre="mystery")
    booking = found_series(db, GUILD, premise, ANNA, Studio(ballot_minutes=10, pitches_to_open=3), 1.0)
    fail_order(db, booking.id, text("{name} called it off.", name=name), 2.0)
    erase_names(db, GUILD, MemberId(WHO), [name], "somebody")
    assert str(Bookings(db).booking(booking.id).failure) == "somebody called it off."


def test_a_short_name_takes_nothing_from_words_that_hold_it_and_nothing_from_others_moves(db):
    premise = Premise(title="Moon Post", premise="Letters arrive early.", genre="mystery")
    booking = found_series(db, GUILD, premise, ANNA, Studio(ballot_minutes=10, pitches_to_open=3), 1.0)

    def forgotten(failure: str, moved: Text) -> tuple[str, str, str]:
        db.execute("UPDATE bookings SET failure = ? WHERE id = ?", [failure, booking.id])
        Bookings(db).note_move(booking.id, moved)
        erase_names(db, GUILD, MemberId(WHO), ["Al"], "somebody")
        left = Bookings(db).booking(booking.id)
        return left.failure.template, str(left.failure), str(left.moved) if left.moved else ""

    move = "moved up by {member}: {reason}"
    by_other = text(move, member="Alma", reason="Al")
    kept_words = "Although Al waited."
    assert forgotten(kept_words, by_other) == (*["Although somebody waited."] * 2, "moved up by Alma: somebody")
    plain = kept(text(kept_words))
    assert forgotten(plain, text(move, member="Al", reason="Also")) == (kept_words, kept_words, "")
    reason = kept(text("Although: {reason}", reason=text("{name}, {reason}", name="Al", reason="Always Al")))
    assert forgotten(reason, by_other)[:2] == ("Although: {reason}", "Although: somebody, Always somebody")


def test_everything_a_member_did_is_in_the_export(db):
    fill(db)
    exported = Ledger(db).export(GUILD, WHO)
    tables = {table for table, column in found(db) if column == "member_id"}
    parts = {"pitches": "pitches", "pitch_authors": "pitches", "pitch_support": "supported", "vote_log": "vote_changes",
             "motion_votes": "motions", "dub_lines": "dubs", "bookings": "orders", "credit_wishes": "credit",
             "suggestion_backers": "accepted"}  # fmt: skip
    for table in tables:
        assert exported.get(parts.get(table, table)), table


def heard(db, member: MemberId) -> str:
    """The order of words that a member gave to be heard, which could not be posted yet."""
    series = Library(db).series(a_series().id).series
    booking = have_said(db, series.id, series.characters[0].name, f"said by {member}", member, STUDIO, 1.0)
    wish = Saying(series=series, character=series.characters[0], words=f"said by {member}")
    Sayings(db).keep(booking.id, Said(wish=wish, said="", language="en", result=SketchResult()))
    return booking.id


def test_words_that_wait_to_be_heard_are_told_to_their_member_and_forgotten_with_them(db):
    Library(db).add_series(a_series(), ANNA.id, 0.0)
    Library(db).save_series(a_series(), SeriesState.OPEN)
    own, other = heard(db, MemberId(WHO)), heard(db, ANNA.id)
    (told,) = Ledger(db).export(GUILD, WHO)["spoken_tests"]
    assert told["words"] == f"said by {WHO}"
    Ledger(db).forget(GUILD, WHO, 2.0)
    assert not Sayings(db).has(own)
    assert Sayings(db).has(other)
    assert Ledger(db).export(GUILD, WHO)["spoken_tests"] == []


def test_whoever_had_no_name_in_an_earlier_release_takes_no_others_along(db):
    Library(db).add_series(a_series(), ANNA.id, 0.0)
    episode = Library(db).add_episode(a_series().id, 1, 0.0)
    Pitches(db).add(episode.id, Member(id=WHO, name="a member"), "a door", 1.0)
    other = Pitches(db).add(episode.id, Member(id=MemberId(7), name="a former member"), "a letter", 1.0)
    assert names_of(db, GUILD, MemberId(WHO)) == []
    Ledger(db).forget(GUILD, WHO, 2.0)
    assert Pitches(db).pitch(other.id).names == "a former member"


def test_pictures_go_with_their_member_unless_somebody_else_gave_the_same(tmp_path):
    db, media = connect(":memory:"), MediaStore(str(tmp_path))
    library, series = Library(db), a_series()
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    episode = library.add_episode(series.id, 1, 0.0)
    own, shared = (media.put_bytes(blob, "image/jpeg", "p.jpg") for blob in (b"only mine", b"both of us"))
    me = Member(id=WHO, name=NAME)
    for member, picture in ((me, own), (me, shared), (ANNA, shared)):
        Pitches(db).add(episode.id, member, f"{member.name} {picture.sha256[:4]}", 1.0, picture=picture)
    gone = Ledger(db).forget(GUILD, WHO, 2.0)
    assert gone.media == (own,)
    for ref in gone.media:
        media.delete(ref)
        media.delete(ref)
    assert not media.exists(own)
    assert media.read(shared) == b"both of us"
    assert Ledger(db).forget(GUILD, ANNA.id, 3.0).media == (shared,)
