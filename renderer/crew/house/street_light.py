"""Light on a street: spilling from shops, falling past roofs, lying on the road."""

from __future__ import annotations

import skia

from renderer.colours import Colour
from renderer.crew.house.brush import Brush, Solid
from show.script import Weather

HALF_STREET = 3.0
"""Half the street's width in metres, wall to axis."""


def spill(brush: Brush, side: int) -> None:
    """Light from the shops on pavement and road."""
    air, at = brush.air, brush.view.at
    if air.lamps < 0.05:
        return
    warm = (255.0, 176.0, 96.0)
    x = side * HALF_STREET
    for reach, alpha in ((1.2, 0.36), (2.6, 0.22)):
        inner = x - side * reach
        corners = [at(x, 0, 1.2), at(inner, 0, 1.2), at(inner, 0, 80), at(x, 0, 80)]
        y = at(0, 0, 3.2)[1]
        start, end = at(x, 0, 3.2)[0], at(inner, 0, 3.2)[0]
        brush.blend(
            corners, (start, y), (end, y), [warm, warm], alphas=[alpha * air.lamps, 0.0], mode=skia.BlendMode.kScreen
        )


def sunlight(brush: Brush, from_left: bool) -> None:
    """Sunlight past the roofs: a hard-edged bright strip on the road and up one side."""
    air, at = brush.air, brush.view.at
    if air.dark or air.weather not in {Weather.CLEAR, Weather.SNOW}:
        return
    side = 1 if from_left else -1
    edge = side * -0.4
    wall = side * HALF_STREET
    zs = [1.0, 3.1, 3.1, 5.0, 5.0, 7.6, 7.6, 12.0, 12.0, 22.0, 22.0, 70.0]
    jut = [0.0, 0.0, 0.9, 0.9, -0.3, -0.3, 1.1, 1.1, 0.2, 0.2, 0.8, 0.8]
    points = [at(edge + side * j, 0, z) for z, j in zip(zs, jut, strict=True)]
    points += [at(wall, 0, 70), at(wall, 0, 1.0)]
    brush.blend(
        points, (0, at(0, 0, 70)[1]), (0, 1920), [air.key, air.key], alphas=[0.5, 0.34], mode=skia.BlendMode.kSoftLight
    )
    brush.blend(
        points, (0, at(0, 0, 70)[1]), (0, 1920), [air.key, air.key], alphas=[0.28, 0.16], mode=skia.BlendMode.kScreen
    )
    lit = [
        at(wall, 0, 1.0),
        at(wall, 5.2, 3.0),
        at(wall, 3.4, 5.0),
        at(wall, 6.0, 8.0),
        at(wall, 5.0, 12.0),
        at(wall, 9.0, 22.0),
        at(wall, 8.0, 70.0),
        at(wall, 0, 70.0),
    ]
    brush.fill_mode(lit, air.key, 0.22, skia.BlendMode.kScreen)


def reflections(brush: Brush, lights: list[tuple[Solid, Colour, float]]) -> None:
    """Light lies on the road: long streaks when it is wet, a warm sheen when it is not."""
    air, rng = brush.air, brush.rng
    strength = air.lamps * (0.85 if air.wet else 0.42)
    if strength < 0.05 and not air.wet:
        return
    for (x, y, z), colour, size in lights:
        foot = brush.view.at(x * 0.86, 0, z)
        half = brush.view.size(size * 0.16, z)
        reach = brush.view.size(y * 0.9 + 0.8, z) * (1.2 if air.wet else 0.7)
        for _ in range(2):
            middle = foot[0] + rng.uniform(-0.8, 0.8) * half
            top = foot[1] + rng.uniform(0, 0.2) * reach
            long = reach * rng.uniform(0.7, 1.0)
            for wide in (1.0, 0.66, 0.36):
                left, right = middle - half * wide * 0.6, middle + half * wide * 0.6
                brush.blend(
                    [(left, top), (right, top), (right, top + long), (left, top + long)],
                    (0, top),
                    (0, top + long),
                    [colour, colour],
                    alphas=[0.15 * strength, 0.0],
                    mode=skia.BlendMode.kScreen,
                )
    if air.wet:
        brush.level_sheen(air.sky[3], 0.3)
