"""Speed lines and focus lines: a few drawings at the frame's size, shown in turn on twos."""

from __future__ import annotations

import math
import random

import skia

from renderer.colours import from_hex
from renderer.crew.cels import Pixels
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import IDENTITY
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import sheet
from renderer.stage.vectors import pixels_of

_DRAWINGS = 3
_WEDGES = 110
_STREAKS = 64


class StagedLines:
    """Draws one LinesLayer; the camera does not move it."""

    def __init__(self, layer: LinesLayer, scene: ShotScene) -> None:
        self._layer = layer
        draw = _focus if layer.kind is LinesKind.FOCUS else _speed
        self._sheets = [
            sheet(draw(layer, scene.width_px, scene.height_px, random.Random(f"lines {scene.seed} {layer.seed} {n}")))
            for n in range(_DRAWINGS)
        ]

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The lines in one frame, while they last."""
        del view
        if not self._layer.start_frame <= frame < self._layer.end_frame:
            return []
        chosen = self._sheets[frame // 2 % _DRAWINGS]
        one = blit(chosen, IDENTITY, opacity=min(1.0, self._layer.strength.at(frame)))
        return [one] if one is not None else []


def _surface(width: int, height: int) -> tuple[skia.Surface, skia.Canvas]:
    surface = skia.Surface(width, height)
    return surface, surface.getCanvas()


def _focus(layer: LinesLayer, width: int, height: int, draw: random.Random) -> Pixels:
    """Thin wedges from beyond the edges towards the point, ending at uneven distances from it."""
    surface, canvas = _surface(width, height)
    paint = skia.Paint(AntiAlias=True, Color=_colour(layer.colour))
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
    return pixels_of(surface)


def _speed(layer: LinesLayer, width: int, height: int, draw: random.Random) -> Pixels:
    """Streaks thick at one end, denser towards the frame's edges, so that faces stay free."""
    surface, canvas = _surface(width, height)
    paint = skia.Paint(AntiAlias=True, Color=_colour(layer.colour))
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
    return pixels_of(surface)


def _colour(text: str) -> int:
    red, green, blue = (int(channel) for channel in from_hex(text))
    return int(skia.Color(red, green, blue))
