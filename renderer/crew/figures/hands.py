"""Hands: a palm and five fingers as one silhouette, in the few shapes that gestures need."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from renderer.crew.figures.tones import Tone
from renderer.crew.house.canvas import Layer, united
from renderer.crew.house.curves import Points, moved, ribbon, spline

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Finger:
    """Base, middle and tip, and how thick, in units of the arm's girth; x runs from the wrist to the fingertips."""

    base: Point
    middle: Point
    tip: Point
    thick: float = 0.46


@dataclass(frozen=True, slots=True)
class HandShape:
    """A palm and its fingers, the thumb last; `creases` are lines drawn in."""

    palm: tuple[Point, ...]
    fingers: tuple[Finger, ...]
    creases: tuple[tuple[Point, ...], ...] = ()


_PALM = ((-0.35, -0.56), (0.5, -0.72), (1.35, -0.78), (1.6, 0.0), (1.3, 0.74), (0.5, 0.68), (-0.35, 0.56))

HANDS: dict[str, HandShape] = {
    "open": HandShape(
        _PALM,
        (
            Finger((1.2, -0.52), (2.0, -0.6), (2.6, -0.3), 0.44),
            Finger((1.3, -0.16), (2.2, -0.22), (2.9, 0.06), 0.46),
            Finger((1.3, 0.2), (2.2, 0.2), (2.85, 0.36), 0.46),
            Finger((1.2, 0.5), (1.95, 0.6), (2.5, 0.66), 0.44),
            Finger((0.3, 0.55), (1.05, 1.02), (1.7, 1.0), 0.46),
        ),
        (((1.5, -0.4), (2.1, -0.42), (2.6, -0.12)), ((1.6, 0.0), (2.2, 0.0), (2.7, 0.2)), ((1.5, 0.36), (2.3, 0.46))),
    ),
    "flat": HandShape(
        _PALM,
        (
            Finger((1.2, -0.55), (2.1, -0.85), (2.75, -0.95), 0.42),
            Finger((1.3, -0.2), (2.3, -0.32), (3.1, -0.36), 0.46),
            Finger((1.3, 0.18), (2.3, 0.16), (3.15, 0.12), 0.46),
            Finger((1.2, 0.52), (2.2, 0.58), (2.95, 0.62), 0.44),
            Finger((0.3, 0.5), (0.95, 1.2), (1.6, 1.5), 0.46),
        ),
        (((1.5, -0.42), (2.1, -0.58)), ((1.7, -0.02), (2.5, -0.1)), ((1.6, 0.36), (2.4, 0.38))),
    ),
    "reach": HandShape(
        _PALM,
        (
            Finger((1.2, -0.55), (1.9, -1.05), (2.5, -1.4), 0.4),
            Finger((1.3, -0.2), (2.3, -0.5), (3.05, -0.7), 0.44),
            Finger((1.3, 0.18), (2.3, 0.14), (3.2, 0.06), 0.46),
            Finger((1.2, 0.5), (2.2, 0.72), (2.95, 0.86), 0.44),
            Finger((0.3, 0.5), (0.9, 1.3), (1.5, 1.75), 0.46),
        ),
        (((0.5, 0.35), (0.95, 0.1), (1.1, -0.4)), ((1.2, 0.42), (1.45, 0.0), (1.35, -0.5))),
    ),
    "fist": HandShape(
        ((-0.35, -0.56), (0.4, -0.8), (1.2, -0.95), (1.7, -0.7), (1.75, 0.5), (1.3, 0.85), (0.4, 0.75), (-0.35, 0.56)),
        (
            Finger((1.0, -0.68), (1.55, -0.72), (1.75, -0.55), 0.5),
            Finger((1.0, -0.25), (1.7, -0.25), (1.9, -0.2), 0.52),
            Finger((1.0, 0.2), (1.7, 0.2), (1.9, 0.18), 0.52),
            Finger((1.0, 0.58), (1.5, 0.6), (1.72, 0.5), 0.5),
            Finger((0.3, 0.6), (0.9, 0.95), (1.35, 0.62), 0.5),
        ),
        (
            ((1.98, -0.48), (1.35, -0.46)),
            ((2.1, 0.0), (1.3, 0.0)),
            ((2.0, 0.42), (1.5, 0.42)),
            ((0.5, 0.42), (1.0, 0.52), (1.5, 0.4), (1.56, 0.7)),
        ),
    ),
    "point": HandShape(
        ((-0.35, -0.56), (0.4, -0.8), (1.2, -0.9), (1.6, -0.6), (1.65, 0.5), (1.2, 0.8), (0.4, 0.72), (-0.35, 0.56)),
        (
            Finger((1.0, -0.66), (2.1, -0.7), (3.2, -0.72), 0.44),
            Finger((1.0, -0.2), (1.6, -0.2), (1.85, -0.15), 0.5),
            Finger((1.0, 0.2), (1.6, 0.2), (1.8, 0.2), 0.5),
            Finger((1.0, 0.55), (1.45, 0.56), (1.65, 0.5), 0.48),
            Finger((0.3, 0.5), (0.9, 0.35), (1.5, -0.1), 0.44),
        ),
        (
            ((1.75, -0.42), (1.2, -0.42)),
            ((2.05, 0.02), (1.5, 0.04)),
            ((1.95, 0.4), (1.3, 0.4)),
            ((0.6, 0.25), (1.1, 0.1), (1.6, -0.3)),
        ),
    ),
}


@lru_cache(maxsize=16)
def _silhouette(name: str) -> Points:
    shape = HANDS[name]
    pieces = [spline(list(shape.palm), closed=True)]
    for finger in shape.fingers:
        path = spline([finger.base, finger.middle, finger.tip], samples=10)
        t = np.linspace(0, 1, len(path))
        rounded = np.sqrt(np.clip(1 - ((t - 0.8) / 0.2) ** 2, 0.03, 1)) * (t > 0.8) + (t <= 0.8)
        pieces.append(ribbon(path, finger.thick * (1 - 0.12 * t) * rounded))
    return united(pieces)


def draw_hand(
    layer: Layer, name: str, wrist: Point, towards: float, size: float, skin: Tone, *, flip: bool, light_left: bool
) -> None:
    """A hand at the wrist, its fingers pointing `towards` (radians); `flip` puts the thumb on the other side."""
    across = -1.0 if flip else 1.0
    c, s = math.cos(towards), math.sin(towards)

    def put(points: Points) -> Points:
        px, py = points[:, 0], points[:, 1] * across
        return np.stack([wrist[0] + (px * c - py * s) * size, wrist[1] + (px * s + py * c) * size], axis=1)

    outline = put(_silhouette(name))
    layer.fill(outline, skin.base)
    with layer.clip(outline):
        dark = 1.0 if light_left else -1.0
        layer.fill(moved(outline, dark * size * 1.15, size * 0.5), skin.shade)
    layer.outline(outline, 1.1, skin.line)
    for crease in HANDS[name].creases:
        layer.line(put(spline(list(crease))), 0.9, skin.line, ends=(0.3, 0.8))
