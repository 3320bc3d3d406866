"""Curves as arrays of points: splines through knots, tapering ribbons, ellipses, and ways to move them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""float64 (N, 2): x right, y down, in drawing units."""

Knots = Sequence[tuple[float, float]] | Points


@lru_cache(maxsize=16)
def _hermite(samples: int) -> tuple[Points, ...]:
    t = np.linspace(0.0, 1.0, samples, endpoint=False)[:, None]
    t2, t3 = t * t, t * t * t
    return 2 * t3 - 3 * t2 + 1, t3 - 2 * t2 + t, -2 * t3 + 3 * t2, t3 - t2


def _shifted(rows: Points, by: int) -> Points:
    """The rows, those at the start moved to the end (np.roll takes four times as long on so few)."""
    return np.concatenate([rows[by:], rows[:by]])


def _through(knots: Points, samples: int, closed: bool) -> Points:
    """A smooth curve through the knots (centripetal Catmull–Rom, which neither overshoots nor loops)."""
    following = _shifted(knots, 1)
    run = following - knots
    gap = np.sqrt(np.hypot(run[:, 0], run[:, 1]))[:, None] + 1e-9
    chord = run / gap
    gap_before, chord_before = _shifted(gap, -1), _shifted(chord, -1)
    speed = (chord_before * gap + chord * gap_before) / (gap + gap_before)
    if not closed:
        if len(knots) == 2:
            return knots
        speed[0] = 1.5 * chord[0] - 0.5 * speed[1]
        speed[-1] = 1.5 * chord[-2] - 0.5 * speed[-2]
    out, into = speed * gap, _shifted(speed, 1) * gap
    start, end = knots, following
    if not closed:
        start, end, out, into = start[:-1], end[:-1], out[:-1], into[:-1]
    a, b, c, d = (basis[None] for basis in _hermite(samples))
    curve = a * start[:, None] + b * out[:, None] + c * end[:, None] + d * into[:, None]
    flat: Points = curve.reshape(-1, 2)
    return flat if closed else np.vstack([flat, knots[-1:]])


def spline(knots: Knots, *, closed: bool = False, corners: Sequence[int] = (), samples: int = 8) -> Points:
    """A curve through `knots`, smooth except at the knots whose indices are `corners`."""
    points = np.asarray(knots, dtype=np.float64)
    if len(points) < 3:
        return points
    if not corners:
        return _through(points, samples, closed)
    marks = sorted({c % len(points) for c in corners})
    if closed:
        points = np.roll(points, -marks[0], axis=0)
        marks = [m - marks[0] for m in marks]
        points = np.vstack([points, points[:1]])
    cuts = sorted({0, *marks, len(points) - 1})
    pieces = [_through(points[i : j + 1], samples, False) for i, j in pairwise(cuts)]
    return np.vstack([pieces[0], *[piece[1:] for piece in pieces[1:]]])


def along(points: Points) -> npt.NDArray[np.float64]:
    """How far along the curve each point lies, 0 to 1 by length."""
    run = points[1:] - points[:-1]
    total = np.zeros(len(points))
    np.cumsum(np.hypot(run[:, 0], run[:, 1]), out=total[1:])
    shares: npt.NDArray[np.float64] = total / max(float(total[-1]), 1e-9)
    return shares


def normals(points: Points) -> Points:
    """The unit normal at each point, to the left of the way the curve runs (y down)."""
    tangent = np.empty_like(points)
    tangent[1:-1] = points[2:] - points[:-2]
    tangent[0], tangent[-1] = points[1] - points[0], points[-1] - points[-2]
    length = np.hypot(tangent[:, 0], tangent[:, 1]) + 1e-9
    out = np.empty_like(tangent)
    out[:, 0], out[:, 1] = tangent[:, 1] / length, -tangent[:, 0] / length
    return out


def ribbon(points: Points, widths: npt.NDArray[np.float64]) -> Points:
    """The closed outline of a band around a curve, `widths` wide at each point."""
    offset = normals(points) * (widths / 2)[:, None]
    return np.vstack([points + offset, (points - offset)[::-1]])


def part_of(points: Points, start: float, end: float) -> Points:
    """The stretch of a curve between two fractions of its length."""
    t = along(points)
    wanted = np.linspace(start, end, max(6, int(len(points) * (end - start)) + 2))
    return np.stack([np.interp(wanted, t, points[:, 0]), np.interp(wanted, t, points[:, 1])], axis=1)


def ellipse(x: float, y: float, rx: float, ry: float, *, tilt: float = 0.0, count: int = 40) -> Points:
    """A closed ellipse around (x, y), turned by `tilt` radians."""
    a = np.linspace(0.0, 2 * np.pi, count, endpoint=False)
    px, py = rx * np.cos(a), ry * np.sin(a)
    c, s = np.cos(tilt), np.sin(tilt)
    return np.stack([x + px * c - py * s, y + px * s + py * c], axis=1)


def mirrored(points: Knots, around: float = 0.0) -> Points:
    """The curve mirrored left to right, run backwards so that outlines keep their sense."""
    flipped = np.asarray(points, dtype=np.float64).copy()
    flipped[:, 0] = 2 * around - flipped[:, 0]
    return flipped[::-1]


def moved(points: Knots, dx: float = 0.0, dy: float = 0.0) -> Points:
    """The curve shifted."""
    shifted: Points = np.asarray(points, dtype=np.float64) + np.array([dx, dy])
    return shifted


def placed(points: Knots, x: float, y: float, *, turn: float = 0.0, size: float = 1.0, flip: bool = False) -> Points:
    """A curve drawn around the origin, sized, flipped, turned by `turn` radians, and put at (x, y)."""
    p = np.asarray(points, dtype=np.float64) * size
    if flip:
        p = p * np.array([-1.0, 1.0])
    c, s = np.cos(turn), np.sin(turn)
    return np.stack([x + p[:, 0] * c - p[:, 1] * s, y + p[:, 0] * s + p[:, 1] * c], axis=1)


def between(a: Points, b: Points, t: float) -> Points:
    """Point by point from `a` (t = 0) to `b` (t = 1)."""
    mixed: Points = a + (b - a) * t
    return mixed
