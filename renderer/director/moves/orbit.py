"""Orbit."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import hold, travel
from show.script import Move


@MOVES.register(Move.ORBIT)
def orbit(span: Span) -> Camera:
    """The camera circles: near planes slide one way, the background the other, by parallax alone."""
    return Camera(orbit=travel(-0.06 * span.amount, 0.06 * span.amount, 0, span.last), zoom=hold(1.06))
