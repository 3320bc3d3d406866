"""Trees, bushes, grass and open ground."""

from __future__ import annotations

import math
from collections.abc import Sequence

import skia

from renderer.colours import Colour, argb, mix, scale
from renderer.crew.house.air import Season
from renderer.crew.house.brush import Brush, Spot
from show.script import Weather

_LEAVES: tuple[Colour, ...] = ((28.0, 66.0, 50.0), (48.0, 104.0, 60.0), (92.0, 150.0, 68.0), (168.0, 204.0, 96.0))


_BLOSSOM: tuple[Colour, ...] = (
    (150.0, 84.0, 120.0),
    (214.0, 132.0, 164.0),
    (246.0, 186.0, 204.0),
    (255.0, 226.0, 232.0),
)


_SNOW: tuple[Colour, ...] = ((110.0, 130.0, 160.0), (170.0, 190.0, 214.0), (220.0, 232.0, 246.0), (250.0, 252.0, 255.0))


_AUTUMN: tuple[Colour, ...] = ((96.0, 34.0, 34.0), (176.0, 66.0, 40.0), (226.0, 124.0, 52.0), (252.0, 196.0, 92.0))


_FROST: tuple[Colour, ...] = ((46.0, 66.0, 74.0), (84.0, 110.0, 112.0), (140.0, 164.0, 164.0), (208.0, 222.0, 224.0))


_WORN = {Season.SPRING: _BLOSSOM, Season.AUTUMN: _AUTUMN, Season.WINTER: _FROST}


_STRAW: tuple[Colour, ...] = ((84.0, 76.0, 48.0), (136.0, 122.0, 70.0), (178.0, 158.0, 92.0), (214.0, 196.0, 130.0))


def foliage(brush: Brush, metres: float, *, blossom: bool = False) -> list[Colour]:
    """A tree's tones from dark to light, in the place's light; white when it snows, and
    as the season has it where one is named."""
    season = brush.air.season
    base = _WORN.get(season, _LEAVES) if season is not None else _BLOSSOM if blossom else _LEAVES
    base = _SNOW if brush.air.weather is Weather.SNOW else base
    lights = (0.35, 0.7, 0.95, 1.1)
    tones = [brush.air.tone(colour, metres, light) for colour, light in zip(base, lights, strict=True)]
    tones[3] = mix(tones[3], brush.air.key, 0.3)
    return tones


def _grass(brush: Brush) -> list[Colour]:
    """Tones of grass from dark to light: green in spring and summer, straw in the cold half of the year."""
    air = brush.air
    dry = air.season in {Season.AUTUMN, Season.WINTER}
    base = _SNOW if air.weather is Weather.SNOW else _STRAW if dry else _LEAVES
    return [air.tone(colour, 3, light) for colour, light in zip(base, (0.35, 0.7, 0.95, 1.1), strict=True)]


def trunk(brush: Brush, x: float, z: float, high: float, thick: float, *, lean: float = 0.0) -> None:
    """A tree's stem with its root flare and a lit edge."""
    air, at, size = brush.air, brush.view.at, brush.view.size
    foot, top = at(x, 0, z), at(x + lean, high, z)
    half = size(thick / 2, z)
    bark = air.tone((92.0, 70.0, 64.0), z, 0.55)
    points: list[Spot] = [
        (foot[0] - half * 1.9, foot[1] + half * 0.2),
        (foot[0] - half, foot[1] - half * 1.6),
        (top[0] - half * 0.55, top[1]),
        (top[0] + half * 0.55, top[1]),
        (foot[0] + half, foot[1] - half * 1.6),
        (foot[0] + half * 1.9, foot[1] + half * 0.2),
    ]
    brush.shadow(foot[0], foot[1], half * 4, half * 0.8, 0.4)
    brush.blend(points, (foot[0] - half, 0), (foot[0] + half, 0), [mix(bark, air.key, 0.3), bark, scale(bark, 0.6)])
    for number in range(6):
        share = brush.rng.uniform(0.1, 0.9)
        px = foot[0] + (top[0] - foot[0]) * share + brush.rng.uniform(-0.6, 0.6) * half
        py = foot[1] + (top[1] - foot[1]) * share
        brush.line(
            [(px, py), (px + (top[0] - foot[0]) * 0.06, py - half * (1.5 + number * 0.3))],
            scale(bark, 0.6),
            max(1.5, half * 0.1),
            0.7,
        )


def ground(brush: Brush, base: Colour, *, far: float = 80.0, light: float = 0.9) -> None:
    """Open ground to the horizon; snow lies on it when it snows."""
    air = brush.air
    colour = (232.0, 238.0, 248.0) if air.weather is Weather.SNOW else base
    brush.level(0, (-200, 200), (0.9, 300), air.tone(colour, 0, light * 0.9), air.tone(colour, far))


def tufts(brush: Brush, count: int, near: float, far: float, *, keep: float = 0.0) -> None:
    """Grass in the perspective of the ground; a strip of half-width `keep` metres is left free."""
    rng, at, size = brush.rng, brush.view.at, brush.view.size
    tones = _grass(brush)
    spots: list[Spot] = []
    depths: list[float] = []
    for _ in range(count):
        z = near + (far - near) * rng.random() ** 1.8
        x = rng.uniform(-1, 1) * (z * 0.55 + 1.0)
        if abs(x) < keep:
            continue
        spots.append(at(x, 0.04, z))
        depths.append(z)
    order = sorted(range(len(spots)), key=lambda n: -depths[n])
    shades = [mix(tones[rng.randrange(1, 4)], tones[rng.randrange(0, 3)], 0.5) for _ in order]
    sizes = [size(rng.uniform(0.10, 0.26), depths[n]) for n in order]
    turns = [rng.gauss(0, 0.12) for _ in order]
    # Tufts stand on their spot: the stamp's middle is half its height above it.
    feet = [(spots[n][0], spots[n][1] - sizes[number] * 0.46) for number, n in enumerate(order)]
    brush.stamps("tuft", feet, sizes.__getitem__, shades.__getitem__, turns.__getitem__)


def crown(
    brush: Brush,
    x: float,
    y: float,
    wide: float,
    high: float,
    tones: Sequence[Colour],
    count: int,
    *,
    kind: str = "spray",
    leaf: float = 16.0,
    light_from_left: bool = True,
) -> None:
    """A tree's crown or a bush: clumps of sprays, dark below and behind, light where the light comes from.

    `tones` run from dark to light.
    """
    rng = brush.rng
    side = -1.0 if light_from_left else 1.0
    clumps = [
        (x + wide * rng.gauss(0, 0.36), y + high * rng.gauss(0, 0.30), rng.uniform(0.16, 0.34)) for _ in range(17)
    ]
    clumps.sort(key=lambda clump: clump[1] - y + (clump[0] - x) * side * 0.3)
    under = mix(tones[0], tones[1], 0.45)
    _masses(brush, clumps, wide, high, 0.9, (0.0, 0.0), under)
    _leaves(brush, count, clumps, tones, wide, high, side, leaf, kind)


_STEPS = 16
"""Tones of leaves between dark and light: more can't be told apart, fewer show."""


def _ramp(tones: Sequence[Colour]) -> list[Colour]:
    """The tones from dark to light in even steps."""
    found = []
    for number in range(_STEPS):
        step = (number + 0.5) / _STEPS * (len(tones) - 1)
        low = int(step)
        found.append(mix(tones[low], tones[low + 1], step - low))
    return found


def _leaves(
    brush: Brush,
    count: int,
    clumps: Sequence[tuple[float, float, float]],
    tones: Sequence[Colour],
    wide: float,
    high: float,
    side: float,
    leaf: float,
    kind: str,
) -> None:
    """Leaves over the clumps: some rag the outline, the others light each clump from its lit side."""
    rng = brush.rng
    spots: list[Spot] = []
    shades: list[Colour] = []
    spray = kind == "spray"
    # A spray shows a dozen leaves a third as long as itself.
    leaf, count = (leaf * 2.3, round(count * 0.5)) if spray else (leaf, count)
    each = max(4, count // len(clumps))
    ramp = _ramp(tones)
    for cx, cy, part in clumps:
        for number in range(each):
            # A third of the leaves rag the outline, the rest light the clump from its lit side.
            edge = number % 3 == 0
            angle = rng.uniform(0, math.tau)
            reach = part * (rng.uniform(0.88, 1.12) if edge else math.sqrt(rng.random()) * 0.95)
            dx, dy = math.cos(angle) * reach, math.sin(angle) * reach
            lit = (-dy + dx * side * 0.7) / part * 0.5 + 0.5 + rng.gauss(0, 0.16)
            share = lit * 0.78 if edge else lit * 0.95
            spots.append((cx + wide * dx, cy + high * dy))
            shades.append(ramp[0 if share <= 0 else min(_STEPS - 1, int(share * _STEPS))])
    sizes = [leaf * rng.uniform(0.6, 1.4) for _ in spots]
    turns = [rng.uniform(0, math.tau) for _ in spots]
    brush.stamps(kind, spots, sizes.__getitem__, shades.__getitem__, turns.__getitem__)


def _masses(
    brush: Brush,
    clumps: Sequence[tuple[float, float, float]],
    wide: float,
    high: float,
    factor: float,
    shift: Spot,
    colour: Colour,
) -> None:
    """The clumps' bodies as one shape, so that no sky shows through between leaves."""
    path = skia.Path()
    for cx, cy, part in clumps:
        px, py, reach = cx + shift[0] * part, cy + shift[1] * part, part * factor
        path.addOval(skia.Rect.MakeLTRB(px - wide * reach, py - high * reach, px + wide * reach, py + high * reach))
    path.setFillType(skia.PathFillType.kWinding)
    brush.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(colour)))
