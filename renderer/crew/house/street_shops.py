"""What stands along a street: shop fronts, wall fittings, vending machines, plants, passers-by."""

from __future__ import annotations

import skia

from renderer.colours import INK, Colour, mix, scale, turn
from renderer.crew.house.brush import Brush, Solid, Spot
from renderer.crew.house.foliage import crown
from renderer.crew.house.signs import letter_sign
from renderer.crew.house.street_light import HALF_STREET

Lights = list[tuple[Solid, Colour, float]]
"""Where lights are, their colours, and how far they shine in metres."""

NEON: tuple[Colour, ...] = (
    (255.0, 70.0, 120.0),
    (60.0, 220.0, 255.0),
    (255.0, 190.0, 60.0),
    (150.0, 110.0, 255.0),
    (90.0, 255.0, 170.0),
)
_CLOTHS: tuple[Colour, ...] = ((56.0, 72.0, 132.0), (176.0, 52.0, 56.0), (60.0, 112.0, 92.0), (196.0, 130.0, 60.0))
_GOODS: tuple[Colour, ...] = (
    (200.0, 84.0, 70.0),
    (84.0, 120.0, 170.0),
    (226.0, 190.0, 110.0),
    (106.0, 150.0, 110.0),
    (150.0, 96.0, 150.0),
)


_HALF_FIGURE: tuple[Spot, ...] = ((0.09, 0.0), (0.11, 0.46), (0.13, 0.5), (0.11, 0.8), (0.035, 0.845), (0.03, 0.9))
_FIGURE: tuple[Spot, ...] = (
    (-0.015, 0.0),
    (0.0, 0.4),
    (0.02, 0.02),
    *_HALF_FIGURE,
    *((-across, up) for across, up in reversed(_HALF_FIGURE)),
)
"""The outline of somebody who walks, in heights: across, up."""

_UMBRELLAS: tuple[Colour, ...] = (
    (206.0, 70.0, 80.0),
    (236.0, 230.0, 220.0),
    (80.0, 130.0, 190.0),
    (230.0, 190.0, 90.0),
)


def shop(brush: Brush, side: int, x: float, z: tuple[float, float], lights: Lights) -> None:
    """A shop front: a lit room behind glass, shelves, a door with a short curtain, an awning."""
    air, rng, at = brush.air, brush.rng, brush.view.at
    a, b = z[0] + 0.35, z[1] - 0.35
    fade = min(0.55, z[0] / 80)
    inside = mix((255.0, 206.0, 132.0), rng.choice(NEON), 0.10)
    unlit = air.tone((92.0, 104.0, 128.0), z[0], 0.8)
    warm = mix(inside, air.haze, fade)
    high, low = mix(unlit, warm, air.lamps), mix(unlit, scale(warm, 0.62), air.lamps)
    brush.panel(x, (0, 2.75), (a - 0.15, b + 0.15), air.tone((70.0, 58.0, 60.0), z[0], 0.7))
    pane = [at(x, 0.45, a), at(x, 2.5, a), at(x, 2.5, b), at(x, 0.45, b)]
    brush.blend(pane, at(x, 2.4, a), at(x, 0.5, a), [mix(high, (255.0, 250.0, 230.0), 0.35 * air.lamps), high, low])
    if z[0] < 16:
        _shelves(brush, x, (a, b), fade)
    door = a + (b - a) * rng.choice((0.12, 0.62))
    _door(brush, side, x, door, fade, rng.choice(_CLOTHS))
    frame = air.tone((58.0, 48.0, 52.0), z[0], 0.7)
    for post in (a, a + (b - a) * 0.34, a + (b - a) * 0.67, b):
        brush.edge((x, 0.3, post), (x, 2.5, post), frame, max(1.6, 34 / post))
    brush.edge((x, 2.08, a), (x, 2.08, b), frame, max(1.4, 24 / a))
    brush.face([(x, 0, a), (x, 0.42, a), (x, 0.42, b), (x, 0, b)], air.tone((104.0, 88.0, 84.0), z[0], 0.62))
    _awning(brush, side, x, (a, b), z[0])
    lights.append(((x - side * 0.2, 1.7, (a + b) / 2), inside, 2.2))


def _shelves(brush: Brush, x: float, z: tuple[float, float], fade: float) -> None:
    """Goods on shelves behind the glass, darker than the light behind them."""
    air, rng, at = brush.air, brush.rng, brush.view.at
    light = 0.34 + 0.4 * air.lamps
    shapes: dict[int, list[list[Spot]]] = {}
    for y in (0.62, 1.1, 1.58):
        g = z[0] + 0.08
        while g < z[1] - 0.15:
            long, tall = rng.uniform(0.06, 0.18), rng.uniform(0.12, 0.34)
            shapes.setdefault(rng.randrange(len(_GOODS)), []).append(
                [at(x, y, g), at(x, y + tall, g), at(x, y + tall, g + long), at(x, y, g + long)]
            )
            g += long + rng.uniform(0.01, 0.12)
    for index, polygons in shapes.items():
        brush.polygons(polygons, mix(scale(_GOODS[index], light), air.haze, fade), 0.85)
    for y in (0.6, 1.08, 1.56):
        brush.edge((x, y, z[0]), (x, y, z[1]), mix(scale((120.0, 84.0, 60.0), light), air.haze, fade), 26 / z[0] + 1)


def _door(brush: Brush, side: int, x: float, z: float, fade: float, cloth: Colour) -> None:
    """A sliding door, bright inside, a split curtain over it."""
    air = brush.air
    bright = mix(air.tone((150.0, 156.0, 166.0), z, 0.9), (255.0, 232.0, 180.0), air.lamps)
    brush.face([(x, 0.05, z), (x, 2.08, z), (x, 2.08, z + 1.1), (x, 0.05, z + 1.1)], mix(bright, air.haze, fade))
    tone = mix(air.tone(cloth, z, 1.0), scale(cloth, 0.9), 0.5 * air.lamps)
    front = x - side * 0.05
    for number in range(4):
        p, q = z + 0.02 + number * 0.27, z + 0.27 + number * 0.27
        brush.panel(front, (1.43, 2.08), (p, q), mix(tone, air.haze, fade))
        brush.panel(front, (1.64, 1.86), (p + 0.07, q - 0.07), mix((240.0, 236.0, 226.0), tone, 0.25), 0.85)


def _awning(brush: Brush, side: int, x: float, z: tuple[float, float], metres: float) -> None:
    """A striped awning, lit from below when the shop is."""
    air, rng = brush.air, brush.rng
    colour = turn(rng.choice(_CLOTHS), saturation=1.0, value=1.15)
    out, slats = x - side * 0.8, 9
    for number in range(slats):
        p, q = z[0] + (z[1] - z[0]) * number / slats, z[0] + (z[1] - z[0]) * (number + 1) / slats
        base = colour if number % 2 else (236.0, 228.0, 216.0)
        tone = air.tone(base, metres, 0.95)
        brush.face([(x, 3.05, p), (x, 3.05, q), (out, 2.58, q), (out, 2.58, p)], tone)
        flap = mix(scale(tone, 0.72), (255.0, 190.0, 110.0), 0.35 * air.lamps)
        brush.face([(out, 2.58, p), (out, 2.58, q), (out, 2.36, q), (out, 2.36, p)], flap)


def fittings(brush: Brush, side: int, x: float, z: tuple[float, float], top: float, wall: Colour) -> None:
    """Pipes and air conditioners."""
    air, rng, at = brush.air, brush.rng, brush.view.at
    for _ in range(rng.randint(1, 2)):
        p = rng.uniform(z[0] + 0.3, z[1] - 1)
        y = rng.choice((4.9, 7.4))
        if y > top - 1 or p < 3:
            continue
        inner = x - side * 0.36
        brush.block((min(x, inner), max(x, inner)), (y, y + 0.55), (p, p + 0.75), (196.0, 198.0, 200.0), light=0.75)
        fan, reach = at(inner, y + 0.28, p + 0.38), brush.view.size(0.17, p + 0.4)
        dark = air.tone((70.0, 74.0, 84.0), p, 0.5)
        brush.canvas.save()
        brush.canvas.translate(*fan)
        brush.canvas.scale(0.42, 1.0)
        brush.disc(0, 0, reach, dark)
        for _ in range(4):
            brush.canvas.rotate(45)
            brush.line([(-reach, 0), (reach, 0)], scale(dark, 1.5), max(1.0, reach * 0.08), 0.7)
        brush.canvas.restore()
    pipe = rng.uniform(z[0] + 0.1, z[0] + 0.3)
    brush.edge((x - side * 0.06, 0.4, pipe), (x - side * 0.06, top, pipe), scale(wall, 0.6), max(2.0, 34 / pipe))
    brush.edge((x - side * 0.08, 0.4, pipe), (x - side * 0.08, top, pipe), mix(wall, air.key, 0.4), max(1.0, 9 / pipe))


def wall_light(brush: Brush, x: float, z: tuple[float, float]) -> None:
    """The shop's light on its own wall, above the awning."""
    lamps = brush.air.lamps
    if lamps < 0.05:
        return
    at, middle = brush.view.at, (z[0] + z[1]) / 2
    corners = [at(x, 2.6, z[0]), at(x, 6.4, z[0]), at(x, 6.4, z[1]), at(x, 2.6, z[1])]
    warm = (255.0, 164.0, 84.0)
    start, end = at(x, 2.6, middle), at(x, 6.4, middle)
    brush.blend(corners, start, end, [warm, warm], alphas=[0.38 * lamps, 0.0], mode=skia.BlendMode.kScreen)


def machine(brush: Brush, side: int, z: float, colour: Colour, lights: Lights) -> None:
    """A vending machine against the wall, its face to the road."""
    air, rng, at = brush.air, brush.rng, brush.view.at
    wall, face = side * HALF_STREET, side * (HALF_STREET - 0.7)
    foot = at(face, 0, z)
    brush.shadow(foot[0], foot[1], brush.view.size(0.6, z), brush.view.size(0.1, z), 0.5)
    low, high = air.tone(scale(colour, 0.5), 2, 0.5), air.tone(scale(colour, 0.7), 2, 0.7)
    brush.front((min(wall, face), max(wall, face)), (0, 1.85), z, low, high)
    brush.panel(face, (0, 1.85), (z, z + 1.0), mix(air.tone(colour, 2, 0.85), colour, 0.5 * air.lamps))
    glass = mix(air.tone((170.0, 190.0, 206.0), 2), (232.0, 246.0, 255.0), air.lamps)
    brush.panel(face, (0.85, 1.78), (z + 0.08, z + 0.92), glass)
    for row in range(3):
        for number in range(6):
            p, y = z + 0.14 + number * 0.13, 0.92 + row * 0.29
            brush.panel(face, (y, y + 0.2), (p, p + 0.085), _GOODS[rng.randrange(len(_GOODS))])
        shelf = 0.89 + row * 0.29
        brush.edge((face, shelf, z + 0.1), (face, shelf, z + 0.9), (110.0, 124.0, 146.0), 10 / z + 1)
    brush.panel(face, (0.2, 0.42), (z + 0.15, z + 0.7), (34.0, 32.0, 46.0))
    lights.append(((face, 1.3, z + 0.5), (206.0, 234.0, 255.0), 1.9))


def plants(brush: Brush, side: int, z: float) -> None:
    """Pots before a door."""
    air, at, size = brush.air, brush.view.at, brush.view.size
    greens = (((34.0, 76.0, 52.0), 0.6), ((66.0, 124.0, 70.0), 0.9), ((130.0, 176.0, 90.0), 1.0))
    tones = [air.tone(green, 2, light) for green, light in greens]
    for number in range(3):
        p = z + number * 0.5
        x = side * (HALF_STREET - 0.35 - 0.05 * number)
        spot, half = at(x, 0, p), size(0.13, p)
        brush.shadow(spot[0], spot[1], half * 2, half * 0.4, 0.45)
        pot = air.tone((166.0, 92.0, 66.0), 2, 0.8)
        corners = ((-0.75, 0), (0.75, 0), (1, 1.7), (-1, 1.7))
        shape = [(spot[0] + half * across, spot[1] - half * up) for across, up in corners]
        brush.blend(shape, (spot[0] - half, 0), (spot[0] + half, 0), [mix(pot, air.key, 0.2), scale(pot, 0.6)])
        crown(brush, spot[0], spot[1] - half * 2.7, half * 1.9, half * 1.7, tones, 70, leaf=half * 0.7)


def walkers(brush: Brush) -> None:
    """A few people far down the street, dark against the light, some under umbrellas."""
    air, rng, at, size = brush.air, brush.rng, brush.view.at, brush.view.size
    for _ in range(6):
        z = rng.uniform(13, 38)
        x = rng.choice((-1, 1)) * rng.uniform(0.5, 2.3)
        foot, tall = at(x, 0, z), size(rng.uniform(1.55, 1.75), z)
        tone = mix(air.tone((54.0, 50.0, 70.0), z, 0.35), INK, 0.25)
        brush.shadow(foot[0], foot[1], tall * 0.22, tall * 0.05, 0.5)
        brush.fill([(foot[0] + tall * across, foot[1] - tall * up) for across, up in _FIGURE], tone)
        brush.disc(foot[0], foot[1] - tall * 0.925, tall * 0.068, tone)
        if air.wet:
            half, middle = tall * 0.36, foot[1] - tall * 1.02
            roof = ((-1, 0), (-0.7, 0.5), (0, 0.7), (0.7, 0.5), (1, 0))
            hue = air.tone(rng.choice(_UMBRELLAS), z, 0.9)
            brush.fill([(foot[0] + half * across, middle - half * up) for across, up in roof], hue)


def hang_sign(
    brush: Brush, side: int, x: float, z: float, word: str, lights: Lights, *, y0: float, wide: float = 0.62
) -> None:
    """A hanging sign that faces the viewer, lettered from top to bottom."""
    air, rng = brush.air, brush.rng
    colour = rng.choice(NEON)
    lit = rng.random() < 0.62
    high = wide * (len(word) * 0.98 + 0.3)
    inner = x - side * 0.12
    outer = inner - side * wide
    left, top = brush.view.at(min(inner, outer), y0 + high, z)
    right, bottom = brush.view.at(max(inner, outer), y0, z)
    fade = min(0.6, z / 70)
    body = mix(scale(colour, 0.92) if lit else (34.0, 30.0, 52.0), air.haze, fade)
    ink: Colour = (255.0, 255.0, 255.0) if lit else colour
    if air.lamps < 0.3:
        body, ink = air.tone(turn(colour, saturation=0.8, value=0.9), z, 0.95), (255.0, 255.0, 255.0)
    brush.round_box(left - 3, top - 3, right + 3, bottom + 3, 5, air.tone((50.0, 48.0, 62.0), z))
    brush.column(left, top, right, bottom, [mix(body, (255.0, 255.0, 255.0), 0.22), body, scale(body, 0.8)])
    if not lit or air.lamps < 0.3:
        inset = (right - left) * 0.07
        x0, y1, x1, y2 = left + inset, top + inset, right - inset, bottom - inset
        tube = mix(ink, air.haze, fade)
        brush.line([(x0, y1), (x1, y1), (x1, y2), (x0, y2), (x0, y1)], tube, max(1.2, 14 / z), 0.9)
    if z < 30:
        letter_sign(brush.canvas, word, (left, top, right, bottom), ink)
    brush.edge((x, y0 + high * 0.8, z), (inner, y0 + high * 0.8, z), air.tone((60.0, 60.0, 70.0), z), max(2.0, 30 / z))
    lights.append((((inner + outer) / 2, y0 + high / 2, z), colour, 1.9))
