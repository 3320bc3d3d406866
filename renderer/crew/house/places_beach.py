"""The sea and its shore."""

from __future__ import annotations

import math

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.foliage import foliage
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.studio import Studio
from show.script import TimeOfDay, Weather


def paint_beach(studio: Studio) -> None:
    """A beach: sea with glitter under the sun's place, surf, sand with footprints, a far headland."""
    studio.view = View(x=540.0, y=830.0)
    horizon = studio.view.y
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        sun = paint_sky(brush, horizon, sun_x=studio.sun_x, clouds=1.2)
        studio.glow_at(*sun)
    with studio.plane("sea", 0.3) as brush:
        _sea(brush, horizon, sun[0])
    with studio.plane("sand", 0.7, grain=0.12) as brush:
        _sand(brush)
    with studio.plane("near", 1.3, soft=5.0) as brush:
        tones = foliage(brush, 0)
        side = 1 if studio.sun_x < 540 else -1
        for number in range(9):
            base = (540 + side * (560 + number * 30), -80 + number * 14)
            tip = (540 + side * (180 + number * 60), -40 + number * 78)
            _frond(brush, base, tip, tones[number % 3])


def _frond(brush: Brush, base: Spot, tip: Spot, colour: Colour) -> None:
    """A palm leaf that hangs into the frame."""
    middle = ((base[0] + tip[0]) / 2, (base[1] + tip[1]) / 2 - 90)
    pairs: list[tuple[Spot, Spot]] = []
    last = base
    for number in range(1, 25):
        t = number / 24
        x = (1 - t) ** 2 * base[0] + 2 * t * (1 - t) * middle[0] + t * t * tip[0]
        y = (1 - t) ** 2 * base[1] + 2 * t * (1 - t) * middle[1] + t * t * tip[1]
        reach = 130 * math.sin(math.pi * min(1.0, t * 0.9 + 0.1))
        along = (x - last[0], y - last[1])
        pairs.append(((x, y), (x + along[0] * 1.5 + along[1] * 0.5, y + reach)))
        pairs.append(((x, y), (x + along[0] * 2.2, y - reach * 0.35)))
        pairs.append((last, (x, y)))
        last = (x, y)
    brush.lines(pairs, colour, 13)


def _sea(brush: Brush, horizon: float, sun_x: float) -> None:
    air, at = brush.air, brush.view.at
    shore = at(0, 0, 7.5)[1]
    deep, shallow = air.tone((24.0, 92.0, 160.0), 30), air.tone((96.0, 196.0, 200.0), 4)
    if air.time in {TimeOfDay.SUNSET, TimeOfDay.DAWN}:
        # Under a low sun water shows the sky's colours rather than its own.
        deep = mix(deep, mix(air.sky[0], air.sky[1], 0.6), 0.72)
        shallow = mix(shallow, mix(air.sky[1], air.sky[2], 0.6), 0.6)
    if air.weather is not Weather.CLEAR:
        # Under cloud the sea takes the cloud's grey.
        share = 0.3 if air.weather is Weather.CLOUDY else 0.62
        deep, shallow = mix(deep, scale(air.sky[2], 0.7), share), mix(shallow, scale(air.sky[2], 0.85), share)
    brush.blend(
        [(-280, horizon), (1360, horizon), (1360, shore + 140), (-280, shore + 140)],
        (0, horizon),
        (0, shore + 60),
        [mix(deep, air.sky[3], 0.45), deep, mix(deep, shallow, 0.5), shallow],
    )
    head = air.tone((80.0, 110.0, 96.0), 130)
    brush.fill(
        [
            (-280, horizon - 60),
            (-60, horizon - 84),
            (60, horizon - 40),
            (190, horizon - 26),
            (300, horizon + 2),
            (-280, horizon + 2),
        ],
        head,
    )
    _glitter(brush, horizon, shore, deep, sun_x)


def _glitter(brush: Brush, horizon: float, shore: float, deep: Colour, sun_x: float) -> None:
    """Ripples, and the sun's road on the water."""
    air, rng = brush.air, brush.rng
    light = mix(air.sky[3], air.key, 0.6)
    ripples: list[tuple[Spot, Spot]] = []
    for _ in range(420):
        share = rng.random() ** 1.7
        y = horizon + 3 + (shore - horizon) * share
        long = 10 + 120 * share * rng.random()
        x = rng.uniform(-280, 1360)
        ripples.append(((x, y), (x + long, y)))
    brush.lines(ripples[:210], scale(deep, 0.8), 2.4, 0.35)
    brush.lines(ripples[210:], light, 2.2, 0.4)
    glitter: list[tuple[Spot, Spot]] = []
    for _ in range(300):
        share = rng.random() ** 1.3
        y = horizon + 2 + (shore - horizon) * share
        x = sun_x + rng.gauss(0, 26 + 150 * share)
        glitter.append(((x, y), (x + 6 + 26 * share * rng.random(), y)))
    low = air.time in {TimeOfDay.SUNSET, TimeOfDay.DAWN, TimeOfDay.NIGHT}
    sunny = air.weather in {Weather.CLEAR, Weather.CLOUDY}
    brush.lines(glitter, mix(light, WHITE, 0.5), 3.2, (0.85 if low else 0.45) * (1.0 if sunny else 0.25))


def _surf(y: float, phase: float, swing: float) -> list[Spot]:
    return [
        (x, y + swing * math.sin(x / 190 + phase) + swing * 0.5 * math.sin(x / 71 + phase * 2))
        for x in range(-300, 1390, 18)
    ]


def _sand(brush: Brush) -> None:
    air, rng, at = brush.air, brush.rng, brush.view.at
    shore = at(0, 0, 7.5)[1]
    sand = air.ground((236.0, 212.0, 170.0))
    edge = _surf(shore + 46, 1.2, 14)
    brush.blend(
        [*edge, (1390, 2400), (-300, 2400)],
        (0, shore),
        (0, 2000),
        [air.tone(scale(sand, 0.78), 5), air.tone(sand, 3), air.tone(sand, 0, 0.9)],
    )
    wet = _surf(shore + 100, 2.0, 18)
    brush.blend(
        edge + wet[::-1],
        (0, shore + 30),
        (0, shore + 120),
        [mix(air.sky[3], air.tone(sand, 3), 0.4), air.tone(scale(sand, 0.8), 3)],
        alphas=[0.85, 0.0],
    )
    for offset, width, alpha in ((-42, 5, 0.5), (-14, 7, 0.75), (0, 13, 0.95)):
        brush.line(_surf(shore + 46 + offset, 1.2 + offset * 0.01, 14), air.tone(WHITE, 2, 1.05), width, alpha)
    foam = [(x + rng.uniform(-9, 9), y + rng.gauss(-6, 9)) for x, y in edge for _ in range(5)]
    brush.dots(foam, 7, air.tone(WHITE, 2, 1.05), 0.7)
    specks = [at(rng.uniform(-3, 3), 0, 1.4 + 5 * rng.random() ** 1.6) for _ in range(900)]
    brush.dots(specks[:450], 4, air.tone((190.0, 160.0, 120.0)), 0.5)
    brush.dots(specks[450:], 3, air.tone((255.0, 240.0, 210.0)), 0.6)
    for number in range(11):
        z = 1.7 * 1.13**number
        spot = at(0.9 - number * 0.16 + (0.12 if number % 2 else -0.12), 0, z)
        brush.shadow(spot[0], spot[1], brush.view.size(0.1, z), brush.view.size(0.035, z), 0.32)
    for _ in range(26):
        spot = at(rng.uniform(-2.4, 2.4), 0, rng.uniform(1.6, 5))
        brush.shadow(spot[0], spot[1], rng.uniform(30, 120), rng.uniform(3, 9), 0.12)
    if air.dark or air.wet:
        brush.fill_mode([*edge, *wet[::-1]], air.sky[3], 0.2, skia.BlendMode.kScreen)
