"""The ballot that opens under a premiere."""

from __future__ import annotations

from dataclasses import replace

from storage.ballots import Ballots
from storage.database import connect
from storage.library import Library
from storage.pitches import Pitches
from storage.records import Studio
from storage.story import open_next
from tests.stories import ANNA, SETTINGS, a_script, a_series


def test_a_twist_that_takes_up_a_pitch_bears_its_author() -> None:
    db = connect(":memory:")
    library = Library(db)
    series = a_series()
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    episode = library.add_episode(series.id, 1, 0.0)
    pitch = Pitches(db).add(episode.id, ANNA, "The teacher burned  the letter.", 1.0)
    script = replace(a_script(series, episode.id), twists=("The teacher burned the letter", "Nobody wrote it"))
    open_next(db, series, 2, script, Studio(), 10.0)
    record = Ballots(db).of_episode(library.episodes(series.id)[1].id)
    assert record is not None
    first, second = record.ballot.options
    assert (first.author, first.pitch_id) == (ANNA.name, pitch.id)
    assert (second.author, second.pitch_id) == ("", None)
