"""What the drawings of motion lines share: a canvas of the frame's size, and the catalogue they are entered in."""

from __future__ import annotations

import random
from collections.abc import Callable

import skia

from renderer.colours import from_hex
from renderer.crew.cels import Pixels
from renderer.stage.layers import LinesLayer
from renderer.stage.registry import Catalogue, Family

Drawer = Callable[[LinesLayer, int, int, random.Random], Pixels]
"""(layer, width, height, random numbers) → one drawing of the frame's size; three of them are shown in turn."""

LINES: Catalogue[Drawer] = Catalogue(Family.LINES)


def surface(width: int, height: int) -> tuple[skia.Surface, skia.Canvas]:
    """A clear canvas."""
    made = skia.Surface(width, height)
    return made, made.getCanvas()


def ink(layer: LinesLayer, alpha: float = 1.0) -> skia.Paint:
    """The layer's colour as a fill."""
    red, green, blue = (int(channel) for channel in from_hex(layer.colour))
    return skia.Paint(AntiAlias=True, Color=skia.Color(red, green, blue, round(255 * alpha)))
