"""Affine maps of the plane, and their form for the compositor."""

from __future__ import annotations

import math

Affine = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a·x + b·y + c, y' = d·x + e·y + f."""

FixedAffine = tuple[int, int, int, int, int, int]
"""The same with 16 fractional bits."""

IDENTITY: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)

SMALLEST_SCALE = 0.02
"""Below a fiftieth of its size nothing of a picture is left to see, and the fixed-point inverse grows too coarse."""


def chain(outer: Affine, inner: Affine) -> Affine:
    """The map that does `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f)


def placed(
    x: float, y: float, scale: float, degrees: float = 0.0, anchor: tuple[float, float] = (0.0, 0.0), flip: bool = False
) -> Affine:
    """Turn and scale about `anchor`, and put the anchor at (x, y)."""
    cosine, sine = math.cos(math.radians(degrees)) * scale, math.sin(math.radians(degrees)) * scale
    mirror = -1.0 if flip else 1.0
    a, b, d, e = cosine * mirror, -sine, sine * mirror, cosine
    return (a, b, x - a * anchor[0] - b * anchor[1], d, e, y - d * anchor[0] - e * anchor[1])


def apply(affine: Affine, x: float, y: float) -> tuple[float, float]:
    """The image of a point."""
    a, b, c, d, e, f = affine
    return a * x + b * y + c, d * x + e * y + f


def inverse(affine: Affine) -> Affine:
    """The map back; the affine must not be `degenerate`."""
    a, b, c, d, e, f = affine
    k = 1.0 / (a * e - b * d)
    return (e * k, -b * k, (b * f - e * c) * k, -d * k, a * k, (d * c - a * f) * k)


def size_of(affine: Affine) -> float:
    """How much lengths grow (geometric mean of both directions)."""
    a, b, _, d, e, _ = affine
    return math.sqrt(abs(a * e - b * d))


def degenerate(affine: Affine) -> bool:
    """Whether the map shrinks pictures to nothing (or is not finite)."""
    return not size_of(affine) > SMALLEST_SCALE


def fixed(affine: Affine) -> FixedAffine:
    """With 16 fractional bits, rounded."""
    a, b, c, d, e, f = affine
    return (
        round(a * 65536.0),
        round(b * 65536.0),
        round(c * 65536.0),
        round(d * 65536.0),
        round(e * 65536.0),
        round(f * 65536.0),
    )
