"""The forms a model fills in: JSON schemas for a script and for a series' first characters and places."""

from __future__ import annotations

from typing import Any

from show.bible import NARRATOR, Series
from show.script import Beat, Delivery, Emotion, Episode, Framing, Move, TimeOfDay, Transition, Weather

Schema = dict[str, Any]

PARTICLES = ("petals", "rain", "snow", "embers", "dust", "fireflies")
EFFECTS = (
    "whoosh",
    "hit",
    "heartbeat",
    "rain",
    "thunder",
    "phone",
    "door",
    "footsteps",
    "sword",
    "bell",
    "train",
    "glass",
    "riser",
    "boom",
    "sting",
    "magic",
    "sparkle",
    "knock",
    "creak",
    "clock",
    "paper",
    "wind",
    "waves",
    "fire",
    "crowd",
    "static",
)
PROPS = (
    "phone",
    "letter",
    "umbrella",
    "sword",
    "lantern",
    "cup",
    "key",
    "photograph",
    "mask",
    "watch",
    "cat",
    "book",
    "flower",
    "box",
)
COLOURS = ("#ffd166", "#7bdff2", "#f7a1c4", "#b8f28b", "#c9a7ff", "#ff9b71")

TEXT: Schema = {"type": "string"}


def _one_of(values: Any) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _form(**fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def script_form(series: Series) -> Schema:
    """The form of one episode; people and places are those of the bible."""
    people = [character.id for character in series.characters]
    line = _form(
        speaker=_one_of([*people, NARRATOR]),
        text=TEXT,
        emotion=_one_of(Emotion),
        delivery=_one_of(Delivery),
    )
    shot = _form(
        beat=_one_of(Beat),
        framing=_one_of(Framing),
        move=_one_of(Move),
        transition=_one_of(Transition),
        mood=_one_of(Emotion),
        action=TEXT,
        people=_list(_form(who=_one_of(people), expression=_one_of(Emotion))),
        prop=TEXT,
        effects=_list(_one_of(EFFECTS)),
        particles=_list(_one_of(PARTICLES)),
        sound_word=TEXT,
        lines=_list(line),
    )
    scene = _form(
        place=_one_of([place.id for place in series.locations]),
        time=_one_of(TimeOfDay),
        weather=_one_of(Weather),
        shots=_list(shot),
    )
    return _form(title=TEXT, logline=TEXT, question=TEXT, twists=_list(TEXT), scenes=_list(scene))


def translation_form(script: Episode) -> Schema:
    """The form of a script's texts in another language: one field a line."""
    lines = {str(line.id): TEXT for _, line in script.lines()}
    return _form(title=TEXT, recap=TEXT, question=TEXT, lines=_form(**lines))


def check_form() -> Schema:
    """The form of an answer to which of the numbered facts are contradicted."""
    return _form(contradicted={"type": "array", "items": {"type": "integer"}})


def bible_form() -> Schema:
    """The form of a series' first characters and places."""
    character = _form(
        name=TEXT,
        look=TEXT,
        role=TEXT,
        want=TEXT,
        secret=TEXT,
        gender=_one_of(("female", "male", "any")),
        age=_one_of(("child", "teen", "adult", "elder")),
    )
    return _form(characters=_list(character), places=_list(_form(name=TEXT, look=TEXT)))
