"""Burst."""

from __future__ import annotations

import math
import random

import skia

from renderer.crew.cels import Pixels
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.lines.drawing import LINES, ink, surface
from renderer.stage.vectors import pixels_of

_SPIKES = 84


@LINES.register(LinesKind.BURST)
def burst(layer: LinesLayer, width: int, height: int, draw: random.Random) -> Pixels:
    """The frame inked solid but for a jagged star around one point: a thought that strikes like a blow."""
    made, canvas = surface(width, height)
    x, y = layer.x * width, layer.y * height
    star = skia.Path()
    for number in range(_SPIKES * 2):
        angle = math.tau * (number + draw.uniform(-0.3, 0.3)) / (_SPIKES * 2)
        oval = 1.0 + 0.5 * abs(math.sin(angle))
        # Every spike of ink ends in a needle; between needles the star reaches far out.
        out = layer.clear * width * oval * (draw.uniform(1.0, 1.18) if number % 2 else draw.uniform(1.35, 2.3))
        point = (x + math.cos(angle) * out, y + math.sin(angle) * out)
        if number:
            star.lineTo(*point)
        else:
            star.moveTo(*point)
    star.close()
    star.setFillType(skia.PathFillType.kInverseEvenOdd)
    canvas.drawPath(star, ink(layer))
    return pixels_of(made)
