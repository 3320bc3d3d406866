"""Screentone."""

from __future__ import annotations

import random

import numpy as np

from renderer.crew.cels import Pixels
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.lines.drawing import LINES, ink, surface
from renderer.stage.vectors import pixels_of

_PITCH_WIDTHS = 1 / 48
"""Between two dots, in frame widths: seen as dots on a phone, and no moiré when the animatic halves the frame."""


@LINES.register(LinesKind.SCREENTONE)
def screentone(layer: LinesLayer, width: int, height: int, draw: random.Random) -> Pixels:
    """Printed dots that swell towards the frame's edges: the picture turns into a page, time stands still."""
    del draw  # a page's dots don't tremble: all drawings are alike
    made, canvas = surface(width, height)
    paint = ink(layer)
    pitch = max(3.0, width * _PITCH_WIDTHS)
    # A grid at 45°, as printers lay it.
    rows = int(height / pitch * 2) + 2
    for row in range(rows):
        y = row * pitch / 2
        for column in range(int(width / pitch) + 2):
            x = (column + 0.5 * (row % 2)) * pitch
            far = np.hypot((x / width - layer.x) * 1.25, (y / height - layer.y) * 1.05)
            size = np.clip((far - layer.clear) / 0.55, 0.0, 1.0) ** 0.7 * 0.47 * pitch
            if size > 0.06 * pitch:
                canvas.drawCircle(x, y, float(size), paint)
    return pixels_of(made)
