"""Handheld."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import hold, travel
from show.script import Move


@MOVES.register(Move.HANDHELD)
def handheld(span: Span) -> Camera:
    """The operator stands in the scene: three slow sways that never line up, and a small step closer."""
    return Camera(handheld=hold(0.8), zoom=travel(1.03, 1.07, 0, span.last))
