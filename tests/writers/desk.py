"""A series to write for, and what a good model answers about it."""

from __future__ import annotations

import json
from typing import Any

from show.bible import Series
from show.ids import EpisodeId, GuildId, SeriesId
from show.order import Brief, Idea
from tests.writers.model_server import said

PREMISE = "Mika, a shy violinist, finds a door on the school roof that opens onto last summer."


def new_series(**changes: Any) -> Series:
    given: dict[str, Any] = {
        "id": SeriesId("the-roof"),
        "guild_id": GuildId(7),
        "title": "The Roof",
        "premise": PREMISE,
        "seed": 3,
    }
    return Series(**{**given, **changes})


def brief_for(series: Series, **changes: Any) -> Brief:
    given: dict[str, Any] = {
        "series": series,
        "episode_id": EpisodeId("e1"),
        "episode_number": 1,
        "twist": "Mika's brother was the thief all along",
        "ideas": (Idea(text="what if the cat can talk", author="Noor"),),
    }
    return Brief(**{**given, **changes})


def script_answer(series: Series) -> dict[str, Any]:
    """What a good model answers: nine shots, ten lines."""
    mika, ren = series.characters[0].id, series.characters[1].id
    beats = ["hook", "setup", "setup", "rise", "rise", "turn", "twist", "fall", "cliffhanger"]
    shots = []
    for n, beat in enumerate(beats):
        shots.append(
            {
                "beat": beat,
                "framing": "extreme-close-up" if beat == "twist" else "two-shot",
                "move": "push-in",
                "transition": "cut",
                "mood": "dread",
                "action": f"Something moves behind door {n}.",
                "people": [{"who": mika, "expression": "fear"}, {"who": ren, "expression": "deadpan"}],
                "prop": "",
                "effects": ["door"],
                "particles": ["dust"],
                "sound_word": "",
                "lines": [{"speaker": mika, "text": f"Door {n} was open.", "emotion": "fear", "delivery": "whisper"}],
            }
        )
    shots[0]["lines"].append(
        {"speaker": "narrator", "text": "Last summer.", "emotion": "neutral", "delivery": "spoken"}
    )
    place = series.locations[0].id
    return {
        "title": "Nine Doors",
        "logline": "Mika opens nine doors.",
        "question": "Who is behind the tenth?",
        "twists": ["Nobody is", "Her brother is", "She is"],
        "scenes": [{"place": place, "time": "night", "weather": "rain", "shots": shots}],
    }


def bible_answer() -> dict[str, Any]:
    people = [
        {
            "name": name,
            "look": f"a teen girl with {colour} hair, green eyes and a sailor uniform",
            "role": "pupil",
            "want": "to play",
            "secret": "sleeps in the music room",
            "gender": "female",
            "age": "teen",
        }
        for name, colour in (("Mika", "black"), ("Aoi", "silver"), ("Mika", "red"))
    ]
    places = [{"name": f"Room {n}", "look": "classroom with tall windows"} for n in range(3)]
    return {"characters": people, "places": places}


def as_asked(series: Series | None = None) -> Any:
    """An answer that follows whichever form was asked for."""

    def answer(body: dict[str, Any]) -> Any:
        system = body["messages"][0]["content"]
        if "first 4 characters" in system:
            return said(json.dumps(bible_answer()))
        assert series is not None
        return said(json.dumps(script_answer(series)))

    return answer
