"""Streets of a town: shops, signs, wires, a wet road; by day and by night."""

from __future__ import annotations

from renderer.colours import INK, Colour, mix, scale, turn
from renderer.crew.house.brush import Brush, Solid, Spot
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_city
from renderer.crew.house.street_light import HALF_STREET, reflections, spill, sunlight
from renderer.crew.house.street_shops import fittings, hang_sign, machine, plants, shop, walkers, wall_light
from renderer.crew.house.studio import Studio

_WALLS: tuple[Colour, ...] = (
    (214.0, 205.0, 196.0),
    (176.0, 186.0, 204.0),
    (206.0, 176.0, 160.0),
    (158.0, 166.0, 176.0),
    (226.0, 220.0, 206.0),
)


_WORDS = (
    "ラーメン",
    "喫茶",
    "カフェ",
    "本",
    "薬",
    "居酒屋",
    "カラオケ",
    "ホテル",
    "花",
    "酒",
    "夜",
    "占い",
    "写真",
    "質",
)


def paint_street(studio: Studio) -> None:
    """A shopping street that runs to the vanishing point between buildings."""
    air, rng = studio.air, studio.rng
    horizon = studio.view.y
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        sun = paint_sky(brush, horizon + 60, sun_x=540 + (studio.sun_x - 540) * 0.35, clouds=1.0, tower_x=540)
        studio.glow_at(*sun)
    with studio.plane("skyline", 0.15) as brush:
        paint_city(brush, horizon + 20, height=420)
        brush.glow(540, horizon, 420, mix(air.key, (255.0, 180.0, 120.0), air.lamps), 0.25 + 0.25 * air.lamps)
    lights: list[tuple[Solid, Colour, float]] = []
    with studio.plane("street", 0.6, grain=0.09) as brush:
        _road(brush)
        for side in (-1, 1):
            _row(brush, side, lights)
            spill(brush, side)
        walkers(brush)
        machine(brush, studio.rng.choice((-1, 1)), 5.4, (196.0, 48.0, 58.0), lights)
        machine(brush, -1, 8.2, (60.0, 110.0, 190.0), lights)
        plants(brush, 1, 6.6)
        sunlight(brush, studio.sun_x < 540)
        reflections(brush, lights)
        for (x, y, z), colour, size in lights:
            spot = brush.view.at(x, y, z)
            brush.glow(*spot, brush.view.size(size, z), colour, 0.6 * air.lamps)
        _poles(brush)
    with studio.plane("near", 1.25, soft=5.0) as brush:
        _near(brush, rng.choice((-1, 1)))


def _road(brush: Brush) -> None:
    air, view = brush.air, brush.view
    asphalt = air.ground((104.0, 106.0, 118.0))
    kerb = air.ground((160.0, 156.0, 158.0))
    brush.level(0, (-30, 30), (1.0, 400), scale(air.tone(asphalt), 0.8), air.tone(asphalt, 60))
    for side in (-1, 1):
        inner, outer = side * 1.9, side * (HALF_STREET + 0.4)
        brush.level(
            0,
            (min(inner, outer), max(inner, outer)),
            (1.0, 80),
            air.tone(kerb),
            air.tone(kerb, 30),
        )
        seams = [(view.at(inner, 0, z), view.at(outer, 0, z)) for z in _steps(1.2, 30, 1.12)]
        brush.lines(seams, air.tone((110, 108, 120), 4), 2, 0.5)
        brush.face(
            [(inner, 0, 1), (inner, 0, 80), (inner + side * 0.14, 0, 80), (inner + side * 0.14, 0, 1)],
            air.tone((206, 204, 204), 6),
            0.8,
        )
    stripes = []
    for number in range(7):
        x = -1.75 + number * 0.52
        stripes.append([view.at(x, 0, 1.3), view.at(x + 0.28, 0, 1.3), view.at(x + 0.28, 0, 3.9), view.at(x, 0, 3.9)])
    brush.polygons(stripes, air.tone(air.ground((226.0, 226.0, 230.0))), 0.5)
    dashes = []
    for z in range(6, 60, 3):
        dashes.append(
            [view.at(-0.06, 0, z), view.at(0.06, 0, z), view.at(0.06, 0, z + 1.5), view.at(-0.06, 0, z + 1.5)]
        )
    brush.polygons(dashes, air.tone((232, 226, 214), 12), 0.8)
    specks = [view.at(brush.rng.uniform(-3, 3), 0, brush.rng.uniform(1.6, 9)) for _ in range(500)]
    brush.dots(specks, 3, air.tone((70, 72, 84)), 0.35)


def _steps(first: float, last: float, factor: float) -> list[float]:
    values, value = [], first
    while value < last:
        values.append(value)
        value *= factor
    return values


def _row(brush: Brush, side: int, lights: list[tuple[Solid, Colour, float]]) -> None:
    """The buildings of one side, far ones first."""
    rng = brush.rng
    spans: list[tuple[float, float]] = []
    z = 2.2 if side > 0 else 1.7
    while z < 70:
        length = rng.uniform(3.6, 6.5)
        spans.append((z, z + length))
        z += length
    for near, far in reversed(spans):
        _building(brush, side, (near, far), lights)


def _building(brush: Brush, side: int, z: tuple[float, float], lights: list[tuple[Solid, Colour, float]]) -> None:
    air, rng = brush.air, brush.rng
    wall = turn(rng.choice(_WALLS), hue=rng.uniform(-0.03, 0.03), value=rng.uniform(0.82, 1.0))
    x = side * (HALF_STREET + rng.uniform(-0.15, 0.2))
    top = rng.uniform(6, 11) + (rng.random() < 0.3) * 6
    sun_side = (brush.view.x < 540) == (side < 0)
    light = 0.75 if sun_side else 0.55
    near, far = air.tone(wall, z[0], light), air.tone(wall, z[1], light * 0.92)
    brush.front((min(x, x + side * 6), max(x, x + side * 6)), (0, top), z[0], scale(near, 0.72), scale(near, 0.9))
    brush.side(x, (0, top), z, near, far)
    _windows(brush, x, z, top, near)
    if z[0] < 45:
        shop(brush, side, x, z, lights)
        wall_light(brush, x, z)
    if z[0] < 26:
        fittings(brush, side, x, z, top, near)
    if z[0] > 3:
        for offset, low in ((rng.uniform(0.2, 0.8), 3.1), (rng.uniform(1.6, 2.6), 5.2)):
            if rng.random() < 0.8:
                word = rng.choice(_WORDS)
                height = low + rng.uniform(0, 0.8)
                hang_sign(brush, side, x, z[0] + offset, word, lights, y0=height, wide=rng.uniform(0.5, 0.75))
    brush.edge((x, top, z[0]), (x, top, z[1]), mix(near, air.key, 0.5), 3, 0.7)


def _windows(brush: Brush, x: float, z: tuple[float, float], top: float, wall: Colour) -> None:
    air, rng, at = brush.air, brush.rng, brush.view.at
    dark: list[list[Spot]] = []
    warm: list[list[Spot]] = []
    cool: list[list[Spot]] = []
    sills: list[tuple[Spot, Spot]] = []
    count = max(2, round((z[1] - z[0]) / 1.5))
    step = (z[1] - z[0]) / count
    y = 3.6
    while y < top - 1.4:
        for number in range(count):
            a, b = z[0] + (number + 0.2) * step, z[0] + (number + 0.8) * step
            pane = [at(x, y, a), at(x, y + 1.3, a), at(x, y + 1.3, b), at(x, y, b)]
            chance = rng.random()
            (warm if chance < 0.34 * air.lamps else cool if chance < 0.42 * air.lamps else dark).append(pane)
            sills.append((at(x, y - 0.06, a - 0.05), at(x, y - 0.06, b + 0.05)))
        y += 2.5
    glass = mix(air.tone((92, 112, 150), z[0]), air.sky[2], 0.3)
    brush.polygons(dark, glass if not air.dark else mix(glass, INK, 0.35))
    brush.polygons(warm, mix((255.0, 208.0, 128.0), air.haze, min(0.5, z[0] / 90)))
    brush.polygons(cool, mix((196.0, 224.0, 255.0), air.haze, min(0.5, z[0] / 90)))
    # A half of each pane under its own shadow: depth of the reveal.
    brush.polygons(
        [[p[1], p[2], _mid(p[2], p[3], 0.22), _mid(p[1], p[0], 0.22)] for p in dark + warm + cool],
        scale(wall, 0.35),
        0.45,
    )
    brush.lines(sills, mix(wall, air.key, 0.35), max(1.2, 20 / z[0]), 0.8)


def _mid(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _poles(brush: Brush) -> None:
    """Utility poles with their wires across the street."""
    air = brush.air
    stops = (30.0, 17.0, 9.5, 5.4)
    for index, z in enumerate(stops):
        tone = air.tone((84, 80, 92), z, 0.8)
        x = 2.25
        wide = brush.view.size(0.13, z)
        foot, top = brush.view.at(x, 0, z), brush.view.at(x, 8.2, z)
        brush.blend(
            [
                (foot[0] - wide, foot[1]),
                (foot[0] + wide, foot[1]),
                (top[0] + wide * 0.7, top[1]),
                (top[0] - wide * 0.7, top[1]),
            ],
            (foot[0] - wide, 0),
            (foot[0] + wide, 0),
            [mix(tone, air.key, 0.25), scale(tone, 0.7)],
        )
        for y in (7.6, 6.9):
            brush.edge((x - 0.7, y, z), (x + 0.7, y, z), tone, wide * 0.7)
        can = brush.view.at(x + 0.32, 6.5, z)
        brush.round_box(can[0] - wide, can[1], can[0] + wide * 1.6, can[1] + wide * 5, wide * 0.5, scale(tone, 1.15))
        if index + 1 < len(stops):
            follow = stops[index + 1]
            for dx, y in ((-0.65, 7.65), (-0.2, 7.65), (0.5, 7.65), (-0.6, 6.95), (0.6, 6.95)):
                brush.sagging(
                    brush.view.at(x + dx, y, z),
                    brush.view.at(x + dx, y, follow),
                    brush.view.size(0.25, follow),
                    scale(tone, 0.6),
                    34 / follow**0.9 * 0.5 + 1.2,
                )
        brush.sagging(
            brush.view.at(x, 6.9, z), brush.view.at(-HALF_STREET, 5.8, z * 1.1), 20, scale(tone, 0.6), 1.2 + 9 / z
        )


def _near(brush: Brush, side: int) -> None:
    """Out of focus at the frame's edges: wires above, a lantern or a sign's corner at one side."""
    air = brush.air
    dark = scale(air.tone((40, 38, 58)), 0.6)
    for y0, y1, sag in ((-180, -60, 60), (-120, 60, 90), (-320, -190, 50)):
        brush.sagging((-300, y0), (1380, y1), sag, dark, 7, 0.9)
    x = 540 + side * 560
    for number in range(3):
        y = 60 + number * 250
        glow = (255.0, 120.0, 70.0)
        body = mix(air.tone((210, 60, 48)), (255.0, 110.0, 60.0), air.lamps * 0.8)
        brush.line([(x, y - 130), (x, y + 120)], dark, 6)
        brush.canvas.save()
        brush.canvas.translate(x, y)
        brush.canvas.scale(1, 1.18)
        brush.disc(0, 0, 84, body)
        brush.disc(-side * 22, -14, 52, mix(body, (255.0, 220.0, 150.0), 0.3 + 0.3 * air.lamps), 0.7)
        for row in range(-3, 4):
            half = 84 * (1 - (row / 4.2) ** 2) ** 0.5
            brush.line([(-half, row * 21), (half, row * 21)], scale(body, 0.72), 3)
        brush.canvas.restore()
        brush.round_box(x - 36, y - 112, x + 36, y - 92, 4, dark)
        brush.round_box(x - 36, y + 92, x + 36, y + 112, 4, dark)
        brush.glow(x, y, 260, glow, 0.35 * air.lamps)
