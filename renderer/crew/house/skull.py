"""What hair is drawn on: the skull's envelope as it is turned, the hairline, and the parts hair comes in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, mirrored, spline
from renderer.crew.house.haircuts import CUTS, Cut
from renderer.crew.house.sitting import Sitting
from renderer.crew.house.strands import Dye

BEHIND, UNDER, OVER = "behind", "under", "over"
"""Behind the body; between the body and the face; over the face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hang:
    """One part of hair: its drawing, where it belongs in the order, and how it hangs (units)."""

    name: str
    place: str
    layer: Layer
    root_y: float
    sway: float = 0.0
    phase: float = 0.0


def cut_of(sitting: Sitting) -> Cut:
    """The look's cut; on men and boys short hair lies closer and leaves the ears free."""
    cut = CUTS[sitting.look.cut]
    if sitting.male and cut.back.length < 180 and not cut.tails and not cut.buns:
        back = replace(
            cut.back, bulge=cut.back.bulge - 15, length=cut.back.length * 0.72, spread=cut.back.spread * 0.84
        )
        cut = replace(cut, back=back, locks=min(cut.locks, 58.0), lock_wide=cut.lock_wide * 0.84)
    return replace(cut, ahoge=True) if "ahoge" in sitting.look.extras else cut


def dye_of(sitting: Sitting, cut: Cut) -> Dye:
    low = max([cut.back.length, *[tail.tip[1] for tail in cut.tails]])
    return Dye(tones=sitting.hair, tips=sitting.look.tips, tips_from=low * 0.1 if low > 250 else -60, tips_to=low * 0.8)


def nape(cut: Cut) -> float:
    """How close the hair lies to the nape: 1 where it is cut short or combed up, 0 where it hangs."""
    if cut.tails or cut.buns:
        return 1.0
    return min(1.0, max(0.0, (185.0 - cut.back.length) / 60.0))


def envelope(bulge: float, low: float, close: float = 0.0) -> list[tuple[float, float]]:
    """The silhouette of hair around the skull, from the lower left over the crown to the lower right; `close` (0–1)
    draws its lower ends in."""
    half = [
        ((168 + bulge) * (1 - 0.3 * close), low),
        (180 + bulge, -20),
        (182 + bulge * 0.8, -96),
        (152 + bulge * 0.5, -190),
        (86 + bulge * 0.2, -247),
    ]
    top = (0.0, -266.0)
    return [*[(-x, y) for x, y in half], top, *half[::-1]]


def skewed(sitting: Sitting, points: Points) -> Points:
    """In three-quarter view the back of the head shows on the side away from the face."""
    if sitting.profile:
        return np.stack([0.5 * points[:, 0] - sitting.profile * 105, points[:, 1]], axis=1)
    if sitting.turn == 0:
        return points
    x = points[:, 0]
    away = np.where(x * sitting.turn < 0, 1.10, 0.94)
    return np.stack([x * away - sitting.turn * 4, points[:, 1]], axis=1)


def tied_at(sitting: Sitting, points: Points) -> Points:
    """Where tails and buns are: in profile all of them at the back of the head."""
    if not sitting.profile:
        return skewed(sitting, points)
    return np.stack([-sitting.profile * (60 + 0.75 * np.abs(points[:, 0])), points[:, 1]], axis=1)


def on_top(sitting: Sitting, points: Points) -> Points:
    """Points around the crown, as the head is turned."""
    if not sitting.profile:
        return skewed(sitting, points)
    return np.stack([points[:, 0] * 0.88 - sitting.profile * 40, points[:, 1]], axis=1)


def crown_line(sitting: Sitting, bulge: float) -> Points:
    """The hair's silhouette over the skull, left to right."""
    if not sitting.profile:
        return skewed(sitting, spline(envelope(bulge, -20)))
    side = [
        (-186 - bulge, 30),
        (-204 - bulge, -90),
        (-178 - bulge, -186),
        (-112, -250),
        (-22, -272),
        (62, -246),
        (106, -190),
        (120, -124),
    ]
    line = spline(side)
    return line if sitting.profile > 0 else mirrored(line)


def hairline(sitting: Sitting, cut: Cut) -> list[tuple[float, float]]:
    """Where the hair begins on the forehead, from right to left."""
    if cut.fringe == "slick":
        return [
            (150, 10),
            (136, -70),
            (112, -142),
            (66, -168),
            (0, -160),
            (-66, -168),
            (-112, -142),
            (-136, -70),
            (-150, 10),
        ]
    return [
        (156, 16),
        (146, -60),
        (122, -116),
        (66, -142),
        (0, -148),
        (-66, -142),
        (-122, -116),
        (-146, -60),
        (-156, 16),
    ]
