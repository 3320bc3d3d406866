"""A part takes another voice, and stays who it is."""

from __future__ import annotations

from show.bible import VoiceCasting
from storage.database import connect
from storage.library import Library
from storage.records import SeriesState
from storage.voices import take_voice
from tests.stories import ANNA, MIRA, SETTINGS, a_series


def test_a_voice_of_whichever_kind_leaves_a_part_its_gender_and_age() -> None:
    db = connect(":memory:")
    Library(db).save_guild(SETTINGS, 0.0)
    series = a_series()
    Library(db).add_series(series, ANNA.id, 0.0)
    Library(db).save_series(series, SeriesState.OPEN)

    def taken(voice: str, sound: VoiceCasting) -> tuple[str, str, str]:
        took = take_voice(db, series.id, MIRA.name, voice, 7, sound).voice
        return took.voice, took.gender, took.age

    assert taken("bm_george", VoiceCasting(gender="male", age="elder")) == ("bm_george", "male", "elder")
    assert taken("bf_lily", VoiceCasting()) == ("bf_lily", "male", "elder")
