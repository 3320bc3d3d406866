"""Values of a screenplay's notes, headings and parentheticals, checked as they are read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from show.errors import InvalidScreenplay
from show.ids import CharacterId, LineId, LocationId, ShotId
from show.screenplay.defaults import LineDraft
from show.screenplay.marks import unescape
from show.script import (
    Angle,
    Beat,
    Delivery,
    Emotion,
    Framing,
    Move,
    Place,
    Pose,
    Shot,
    Staging,
    TimeOfDay,
    Transition,
    Weather,
)
from show.texts import Text, text

E = TypeVar("E", bound=StrEnum)
Pairs = list[tuple[str, str]]

_HEADING_PREFIX = re.compile(r"(?:int\./ext\.|int/ext\.?|i/e\.?|int\.?|ext\.?|est\.?)\s*", re.IGNORECASE)

_TIMES = {
    "morning": TimeOfDay.DAY,
    "afternoon": TimeOfDay.DAY,
    "noon": TimeOfDay.DAY,
    "evening": TimeOfDay.SUNSET,
    "dusk": TimeOfDay.SUNSET,
    "midnight": TimeOfDay.NIGHT,
    "sunrise": TimeOfDay.DAWN,
}
_TRANSITIONS = {
    "dissolve": Transition.DISSOLVE,
    "fade": Transition.DISSOLVE,
    "smash": Transition.FLASH,
    "flash": Transition.FLASH,
    "whip": Transition.WHIP,
    "wipe": Transition.INK_WIPE,
    "zoom": Transition.CROSS_ZOOM,
    "iris": Transition.IRIS,
    "match": Transition.MATCH_CUT,
    "page": Transition.PAGE_TURN,
}
_FEELINGS = {
    "angry": Emotion.RAGE,
    "angrily": Emotion.RAGE,
    "furious": Emotion.RAGE,
    "happy": Emotion.JOY,
    "happily": Emotion.JOY,
    "laughing": Emotion.JOY,
    "sad": Emotion.SORROW,
    "sadly": Emotion.SORROW,
    "crying": Emotion.SORROW,
    "afraid": Emotion.FEAR,
    "scared": Emotion.FEAR,
    "gently": Emotion.TENDER,
    "softly": Emotion.TENDER,
    "shocked": Emotion.SHOCK,
    "stunned": Emotion.SHOCK,
    "tired": Emotion.EXHAUSTED,
    "smiling": Emotion.JOY,
    "smirking": Emotion.SMUG,
    "blushing": Emotion.EMBARRASSED,
    "dry": Emotion.DEADPAN,
    "flat": Emotion.DEADPAN,
    "determined": Emotion.RESOLVE,
}
_MANNERS = {
    "whispering": Delivery.WHISPER,
    "whispers": Delivery.WHISPER,
    "quietly": Delivery.WHISPER,
    "shouting": Delivery.SHOUT,
    "shouts": Delivery.SHOUT,
    "yelling": Delivery.SHOUT,
    "thinking": Delivery.THOUGHT,
}


@dataclass(frozen=True, slots=True)
class At:
    """Where in the text a value stands; makes its errors."""

    line_number: int

    def error(self, message: Text) -> InvalidScreenplay:
        return InvalidScreenplay(message.template, line_number=self.line_number, **message.values)


def time(text: str) -> TimeOfDay | None:
    """The time of day a heading ends with, if it is one."""
    word = text.strip().casefold()
    known = {t.value: t for t in TimeOfDay} | _TIMES
    return known.get(word)


def weather(text: str) -> Weather | None:
    """The weather a heading ends with, if it is one."""
    return {w.value: w for w in Weather}.get(text.strip().casefold())


def heading(line: str) -> tuple[str, TimeOfDay, Weather]:
    """Place name, time and weather of a scene heading such as `EXT. SCHOOL ROOF - NIGHT - RAIN`."""
    text = line[1:] if line.startswith(".") else _HEADING_PREFIX.sub("", line, count=1)
    text = re.sub(r"\s*(?<!\\)#[^#]*(?<!\\)#\s*$", "", text)
    parts = re.split(r"\s+[-–—]\s+", text)
    at_time, in_weather = TimeOfDay.DAY, Weather.CLEAR
    if len(parts) > 2 and weather(parts[-1]) and time(parts[-2]):
        in_weather = weather(parts.pop()) or in_weather
    if len(parts) > 1 and time(parts[-1]):
        at_time = time(parts.pop()) or at_time
    return unescape(" - ".join(parts)), at_time, in_weather


def transition(text: str) -> Transition:
    """The transition a line such as `DISSOLVE TO:` asks for; a plain cut when it is none of ours."""
    words = text.casefold()
    return next((value for word, value in _TRANSITIONS.items() if word in words), Transition.CUT)


def manner(text: str, emotion: Emotion, delivery: Delivery) -> tuple[Emotion, Delivery]:
    """Emotion and delivery after a parenthetical; words that say neither leave both as they are."""
    feelings = {e.value: e for e in Emotion} | _FEELINGS
    manners = {d.value: d for d in Delivery} | _MANNERS
    for word in re.split(r"[,;/\s]+", text.casefold()):
        emotion = feelings.get(word, emotion)
        delivery = manners.get(word, delivery)
    return emotion, delivery


def scene_place(pairs: Pairs, at: At) -> LocationId:
    """The place a scene's note names."""
    return LocationId(_single(pairs, "scene", {"location"}, at).get("location", ""))


def shot(pairs: Pairs, at: At) -> Shot:
    """A shot's note as a shot without action, cast and lines."""
    many = {"particle", "effect", "word"}
    once = _single(
        [pair for pair in pairs if pair[0] not in many],
        "shot",
        {"id", "beat", "framing", "move", "transition", "mood", "prop", "take", "wish"},
        at,
    )
    if "beat" not in once or "framing" not in once:
        raise at.error(text("a shot's note needs at least beat=… and framing=…."))
    take = once.get("take", "1")
    if not re.fullmatch(r"-?[0-9]{1,9}", take):
        raise at.error(text("take={take} is not a whole number.", take=take))
    return Shot(
        id=ShotId(once.get("id", "")),
        beat=_member(Beat, "beat", once["beat"], at),
        framing=_member(Framing, "framing", once["framing"], at),
        move=_member(Move, "move", once.get("move", Move.HOLD), at),
        transition=_member(Transition, "transition", once.get("transition", Transition.CUT), at),
        mood=_member(Emotion, "mood", once.get("mood", Emotion.NEUTRAL), at),
        prop=once.get("prop", ""),
        particles=_every(pairs, "particle"),
        effects=_every(pairs, "effect"),
        sound_words=_every(pairs, "word"),
        take=int(take),
        wish=once.get("wish", ""),
    )


def staging(pairs: Pairs, at: At) -> Staging:
    """A note that puts a character into the shot."""
    once = _single(pairs, "cast", {"who", "place", "expression", "strength", "angle", "pose"}, at)
    if "who" not in once:
        raise at.error(text("a cast note needs who=…."))
    plain = Staging(character_id=CharacterId(once["who"]))
    return replace(
        plain,
        place=_member(Place, "place", once.get("place", plain.place), at),
        expression=_member(Emotion, "expression", once.get("expression", plain.expression), at),
        strength=_number(once["strength"], at) if "strength" in once else plain.strength,
        angle=_member(Angle, "angle", once.get("angle", plain.angle), at),
        pose=_member(Pose, "pose", once.get("pose", plain.pose), at),
    )


def line(pairs: Pairs, draft: LineDraft, at: At) -> None:
    """Put a line's note into the line being read."""
    once = _single(pairs, "line", {"id", "strength", "speaker", "delivery"}, at)
    draft.id = LineId(once.get("id", draft.id))
    if "strength" in once:
        draft.strength = _number(once["strength"], at)
    if "speaker" in once:
        draft.speaker = CharacterId(once["speaker"])
    if "delivery" in once:
        draft.delivery = _member(Delivery, "delivery", once["delivery"], at)


def _single(pairs: Pairs, kind: str, known: set[str], at: At) -> dict[str, str]:
    once: dict[str, str] = {}
    for key, value in pairs:
        if key not in known:
            names = ", ".join(sorted(known))
            raise at.error(text("a {kind} note has no “{key}”; known are {names}.", kind=kind, key=key, names=names))
        if key in once:
            raise at.error(text("“{key}” stands twice in this note.", key=key))
        once[key] = value
    return once


def _every(pairs: Pairs, key: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == key)


def _member(kind: type[E], key: str, value: str, at: At) -> E:
    try:
        return kind(value)
    except ValueError:
        names = ", ".join(kind)
        raise at.error(
            text("{key}={value} is not known; known are {names}.", key=key, value=value, names=names)
        ) from None


def _number(value: str, at: At) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise at.error(text("{value} is not a number.", value=value))
    return number
