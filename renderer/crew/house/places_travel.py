"""On the way: a train's carriage and a station's platform."""

from __future__ import annotations

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.rooms import Room, Tone, inside, light_beam, light_patch, opening, paint_shell
from renderer.crew.house.signs import letter_sign
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_city, paint_hills
from renderer.crew.house.studio import Studio
from renderer.lettering.fonts import Face

_SEAT: Colour = (66.0, 122.0, 96.0)


def paint_train(studio: Studio) -> None:
    """A commuter carriage: long benches, straps, poles, the town passing behind the windows."""
    studio.view = View(x=540.0, y=820.0)
    room = Room(
        left=-1.4,
        right=1.4,
        height=2.35,
        depth=11.0,
        wall=(226.0, 226.0, 218.0),
        floor=(150.0, 146.0, 146.0),
        ceiling=(236.0, 236.0, 232.0),
        cool=True,
    )
    horizon = studio.view.y
    with studio.plane("sky", 0.05, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon + 60, sun_x=120, clouds=1.3, tower_x=160))
    with studio.plane("outside", 0.2) as brush:
        paint_city(brush, horizon + 90, height=260, rows=3)
    with studio.plane("carriage", 0.62, grain=0.06) as brush:
        tone = paint_shell(brush, room)
        _carriage(brush, room, tone)
    with studio.plane("straps", 0.85) as brush:
        tone = inside(brush, room)
        for near, far in _BAYS[1:]:
            light_beam(brush, room.left, (0.95, 1.85), (near, far), reach=1.9)
        _straps(brush, tone)
    with studio.plane("near", 1.25, soft=5.0) as brush:
        tone = inside(brush, room)
        _near_strap(brush, tone)


_BAYS = ((1.1, 2.7), (3.3, 4.9), (5.5, 7.1), (7.7, 9.3))


def _carriage(brush: Brush, room: Room, tone: Tone) -> None:
    at, air = brush.view.at, brush.air
    for side, x in ((-1, room.left), (1, room.right)):
        for near, far in _BAYS:
            opening(
                brush,
                [(x, 0.95, near), (x, 1.85, near), (x, 1.85, far), (x, 0.95, far)],
                tone((176.0, 182.0, 188.0), 0.95),
                bars=1,
            )
            _bench(brush, side, x, near - 0.25, far + 0.15, tone)
        for near in (2.75, 4.95, 7.15):
            brush.face(
                [(x, 0.05, near + 0.05), (x, 2.0, near + 0.05), (x, 2.0, near + 0.45), (x, 0.05, near + 0.45)],
                tone((206.0, 210.0, 212.0), 0.85),
            )
            brush.edge((x, 0.1, near + 0.25), (x, 2.0, near + 0.25), tone((120.0, 126.0, 132.0), 0.9), 12 / near + 1)
        _adverts(brush, x, tone)
        rack = x - side * 0.28
        brush.edge((rack, 1.95, 1.0), (rack, 1.95, room.depth), tone((170.0, 176.0, 182.0), 1.0), 6)
        light_patch(brush, room.left, _BAYS[1], reach=1.8) if side < 0 else None
    _end_door(brush, room, tone)
    for x in (-0.45, 0.45):
        strip = [
            at(x - 0.09, room.height - 0.01, 0.8),
            at(x + 0.09, room.height - 0.01, 0.8),
            at(x + 0.09, room.height - 0.01, room.depth),
            at(x - 0.09, room.height - 0.01, room.depth),
        ]
        brush.fill(strip, mix(tone(WHITE, 1.0), WHITE, 0.85))
        for z in (2.0, 3.4, 5.5, 8.5):
            brush.glow(*at(x, room.height, z), brush.view.size(0.8, z), (255.0, 250.0, 236.0), 0.12 + 0.3 * air.lamps)
    shine = [at(-0.3, 0, 1.2), at(0.3, 0, 1.2), at(0.2, 0, room.depth), at(-0.2, 0, room.depth)]
    brush.fill_mode(shine, WHITE, 0.12, skia.BlendMode.kScreen)
    if air.dark:
        brush.glow(*at(0, 1.4, 9), 420, (255.0, 240.0, 214.0), 0.2)


def _bench(brush: Brush, side: int, x: float, near: float, far: float, tone: Tone) -> None:
    out = x - side * 0.48
    back, seat = x - side * 0.06, 0.44
    brush.face(
        [(out, 0.12, near), (out, seat, near), (out, seat, far), (out, 0.12, far)], tone((120.0, 122.0, 128.0), 0.7)
    )
    brush.face([(back, 0.48, near), (back, 0.92, near), (back, 0.92, far), (back, 0.48, far)], tone(_SEAT, 0.85))
    brush.face(
        [(out, seat + 0.04, near), (out, seat + 0.04, far), (back, seat + 0.06, far), (back, seat + 0.06, near)],
        tone(_SEAT, 1.05),
    )
    brush.face(
        [(out, seat - 0.04, near), (out, seat + 0.04, near), (out, seat + 0.04, far), (out, seat - 0.04, far)],
        tone(_SEAT, 0.7),
    )
    seats = max(2, round((far - near) / 0.48))
    for number in range(1, seats):
        z = near + (far - near) * number / seats
        brush.edge((back, 0.5, z), (back, 0.92, z), tone(scale(_SEAT, 0.7), 0.9), 10 / z + 1, 0.8)
        brush.edge((out, seat + 0.04, z), (back, seat + 0.06, z), tone(scale(_SEAT, 0.7), 0.9), 10 / z + 1, 0.8)
    for z in (near, far):
        brush.face(
            [(out, 0.44, z), (x, 0.44, z), (x, 1.2, z), (out + side * 0.1, 1.2, z)],
            tone((206.0, 210.0, 214.0), 0.9),
            0.9,
        )
        brush.edge((out, 0.1, z), (out, 2.3, z), tone((196.0, 202.0, 208.0), 1.0), brush.view.size(0.025, z))


def _adverts(brush: Brush, x: float, tone: Tone) -> None:
    """Posters over the windows."""
    rng = brush.rng
    z = 1.2
    while z < 9.5:
        long = rng.uniform(0.5, 0.9)
        hue = rng.choice(
            (
                (236.0, 190.0, 90.0),
                (90.0, 160.0, 220.0),
                (226.0, 110.0, 130.0),
                (130.0, 190.0, 130.0),
                (240.0, 240.0, 236.0),
            )
        )
        brush.face([(x, 1.93, z), (x, 2.2, z), (x, 2.2, z + long), (x, 1.93, z + long)], tone(hue, 0.9))
        brush.face(
            [
                (x, 1.97, z + long * 0.1),
                (x, 2.02, z + long * 0.1),
                (x, 2.02, z + long * 0.7),
                (x, 1.97, z + long * 0.7),
            ],
            tone(WHITE, 0.95),
            0.8,
        )
        z += long + 0.12


def _end_door(brush: Brush, room: Room, tone: Tone) -> None:
    d = room.depth - 0.02
    brush.front((-0.5, 0.5), (0, 2.05), d, tone((190.0, 196.0, 200.0), 0.85), tone((206.0, 210.0, 214.0), 0.95))
    brush.front((-0.3, 0.3), (1.0, 1.8), d, tone((150.0, 176.0, 200.0), 0.8), tone((180.0, 204.0, 222.0), 0.95))
    brush.front((-0.9, 0.9), (2.08, 2.26), d, (22.0, 26.0, 34.0))
    left, top = brush.view.at(-0.88, 2.26, d)
    right, foot = brush.view.at(0.88, 2.08, d)
    letter_sign(
        brush.canvas,
        "つぎは 夜見ヶ丘",
        (left, top, right, foot),
        (255.0, 170.0, 70.0),
        upright=False,
        face=Face.CAPTION,
    )


def _straps(brush: Brush, tone: Tone) -> None:
    """Rows of hanging rings."""
    at, size = brush.view.at, brush.view.size
    for x in (-0.72, 0.72):
        brush.edge((x, 2.12, 1.1), (x, 2.12, 10.5), tone((196.0, 202.0, 208.0), 1.0), 5)
        z = 9.6
        while z > 1.9:
            top, ring = at(x, 2.12, z), at(x, 1.86, z)
            radius = size(0.055, z)
            brush.line([top, (ring[0], ring[1] - radius)], tone((236.0, 232.0, 220.0), 0.95), size(0.025, z))
            path = skia.Paint(
                AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=size(0.02, z), Color=0xFF000000
            )
            colour = tone((250.0, 248.0, 240.0), 1.0)
            path.setColor(skia.Color(*(round(c) for c in colour)))
            brush.canvas.drawCircle(ring[0], ring[1], radius, path)
            z -= 0.55


def _near_strap(brush: Brush, tone: Tone) -> None:
    """Two blurred rings and a pole at the frame's edges."""
    for x, y in ((60, 130), (1010, 60)):
        brush.line([(x, -420), (x, y)], tone((236.0, 230.0, 216.0), 0.9), 34)
        ring = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=30)
        ring.setColor(skia.Color(*(round(c) for c in tone((250.0, 246.0, 236.0), 0.95))))
        brush.canvas.drawCircle(x, y + 96, 96, ring)
    pole: list[Spot] = [(1180, -420), (1222, -420), (1222, 2400), (1180, 2400)]
    brush.blend(pole, (1180, 0), (1222, 0), [tone((236.0, 240.0, 244.0), 1.0), tone((130.0, 136.0, 142.0), 0.8)])


def paint_station(studio: Studio) -> None:
    """A platform: roof on pillars, name board, bench, rails to the vanishing point under open sky."""
    studio.view = View(x=400.0, y=850.0)
    horizon = studio.view.y
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon + 40, sun_x=260, clouds=1.2, tower_x=150))
    with studio.plane("land", 0.15) as brush:
        paint_hills(brush, horizon + 20, height=170, rows=3, base=(86.0, 122.0, 104.0))
        paint_city(brush, horizon + 40, height=150, rows=2)
    with studio.plane("platform", 0.62, grain=0.08) as brush:
        _rails(brush)
        _platform(brush)
        _roof(brush)
        _board(brush)
    with studio.plane("near", 1.25, soft=5.0) as brush:
        air = brush.air
        dark = air.tone((70.0, 74.0, 88.0), 0, 0.3)
        brush.blend(
            [(-330, -420), (-120, -420), (-120, 2400), (-330, 2400)],
            (-330, 0),
            (-120, 0),
            [scale(dark, 0.7), mix(dark, air.key, 0.3)],
        )
        brush.line([(-330, -140), (1420, -300)], dark, 60)


def _rails(brush: Brush) -> None:
    air, at, rng = brush.air, brush.view.at, brush.rng
    brush.level(
        -0.9, (-40, 0.6), (1.2, 300), air.tone((132.0, 124.0, 120.0), 2, 0.7), air.tone((132.0, 124.0, 120.0), 70)
    )
    stones = [at(rng.uniform(-5, 0.4), -0.9, rng.uniform(2, 26)) for _ in range(1500)]
    brush.dots(stones[:750], 5, air.tone((96.0, 90.0, 90.0), 4), 0.6)
    brush.dots(stones[750:], 4, air.tone((176.0, 168.0, 160.0), 4), 0.5)
    sleepers = []
    for centre in (-0.75, -3.6):
        z = 2.0
        while z < 70:
            sleepers.append(
                [
                    at(centre - 0.95, -0.88, z),
                    at(centre + 0.95, -0.88, z),
                    at(centre + 0.95, -0.88, z + 0.22),
                    at(centre - 0.95, -0.88, z + 0.22),
                ]
            )
            z += 0.62
    brush.polygons(sleepers, air.tone((104.0, 92.0, 86.0), 4), 0.9)
    for centre in (-0.75, -3.6):
        for dx in (-0.55, 0.55):
            x = centre + dx
            brush.face(
                [(x - 0.05, -0.78, 1.6), (x + 0.05, -0.78, 1.6), (x + 0.05, -0.78, 200), (x - 0.05, -0.78, 200)],
                air.tone((120.0, 110.0, 110.0), 2, 0.6),
            )
            brush.face(
                [(x - 0.02, -0.77, 1.6), (x + 0.025, -0.77, 1.6), (x + 0.025, -0.77, 200), (x - 0.02, -0.77, 200)],
                mix(air.sky[3], WHITE, 0.35),
            )
    _masts(brush)


def _masts(brush: Brush) -> None:
    """Masts and the overhead line."""
    air, at = brush.air, brush.view.at
    for z in (60.0, 34.0, 20.0, 11.0):
        tone = air.tone((96.0, 100.0, 112.0), z, 0.6)
        width = brush.view.size(0.12, z)
        brush.edge((-5.2, -0.9, z), (-5.2, 6.2, z), tone, width)
        brush.edge((-5.2, 5.6, z), (0.4, 5.6, z), tone, width * 0.7)
    for x in (-0.75, -3.6):
        brush.line([at(x, 5.2, 1.2), at(x, 5.2, 200)], air.tone((50.0, 54.0, 66.0), 6), 2.5)


def _platform(brush: Brush) -> None:
    air, at = brush.air, brush.view.at
    base = air.ground((176.0, 174.0, 172.0))
    brush.face(
        [(0.6, -0.9, 1.2), (0.6, 0, 1.2), (0.6, 0, 120), (0.6, -0.9, 120)], air.tone((120.0, 118.0, 122.0), 3, 0.3)
    )
    brush.level(0, (0.6, 5.2), (1.0, 120), air.tone(base, 0, 0.75), air.tone(base, 30))
    seams = [(at(0.6, 0, z), at(5.2, 0, z)) for z in [1.2 * 1.14**n for n in range(26)]]
    seams += [(at(x, 0, 1.0), at(x, 0, 120)) for x in (1.8, 2.8, 3.8)]
    brush.lines(seams, air.tone((120.0, 120.0, 124.0), 3, 0.6), 2.2, 0.55)
    brush.face(
        [(0.6, 0.005, 1.0), (0.75, 0.005, 1.0), (0.75, 0.005, 120), (0.6, 0.005, 120)],
        air.tone((236.0, 236.0, 236.0), 2, 1.0),
    )
    brush.face(
        [(1.05, 0.005, 1.0), (1.38, 0.005, 1.0), (1.38, 0.005, 120), (1.05, 0.005, 120)],
        air.tone((250.0, 204.0, 60.0), 2, 1.0),
    )
    dots = [at(1.05 + 0.066 * (i + 0.5), 0.01, 1.6 + 0.075 * j) for i in range(5) for j in range(90)]
    brush.dots(dots, 6, air.tone((206.0, 160.0, 40.0), 2, 0.7), 0.7)
    if not air.dark:
        for z in (2.6, 6.4, 10.2, 14.0):
            patch = [at(0.6, 0.006, z), at(2.1, 0.006, z - 0.7), at(2.1, 0.006, z + 1.5), at(0.6, 0.006, z + 2.2)]
            brush.fill_mode(patch, air.key, 0.22, skia.BlendMode.kScreen)
    if air.wet:
        brush.level_sheen(air.sky[3], 0.3)


def _roof(brush: Brush) -> None:
    air, at = brush.air, brush.view.at
    _station_wall(brush)
    under = (214.0, 212.0, 206.0)
    brush.level(3.6, (0.9, 5.4), (0.9, 60), air.tone(under, 0, 0.3), air.tone(under, 24, 0.55))
    brush.face(
        [(0.9, 3.6, 0.9), (0.9, 3.85, 0.9), (0.9, 3.85, 60), (0.9, 3.6, 60)], air.tone((110.0, 130.0, 150.0), 3, 0.8)
    )
    for z in (40.0, 28.0, 20.0, 14.0, 9.6, 6.2, 3.4):
        brush.block((0.9, 5.4), (3.42, 3.6), (z, z + 0.2), (150.0, 156.0, 164.0), light=0.6)
        if z > 4:
            brush.block((2.9, 3.15), (0, 3.45), (z, z + 0.25), (206.0, 208.0, 206.0), light=0.7)
            brush.front((2.9, 3.15), (0.9, 1.3), z - 0.01, air.tone((250.0, 204.0, 60.0), z, 0.8))
        lamp = [at(1.9, 3.4, z + 0.3), at(2.2, 3.4, z + 0.3), at(2.2, 3.4, z + 1.3), at(1.9, 3.4, z + 1.3)]
        brush.fill(lamp, mix(air.tone((226.0, 228.0, 230.0), z), WHITE, min(1.0, air.lamps * 1.2)))
        if air.lamps > 0.1:
            brush.glow(*at(2.05, 3.3, z + 0.8), brush.view.size(1.3, z), (240.0, 246.0, 255.0), 0.5 * air.lamps)


def _station_wall(brush: Brush) -> None:
    """The wall behind the platform: tiles, posters, a band of windows."""
    air, rng, at = brush.air, brush.rng, brush.view.at
    wall, x = (206.0, 204.0, 198.0), 5.2
    brush.side(x, (0, 3.6), (1.0, 60), scale(air.tone(wall, 4, 0.5), 0.85), air.tone(wall, 26, 0.6))
    brush.panel(x, (0, 1.05), (1.0, 60), air.tone((120.0, 150.0, 150.0), 8, 0.6), 0.55)
    seams = [(at(x, y, 1.0), at(x, y, 60)) for y in (0.35, 0.7, 1.05)]
    seams += [(at(x, 0, z), at(x, 1.05, z)) for z in [2.0 + 0.5 * n for n in range(40)]]
    brush.lines(seams, air.tone((90.0, 110.0, 112.0), 8, 0.6), 1.8, 0.5)
    hues = (
        (226.0, 120.0, 90.0),
        (90.0, 150.0, 210.0),
        (240.0, 206.0, 110.0),
        (130.0, 180.0, 130.0),
        (210.0, 120.0, 160.0),
    )
    z = 7.0
    while z < 40:
        hue = rng.choice(hues)
        brush.panel(x, (1.25, 2.35), (z, z + 0.9), air.tone((250.0, 250.0, 250.0), z * 0.5, 0.9))
        brush.panel(x, (1.5, 2.3), (z + 0.06, z + 0.84), air.tone(hue, z * 0.5, 0.9))
        brush.panel(x, (1.62, 1.72), (z + 0.15, z + 0.6), air.tone((255.0, 255.0, 255.0), z * 0.5, 1.0), 0.9)
        z += rng.uniform(1.4, 2.6)


def _board(brush: Brush) -> None:
    """The station's name, a clock, a vending machine, a bench."""
    air, at = brush.air, brush.view.at
    z = 7.4
    left, top = at(1.7, 2.95, z)
    right, foot = at(3.3, 2.45, z)
    for x in (1.9, 3.1):
        brush.edge((x, 2.95, z), (x, 3.5, z), air.tone((90.0, 94.0, 104.0), z), 7)
    brush.round_box(left - 4, top - 4, right + 4, foot + 4, 5, air.tone((90.0, 94.0, 104.0), 3))
    body = mix(air.tone((250.0, 250.0, 248.0), 3), WHITE, 0.8 * air.lamps)
    brush.box(left, top, right, foot, body)
    brush.box(left, foot - (foot - top) * 0.26, right, foot - (foot - top) * 0.14, air.tone((40.0, 130.0, 90.0), 2))
    letter_sign(
        brush.canvas,
        "夜見ヶ丘",
        (left, top, right, foot - (foot - top) * 0.26),
        (40.0, 40.0, 54.0),
        upright=False,
        face=Face.CAPTION,
    )
    if air.lamps > 0.1:
        brush.glow((left + right) / 2, (top + foot) / 2, 300, (240.0, 246.0, 255.0), 0.35 * air.lamps)
    _platform_things(brush)


def _platform_things(brush: Brush) -> None:
    """A vending machine and a bench."""
    air, at = brush.air, brush.view.at
    brush.block((4.2, 5.1), (0, 1.85), (6.6, 7.3), (196.0, 60.0, 60.0), light=0.8)
    brush.front(
        (4.28, 5.02), (0.9, 1.75), 6.59, mix(air.tone((190.0, 206.0, 220.0), 2), (226.0, 240.0, 255.0), air.lamps)
    )
    for row in range(3):
        for number in range(5):
            x = 4.33 + number * 0.14
            hue = (
                (226.0, 90.0, 80.0),
                (80.0, 150.0, 220.0),
                (240.0, 200.0, 90.0),
                (110.0, 180.0, 110.0),
                (150.0, 100.0, 180.0),
            )[(row + number) % 5]
            brush.front((x, x + 0.1), (0.95 + row * 0.27, 1.15 + row * 0.27), 6.58, hue)
    brush.glow(*at(4.65, 1.3, 6.5), 320, (214.0, 232.0, 255.0), 0.5 * air.lamps)
    for slat in (0.40, 0.43):
        brush.level(slat, (3.6, 4.1), (8.4, 10.6), air.tone((150.0, 110.0, 80.0), 6), air.tone((150.0, 110.0, 80.0), 8))
    brush.front((3.6, 4.1), (0.0, 0.38), 8.4, air.tone((90.0, 94.0, 104.0), 6, 0.5))
