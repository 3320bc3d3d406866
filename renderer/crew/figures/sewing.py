"""Pieces that many garments share: panels, necklines, shirt collars, ties, bows, buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from renderer.crew.figures.body import Frame, Point
from renderer.crew.figures.tones import Tone
from renderer.crew.house.canvas import Colour, Layer
from renderer.crew.house.curves import Points, ellipse, moved, spline


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a garment: curves given for the right one come out on this one."""

    sign: float

    def curve(self, knots: Sequence[Point], corners: Sequence[int] = ()) -> Points:
        """A closed curve."""
        return spline([(self.sign * x, y) for x, y in knots], closed=True, corners=corners)

    def line(self, knots: Sequence[Point], corners: Sequence[int] = ()) -> Points:
        """An open curve."""
        return spline([(self.sign * x, y) for x, y in knots], corners=corners)


def mirrored_pair() -> Iterator[Side]:
    """Right first, so that the left lies over it."""
    yield Side(1.0)
    yield Side(-1.0)


def panel(layer: Layer, shape: Points, tone: Tone) -> None:
    """A piece of cloth with its own edge and the shadow it throws."""
    layer.fill(moved(shape, 0.8, 2.2), tone.shade, atop=True)
    layer.fill(shape, tone.base)
    layer.line(np.vstack([shape, shape[:1]]), 1.4, tone.line, ends=(0.6, 0.6), swell=0.5)


def neckline(layer: Layer, frame: Frame, inside: Tone, skin: Tone, *, low: float, half: float) -> None:
    """The V of a neckline showing what is below: skin, or a shirt with a little skin above it."""
    n, half = frame.neck, min(half, 13.0)
    shape = spline(
        [
            (-half * n, 55),
            (-half * 0.6, 55 + (low - 55) * 0.5),
            (0, low),
            (half * 0.6, 55 + (low - 55) * 0.5),
            (half * n, 55),
            (0, 60),
        ],
        closed=True,
        corners=(0, 2, 4),
    )
    layer.fill(shape, inside.base)
    if inside is skin:
        for side in mirrored_pair():
            layer.line(side.line([(8, 69), (3, 67.5), (1.6, 69.5)]), 0.8, skin.line, ends=(0.1, 0.4))
    elif low > 100:
        throat = spline([(-half * 0.9 * n, 55), (0, 76), (half * 0.9 * n, 55), (0, 60)], closed=True, corners=(0, 1, 2))
        layer.fill(throat, skin.base)
    layer.line(shape[: len(shape) * 2 // 3], 1.0, inside.line, ends=(0.6, 0.6), alpha=0.8)


def shirt_collar(layer: Layer, frame: Frame, tone: Tone) -> None:
    """Two wings."""
    y, n = frame.y, frame.neck
    for side in mirrored_pair():
        wing = side.curve([(12 * n, 51), (0.5, y(82)), (13, y(96)), (21, y(76)), (16 * n, 57)], corners=(0, 1, 2, 3))
        panel(layer, wing, tone)


def tie(layer: Layer, frame: Frame, tone: Tone) -> None:
    """Knot and blade, hanging not quite straight."""
    y = frame.y
    blade = spline(
        [(-3.6, y(90)), (3.6, y(90)), (8.2, y(150)), (1.0, y(163)), (-6.2, y(150))],
        closed=True,
        corners=(0, 1, 2, 3, 4),
    )
    panel(layer, blade, tone)
    with layer.clip(blade):
        layer.fill(np.array([(1.5, y(88)), (2.5, y(165)), (14, y(165)), (14, y(88))]), tone.shade)
    knot = spline([(-5.6, y(79)), (5.6, y(79)), (3.8, y(92)), (-3.8, y(92))], closed=True, corners=(0, 1, 2, 3))
    panel(layer, knot, tone)


_BOW_TAIL = ((0, 0), (3, 20), (8, 38), (17, 31), (9, 10))
_BOW_WING = ((0, -2), (10, -10), (22, -9), (24, 5), (13, 9), (0, 3))
_BOW_SHADE = ((0, 1), (12, 2), (24, -1), (24, 12), (0, 12))
_BOW_CREASE = ((3, -1), (9, -3), (14, -4))


def bow(layer: Layer, x: float, y: float, size: float, tone: Tone) -> None:
    """A soft bow with two tails."""

    def put(points: tuple[Point, ...], side: float) -> list[Point]:
        return [(x + side * px * size, y + py * size) for px, py in points]

    for side in (1.0, -1.0):
        tail = spline(put(_BOW_TAIL, side), closed=True, corners=(0, 2, 3))
        layer.fill(tail, tone.shade)
        layer.outline(tail, 1.1, tone.line)
    for side in (1.0, -1.0):
        wing = spline(put(_BOW_WING, side), closed=True, corners=(0, 5))
        layer.fill(wing, tone.base)
        with layer.clip(wing):
            layer.fill(spline(put(_BOW_SHADE, side), closed=True, corners=(0, 2, 3, 4)), tone.shade)
        layer.outline(wing, 1.2, tone.line)
        layer.line(spline(put(_BOW_CREASE, side)), 1.0, tone.line, ends=(0.9, 0.05))
    knot = ellipse(x, y, 4.6 * size, 5.4 * size)
    layer.fill(knot, tone.base)
    layer.outline(knot, 1.2, tone.line)


def button(layer: Layer, at: Point, colour: Colour) -> None:
    """A button with a speck of light."""
    layer.fill(ellipse(at[0], at[1], 2.7, 2.7), colour)
    layer.fill(ellipse(at[0] - 0.8, at[1] - 0.8, 0.8, 0.8), (255, 255, 255), alpha=0.7)
