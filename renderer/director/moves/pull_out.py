"""Pull out."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import travel
from show.script import Move


@MOVES.register(Move.PULL_OUT)
def pull_out(span: Span) -> Camera:
    """The camera backs away and leaves somebody alone in the picture."""
    return Camera(dolly=travel(1 + 0.15 * span.amount, 1.0, 0, span.last))
