"""The stock of scenes, read from JSON into plans of shots with the house's own small notation.

A shot is written as `"beat framing move mood"`; a line as `"ROLE emotion delivery: wording | other wording"`, with
`?` after the head when it may be left out. Wordings with the same position belong together across a module.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from show.errors import CrewError
from show.script import Beat, Delivery, Emotion, Framing, Move, TimeOfDay, Transition, Weather


class Source(StrEnum):
    """Where the words of a line come from."""

    STOCK = "STOCK"
    PREMISE = "PREMISE"
    QUESTION = "QUESTION"
    TWIST = "TWIST"
    IDEA = "IDEA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One line of the stock. `role` is A, B, C, S (who reveals), L (who listens), N (the narrator) or empty."""

    role: str
    source: Source = Source.STOCK
    wordings: tuple[str, ...] = ()
    emotion: Emotion = Emotion.NEUTRAL
    delivery: Delivery = Delivery.SPOKEN
    optional: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotPlan:
    """One shot of the stock, with roles in place of people."""

    beat: Beat
    framing: Framing
    move: Move
    mood: Emotion
    see: tuple[str, ...] = ()
    say: tuple[Spoken, ...] = ()
    on: str = ""
    cast: tuple[str, ...] = ()
    prop: str = ""
    effects: tuple[str, ...] = ()
    word: str = ""
    particles: tuple[str, ...] = ()
    transition: Transition = Transition.CUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A piece of an episode: an opening, a situation, a reveal or an ending."""

    id: str
    genres: frozenset[str]
    shots: tuple[ShotPlan, ...]
    first: bool = False
    form: str = ""
    where: tuple[str, ...] = ()
    time: TimeOfDay | None = None
    weather: Weather | None = None
    title: tuple[str, ...] = ()
    logline: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    default_twist: tuple[str, ...] = ()
    twists: tuple[str, ...] = ()

    def suits(self, genre: str) -> bool:
        """Whether the module belongs into stories of that genre."""
        return genre in self.genres or "any" in self.genres

    def shows(self, thing: str) -> bool:
        """Whether the thing is one of its props, or in its title or logline."""
        shown = (*(shot.prop for shot in self.shots), *self.title, *self.logline)
        return any(thing in text.casefold().split() for text in shown)

    @property
    def versions(self) -> int:
        """How many wordings the module has."""
        counts = [len(s.wordings) for shot in self.shots for s in shot.say if s.wordings]
        return max(counts, default=1)


@cache
def read_json(name: str) -> Any:
    """A file of the stock as JSON; read once, not to be changed."""
    return json.loads(resources.files(__package__).joinpath("stock", f"{name}.json").read_text("utf-8"))


@cache
def modules(*names: str) -> tuple[Module, ...]:
    """The modules of these files, in order."""
    return tuple(_module(entry) for name in names for entry in read_json(name))


@cache
def idea_shots(kind: str) -> tuple[ShotPlan, ...]:
    """Shots in which a member's idea is told: for a clause, a question or a fragment."""
    return tuple(_shot(entry) for entry in read_json("ideas")[kind])


@cache
def thread_shots() -> tuple[ShotPlan, ...]:
    """Exchanges about the thing a series turns about."""
    return tuple(_shot(entry) for entry in read_json("threads"))


def _module(entry: dict[str, Any]) -> Module:
    try:
        return Module(
            id=entry["id"],
            genres=frozenset(entry["genres"].split()),
            shots=tuple(_shot(shot) for shot in entry["shots"]),
            first=entry.get("first", False),
            form=entry.get("form", ""),
            where=tuple(entry.get("where", "").split()),
            time=TimeOfDay(entry["time"]) if "time" in entry else None,
            weather=Weather(entry["weather"]) if "weather" in entry else None,
            title=_wordings(entry.get("title", "")),
            logline=_wordings(entry.get("logline", "")),
            question=_wordings(entry.get("question", "")),
            default_twist=_wordings(entry.get("default_twist", "")),
            twists=tuple(entry.get("twists", ())),
        )
    except (KeyError, ValueError) as exc:
        raise CrewError("The stock's module “{module}” is damaged: {exc}.", module=entry.get('id'), exc=exc) from exc


def _shot(entry: dict[str, Any]) -> ShotPlan:
    beat, framing, move, *mood = entry["shot"].split()
    word = entry.get("word", "")
    return ShotPlan(
        beat=Beat(beat),
        framing=Framing(framing),
        move=Move(move),
        mood=Emotion(mood[0]) if mood else Emotion.NEUTRAL,
        see=_wordings(entry.get("see", "")),
        say=tuple(_spoken(text) for text in entry.get("say", ())),
        on=entry.get("on", ""),
        cast=tuple(entry.get("cast", "").split()),
        prop=entry.get("prop", ""),
        effects=tuple(entry.get("fx", "").split()),
        word=word,
        particles=tuple(entry.get("air", "").split()),
        transition=Transition(entry.get("by", Transition.CUT)),
    )


def _spoken(text: str) -> Spoken:
    head, _, rest = text.partition(":")
    words = head.replace("?", "").split()
    optional = head.endswith("?")
    if words[0] in Source.__members__:
        return Spoken(
            role=words[1] if len(words) > 1 else "",
            source=Source(words[0]),
            quoted="quoted" in words,
            optional=optional,
        )
    role, *manner = words
    emotion, delivery = Emotion.NEUTRAL, Delivery.SPOKEN
    for word in manner:
        if word in Delivery.__members__.values():
            delivery = Delivery(word)
        else:
            emotion = Emotion(word)
    return Spoken(role=role, wordings=_wordings(rest), emotion=emotion, delivery=delivery, optional=optional)


def _wordings(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())
