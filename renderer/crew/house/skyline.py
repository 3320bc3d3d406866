"""Far cities and hills: what stands between the sky and the place itself."""

from __future__ import annotations

import math

from renderer.colours import Colour, mix, scale
from renderer.crew.house.brush import FRAME_WIDTH, Brush, Spot
from renderer.crew.house.foliage import crown

_LEFT, _RIGHT = -280.0, FRAME_WIDTH + 280.0
_WINDOW_LIGHTS: tuple[Colour, ...] = ((255.0, 226.0, 150.0), (255.0, 200.0, 120.0), (190.0, 220.0, 255.0))


def paint_city(brush: Brush, horizon: float, *, height: float = 300.0, rows: int = 3) -> None:
    """Rows of towers in the haze, nearer ones taller and clearer, windows lit as the lamps are."""
    rng, air = brush.rng, brush.air
    for row in range(rows):
        metres = 420.0 / (row + 1) ** 1.35
        share = (row + 1) / rows
        body = air.tone((120.0, 128.0, 150.0), metres)
        lit = mix(air.tone((196.0, 196.0, 204.0), metres), air.key, 0.12)
        x = _LEFT + rng.uniform(-60, 0)
        while x < _RIGHT:
            wide = rng.uniform(46, 120) * (0.6 + 0.6 * share)
            tall = height * rng.uniform(0.25, 1.0) ** 1.4 * (0.55 + 0.6 * share)
            top = horizon - tall
            tone = scale(body, rng.uniform(0.9, 1.08))
            foot = mix(tone, air.haze, 0.55)
            brush.column(x, top, x + wide, horizon + 110, [tone, foot])
            brush.column(x, top, x + wide * 0.3, horizon + 110, [mix(tone, lit, 0.6), foot])
            _roof(brush, x, top, wide, tone)
            _windows(brush, x, top, wide, tall, share, tone)
            x += wide * rng.uniform(0.82, 1.25)


def _roof(brush: Brush, x: float, top: float, wide: float, tone: Colour) -> None:
    rng = brush.rng
    kind = rng.random()
    if kind < 0.3:
        brush.box(x + wide * 0.3, top - wide * 0.2, x + wide * 0.62, top + 1, tone)
    elif kind < 0.45:
        brush.lines([((x + wide * 0.5, top), (x + wide * 0.5, top - wide * 0.9))], tone, 3)
        if brush.air.lamps > 0.4:
            brush.disc(x + wide * 0.5, top - wide * 0.9, 3, (255.0, 80.0, 80.0))
            brush.glow(x + wide * 0.5, top - wide * 0.9, 18, (255.0, 80.0, 80.0), 0.7)


def _windows(brush: Brush, x: float, top: float, wide: float, tall: float, share: float, tone: Colour) -> None:
    rng, lamps = brush.rng, brush.air.lamps
    step_x, step_y = 9 + 6 * share, 12 + 8 * share
    dark: list[Spot] = []
    lit: list[list[Spot]] = [[] for _ in _WINDOW_LIGHTS]
    row = 0
    y = top + step_y
    while y < top + tall:
        busy = rng.random()
        column = x + step_x * 0.8
        while column < x + wide - step_x * 0.4:
            if rng.random() < 0.62 * lamps * (0.35 + busy):
                lit[rng.randrange(len(lit))].append((column, y))
            else:
                dark.append((column, y))
            column += step_x
        row += 1
        y += step_y
    brush.dots(dark, 3.0 + 3 * share, scale(tone, 0.84), 0.55)
    for spots, colour in zip(lit, _WINDOW_LIGHTS, strict=True):
        brush.dots(spots, 3.4 + 3 * share, mix(colour, brush.air.haze, 0.35 * (1 - share)), 0.95)


def paint_hills(brush: Brush, horizon: float, *, height: float = 160.0, rows: int = 3, base: Colour) -> None:
    """Ridges behind ridges, paler with distance."""
    rng, air = brush.rng, brush.air
    for row in range(rows):
        metres = 900.0 / (row + 1) ** 1.6
        tone = air.tone(base, metres)
        phases = [(rng.uniform(0, math.tau), rng.uniform(0.8, 1.3)) for _ in range(4)]
        points: list[Spot] = [(_LEFT, horizon + 80)]
        reach = height * (1.0 - 0.22 * row)
        x = _LEFT
        while x <= _RIGHT + 30:
            wave = sum(math.sin(x / (330 / (n + 1)) * rate + phase) / (n + 1) for n, (phase, rate) in enumerate(phases))
            points.append((x, horizon - reach * (0.5 + 0.27 * wave) + row * 26))
            x += 14
        points.append((_RIGHT + 30, horizon + 80))
        brush.blend(points, (0, horizon - reach), (0, horizon + 60), [tone, mix(tone, air.haze, 0.55)])


_HOUSES: tuple[Colour, ...] = ((220.0, 214.0, 204.0), (190.0, 186.0, 190.0), (206.0, 190.0, 170.0))
_TILES: tuple[Colour, ...] = ((150.0, 76.0, 66.0), (82.0, 96.0, 122.0), (110.0, 100.0, 98.0), (160.0, 110.0, 80.0))


def paint_rooftops(brush: Brush, y: float, *, rows: int, river: bool = False, trees: bool = True) -> None:
    """Small houses and trees down a slope from `y`, larger as they come nearer; a river's bed stays free."""
    rng, air = brush.rng, brush.air
    for row in range(rows):
        size = 26 + row * 15
        bed = (330 - row * 14, 470 + row * 80) if river else (0, 0)
        x = -320.0 + rng.uniform(0, size)
        while x < 1400:
            if not bed[0] < x < bed[1]:
                _house(brush, x, y + row * 46, size, 160 / (row + 1.5))
            x += size * rng.uniform(1.15, 1.7)
        green = [air.tone(c, 60 / (row + 1.0)) for c in ((40.0, 84.0, 60.0), (70.0, 126.0, 76.0), (120.0, 170.0, 96.0))]
        for _ in range(3 if trees else 0):
            x = rng.uniform(-300, 1380)
            if not bed[0] - 30 < x < bed[1] + 30:
                crown(brush, x, y + row * 46 - size * 0.2, size * 0.8, size * 0.6, green, 90, leaf=7 + row * 1.5)


def _house(brush: Brush, x: float, foot: float, size: float, metres: float) -> None:
    rng, air = brush.rng, brush.air
    wall = air.tone(rng.choice(_HOUSES), metres, 0.75)
    roof = air.tone(rng.choice(_TILES), metres, 0.95)
    high = size * rng.uniform(0.5, 0.8)
    brush.box(x, foot - high, x + size, foot + 60, wall)
    brush.fill(
        [
            (x + size * across, foot - high - size * up)
            for across, up in ((-0.12, 0), (0.2, 0.42), (0.85, 0.42), (1.12, 0))
        ],
        roof,
    )
    lit = rng.random() < 0.6 * air.lamps
    for number in range(2):
        left = x + size * (0.2 + 0.42 * number)
        pane = (255.0, 214.0, 140.0) if lit else scale(wall, 0.62)
        brush.box(left, foot - high * 0.72, left + size * 0.2, foot - high * 0.34, pane)
    if lit:
        brush.glow(x + size / 2, foot - high * 0.5, size * 0.8, (255.0, 190.0, 110.0), 0.3)
