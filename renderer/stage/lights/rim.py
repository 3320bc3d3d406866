"""Rim light."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renderer.stage.lights.tone import LIGHTS, Moment, Tone
from renderer.stage.sheets import Sheet, sheet_of
from renderer.stage.transitions.canvas import levels_of

_WIDTH_HEADS = 0.030
"""How far the light reaches over the edge, in heads: a brush stroke, as animators lay it."""
_UP = 0.55
"""It comes from above as well as from the side."""


@LIGHTS.register("rim")
def rim(tone: Tone, moment: Moment) -> None:
    """A hard coloured edge of light on the side of a character that the lamp behind it strikes: red for rage."""
    # The edge lies on each puppet's own drawing, below the grade: see `rim_of`. The picture as a whole stays.
    del tone, moment


def rim_of(canvas: Sheet, colour: str, from_left: bool, head_px: float) -> Sheet:
    """The lit edge of what is drawn on a canvas, as a sheet of half its samples that lies over it."""
    alpha = canvas.half_a
    reach = max(1, round(_WIDTH_HEADS * head_px * canvas.scale / 2))
    away = _moved(alpha, reach if from_left else -reach, round(reach * _UP))
    lit = alpha - np.minimum(alpha, away)
    return sheet_of(lit, levels_of(colour), scale=canvas.scale / 2, x_px=canvas.x_px // 2, y_px=canvas.y_px // 2)


def _moved(plane: npt.NDArray[np.uint8], right: int, down: int) -> npt.NDArray[np.uint8]:
    """The plane displaced, 0 where nothing comes from."""
    out = np.zeros_like(plane)
    height, width = plane.shape
    if abs(right) >= width or down >= height:
        return out
    x0, x1 = max(0, right), width + min(0, right)
    out[down:, x0:x1] = plane[: height - down, x0 - right : x1 - right]
    return out
