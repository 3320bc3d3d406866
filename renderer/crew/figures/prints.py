"""Patterns printed on cloth: stripes, checks, dots, flowers and more, drawn inside a garment's outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from renderer.crew.figures.tones import Tone, tune
from renderer.crew.house.canvas import Colour, Layer
from renderer.crew.house.curves import Points, ellipse, spline
from renderer.crew.house.palette import mix

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in body units."""


def _inks(tone: Tone) -> tuple[Colour, Colour]:
    """Two colours that show on the cloth: on pale cloth darker ones, on dark cloth lighter ones."""
    if sum(tone.base) > 560:
        return tune(tone.shade, saturation=2.2, value=0.82), tune(tone.line, saturation=1.1, value=1.6)
    return mix(tone.base, (255, 248, 238), 0.62), mix(tone.base, (255, 232, 170), 0.4)


def _grid(box: Box, step: float) -> Iterator[tuple[int, float, float]]:
    """Points in staggered rows: number, x, y. Rows stand still when the box grows."""
    left, top, right, bottom = box
    for row in range(int(top // step), int(bottom // step) + 2):
        for column in range(int(left // step) - 1, int(right // step) + 2):
            yield row * 31 + column, (column + 0.5 * (row % 2)) * step, row * step


def _band(layer: Layer, points: list[tuple[float, float]], ink: Colour, alpha: float) -> None:
    layer.fill(np.array(points), ink, alpha=alpha)


def _stripes(layer: Layer, box: Box, tone: Tone) -> None:
    ink, _ = _inks(tone)
    left, top, right, bottom = box
    for n in range(int(top // 17), int(bottom // 17) + 1):
        y = n * 17.0
        _band(layer, [(left, y), (right, y), (right, y + 7), (left, y + 7)], ink, 0.9)


def _pinstripes(layer: Layer, box: Box, tone: Tone) -> None:
    ink, _ = _inks(tone)
    left, top, right, bottom = box
    for n in range(int(left // 9) - 1, int(right // 9) + 1):
        x = n * 9.0 + 3
        _band(layer, [(x, top), (x + 1.3, top), (x + 1.3, bottom), (x, bottom)], ink, 0.75)


def _checks(layer: Layer, box: Box, tone: Tone) -> None:
    ink, fine = _inks(tone)
    left, top, right, bottom = box
    for n in range(int(top // 24), int(bottom // 24) + 1):
        y = n * 24.0
        _band(layer, [(left, y), (right, y), (right, y + 9), (left, y + 9)], ink, 0.38)
        _band(layer, [(left, y + 15.5), (right, y + 15.5), (right, y + 17), (left, y + 17)], fine, 0.8)
    for n in range(int(left // 24) - 1, int(right // 24) + 1):
        x = n * 24.0
        _band(layer, [(x, top), (x + 9, top), (x + 9, bottom), (x, bottom)], ink, 0.38)
        _band(layer, [(x + 15.5, top), (x + 17, top), (x + 17, bottom), (x + 15.5, bottom)], fine, 0.8)


def _dots(layer: Layer, box: Box, tone: Tone) -> None:
    ink, _ = _inks(tone)
    for _, x, y in _grid(box, 16.0):
        layer.fill(ellipse(x, y, 3.6, 3.6, count=14), ink)


def _flowers(layer: Layer, box: Box, tone: Tone) -> None:
    ink, other = _inks(tone)
    for n, x, y in _grid(box, 30.0):
        if n % 5 == 2:
            continue
        x, y = x + 5 * np.sin(n * 2.4), y + 5 * np.cos(n * 1.7)
        size = 3.9 if n % 3 else 2.7
        for k in range(5):
            a = k * 1.2566 + n
            petal = ellipse(x + 1.25 * size * np.cos(a), y + 1.25 * size * np.sin(a), size, size * 0.86, count=12)
            layer.fill(petal, ink if n % 2 else other)
        layer.fill(ellipse(x, y, size * 0.56, size * 0.56, count=10), (252, 214, 112))


def _star(x: float, y: float, size: float) -> Points:
    a = np.arange(10) * np.pi / 5 - np.pi / 2
    r = np.where(np.arange(10) % 2, 0.42, 1.0) * size
    return np.stack([x + r * np.cos(a), y + r * np.sin(a)], axis=1)


def _stars(layer: Layer, box: Box, tone: Tone) -> None:
    ink, other = _inks(tone)
    for n, x, y in _grid(box, 24.0):
        layer.fill(_star(x, y + 3 * np.sin(n), 5.6 if n % 2 else 3.8), ink if n % 3 else other)


def _diamonds(layer: Layer, box: Box, tone: Tone) -> None:
    ink, fine = _inks(tone)
    for n, x, y in _grid(box, 26.0):
        layer.fill(np.array([(x, y - 19), (x + 10.5, y), (x, y + 19), (x - 10.5, y)]), ink, alpha=0.62)
        if n % 2:
            layer.line(np.array([(x - 13.0, y - 26.0), (x + 13.0, y + 26.0)]), 1.0, fine, ends=(1, 1))
            layer.line(np.array([(x + 13.0, y - 26.0), (x - 13.0, y + 26.0)]), 1.0, fine, ends=(1, 1))


def _waves(layer: Layer, box: Box, tone: Tone) -> None:
    ink, _ = _inks(tone)
    for _, x, y in _grid((box[0], box[1], box[2], box[3] + 12), 15.0):
        layer.fill(ellipse(x, y, 7.6, 7.6, count=20), tone.base)
        for radius in (7.2, 4.8, 2.4):
            layer.outline(ellipse(x, y, radius, radius, count=20), 0.9, ink)


def _camouflage(layer: Layer, box: Box, tone: Tone) -> None:
    for n, x, y in _grid(box, 21.0):
        a = n * 1.9
        spots = [(x + (9 + 5 * np.sin(k * 2.7 + a)) * np.cos(k), y + (6 + 3 * np.cos(k * 1.9 + a)) * np.sin(k))
                 for k in np.linspace(0, 2 * np.pi, 7, endpoint=False)]  # fmt: skip
        ink = (tone.shade, tone.line, mix(tone.base, (226, 214, 170), 0.45))[n % 3]
        layer.fill(spline(spots, closed=True, samples=4), ink, alpha=0.85)


PRINTS: dict[str, Callable[[Layer, Box, Tone], None]] = {
    "stripes": _stripes, "pinstripes": _pinstripes, "checks": _checks, "dots": _dots,
    "flowers": _flowers, "stars": _stars, "diamonds": _diamonds, "waves": _waves, "camouflage": _camouflage,
}  # fmt: skip
"""Every pattern the painter knows."""


def draw_print(layer: Layer, pattern: str, shape: Points, tone: Tone) -> None:
    """The pattern over a garment's outline; call it between the garment's base and its shadows, clipped to it."""
    if pattern in PRINTS:
        (left, top), (right, bottom) = shape.min(axis=0), shape.max(axis=0)
        PRINTS[pattern](layer, (float(left), float(top), float(right), float(bottom)), tone)


def shadow_alpha(pattern: str) -> float:
    """How opaque shadows on the cloth are: a pattern must show through."""
    return 0.62 if pattern else 1.0
