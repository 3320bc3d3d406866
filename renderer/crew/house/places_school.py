"""School: the roof under a great sky, and the classroom with its row of windows."""

from __future__ import annotations

from renderer.colours import WHITE, mix, scale
from renderer.crew.house.brush import Brush, View
from renderer.crew.house.foliage import crown
from renderer.crew.house.rooms import (
    Room,
    Tone,
    boards,
    ceiling_lamp,
    ceiling_panels,
    hang_curtain,
    inside,
    light_beam,
    light_patch,
    opening,
    paint_shell,
)
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_city, paint_hills, paint_rooftops
from renderer.crew.house.studio import Studio

_WINDOW = (1.0, 2.55)
"""Sill and lintel of the classroom's windows, in metres."""


_BAYS = ((1.2, 2.7), (2.9, 4.4), (4.6, 6.1), (6.3, 7.8))
"""The windows' near and far jambs."""


def paint_roof(studio: Studio) -> None:
    """The school's flat roof: fence, stair house, tank, and the sky that the scene is about."""
    horizon = studio.view.y
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon + 40, sun_x=studio.sun_x, clouds=1.15))
    with studio.plane("skyline", 0.15) as brush:
        paint_hills(brush, horizon + 10, height=120, rows=2, base=(96.0, 128.0, 120.0))
        paint_city(brush, horizon + 46, height=170, rows=3)
        paint_rooftops(brush, horizon + 76, rows=5)
    with studio.plane("roof", 0.65, grain=0.09) as brush:
        _deck(brush)
        _fence(brush, 9.0)
        _stair_house(brush, studio.sun_x < 540)
    with studio.plane("near", 1.3, soft=4.0) as brush:
        _near_rail(brush)


def _deck(brush: Brush) -> None:
    air, at, rng = brush.air, brush.view.at, brush.rng
    base = air.ground((172.0, 178.0, 178.0))
    brush.level(0, (-40, 40), (1.0, 9.4), air.tone(base, 0, 0.95), air.tone(base, 6))
    cells: list[list[list[tuple[float, float]]]] = [[], []]
    for i in range(-9, 9):
        for j in range(9):
            x, z = i * 1.0, 1.0 + j
            cell = [at(x, 0, z), at(x + 1, 0, z), at(x + 1, 0, z + 1), at(x, 0, z + 1)]
            if rng.random() < 0.6:
                cells[rng.randrange(2)].append(cell)
    brush.polygons(cells[0], air.tone(scale(base, 0.9), 2), 0.5)
    brush.polygons(cells[1], air.tone(scale(base, 1.08), 2), 0.5)
    seams = [(at(i, 0, 1.0), at(i, 0, 9.4)) for i in range(-9, 10)]
    seams += [(at(-12, 0, 1.0 + j), at(12, 0, 1.0 + j)) for j in range(9)]
    brush.lines(seams, air.tone((120.0, 124.0, 130.0), 2, 0.8), 3, 0.6)
    if air.wet:
        brush.level_sheen(air.sky[3], 0.35)
        for _ in range(6):
            spot = at(rng.uniform(-2, 2), 0, rng.uniform(2.2, 7))
            brush.shadow(spot[0], spot[1], rng.uniform(80, 190), 14, 0.25)
    # The fence throws its shadow over the tiles.
    slant = 1.4
    brush.lines(
        [(at(i * 0.9, 0, 9.0), at(i * 0.9 + slant, 0, 5.4)) for i in range(-14, 14)],
        scale(air.tone(base, 0, 0.0), 0.9),
        4,
        0.0 if air.dark else 0.4,
    )


def _fence(brush: Brush, z: float) -> None:
    """Chain link between posts on a low wall."""
    air, at = brush.air, brush.view.at
    steel = air.tone((150.0, 166.0, 172.0), 3, 0.8)
    brush.front(
        (-14, 14), (0, 0.45), z, air.tone((176.0, 178.0, 178.0), 4, 0.4), air.tone((190.0, 192.0, 192.0), 4, 0.8)
    )
    brush.edge((-14, 0.45, z), (14, 0.45, z), air.tone(WHITE, 2), 5)
    top, mesh = 2.7, 0.16
    wires = []
    high = top - 0.45
    steps = int(12 / mesh)
    for number in range(-steps, steps):
        x = number * mesh
        wires.append((at(x, 0.45, z), at(x + high, top, z)))
        wires.append((at(x, 0.45, z), at(x - high, top, z)))
    brush.lines(wires, steel, 1.7, 0.6)
    for post in range(-6, 7):
        brush.edge((post * 1.8, 0.2, z), (post * 1.8, top + 0.1, z), steel, 9)
        brush.edge((post * 1.8 - 0.012, 0.2, z), (post * 1.8 - 0.012, top + 0.1, z), mix(steel, air.key, 0.6), 3)
    for y in (top, 1.55):
        brush.edge((-14, y, z), (14, y, z), steel, 7)
        brush.edge((-14, y + 0.012, z), (14, y + 0.012, z), mix(steel, air.key, 0.6), 2.4)


def _stair_house(brush: Brush, sun_left: bool) -> None:
    """The stair house with its door, the tank on top; on the side away from the sun."""
    air, at = brush.air, brush.view.at
    s = 1.0 if sun_left else -1.0
    wall = (214.0, 208.0, 200.0)
    x0, x1, near, far = s * 2.3, s * 6.0, 5.2, 8.6
    brush.side(x0, (0, 3.1), (near, far), air.tone(wall, 2, 0.95), air.tone(wall, 5, 0.85))
    brush.front((min(x0, x1), max(x0, x1)), (0, 3.1), near, air.tone(wall, 2, 0.2), air.tone(wall, 2, 0.42))
    brush.face(
        [
            (x0 - s * 0.2, 3.1, near - 0.25),
            (x1, 3.1, near - 0.25),
            (x1, 3.35, near - 0.25),
            (x0 - s * 0.2, 3.35, near - 0.25),
        ],
        air.tone((190.0, 186.0, 182.0), 2, 0.5),
    )
    brush.face(
        [
            (x0 - s * 0.2, 3.1, near - 0.25),
            (x0 - s * 0.2, 3.35, near - 0.25),
            (x0 - s * 0.2, 3.35, far),
            (x0 - s * 0.2, 3.1, far),
        ],
        air.tone((206.0, 202.0, 196.0), 3, 0.9),
    )
    door = [(x0, 0, 6.1), (x0, 2.1, 6.1), (x0, 2.1, 7.1), (x0, 0, 7.1)]
    brush.face(door, air.tone((88.0, 118.0, 130.0), 3, 0.8))
    brush.face(
        [(x0, 1.2, 6.3), (x0, 1.9, 6.3), (x0, 1.9, 6.9), (x0, 1.2, 6.9)],
        mix(air.tone((120.0, 150.0, 170.0), 3), (255.0, 220.0, 150.0), air.lamps * 0.9),
    )
    if air.lamps > 0.3:
        lamp = at(x0 - s * 0.1, 2.45, 6.6)
        brush.glow(*lamp, 300, (255.0, 206.0, 130.0), 0.75 * air.lamps)
        brush.disc(*lamp, 9, (255.0, 240.0, 200.0))
    _tank(brush, x0, s, sun_left)


def _tank(brush: Brush, x0: float, s: float, sun_left: bool) -> None:
    """Ladder rungs and the water tank on the stair house."""
    air, at = brush.air, brush.view.at
    for y in (3.5, 4.0, 4.5, 5.0):
        brush.edge((x0 + s * 0.9, y, 6), (x0 + s * 1.2, y, 6), air.tone((120.0, 120.0, 126.0), 3), 4)
    left, top = at(min(x0 + s * 0.6, x0 + s * 2.6), 5.3, 6.4)
    right, foot = at(max(x0 + s * 0.6, x0 + s * 2.6), 3.9, 6.4)
    tank = air.tone((196.0, 208.0, 214.0), 3, 0.9)
    brush.blend(
        [(left, top), (right, top), (right, foot), (left, foot)],
        (left, 0),
        (right, 0),
        [mix(tank, air.key, 0.5), tank, scale(tank, 0.62)]
        if sun_left
        else [scale(tank, 0.62), tank, mix(tank, air.key, 0.5)],
    )
    for number in range(1, 4):
        y = top + (foot - top) * number / 4
        brush.line([(left, y), (right, y)], scale(tank, 0.7), 3)
    for x in (left + 12, right - 12, (left + right) / 2):
        brush.line([(x, foot), (x, at(0, 3.3, 6.4)[1])], scale(tank, 0.5), 9)


def _near_rail(brush: Brush) -> None:
    """A blurred handrail along the lower edge and a corner of wire above."""
    air = brush.air
    rail = air.tone((128.0, 140.0, 150.0), 0, 0.5)
    for y, wide in ((2010, 54), (2170, 40)):
        brush.line([(-320, y + 40), (1400, y - 30)], rail, wide)
        brush.line([(-320, y + 28), (1400, y - 42)], mix(rail, air.key, 0.55), wide * 0.22)


def paint_classroom(studio: Studio) -> None:
    """Rows of desks before a blackboard; windows all along the left, sky and trees outside."""
    studio.view = View(x=860.0, y=850.0)
    horizon = studio.view.y
    room = Room(
        left=-2.1, right=4.2, height=2.95, depth=9.2, wall=(236.0, 232.0, 216.0), floor=(190.0, 150.0, 108.0), lit=False
    )
    studio.sun_x = 540 * 0.4
    with studio.plane("sky", 0.05, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon + 60, sun_x=60, clouds=1.3, tower_x=300))
    with studio.plane("outside", 0.2) as brush:
        paint_city(brush, horizon + 60, height=150, rows=2)
        green = [
            brush.air.tone(c, 12)
            for c in ((36.0, 82.0, 52.0), (62.0, 124.0, 62.0), (112.0, 170.0, 80.0), (176.0, 212.0, 110.0))
        ]
        for left in (-260.0, -60.0, 130.0, 300.0, 420.0):
            crown(brush, left, horizon + 60, 190, 130, green, 520, leaf=17)
    with studio.plane("room", 0.62, grain=0.07) as brush:
        tone = paint_shell(brush, room)
        boards(brush, room, tone, width=0.3)
        _board_wall(brush, room, tone)
        _window_wall(brush, room, tone)
        _corridor_wall(brush, room, tone)
        ceiling_panels(brush, room, tone)
        for z in (2.6, 4.8, 7.0):
            for across in (-1.0, 1.1):
                ceiling_lamp(brush, across, room.height - 0.02, z, tone, on=room.lit)
        for near, far in _BAYS:
            light_patch(brush, room.left, (near, far), reach=3.4, room=room)
    with studio.plane("desks", 0.85, grain=0.07) as brush:
        tone = _room_tone(brush, room)
        for z in (7.6, 6.3, 5.0, 3.7):
            for x in (-1.35, 0.05, 1.45):
                _desk(brush, x, z, tone)
        for near, far in _BAYS:
            light_beam(brush, room.left, _WINDOW, (near, far), reach=3.4, room=room)
    with studio.plane("near", 1.25, soft=5.0) as brush:
        _near_desk(brush, _room_tone(brush, room))


def _room_tone(brush: Brush, room: Room) -> Tone:
    return inside(brush, room)


def _board_wall(brush: Brush, room: Room, tone: Tone) -> None:
    """Blackboard, clock, loudspeaker, notices, the teacher's platform and desk."""
    d, at, rng = room.depth - 0.01, brush.view.at, brush.rng
    brush.front((-1.9, 2.5), (0.85, 2.25), d, tone((140.0, 104.0, 70.0), 0.8))
    brush.front((-1.8, 2.4), (0.93, 2.18), d, tone((34.0, 82.0, 66.0), 0.9), tone((48.0, 100.0, 80.0), 0.9))
    for _ in range(16):
        x, y = rng.uniform(-1.7, 1.6), rng.uniform(1.1, 2.05)
        brush.line(
            [at(x, y, d), at(x + rng.uniform(0.15, 0.6), y + rng.uniform(-0.01, 0.01), d)],
            tone((226.0, 236.0, 226.0), 0.9),
            2.4,
            0.55,
        )
    brush.glow(*at(-1.2, 1.7, d), 130, (200.0, 220.0, 210.0), 0.16)
    brush.front((-1.8, 2.4), (0.84, 0.90), d - 0.1, tone((176.0, 140.0, 96.0), 1.0))
    clock = at(0, 2.62, d)
    brush.disc(*clock, 30, tone((90.0, 90.0, 96.0), 0.9))
    brush.disc(*clock, 25, tone((250.0, 250.0, 246.0), 1.0))
    brush.line([clock, (clock[0] + 9, clock[1] - 11)], (40.0, 40.0, 50.0), 3)
    brush.line([clock, (clock[0] - 4, clock[1] - 20)], (40.0, 40.0, 50.0), 2)
    for x, colour in ((-2.8, (240.0, 226.0, 170.0)), (2.75, (190.0, 216.0, 226.0)), (3.1, (240.0, 200.0, 200.0))):
        left, top = at(x - 0.16, 2.1, d)
        right, foot = at(x + 0.16, 1.5, d)
        brush.box(left, top, right, foot, tone(colour, 0.95))
        for row in range(4):
            y = top + 12 + row * (foot - top) / 5
            brush.line([(left + 6, y), (right - 8, y)], tone((120.0, 120.0, 130.0), 0.9), 2, 0.6)
    brush.block((-3.0, 3.0), (0, 0.16), (d - 1.6, d), (150.0, 116.0, 80.0), tone=tone, light=0.9)
    brush.block((-0.6, 0.6), (0.16, 1.05), (d - 1.5, d - 1.0), (170.0, 128.0, 84.0), tone=tone, light=0.9)


def _window_wall(brush: Brush, room: Room, tone: Tone) -> None:
    x = room.left
    frame = tone((224.0, 226.0, 228.0), 0.9)
    low, high = _WINDOW
    for near, far in _BAYS:
        opening(brush, [(x, low, near), (x, high, near), (x, high, far), (x, low, far)], frame, bars=1)
        hang_curtain(brush, x + 0.06, (low - 0.15, high + 0.12), (far - 0.3, far + 0.12), tone, (244.0, 240.0, 226.0))
    brush.panel(x + 0.02, (0.96, 1.01), (0.8, room.depth - 0.05), tone((250.0, 246.0, 236.0), 1.05))
    glow = brush.air.sky[3]
    brush.glow(*brush.view.at(x, 1.8, 6.0), 620, glow, 0.25 if brush.air.dark else 0.5)


def _corridor_wall(brush: Brush, room: Room, tone: Tone) -> None:
    """Sliding doors and a notice board on the right."""
    x = room.right
    for near, far in ((1.5, 3.2), (7.0, 8.5)):
        brush.face([(x, 0, near), (x, 2.15, near), (x, 2.15, far), (x, 0, far)], tone((182.0, 146.0, 104.0), 0.75))
        middle = (near + far) / 2
        for a, b in ((near + 0.12, middle - 0.08), (middle + 0.08, far - 0.12)):
            brush.face(
                [(x, 1.05, a), (x, 1.95, a), (x, 1.95, b), (x, 1.05, b)],
                mix(tone((190.0, 206.0, 214.0), 0.8), brush.air.sky[3], 0.25),
            )
        brush.edge((x, 0, middle), (x, 2.15, middle), tone((120.0, 92.0, 64.0), 0.7), 4)
    brush.face([(x, 1.0, 3.7), (x, 2.2, 3.7), (x, 2.2, 6.4), (x, 1.0, 6.4)], tone((170.0, 136.0, 96.0), 0.7))
    for _ in range(12):
        z, y = brush.rng.uniform(3.8, 6.0), brush.rng.uniform(1.1, 1.8)
        colour = brush.rng.choice(
            ((246.0, 240.0, 220.0), (250.0, 214.0, 214.0), (206.0, 226.0, 240.0), (250.0, 240.0, 180.0))
        )
        brush.face([(x, y, z), (x, y + 0.3, z), (x, y + 0.3, z + 0.34), (x, y, z + 0.34)], tone(colour, 0.85))


def _desk(brush: Brush, x: float, z: float, tone: Tone) -> None:
    """A pupil's desk and chair."""
    at = brush.view.at
    steel = tone((120.0, 126.0, 134.0), 0.8)
    wide = brush.view.size(0.028, z)
    foot = at(x, 0, z + 0.3)
    brush.shadow(foot[0], foot[1], brush.view.size(0.46, z), brush.view.size(0.1, z), 0.4)
    for dx in (-0.29, 0.29):
        for dz in (0.02, 0.42):
            brush.edge((x + dx, 0, z + dz), (x + dx, 0.68, z + dz), steel, wide)
    brush.block((x - 0.33, x + 0.33), (0.58, 0.66), (z + 0.03, z + 0.44), (150.0, 156.0, 164.0), tone=tone, light=0.75)
    brush.level(
        0.72, (x - 0.35, x + 0.35), (z, z + 0.46), tone((216.0, 172.0, 118.0), 1.05), tone((226.0, 188.0, 138.0), 1.1)
    )
    brush.front((x - 0.35, x + 0.35), (0.69, 0.72), z, tone((170.0, 126.0, 80.0), 0.9))
    chair = z - 0.28
    for dx in (-0.18, 0.18):
        brush.edge((x + dx, 0, chair), (x + dx, 0.86, chair - 0.04), steel, wide)
    brush.level(
        0.43,
        (x - 0.2, x + 0.2),
        (chair, chair + 0.34),
        tone((196.0, 148.0, 96.0), 0.95),
        tone((206.0, 160.0, 108.0), 1.0),
    )
    brush.front(
        (x - 0.2, x + 0.2),
        (0.64, 0.86),
        chair - 0.04,
        tone((190.0, 140.0, 90.0), 0.85),
        tone((214.0, 166.0, 114.0), 0.95),
    )


def _near_desk(brush: Brush, tone: Tone) -> None:
    """A blurred desk edge at the bottom with a bag's strap; its corner lies outside the frame."""
    brush.blend(
        [(-320, 2040), (760, 2080), (900, 2400), (-320, 2400)],
        (0, 2040),
        (0, 2300),
        [tone((206.0, 160.0, 108.0), 0.9), tone((150.0, 108.0, 70.0), 0.7)],
    )
    brush.line([(-320, 2042), (760, 2082)], mix(tone((240.0, 206.0, 160.0), 1.0), brush.air.key, 0.4), 10)
