"""Crash zoom."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import Ease, Keyframe, Track
from show.script import Move


@MOVES.register(Move.CRASH_ZOOM)
def crash_zoom(span: Span) -> Camera:
    """The lens shoots in within seven frames, just before the first word, and creeps on from there."""
    start = max(4.0, span.first_word_frame - 4.0)
    last = max(start + 9.0, span.frames - 1.0)
    close = 1 + 0.24 * span.amount
    keys = (
        Keyframe(frame=start, value=1.0),
        Keyframe(frame=start + 7, value=close, ease=Ease.EXPO_OUT),
        Keyframe(frame=last, value=close + 0.03, ease=Ease.LINEAR),
    )
    return Camera(zoom=Track(rest=1.0, keys=keys))
