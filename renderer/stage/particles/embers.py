"""Embers."""

from __future__ import annotations

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.layers import ParticleKind
from renderer.stage.particles.habit import PARTICLES, Habit, glowing

HABIT = Habit(
    colour="#ffb04a", size_px=26, fall=(-0.30, -0.12), sway=0.05, drift=0.2, opacity=(0.6, 1.0), pulse=0.5,
    luminous=True,
)  # fmt: skip


@PARTICLES.register(ParticleKind.EMBERS)
def embers(size: float, colour: Colour) -> list[Pixels]:
    """Sparks that rise and glow up and down: war, a hearth, anger that lasts."""
    return [glowing(size, colour, 0.34)]
