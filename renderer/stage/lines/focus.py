"""Focus lines."""

from __future__ import annotations

import math
import random

import skia

from renderer.crew.cels import Pixels
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.lines.drawing import LINES, ink, surface
from renderer.stage.vectors import pixels_of

_WEDGES = 110


@LINES.register(LinesKind.FOCUS)
def focus(layer: LinesLayer, width: int, height: int, draw: random.Random) -> Pixels:
    """Thin wedges from beyond the edges towards one point, ending unevenly before it: look there, now."""
    made, canvas = surface(width, height)
    paint = ink(layer)
    x, y, far = layer.x * width, layer.y * height, math.hypot(width, height)
    for number in range(_WEDGES):
        angle = math.tau * (number + draw.uniform(-0.45, 0.45)) / _WEDGES
        # Longer above and below, as the frame is: the clear part is an upright oval.
        oval = 1.0 + 0.45 * abs(math.sin(angle))
        near = layer.clear * width * oval * draw.uniform(1.0, 1.5)
        half = math.radians(draw.choice((0.2, 0.35, 0.35, 0.7, 1.2)))
        path = skia.Path()
        path.moveTo(x + math.cos(angle) * near, y + math.sin(angle) * near)
        path.lineTo(x + math.cos(angle - half) * far, y + math.sin(angle - half) * far)
        path.lineTo(x + math.cos(angle + half) * far, y + math.sin(angle + half) * far)
        path.close()
        canvas.drawPath(path, paint)
    return pixels_of(made)
