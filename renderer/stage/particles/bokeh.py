"""Bokeh."""

from __future__ import annotations

import numpy as np

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.layers import ParticleKind
from renderer.stage.particles.habit import PARTICLES, Habit, painted, radius_field

HABIT = Habit(
    colour="#ffe9c2", size_px=170, fall=(-0.02, 0.01), sway=0.03, drift=0.03, opacity=(0.12, 0.30), pulse=0.5,
    luminous=True,
)  # fmt: skip


@PARTICLES.register(ParticleKind.BOKEH)
def bokeh(size: float, colour: Colour) -> list[Pixels]:
    """Discs of lights far out of focus: tenderness, a city somewhere behind."""
    return [_disc(size, colour, rim) for rim in (0.15, 0.3)]


def _disc(size: float, colour: Colour, rim: float) -> Pixels:
    radius = radius_field(size)
    body = np.clip((0.96 - radius) * size / 6.0, 0, 1)
    return painted(body * (1.0 - rim + rim * np.clip(radius, 0, 1) ** 6 * 2.2).clip(0, 1), colour)
