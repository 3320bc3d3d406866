"""How a head is turned: where a feature of the face goes, and how much narrower it gets."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from renderer.crew.house.curves import Knots, Points
from show.script import Angle

SKULL = 43.0
"""Radius of the skull in head units: a head is 100 high from chin (y 50) to crown (y −50)."""

DEGREES = {
    Angle.FRONT: 3.5,
    Angle.THREE_QUARTER_RIGHT: 14.0,
    Angle.THREE_QUARTER_LEFT: -14.0,
    Angle.PROFILE_RIGHT: 21.0,
    Angle.PROFILE_LEFT: -21.0,
    Angle.BACK: 0.0,
}
"""A face seen exactly from the front looks like a doll; the front is turned a little, too."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A head's turn in radians; positive faces the viewer's right."""

    radians: float

    @property
    def side(self) -> float:
        """1 when facing right, −1 when facing left."""
        return 1.0 if self.radians >= 0 else -1.0

    @property
    def aside(self) -> bool:
        """Whether the figure is seen from the side."""
        return self.amount > 1.2

    @property
    def amount(self) -> float:
        """0 from the front to 1 in three-quarter view, above 1 towards profile."""
        return abs(self.radians) / math.radians(14.0)

    def x(self, x: float, radius: float = SKULL) -> float:
        """Where a point of the front view lies after the turn."""
        return radius * math.sin(math.asin(max(-0.98, min(0.98, x / radius))) + self.radians)

    def width(self, x: float, radius: float = SKULL) -> float:
        """How wide something at `x` becomes, 1 from the front."""
        here = math.asin(max(-0.98, min(0.98, x / radius)))
        return max(0.35, math.cos(here + self.radians) / math.cos(here))

    def points(self, points: Knots, radius: float = SKULL) -> Points:
        """A curve on the skull after the turn."""
        array = np.asarray(points, dtype=np.float64).copy()
        angle = np.arcsin(np.clip(array[:, 0] / radius, -0.98, 0.98)) + self.radians
        array[:, 0] = radius * np.sin(np.clip(angle, -1.5, 1.5))
        return array


def turn_of(angle: Angle) -> Turn:
    """The turn of an angle."""
    return Turn(math.radians(DEGREES[angle]))
