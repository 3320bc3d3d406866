"""Whip pan."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import Ease, Keyframe, Track, travel
from show.script import Move

ARRIVES = 9
"""The frame at which the camera has caught what it swings to; until then it needs speed lines."""


@MOVES.register(Move.WHIP_PAN)
def whip_pan(span: Span) -> Camera:
    """The camera tears round to somebody in a third of a second, overshoots a little and settles."""
    keys = (
        Keyframe(frame=0, value=0.5 - 0.30),
        Keyframe(frame=ARRIVES - 2.0, value=0.5 + 0.025, ease=Ease.OUT),
        Keyframe(frame=ARRIVES + 6.0, value=0.5, ease=Ease.IN_OUT),
    )
    return Camera(x=Track(rest=0.5, keys=keys), zoom=travel(1.05, 1.09, 0, span.last))
