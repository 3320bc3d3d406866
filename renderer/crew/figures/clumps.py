"""Strands of hair as clumps: a shape with a root and a tip, its shadow, its light and its line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from renderer.crew.figures.tones import Tone
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Gradient, Layer
from renderer.crew.house.curves import Points, along, normals, spline


@dataclass(frozen=True, slots=True)
class Clump:
    """One clump in head units: from the root over its widest place (x, y, half width) to the tip.

    `bend` pushes the last stretch sideways; `sway` is the tip's amplitude at wind 1; `blunt` 0 ends in a point,
    towards 1 it is cut off.
    """

    root: tuple[float, float]
    belly: tuple[float, float, float]
    tip: tuple[float, float]
    bend: float = 0.0
    root_half: float = 4.0
    sway: float = 2.2
    blunt: float = 0.0


def across(turn: Turn, x: float) -> float:
    """Where a point of the hair goes when the head turns; what hangs beside the head moves along with its side."""
    edge = 41.0
    if abs(x) <= edge:
        return turn.x(x, 46.0)
    side = 1.0 if x > 0 else -1.0
    return x + (turn.x(side * edge, 46.0) - side * edge) * 0.6


@lru_cache(maxsize=512)
def _edges(clump: Clump, turn: Turn) -> tuple[Points, Points]:
    """Left and right edge, from root to tip."""
    bx, by, half = across(turn, clump.belly[0]), clump.belly[1], clump.belly[2]
    tx, ty = across(turn, clump.tip[0]), clump.tip[1]
    low = (bx + (tx - bx) * 0.6 - clump.bend, by + (ty - by) * 0.58)
    spine = spline([(across(turn, clump.root[0]), clump.root[1]), (bx, by), low, (tx, ty)], samples=9)
    t = along(spine)
    belly = float(t[9])
    u = np.clip((t - belly) / max(1e-6, 1 - belly), 0, 1)
    swelling = clump.root_half + (half - clump.root_half) * np.sin(np.clip(t / max(1e-6, belly), 0, 1) * np.pi / 2)
    tapering = half * (clump.blunt + (1 - clump.blunt) * (1 - u**1.75))
    offset = normals(spine) * np.where(t < belly, swelling, tapering)[:, None]
    return spine + offset, spine - offset


def clump_shape(clump: Clump, turn: Turn) -> Points:
    """The closed outline."""
    left, right = _edges(clump, turn)
    return np.vstack([left, right[::-1]])


def ring_y(x: float, height: float = -34.0) -> float:
    """The light on the hair follows the skull."""
    return height + (x / 43.0) ** 2 * 15.0


@lru_cache(maxsize=64)
def _ring(turn: Turn, light_left: bool, height: float) -> tuple[Points, ...]:
    """The ring of light: two stretches whose edges are as uneven as hair."""
    lit = -1.0 if light_left else 1.0
    stretches = []
    for start, end, deep in ((-35.0, 9.0, 1.0), (15.0, 27.0, 0.65)):
        xs = np.linspace(start, end, round((end - start) / 1.5) + 1)
        swell = np.sin(np.linspace(0, np.pi, len(xs))) ** 0.6 * deep
        ragged = 0.5 + 0.5 * np.sin(xs * 2.7) * np.sin(xs * 1.13 + 1.0)
        tooth = np.abs(((xs * 0.15 + 0.35 * np.sin(xs * 0.37)) % 1.0) - 0.5) * 2
        place = [across(turn, -lit * -x if lit < 0 else -x) for x in xs]
        base = np.array([ring_y(x, height) for x in xs])
        upper = np.stack([place, base - swell * (2.2 + 1.6 * ragged)], axis=1)
        lower = np.stack([place, base + swell * (0.6 + 6.2 * tooth**1.8)], axis=1)
        stretches.append(np.vstack([upper, lower[::-1]]))
    return tuple(stretches)


def draw_ring(layer: Layer, turn: Turn, tone: Tone, *, light_left: bool, height: float = -34.0) -> None:
    """The light on whatever hair it is clipped to."""
    for stretch in _ring(turn, light_left, height):
        layer.fill(stretch, tone.light, alpha=0.85)


def draw_clump(
    layer: Layer,
    clump: Clump,
    turn: Turn,
    tone: Tone,
    *,
    light_left: bool,
    ring: float | None = -34.0,
    shadow: Points | None = None,
) -> None:
    """Base, hard shadow on the side away from the light, darker tips, a piece of the ring, lines."""
    left, right = _edges(clump, turn)
    shape = np.vstack([left, right[::-1]])
    layer.fill(shape, tone.base)
    dark_edge, lit_edge = (right, left) if (right[9, 0] > left[9, 0]) == light_left else (left, right)
    t = along(left)[:, None]
    # The shadow starts as nothing below the root and takes half of the tip.
    inner = dark_edge + (lit_edge - dark_edge) * np.clip(t * 0.95 - 0.22, 0.0, 0.52)
    with layer.clip(shape):
        layer.fill(np.vstack([dark_edge + (dark_edge - lit_edge) * 0.2, inner[::-1]]), tone.shade)
        if shadow is not None:
            layer.fill(shadow, tone.shade)
        _draw_depth(layer, clump, shape, tone)
        if ring is not None:
            draw_ring(layer, turn, tone, light_left=light_left, height=ring)
    skip = 5
    layer.line(left[skip:], 1.2, tone.line, ends=(0.03, 0.5), swell=0.5)
    layer.line(right[skip:], 1.2, tone.line, ends=(0.03, 0.5), swell=0.5)
    if clump.belly[2] > 6.5:
        middle = (left + right) / 2
        split = middle + (dark_edge - middle) * 0.15
        layer.line(split[12:24], 0.75, tone.line, ends=(0.03, 0.03), swell=0.5, alpha=0.8)


def _draw_depth(layer: Layer, clump: Clump, shape: Points, tone: Tone) -> None:
    """Tips sink softly into shadow."""
    top, low = clump.belly[1], clump.tip[1]
    fade = Gradient(
        stops=((0.0, tone.shade, 0.0), (0.45, tone.shade, 0.0), (1.0, tone.shade, 0.85)),
        start=(0.0, min(top, low - 12)),
        end=(0.0, low),
    )
    layer.fill(shape, fade)


def strand(layer: Layer, knots: list[tuple[float, float]], tone: Tone, width: float = 0.8) -> None:
    """A loose line on the hair."""
    layer.line(spline(knots), width, tone.line, ends=(0.05, 0.05), alpha=0.75)
