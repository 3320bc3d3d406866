"""Strands of hair as clumps: a shape with a root and a tip, its shadow, its light and its line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renderer.crew.figures.tones import Tone
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, spline


@dataclass(frozen=True, slots=True)
class Clump:
    """One clump in head units: from the root over its widest place (x, y, half width) to the tip.

    `bend` pushes the tip's last stretch sideways; `sway` is the tip's amplitude at wind 1.
    """

    root: tuple[float, float]
    belly: tuple[float, float, float]
    tip: tuple[float, float]
    bend: float = 0.0
    root_half: float = 4.0
    sway: float = 2.2


def across(turn: Turn, x: float) -> float:
    """Where a point of the hair goes when the head turns; what hangs beside the head moves along with its side."""
    edge = 41.0
    if abs(x) <= edge:
        return turn.x(x, 46.0)
    side = 1.0 if x > 0 else -1.0
    return x + (turn.x(side * edge, 46.0) - side * edge) * 0.6


def clump_shape(clump: Clump, turn: Turn) -> Points:
    """The closed outline."""
    rx, ry = across(turn, clump.root[0]), clump.root[1]
    bx, by, half = across(turn, clump.belly[0]), clump.belly[1], clump.belly[2]
    tx, ty = across(turn, clump.tip[0]), clump.tip[1]
    low = by + (ty - by) * 0.55
    lx = bx + (tx - bx) * 0.55 - clump.bend
    thin = half * 0.62
    knots = [
        (rx - clump.root_half, ry),
        (bx - half, by),
        (lx - thin, low),
        (tx, ty),
        (lx + thin, low),
        (bx + half, by),
        (rx + clump.root_half, ry),
    ]
    return spline(knots, closed=True, corners=(0, 3, 6))


def ring_y(x: float, height: float = -33.0) -> float:
    """The light on the hair follows the skull."""
    return height + (x / 43.0) ** 2 * 13.0


def draw_clump(
    layer: Layer, clump: Clump, turn: Turn, tone: Tone, *, light_left: bool, ring: float | None = -33.0
) -> None:
    """Base, hard shadow on the side away from the light and towards the tip, a piece of the ring, lines."""
    shape = clump_shape(clump, turn)
    layer.fill(shape, tone.base)
    dark = 1.0 if light_left else -1.0
    bx, tx = across(turn, clump.belly[0]), across(turn, clump.tip[0])
    by, half = clump.belly[1], clump.belly[2]
    ty = clump.tip[1]
    with layer.clip(shape):
        edge = [
            (bx + dark * half * 0.55, by - (ty - by) * 0.25),
            (bx + dark * half * 0.15, by + (ty - by) * 0.35),
            (tx - dark * half * 0.15, ty - (ty - by) * 0.25),
            (tx, ty + 2),
            (bx + dark * half * 3.0, ty + 2),
            (bx + dark * half * 3.0, by - (ty - by) * 0.25),
        ]
        layer.fill(spline(edge, closed=True, corners=(0, 3, 4, 5)), tone.shade)
        if ring is not None:
            _draw_ring(layer, bx, half, tone, ring)
    steps = len(shape)
    tip = int(np.argmax(np.hypot(shape[:, 0] - across(turn, clump.root[0]), shape[:, 1] - clump.root[1])))
    left, right = shape[max(1, tip // 4) : tip + 1], shape[tip : steps - max(1, tip // 4)]
    layer.line(left, 1.15, tone.line, ends=(0.05, 0.55), swell=0.5)
    layer.line(right, 1.15, tone.line, ends=(0.55, 0.05), swell=0.5)


def _draw_ring(layer: Layer, x: float, half: float, tone: Tone, height: float) -> None:
    """A tooth of the angel ring: flat above, pointed below."""
    top, low = ring_y(x, height) - 2.6, ring_y(x, height) + 2.4
    points = [
        (x - half * 0.95, ring_y(x - half, height) - 1.2),
        (x, top),
        (x + half * 0.95, ring_y(x + half, height) - 1.2),
        (x + half * 0.5, low),
        (x + half * 0.15, low + 2.2),
        (x - half * 0.2, low - 0.6),
        (x - half * 0.55, low + 1.6),
    ]
    layer.fill(np.array(points), tone.light, alpha=0.8)


def strand(layer: Layer, knots: list[tuple[float, float]], tone: Tone, width: float = 0.8) -> None:
    """A loose line on the hair."""
    layer.line(spline(knots), width, tone.line, ends=(0.05, 0.05), alpha=0.75)
