"""Rain."""

from __future__ import annotations

import math

import numpy as np

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.layers import ParticleKind
from renderer.stage.particles.habit import PARTICLES, Habit, painted

HABIT = Habit(colour="#dfeaff", size_px=250, fall=(1.7, 2.5), drift=0.9, opacity=(0.3, 0.6), along=True)


@PARTICLES.register(ParticleKind.RAIN)
def rain(size: float, colour: Colour) -> list[Pixels]:
    """Streaks that lie along their fall, slanted by the wind."""
    return [_streak(size * length, colour) for length in (0.6, 1.0)]


def _streak(length: float, colour: Colour) -> Pixels:
    along = np.sin(np.linspace(0, math.pi, int(length))) ** 1.2
    across = np.array([0.15, 0.6, 1.0, 0.6, 0.15])
    return painted(along[:, None] * across, colour)
