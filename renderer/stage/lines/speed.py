"""Speed lines."""

from __future__ import annotations

import math
import random

import skia

from renderer.crew.cels import Pixels
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.lines.drawing import LINES, ink, surface
from renderer.stage.vectors import pixels_of

_STREAKS = 64


@LINES.register(LinesKind.SPEED)
def speed(layer: LinesLayer, width: int, height: int, draw: random.Random) -> Pixels:
    """Streaks racing past, denser towards the frame's edges so that faces stay free: a run, a blow, a whip pan."""
    made, canvas = surface(width, height)
    paint = ink(layer)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(layer.angle_degrees)
    reach = math.hypot(width, height) / 2
    for _ in range(_STREAKS):
        side = draw.choice((-1.0, 1.0))
        across = side * reach * (1.0 - draw.random() ** 1.7 * 0.72)
        start, length = draw.uniform(-1.3, 0.5) * reach, draw.uniform(0.5, 1.6) * reach
        thick = draw.choice((0.9, 1.3, 1.3, 2.2, 4.2)) * width / 540
        # Thickest a third of the way: a streak has a head and a tail, and no blunt end.
        path = skia.Path()
        path.moveTo(start, across)
        path.lineTo(start + length * 0.3, across - thick)
        path.lineTo(start + length, across)
        path.lineTo(start + length * 0.3, across + thick)
        path.close()
        canvas.drawPath(path, paint)
    return pixels_of(made)
