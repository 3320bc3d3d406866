"""Rooms people live and rest in: bedroom, kitchen, café, hospital."""

from __future__ import annotations

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View, crown
from renderer.crew.house.rooms import (
    Room,
    Tone,
    boards,
    books,
    ceiling_lamp,
    ceiling_panels,
    hang_curtain,
    inside,
    light_beam,
    light_patch,
    opening,
    paint_shell,
    pendant,
    tiles,
)
from renderer.crew.house.signs import letter_sign
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_city
from renderer.crew.house.studio import Studio


def _outside(studio: Studio, *, trees: bool, towers: float = 300) -> None:
    """What windows look out on."""
    horizon = studio.view.y
    with studio.plane("sky", 0.05, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon + 40, sun_x=180, clouds=1.2, tower_x=studio.view.x - 420))
    with studio.plane("outside", 0.2) as brush:
        paint_city(brush, horizon + 60, height=towers, rows=2)
        if trees:
            green = [brush.air.tone(c, 14) for c in ((36.0, 82.0, 52.0), (62.0, 124.0, 62.0), (112.0, 170.0, 80.0))]
            for x in (-240, 10, 220, 400):
                crown(brush, x, horizon + 70, 170, 120, green, 360, leaf=15)


def paint_bedroom(studio: Studio) -> None:
    """A pupil's room: bed under the window on the left, desk with a lamp and shelves at the back."""
    studio.view = View(x=800.0, y=840.0)
    room = Room(left=-2.1, right=2.6, height=2.7, depth=5.6, wall=(222.0, 216.0, 222.0), floor=(190.0, 152.0, 112.0))
    _outside(studio, trees=False, towers=260)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        boards(brush, room, tone)
        frame = tone((240.0, 238.0, 234.0), 0.95)
        x = room.left
        opening(brush, [(x, 0.95, 3.1), (x, 2.2, 3.1), (x, 2.2, 5.0), (x, 0.95, 5.0)], frame, bars=1)
        for a, b in ((2.7, 3.15), (4.9, 5.3)):
            hang_curtain(brush, x + 0.05, (0.6, 2.35), (a, b), tone, (150.0, 168.0, 206.0))
        light_patch(brush, x, (3.1, 5.0), reach=2.2)
        _rug(brush, tone)
        _desk_corner(brush, room, tone)
        _posters(brush, room, tone)
    with studio.plane("furniture", 0.85, grain=0.07) as brush:
        tone = inside(brush, room)
        _bed(brush, room, tone)
        light_beam(brush, room.left, (0.95, 2.2), (3.1, 5.0), reach=2.2)
        _string_lights(brush, room)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        leaf = [tone(c, 0.8) for c in ((34.0, 78.0, 58.0), (66.0, 124.0, 84.0), (120.0, 170.0, 110.0))]
        crown(brush, 1190, 1730, 260, 380, leaf, 260, leaf=64)


def _rug(brush: Brush, tone: Tone) -> None:
    brush.level(0.01, (-1.0, 1.6), (2.2, 4.4), tone((196.0, 150.0, 160.0), 0.9), tone((206.0, 164.0, 172.0), 1.0))
    brush.level(0.012, (-0.85, 1.45), (2.35, 4.2), tone((226.0, 204.0, 200.0), 0.9), tone((232.0, 212.0, 208.0), 1.0))


def _desk_corner(brush: Brush, room: Room, tone: Tone) -> None:
    """Desk with drawers, a screen, a lamp; shelves with books above it."""
    air, at, d = brush.air, brush.view.at, room.depth
    brush.block((-0.9, 1.0), (0.70, 0.76), (d - 0.75, d - 0.05), (206.0, 164.0, 116.0), tone=tone)
    brush.block((0.5, 0.98), (0, 0.70), (d - 0.7, d - 0.05), (190.0, 148.0, 102.0), tone=tone, light=0.9)
    for y in (0.2, 0.44, 0.66):
        brush.edge((0.52, y, d - 0.7), (0.96, y, d - 0.7), tone((130.0, 96.0, 64.0), 0.8), 3)
    brush.block((-0.86, -0.8), (0, 0.7), (d - 0.7, d - 0.1), (190.0, 148.0, 102.0), tone=tone, light=0.7)
    left, top = at(-0.5, 1.28, d - 0.4)
    right, foot = at(0.2, 0.86, d - 0.4)
    brush.round_box(left - 6, top - 6, right + 6, foot + 6, 6, (38.0, 38.0, 50.0))
    screen = (96.0, 150.0, 230.0) if air.lamps > 0.3 else (52.0, 62.0, 84.0)
    brush.column(left, top, right, foot, [screen, scale(screen, 0.6)])
    brush.box((left + right) / 2 - 8, foot + 4, (left + right) / 2 + 8, foot + 30, (48.0, 48.0, 60.0))
    if air.lamps > 0.3:
        brush.glow((left + right) / 2, (top + foot) / 2, 320, screen, 0.5)
    for y in (1.55, 1.95):
        brush.block((-0.6, 1.3), (y, y + 0.03), (d - 0.25, d - 0.02), (206.0, 164.0, 116.0), tone=tone)
        a, b = at(-0.56, y + 0.03, d - 0.2), at(1.1, y + 0.03, d - 0.2)
        books(brush, a[0], b[0] - 50, a[1], brush.view.size(0.27, d), tone)
    lamp = at(0.72, 1.16, d - 0.45)
    brush.line([at(0.78, 0.76, d - 0.45), at(0.84, 1.0, d - 0.45), lamp], tone((70.0, 72.0, 84.0), 0.9), 7)
    brush.fill(
        [
            (lamp[0] - 34, lamp[1] + 16),
            (lamp[0] - 10, lamp[1] - 20),
            (lamp[0] + 14, lamp[1] - 14),
            (lamp[0] + 16, lamp[1] + 22),
        ],
        tone((232.0, 120.0, 90.0), 1.0),
    )
    if air.lamps > 0.05:
        brush.glow(lamp[0] - 8, lamp[1] + 26, 380, (255.0, 206.0, 130.0), 0.75 * air.lamps)


def _posters(brush: Brush, room: Room, tone: Tone) -> None:
    """Posters and cards on the wall, a guitar-shaped shadow of a life."""
    rng, at, d = brush.rng, brush.view.at, room.depth - 0.01
    for x, y, w, h, hue in (
        (-1.75, 1.5, 0.5, 0.72, (90.0, 120.0, 200.0)),
        (-1.15, 1.7, 0.34, 0.46, (236.0, 150.0, 120.0)),
    ):
        left, top = at(x, y + h, d)
        right, foot = at(x + w, y, d)
        brush.column(left, top, right, foot, [tone(hue, 1.0), tone(mix(hue, WHITE, 0.6), 0.95)])
        brush.disc(
            (left + right) / 2,
            top + (foot - top) * 0.4,
            (right - left) * 0.26,
            tone(mix(hue, (255.0, 240.0, 180.0), 0.8), 1.0),
        )
        brush.box(left, foot - 22, right, foot - 10, tone(scale(hue, 0.5), 0.9))
        brush.line(
            [(left, top), (right, top), (right, foot), (left, foot), (left, top)], tone((250.0, 250.0, 250.0), 1.0), 3
        )
    for _ in range(7):
        x, y = rng.uniform(1.4, 2.2), rng.uniform(1.2, 2.0)
        left, top = at(x, y + 0.14, d)
        right, foot = at(x + 0.18, y, d)
        brush.box(left, top, right, foot, tone((250.0, 248.0, 240.0), 1.0))
        brush.box(
            left + 4,
            top + 4,
            right - 4,
            foot - 10,
            tone(rng.choice(((130.0, 170.0, 210.0), (226.0, 170.0, 140.0), (150.0, 190.0, 150.0))), 0.95),
        )


def _bed(brush: Brush, room: Room, tone: Tone) -> None:
    x0, x1, near, far = room.left + 0.04, room.left + 1.15, 2.7, 5.0
    spot = brush.view.at((x0 + x1) / 2 + 0.3, 0, near)
    brush.shadow(spot[0] + 60, spot[1], brush.view.size(0.9, near), 40, 0.4)
    brush.block((x0, x1), (0.1, 0.34), (near, far), (178.0, 134.0, 92.0), tone=tone, light=0.9)
    brush.block((x0, x1), (0.34, 0.5), (near, far), (240.0, 238.0, 236.0), tone=tone)
    brush.block((x0, x1 + 0.05), (0.36, 0.56), (near - 0.03, far - 0.75), (126.0, 150.0, 196.0), tone=tone)
    for z in (3.0, 3.4, 3.8):
        brush.edge((x0, 0.565, z), (x1 + 0.05, 0.565, z + 0.1), tone((160.0, 180.0, 216.0), 1.0), 5, 0.7)
    brush.block((x0 + 0.2, x1 - 0.2), (0.5, 0.66), (far - 0.6, far - 0.15), (250.0, 250.0, 250.0), tone=tone)


def _string_lights(brush: Brush, room: Room) -> None:
    at, air = brush.view.at, brush.air
    d = room.depth - 0.05
    for start, end in ((-2.0, -0.5), (-0.5, 1.0), (1.0, 2.5)):
        a, b = at(start, 2.45, d), at(end, 2.45, d)
        brush.sagging(a, b, 26, (70.0, 66.0, 80.0), 2)
        for number in range(1, 8):
            share = number / 8
            x = a[0] + (b[0] - a[0]) * share
            y = a[1] + 4 * 26 * share * (1 - share) + 5
            brush.disc(x, y, 5, (255.0, 236.0, 180.0))
            if air.lamps > 0.1:
                brush.glow(x, y, 44, (255.0, 206.0, 120.0), 0.8 * air.lamps)


def paint_cafe(studio: Studio) -> None:
    """A café: window seats on the left with the town outside, counter and shelves on the right, hanging lamps."""
    studio.view = View(x=700.0, y=850.0)
    room = Room(
        left=-2.3,
        right=2.5,
        height=3.1,
        depth=8.0,
        wall=(150.0, 104.0, 84.0),
        floor=(150.0, 108.0, 78.0),
        ceiling=(112.0, 88.0, 78.0),
    )
    _outside(studio, trees=True, towers=240)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        boards(brush, room, tone, width=0.18)
        for z in (1.4, 3.4, 5.4, 7.2):
            brush.block(
                (room.left, room.right), (room.height - 0.22, room.height), (z, z + 0.2), (84.0, 60.0, 50.0), tone=tone
            )
        frame = tone((64.0, 46.0, 40.0), 0.9)
        for near, far in ((1.3, 3.2), (3.5, 5.4), (5.7, 7.6)):
            x = room.left
            opening(brush, [(x, 0.75, near), (x, 2.5, near), (x, 2.5, far), (x, 0.75, far)], frame, bars=2)
            light_patch(brush, x, (near, far), reach=2.4)
        _back_shelves(brush, room, tone)
        _counter(brush, room, tone)
    with studio.plane("tables", 0.85, grain=0.07) as brush:
        tone = inside(brush, room)
        for z in (6.0, 4.2):
            _table(brush, -1.25, z, tone)
        for near, far in ((1.3, 3.2), (3.5, 5.4), (5.7, 7.6)):
            light_beam(brush, room.left, (0.75, 2.5), (near, far), reach=2.4)
        for z in (7.0, 5.2, 3.6):
            for x in (-1.0, 1.1):
                pendant(brush, x, 2.15, z, (60.0, 110.0, 110.0), top=room.height)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        leaf = [tone(c, 0.8) for c in ((30.0, 70.0, 50.0), (62.0, 116.0, 72.0), (120.0, 166.0, 96.0))]
        crown(brush, -80, 1640, 250, 420, leaf, 280, leaf=60)
        crown(brush, 1130, -60, 240, 260, leaf, 220, leaf=54)


def _back_shelves(brush: Brush, room: Room, tone: Tone) -> None:
    """A blackboard menu and shelves of cups and jars at the back."""
    rng, at, d = brush.rng, brush.view.at, room.depth - 0.02
    left, top = at(-1.9, 2.5, d)
    right, foot = at(-0.5, 1.5, d)
    brush.box(left - 8, top - 8, right + 8, foot + 8, tone((110.0, 78.0, 56.0), 0.9))
    brush.box(left, top, right, foot, tone((44.0, 50.0, 50.0), 0.9))
    letter_sign(
        brush.canvas,
        "MENU",
        (left + 40, top + 10, right - 40, top + 62),
        tone((250.0, 236.0, 200.0), 1.0),
        upright=False,
    )
    for row in range(5):
        y = top + 84 + row * 20
        brush.line([(left + 24, y), (left + 24 + rng.uniform(80, 150), y)], tone((220.0, 214.0, 200.0), 0.9), 3, 0.7)
        brush.line([(right - 60, y), (right - 24, y)], tone((250.0, 210.0, 150.0), 0.9), 3, 0.7)
    for y in (1.3, 1.75, 2.2):
        brush.block((0.0, 2.4), (y, y + 0.04), (d - 0.28, d), (120.0, 84.0, 60.0), tone=tone)
        x = 0.08
        while x < 2.3:
            wide, high = rng.uniform(0.07, 0.13), rng.uniform(0.12, 0.3)
            a, b = at(x, y + 0.04 + high, d - 0.2), at(x + wide, y + 0.04, d - 0.2)
            colour = rng.choice(
                (
                    (236.0, 230.0, 220.0),
                    (196.0, 120.0, 90.0),
                    (110.0, 150.0, 150.0),
                    (226.0, 190.0, 120.0),
                    (120.0, 80.0, 64.0),
                )
            )
            brush.round_box(a[0], a[1], b[0], b[1], 4, tone(colour, rng.uniform(0.75, 1.0)))
            brush.box(a[0] + 2, a[1] + 3, a[0] + 4, b[1] - 3, WHITE, 0.35)
            x += wide + rng.uniform(0.02, 0.1)
        if brush.air.lamps > 0.1:
            brush.glow(*at(1.2, y + 0.3, d - 0.1), 260, (255.0, 190.0, 110.0), 0.22 * brush.air.lamps)


def _counter(brush: Brush, room: Room, tone: Tone) -> None:
    x0, near, far = 1.25, 3.0, 7.2
    brush.block((x0, room.right), (0, 1.02), (near, far), (112.0, 78.0, 58.0), tone=tone)
    for number in range(15):
        z = near + (far - near) * number / 15
        brush.edge((x0, 0.05, z), (x0, 0.98, z), tone((80.0, 54.0, 40.0), 0.8), max(1.5, 9 / z), 0.7)
    brush.level(
        1.07,
        (x0 - 0.1, room.right),
        (near - 0.05, far),
        tone((196.0, 150.0, 106.0), 1.05),
        tone((206.0, 164.0, 120.0), 1.0),
    )
    brush.block((1.6, 2.3), (1.07, 1.6), (4.6, 5.3), (190.0, 196.0, 200.0), tone=tone)
    brush.block((1.5, 1.9), (1.07, 1.35), (3.5, 3.9), (236.0, 220.0, 196.0), tone=tone)
    for z in (3.6, 4.7, 5.8):
        seat = brush.view.at(0.85, 0.72, z)
        half = brush.view.size(0.17, z)
        foot = brush.view.at(0.85, 0, z)
        brush.shadow(foot[0], foot[1], half * 1.4, half * 0.3, 0.45)
        brush.line([seat, foot], tone((70.0, 66.0, 70.0), 0.8), half * 0.18)
        brush.round_box(
            seat[0] - half,
            seat[1] - half * 0.25,
            seat[0] + half,
            seat[1] + half * 0.25,
            half * 0.2,
            tone((186.0, 84.0, 72.0), 0.95),
        )


def _table(brush: Brush, x: float, z: float, tone: Tone) -> None:
    at, size = brush.view.at, brush.view.size
    foot = at(x, 0, z)
    brush.shadow(foot[0], foot[1], size(0.6, z), size(0.12, z), 0.45)
    brush.line([at(x, 0.7, z), foot], tone((60.0, 50.0, 50.0), 0.8), size(0.06, z))
    brush.level(
        0.74,
        (x - 0.42, x + 0.42),
        (z - 0.4, z + 0.4),
        tone((190.0, 140.0, 96.0), 1.0),
        tone((206.0, 160.0, 116.0), 1.05),
    )
    brush.front((x - 0.42, x + 0.42), (0.70, 0.74), z - 0.4, tone((140.0, 98.0, 66.0), 0.9))
    cup = at(x + 0.12, 0.74, z - 0.1)
    half = size(0.05, z)
    brush.round_box(cup[0] - half, cup[1] - half * 1.8, cup[0] + half, cup[1], half * 0.4, tone(WHITE, 1.0))
    for dz in (-0.85, 0.75):
        brush.block((x - 0.24, x + 0.24), (0.42, 0.48), (z + dz - 0.1, z + dz + 0.3), (150.0, 70.0, 62.0), tone=tone)
        brush.block(
            (x - 0.24, x + 0.24),
            (0.48, 0.95),
            (z + dz + (0.26 if dz > 0 else -0.12), z + dz + (0.32 if dz > 0 else -0.06)),
            (120.0, 84.0, 60.0),
            tone=tone,
        )


def paint_hospital(studio: Studio) -> None:
    """A ward: bed with rails, drip stand, monitor; a curtained window with pale light on the left."""
    studio.view = View(x=780.0, y=850.0)
    room = Room(
        left=-2.1,
        right=2.6,
        height=2.8,
        depth=6.4,
        wall=(222.0, 234.0, 234.0),
        floor=(186.0, 206.0, 206.0),
        ceiling=(240.0, 244.0, 244.0),
    )
    _outside(studio, trees=True, towers=280)
    with studio.plane("room", 0.62, grain=0.06) as brush:
        tone = paint_shell(brush, room)
        tiles(brush, room, tone, size=0.55, other=(204.0, 220.0, 218.0))
        ceiling_panels(brush, room, tone)
        for z in (2.6, 4.6):
            ceiling_lamp(brush, 0.3, room.height - 0.01, z, tone, on=True)
        x = room.left
        opening(
            brush,
            [(x, 0.9, 2.9), (x, 2.3, 2.9), (x, 2.3, 5.6), (x, 0.9, 5.6)],
            tone((236.0, 240.0, 240.0), 1.0),
            bars=2,
        )
        hang_curtain(brush, x + 0.06, (0.3, 2.45), (2.5, 3.0), tone, (240.0, 244.0, 236.0))
        hang_curtain(brush, x + 0.06, (0.3, 2.45), (5.2, 5.9), tone, (240.0, 244.0, 236.0))
        light_patch(brush, x, (2.9, 5.6), reach=2.6)
        stripe = tone((150.0, 200.0, 190.0), 0.95)
        brush.front((room.left, room.right), (0.95, 1.08), room.depth - 0.01, stripe)
        brush.face(
            [
                (room.right, 0.95, 0.9),
                (room.right, 1.08, 0.9),
                (room.right, 1.08, room.depth),
                (room.right, 0.95, room.depth),
            ],
            scale(stripe, 0.9),
        )
        _bed_head(brush, room, tone)
    with studio.plane("bed", 0.85, grain=0.06) as brush:
        tone = inside(brush, room)
        _ward_bed(brush, tone)
        _drip(brush, tone)
        light_beam(brush, room.left, (0.9, 2.3), (2.9, 5.6), reach=2.6)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        for number in range(6):
            x = 1040 + number * 60
            brush.blend(
                [(x, -420), (x + 64, -420), (x + 70, 2400), (x - 6, 2400)],
                (x, 0),
                (x + 64, 0),
                [tone((196.0, 222.0, 214.0), 0.95), tone((170.0, 200.0, 194.0), 0.8)],
                alphas=[0.96, 0.96],
            )


def _bed_head(brush: Brush, room: Room, tone: Tone) -> None:
    """The panel over the bed: light, sockets, call button; a side table with flowers."""
    at, d, air = brush.view.at, room.depth - 0.02, brush.air
    brush.block((-0.9, 1.3), (1.35, 1.55), (d - 0.12, d), (214.0, 224.0, 226.0), tone=tone)
    left, top = at(-0.5, 1.72, d)
    right, foot = at(0.9, 1.62, d)
    brush.round_box(left, top, right, foot, 8, mix(tone(WHITE, 1.0), (255.0, 250.0, 230.0), 0.8))
    if air.lamps > 0.1:
        brush.glow((left + right) / 2, foot, 420, (255.0, 244.0, 214.0), 0.5 * air.lamps)
    for x in (-0.7, -0.5, 1.0):
        spot = at(x, 1.45, d - 0.13)
        brush.round_box(spot[0] - 9, spot[1] - 9, spot[0] + 9, spot[1] + 9, 3, tone((150.0, 190.0, 196.0), 0.9))
    brush.block((1.55, 2.15), (0, 0.78), (d - 0.6, d - 0.1), (224.0, 206.0, 180.0), tone=tone)
    vase = at(1.85, 0.78, d - 0.35)
    brush.round_box(vase[0] - 14, vase[1] - 48, vase[0] + 14, vase[1], 8, tone((140.0, 190.0, 220.0), 1.0))
    pink = [tone(c, 1.0) for c in ((70.0, 130.0, 90.0), (226.0, 120.0, 150.0), (255.0, 190.0, 200.0))]
    crown(brush, vase[0], vase[1] - 78, 56, 46, pink, 70, kind="petal", leaf=17)


def _ward_bed(brush: Brush, tone: Tone) -> None:
    at = brush.view.at
    x0, x1, near, far = -0.55, 0.65, 3.4, 5.9
    foot = at((x0 + x1) / 2, 0, near)
    brush.shadow(foot[0], foot[1] - 10, brush.view.size(0.85, near), 40, 0.4)
    for x in (x0 + 0.08, x1 - 0.08):
        brush.edge((x, 0, near + 0.05), (x, 0.5, near + 0.05), tone((150.0, 160.0, 168.0), 0.8), 12)
        wheel = at(x, 0.06, near)
        brush.disc(*wheel, 17, tone((70.0, 76.0, 84.0), 0.9))
    brush.block((x0, x1), (0.42, 0.52), (near, far), (180.0, 190.0, 196.0), tone=tone)
    brush.block((x0, x1), (0.52, 0.68), (near + 0.05, far), (250.0, 252.0, 252.0), tone=tone)
    brush.block((x0 - 0.03, x1 + 0.03), (0.5, 0.73), (near + 0.02, far - 0.9), (190.0, 222.0, 226.0), tone=tone)
    fold: list[Spot] = [
        at(x0 - 0.03, 0.735, far - 1.2),
        at(x1 + 0.03, 0.735, far - 1.2),
        at(x1 + 0.03, 0.735, far - 0.9),
        at(x0 - 0.03, 0.735, far - 0.9),
    ]
    brush.fill(fold, tone(WHITE, 1.05))
    brush.block((x0 + 0.25, x1 - 0.25), (0.68, 0.84), (far - 0.5, far - 0.1), (252.0, 252.0, 252.0), tone=tone)
    steel: Colour = tone((196.0, 206.0, 212.0), 0.95)
    for y in (0.92, 0.76):
        brush.edge((x0 - 0.05, y, near + 0.5), (x0 - 0.05, y, far - 0.6), steel, 8)
    for z in (near + 0.5, near + 1.2, far - 0.6):
        brush.edge((x0 - 0.05, 0.5, z), (x0 - 0.05, 0.92, z), steel, 8)
    brush.front((x0, x1), (0.45, 0.95), near, tone((206.0, 216.0, 214.0), 0.86), tone((226.0, 232.0, 230.0), 1.0))


def _drip(brush: Brush, tone: Tone) -> None:
    """A drip stand and a monitor with its green line."""
    at, z = brush.view.at, 4.6
    steel = tone((180.0, 190.0, 198.0), 0.95)
    brush.edge((-0.95, 0.05, z), (-0.95, 2.0, z), steel, 8)
    brush.edge((-1.15, 2.0, z), (-0.75, 2.0, z), steel, 6)
    bag = at(-1.12, 1.98, z)
    brush.round_box(bag[0] - 24, bag[1], bag[0] + 24, bag[1] + 84, 10, tone((214.0, 236.0, 246.0), 1.0), 0.85)
    brush.round_box(bag[0] - 20, bag[1] + 34, bag[0] + 20, bag[1] + 80, 8, tone((170.0, 214.0, 236.0), 1.0), 0.9)
    brush.line([(bag[0], bag[1] + 84), (bag[0] + 6, bag[1] + 230), (bag[0] + 130, bag[1] + 330)], WHITE, 3, 0.7)
    left, top = at(1.0, 1.62, 5.4)
    right, foot = at(1.6, 1.2, 5.4)
    brush.line([((left + right) / 2, foot), at(1.3, 0, 5.4)], steel, 9)
    brush.round_box(left - 8, top - 8, right + 8, foot + 8, 8, tone((206.0, 212.0, 214.0), 0.95))
    brush.box(left, top, right, foot, (14.0, 30.0, 36.0))
    points: list[Spot] = []
    for number in range(30):
        beat = number % 10
        rise = {4: -26, 5: 20, 6: -8}.get(beat, 0)
        points.append((left + (right - left) * number / 29, top + (foot - top) * 0.38 + rise))
    brush.line(points, (90.0, 255.0, 160.0), 3)
    brush.line(
        [(x, y * 0 + top + (foot - top) * 0.75 + (6 if n % 6 < 3 else -6)) for n, (x, y) in enumerate(points)],
        (90.0, 200.0, 255.0),
        2.5,
    )
    brush.glow((left + right) / 2, (top + foot) / 2, 130, (90.0, 255.0, 190.0), 0.35)


def paint_kitchen(studio: Studio) -> None:
    """A kitchen at home: counter with sink under the window, cupboards, table in front."""
    studio.view = View(x=760.0, y=850.0)
    room = Room(left=-2.2, right=2.6, height=2.7, depth=6.0, wall=(240.0, 232.0, 212.0), floor=(206.0, 180.0, 146.0))
    _outside(studio, trees=True, towers=180)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        tiles(brush, room, tone, size=0.5, other=(226.0, 206.0, 176.0))
        d, at = room.depth, brush.view.at
        opening(
            brush,
            [(-1.5, 1.15, d), (-1.5, 2.1, d), (0.2, 2.1, d), (0.2, 1.15, d)],
            tone((248.0, 246.0, 240.0), 1.0),
            bars=1,
        )
        cells = [
            [
                at(x * 0.15, 0.9 + y * 0.12, d - 0.01),
                at(x * 0.15 + 0.14, 0.9 + y * 0.12, d - 0.01),
                at(x * 0.15 + 0.14, 1.01 + y * 0.12, d - 0.01),
                at(x * 0.15, 1.01 + y * 0.12, d - 0.01),
            ]
            for x in range(-14, 17)
            for y in range(2)
        ]
        brush.polygons(cells, tone((206.0, 226.0, 222.0), 1.0), 0.9)
        brush.block((room.left, 1.5), (0, 0.84), (d - 0.65, d - 0.02), (214.0, 190.0, 156.0), tone=tone)
        brush.block((room.left, 1.55), (0.84, 0.9), (d - 0.68, d - 0.02), (236.0, 232.0, 226.0), tone=tone)
        for x in (-1.9, -1.2, -0.5, 0.2, 0.9):
            brush.front(
                (x + 0.03, x + 0.63),
                (0.1, 0.78),
                d - 0.66,
                tone((200.0, 172.0, 136.0), 0.9),
                tone((214.0, 188.0, 152.0), 1.0),
            )
            brush.edge((x + 0.5, 0.68, d - 0.67), (x + 0.6, 0.68, d - 0.67), tone((120.0, 116.0, 112.0), 1.0), 5)
        for x in (0.45, 1.0):
            brush.block((x, x + 0.53), (1.55, 2.3), (d - 0.38, d - 0.02), (226.0, 206.0, 174.0), tone=tone)
        brush.block((1.6, 2.5), (0, 1.9), (d - 0.75, d - 0.05), (226.0, 232.0, 236.0), tone=tone)
        brush.edge((1.68, 0.9, d - 0.76), (1.68, 1.6, d - 0.76), tone((150.0, 156.0, 162.0), 1.0), 6)
        brush.block((-0.9, -0.5), (0.9, 1.12), (d - 0.5, d - 0.2), (190.0, 80.0, 70.0), tone=tone)
        brush.line(
            [at(-0.1, 0.9, d - 0.3), at(-0.1, 1.2, d - 0.3), at(-0.25, 1.2, d - 0.3), at(-0.25, 1.12, d - 0.3)],
            tone((190.0, 196.0, 202.0), 1.0),
            7,
        )
    with studio.plane("table", 0.85, grain=0.07) as brush:
        tone = inside(brush, room)
        _table(brush, 0.55, 3.9, tone)
        pendant(brush, 0.55, 1.95, 3.9, (214.0, 120.0, 84.0), top=room.height)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        leaf = [tone(c, 0.85) for c in ((34.0, 78.0, 50.0), (70.0, 130.0, 76.0), (140.0, 186.0, 110.0))]
        crown(brush, -90, 1780, 230, 330, leaf, 220, leaf=56)
