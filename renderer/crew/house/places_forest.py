"""A wood with light falling through it."""

from __future__ import annotations

import math

from renderer.colours import WHITE, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.foliage import crown, foliage, trunk, tufts
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.studio import Studio
from show.script import Weather


def paint_forest(studio: Studio) -> None:
    """A wood: pale stems behind dark ones, light falling through, a path, ferns."""
    studio.view = View(x=540.0, y=880.0)
    horizon = studio.view.y
    left = studio.sun_x < 540
    with studio.plane("sky", 0.0, coarse=2.0) as brush:
        sun = paint_sky(brush, horizon, sun_x=studio.sun_x, clouds=0.0)
        studio.glow_at(*sun)
        brush.blend(
            [(-260, -400), (1340, -400), (1340, 1300), (-260, 1300)],
            (0, -400),
            (0, horizon),
            [foliage(brush, 60)[2], brush.air.haze],
            alphas=[0.55, 0.8],
        )
    with studio.plane("thicket", 0.1, coarse=3.2) as brush:
        _thicket(brush, horizon, left)
    for name, depth, metres, stems, count in (("far", 0.2, 30.0, 13, 240), ("middle", 0.45, 15.0, 8, 420)):
        with studio.plane(name, depth, coarse=1.6 if metres > 20 else 1.0) as brush:
            _wood(brush, metres, stems, count, left)
    with studio.plane("clearing", 0.65, grain=0.08) as brush:
        _clearing(brush, left)
    with studio.plane("near", 1.3, soft=6.0) as brush:
        dark = [scale(tone, 0.5) for tone in foliage(brush, 0)]
        for x, y, wide, high in (
            (-120, 60, 330, 300),
            (1200, -20, 330, 260),
            (540, -330, 620, 120),
            (-140, 1980, 260, 260),
            (1240, 2020, 240, 240),
        ):
            crown(brush, x, y, wide, high, dark, 330, leaf=62, light_from_left=left)


def _thicket(brush: Brush, horizon: float, left: bool) -> None:
    """What closes the wood far off: pale stems and leaves in the haze, light between them."""
    air, rng = brush.air, brush.rng
    for metres, count, wide in ((70.0, 34, 15.0), (48.0, 22, 24.0)):
        stem = air.tone((84.0, 104.0, 84.0), metres, 0.8)
        for number in range(count):
            x = -300 + 1680 * (number + rng.uniform(0, 0.9)) / count
            half = wide * rng.uniform(0.5, 1.2) / 2
            brush.column(x - half, -500, x + half, horizon + 40, [stem, mix(stem, air.haze, 0.35)])
    tones = [mix(tone, air.haze, 0.30) for tone in foliage(brush, 40)]
    for number in range(11):
        x = -300 + 1680 * (number + rng.uniform(0.1, 0.9)) / 11
        crown(brush, x, horizon - 6 - rng.uniform(0, 60), 170, 110, tones, 150, leaf=13, light_from_left=left)
        crown(brush, x, rng.uniform(-60, 260), 260, 210, tones, 130, leaf=20, light_from_left=left)
    spot = 300.0 if left else 780.0
    brush.glow(spot, horizon - 200, 620, mix(air.key, air.haze, 0.3), 0.5 if not air.dark else 0.28)


def _wood(brush: Brush, metres: float, stems: int, count: int, left: bool) -> None:
    rng, at, size = brush.rng, brush.view.at, brush.view.size
    foot = at(0, 0, metres)[1]
    tone = brush.air.tone(brush.air.ground((70.0, 96.0, 66.0)), metres)
    brush.blend(
        [(-280, foot - 60), (1360, foot - 60), (1360, foot + 420), (-280, foot + 420)],
        (0, foot - 60),
        (0, foot + 200),
        [tone, scale(tone, 0.85)],
        alphas=[0.0, 1.0],
    )
    for number in range(stems):
        x = ((number + rng.uniform(0.15, 0.85)) / stems * 2 - 1) * metres * 0.52
        if abs(x) < 0.7:
            continue
        trunk(
            brush,
            x,
            metres * rng.uniform(0.9, 1.1),
            14,
            rng.uniform(0.3, 0.6) * metres / 15,
            lean=rng.uniform(-0.8, 0.8),
        )
    tones = foliage(brush, metres)
    for level, reach, count_share in ((11.0, 260.0, 0.5), (8.4, 240.0, 0.6), (6.6, 180.0, 0.5)):
        for number in range(7):
            x = (number + rng.uniform(0.2, 0.8)) / 7 * 1760 - 340
            y = at(0, level * metres / 15, metres)[1] + rng.uniform(-70, 70)
            shade = tones if level < 10 else [scale(tone, 0.86) for tone in tones]
            each = round(count * count_share)
            crown(brush, x, y, reach, reach * 0.7, shade, each, leaf=size(0.2, metres) + 7, light_from_left=left)
    for number in range(12):
        x = (number + rng.uniform(0.1, 0.9)) / 12 * 1700 - 310
        if abs(x - 540) > 130:
            crown(brush, x, foot - rng.uniform(0, 26), 110, 46, tones, count // 6, leaf=9, light_from_left=left)


def _clearing(brush: Brush, left: bool) -> None:
    air, rng, at = brush.air, brush.rng, brush.view.at
    foot = at(0, 0, 9)[1]
    soil = air.tone(air.ground((96.0, 112.0, 70.0)), 3, 0.85)
    brush.blend(
        [(-280, foot - 40), (1360, foot - 40), (1360, 2400), (-280, 2400)],
        (0, foot - 40),
        (0, 1900),
        [soil, soil, soil, soil, soil, soil, air.tone(air.ground((84.0, 96.0, 62.0)), 0, 0.75)],
        alphas=[0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
    )
    path: list[Spot] = []
    other: list[Spot] = []
    for number in range(44):
        z = 1.2 * 1.08**number
        bend = math.sin(4.4 * (1 - math.exp(-z / 7))) * 0.55
        half = 0.75 * min(1.0, 11 / z)
        path.append(at(bend - half, 0.01, z))
        other.append(at(bend + half, 0.01, z))
    earth = air.tone(mix(air.ground((178.0, 150.0, 112.0)), (178.0, 150.0, 112.0), 0.25), 2, 0.9)
    brush.blend(path + other[::-1], (0, foot), (0, 1920), [mix(earth, air.haze, 0.35), scale(earth, 0.85)])
    for _ in range(16):
        spot = at(rng.uniform(-3, 3), 0.01, rng.uniform(1.8, 8))
        brush.canvas.save()
        brush.canvas.translate(*spot)
        brush.canvas.scale(1, 0.22)
        strength = 0.24 if air.weather is Weather.CLEAR and not air.dark else 0.08
        brush.glow(0, 0, rng.uniform(60, 190), air.key, strength)
        brush.canvas.restore()
    tufts(brush, 1150, 1.2, 11, keep=0.95)
    for side in (-1, 1):
        trunk(brush, side * rng.uniform(2.1, 2.5), 5.2, 12, 0.62, lean=-side * 0.25)
        trunk(brush, side * rng.uniform(3.2, 3.6), 8.0, 12, 0.7, lean=side * 0.2)
    _beams(brush, left)


def _beams(brush: Brush, left: bool) -> None:
    """Light that falls through the leaves."""
    air, rng = brush.air, brush.rng
    sun = (140.0 if left else 940.0, -260.0)
    for number in range(5):
        x = sun[0] + (number - 2) * 150 + rng.uniform(-40, 40)
        slant = 460 if left else -460
        brush.shaft(
            ((x, -300), (x + 80, -300)),
            ((x + slant, 1500), (x + slant + 190, 1500)),
            mix(air.key, WHITE, 0.2),
            (0.4 if not air.dark else 0.2) * (1.0 if air.weather is Weather.CLEAR else 0.4),
        )
