"""A battlefield: smoke, broken spears, torn flags."""

from __future__ import annotations

import math

from renderer.colours import Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.clouds import paint_billows
from renderer.crew.house.foliage import ground
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_hills
from renderer.crew.house.studio import Studio


def paint_battlefield(studio: Studio) -> None:
    """A field after the battle: smoke columns, torn banners, broken spears, fires on the horizon."""
    studio.view = View(x=540.0, y=900.0)
    horizon = studio.view.y
    fire = (255.0, 120.0, 50.0)
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon, sun_x=studio.sun_x, clouds=1.2))
        brush.blend(
            [(-260, -420), (1340, -420), (1340, horizon + 40), (-260, horizon + 40)],
            (0, -420),
            (0, horizon),
            [(60.0, 40.0, 50.0), (190.0, 70.0, 50.0)],
            alphas=[0.45, 0.5],
        )
        brush.glow(540, horizon, 900, fire, 0.45)
    with studio.plane("smoke", 0.2, soft=2.2) as brush:
        paint_hills(brush, horizon + 20, height=150, rows=2, base=(92.0, 80.0, 84.0))
        for number in range(5):
            _smoke(brush, -120 + number * 330 + brush.rng.uniform(-70, 70), horizon + 20, brush.rng.uniform(420, 900))
        for _ in range(9):
            brush.glow(brush.rng.uniform(-200, 1280), horizon + 6, brush.rng.uniform(50, 150), fire, 0.8)
    with studio.plane("field", 0.65, grain=0.12) as brush:
        ground(brush, (116.0, 98.0, 84.0), far=26)
        _ruts(brush)
        for _ in range(26):
            _spear(brush, brush.rng.uniform(-5, 5), brush.rng.uniform(4, 24))
        _torn_flag(brush, -1.5, 6.2)
        _torn_flag(brush, 2.6, 11.0)
    with studio.plane("near", 1.3, soft=5.0) as brush:
        dark = brush.air.tone((46.0, 38.0, 44.0), 0, 0.3)
        for x, lean in ((-110, 140), (20, -60), (1130, -170)):
            brush.line([(x, 2350), (x + lean, 980)], dark, 24)
            brush.fill([(x + lean - 26, 990), (x + lean + 26, 990), (x + lean + lean * 0.06, 860)], scale(dark, 1.4))
        for _ in range(50):
            spot = (brush.rng.uniform(-200, 1280), brush.rng.uniform(100, 1900))
            brush.disc(*spot, brush.rng.uniform(2, 7), (255.0, 170.0, 80.0), 0.85)


def _smoke(brush: Brush, x: float, foot: float, tall: float) -> None:
    """A column of smoke that leans with the wind: lit by the fire at its foot, by the sky at its head."""
    rng, air = brush.rng, brush.air
    sky = mix(air.tone((128.0, 116.0, 122.0), 20), air.haze, 0.3)
    puffs: list[tuple[float, float, float]] = []
    colours: list[Colour] = []
    for step in range(120):
        share = step // 8 / 14
        lit = mix(mix((74.0, 58.0, 62.0), sky, 0.25 + 0.6 * share), (255.0, 124.0, 64.0), 0.4 * (1 - share) ** 2.2)
        wide = 14 + 84 * share**0.8
        px = x + 190 * share**1.7 + rng.gauss(0, wide * 0.5)
        puffs.append((px, foot - tall * share + rng.gauss(0, 10), wide * rng.uniform(0.3, 0.74)))
        colours.append(scale(lit, (0.88, 0.98, 1.07)[step % 3]))
    paint_billows(brush, puffs, colours, left=True, alpha=0.82)


def _ruts(brush: Brush) -> None:
    air, rng, at = brush.air, brush.rng, brush.view.at
    for _ in range(120):
        z = 1.4 + 14 * rng.random() ** 1.6
        x = rng.uniform(-0.6, 0.6) * z + rng.gauss(0, 0.5)
        spot = at(x, 0, z)
        brush.shadow(spot[0], spot[1], brush.view.size(rng.uniform(0.1, 0.5), z), brush.view.size(0.04, z), 0.3)
    stones = [at(rng.uniform(-0.6, 0.6) * 6, 0.02, 1.5 + 9 * rng.random() ** 1.5) for _ in range(160)]
    brush.dots(stones, 11, air.tone((84.0, 74.0, 70.0), 2, 0.6), 0.9)
    brush.dots([(x - 2, y - 3) for x, y in stones], 6, air.tone((160.0, 146.0, 134.0), 2), 0.8)


def _spear(brush: Brush, x: float, z: float) -> None:
    air, rng, at = brush.air, brush.rng, brush.view.at
    lean, tall = rng.gauss(0, 0.5), rng.uniform(0.9, 2.0)
    wood = air.tone((76.0, 58.0, 52.0), z, 0.5)
    foot, top = at(x, 0, z), at(x + lean, tall, z)
    wide = brush.view.size(0.035, z)
    brush.line([foot, top], wood, wide)
    if rng.random() < 0.6:
        tip = at(x + lean * 1.16, tall * 1.16, z)
        brush.fill(
            [(top[0] - wide * 1.6, top[1]), (top[0] + wide * 1.6, top[1]), tip], air.tone((170.0, 176.0, 186.0), z, 0.9)
        )
    brush.shadow(foot[0], foot[1], wide * 5, wide, 0.4)


def _torn_flag(brush: Brush, x: float, z: float) -> None:
    """A banner in shreds on a leaning pole."""
    air, rng, at = brush.air, brush.rng, brush.view.at
    foot, top = at(x, 0, z), at(x + 0.4, 3.6, z)
    wide = brush.view.size(0.06, z)
    brush.shadow(foot[0], foot[1], wide * 6, wide, 0.45)
    brush.line([foot, top], air.tone((70.0, 54.0, 52.0), z * 0.5, 0.6), wide)
    reach, drop = brush.view.size(1.5, z), brush.view.size(1.0, z)
    points: list[Spot] = [top]
    for number in range(1, 11):
        share = number / 10
        points.append((top[0] + reach * share, top[1] + drop * 0.14 * math.sin(share * 7)))
    for number in range(12):
        share = 1 - number / 11
        ragged = drop * (0.9 + 0.3 * math.sin(share * 6)) * (rng.uniform(0.55, 1.1) if number % 2 else 1.0)
        points.append((top[0] + reach * share * 0.98, top[1] + ragged))
    red = air.tone((170.0, 40.0, 50.0), z * 0.5, 0.95)
    brush.blend(points, top, (top[0] + reach, top[1]), [red, scale(red, 0.6), mix(red, air.key, 0.2), scale(red, 0.55)])
