"""The bridge of a ship between the stars."""

from __future__ import annotations

import math

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Spot, View
from renderer.crew.house.studio import Studio


def paint_spaceship(studio: Studio) -> None:
    """A ship's bridge: a great window onto stars and a planet, consoles, screens, the captain's chair."""
    studio.view = View(x=540.0, y=860.0)
    with studio.plane("space", 0.02, coarse=1.2) as brush:
        _space(brush, studio)
    with studio.plane("bridge", 0.6, grain=0.05) as brush:
        _bridge(brush)
    with studio.plane("consoles", 0.85, grain=0.05) as brush:
        _consoles(brush)
    with studio.plane("near", 1.3, soft=6.0) as brush:
        dark = (26.0, 30.0, 46.0)
        brush.blend(
            [(-330, 1980), (1420, 1980), (1420, 2400), (-330, 2400)],
            (0, 1980),
            (0, 2300),
            [mix(dark, (90.0, 190.0, 255.0), 0.3), dark],
        )
        for number in range(12):
            brush.disc(
                -200 + number * 140,
                2050 + (number % 3) * 30,
                16,
                ((90.0, 220.0, 255.0), (255.0, 160.0, 80.0), (120.0, 255.0, 170.0))[number % 3],
                0.9,
            )


def _space(brush: Brush, studio: Studio) -> None:
    rng = brush.rng
    hue = rng.choice(((70.0, 60.0, 160.0), (30.0, 100.0, 150.0), (140.0, 50.0, 120.0)))
    brush.blend(
        [(-300, -450), (1380, -450), (1380, 2400), (-300, 2400)],
        (0, -400),
        (0, 1500),
        [(6.0, 8.0, 24.0), mix((10.0, 14.0, 40.0), hue, 0.35), (6.0, 8.0, 24.0)],
    )
    for _ in range(26):
        tint = mix(hue, rng.choice(((255.0, 120.0, 170.0), (90.0, 200.0, 255.0))), rng.random() * 0.6)
        brush.glow(rng.gauss(540, 480), rng.gauss(560, 260), rng.uniform(120, 420), tint, 0.16)
    for size, count, alpha in ((2.0, 700, 0.6), (3.4, 200, 0.85), (5.4, 40, 1.0)):
        brush.dots(
            [(rng.uniform(-300, 1380), rng.uniform(-450, 1500)) for _ in range(count)],
            size,
            mix(WHITE, (170.0, 200.0, 255.0), rng.random()),
            alpha,
        )
    _planet(brush, studio)


def _planet(brush: Brush, studio: Studio) -> None:
    """A planet with its bright limb."""
    rng = brush.rng
    x, y, radius = (820.0 if studio.sun_x < 540 else 260.0), 470.0, 300.0
    brush.glow(x, y, radius * 1.5, (110.0, 180.0, 255.0), 0.45)
    side = -1.0 if studio.sun_x < 540 else 1.0
    shader = skia.GradientShader.MakeRadial(
        skia.Point(x + side * radius * 0.55, y - radius * 0.45),
        radius * 1.75,
        [0xFFE8F6FF, 0xFF6FB4F0, 0xFF2A5CB0, 0xFF0C1838, 0xFF060A1C],
        [0.0, 0.22, 0.48, 0.78, 1.0],
    )
    brush.canvas.save()
    disc = skia.Path()
    disc.addCircle(x, y, radius)
    brush.canvas.clipPath(disc, True)
    brush.canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Shader=shader, Dither=True))
    for _ in range(16):
        cy = y + rng.uniform(-0.9, 0.9) * radius
        brush.canvas.save()
        brush.canvas.translate(x + rng.uniform(-0.6, 0.6) * radius, cy)
        brush.canvas.rotate(-14)
        brush.canvas.scale(1, 0.16)
        brush.glow(0, 0, rng.uniform(80, 240), WHITE, 0.3)
        brush.canvas.restore()
    brush.canvas.restore()
    studio.glow_at(x + side * radius * 0.9, y - radius * 0.6)
    brush.glow(x + side * radius * 0.86, y - radius * 0.52, 190, WHITE, 0.7)


def _bridge(brush: Brush) -> None:
    """Floor, ribs and the window's frame; the window itself stays open."""
    at = brush.view.at
    metal: Colour = (96.0, 108.0, 134.0)
    cold: Colour = (110.0, 210.0, 255.0)
    dark = (30.0, 36.0, 56.0)
    brush.blend(
        [(-330, 1010), (1410, 1010), (1410, 2400), (-330, 2400)],
        (0, 1010),
        (0, 2000),
        [(70.0, 80.0, 108.0), (36.0, 42.0, 64.0)],
    )
    seams = [(at(x, 0, 0.9), at(x, 0, 16)) for x in (-3.0, -2.0, -1.0, 1.0, 2.0, 3.0)]
    seams += [(at(-6, 0, z), at(6, 0, z)) for z in [1.2 * 1.25**n for n in range(12)]]
    brush.lines(seams, dark, 3, 0.7)
    for x in (-0.6, 0.6):
        brush.face(
            [(x - 0.03, 0.01, 0.9), (x + 0.03, 0.01, 0.9), (x + 0.03, 0.01, 14), (x - 0.03, 0.01, 14)], cold, 0.9
        )
    brush.canvas.save()
    brush.canvas.translate(540, 1120)
    brush.canvas.scale(1, 0.3)
    brush.glow(0, 0, 760, cold, 0.3)
    brush.canvas.restore()
    _window(brush, dark, metal, cold)


def _window(brush: Brush, dark: Colour, metal: Colour, cold: Colour) -> None:
    """The hull around the window, its ribs and the light on the ceiling."""
    frame: list[Spot] = [(-330, -450), (1410, -450), (1410, 1060), (-330, 1060)]
    window: list[Spot] = [(96, 60), (984, 60), (1100, 520), (1010, 980), (70, 980), (-20, 520)]
    path = skia.Path()
    path.addPoly([skia.Point(*spot) for spot in frame], True)
    path.addPoly([skia.Point(*spot) for spot in reversed(window)], True)
    path.setFillType(skia.PathFillType.kEvenOdd)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, -400), skia.Point(0, 1050)], [skia.Color(28, 32, 50), skia.Color(92, 104, 132)]
    )
    brush.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader, Dither=True))
    brush.line([*window, window[0]], dark, 40)
    brush.line([*window, window[0]], mix(metal, WHITE, 0.3), 14)
    brush.line([*window, window[0]], cold, 4, 0.9)
    for x0, x1 in ((360, 330), (720, 750)):
        brush.line([(x0, 60), (x1, 980)], dark, 24)
        brush.line([(x0 - 6, 60), (x1 - 6, 980)], mix(metal, WHITE, 0.4), 5)
    brush.fill([(120, 90), (300, 90), (150, 500), (40, 500)], WHITE, 0.06)
    for y in (-40, -130, -240):
        brush.line([(-330, y - 60), (540, y), (1410, y - 60)], scale(metal, 0.5), 16)
        brush.line([(-330, y - 66), (540, y - 6), (1410, y - 66)], scale(metal, 0.95), 4)
    brush.blend([(330, -60), (750, -60), (720, -20), (360, -20)], (330, 0), (750, 0), [cold, WHITE, cold])
    brush.glow(540, -30, 420, cold, 0.5)


def _consoles(brush: Brush) -> None:
    """Desks with screens on both sides and a chair in the middle distance."""
    at, rng = brush.view.at, brush.rng
    metal: Colour = (70.0, 80.0, 106.0)
    for side in (-1, 1):
        for z in (8.6, 6.2, 4.2):
            x0, x1 = side * 1.15, side * 2.7
            lo, hi = min(x0, x1), max(x0, x1)
            brush.front((lo, hi), (0, 0.86), z, scale(metal, 0.5), scale(metal, 0.9))
            brush.level(0.9, (lo, hi), (z, z + 0.8), scale(metal, 1.2), scale(metal, 1.0))
            colour = rng.choice(((90.0, 220.0, 255.0), (120.0, 255.0, 190.0), (255.0, 170.0, 90.0)))
            left, top = at(lo + 0.12, 1.62, z + 0.5)
            right, foot = at(hi - 0.12, 0.98, z + 0.5)
            brush.round_box(left - 5, top - 5, right + 5, foot + 5, 8, scale(metal, 0.6))
            brush.column(
                left, top, right, foot, [mix(colour, (10.0, 20.0, 40.0), 0.72), mix(colour, (10.0, 20.0, 40.0), 0.88)]
            )
            wave: list[Spot] = [
                (
                    left + (right - left) * n / 30,
                    top + (foot - top) * (0.5 + 0.24 * math.sin(n * 0.7 + z) * math.sin(n * 0.21)),
                )
                for n in range(31)
            ]
            brush.line(wave, colour, 3.5)
            for row in range(4):
                y = top + (foot - top) * (0.14 + row * 0.07)
                brush.line([(left + 10, y), (left + 10 + (right - left) * rng.uniform(0.1, 0.3), y)], colour, 3, 0.7)
            brush.glow((left + right) / 2, (top + foot) / 2, (right - left) * 0.8, colour, 0.3)
            keys = [at(rng.uniform(lo + 0.1, hi - 0.1), 0.905, z + rng.uniform(0.08, 0.4)) for _ in range(40)]
            brush.dots(keys, 40 / z, colour, 0.8)
    _chair(brush, metal)


def _chair(brush: Brush, metal: Colour) -> None:
    """The captain's chair."""
    at = brush.view.at
    z = 7.2
    foot_spot = at(0, 0, z)
    brush.shadow(foot_spot[0], foot_spot[1], brush.view.size(0.7, z), brush.view.size(0.14, z), 0.5)
    brush.front((-0.12, 0.12), (0, 0.5), z, scale(metal, 0.4))
    brush.round_box(*at(-0.45, 1.85, z), *at(0.45, 0.55, z), 26, (48.0, 52.0, 74.0))
    brush.round_box(*at(-0.36, 1.76, z), *at(0.36, 0.66, z), 20, (132.0, 46.0, 58.0))
    for side in (-1, 1):
        brush.round_box(
            *at(side * 0.52 - 0.1, 0.95, z - 0.3), *at(side * 0.52 + 0.1, 0.7, z - 0.3), 8, (60.0, 66.0, 92.0)
        )
