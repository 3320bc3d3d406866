"""How panels share a page: which stand in a row, how much room each gets, and the slanted gutters between them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Spot = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

PANELS_A_PAGE = 6
"""At most: with more, lettering is too small for a telephone."""

_ROWS_A_PAGE = 4
_PANELS_A_ROW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a panel asks for: its share of the page against others, and its width over its height."""

    weight: float = 1.0
    shape: float = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A panel's four corners on the page, from the upper left, clockwise."""

    corners: tuple[Spot, Spot, Spot, Spot]

    @property
    def box(self) -> Box:
        """The smallest upright box around the panel."""
        xs, ys = [c[0] for c in self.corners], [c[1] for c in self.corners]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def inner(self) -> Box:
        """The largest upright box between the slanted edges."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        return max(ax, dx), max(ay, by), min(bx, cx), min(cy, dy)


def pages_of(claims: Sequence[Claim]) -> list[int]:
    """How many panels each page holds: as few pages as possible, of about equal weight."""
    count = max(1, math.ceil(len(claims) / PANELS_A_PAGE))
    held: list[int] = []
    start = 0
    for number in range(count):
        left = count - number
        rest = claims[start:]
        fair = sum(claim.weight for claim in rest) / left
        least, most = len(rest) - (left - 1) * PANELS_A_PAGE, PANELS_A_PAGE
        take, weight = 0, 0.0
        while take < len(rest) - (left - 1) and take < most and (take < least or weight < fair * 0.9):
            weight += rest[take].weight
            take += 1
        held.append(take if left > 1 else len(rest))
        start += held[-1]
    return held


def cells_of(
    claims: Sequence[Claim], area: Box, gutter: float, rng: random.Random, *, right_to_left: bool = False
) -> list[Cell]:
    """The panels of one page inside `area`, in reading order; `gutter` is the white between them in pixels."""
    if not claims:
        return []
    rows = min(_compositions(len(claims)), key=lambda option: _strain(option, claims, area))
    heights = _heights(rows, claims, area[3] - area[1] - gutter * (len(rows) - 1))
    found: list[Cell] = []
    y, slant, start = area[1], 0.0, 0
    for number, (count, high) in enumerate(zip(rows, heights, strict=True)):
        last = number == len(rows) - 1
        following = 0.0 if last else rng.choice((-1, 1)) * rng.uniform(0.5, 1.7) * gutter
        row = claims[start : start + count]
        edges = (y, slant, y + high, following)
        found += _row(row[::-1] if right_to_left else row, area, edges, gutter, rng)[:: -1 if right_to_left else 1]
        y, slant, start = y + high + gutter, following, start + count
    return found


def _compositions(count: int) -> list[tuple[int, ...]]:
    """Every way to stand `count` panels in rows of at most three, in at most four rows where they fit."""

    def split(left: int) -> Iterator[tuple[int, ...]]:
        if left == 0:
            yield ()
        for take in range(1, min(left, _PANELS_A_ROW) + 1):
            for rest in split(left - take):
                yield (take, *rest)

    found = list(split(count))
    return [rows for rows in found if len(rows) <= _ROWS_A_PAGE] or [min(found, key=len)]


def _heights(rows: Sequence[int], claims: Sequence[Claim], high: float) -> list[float]:
    """Rows of heavy panels are taller; a row of several is less tall than its sum."""
    parts, start = [], 0
    for count in rows:
        row = claims[start : start + count]
        parts.append(0.35 + sum(claim.weight for claim in row) / count**0.75)
        start += count
    return [high * part / sum(parts) for part in parts]


def _strain(rows: Sequence[int], claims: Sequence[Claim], area: Box) -> float:
    """How far the rows are from what the panels claim."""
    wide, high = area[2] - area[0], area[3] - area[1]
    heights = _heights(rows, claims, high)
    total = sum(claim.weight for claim in claims)
    strain, start = 0.0, 0
    for number, (count, tall) in enumerate(zip(rows, heights, strict=True)):
        row = claims[start : start + count]
        spread = sum(_breadth(claim) for claim in row)
        for claim in row:
            own = wide * _breadth(claim) / spread
            strain += abs(math.log(own / tall / claim.shape))
            strain += 0.9 * abs(math.log(own * tall / (wide * high) / (claim.weight / total)))
        strain += 0.5 * (number > 0 and rows[number - 1] == count) + 0.5 * (count == _PANELS_A_ROW)
        start += count
    return strain


def _breadth(claim: Claim) -> float:
    return float(claim.weight**0.7 * claim.shape**0.3)


def _row(
    claims: Sequence[Claim], area: Box, edges: tuple[float, float, float, float], gutter: float, rng: random.Random
) -> list[Cell]:
    """Panels from left to right between two slanted gutters, with leaning ones between them."""
    left, _, right, _ = area
    y, slant, foot, following = edges

    def top(x: float) -> float:
        return y + slant * ((x - left) / (right - left) - 0.5) * 2

    def low(x: float) -> float:
        return foot + following * ((x - left) / (right - left) - 0.5) * 2

    spread, run = sum(_breadth(claim) for claim in claims), 0.0
    cuts = [(left, left)]
    lean = rng.choice((-1, 1))
    for claim in claims[:-1]:
        run += _breadth(claim)
        x = left + (right - left) * run / spread
        tilt = lean * rng.uniform(0.9, 2.2) * gutter
        lean = -lean if rng.random() < 0.7 else lean
        cuts.append((x + tilt, x - tilt))
    cuts.append((right, right))
    cells = []
    for number in range(len(claims)):
        a, b = cuts[number], cuts[number + 1]
        before = gutter * 0.36 if number else 0.0
        after = gutter * 0.36 if number < len(claims) - 1 else 0.0
        tl, tr, br, bl = a[0] + before, b[0] - after, b[1] - after, a[1] + before
        cells.append(Cell(corners=((tl, top(tl)), (tr, top(tr)), (br, low(br)), (bl, low(bl)))))
    return cells
