"""Direction: who stands where, how faces look, and that no two cuts look alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from show.bible import NARRATOR
from show.ids import CharacterId
from show.script import (
    Angle,
    Delivery,
    Emotion,
    Framing,
    Line,
    Move,
    Place,
    Pose,
    Shot,
    Staging,
    Weather,
)

STRENGTH = {
    Emotion.NEUTRAL: 0.5,
    Emotion.DEADPAN: 0.6,
    Emotion.EXHAUSTED: 0.6,
    Emotion.SMUG: 0.65,
    Emotion.TENDER: 0.6,
    Emotion.RAGE: 0.9,
    Emotion.SHOCK: 0.9,
    Emotion.FEAR: 0.75,
}
"""How strongly a line is said and a face is drawn, unless the stock says otherwise."""
USUAL_STRENGTH = 0.7

_POSES = {
    Emotion.RAGE: Pose.POINT,
    Emotion.RESOLVE: Pose.FIST,
    Emotion.SMUG: Pose.ARMS_CROSSED,
    Emotion.DEADPAN: Pose.ARMS_CROSSED,
    Emotion.TENDER: Pose.HAND_ON_CHEST,
    Emotion.LOVE: Pose.HAND_ON_CHEST,
    Emotion.EMBARRASSED: Pose.HAND_ON_CHEST,
    Emotion.SHOCK: Pose.REACH,
}
_LISTENING = {
    Emotion.RAGE: Emotion.FEAR,
    Emotion.SHOCK: Emotion.SORROW,
    Emotion.FEAR: Emotion.DREAD,
    Emotion.LOVE: Emotion.EMBARRASSED,
    Emotion.TENDER: Emotion.TENDER,
    Emotion.JOY: Emotion.DEADPAN,
    Emotion.SMUG: Emotion.DEADPAN,
    Emotion.EMBARRASSED: Emotion.JOY,
}
_EMPTY = (Framing.ESTABLISHING, Framing.INSERT)
_CLOSE = (Framing.CLOSE_UP, Framing.EXTREME_CLOSE_UP)
_OTHER_MOVES = {
    Framing.ESTABLISHING: (Move.PUSH_IN, Move.PAN_LEFT, Move.TILT_UP, Move.PULL_OUT),
    Framing.WIDE: (Move.PAN_RIGHT, Move.PUSH_IN, Move.HANDHELD),
    Framing.TWO_SHOT: (Move.HOLD, Move.PUSH_IN, Move.PAN_LEFT, Move.ORBIT),
    Framing.OVER_SHOULDER: (Move.HOLD, Move.PUSH_IN, Move.PAN_RIGHT),
    Framing.MEDIUM: (Move.PUSH_IN, Move.HOLD, Move.PAN_RIGHT, Move.HANDHELD),
    Framing.CLOSE_UP: (Move.HOLD, Move.PUSH_IN, Move.TILT_UP),
    Framing.EXTREME_CLOSE_UP: (Move.PUSH_IN, Move.HOLD),
    Framing.INSERT: (Move.PUSH_IN, Move.TILT_DOWN, Move.HOLD),
}
_WEATHER_PARTICLES = {Weather.RAIN: "rain", Weather.STORM: "rain", Weather.SNOW: "snow"}


def strength_of(emotion: Emotion, delivery: Delivery) -> float:
    """How strongly a line of that emotion is said."""
    strength = STRENGTH.get(emotion, USUAL_STRENGTH)
    return min(1.0, strength + 0.1) if delivery is Delivery.SHOUT else strength


class Blocking:
    """Who stands left and who right through a scene: nobody jumps over the line between two people."""

    def __init__(self) -> None:
        self._sides: dict[CharacterId, Place] = {}
        self._pairs: dict[frozenset[CharacterId], tuple[CharacterId, CharacterId]] = {}

    def pair(self, one: CharacterId, other: CharacterId) -> tuple[CharacterId, CharacterId]:
        """The two as they stand, left first."""
        both = frozenset((one, other))
        if both not in self._pairs:
            turned = self._sides.get(one) is Place.RIGHT or self._sides.get(other) is Place.LEFT
            left, right = (other, one) if turned else (one, other)
            self._sides.setdefault(left, Place.LEFT)
            self._sides.setdefault(right, Place.RIGHT)
            self._pairs[both] = (left, right)
        return self._pairs[both]

    def side(self, person: CharacterId) -> Place:
        """Where one stands alone: on their side of the scene, in the middle before there is one."""
        return self._sides.get(person, Place.CENTRE)


def in_frame(framing: Framing, people: Iterable[CharacterId]) -> list[CharacterId]:
    """Those of the people whom the framing has room for: nobody, one or two; the narrator is never seen."""
    seen = [person for person in dict.fromkeys(people) if person != NARRATOR]
    return seen[: 0 if framing in _EMPTY else 1 if framing in _CLOSE else 2]


def staged(
    framing: Framing,
    people: Iterable[CharacterId],
    lines: tuple[Line, ...],
    mood: Emotion,
    blocking: Blocking,
) -> tuple[Staging, ...]:
    """The cast of a shot; `people` come in order of importance."""
    seen = in_frame(framing, people)
    felt = {line.speaker: line.emotion for line in reversed(lines)}
    if len(seen) < 2:
        return tuple(_alone(framing, person, felt.get(person, mood), blocking.side(person)) for person in seen)
    left, right = blocking.pair(seen[0], seen[1])
    spoken = next((line.speaker for line in lines if line.speaker in seen), seen[0])
    return tuple(
        _facing(framing, person, place, felt.get(person) or _reaction(felt, mood), spoken)
        for person, place in ((left, Place.LEFT), (right, Place.RIGHT))
    )


def _alone(framing: Framing, person: CharacterId, felt: Emotion, side: Place) -> Staging:
    close = framing in _CLOSE
    angle = {Place.LEFT: Angle.THREE_QUARTER_RIGHT, Place.RIGHT: Angle.THREE_QUARTER_LEFT}.get(side, Angle.FRONT)
    return Staging(
        character_id=person,
        place=Place.CENTRE if close else side,
        expression=felt,
        strength=STRENGTH.get(felt, USUAL_STRENGTH),
        angle=Angle.FRONT if close else angle,
        pose=Pose.STAND if close else _POSES.get(felt, Pose.STAND),
    )


def _facing(framing: Framing, person: CharacterId, place: Place, felt: Emotion, spoken: CharacterId) -> Staging:
    angle = Angle.THREE_QUARTER_RIGHT if place is Place.LEFT else Angle.THREE_QUARTER_LEFT
    if framing is Framing.OVER_SHOULDER and person != spoken:
        angle = Angle.BACK
    return Staging(
        character_id=person,
        place=place,
        expression=felt,
        strength=STRENGTH.get(felt, USUAL_STRENGTH),
        angle=angle,
        pose=_POSES.get(felt, Pose.STAND) if framing is not Framing.OVER_SHOULDER else Pose.STAND,
    )


def _reaction(felt: dict[CharacterId, Emotion], mood: Emotion) -> Emotion:
    heard = next(iter(felt.values()), mood)
    return _LISTENING.get(heard, heard)


def varied(shots: list[Shot]) -> list[Shot]:
    """The shots, with moves changed so that no two neighbours share framing and move."""
    result: list[Shot] = []
    for n, shot in enumerate(shots):
        before = result[-1] if result else None
        after = shots[n + 1] if n + 1 < len(shots) else None
        if before and (before.framing, before.move) == (shot.framing, shot.move):
            taken = {before.move} | ({after.move} if after and after.framing is shot.framing else set())
            shot = replace(shot, move=next(m for m in _OTHER_MOVES[shot.framing] if m not in taken))
        result.append(shot)
    return result


def in_the_air(particles: tuple[str, ...], weather: Weather, framing: Framing, outdoors: bool) -> tuple[str, ...]:
    """What drifts through a shot: the stock's particles, and the weather's outside."""
    falling = _WEATHER_PARTICLES.get(weather)
    if falling and outdoors and framing is not Framing.INSERT and falling not in particles:
        return (*particles, falling)
    return particles
