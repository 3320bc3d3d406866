"""Calling an episode off: its number is not used twice, and the story goes on from the film before it."""

from __future__ import annotations

from show.writers_room import Phase
from storage.calling_off import call_off_episode
from storage.database import connect
from storage.library import Library
from storage.pitches import Pitches
from storage.pitching import pitch
from storage.records import PitchState, Studio
from storage.story import open_ballot
from tests.stories import ANNA, BEN, SETTINGS, a_series


def test_the_next_episode_has_the_next_number_and_what_is_said_of_the_one_before_stays_true():
    db = connect(":memory:")
    library, series = Library(db), a_series()
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    library.add_episode(series.id, 1, 0.0)
    for n, member in enumerate((ANNA, BEN)):
        pitch(db, series, member, f"Idea number {n} of them", Studio(), 1.0)
    ballot = open_ballot(db, series, [], 10, 1, 2.0)
    gone = call_off_episode(db, ballot.episode_id, 3.0)
    assert (gone.episode.number, gone.episode.phase) == (1, Phase.CANCELLED)
    assert (gone.following.number, gone.following.phase) == (2, Phase.PITCHING)
    again = call_off_episode(db, gone.following.id, 4.0)
    assert [episode.number for episode in library.episodes(series.id)] == [1, 2, 3]
    assert library.current_episode(series.id).id == again.following.id
    # Ballot and pitches of the first go on meaning what they meant.
    assert {p.state for p in Pitches(db).of_episode(ballot.episode_id)} == {PitchState.DROPPED}
    assert Pitches(db).of_episode(again.following.id) == []
