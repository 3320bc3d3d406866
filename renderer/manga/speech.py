"""Where balloons and boxes go in a panel: in reading order, clear of faces, near who speaks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from renderer.lettering.balloons import balloon_size, narration_block
from renderer.manga.layout import Box, Spot
from show.script import Delivery

MAX_BALLOONS = 3
"""Balloons that one panel has room for; what more is said is in the script."""

_WIDTHS = (0.40, 0.50, 0.60, 0.72, 0.86, 1.0)
"""Shares of the panel's width that a balloon tries, from slim to full."""

_SMALLER = (1.0, 0.88, 0.78)
"""Shares of the lettering's size that are tried in turn; below three quarters it can't be read on a phone."""

_COLUMNS, _ROWS = 7, 11
"""The grid of places that a balloon tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One thing said. `mouth` is where on the page the speaker's mouth is; None when nobody seen says it."""

    speaker: str
    text: str
    delivery: Delivery = Delivery.SPOKEN
    mouth: Spot | None = None
    narrated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A balloon's own box on the page, and what its tail points at: the mouth, the way out of the panel, or nothing.

    `size_px` is how large its lettering may be.
    """

    speech: Speech
    box: Box
    tail: Spot | None
    size_px: float

    @property
    def tail_line(self) -> tuple[Spot, ...]:
        """Some points along the way from the balloon to what its tail points at."""
        x, y = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        end = self.tail or (x, y)
        return tuple((x + (end[0] - x) * step / 8, y + (end[1] - y) * step / 8) for step in range(2, 8))


def placed(
    speeches: Sequence[Speech], room: Box, faces: Sequence[Box], size_px: float, *, right_to_left: bool = False
) -> list[Placed]:
    """The first speeches of a panel, each in a box inside `room`, none over another.

    Where they crowd, lettering grows smaller, then what is said last is left to the script.
    """
    most = min(len(speeches), MAX_BALLOONS)
    for count in range(most, 0, -1):
        for share in _SMALLER:
            found = _laid_out(speeches[:count], room, faces, size_px * share, right_to_left)
            boxes = [one.box for one in found]
            if not any(overlap(a, b) > 0.0 for n, a in enumerate(boxes) for b in boxes[:n]):
                return found
    return []


def _laid_out(
    said: Sequence[Speech], room: Box, faces: Sequence[Box], size_px: float, right_to_left: bool
) -> list[Placed]:
    found: list[Placed] = []
    for number, speech in enumerate(said):
        left_over = len(said) - number
        ceiling = (room[3] - room[1]) * {1: 0.52, 2: 0.42, 3: 0.33}[len(said)]
        wide, high = _size(speech, room[2] - room[0], ceiling, size_px)
        boxes = _places(room, wide, high)
        before = found[-1].box if found else None
        taken = [one.box for one in found]

        tails = [one.tail_line for one in found if one.tail is not None]

        def cost(box: Box, before: Box | None = before, taken: list[Box] = taken, speech: Speech = speech,
                 left_over: int = left_over, tails: list[tuple[Spot, ...]] = tails) -> float:  # fmt: skip
            crowd = sum(overlap(grown(box, size_px * 0.5), other) for other in taken) / _area(box)
            seen = sum(overlap(box, face) / min(_area(face), _area(box)) for face in faces)
            hidden = sum(inside(spot, box) for line in tails for spot in line)
            if speech.mouth is not None:
                middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
                hidden += 2 * sum(_cross((middle, speech.mouth), (line[0], line[-1])) for line in tails)
            late = _out_of_order(box, before, right_to_left)
            return 60 * crowd + 24 * seen + 5 * hidden + late + _ease(box, room, speech, left_over, right_to_left)

        box = min(boxes, key=cost)
        found.append(Placed(speech=speech, box=box, tail=_tail(speech, box, room), size_px=size_px))
    return found


def _size(speech: Speech, wide: float, high: float, size_px: float) -> tuple[float, float]:
    """The slimmest size that is not taller than wide and keeps the lettering at its size; else the largest."""
    best = (wide, high)
    most = 0.0
    for share in _WIDTHS:
        if speech.narrated:
            block = narration_block(speech.text, wide * share, high, size_px)
            size = (block.ink_px + size_px * 1.05, block.height_px + size_px * 0.7, block.lettering.size_px)
        else:
            size = balloon_size(speech.text, wide * share, high, delivery=speech.delivery, size_px=size_px)
        if size[2] > most + 0.01:
            best, most = (min(size[0] + 1, wide), min(size[1] + 1, high)), size[2]
        if size[2] >= size_px * 0.9 and size[0] >= size[1] * (0.8 if not speech.narrated else 1.4):
            return min(size[0] + 1, wide), min(size[1] + 1, high)
    return best


def _places(room: Box, wide: float, high: float) -> list[Box]:
    across, down = max(0.0, room[2] - room[0] - wide), max(0.0, room[3] - room[1] - high)
    return [
        (x, y, x + wide, y + high)
        for y in (room[1] + down * row / (_ROWS - 1) for row in range(_ROWS))
        for x in (room[0] + across * column / (_COLUMNS - 1) for column in range(_COLUMNS))
    ]


def _out_of_order(box: Box, before: Box | None, right_to_left: bool) -> float:
    """What it costs to stand where one is read before the balloon that was said earlier."""
    if before is None:
        return 0.0
    tall = min(box[3] - box[1], before[3] - before[1])
    lower = (box[1] + box[3] - before[1] - before[3]) / 2
    beside = (box[0] + box[2] - before[0] - before[2]) / 2 * (-1 if right_to_left else 1)
    if lower < -0.25 * tall:
        return 30.0
    return 22.0 if lower < 0.55 * tall and beside < 0 else 0.0


def _ease(box: Box, room: Box, speech: Speech, left_over: int, right_to_left: bool) -> float:
    """Smaller wishes: high up while more is to come, at the reading side, at an edge, near the speaker."""
    wide, high = room[2] - room[0], room[3] - room[1]
    x = ((box[0] + box[2]) / 2 - room[0]) / wide
    y = (box[1] - room[1]) / high
    start = 1 - x if right_to_left else x
    wish = 3.0 * y * left_over + (1.2 * start if left_over > 1 or speech.narrated else 0.0)
    wish -= 1.2 * abs(x - 0.5)
    if speech.mouth is not None:
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        wish += 2.2 * math.dist(middle, speech.mouth) / math.hypot(wide, high)
        # A tail comes down from its balloon; one that climbs looks odd.
        wish += 3.0 * (box[1] > speech.mouth[1])
    return wish


def _tail(speech: Speech, box: Box, room: Box) -> Spot | None:
    if speech.narrated:
        return None
    if speech.mouth is not None:
        return speech.mouth
    # Somebody out of sight speaks from beyond the nearer edge.
    left = (box[0] + box[2]) / 2 < (room[0] + room[2]) / 2
    out = (room[2] - room[0]) * 0.12
    return (room[0] - out if left else room[2] + out, box[3] + (box[3] - box[1]) * 0.7)


def overlap(first: Box, second: Box) -> float:
    """The area that two boxes share."""
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    return max(0.0, wide) * max(0.0, high)


def inside(spot: Spot, box: Box) -> bool:
    """Whether the point lies in the box."""
    return box[0] < spot[0] < box[2] and box[1] < spot[1] < box[3]


def _cross(first: tuple[Spot, Spot], second: tuple[Spot, Spot]) -> bool:
    """Whether two lines cross."""

    def side(a: Spot, b: Spot, c: Spot) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def grown(box: Box, by: float) -> Box:
    """The box, larger by `by` on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _area(box: Box) -> float:
    return max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
