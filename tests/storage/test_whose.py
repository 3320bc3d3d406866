"""The series that orders and posts are of, also for series whose titles read like something else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlite_utils

from show.ids import EpisodeId, SeriesId
from storage.auditions import Auditions
from storage.database import connect
from storage.lexicons import SAYING
from storage.library import Library
from storage.whose import CHECK, PREVIEWS, is_audition, series_of, series_of_post
from tests.stories import ANNA, MIRA, SETTINGS, a_series

SERIES = SeriesId("moon-post-1")
EPISODE = EpisodeId("moon-post-1-e1")


@pytest.fixture
def db(tmp_path) -> sqlite_utils.Database:
    db = connect(tmp_path / "library.sqlite")
    library = Library(db)
    library.save_guild(SETTINGS, 0.0)
    library.add_series(a_series(), ANNA.id, 0.0)
    library.add_episode(SERIES, 1, 0.0)
    return db


def a_sketch(db: sqlite_utils.Database, subject: str) -> None:
    """An order for a sketch, with the id `o1`."""
    db.execute(
        "INSERT INTO bookings (id, kind, subject, guild_id, channel_id, member_id, document, state, booked_at)"
        " VALUES ('o1', 'sketch', ?, ?, 1, 1, '', 'placed', 1.0)",
        [subject, SETTINGS.guild_id],
    )


@pytest.mark.parametrize(
    "subject",
    [SERIES, EPISODE, f"{SERIES}{SAYING}", f"{EPISODE}-de-translation", f"{EPISODE}-pt-BR-translation"],
)
def test_sketches_are_of_the_series_that_they_were_ordered_for(db, subject) -> None:
    assert series_of(db, subject) == SERIES


def test_a_spoken_test_is_a_post_of_its_series(db) -> None:
    a_sketch(db, f"{SERIES}{SAYING}")
    assert series_of_post(db, ("saying", "o1")) == SERIES


def test_the_question_for_loved_moments_is_a_post_of_its_films_series(db) -> None:
    db.execute("INSERT INTO films (episode_id, result, finished_at, message_id) VALUES (?, '', 1.0, 77)", [EPISODE])
    for kind in ("panels", "moments"):
        assert series_of_post(db, (kind, 77)) == SERIES


@pytest.mark.parametrize("title", ["pitch", "motion", "audition", "suggestion"])
def test_a_series_may_be_called_like_a_numbered_thing(db, title) -> None:
    id = SeriesId(f"{title}-123456")
    Library(db).add_series(replace(a_series(), id=id), ANNA.id, 0.0)
    for subject in (id, f"{id}{SAYING}"):
        assert series_of(db, subject) == id


def test_what_is_numbered_is_of_its_own_series_though_another_is_called_so(db) -> None:
    number = Auditions(db).add(SERIES, ANNA, MIRA, "", 1.0).number
    Library(db).add_series(replace(a_series(), id=SeriesId(f"audition-{number}")), ANNA.id, 0.0)
    assert series_of_post(db, ("audition", number)) == SERIES
    a_sketch(db, f"audition-{number}")
    assert series_of_post(db, ("audition", "o1")) == SERIES


def test_only_an_audition_is_delivered_as_one() -> None:
    assert is_audition("audition-12")
    for subject in ("audition-night-1a2b3c", f"audition-night-1a2b3c{SAYING}", f"audition-123456-e1-b1{PREVIEWS}"):
        assert not is_audition(subject)
    assert not is_audition(f"audition-123456{SAYING}")
    assert not is_audition(f"audition-1{CHECK}")
