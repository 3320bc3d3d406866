"""Where characters stand in the frame, and when they are in focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from renderer.crew.cels import Backdrop, Puppet
from renderer.crew.ports import CharacterRequest
from renderer.director import acting
from renderer.director.brief import SetupBrief
from renderer.director.camera import span_of
from renderer.director.moves.rack_focus import pulled
from renderer.director.requests import PAINTED_HEIGHT_PX, PAINTED_WIDTH_PX, key_of
from renderer.stage.layers import PuppetLayer
from renderer.stage.tracks import ZERO, Track, hold
from show.script import Angle, Emotion, Framing, Move, Place, Staging, Weather

BOTTOM_MARGIN = 1.05
"""A figure cut by the frame's edge must reach this far down, so that no camera move shows its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a face is put, in fractions of the frame, and how high the head is, in fractions of its height."""

    x: float
    y: float
    head: float


MARKS: dict[Framing, dict[Place, Mark]] = {
    Framing.CLOSE_UP: {Place.CENTRE: Mark(x=0.5, y=0.40, head=0.37)},
    Framing.INSERT: {Place.CENTRE: Mark(x=0.5, y=0.42, head=0.37)},
    Framing.EXTREME_CLOSE_UP: {Place.CENTRE: Mark(x=0.5, y=0.46, head=0.68)},
    Framing.MEDIUM: {Place.CENTRE: Mark(x=0.5, y=0.36, head=0.235)},
    Framing.TWO_SHOT: {
        Place.LEFT: Mark(x=0.27, y=0.41, head=0.19),
        Place.CENTRE: Mark(x=0.5, y=0.40, head=0.19),
        Place.RIGHT: Mark(x=0.73, y=0.43, head=0.19),
    },
    Framing.OVER_SHOULDER: {
        Place.CENTRE: Mark(x=0.5, y=0.38, head=0.22),
        Place.LEFT: Mark(x=0.38, y=0.37, head=0.205),
        Place.RIGHT: Mark(x=0.92, y=0.47, head=0.31),
    },
}
WIDE_X = {Place.LEFT: 0.27, Place.CENTRE: 0.5, Place.RIGHT: 0.73}
WIDE_HEIGHTS = {Framing.WIDE: 0.58, Framing.ESTABLISHING: 0.46}
"""Height of a standing figure in a full-body framing, in fractions of the frame."""


def puppet_layers(
    brief: SetupBrief,
    puppets: Sequence[tuple[Staging, CharacterRequest, Puppet]],
    backdrop: Backdrop | None,
) -> tuple[PuppetLayer, ...]:
    """One layer a character, back to front, alive for the whole set-up."""
    layers = []
    blinked: list[int] = []
    seen = [staging for staging, _, _ in puppets]
    for number, (staging, request, puppet) in enumerate(puppets):
        x, y, scale, anchored = _place(brief, staging, puppet, backdrop)
        near = staging.angle is Angle.BACK and brief.framing is Framing.OVER_SHOULDER
        layer = alive(brief, staging, key_of(request), number, seen, blinked)
        blinked += layer.blinks
        layers.append(
            replace(
                layer,
                x=hold(x),
                y=hold(y),
                scale=hold(scale),
                anchor_head=anchored,
                depth=1.12 if near else 1.0,
                dim=hold(_dim(brief, staging)),
                blur=focus_of(brief, near=near),
            )
        )
    return tuple(layers)


def alive(
    brief: SetupBrief, staging: Staging, key: str, number: int, seen: Sequence[Staging], blinked: Sequence[int]
) -> PuppetLayer:
    """A character who speaks, looks, blinks and breathes, not yet placed; `blinked` are the others' blinks."""
    excited = staging.expression in (Emotion.RAGE, Emotion.FEAR, Emotion.SHOCK)
    trembles = staging.expression in (Emotion.FEAR, Emotion.RAGE) and staging.strength > 0.6
    return PuppetLayer(
        key=key,
        mouths=acting.mouths(brief, staging),
        blinks=tuple(acting.blinks(brief, staging.character_id, blinked)),
        gazes=acting.glances(brief, staging, seen),
        brows=acting.brows(brief, staging.character_id),
        nod=acting.nods(brief, staging.character_id),
        turn=acting.turns(brief, staging, seen),
        tilt_degrees=acting.tilt(brief, number),
        breath=1.7 if excited else 1.0,
        wind=hold(_wind(brief)),
        tremble=0.35 if trembles else 0.0,
        phase=1.7 * number,
    )


def focus_of(brief: SetupBrief, *, near: bool) -> Track:
    """How blurred somebody is: focus is pulled from whoever stands near, or from the place, to who it is about."""
    if brief.treatment.move is not Move.RACK_FOCUS:
        return ZERO
    return pulled(span_of(brief), into_focus=not near)


def focus_of_place(brief: SetupBrief) -> Track:
    """The place is sharp before anybody is; behind an over-the-shoulder it stays as it was painted."""
    if brief.treatment.move is not Move.RACK_FOCUS or brief.framing is Framing.OVER_SHOULDER:
        return ZERO
    return pulled(span_of(brief), into_focus=False)


def _place(
    brief: SetupBrief, staging: Staging, puppet: Puppet, backdrop: Backdrop | None
) -> tuple[float, float, float, bool]:
    if brief.framing in WIDE_HEIGHTS:
        ground = backdrop.ground_y if backdrop is not None else 0.93
        scale = WIDE_HEIGHTS[brief.framing] * PAINTED_HEIGHT_PX / puppet.height_px
        return WIDE_X[staging.place], min(0.99, ground), scale, False
    marks = MARKS[brief.framing]
    mark = marks.get(staging.place, marks[Place.CENTRE] if Place.CENTRE in marks else next(iter(marks.values())))
    scale = mark.head * PAINTED_HEIGHT_PX / puppet.head_px
    below = (puppet.height_px - puppet.head_y) * scale
    missing = (BOTTOM_MARGIN - mark.y) * PAINTED_HEIGHT_PX - below
    y = mark.y + max(0.0, missing) / PAINTED_HEIGHT_PX
    x = mark.x
    if brief.framing is Framing.EXTREME_CLOSE_UP:
        # The eyes, not the middle of the face, belong in the middle of the frame.
        x = 0.5 - (puppet.eyes[0] - puppet.head_x) * scale / PAINTED_WIDTH_PX
        y = 0.44 - (puppet.eyes[1] - puppet.head_y) * scale / PAINTED_HEIGHT_PX
    return x, y, scale, True


def _dim(brief: SetupBrief, staging: Staging) -> float:
    speaks = any(s.line.speaker == staging.character_id for s in brief.lines)
    if staging.angle is Angle.BACK and brief.framing is Framing.OVER_SHOULDER:
        return 0.3
    return 0.0 if speaks or not brief.speakers else 0.14


def _wind(brief: SetupBrief) -> float:
    return {Weather.STORM: 1.5, Weather.RAIN: 0.8, Weather.SNOW: 0.6}.get(brief.weather, 0.5)
