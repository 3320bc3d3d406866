"""A hospital ward: bed, drip stand, monitor, pale light."""

from __future__ import annotations

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.foliage import crown
from renderer.crew.house.outlook import paint_outside
from renderer.crew.house.rooms import (
    Room,
    Tone,
    ceiling_lamp,
    ceiling_panels,
    hang_curtain,
    inside,
    light_beam,
    light_patch,
    opening,
    paint_shell,
    tiles,
)
from renderer.crew.house.studio import Studio


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
        cool=True,
    )
    paint_outside(studio, trees=True, towers=280)
    with studio.plane("room", 0.62, grain=0.06) as brush:
        tone = paint_shell(brush, room)
        tiles(brush, room, tone, size=0.55, other=(204.0, 220.0, 218.0))
        ceiling_panels(brush, room, tone)
        for z in (2.6, 4.6):
            ceiling_lamp(brush, 0.3, room.height - 0.01, z, tone, on=True)
        _window_side(brush, room, tone)
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


def _window_side(brush: Brush, room: Room, tone: Tone) -> None:
    """The window with its curtains, the coloured stripe around the room."""
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
