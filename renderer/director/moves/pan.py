"""Pans."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import hold, travel
from show.script import Move

_WAY = 0.06


@MOVES.register(Move.PAN_LEFT)
def pan_left(span: Span) -> Camera:
    """The view drifts to the left, far planes slower than near ones."""
    return Camera(x=travel(0.5 + _WAY * span.amount, 0.5 - _WAY * span.amount, 0, span.last), zoom=hold(1.06))


@MOVES.register(Move.PAN_RIGHT)
def pan_right(span: Span) -> Camera:
    """The view drifts to the right, far planes slower than near ones."""
    return Camera(x=travel(0.5 - _WAY * span.amount, 0.5 + _WAY * span.amount, 0, span.last), zoom=hold(1.06))
