"""Strands of hair: tapered clumps with a hard shadow, a fine inner line and an outline that fades at the root."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renderer.crew.house.canvas import Colour, Gradient, Ink, Layer
from renderer.crew.house.curves import Points, along, normals, spline
from renderer.crew.house.palette import Tones, mix

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One clump from `root` to `tip`; `bend` bows it sideways, `wave` makes it swing to and fro, in units."""

    root: Spot
    tip: Spot
    wide: float
    bend: float = 0.0
    wave: float = 0.0
    full: float = 2.4
    """How long it stays wide before it tapers; 1 tapers from the root on."""
    root_wide: float = 0.8
    point: float = 0.82
    """How sharp the tip is: below 1 rounded, above 1 drawn out."""
    line_from: float = 0.12
    """Where along it the outline begins; before that the clump melts into its neighbours."""
    via: tuple[Spot, ...] = ()

    def spine(self) -> Points:
        root, tip = np.array(self.root), np.array(self.tip)
        if self.via:
            return spline([self.root, *self.via, self.tip], samples=9)
        run = tip - root
        across = np.array([-run[1], run[0]]) / (np.hypot(*run) + 1e-9)
        t = np.linspace(0, 1, 7)[:, None]
        knots = (
            root
            + run * t
            + across * (self.bend * np.sin(np.pi * t**0.9) + self.wave * np.sin(2.6 * np.pi * t) * t**0.6)
        )
        return spline(knots, samples=5)

    def edges(self) -> tuple[Points, Points, Points]:
        """Spine, left edge and right edge, root to tip."""
        spine = self.spine()
        t = along(spine)
        width = self.wide * (1 - t**self.full) ** self.point * np.interp(t, (0, 0.35), (self.root_wide, 1.0))
        offset = normals(spine) * (width / 2)[:, None]
        return spine, spine + offset, spine - offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Dye:
    """The colours a clump is painted with; `tips` blends to another colour towards the ends."""

    tones: Tones
    tips: Colour | None = None
    tips_from: float = 0.0
    tips_to: float = 1.0

    def ink(self, colour: Colour, factor: float = 1.0) -> Ink:
        if self.tips is None:
            return colour
        end = mix(self.tips, colour, 0.0 if factor == 1.0 else 0.35)
        return Gradient(((0.0, colour, 1.0), (1.0, end, 1.0)), (0, self.tips_from), (0, self.tips_to))


def outline_of(strand: Strand) -> Points:
    """The closed outline of a clump."""
    _, left, right = strand.edges()
    return np.vstack([left, right[::-1]])


def paint_strand(
    layer: Layer, strand: Strand, dye: Dye, shade: float, *, dark: bool = False, line: float = 3.6
) -> None:
    """Paint one clump; `shade` is the side in shadow, `dark` paints hair that lies in the head's own shadow."""
    tones = dye.tones
    spine, left, right = strand.edges()
    base, low = (tones.shade, tones.deep) if dark else (tones.base, tones.shade)
    layer.fill(np.vstack([left, right[::-1]]), dye.ink(base))
    t = along(spine)[:, None]
    # The edge away from the light: compare which edge lies further to the shaded side at the middle.
    middle = len(spine) // 2
    away = right if (right[middle, 0] - left[middle, 0]) * shade > 0 else left
    reach = np.interp(t, (0.0, 0.3, 0.7, 1.0), (0.0, 0.42, 0.78, 1.0))
    inner = away + (spine - away) * reach * 1.05
    layer.fill(np.vstack([away, inner[::-1]]), dye.ink(low, 0.9))
    start = max(2, int(len(spine) * strand.line_from))
    for edge in (left, right):
        layer.line(edge[start:], line, tones.line, ends=(0.05, 0.35), swell=0.5)
    if strand.wide > 34:
        toward = left if away is right else right
        fine = spine + (toward - spine) * 0.35
        a, b = int(len(fine) * 0.42), int(len(fine) * 0.93)
        if b - a > 3:
            layer.line(fine[a:b], 2.0, low, ends=(0.0, 0.1), swell=0.5)


def paint_rim(layer: Layer, strand: Strand, colour: Colour, shade: float) -> None:
    """A thin light along the edge that faces the light."""
    spine, left, right = strand.edges()
    middle = len(spine) // 2
    lit = left if (right[middle, 0] - left[middle, 0]) * shade > 0 else right
    inside = lit + (spine - lit) * 0.16
    n = len(inside)
    layer.line(inside[int(n * 0.2) : int(n * 0.8)], 4.0, colour, ends=(0.0, 0.0), swell=0.5, alpha=0.75, atop=True)
