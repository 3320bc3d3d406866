"""Dust."""

from __future__ import annotations

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.layers import ParticleKind
from renderer.stage.particles.habit import PARTICLES, Habit, soft

HABIT = Habit(
    colour="#fff3d8", size_px=16, fall=(-0.02, 0.02), sway=0.05, drift=0.05, opacity=(0.25, 0.6), pulse=0.6,
    luminous=True,
)  # fmt: skip


@PARTICLES.register(ParticleKind.DUST)
def dust(size: float, colour: Colour) -> list[Pixels]:
    """Motes that hang in the light, so that even a still room breathes."""
    return [soft(size, colour)]
