"""Under the open sky: shrine, forest, beach."""

from __future__ import annotations

import math

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View, crown
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_hills
from renderer.crew.house.studio import Studio
from show.script import TimeOfDay, Weather

_LEAVES: tuple[Colour, ...] = ((28.0, 66.0, 50.0), (48.0, 104.0, 60.0), (92.0, 150.0, 68.0), (168.0, 204.0, 96.0))
_BLOSSOM: tuple[Colour, ...] = (
    (150.0, 84.0, 120.0),
    (214.0, 132.0, 164.0),
    (246.0, 186.0, 204.0),
    (255.0, 226.0, 232.0),
)
_SNOW: tuple[Colour, ...] = ((110.0, 130.0, 160.0), (170.0, 190.0, 214.0), (220.0, 232.0, 246.0), (250.0, 252.0, 255.0))


def foliage(brush: Brush, metres: float, *, blossom: bool = False) -> list[Colour]:
    """A tree's tones from dark to light, in the place's light; white when it snows."""
    base = _SNOW if brush.air.weather is Weather.SNOW else _BLOSSOM if blossom else _LEAVES
    lights = (0.35, 0.7, 0.95, 1.1)
    tones = [brush.air.tone(colour, metres, light) for colour, light in zip(base, lights, strict=True)]
    tones[3] = mix(tones[3], brush.air.key, 0.3)
    return tones


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
    tones = foliage(brush, 3)
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
    shades = [mix(tones[rng.randrange(1, 4)], tones[rng.randrange(1, 3)], 0.5) for _ in order]
    sizes = [size(rng.uniform(0.10, 0.24), depths[n]) for n in order]
    turns = [-math.pi / 2 + rng.gauss(0, 0.45) for _ in order]
    brush.stamps("blade", [spots[n] for n in order], sizes.__getitem__, shades.__getitem__, turns.__getitem__)


def paint_shrine(studio: Studio) -> None:
    """A shrine's avenue: gates one behind the other, stone lanterns, steps, old trees, a hall at the end."""
    horizon = studio.view.y
    blossom = studio.rng.random() < 0.6
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon, sun_x=studio.sun_x, clouds=1.0, tower_x=540))
    with studio.plane("wood", 0.3) as brush:
        paint_hills(brush, horizon + 60, height=260, rows=2, base=(54.0, 92.0, 84.0))
        for side in (-1, 1):
            for z, x in ((34.0, 7.5), (26.0, 6.6), (20.0, 6.2)):
                spot = brush.view.at(side * x, 4.4, z)
                crown(brush, *spot, brush.view.size(4.4, z), brush.view.size(3.6, z), foliage(brush, z), 700, leaf=14)
    with studio.plane("avenue", 0.62, grain=0.08) as brush:
        _avenue(brush, blossom)
    with studio.plane("near", 1.3, soft=5.0) as brush:
        tones = foliage(brush, 0, blossom=blossom)
        side = -1 if studio.sun_x < 540 else 1
        for dx, dy, wide, high in ((640, -60, 330, 240), (560, 170, 180, 130), (330, -190, 260, 120)):
            crown(
                brush,
                540 + side * dx,
                dy,
                wide,
                high,
                tones,
                420,
                kind="petal" if blossom else "leaf",
                leaf=46,
                light_from_left=studio.sun_x < 540,
            )


def _avenue(brush: Brush, blossom: bool) -> None:
    air, at = brush.air, brush.view.at
    ground(brush, (122.0, 128.0, 92.0), far=30)
    path = (186.0, 182.0, 176.0)
    brush.level(0.01, (-1.5, 1.5), (0.9, 26), air.tone(path, 0, 0.85), air.tone(path, 14))
    shapes: list[list[Spot]] = [[] for _ in range(0)]
    z = 1.2
    row = 0
    while z < 24:
        long = 0.55
        for number in range(4):
            x = -1.5 + number * 0.75 + (0.375 if row % 2 else 0)
            if brush.rng.random() < 0.5 and x < 1.0:
                shapes.append(
                    [
                        at(x, 0.012, z),
                        at(x + 0.72, 0.012, z),
                        at(x + 0.72, 0.012, z + long * 0.94),
                        at(x, 0.012, z + long * 0.94),
                    ]
                )
        z += long
        row += 1
    brush.polygons(shapes, air.tone(scale(path, 0.86), 2), 0.55)
    for side in (-1, 1):
        brush.block((side * 1.62 - 0.12, side * 1.62 + 0.12), (0, 0.14), (0.95, 26), (150.0, 148.0, 146.0), light=0.85)
    tufts(brush, 900, 1.3, 18, keep=1.8)
    _hall(brush)
    for z in (21.0, 16.0, 11.5):
        for side in (-1, 1):
            trunk(brush, side * (3.3 + z * 0.05), z, 9.0, 0.8)
            spot = at(side * (3.6 + z * 0.05), 6.6, z)
            crown(
                brush,
                *spot,
                brush.view.size(2.6, z),
                brush.view.size(2.4, z),
                foliage(brush, z * 0.7, blossom=blossom and z < 14),
                900,
                kind="petal" if blossom and z < 14 else "leaf",
                leaf=200 / z + 5,
            )
        _torii(brush, z - 2.0)
    for z in (8.6, 6.0):
        for side in (-1, 1):
            _lantern(brush, side * 1.95, z)
    _torii(brush, 4.7)
    if blossom:
        petals = [at(brush.rng.uniform(-3, 3), 0.015, 1.4 + 10 * brush.rng.random() ** 1.5) for _ in range(320)]
        tones = foliage(brush, 0, blossom=True)
        brush.stamps("petal", petals, lambda n: 9.0 + n % 9, lambda n: tones[1 + n % 3], lambda n: n * 2.4, 0.9)


def _hall(brush: Brush) -> None:
    """The shrine's hall at the end: steps, pillars, a swept roof."""
    air, at, z = brush.air, brush.view.at, 25.0
    for number in range(5):
        brush.front(
            (-3.4, 3.4),
            (number * 0.24, number * 0.24 + 0.24),
            z - 0.6 - number * 0.1,
            air.tone((160.0, 158.0, 156.0), 12, 0.5 + 0.08 * number),
        )
    brush.front((-3.6, 3.6), (1.2, 4.4), z, air.tone((150.0, 60.0, 50.0), 12, 0.5))
    brush.front(
        (-1.2, 1.2),
        (1.2, 3.6),
        z - 0.1,
        mix(air.tone((70.0, 50.0, 50.0), 10, 0.4), (255.0, 190.0, 110.0), 0.75 * air.lamps),
    )
    for x in (-3.4, -1.4, 1.4, 3.4):
        brush.front((x - 0.16, x + 0.16), (1.2, 4.6), z - 0.2, air.tone((190.0, 66.0, 54.0), 10, 0.8))
    points: list[Spot] = []
    for number in range(21):
        share = number / 20 * 2 - 1
        points.append(at(share * 5.6, 4.5 + 0.9 * abs(share) ** 3, z - 0.6))
    points += [at(3.4, 7.0, z), at(-3.4, 7.0, z)]
    roof = air.tone((74.0, 86.0, 92.0), 12, 0.6)
    brush.blend(points, at(0, 7.0, z), at(0, 4.4, z), [mix(roof, air.key, 0.2), scale(roof, 0.75)])
    brush.edge((-3.6, 7.05, z), (3.6, 7.05, z), scale(roof, 0.7), 9)
    if air.lamps > 0.1:
        brush.glow(*at(0, 2.6, z), 260, (255.0, 180.0, 100.0), 0.6 * air.lamps)


def _torii(brush: Brush, z: float) -> None:
    """A red gate across the path."""
    air, at, size = brush.air, brush.view.at, brush.view.size
    red: Colour = (206.0, 62.0, 44.0)
    half, high, thick = 2.05, 4.0, size(0.17, z)
    for side in (-1, 1):
        foot, top = at(side * half, 0, z), at(side * (half - 0.12), high - 0.2, z)
        body = air.tone(red, z * 0.6, 0.85)
        brush.shadow(foot[0], foot[1], thick * 3, thick * 0.7, 0.45)
        brush.blend(
            [
                (foot[0] - thick, foot[1]),
                (foot[0] + thick, foot[1]),
                (top[0] + thick * 0.85, top[1]),
                (top[0] - thick * 0.85, top[1]),
            ],
            (foot[0] - thick, 0),
            (foot[0] + thick, 0),
            [mix(body, air.key, 0.3), body, scale(body, 0.55)],
        )
        base = at(side * half, 0.5, z)
        brush.box(
            foot[0] - thick * 1.15, base[1], foot[0] + thick * 1.15, foot[1], air.tone((52.0, 46.0, 52.0), z * 0.6, 0.7)
        )
    tie_left, tie_right = at(-half - 0.25, high - 0.85, z), at(half + 0.25, high - 0.85, z)
    brush.column(
        tie_left[0],
        tie_left[1] - thick * 0.8,
        tie_right[0],
        tie_left[1] + thick * 0.8,
        [air.tone(red, z * 0.6, 1.0), air.tone(red, z * 0.6, 0.4)],
    )
    plate_left, plate_top = at(-0.3, high - 0.1, z)
    plate_right, plate_foot = at(0.3, high - 0.9, z)
    brush.box(plate_left, plate_top, plate_right, plate_foot, air.tone((60.0, 52.0, 56.0), z * 0.6, 0.7))
    brush.box(
        plate_left + thick * 0.25,
        plate_top + thick * 0.25,
        plate_right - thick * 0.25,
        plate_foot - thick * 0.25,
        air.tone((206.0, 176.0, 96.0), z * 0.6, 0.9),
    )
    for lift, reach, deep, colour in ((0.0, 2.75, 0.24, red), (0.24, 2.95, 0.17, (54.0, 48.0, 56.0))):
        upper: list[Spot] = []
        lower: list[Spot] = []
        for number in range(17):
            share = number / 16 * 2 - 1
            rise = 0.34 * abs(share) ** 2.6
            upper.append(at(share * (reach + 0.12), high + lift + deep + rise, z))
            lower.append(at(share * reach, high + lift + rise, z))
        tone = air.tone(colour, z * 0.6, 0.95)
        brush.blend(upper + lower[::-1], upper[8], lower[8], [mix(tone, air.key, 0.25), scale(tone, 0.62)])


def _lantern(brush: Brush, x: float, z: float) -> None:
    """A stone lantern with a light in it."""
    air, at, size = brush.air, brush.view.at, brush.view.size
    stone: Colour = (150.0, 150.0, 146.0)

    def slab(y0: float, y1: float, low: float, high: float, light: float) -> None:
        a, b = at(x, y0, z), at(x, y1, z)
        l0, l1 = size(low, z), size(high, z)
        tone = air.tone(stone, z * 0.5, light)
        brush.blend(
            [(a[0] - l0, a[1]), (a[0] + l0, a[1]), (b[0] + l1, b[1]), (b[0] - l1, b[1])],
            (a[0] - l0, 0),
            (a[0] + l0, 0),
            [mix(tone, air.key, 0.15), scale(tone, 0.62)],
        )

    foot = at(x, 0, z)
    brush.shadow(foot[0], foot[1], size(0.4, z), size(0.09, z), 0.45)
    slab(0, 0.16, 0.26, 0.22, 0.8)
    slab(0.16, 0.82, 0.09, 0.09, 0.7)
    slab(0.82, 0.96, 0.12, 0.24, 0.75)
    slab(0.96, 1.28, 0.17, 0.17, 0.6)
    light = at(x, 1.12, z)
    half = size(0.1, z)
    brush.round_box(
        light[0] - half,
        light[1] - half * 1.1,
        light[0] + half,
        light[1] + half * 1.1,
        half * 0.2,
        mix(air.tone((70.0, 66.0, 66.0), z * 0.5, 0.5), (255.0, 214.0, 130.0), air.lamps),
    )
    slab(1.28, 1.36, 0.36, 0.3, 0.95)
    slab(1.36, 1.56, 0.3, 0.06, 0.9)
    slab(1.56, 1.66, 0.06, 0.03, 0.9)
    if air.lamps > 0.05:
        brush.glow(*light, size(1.5, z), (255.0, 176.0, 90.0), 0.8 * air.lamps)


def paint_forest(studio: Studio) -> None:
    """A wood: pale stems behind dark ones, light falling through, a path, ferns."""
    studio.view = View(x=540.0, y=880.0)
    horizon = studio.view.y
    left = studio.sun_x < 540
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        sun = paint_sky(brush, horizon, sun_x=studio.sun_x, clouds=0.4)
        studio.glow_at(*sun)
        brush.blend(
            [(-260, -400), (1340, -400), (1340, 1300), (-260, 1300)],
            (0, -400),
            (0, horizon),
            [foliage(brush, 60)[2], brush.air.haze],
            alphas=[0.55, 0.8],
        )
    for name, depth, metres, stems, count in (("far", 0.2, 30.0, 13, 500), ("middle", 0.45, 15.0, 8, 900)):
        with studio.plane(name, depth) as brush:
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


def _wood(brush: Brush, metres: float, stems: int, count: int, left: bool) -> None:
    rng, at, size = brush.rng, brush.view.at, brush.view.size
    foot = at(0, 0, metres)[1]
    tone = brush.air.tone((70.0, 96.0, 66.0), metres)
    brush.blend(
        [(-280, foot - 60), (1360, foot - 60), (1360, foot + 240), (-280, foot + 240)],
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
    for number in range(7):
        x = (number + 0.5) / 7 * 1640 - 280
        y = at(0, 7.0, metres)[1] + rng.uniform(-120, 60)
        crown(
            brush, x, y, 230, 190, foliage(brush, metres), count // 2, leaf=size(0.22, metres) + 6, light_from_left=left
        )


def _clearing(brush: Brush, left: bool) -> None:
    air, rng, at = brush.air, brush.rng, brush.view.at
    foot = at(0, 0, 9)[1]
    soil = air.tone((96.0, 112.0, 70.0), 3, 0.85)
    brush.blend(
        [(-280, foot - 40), (1360, foot - 40), (1360, 2400), (-280, 2400)],
        (0, foot - 40),
        (0, 1900),
        [soil, soil, scale(air.tone((84.0, 92.0, 64.0), 0, 0.6), 0.85)],
        alphas=[0.0, 1.0, 1.0],
    )
    path: list[Spot] = []
    other: list[Spot] = []
    for number in range(24):
        z = 1.2 * 1.16**number
        bend = math.sin(z * 0.35) * 0.5
        path.append(at(bend - 0.75, 0.01, z))
        other.append(at(bend + 0.75, 0.01, z))
    earth = air.tone((178.0, 150.0, 112.0), 2, 0.9)
    brush.blend(path + other[::-1], (0, foot), (0, 1920), [mix(earth, air.haze, 0.35), scale(earth, 0.85)])
    for _ in range(16):
        spot = at(rng.uniform(-3, 3), 0.01, rng.uniform(1.8, 8))
        brush.canvas.save()
        brush.canvas.translate(*spot)
        brush.canvas.scale(1, 0.22)
        strength = 0.24 if air.weather is Weather.CLEAR and not air.dark else 0.08
        brush.glow(0, 0, rng.uniform(60, 190), air.key, strength)
        brush.canvas.restore()
    tufts(brush, 1300, 1.2, 11, keep=0.95)
    for side in (-1, 1):
        trunk(brush, side * rng.uniform(2.1, 2.5), 5.2, 12, 0.62, lean=-side * 0.25)
        trunk(brush, side * rng.uniform(3.2, 3.6), 8.0, 12, 0.7, lean=side * 0.2)
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
    air, rng, at = brush.air, brush.rng, brush.view.at
    shore = at(0, 0, 7.5)[1]
    deep, shallow = air.tone((24.0, 92.0, 160.0), 30), air.tone((96.0, 196.0, 200.0), 4)
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
    brush.lines(glitter, mix(light, WHITE, 0.5), 3.2, 0.85 if low else 0.45)


def _surf(y: float, phase: float, swing: float) -> list[Spot]:
    return [
        (x, y + swing * math.sin(x / 190 + phase) + swing * 0.5 * math.sin(x / 71 + phase * 2))
        for x in range(-300, 1390, 18)
    ]


def _sand(brush: Brush) -> None:
    air, rng, at = brush.air, brush.rng, brush.view.at
    shore = at(0, 0, 7.5)[1]
    sand = (236.0, 212.0, 170.0)
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
