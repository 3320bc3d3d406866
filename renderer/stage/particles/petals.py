"""Petals."""

from __future__ import annotations

import skia

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.layers import ParticleKind
from renderer.stage.particles.habit import PARTICLES, Habit
from renderer.stage.vectors import pixels_of

HABIT = Habit(
    colour="#ffc4d6", size_px=34, fall=(0.09, 0.17), sway=0.06, spin=0.35, drift=0.32, opacity=(0.85, 1.0), tumbles=True
)


@PARTICLES.register(ParticleKind.PETALS)
def petals(size: float, colour: Colour) -> list[Pixels]:
    """Cherry petals that swing, tumble and show their edges: love, spring, parting."""
    return [_petal(size, colour, bend) for bend in (0.0, 0.35, -0.3)]


def _petal(size: float, colour: Colour, bend: float) -> Pixels:
    edge = int(size * 1.3)
    surface = skia.Surface(edge, edge)
    middle, half = edge / 2, size / 2
    left, right, top, foot = middle - half * 0.9, middle + half * 0.9, middle - half, middle + half
    path = skia.Path()
    path.moveTo(middle, foot)
    path.cubicTo(left, middle + half * 0.3, middle - half * 0.7, top, middle - half * 0.18, top)
    path.lineTo(middle + half * bend * 0.3, middle - half * 0.72)
    path.lineTo(middle + half * 0.18, top)
    path.cubicTo(middle + half * 0.7, top, right, middle + half * 0.3, middle, foot)
    red, green, blue = (int(c) for c in colour)
    dark = skia.Color(int(red * 0.93), int(green * 0.72), int(blue * 0.8))
    light = skia.Color(red, green, blue)
    shader = skia.GradientShader.MakeLinear([(middle, top), (middle, foot)], [light, dark])
    surface.getCanvas().drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))
    return pixels_of(surface)
