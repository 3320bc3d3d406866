"""Push in."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import travel
from show.script import Move


@MOVES.register(Move.PUSH_IN)
def push_in(span: Span) -> Camera:
    """The camera walks towards somebody, near things growing faster than far ones: attention, a decision."""
    return Camera(dolly=travel(1.0, 1 + 0.14 * span.amount, 0, span.last))
