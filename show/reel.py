"""Reels: short films cut from a series' finished ones, and which of their shots are worth seeing again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from show.bible import Series
from show.credits import Roll
from show.ids import ShotId
from show.likeness import telling_words
from show.order import FilmSettings, ProductionOrder, ReplyTo
from show.script import Beat, Episode, Shot

MOST_SOURCES = 8
"""Films that one reel is cut from: with more, each would be seen for less than a sentence."""

_BEATS = {
    Beat.TWIST: 5.0,
    Beat.CLIFFHANGER: 4.0,
    Beat.TURN: 2.5,
    Beat.HOOK: 2.0,
    Beat.RISE: 1.2,
    Beat.FALL: 1.0,
    Beat.SETUP: 0.8,
}
_DECIDED = 2.0
"""For a shot that says what a ballot decided, whole; less for a part of it."""
_RETAKEN = 0.7
_MOST_RETAKES = 3
_LOVED = 1.5
"""For each member who loves a shot, up to so many."""
_MOST_LOVED = 6


class ReelKind(StrEnum):
    """What a reel is for."""

    RECAP = "recap"
    """What happened before, told in order."""
    BEST = "bestof"
    """What members loved most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelSource:
    """A finished film: the order it was made from, and how much each of its shots is worth seeing again, by its id."""

    film: ProductionOrder
    appeal: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelOrder:
    """Cut a short film from finished ones. Sources stand in the order of the story; `series` is the newest bible."""

    id: str
    reply_to: ReplyTo
    kind: ReelKind
    series: Series
    sources: tuple[ReelSource, ...]
    roll: Roll
    settings: FilmSettings = field(default_factory=FilmSettings)
    seed: int = 0


def appeal_of(script: Episode, twist: str, loved: Mapping[ShotId, int]) -> dict[str, float]:
    """How much each shot is worth seeing again, by its id, above 0.

    By its place in the story, by what it says of the twist that a ballot decided, by how often it was taken again, and
    by how many love it. Somebody speaks in what is seen again, or at least somebody is seen.
    """
    decided = telling_words(twist)
    return {shot.id: _appeal(shot, decided, loved.get(shot.id, 0)) for _, _, shot in script.shots()}


def _appeal(shot: Shot, decided: frozenset[str], loved: int) -> float:
    said = telling_words(" ".join([shot.action, *(line.text for line in shot.lines)]))
    about = len(decided & said) / len(decided) if decided else 0.0
    value = _BEATS[shot.beat] + _DECIDED * about
    value += _RETAKEN * min(_MOST_RETAKES, shot.take - 1) + _LOVED * min(_MOST_LOVED, loved)
    if not shot.lines:
        value *= 0.6 if shot.cast else 0.35
    return round(value, 3)


def chosen_sources(numbers: list[int]) -> list[int]:
    """Of a series' films, by their places from 0, those that a recap is cut from: the first, and the newest."""
    places = list(range(len(numbers)))
    if len(places) <= MOST_SOURCES:
        return places
    return [places[0], *places[-(MOST_SOURCES - 1) :]]
