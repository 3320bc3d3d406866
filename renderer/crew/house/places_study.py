"""Rooms of books and papers: library and office; and the corridor."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, View
from renderer.crew.house.outlook import paint_outside
from renderer.crew.house.rooms import (
    Room,
    Tone,
    boards,
    books,
    ceiling_lamp,
    ceiling_panels,
    cornice,
    inside,
    light_beam,
    light_patch,
    opening,
    paint_shell,
    round_lamp,
    tiles,
)
from renderer.crew.house.studio import Studio


def paint_library(studio: Studio) -> None:
    """Shelves to the ceiling on both sides, a tall window at the end, a table with a green lamp."""
    studio.view = View(x=540.0, y=850.0)
    room = Room(
        left=-2.1,
        right=2.1,
        height=4.4,
        depth=11.0,
        wall=(140.0, 104.0, 80.0),
        floor=(146.0, 100.0, 70.0),
        ceiling=(110.0, 84.0, 70.0),
    )
    paint_outside(studio, trees=False, towers=200)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        boards(brush, room, tone, width=0.2)
        d = room.depth
        opening(
            brush, [(-1.0, 1.1, d), (-1.0, 3.9, d), (1.0, 3.9, d), (1.0, 1.1, d)], tone((90.0, 64.0, 48.0), 1.0), bars=3
        )
        for side, x in ((-1, room.left), (1, room.right)):
            _shelf_wall(brush, side, x, room, tone)
        for left in (-2.05, 1.15):
            for row in range(8):
                a, b = (
                    brush.view.at(left, 0.3 + row * 0.5, d - 0.1),
                    brush.view.at(left + 0.9, 0.3 + row * 0.5, d - 0.1),
                )
                books(brush, a[0], b[0], a[1], brush.view.size(0.4, d), tone)
    with studio.plane("table", 0.85, grain=0.07) as brush:
        tone = inside(brush, room)
        light_beam(brush, room.left, (1.1, 3.9), (8.0, 10.5), reach=3.0)
        _reading_table(brush, tone)
    _near_books(room, studio)


def _near_books(room: Room, studio: Studio) -> None:
    """Books out of focus at the frame's edge."""
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        for number in range(9):
            x = 1040 + number * 44
            hue = ((150.0, 60.0, 60.0), (60.0, 84.0, 130.0), (190.0, 150.0, 90.0))[number % 3]
            brush.blend(
                [(x, 1300 - number * 9), (x + 38, 1300 - number * 9), (x + 38, 2400), (x, 2400)],
                (x, 0),
                (x + 38, 0),
                [tone(hue, 0.9), tone(hue, 0.5)],
            )


def _shelf_wall(brush: Brush, side: int, x: float, room: Room, tone: Tone) -> None:
    """Books along a side wall, row over row, in the perspective of the room."""
    front = x - side * 0.32
    palette = (
        (170.0, 66.0, 62.0),
        (66.0, 92.0, 140.0),
        (206.0, 170.0, 104.0),
        (76.0, 120.0, 92.0),
        (214.0, 200.0, 176.0),
        (110.0, 76.0, 120.0),
    )
    brush.face(
        [(front, 0, 1.0), (front, room.height, 1.0), (front, room.height, room.depth), (front, 0, room.depth)],
        tone((70.0, 48.0, 38.0), 0.7),
    )
    _book_rows(brush, tone, room, front, palette)
    _uprights(brush, tone, front, room, side)


def _book_rows(brush: Brush, tone: Tone, room: Room, front: float, palette: Sequence[Colour]) -> None:
    """Books in rows, and the boards they stand on."""
    rng, at = brush.rng, brush.view.at
    rows = 8
    for row in range(rows):
        y = 0.18 + row * (room.height - 0.3) / rows
        z = 1.2
        shapes: dict[int, list[list[tuple[float, float]]]] = {}
        while z < room.depth - 0.1:
            thick = rng.uniform(0.05, 0.12)
            tall = rng.uniform(0.30, 0.43)
            shapes.setdefault(rng.randrange(len(palette)), []).append(
                [
                    at(front, y, z),
                    at(front, y + tall, z),
                    at(front, y + tall, z + thick * 0.92),
                    at(front, y, z + thick * 0.92),
                ]
            )
            z += thick * (1.0 if rng.random() < 0.95 else 2.4)
        for index, polygons in shapes.items():
            brush.polygons(polygons, tone(palette[index], 0.62 + 0.05 * (index % 3)))
        brush.face(
            [(front, y - 0.05, 1.0), (front, y, 1.0), (front, y, room.depth), (front, y - 0.05, room.depth)],
            tone((150.0, 108.0, 76.0), 0.9),
        )


def _uprights(brush: Brush, tone: Tone, front: float, room: Room, side: int) -> None:
    """The shelves' uprights."""
    for z in (1.0, 3.4, 5.8, 8.2, 10.6):
        brush.face(
            [
                (front - side * 0.03, 0, z),
                (front - side * 0.03, room.height, z),
                (front - side * 0.03, room.height, z + 0.14),
                (front - side * 0.03, 0, z + 0.14),
            ],
            tone((160.0, 116.0, 82.0), 0.95),
        )


def _reading_table(brush: Brush, tone: Tone) -> None:
    at, z, air = brush.view.at, 5.4, brush.air
    spot = at(0, 0, z)
    brush.shadow(spot[0], spot[1], brush.view.size(1.1, z), brush.view.size(0.2, z), 0.45)
    for x in (-0.85, 0.85):
        brush.block((x - 0.05, x + 0.05), (0, 0.7), (z, z + 0.1), (96.0, 66.0, 48.0), tone=tone)
    brush.block((-1.0, 1.0), (0.70, 0.76), (z, z + 1.1), (150.0, 104.0, 70.0), tone=tone)
    brush.block((-0.7, -0.3), (0.76, 0.82), (z + 0.2, z + 0.5), (150.0, 60.0, 60.0), tone=tone)
    brush.block((-0.66, -0.34), (0.82, 0.87), (z + 0.2, z + 0.5), (66.0, 92.0, 140.0), tone=tone)
    page = at(0.05, 0.77, z + 0.3)
    brush.fill(
        [
            (page[0] - 60, page[1] + 8),
            (page[0], page[1] - 6),
            (page[0] + 60, page[1] + 8),
            (page[0] + 54, page[1] - 22),
            (page[0], page[1] - 34),
            (page[0] - 54, page[1] - 22),
        ],
        tone((250.0, 244.0, 226.0), 1.0),
    )
    lamp = at(0.6, 1.18, z + 0.4)
    brush.line([at(0.6, 0.76, z + 0.4), lamp], tone((206.0, 166.0, 90.0), 1.0), 8)
    green = (60.0, 150.0, 96.0)
    brush.round_box(
        lamp[0] - 58, lamp[1] - 22, lamp[0] + 58, lamp[1] + 10, 16, mix(green, WHITE, 0.1 + 0.15 * air.lamps)
    )
    brush.box(lamp[0] - 50, lamp[1] + 8, lamp[0] + 50, lamp[1] + 13, (255.0, 240.0, 190.0), 0.4 + 0.6 * air.lamps)
    brush.glow(lamp[0], lamp[1] + 40, 380, (255.0, 214.0, 140.0), 0.25 + 0.55 * air.lamps)


def paint_office(studio: Studio) -> None:
    """An investigator's office: blinds with slats of light, a desk, a wall of notes joined by red string."""
    studio.view = View(x=740.0, y=850.0)
    room = Room(left=-2.1, right=2.7, height=2.8, depth=6.0, wall=(176.0, 166.0, 150.0), floor=(120.0, 96.0, 80.0))
    paint_outside(studio, trees=False, towers=420)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        boards(brush, room, tone)
        cornice(brush, room, tone)
        round_lamp(brush, -0.2, 3.6, room, tone)
        x = room.left
        opening(
            brush, [(x, 0.9, 2.6), (x, 2.35, 2.6), (x, 2.35, 5.4), (x, 0.9, 5.4)], tone((90.0, 80.0, 76.0), 1.0), bars=2
        )
        for number in range(15):
            y = 0.95 + number * 0.094
            brush.face(
                [(x + 0.05, y, 2.55), (x + 0.05, y + 0.05, 2.55), (x + 0.05, y + 0.05, 5.45), (x + 0.05, y, 5.45)],
                tone((226.0, 214.0, 190.0), 0.9),
                0.92,
            )
        light_patch(brush, x, (2.6, 5.4), reach=2.8)
        _note_wall(brush, room, tone)
    with studio.plane("desk", 0.85, grain=0.07) as brush:
        tone = inside(brush, room)
        _office_desk(brush, tone)
        light_beam(brush, room.left, (0.9, 2.35), (2.6, 5.4), reach=2.8)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        brush.blend(
            [(980, -420), (1420, -420), (1420, 2400), (1060, 2400)],
            (980, 0),
            (1420, 0),
            [tone((84.0, 64.0, 54.0), 0.7), tone((50.0, 38.0, 36.0), 0.5)],
        )


def _office_desk(brush: Brush, tone: Tone) -> None:
    """The desk, papers and a lamp."""
    z = 3.9
    spot = brush.view.at(0.6, 0, z)
    brush.shadow(spot[0], spot[1], brush.view.size(1.1, z), 40, 0.45)
    brush.block((-0.5, 1.7), (0, 0.7), (z, z + 0.9), (104.0, 74.0, 56.0), tone=tone)
    brush.block((-0.6, 1.8), (0.70, 0.77), (z - 0.05, z + 0.95), (140.0, 100.0, 70.0), tone=tone)
    brush.block((0.0, 0.5), (0.77, 0.84), (z + 0.2, z + 0.6), (240.0, 234.0, 220.0), tone=tone)
    lamp = brush.view.at(1.3, 1.2, z + 0.4)
    brush.line(
        [brush.view.at(1.4, 0.77, z + 0.4), brush.view.at(1.5, 1.05, z + 0.4), lamp],
        tone((40.0, 40.0, 48.0), 1.0),
        9,
    )
    brush.fill(
        [
            (lamp[0] - 46, lamp[1] + 22),
            (lamp[0] - 12, lamp[1] - 24),
            (lamp[0] + 16, lamp[1] - 16),
            (lamp[0] + 18, lamp[1] + 26),
        ],
        tone((60.0, 100.0, 84.0), 1.0),
    )
    brush.glow(lamp[0] - 14, lamp[1] + 40, 460, (255.0, 206.0, 130.0), 0.2 + 0.6 * brush.air.lamps)


def _note_wall(brush: Brush, room: Room, tone: Tone) -> None:
    """A cork board of papers and photographs, strings between pins."""
    at, rng, d = brush.view.at, brush.rng, room.depth - 0.01
    brush.front((-1.5, 1.9), (0.95, 2.4), d, tone((120.0, 86.0, 60.0), 0.9))
    brush.front((-1.42, 1.82), (1.02, 2.33), d, tone((196.0, 156.0, 110.0), 0.9))
    pins = []
    for _ in range(18):
        x, y = rng.uniform(-1.3, 1.5), rng.uniform(1.15, 2.1)
        wide, high = rng.uniform(0.14, 0.26), rng.uniform(0.16, 0.24)
        left, top = at(x, y + high, d)
        right, foot = at(x + wide, y, d)
        colour = rng.choice(
            ((248.0, 244.0, 230.0), (250.0, 240.0, 160.0), (206.0, 226.0, 240.0), (250.0, 214.0, 206.0))
        )
        brush.canvas.save()
        brush.canvas.rotate(rng.uniform(-5, 5), (left + right) / 2, (top + foot) / 2)
        brush.box(left + 3, top + 4, right + 3, foot + 4, (40.0, 30.0, 40.0), 0.3)
        brush.box(left, top, right, foot, tone(colour, 1.0))
        if rng.random() < 0.4:
            brush.box(left + 4, top + 4, right - 4, foot - 12, tone((96.0, 96.0, 116.0), 1.0))
        else:
            for row in range(3):
                yy = top + 12 + row * 12
                brush.line([(left + 6, yy), (right - 8, yy)], tone((110.0, 104.0, 120.0), 1.0), 2, 0.7)
        brush.canvas.restore()
        pins.append(((left + right) / 2, top + 4))
    brush.lines(list(pairwise(pins))[:9], tone((206.0, 40.0, 50.0), 1.1), 2.6)
    brush.dots(pins, 9, tone((206.0, 40.0, 50.0), 1.2))


def paint_corridor(studio: Studio) -> None:
    """A long corridor with doors on the right, windows on the left and a light that may fail at the end."""
    studio.view = View(x=600.0, y=850.0)
    room = Room(
        left=-1.5,
        right=1.5,
        height=2.7,
        depth=18.0,
        wall=(226.0, 230.0, 224.0),
        floor=(166.0, 178.0, 176.0),
        cool=True,
    )
    paint_outside(studio, trees=False, towers=260)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        tiles(brush, room, tone, size=0.5, other=(186.0, 196.0, 192.0))
        ceiling_panels(brush, room, tone)
        for near, far in ((1.6, 3.4), (4.0, 5.8), (6.4, 8.2), (8.8, 10.6), (11.2, 13.0), (13.6, 15.4)):
            x = room.left
            opening(
                brush,
                [(x, 1.0, near), (x, 2.2, near), (x, 2.2, far), (x, 1.0, far)],
                tone((206.0, 210.0, 210.0), 1.0),
                bars=1,
            )
            light_patch(brush, x, (near, far), reach=2.0)
            _room_door(brush, room, tone, near)
        _corridor_end(brush, tone, room)
    with studio.plane("beams", 0.8) as brush:
        for near, far in ((4.0, 5.8), (6.4, 8.2), (8.8, 10.6)):
            light_beam(brush, room.left, (1.0, 2.2), (near, far), reach=2.0)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        brush.blend(
            [(1130, -420), (1420, -420), (1420, 2400), (1080, 2400)],
            (1080, 0),
            (1420, 0),
            [scale(tone((206.0, 210.0, 206.0), 0.7), 0.9), scale(tone((150.0, 156.0, 156.0), 0.6), 0.7)],
        )


def _corridor_end(brush: Brush, tone: Tone, room: Room) -> None:
    """The stripe on the walls, the tubes, the door and exit sign at the end."""
    stripe = tone((110.0, 160.0, 160.0), 0.85)
    for x in (room.left, room.right):
        brush.face([(x, 0.85, 0.9), (x, 0.93, 0.9), (x, 0.93, room.depth), (x, 0.85, room.depth)], stripe, 0.9)
    for z in (2.0, 5.0, 8.0, 11.0, 14.0):
        ceiling_lamp(brush, 0, room.height - 0.01, z, tone, on=z != 11.0)
    brush.front(
        (-0.8, 0.8), (0, 2.1), room.depth - 0.01, tone((150.0, 170.0, 176.0), 0.9), tone((190.0, 206.0, 210.0), 1.0)
    )
    sign = brush.view.at(0, 2.35, 15.0)
    brush.round_box(sign[0] - 26, sign[1] - 12, sign[0] + 26, sign[1] + 12, 3, (60.0, 200.0, 130.0))
    brush.glow(*sign, 100, (90.0, 255.0, 170.0), 0.5)


def _room_door(brush: Brush, room: Room, tone: Tone, near: float) -> None:
    """A door with its pane and number plate."""
    x = room.right
    brush.face(
        [(x, 0, near), (x, 2.05, near), (x, 2.05, near + 1.0), (x, 0, near + 1.0)],
        tone((150.0, 120.0, 96.0), 0.8),
    )
    brush.face(
        [(x, 1.3, near + 0.3), (x, 1.85, near + 0.3), (x, 1.85, near + 0.7), (x, 1.3, near + 0.7)],
        mix(tone((190.0, 206.0, 214.0), 0.9), (255.0, 226.0, 170.0), 0.6 * brush.air.lamps),
    )
    plate = brush.view.at(x - 0.02, 2.3, near + 0.5)
    brush.round_box(
        plate[0] - 60 / near,
        plate[1] - 26 / near,
        plate[0] + 60 / near,
        plate[1] + 26 / near,
        2,
        tone((250.0, 250.0, 246.0), 1.0),
    )
