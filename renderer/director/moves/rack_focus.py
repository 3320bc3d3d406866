"""Rack focus."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import Ease, Track, travel
from show.script import Move

_FRAMES = 14


@MOVES.register(Move.RACK_FOCUS)
def rack_focus(span: Span) -> Camera:
    """The camera holds its breath while sharpness wanders from one to the other: somebody sees something."""
    return Camera(dolly=travel(1.0, 1 + 0.04 * span.amount, 0, span.last))


def pulled(span: Span, *, into_focus: bool) -> Track:
    """How blurred something is while focus is pulled to it (or away from it), about the first word."""
    start = max(5.0, min(span.first_word_frame - 2.0, span.last * 0.4))
    first, last = (0.9, 0.0) if into_focus else (0.0, 0.9)
    return travel(first, last, start, start + _FRAMES, Ease.IN_OUT)
