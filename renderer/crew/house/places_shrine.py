"""A shrine: gates, stone lanterns, an avenue of old trees, the hall at its end."""

from __future__ import annotations

from renderer.colours import Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot
from renderer.crew.house.foliage import crown, foliage, ground, trunk, tufts
from renderer.crew.house.signs import letter_sign
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_hills
from renderer.crew.house.studio import Studio


def paint_shrine(studio: Studio) -> None:
    """A shrine's avenue: gates one behind the other, stone lanterns, steps, old trees, a hall at the end."""
    horizon = studio.view.y
    blossom = studio.rng.random() < 0.6
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon, sun_x=studio.sun_x, clouds=0.6, tower_x=540))
    with studio.plane("wood", 0.3) as brush:
        paint_hills(brush, horizon + 60, height=260, rows=2, base=(54.0, 92.0, 84.0))
        for side in (-1, 1):
            for z, x in ((34.0, 7.5), (26.0, 6.6), (20.0, 6.2)):
                spot = brush.view.at(side * x, 4.4, z)
                crown(brush, *spot, brush.view.size(4.4, z), brush.view.size(3.6, z), foliage(brush, z), 520, leaf=14)
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
                leaf=46,
                light_from_left=studio.sun_x < 540,
            )


def _avenue(brush: Brush, blossom: bool) -> None:
    air, at = brush.air, brush.view.at
    ground(brush, (122.0, 128.0, 92.0), far=30)
    path = air.ground((186.0, 182.0, 176.0))
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
    _gates(brush, blossom)


def _gates(brush: Brush, blossom: bool) -> None:
    """Trees, gates and lanterns, far ones first."""
    at = brush.view.at
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
                780,
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
    _crossbeams(brush, z, high, half, thick, red)


def _crossbeams(brush: Brush, z: float, high: float, half: float, thick: float, red: Colour) -> None:
    """The gate's tie beam, its plate, and the curved beams on top."""
    air, at = brush.air, brush.view.at
    tie_left, tie_right = at(-half - 0.25, high - 0.85, z), at(half + 0.25, high - 0.85, z)
    brush.column(
        tie_left[0],
        tie_left[1] - thick * 0.8,
        tie_right[0],
        tie_left[1] + thick * 0.8,
        [air.tone(red, z * 0.6, 1.0), air.tone(red, z * 0.6, 0.4)],
    )
    plate_left, plate_top = at(-0.22, high - 0.08, z)
    plate_right, plate_foot = at(0.22, high - 0.72, z)
    brush.box(plate_left, plate_top, plate_right, plate_foot, air.tone((60.0, 52.0, 56.0), z * 0.6, 0.7))
    brush.box(
        plate_left + thick * 0.25,
        plate_top + thick * 0.25,
        plate_right - thick * 0.25,
        plate_foot - thick * 0.25,
        air.tone((206.0, 176.0, 96.0), z * 0.6, 0.9),
    )
    letter_sign(
        brush.canvas,
        "夜見",
        (plate_left + thick * 0.4, plate_top + thick * 0.4, plate_right - thick * 0.4, plate_foot - thick * 0.4),
        air.tone((40.0, 28.0, 30.0), z * 0.6, 0.8),
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
    wide, high = size(0.1, z), size(0.11, z)
    glass = mix(air.tone((70.0, 66.0, 66.0), z * 0.5, 0.5), (255.0, 214.0, 130.0), air.lamps)
    brush.round_box(light[0] - wide, light[1] - high, light[0] + wide, light[1] + high, wide * 0.2, glass)
    slab(1.28, 1.36, 0.36, 0.3, 0.95)
    slab(1.36, 1.56, 0.3, 0.06, 0.9)
    slab(1.56, 1.66, 0.06, 0.03, 0.9)
    if air.lamps > 0.05:
        brush.glow(*light, size(1.5, z), (255.0, 176.0, 90.0), 0.8 * air.lamps)
        pool = at(x * 0.72, 0, z - 0.2)
        brush.canvas.save()
        brush.canvas.translate(*pool)
        brush.canvas.scale(1.0, 0.26)
        brush.glow(0, 0, size(1.9, z), (255.0, 166.0, 84.0), 0.75 * air.lamps)
        brush.canvas.restore()
