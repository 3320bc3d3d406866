"""A throne room: pillars, stained glass, banners and torches."""

from __future__ import annotations

import math

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.rooms import Room, Tone, light_beam, light_patch, opening, paint_shell, tiles
from renderer.crew.house.sky import paint_sky
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
            light_patch(brush, room.left if studio.sun_x < 540 else room.right, (near, far), reach=4.6, room=room)
        _rose(brush, room)
        _carpet(brush, room, tone)
        _throne(brush, tone)
    _pillars(studio, room)
    with studio.plane("near", 1.3, soft=7.0) as brush:
        _near_pillars(brush)


def _near_pillars(brush: Brush) -> None:
    """Pillars out of focus at both edges."""
    for side in (-1, 1):
        x = 540 + side * 690
        dark = brush.air.tone((70.0, 62.0, 80.0), 0, 0.3)
        brush.blend(
            [(x - 130, -420), (x + 130, -420), (x + 130, 2400), (x - 130, 2400)],
            (x - 130, 0),
            (x + 130, 0),
            [scale(dark, 0.6), mix(dark, brush.air.key, 0.25), scale(dark, 0.5)],
        )


def _pillars(studio: Studio, room: Room) -> None:
    """Pillars with banners and torches, and the light between them."""
    with studio.plane("pillars", 0.8, grain=0.08) as brush:
        for z in (18.0, 14.5, 11.0, 7.6, 4.6):
            for side in (-1, 1):
                _pillar(brush, side * 2.9, z, room.height)
                if z < 16:
                    _banner(brush, side * 2.9, z, -side)
                _torch(brush, side * 2.55, z)
        wall = room.left if studio.sun_x < 540 else room.right
        for near, far in ((4.2, 5.6), (8.2, 9.6), (12.2, 13.6)):
            light_beam(brush, wall, (2.4, 6.6), (near, far), reach=4.6, room=room)


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
    _flame(brush, spot, reach)


def _flame(brush: Brush, spot: Spot, reach: float) -> None:
    """A flame in three colours."""
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
