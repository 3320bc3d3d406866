"""Snow."""

from __future__ import annotations

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.layers import ParticleKind
from renderer.stage.particles.habit import PARTICLES, Habit, soft

HABIT = Habit(colour="#ffffff", size_px=26, fall=(0.05, 0.12), sway=0.05, drift=0.22, opacity=(0.6, 0.95))


@PARTICLES.register(ParticleKind.SNOW)
def snow(size: float, colour: Colour) -> list[Pixels]:
    """Soft flakes, slow and swinging: silence."""
    return [soft(size, colour)]
