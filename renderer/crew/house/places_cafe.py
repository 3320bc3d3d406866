"""A café: window seats, a counter, hanging lamps."""

from __future__ import annotations

from renderer.colours import WHITE
from renderer.crew.house.brush import Brush, View
from renderer.crew.house.foliage import crown
from renderer.crew.house.outlook import paint_outside
from renderer.crew.house.rooms import (
    Room,
    Tone,
    boards,
    inside,
    light_beam,
    light_patch,
    opening,
    paint_shell,
    pendant,
)
from renderer.crew.house.signs import letter_sign
from renderer.crew.house.studio import Studio


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
    paint_outside(studio, trees=True, towers=240)
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
    _tables(room, studio)
    with studio.plane("near", 1.25, soft=6.0) as brush:
        tone = inside(brush, room)
        leaf = [tone(c, 0.8) for c in ((30.0, 70.0, 50.0), (62.0, 116.0, 72.0), (120.0, 166.0, 96.0))]
        crown(brush, -80, 1640, 250, 420, leaf, 280, leaf=60)
        crown(brush, 1130, -60, 240, 260, leaf, 220, leaf=54)


def _tables(room: Room, studio: Studio) -> None:
    """Tables, light from the windows, hanging lamps."""
    with studio.plane("tables", 0.85, grain=0.07) as brush:
        tone = inside(brush, room)
        for z in (6.0, 4.2):
            _table(brush, -1.25, z, tone)
        for near, far in ((1.3, 3.2), (3.5, 5.4), (5.7, 7.6)):
            light_beam(brush, room.left, (0.75, 2.5), (near, far), reach=2.4)
        for z in (7.0, 5.2, 3.6):
            for x in (-1.0, 1.1):
                pendant(brush, x, 2.15, z, (60.0, 110.0, 110.0), top=room.height)


def _back_shelves(brush: Brush, room: Room, tone: Tone) -> None:
    """A blackboard menu and shelves of cups and jars at the back."""
    rng, at, d = brush.rng, brush.view.at, room.depth - 0.02
    left, top = at(-1.95, 2.2, d)
    right, foot = at(-0.75, 1.2, d)
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
