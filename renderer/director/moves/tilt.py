"""Tilts."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import hold, travel
from show.script import Move

_WAY = 0.035


@MOVES.register(Move.TILT_UP)
def tilt_up(span: Span) -> Camera:
    """The view rises, from hands to a face or from a face to the sky: hope, height, respect."""
    return Camera(y=travel(0.5 + _WAY * span.amount, 0.5 - _WAY * span.amount, 0, span.last), zoom=hold(1.06))


@MOVES.register(Move.TILT_DOWN)
def tilt_down(span: Span) -> Camera:
    """The view sinks to what lies below: a letter, a hand, a fall."""
    return Camera(y=travel(0.5 - _WAY * span.amount, 0.5 + _WAY * span.amount, 0, span.last), zoom=hold(1.06))
