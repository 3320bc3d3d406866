"""Fireflies."""

from __future__ import annotations

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.layers import ParticleKind
from renderer.stage.particles.habit import PARTICLES, Habit, glowing

HABIT = Habit(
    colour="#e8ff9a", size_px=76, fall=(-0.03, 0.02), sway=0.13, drift=0.02, opacity=(0.7, 1.0), pulse=0.95,
    luminous=True,
)  # fmt: skip


@PARTICLES.register(ParticleKind.FIREFLIES)
def fireflies(size: float, colour: Colour) -> list[Pixels]:
    """Points of light that wander, come up and go out: summer nights, souls."""
    return [glowing(size, colour, 0.16)]
