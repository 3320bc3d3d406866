"""Tiles and stamps: brush texture, and leaves, petals, blades and puffs."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import skia


@lru_cache(maxsize=4)
def grain_tile(seed: int) -> skia.Image:
    """A tile of brush texture, 512 px: light and dark specks and blotches on a clear ground."""
    rng = np.random.default_rng(seed)
    value = rng.normal(0.0, 0.35, (512, 512))
    for size in (8, 32):
        blotch = np.kron(rng.normal(0.0, 1.0, (512 // size, 512 // size)), np.ones((size, size)))
        for axis in (0, 1):
            for _ in range(2):
                blotch = np.mean([np.roll(blotch, shift, axis) for shift in range(-size // 2, size // 2)], axis=0)
        value += blotch * 0.9
    alpha = np.clip(np.abs(value) * 60, 0, 255).astype(np.uint8)
    light = np.where(value > 0, alpha, 0).astype(np.uint8)
    rgba = np.ascontiguousarray(np.dstack([light, light, light, alpha]))
    return skia.Image.fromarray(rgba, colorType=skia.kRGBA_8888_ColorType)


@lru_cache(maxsize=8)
def stamp(kind: str) -> skia.Image:
    """A white 32 px stamp: a leaf, a petal, a round puff, or a tuft of grass."""
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
    elif kind == "blade":
        path.moveTo(0, 12)
        path.quadTo(18, 11, 32, 18)
        path.quadTo(16, 17, 0, 20)
    else:
        path.addCircle(16, 16, 14)
    path.close()
    canvas.drawPath(path, paint)
    return surface.makeImageSnapshot()
