"""A bolt of lightning."""

from __future__ import annotations

import itertools
import random

import skia

from renderer.crew.cels import Pixels
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.lines.drawing import LINES, ink, surface
from renderer.stage.vectors import pixels_of

_STEPS = 15


@LINES.register(LinesKind.BOLT)
def bolt(layer: LinesLayer, width: int, height: int, draw: random.Random) -> Pixels:
    """Forked lightning from the frame's upper edge down to one point, with its glow."""
    made, canvas = surface(width, height)
    end = (layer.x * width, layer.y * height)
    start = (end[0] + draw.uniform(-0.35, 0.35) * width, -0.02 * height)
    trunk = _path(start, end, draw, 0.055 * width)
    branches = []
    for place in (3, 5, 8, 10):
        x, y = trunk[place]
        side = draw.choice((-1.0, 1.0))
        tip = (x + side * draw.uniform(0.12, 0.3) * width, y + draw.uniform(0.08, 0.2) * height)
        branches.append(_path((x, y), tip, draw, 0.03 * width)[: draw.randrange(7, _STEPS)])
    for glow, alpha, thick in ((0.016, 0.32, 0.030), (0.006, 0.6, 0.014), (0.0, 1.0, 0.0062)):
        for number, points in enumerate((trunk, *branches)):
            _stroke(canvas, layer, points, thick * width * (1.0 if number == 0 else 0.45), alpha, glow * width)
    return pixels_of(made)


def _path(
    start: tuple[float, float], end: tuple[float, float], draw: random.Random, jag: float
) -> list[tuple[float, float]]:
    points = []
    for step in range(_STEPS + 1):
        share = step / _STEPS
        loose = 0.0 if step in (0, _STEPS) else 1.0
        points.append(
            (
                start[0] + (end[0] - start[0]) * share + loose * draw.uniform(-jag, jag),
                start[1] + (end[1] - start[1]) * share + loose * draw.uniform(-jag, jag) * 0.5,
            )
        )
    return points


def _stroke(
    canvas: skia.Canvas, layer: LinesLayer, points: list[tuple[float, float]], thick: float, alpha: float, glow: float
) -> None:
    """Thinner towards its end, in as many strokes as it has bends."""
    paint = ink(layer, alpha)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    if glow >= 0.5:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, glow))
    for number, (here, there) in enumerate(itertools.pairwise(points)):
        paint.setStrokeWidth(max(0.6, thick * (1.0 - 0.65 * number / _STEPS)))
        canvas.drawLine(*here, *there, paint)
