"""Where characters stand in the frame, and what their faces and heads do while they are seen."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from renderer.crew.cels import Backdrop, Puppet
from renderer.crew.ports import CharacterRequest
from renderer.director.brief import SetupBrief
from renderer.director.requests import PAINTED_HEIGHT_PX, PAINTED_WIDTH_PX, key_of
from renderer.stage.layers import MouthCue, PuppetLayer
from renderer.stage.tracks import Ease, Keyframe, Track, hold
from renderer.stage.visemes import mouth_cues
from show.bible import NARRATOR
from show.codec import digest
from show.script import Angle, Delivery, Emotion, Framing, Place, Staging, Weather

BLINK_GAP_SECONDS = (2.0, 5.5)
"""How far apart blinks come, at random (look.md)."""
BLINK_FRAMES = 8
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
WIDE_HEIGHTS = {Framing.WIDE: 0.58, Framing.ESTABLISHING: 0.34}
"""Height of a standing figure in a full-body framing, in fractions of the frame."""


def puppet_layers(
    brief: SetupBrief,
    puppets: Sequence[tuple[Staging, CharacterRequest, Puppet]],
    backdrop: Backdrop | None,
) -> tuple[PuppetLayer, ...]:
    """One layer a character, back to front, alive for the whole set-up."""
    layers = []
    blinked: list[int] = []
    for number, (staging, request, puppet) in enumerate(puppets):
        x, y, scale, anchored = _place(brief, staging, puppet, backdrop)
        speaks = any(s.line.speaker == staging.character_id for s in brief.lines)
        blinks = _blinks(brief, staging.character_id, blinked)
        blinked += blinks
        layers.append(
            PuppetLayer(
                key=key_of(request),
                x=hold(x),
                y=hold(y),
                scale=hold(scale),
                anchor_head=anchored,
                depth=1.12 if staging.angle is Angle.BACK and brief.framing is Framing.OVER_SHOULDER else 1.0,
                dim=hold(_dim(brief, staging, speaks)),
                mouths=_mouths(brief, staging),
                blinks=tuple(blinks),
                nod=_nods(brief, staging.character_id),
                tilt_degrees=_tilt(brief, number),
                breath=1.7 if staging.expression in (Emotion.RAGE, Emotion.FEAR, Emotion.SHOCK) else 1.0,
                wind=hold(_wind(brief)),
                tremble=0.35 if staging.expression in (Emotion.FEAR, Emotion.RAGE) and staging.strength > 0.6 else 0.0,
                phase=1.7 * number,
            )
        )
    return tuple(layers)


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


def _dim(brief: SetupBrief, staging: Staging, speaks: bool) -> float:
    if staging.angle is Angle.BACK and brief.framing is Framing.OVER_SHOULDER:
        return 0.3
    return 0.0 if speaks or not brief.speakers else 0.14


def _wind(brief: SetupBrief) -> float:
    return {Weather.STORM: 1.5, Weather.RAIN: 0.8, Weather.SNOW: 0.6}.get(brief.weather, 0.5)


def _mouths(brief: SetupBrief, staging: Staging) -> tuple[MouthCue, ...]:
    cues: list[MouthCue] = []
    for spoken in brief.lines:
        heard_only = spoken.line.delivery is Delivery.THOUGHT or spoken.line.speaker == NARRATOR
        if spoken.line.speaker != staging.character_id or heard_only:
            continue
        start = spoken.start_frame / brief.fps
        phonemes = [(p.symbol, start + p.start_seconds, start + p.end_seconds) for p in spoken.voiced.phonemes]
        cues += mouth_cues(phonemes, fps=brief.fps)
    return tuple(cues)


def _blinks(brief: SetupBrief, character_id: str, taken: Sequence[int]) -> list[int]:
    """Start frames of blinks, 2–5.5 s apart; never while another character blinks."""
    lot = random.Random(digest([brief.seed, brief.key, character_id]))
    low, high = BLINK_GAP_SECONDS
    frame = round(lot.uniform(0.5, high - 1.0) * brief.fps)
    blinks = []
    while frame < brief.frames - BLINK_FRAMES:
        frame -= frame % 2
        if all(abs(frame - other) > BLINK_FRAMES + 2 for other in taken):
            blinks.append(frame)
        frame += round(lot.uniform(low, high) * brief.fps)
    return blinks


def _nods(brief: SetupBrief, character_id: str) -> Track:
    """A small nod on each phrase: the first word of a line, and every word before a comma or full stop."""
    keys: list[Keyframe] = []
    for spoken in brief.lines:
        if spoken.line.speaker != character_id:
            continue
        for number, word in enumerate(spoken.voiced.words):
            if number and word.text[-1:] not in ",.;!?…":
                continue
            frame = spoken.start_frame + word.start_seconds * brief.fps
            if keys and frame < keys[-1].frame + 8:
                continue
            keys += [
                Keyframe(frame=frame, value=0.0),
                Keyframe(frame=frame + 4, value=0.3, ease=Ease.OUT),
                Keyframe(frame=frame + 12, value=0.0, ease=Ease.IN_OUT),
            ]
    ordered = [key for n, key in enumerate(keys) if n == 0 or key.frame > keys[n - 1].frame]
    return Track(rest=0.0, keys=tuple(ordered))


def _tilt(brief: SetupBrief, number: int) -> Track:
    """A slow lean of the head over the set-up, one way or the other."""
    lot = random.Random(digest([brief.seed, brief.key, number, "tilt"]))
    lean = lot.choice((-1.0, 1.0)) * lot.uniform(0.8, 2.2)
    last = float(max(2, brief.frames - 1))
    return Track(rest=0.0, keys=(Keyframe(frame=0, value=-lean * 0.4), Keyframe(frame=last, value=lean)))
