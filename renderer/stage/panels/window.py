"""The shape of a panel: where its window lies in the frame, and how its paper edge is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skia

from renderer.colours import INK, argb
from renderer.crew.cels import Pixels
from renderer.stage.registry import Catalogue, Family
from renderer.stage.scene import PanelLayer
from renderer.stage.vectors import pixels_of

U8 = npt.NDArray[np.uint8]
Spots = tuple[tuple[float, float], ...]
"""Corners in frame pixels, clockwise from the upper left."""

PAPER = (250.0, 247.0, 240.0)
"""The gutters' white: a page's, not a screen's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A panel at a moment of its opening: moved by so many pixels, seen through this window."""

    across_px: float = 0.0
    down_px: float = 0.0
    window: Spots


Opener = Callable[[PanelLayer, Spots, float, tuple[int, int]], Opened]
"""(layer, full window, share 0–1 of the way, frame size) → where the panel is."""

OPENINGS: Catalogue[Opener] = Catalogue(Family.PANELS)


def spots_of(layer: PanelLayer, width_px: int, height_px: int) -> Spots:
    """The window's corners in frame pixels."""
    return tuple((x * width_px, y * height_px) for x, y in layer.corners)


def mask_of(window: Spots, left: int, top: int, width: int, height: int) -> U8:
    """How much of each pixel of the box lies in the window, uint8 (H, W)."""
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    canvas.drawPath(path_of(window), skia.Paint(AntiAlias=True, Color=skia.ColorWHITE))
    return np.ascontiguousarray(pixels_of(surface)[..., 3])


def edge_of(window: Spots, left: int, top: int, width: int, height: int, gutter: float) -> Pixels:
    """The panel's outline in ink and the gutter around it, as a picture of the box."""
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    path = path_of(window)
    for colour, thick in ((PAPER, gutter * 2.0), (INK, gutter * 0.62)):
        paint = skia.Paint(AntiAlias=True, Color=argb(colour), Style=skia.Paint.kStroke_Style, StrokeWidth=thick)
        paint.setStrokeJoin(skia.Paint.kMiter_Join)
        canvas.save()
        if colour is PAPER:
            canvas.clipPath(path, skia.ClipOp.kDifference, True)
        canvas.drawPath(path, paint)
        canvas.restore()
    return pixels_of(surface)


def path_of(window: Spots) -> skia.Path:
    """A closed polygon."""
    path = skia.Path()
    path.addPoly([skia.Point(*corner) for corner in window], True)
    return path
