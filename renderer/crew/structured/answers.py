"""Answers of a model: out of its text, checked against the form, into a script or a bible."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from renderer.crew.offline.assembly import numbered
from renderer.crew.offline.direction import Blocking, staged, strength_of, varied
from renderer.crew.structured.forms import COLOURS
from show.bible import NARRATOR, Character, Location, Series, VoiceCasting
from show.errors import InvalidInput
from show.ids import CharacterId, EpisodeId, LineId, LocationId, SeriesId, ShotId
from show.moderation import clean
from show.script import (
    Beat,
    Delivery,
    Emotion,
    Episode,
    Framing,
    Line,
    Move,
    Scene,
    Shot,
    TimeOfDay,
    Transition,
    Weather,
)
from show.translation import Translation, translated

E = TypeVar("E", bound=StrEnum)

MAX_ANSWER = 200_000
MAX_LINE = 160
MAX_TRANSLATED = 290
MAX_LINE_WORDS = 24
SHOTS = range(8, 17)
LINES = range(8, 31)
TWISTS = range(2, 6)


class Problems(Exception):
    """An answer can't be used; `args[0]` lists why, in words a model can mend it from."""

    @property
    def listed(self) -> list[str]:
        return list(self.args[0])


def find_object(text: str) -> dict[str, Any]:
    """The JSON object in a model's text, bare, fenced or with talk around it; Problems when there is none."""
    text = text[:MAX_ANSWER]
    fenced = re.search(r"```(?:json)?\s*(\{.*\})\s*```", text, re.DOTALL)
    start, end = text.find("{"), text.rfind("}")
    for candidate in (fenced.group(1) if fenced else "", text[start : end + 1] if start >= 0 else ""):
        try:
            found = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise Problems(["This is not one complete JSON object."])


def contradicted_of(answer: dict[str, Any], count: int) -> tuple[int, ...]:
    """The places, from 0, of the facts that an answer numbers from 1; Problems when it has no list of numbers."""
    given = answer.get("contradicted")
    if not isinstance(given, list):
        raise Problems(["`contradicted` is a list of numbers."])
    numbers = [number for number in given if isinstance(number, int) and not isinstance(number, bool)]
    return tuple(dict.fromkeys(number - 1 for number in numbers if 0 < number <= count))


def translation_of(answer: dict[str, Any], script: Episode, language: str) -> Translation:
    """The translation in an answer; Problems names the lines that are missing or too long."""
    given = answer.get("lines")
    if isinstance(given, list):  # many models list what they were given as a list
        given = {str(entry.get("id")): entry.get("text") for entry in _objects(given)}
    lines = given if isinstance(given, dict) else {}
    known = {str(line.id) for _, line in script.lines()}

    def words(name: str) -> str:
        return clean(answer[name], MAX_TRANSLATED) if isinstance(answer.get(name), str) else ""

    translation = Translation(
        language=language,
        lines={k: clean(v, MAX_TRANSLATED) for k, v in lines.items() if k in known and isinstance(v, str)},
        title=words("title"),
        recap=words("recap"),
        question=words("question"),
    )
    try:
        translated(script, translation)
    except InvalidInput as exc:
        raise Problems([str(exc)]) from exc
    return translation


def script_of(answer: dict[str, Any], series: Series) -> Episode:
    """The script in an answer; Problems lists everything that is missing. Unknown manners fall back to plain ones."""
    problems: list[str] = []
    scenes: list[Scene] = []
    for number, entry in enumerate(_objects(answer.get("scenes")), 1):
        place = _match(entry.get("place"), {p.id: p.name for p in series.locations})
        if place is None:
            known = ", ".join(p.id for p in series.locations)
            problems.append(f"scene {number}: place is not one of {known}")
        blocking = Blocking()
        shots = tuple(_shot(s, series, blocking, problems) for s in _objects(entry.get("shots")))
        scenes.append(
            Scene(
                location_id=LocationId(place or ""),
                time=_member(TimeOfDay, entry.get("time"), TimeOfDay.DAY),
                weather=_member(Weather, entry.get("weather"), Weather.CLEAR),
                shots=shots,
            )
        )
    episode = Episode(
        id=EpisodeId(""),
        series_id=SeriesId(""),
        number=1,
        title=_text(answer.get("title"), 80),
        logline=_text(answer.get("logline"), 240),
        question=_text(answer.get("question"), 160),
        twists=tuple(t for item in _items(answer.get("twists")) if (t := _text(item, 140)))[:4],
        scenes=tuple(scene for scene in scenes if scene.shots),
    )
    problems += _missing(episode)
    if problems:
        raise Problems(problems)
    return _finished(episode)


def bible_of(answer: dict[str, Any], series: Series) -> Series:
    """The series with the answer's characters and places; Problems when they are too few."""
    characters: list[Character] = []
    for n, entry in enumerate(_objects(answer.get("characters"))[:5]):
        name = _text(entry.get("name"), 32)
        gender, age = str(entry.get("gender")), str(entry.get("age"))
        characters.append(
            Character(
                id=CharacterId(_slug(name, "character", n, {c.id for c in characters})),
                name=name,
                look=_text(entry.get("look"), 240),
                role=_text(entry.get("role"), 120),
                want=_text(entry.get("want"), 160),
                secret=_text(entry.get("secret"), 160),
                voice=VoiceCasting(
                    gender=gender if gender in ("female", "male") else "any",
                    age=age if age in ("child", "teen", "elder") else "adult",
                    seed=series.seed * 31 + n,
                ),
                colour=COLOURS[n % len(COLOURS)],
            )
        )
    places: list[Location] = []
    for n, entry in enumerate(_objects(answer.get("places"))[:5]):
        name = _text(entry.get("name"), 48)
        slug = _slug(name, "place", n, {p.id for p in places})
        places.append(Location(id=LocationId(slug), name=name, look=_text(entry.get("look"), 240)))
    problems = []
    if len(characters) < 3 or not all(c.name and c.look for c in characters):
        problems.append("characters: at least 3, each with a name and a look")
    if len(places) < 3 or not all(p.name and p.look for p in places):
        problems.append("places: at least 3, each with a name and a look")
    if problems:
        raise Problems(problems)
    return replace(
        series,
        characters=series.characters or tuple(characters),
        locations=series.locations or tuple(places),
    )


def _shot(entry: dict[str, Any], series: Series, blocking: Blocking, problems: list[str]) -> Shot:
    names = {c.id: c.name for c in series.characters}
    lines = tuple(line for item in _objects(entry.get("lines")) if (line := _line(item, names, problems)) is not None)
    mood = _member(Emotion, entry.get("mood"), Emotion.NEUTRAL)
    framing = _member(Framing, entry.get("framing"), Framing.MEDIUM)
    felt: dict[str, Emotion] = {}
    for person in _objects(entry.get("people")):
        if (who := _match(person.get("who"), names)) is not None:
            felt[who] = _member(Emotion, person.get("expression"), mood)
    people = [CharacterId(who) for who in felt] + [line.speaker for line in lines]
    cast = tuple(
        replace(staging, expression=felt.get(staging.character_id, staging.expression))
        for staging in staged(framing, people, lines, mood, blocking)
    )
    word = _text(entry.get("sound_word"), 12)
    return Shot(
        id=ShotId(""),
        beat=_member(Beat, entry.get("beat"), Beat.RISE),
        framing=framing,
        move=_member(Move, entry.get("move"), Move.HOLD),
        transition=_member(Transition, entry.get("transition"), Transition.CUT),
        mood=mood,
        action=_text(entry.get("action"), 300),
        cast=cast,
        lines=lines,
        prop=_text(entry.get("prop"), 60),
        particles=tuple(_text(item, 20) for item in _items(entry.get("particles")))[:2],
        effects=tuple(_text(item, 20) for item in _items(entry.get("effects")))[:3],
        sound_words=(word,) if word else (),
    )


def _line(entry: dict[str, Any], names: dict[CharacterId, str], problems: list[str]) -> Line | None:
    text = _text(entry.get("text"), MAX_LINE)
    speaker = _match(entry.get("speaker"), {**names, NARRATOR: "narrator"})
    if not text:
        return None
    if speaker is None:
        problems.append(f"“{text[:40]}”: speaker is not one of {', '.join([*names, NARRATOR])}")
    if len(text.split()) > MAX_LINE_WORDS:
        problems.append(f"“{text[:40]}…” has more than {MAX_LINE_WORDS} words; split it into two lines")
    emotion = _member(Emotion, entry.get("emotion"), Emotion.NEUTRAL)
    delivery = _member(Delivery, entry.get("delivery"), Delivery.SPOKEN)
    return Line(
        id=LineId(""),
        speaker=CharacterId(speaker or ""),
        text=text,
        emotion=emotion,
        strength=strength_of(emotion, delivery),
        delivery=delivery,
    )


def _missing(episode: Episode) -> list[str]:
    shots = [shot for _, _, shot in episode.shots()]
    said = list(episode.lines())
    problems = [f"{name} is missing" for name in ("title", "logline", "question") if not getattr(episode, name)]
    for what, count, allowed in (
        ("shots", len(shots), SHOTS),
        ("lines", len(said), LINES),
        ("twists", len(episode.twists), TWISTS),
    ):
        if count not in allowed:
            problems.append(f"there are {count} {what}; allowed are {allowed.start} to {allowed.stop - 1}")
    if not any(shot.beat is Beat.TWIST and shot.lines for shot in shots):
        problems.append("no shot of the beat “twist” has a line")
    if shots and shots[-1].beat is not Beat.CLIFFHANGER:
        problems.append("the last shot's beat is not “cliffhanger”")
    return problems


def _finished(episode: Episode) -> Episode:
    shots = numbered(varied([shot for _, _, shot in episode.shots()]))
    scenes = []
    for scene in episode.scenes:
        scenes.append(replace(scene, shots=tuple(shots[: len(scene.shots)])))
        shots = shots[len(scene.shots) :]
    return replace(episode, scenes=tuple(scenes))


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in _items(value) if isinstance(item, dict)]


def _text(value: Any, limit: int) -> str:
    return clean(value, limit) if isinstance(value, str) else ""


def _member(kind: type[E], value: Any, otherwise: E) -> E:
    plain = str(value).strip().casefold().replace("_", "-").replace(" ", "-")
    return kind(plain) if plain in [member.value for member in kind] else otherwise


def _match(value: Any, names: Any) -> str | None:
    """The id that is meant: given as it is, or by name."""
    plain = str(value).strip().casefold()
    return next((str(key) for key, name in names.items() if plain in (key.casefold(), name.casefold())), None)


def _slug(name: str, kind: str, n: int, taken: Any) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:24]
    return slug if slug and slug != NARRATOR and slug not in taken else f"{kind}-{n + 1}"
