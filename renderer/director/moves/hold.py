"""The camera that holds."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from show.script import Move


@MOVES.register(Move.HOLD)
def hold_still(span: Span) -> Camera:
    """The camera does nothing, and what happens in front of it is everything: deadpan, dread, a pause."""
    del span
    return Camera()
