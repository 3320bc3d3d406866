"""Dolly zoom."""

from __future__ import annotations

from renderer.director.moves.span import MOVES, Span
from renderer.stage.scene import Camera
from renderer.stage.tracks import Ease, Keyframe, Track
from show.script import Move

_STEPS = 32
"""Between two keyframes the face wobbles by the square of their distance: this close it holds to a tenth of a pixel."""


@MOVES.register(Move.DOLLY_ZOOM)
def dolly_zoom(span: Span) -> Camera:
    """The camera walks in while the lens backs out: the face stays, and the world behind it falls away. Vertigo."""
    near = 1.0 + 0.55 * span.amount
    start = min(span.first_word_frame, span.last / 3)
    shares = [n / _STEPS for n in range(_STEPS + 1)]
    keys = [(start + (span.last - start) * share, 1.0 + (near - 1.0) * _smooth(share)) for share in shares]
    # Zoom is dolly's inverse at every step, so that depth 1 keeps its size all the way.
    return Camera(
        dolly=Track(rest=1.0, keys=tuple(Keyframe(frame=f, value=d, ease=Ease.LINEAR) for f, d in keys)),
        zoom=Track(rest=1.0, keys=tuple(Keyframe(frame=f, value=1.0 / d, ease=Ease.LINEAR) for f, d in keys)),
    )


def _smooth(share: float) -> float:
    return share * share * (3.0 - 2.0 * share)
