"""What the camera does: a move for every set-up, eased, never the same twice in a row."""

from __future__ import annotations

from renderer.director.brief import SetupBrief
from renderer.stage.scene import Camera
from renderer.stage.tracks import Ease, Keyframe, Track, hold, pulse, travel
from show.script import Beat, Emotion, Framing, Move

PART_MOVES = (Move.PUSH_IN, Move.ORBIT, Move.PULL_OUT, Move.PAN_LEFT)
"""What a shot's later set-ups do, so that coverage doesn't repeat the first one's move."""


def move_of(brief: SetupBrief) -> Move:
    """The move as written for the first set-up; a shot never stands still, and later set-ups differ."""
    written = brief.shot.move if brief.shot is not None else Move.PUSH_IN
    if brief.part:
        options = [move for move in PART_MOVES if move is not written]
        return options[(brief.part - 1) % len(options)]
    if written is Move.HOLD and brief.frames > brief.fps * 2.5:
        return Move.PUSH_IN
    return written


def camera_of(brief: SetupBrief) -> Camera:
    """The camera of a set-up. Close framings move less: a face fills the frame already."""
    last = float(max(1, brief.frames - 1))
    amount = {Framing.EXTREME_CLOSE_UP: 0.45, Framing.CLOSE_UP: 0.7, Framing.INSERT: 0.7}.get(brief.framing, 1.0)
    handheld = hold(0.32 if brief.mood in (Emotion.FEAR, Emotion.DREAD, Emotion.RAGE) else 0.12)
    shake = _shake(brief)
    match move_of(brief):
        case Move.PUSH_IN:
            return Camera(dolly=travel(1.0, 1 + 0.14 * amount, 0, last), handheld=handheld, shake=shake)
        case Move.PULL_OUT:
            return Camera(dolly=travel(1 + 0.15 * amount, 1.0, 0, last), handheld=handheld, shake=shake)
        case Move.PAN_LEFT:
            x = travel(0.5 + 0.06 * amount, 0.5 - 0.06 * amount, 0, last)
            return Camera(x=x, zoom=hold(1.06), handheld=handheld, shake=shake)
        case Move.PAN_RIGHT:
            x = travel(0.5 - 0.06 * amount, 0.5 + 0.06 * amount, 0, last)
            return Camera(x=x, zoom=hold(1.06), handheld=handheld, shake=shake)
        case Move.TILT_UP:
            y = travel(0.5 + 0.035 * amount, 0.5 - 0.035 * amount, 0, last)
            return Camera(y=y, zoom=hold(1.06), handheld=handheld, shake=shake)
        case Move.TILT_DOWN:
            y = travel(0.5 - 0.035 * amount, 0.5 + 0.035 * amount, 0, last)
            return Camera(y=y, zoom=hold(1.06), handheld=handheld, shake=shake)
        case Move.ORBIT:
            orbit = travel(-0.05 * amount, 0.05 * amount, 0, last)
            return Camera(orbit=orbit, zoom=hold(1.05), handheld=handheld, shake=shake)
        case Move.CRASH_ZOOM:
            return Camera(zoom=_crash(brief, amount), handheld=handheld, shake=shake)
        case Move.HANDHELD:
            return Camera(handheld=hold(0.8), zoom=travel(1.03, 1.07, 0, last), shake=shake)
        case Move.SHAKE:
            return Camera(shake=pulse(0.8, 1, 2, 6, 14), zoom=travel(1.04, 1.09, 0, last), handheld=handheld)
        case _:
            return Camera(handheld=handheld, shake=shake)


def _shake(brief: SetupBrief) -> Track:
    """A hit on the twist, and whenever somebody shouts: from the first word, dying away."""
    for spoken in brief.lines:
        if spoken.line.delivery.value == "shout":
            return pulse(0.45, spoken.start_frame, 2, 4, 12)
    if brief.beat is Beat.TWIST and brief.part == 0:
        return pulse(0.6, 2, 1, 3, 12)
    return hold(0.0)


def _crash(brief: SetupBrief, amount: float) -> Track:
    """In with a crash as the first word comes, then a slow creep."""
    start = max(4.0, (brief.lines[0].start_frame if brief.lines else 8) - 4.0)
    last = max(start + 9.0, brief.frames - 1.0)
    close = 1 + 0.24 * amount
    return Track(
        rest=1.0,
        keys=(
            Keyframe(frame=start, value=1.0),
            Keyframe(frame=start + 7, value=close, ease=Ease.EXPO_OUT),
            Keyframe(frame=last, value=close + 0.03, ease=Ease.LINEAR),
        ),
    )
