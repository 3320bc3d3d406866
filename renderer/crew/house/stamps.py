"""Tiles and stamps: brush texture, and leaves, petals, blades and puffs."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import skia

STAMP_PX = 64
"""Side of a turned stamp."""


TURNS = 12
STEP_RADIANS = math.tau / TURNS
"""Stamps are turned in steps."""

TURNED_CELLS = [skia.Rect.MakeXYWH(STAMP_PX * turn, 0, STAMP_PX, STAMP_PX) for turn in range(TURNS)]
"""Where each turn lies in a tinted picture."""


@lru_cache(maxsize=4)
def grain_tile(seed: int) -> skia.Image:
    """A tile of brush texture, 512 px: light and dark specks and blotches on a clear ground."""
    rng = np.random.default_rng(seed)
    value = rng.normal(0.0, 0.5, (512, 512))
    for size, share in ((4, 0.8), (16, 0.35)):
        blotch = np.kron(rng.normal(0.0, 1.0, (512 // size, 512 // size)), np.ones((size, size)))
        for axis in (0, 1):
            for _ in range(2):
                blotch = np.mean([np.roll(blotch, shift, axis) for shift in range(-size // 2, size // 2)], axis=0)
        value += blotch * share
    alpha = np.clip(np.abs(value) * 60, 0, 255).astype(np.uint8)
    light = np.where(value > 0, alpha, 0).astype(np.uint8)
    rgba = np.ascontiguousarray(np.dstack([light, light, light, alpha]))
    return skia.Image.fromarray(rgba, colorType=skia.kRGBA_8888_ColorType)


@lru_cache(maxsize=256)
def tinted(kind: str, ink: int) -> skia.Image:
    """The stamp in the colour `ink` (ARGB) in all its turns, side by side, `STAMP_PX` each."""
    return dyed(_turned(kind), ink)


def dyed(pixels: npt.NDArray[np.uint16], ink: int) -> skia.Image:
    """A white picture, uint16 (H, W, 4) of levels 0–255, BGRA, premultiplied, in the colour `ink` (ARGB)."""
    alpha = (ink >> 24) / 255
    red, green, blue = (alpha * (ink >> shift & 255) / 255 for shift in (16, 8, 0))
    tint = np.array([round(256 * part) for part in (blue, green, red, alpha)], np.uint16)
    levels = (pixels * tint >> 8).astype(np.uint8)
    return skia.Image.fromarray(levels, colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType)


@lru_cache(maxsize=8)
def _turned(kind: str) -> npt.NDArray[np.uint16]:
    """The stamp in every turn, side by side, uint16 (STAMP_PX, STAMP_PX × TURNS, 4), BGRA, premultiplied."""
    form = stamp(kind)
    surface = skia.Surface(STAMP_PX * TURNS, STAMP_PX)
    canvas = surface.getCanvas()
    half = STAMP_PX / 2
    for turn in range(TURNS):
        canvas.save()
        canvas.clipRect(skia.Rect.MakeXYWH(STAMP_PX * turn + 1, 1, STAMP_PX - 2, STAMP_PX - 2), True)
        canvas.translate(STAMP_PX * turn + half, half)
        canvas.rotate(360.0 / TURNS * turn)
        inside = skia.Rect.MakeLTRB(1 - half, 1 - half, half - 1, half - 1)
        canvas.drawImageRect(form, inside, skia.SamplingOptions(skia.FilterMode.kLinear))
        canvas.restore()
    info = skia.ImageInfo.Make(STAMP_PX * TURNS, STAMP_PX, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    pixels = np.zeros((STAMP_PX, STAMP_PX * TURNS, 4), np.uint8)
    surface.readPixels(info, pixels, pixels.strides[0], 0, 0)
    return pixels.astype(np.uint16)


@lru_cache(maxsize=8)
def stamp(kind: str) -> skia.Image:
    """A white 32 px stamp: a leaf, a petal, a round puff; 64 px and in greys: a spray of leaves or
    a tuft of grass."""
    if kind in {"spray", "tuft"}:
        return _spray() if kind == "spray" else _tuft()
    surface = skia.Surface(32, 32)
    canvas = surface.getCanvas()
    paint = skia.Paint(AntiAlias=True, Color=0xFFFFFFFF)
    path = skia.Path()
    if kind == "leaf":
        path.moveTo(2, 16)
        path.cubicTo(10, 5, 22, 5, 30, 16)
        path.cubicTo(22, 27, 10, 27, 2, 16)
    elif kind == "petal":
        path.moveTo(4, 16)
        path.cubicTo(8, 2, 26, 4, 28, 12)
        path.lineTo(24, 16)
        path.lineTo(28, 20)
        path.cubicTo(26, 28, 8, 30, 4, 16)
    else:
        path.addCircle(16, 16, 14)
    path.close()
    canvas.drawPath(path, paint)
    return surface.makeImageSnapshot()


def _spray() -> skia.Image:
    """A twig's leaves, fanned out, the upper ones lighter."""
    surface = skia.Surface(STAMP_PX, STAMP_PX)
    canvas = surface.getCanvas()
    canvas.scale(STAMP_PX / 32, STAMP_PX / 32)
    for number in range(13):
        # Golden-angle steps spread the leaves evenly without chance.
        angle = number * 2.39996
        reach = 10.5 * math.sqrt((number + 0.5) / 13)
        grey = round(168 + 87 * (number % 5) / 4)
        canvas.save()
        canvas.translate(16 + math.cos(angle) * reach, 16 + math.sin(angle) * reach)
        canvas.rotate(math.degrees(angle) + 35)
        path = skia.Path()
        path.moveTo(-5.2, 0)
        path.cubicTo(-2, -3.6, 2.6, -3.2, 5.6, 0)
        path.cubicTo(2.6, 3.2, -2, 3.6, -5.2, 0)
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=0xFF000000 | grey << 16 | grey << 8 | grey))
        canvas.restore()
    return surface.makeImageSnapshot()


def _tuft() -> skia.Image:
    """Blades of grass from one root at the lower edge, the middle ones taller and lighter."""
    surface = skia.Surface(STAMP_PX, STAMP_PX)
    canvas = surface.getCanvas()
    foot, wide = STAMP_PX - 2.0, STAMP_PX / 2
    for number in (0, 8, 1, 7, 2, 6, 3, 5, 4):
        lean = (number - 4) / 4
        tall = foot * (0.94 - 0.5 * abs(lean) ** 1.3 - 0.12 * (number % 2))
        tip = (wide + lean * wide * 0.92, foot - tall)
        bend = (wide + lean * wide * 0.22, foot - tall * 0.62)
        grey = round(150 + 105 * (1 - abs(lean)) * (0.8 if number % 2 else 1.0))
        path = skia.Path()
        path.moveTo(wide + lean * 9 - 2.4, foot)
        path.quadTo(bend[0] - 2.2, bend[1], *tip)
        path.quadTo(bend[0] + 2.2, bend[1], wide + lean * 9 + 2.4, foot)
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=0xFF000000 | grey << 16 | grey << 8 | grey))
    return surface.makeImageSnapshot()
