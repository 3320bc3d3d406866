"""Places of legend and of the future: throne room, battlefield, spaceship."""

from __future__ import annotations

import math

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.places_nature import ground, tufts
from renderer.crew.house.rooms import Room, Tone, light_beam, light_patch, opening, paint_shell, tiles
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_hills
from renderer.crew.house.studio import Studio

_RED: Colour = (156.0, 34.0, 52.0)
_GOLD: Colour = (226.0, 182.0, 90.0)


def paint_throne_room(studio: Studio) -> None:
    """A hall of pillars: stained windows, banners, a red carpet that climbs to the throne."""
    studio.view = View(x=540.0, y=880.0)
    room = Room(
        left=-4.2,
        right=4.2,
        height=9.5,
        depth=22.0,
        wall=(132.0, 122.0, 138.0),
        floor=(120.0, 112.0, 126.0),
        ceiling=(84.0, 78.0, 98.0),
        lit=False,
    )
    with studio.plane("sky", 0.05, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, studio.view.y + 60, sun_x=studio.sun_x, clouds=0.6))
    with studio.plane("hall", 0.55, grain=0.08) as brush:
        tone = paint_shell(brush, room)
        tiles(brush, room, tone, size=1.05, other=(84.0, 78.0, 96.0))
        for near, far in ((4.2, 5.6), (8.2, 9.6), (12.2, 13.6), (16.2, 17.6)):
            for x in (room.left, room.right):
                opening(
                    brush,
                    [(x, 2.4, near), (x, 6.6, near), (x, 6.6, far), (x, 2.4, far)],
                    tone((60.0, 54.0, 70.0), 1.0),
                    bars=1,
                    sheen=False,
                )
                _stained(brush, x, near, far)
            light_patch(brush, room.left if studio.sun_x < 540 else room.right, (near, far), reach=4.6)
        _rose(brush, room)
        _carpet(brush, room, tone)
        _throne(brush, tone)
    with studio.plane("pillars", 0.8, grain=0.08) as brush:
        for z in (18.0, 14.5, 11.0, 7.6, 4.6):
            for side in (-1, 1):
                _pillar(brush, side * 2.9, z, room.height)
                if z < 16:
                    _banner(brush, side * 2.9, z, -side)
                _torch(brush, side * 2.55, z)
        wall = room.left if studio.sun_x < 540 else room.right
        for near, far in ((4.2, 5.6), (8.2, 9.6), (12.2, 13.6)):
            light_beam(brush, wall, (2.4, 6.6), (near, far), reach=4.6)
    with studio.plane("near", 1.3, soft=7.0) as brush:
        for side in (-1, 1):
            x = 540 + side * 690
            dark = brush.air.tone((70.0, 62.0, 80.0), 0, 0.3)
            brush.blend(
                [(x - 130, -420), (x + 130, -420), (x + 130, 2400), (x - 130, 2400)],
                (x - 130, 0),
                (x + 130, 0),
                [scale(dark, 0.6), mix(dark, brush.air.key, 0.25), scale(dark, 0.5)],
            )


def _stained(brush: Brush, x: float, near: float, far: float) -> None:
    """Coloured panes over the opening."""
    rng, at = brush.rng, brush.view.at
    hues = ((226.0, 60.0, 80.0), (70.0, 120.0, 230.0), (246.0, 196.0, 90.0), (80.0, 190.0, 150.0), (160.0, 90.0, 210.0))
    for row in range(7):
        for column in range(2):
            y0, y1 = 2.4 + row * 0.6, 2.4 + (row + 1) * 0.6
            z0 = near + (far - near) * column / 2
            z1 = near + (far - near) * (column + 1) / 2
            hue = rng.choice(hues)
            brush.fill(
                [at(x, y0, z0), at(x, y1, z0), at(x, y1, z1), at(x, y0, z1)], mix(hue, brush.air.sky[2], 0.15), 0.62
            )
    lead = scale(brush.air.tone((50.0, 46.0, 60.0)), 0.7)
    for row in range(1, 7):
        brush.edge((x, 2.4 + row * 0.6, near), (x, 2.4 + row * 0.6, far), lead, max(1.2, 14 / near))
    brush.glow(
        *at(x, 4.6, (near + far) / 2), brush.view.size(2.2, near), mix(brush.air.key, (255.0, 190.0, 160.0), 0.4), 0.35
    )


def _rose(brush: Brush, room: Room) -> None:
    """The round window over the throne."""
    air = brush.air
    x, y = brush.view.at(0, 6.9, room.depth)
    radius = brush.view.size(1.7, room.depth)
    light = mix(air.sky[3], WHITE, 0.3)
    brush.disc(x, y, radius * 1.12, scale(air.tone((70.0, 64.0, 82.0)), 0.9))
    hues = ((226.0, 60.0, 80.0), (70.0, 120.0, 230.0), (246.0, 196.0, 90.0), (160.0, 90.0, 210.0))
    for ring, reach in enumerate((1.0, 0.66, 0.34)):
        count = 12
        for number in range(count):
            a, b = math.tau * number / count, math.tau * (number + 1) / count
            points: list[Spot] = [(x, y)]
            points += [
                (x + radius * reach * math.cos(t), y + radius * reach * math.sin(t)) for t in (a, (a + b) / 2, b)
            ]
            brush.fill(points, mix(hues[(number + ring) % 4], light, 0.3 + 0.15 * ring))
    for number in range(12):
        a = math.tau * number / 12
        brush.line([(x, y), (x + radius * math.cos(a), y + radius * math.sin(a))], (44.0, 38.0, 54.0), 2.5)
    brush.glow(x, y, radius * 4.6, mix(air.key, (255.0, 200.0, 170.0), 0.3), 0.55)


def _carpet(brush: Brush, room: Room, tone: Tone) -> None:
    at = brush.view.at
    for number in range(5):
        z = 17.6 + number * 0.5
        brush.block(
            (-3.2 + number * 0.3, 3.2 - number * 0.3),
            (number * 0.22, (number + 1) * 0.22),
            (z, room.depth - 0.1),
            (128.0, 118.0, 134.0),
            tone=tone,
        )
        brush.front((-1.0, 1.0), (number * 0.22, (number + 1) * 0.22), z - 0.01, tone(scale(_RED, 0.8), 0.9))
    brush.level(0.01, (-1.05, 1.05), (0.9, 17.6), tone(_RED, 0.95), tone(_RED, 1.15))
    for side in (-1, 1):
        brush.face(
            [
                (side * 0.88, 0.015, 0.9),
                (side * 0.97, 0.015, 0.9),
                (side * 0.97, 0.015, 17.6),
                (side * 0.88, 0.015, 17.6),
            ],
            tone(_GOLD, 1.0),
        )
    diamonds = []
    z = 1.6
    while z < 17:
        diamonds.append([at(0, 0.015, z - 0.28), at(0.3, 0.015, z), at(0, 0.015, z + 0.28), at(-0.3, 0.015, z)])
        z += 1.1
    brush.polygons(diamonds, tone(mix(_RED, _GOLD, 0.4), 1.0), 0.7)


def _throne(brush: Brush, tone: Tone) -> None:
    """A dark throne with a pointed back."""
    at, z = brush.view.at, 20.0
    base: Colour = (64.0, 52.0, 72.0)
    back = [
        (-0.75, 1.1, z),
        (-0.75, 3.6, z),
        (-0.45, 4.5, z),
        (0.0, 5.2, z),
        (0.45, 4.5, z),
        (0.75, 3.6, z),
        (0.75, 1.1, z),
    ]
    brush.face([(x * 1.14, y + 0.05, zz) for x, y, zz in back], tone(_GOLD, 0.9))
    brush.face(back, tone(base, 0.9))
    brush.face([(-0.5, 1.6, z), (-0.5, 3.5, z), (0.0, 4.4, z), (0.5, 3.5, z), (0.5, 1.6, z)], tone(_RED, 1.0))
    brush.block((-0.8, 0.8), (1.1, 1.75), (z - 0.9, z), base, tone=tone)
    for side in (-1, 1):
        brush.block((side * 0.9 - 0.14, side * 0.9 + 0.14), (1.1, 2.3), (z - 1.0, z), base, tone=tone)
        brush.disc(*at(side * 0.9, 2.42, z - 1.0), 8, tone(_GOLD, 1.1))
    brush.glow(*at(0, 3.2, z), 240, (255.0, 200.0, 150.0), 0.22)


def _pillar(brush: Brush, x: float, z: float, height: float) -> None:
    air, at, size = brush.air, brush.view.at, brush.view.size
    half = size(0.42, z)
    foot, top = at(x, 0, z), at(x, height, z)
    stone = air.tone((150.0, 140.0, 156.0), z * 0.35, 0.7)
    brush.shadow(foot[0], foot[1], half * 2.4, half * 0.4, 0.5)
    brush.blend(
        [(foot[0] - half, foot[1]), (foot[0] + half, foot[1]), (foot[0] + half, top[1]), (foot[0] - half, top[1])],
        (foot[0] - half, 0),
        (foot[0] + half, 0),
        [scale(stone, 0.75), mix(stone, air.key, 0.3), stone, scale(stone, 0.45)],
    )
    for number in range(1, 5):
        px = foot[0] - half + 2 * half * number / 5
        brush.line([(px, foot[1] - half), (px, top[1])], scale(stone, 0.6), max(1.2, half * 0.05), 0.5)
    for y0, y1, wide in ((0, 0.5, 1.35), (0.5, 0.75, 1.15)):
        a, b = at(x, y0, z), at(x, y1, z)
        brush.blend(
            [
                (a[0] - half * wide, a[1]),
                (a[0] + half * wide, a[1]),
                (b[0] + half * wide, b[1]),
                (b[0] - half * wide, b[1]),
            ],
            (a[0] - half, 0),
            (a[0] + half, 0),
            [mix(stone, air.key, 0.25), stone, scale(stone, 0.5)],
        )


def _banner(brush: Brush, x: float, z: float, inward: int) -> None:
    """A long banner on a pillar's inner side."""
    air, at, size = brush.air, brush.view.at, brush.view.size
    left, top = at(x - 0.34, 5.4, z - 0.45)
    right, foot = at(x + 0.34, 2.7, z - 0.45)
    red = air.tone(_RED, z * 0.3, 1.05)
    tail = size(0.35, z)
    brush.blend(
        [(left, top), (right, top), (right, foot), ((left + right) / 2, foot + tail), (left, foot)],
        (left, 0),
        (right, 0),
        [mix(red, air.key, 0.2), red, scale(red, 0.6)],
    )
    gold = air.tone(_GOLD, z * 0.3, 1.0)
    brush.line([(left - 4, top), (right + 4, top)], gold, max(2, size(0.06, z)))
    middle = ((left + right) / 2, top + (foot - top) * 0.45)
    radius = (right - left) * 0.28
    points = [
        (
            middle[0] + radius * (1 if n % 2 == 0 else 0.4) * math.sin(n * math.pi / 4),
            middle[1] - radius * (1 if n % 2 == 0 else 0.4) * math.cos(n * math.pi / 4),
        )
        for n in range(8)
    ]
    brush.fill(points, gold)


def _torch(brush: Brush, x: float, z: float) -> None:
    """A fire on a pillar."""
    at, size, air = brush.view.at, brush.view.size, brush.air
    spot = at(x, 2.3, z - 0.5)
    reach = size(0.14, z)
    brush.fill(
        [
            (spot[0] - reach * 0.5, spot[1]),
            (spot[0] + reach * 0.5, spot[1]),
            (spot[0] + reach * 0.2, spot[1] + reach * 2.4),
            (spot[0] - reach * 0.2, spot[1] + reach * 2.4),
        ],
        air.tone((50.0, 44.0, 54.0), z * 0.3, 0.7),
    )
    power = 0.5 + 0.5 * air.lamps
    brush.glow(spot[0], spot[1] - reach, reach * 9, (255.0, 150.0, 60.0), 0.6 * power)
    for wide, tall, colour in (
        (0.75, 2.6, (255.0, 130.0, 40.0)),
        (0.5, 1.8, (255.0, 200.0, 80.0)),
        (0.25, 1.0, (255.0, 246.0, 200.0)),
    ):
        path = skia.Path()
        path.moveTo(spot[0] - reach * wide, spot[1])
        path.cubicTo(
            spot[0] - reach * wide,
            spot[1] - reach * tall * 0.5,
            spot[0],
            spot[1] - reach * tall * 0.6,
            spot[0] + reach * 0.1,
            spot[1] - reach * tall,
        )
        path.cubicTo(
            spot[0] + reach * wide,
            spot[1] - reach * tall * 0.5,
            spot[0] + reach * wide,
            spot[1] - reach * 0.2,
            spot[0] + reach * wide,
            spot[1],
        )
        path.close()
        brush.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=skia.Color(*(round(c) for c in colour))))


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
    with studio.plane("smoke", 0.2) as brush:
        paint_hills(brush, horizon + 20, height=150, rows=2, base=(92.0, 80.0, 84.0))
        for number in range(5):
            _smoke(brush, -120 + number * 330 + brush.rng.uniform(-70, 70), horizon + 20, brush.rng.uniform(420, 900))
        for _ in range(9):
            brush.glow(brush.rng.uniform(-200, 1280), horizon + 6, brush.rng.uniform(50, 150), fire, 0.8)
    with studio.plane("field", 0.65, grain=0.12) as brush:
        ground(brush, (116.0, 98.0, 84.0), far=26)
        _ruts(brush)
        tufts(brush, 500, 1.6, 14)
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
    rng, air = brush.rng, brush.air
    for step in range(26):
        share = step / 25
        tone = mix(mix((70.0, 56.0, 58.0), air.haze, 0.25 + 0.4 * share), (255.0, 120.0, 60.0), 0.28 * (1 - share))
        shade = scale(tone, rng.uniform(0.85, 1.1))
        radius = 24 + 120 * share
        px = x + 150 * share * share + rng.gauss(0, 14 + 30 * share)
        py = foot - tall * share
        shader = skia.GradientShader.MakeRadial(
            skia.Point(px - radius * 0.3, py - radius * 0.3),
            radius,
            [
                skia.Color(*(round(min(255.0, c * 1.15)) for c in shade), 200),
                skia.Color(*(round(c) for c in shade), 150),
                skia.Color(*(round(c) for c in shade), 0),
            ],
            [0.0, 0.6, 1.0],
        )
        brush.canvas.drawCircle(px, py, radius, skia.Paint(AntiAlias=True, Shader=shader))


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


def paint_spaceship(studio: Studio) -> None:
    """A ship's bridge: a great window onto stars and a planet, consoles, screens, the captain's chair."""
    studio.view = View(x=540.0, y=860.0)
    with studio.plane("space", 0.02, coarse=1.2) as brush:
        _space(brush, studio)
    with studio.plane("bridge", 0.6, grain=0.05) as brush:
        _bridge(brush)
    with studio.plane("consoles", 0.85, grain=0.05) as brush:
        _consoles(brush)
    with studio.plane("near", 1.3, soft=6.0) as brush:
        dark = (26.0, 30.0, 46.0)
        brush.blend(
            [(-330, 1980), (1420, 1980), (1420, 2400), (-330, 2400)],
            (0, 1980),
            (0, 2300),
            [mix(dark, (90.0, 190.0, 255.0), 0.3), dark],
        )
        for number in range(12):
            brush.disc(
                -200 + number * 140,
                2050 + (number % 3) * 30,
                16,
                ((90.0, 220.0, 255.0), (255.0, 160.0, 80.0), (120.0, 255.0, 170.0))[number % 3],
                0.9,
            )


def _space(brush: Brush, studio: Studio) -> None:
    rng = brush.rng
    hue = rng.choice(((70.0, 60.0, 160.0), (30.0, 100.0, 150.0), (140.0, 50.0, 120.0)))
    brush.blend(
        [(-300, -450), (1380, -450), (1380, 2400), (-300, 2400)],
        (0, -400),
        (0, 1500),
        [(6.0, 8.0, 24.0), mix((10.0, 14.0, 40.0), hue, 0.35), (6.0, 8.0, 24.0)],
    )
    for _ in range(26):
        tint = mix(hue, rng.choice(((255.0, 120.0, 170.0), (90.0, 200.0, 255.0))), rng.random() * 0.6)
        brush.glow(rng.gauss(540, 480), rng.gauss(560, 260), rng.uniform(120, 420), tint, 0.16)
    for size, count, alpha in ((2.0, 700, 0.6), (3.4, 200, 0.85), (5.4, 40, 1.0)):
        brush.dots(
            [(rng.uniform(-300, 1380), rng.uniform(-450, 1500)) for _ in range(count)],
            size,
            mix(WHITE, (170.0, 200.0, 255.0), rng.random()),
            alpha,
        )
    x, y, radius = (820.0 if studio.sun_x < 540 else 260.0), 470.0, 300.0
    brush.glow(x, y, radius * 1.5, (110.0, 180.0, 255.0), 0.45)
    side = -1.0 if studio.sun_x < 540 else 1.0
    shader = skia.GradientShader.MakeRadial(
        skia.Point(x + side * radius * 0.55, y - radius * 0.45),
        radius * 1.75,
        [0xFFE8F6FF, 0xFF6FB4F0, 0xFF2A5CB0, 0xFF0C1838, 0xFF060A1C],
        [0.0, 0.22, 0.48, 0.78, 1.0],
    )
    brush.canvas.save()
    disc = skia.Path()
    disc.addCircle(x, y, radius)
    brush.canvas.clipPath(disc, True)
    brush.canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Shader=shader))
    for _ in range(16):
        cy = y + rng.uniform(-0.9, 0.9) * radius
        brush.canvas.save()
        brush.canvas.translate(x + rng.uniform(-0.6, 0.6) * radius, cy)
        brush.canvas.rotate(-14)
        brush.canvas.scale(1, 0.16)
        brush.glow(0, 0, rng.uniform(80, 240), WHITE, 0.3)
        brush.canvas.restore()
    brush.canvas.restore()
    studio.glow_at(x + side * radius * 0.9, y - radius * 0.6)
    brush.glow(x + side * radius * 0.86, y - radius * 0.52, 190, WHITE, 0.7)


def _bridge(brush: Brush) -> None:
    """Floor, ribs and the window's frame; the window itself stays open."""
    at = brush.view.at
    metal: Colour = (96.0, 108.0, 134.0)
    cold: Colour = (110.0, 210.0, 255.0)
    dark = (30.0, 36.0, 56.0)
    brush.blend(
        [(-330, 1010), (1410, 1010), (1410, 2400), (-330, 2400)],
        (0, 1010),
        (0, 2000),
        [(70.0, 80.0, 108.0), (36.0, 42.0, 64.0)],
    )
    seams = [(at(x, 0, 0.9), at(x, 0, 16)) for x in (-3.0, -2.0, -1.0, 1.0, 2.0, 3.0)]
    seams += [(at(-6, 0, z), at(6, 0, z)) for z in [1.2 * 1.25**n for n in range(12)]]
    brush.lines(seams, dark, 3, 0.7)
    for x in (-0.6, 0.6):
        brush.face(
            [(x - 0.03, 0.01, 0.9), (x + 0.03, 0.01, 0.9), (x + 0.03, 0.01, 14), (x - 0.03, 0.01, 14)], cold, 0.9
        )
    brush.canvas.save()
    brush.canvas.translate(540, 1120)
    brush.canvas.scale(1, 0.3)
    brush.glow(0, 0, 760, cold, 0.3)
    brush.canvas.restore()
    frame: list[Spot] = [(-330, -450), (1410, -450), (1410, 1060), (-330, 1060)]
    window: list[Spot] = [(96, 60), (984, 60), (1100, 520), (1010, 980), (70, 980), (-20, 520)]
    path = skia.Path()
    path.addPoly([skia.Point(*spot) for spot in frame], True)
    path.addPoly([skia.Point(*spot) for spot in reversed(window)], True)
    path.setFillType(skia.PathFillType.kEvenOdd)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, -400), skia.Point(0, 1050)], [skia.Color(28, 32, 50), skia.Color(92, 104, 132)]
    )
    brush.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))
    brush.line([*window, window[0]], dark, 40)
    brush.line([*window, window[0]], mix(metal, WHITE, 0.3), 14)
    brush.line([*window, window[0]], cold, 4, 0.9)
    for x0, x1 in ((360, 330), (720, 750)):
        brush.line([(x0, 60), (x1, 980)], dark, 24)
        brush.line([(x0 - 6, 60), (x1 - 6, 980)], mix(metal, WHITE, 0.4), 5)
    brush.fill([(120, 90), (300, 90), (150, 500), (40, 500)], WHITE, 0.06)
    for y in (-40, -130, -240):
        brush.line([(-330, y - 60), (540, y), (1410, y - 60)], scale(metal, 0.5), 16)
        brush.line([(-330, y - 66), (540, y - 6), (1410, y - 66)], scale(metal, 0.95), 4)
    brush.blend([(330, -60), (750, -60), (720, -20), (360, -20)], (330, 0), (750, 0), [cold, WHITE, cold])
    brush.glow(540, -30, 420, cold, 0.5)


def _consoles(brush: Brush) -> None:
    """Desks with screens on both sides and a chair in the middle distance."""
    at, rng = brush.view.at, brush.rng
    metal: Colour = (70.0, 80.0, 106.0)
    for side in (-1, 1):
        for z in (8.6, 6.2, 4.2):
            x0, x1 = side * 1.15, side * 2.7
            lo, hi = min(x0, x1), max(x0, x1)
            brush.front((lo, hi), (0, 0.86), z, scale(metal, 0.5), scale(metal, 0.9))
            brush.level(0.9, (lo, hi), (z, z + 0.8), scale(metal, 1.2), scale(metal, 1.0))
            colour = rng.choice(((90.0, 220.0, 255.0), (120.0, 255.0, 190.0), (255.0, 170.0, 90.0)))
            left, top = at(lo + 0.12, 1.62, z + 0.5)
            right, foot = at(hi - 0.12, 0.98, z + 0.5)
            brush.round_box(left - 5, top - 5, right + 5, foot + 5, 8, scale(metal, 0.6))
            brush.column(
                left, top, right, foot, [mix(colour, (10.0, 20.0, 40.0), 0.72), mix(colour, (10.0, 20.0, 40.0), 0.88)]
            )
            wave: list[Spot] = [
                (
                    left + (right - left) * n / 30,
                    top + (foot - top) * (0.5 + 0.24 * math.sin(n * 0.7 + z) * math.sin(n * 0.21)),
                )
                for n in range(31)
            ]
            brush.line(wave, colour, 3.5)
            for row in range(4):
                y = top + (foot - top) * (0.14 + row * 0.07)
                brush.line([(left + 10, y), (left + 10 + (right - left) * rng.uniform(0.1, 0.3), y)], colour, 3, 0.7)
            brush.glow((left + right) / 2, (top + foot) / 2, (right - left) * 0.8, colour, 0.3)
            keys = [at(rng.uniform(lo + 0.1, hi - 0.1), 0.905, z + rng.uniform(0.08, 0.4)) for _ in range(40)]
            brush.dots(keys, 40 / z, colour, 0.8)
    z = 7.2
    foot_spot = at(0, 0, z)
    brush.shadow(foot_spot[0], foot_spot[1], brush.view.size(0.7, z), brush.view.size(0.14, z), 0.5)
    brush.front((-0.12, 0.12), (0, 0.5), z, scale(metal, 0.4))
    brush.round_box(*at(-0.45, 1.85, z), *at(0.45, 0.55, z), 26, (48.0, 52.0, 74.0))
    brush.round_box(*at(-0.36, 1.76, z), *at(0.36, 0.66, z), 20, (132.0, 46.0, 58.0))
    for side in (-1, 1):
        brush.round_box(
            *at(side * 0.52 - 0.1, 0.95, z - 0.3), *at(side * 0.52 + 0.1, 0.7, z - 0.3), 8, (60.0, 66.0, 92.0)
        )
