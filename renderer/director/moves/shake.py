"""Shake."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import pulse, travel
from show.script import Move


@MOVES.register(Move.SHAKE)
def shake(span: Span) -> Camera:
    """A blow next door: the camera jumps to and fro every frame and calms down within a second."""
    return Camera(shake=pulse(0.8, 1, 2, 6, 14), zoom=travel(1.04, 1.09, 0, span.last))
