"""Rooms people live in: bedroom and kitchen."""

from __future__ import annotations

from renderer.colours import WHITE, mix, scale
from renderer.crew.house.brush import Brush, View
from renderer.crew.house.foliage import crown
from renderer.crew.house.outlook import paint_outside
from renderer.crew.house.rooms import (
    Room,
    Tone,
    boards,
    books,
    cornice,
    hang_curtain,
    inside,
    light_beam,
    light_patch,
    opening,
    paint_shell,
    pendant,
    round_lamp,
    tiles,
)
from renderer.crew.house.studio import Studio


def paint_bedroom(studio: Studio) -> None:
    """A pupil's room: bed under the window on the left, desk with a lamp and shelves at the back."""
    studio.view = View(x=800.0, y=840.0)
    room = Room(left=-2.1, right=2.6, height=2.5, depth=5.6, wall=(222.0, 216.0, 222.0), floor=(190.0, 152.0, 112.0))
    paint_outside(studio, trees=False, towers=260)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        boards(brush, room, tone)
        cornice(brush, room, tone)
        round_lamp(brush, -0.25, 3.2, room, tone)
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
    foot = [
        brush.view.at(x, 0, z)
        for x, z in ((x0, near), (x1, near), (x1 + 0.22, near + 0.1), (x1 + 0.22, far), (x1, far))
    ]
    brush.fill(foot, scale(tone((90.0, 60.0, 60.0), 0.5), 0.6), 0.4)
    brush.block((x0, x1), (0.0, 0.34), (near, far), (178.0, 134.0, 92.0), tone=tone, light=0.9)
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


def paint_kitchen(studio: Studio) -> None:
    """A kitchen at home: counter with sink under the window, cupboards, table in front."""
    studio.view = View(x=760.0, y=850.0)
    room = Room(left=-2.2, right=2.6, height=2.5, depth=6.0, wall=(240.0, 232.0, 212.0), floor=(206.0, 180.0, 146.0))
    paint_outside(studio, trees=True, towers=180)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        tiles(brush, room, tone, size=0.5, other=(226.0, 206.0, 176.0))
        cornice(brush, room, tone)
        d = room.depth
        opening(
            brush,
            [(-1.5, 1.15, d), (-1.5, 2.1, d), (0.2, 2.1, d), (0.2, 1.15, d)],
            tone((248.0, 246.0, 240.0), 1.0),
            bars=1,
        )
        _counter(brush, d, tone, room)
    with studio.plane("table", 0.85, grain=0.07) as brush:
        tone = inside(brush, room)
        _dining_table(brush, tone)
        pendant(brush, -0.35, 1.9, 4.2, (214.0, 120.0, 84.0), top=room.height)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        leaf = [tone(c, 0.85) for c in ((34.0, 78.0, 50.0), (70.0, 130.0, 76.0), (140.0, 186.0, 110.0))]
        crown(brush, -90, 1780, 230, 330, leaf, 220, leaf=56)


def _counter(brush: Brush, d: float, tone: Tone, room: Room) -> None:
    """Tiles, counter, cupboards, fridge and kettle along the back wall."""
    at = brush.view.at
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


def _dining_table(brush: Brush, tone: Tone) -> None:
    """A table with a cloth, cups and a bowl of fruit; a chair on either side."""
    at, size, near, far = brush.view.at, brush.view.size, 3.6, 4.7
    spot = at(-0.35, 0, near + 0.2)
    brush.shadow(spot[0], spot[1], size(1.1, near), size(0.22, near), 0.45)
    wood = (176.0, 128.0, 84.0)
    for x in (-1.45, 0.75):
        inward = 0.1 if x < 0 else -0.1
        brush.block((x - 0.2, x + 0.2), (0.42, 0.47), (near + 0.3, near + 0.75), wood, tone=tone)
        back = x - 0.2 if x < 0 else x + 0.16
        brush.block((back, back + 0.04), (0.47, 0.98), (near + 0.3, near + 0.75), wood, tone=tone, light=0.92)
        for dx, z in ((-0.17, near + 0.32), (0.17, near + 0.32)):
            brush.edge((x + dx, 0, z), (x + dx + inward * 0.1, 0.42, z), tone((130.0, 92.0, 60.0), 0.8), size(0.04, z))
    for x in (-1.05, 0.35):
        brush.block((x - 0.04, x + 0.04), (0, 0.68), (near + 0.05, near + 0.14), (140.0, 98.0, 64.0), tone=tone)
    brush.block((-1.15, 0.45), (0.68, 0.73), (near, far), (206.0, 160.0, 110.0), tone=tone)
    brush.level(0.735, (-0.75, 0.05), (near, far), tone((236.0, 226.0, 206.0), 1.0), tone((240.0, 232.0, 214.0), 1.02))
    brush.front(
        (-0.75, 0.05), (0.56, 0.735), near - 0.005, tone((216.0, 204.0, 182.0), 0.86), tone((232.0, 220.0, 200.0), 0.95)
    )
    _laid(brush, near, tone)


def _laid(brush: Brush, near: float, tone: Tone) -> None:
    """What stands on the table: a bowl of fruit and two cups."""
    at, size = brush.view.at, brush.view.size
    bowl = at(-0.35, 0.74, near + 0.55)
    half = size(0.16, near)
    for dx, dy, hue in (
        (-0.5, -0.9, (226.0, 70.0, 60.0)),
        (0.4, -0.85, (246.0, 170.0, 70.0)),
        (0.0, -1.2, (150.0, 190.0, 80.0)),
    ):
        brush.disc(bowl[0] + dx * half, bowl[1] + dy * half * 0.75, half * 0.42, tone(hue, 1.0))
        brush.disc(bowl[0] + (dx - 0.12) * half, bowl[1] + (dy - 0.14) * half * 0.75, half * 0.12, WHITE, 0.6)
    brush.fill(
        [
            (bowl[0] - half, bowl[1] - half * 0.6),
            (bowl[0] + half, bowl[1] - half * 0.6),
            (bowl[0] + half * 0.5, bowl[1]),
            (bowl[0] - half * 0.5, bowl[1]),
        ],
        tone((110.0, 150.0, 190.0), 1.0),
    )
    for x in (-0.95, 0.25):
        cup = at(x, 0.74, near + 0.25)
        wide = size(0.045, near)
        brush.round_box(cup[0] - wide, cup[1] - wide * 1.9, cup[0] + wide, cup[1], wide * 0.4, tone(WHITE, 1.0))
