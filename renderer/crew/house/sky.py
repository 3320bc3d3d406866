"""Skies: gradient, sun or moon, stars, towering cumulus, thin high cloud, storm fronts."""

from __future__ import annotations

import math
import random

import skia

from renderer.colours import WHITE, Colour, argb, mix, scale
from renderer.crew.house.brush import FRAME_HEIGHT, FRAME_WIDTH, Brush
from show.script import TimeOfDay, Weather

_LEFT, _RIGHT = -260.0, FRAME_WIDTH + 260.0
_TOP = -420.0


def paint_sky(
    brush: Brush, horizon: float, *, sun_x: float, clouds: float = 1.0, tower_x: float | None = None
) -> tuple[float, float]:
    """Fills the plane with the sky down to below `horizon` (frame units); returns where sun or moon stands.

    `clouds` is how much cumulus there is, 0–1.5; the weather decides its kind.
    """
    air, rng = brush.air, brush.rng
    _gradient(brush, horizon)
    sun = (sun_x, FRAME_HEIGHT * air.sun_y)
    clear = air.weather in {Weather.CLEAR, Weather.CLOUDY}
    if air.dark and clear:
        _stars(brush, horizon)
    if clear:
        _sun(brush, sun)
    if air.weather is Weather.CLEAR:
        _wisps(brush, horizon)
    if air.weather in {Weather.RAIN, Weather.STORM, Weather.SNOW, Weather.FOG}:
        _ceiling(brush, horizon)
    else:
        _towers(brush, horizon, sun_x, clouds * (1.3 if air.weather is Weather.CLOUDY else 1.0), tower_x)
    if air.weather is Weather.STORM and rng.random() < 0.8:
        _lightning(brush, horizon)
    low = air.sky[3]
    brush.blend(
        [(_LEFT, horizon - 330), (_RIGHT, horizon - 330), (_RIGHT, horizon + 40), (_LEFT, horizon + 40)],
        (0, horizon - 330),
        (0, horizon + 40),
        [low, mix(low, air.haze, 0.4)],
        alphas=[0.0, 0.72],
    )
    return sun


def _gradient(brush: Brush, horizon: float) -> None:
    air = brush.air
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, _TOP * 0.4), skia.Point(0, horizon)],
        [argb(colour) for colour in (*air.sky, mix(air.sky[3], air.haze, 0.5))],
        [0.0, 0.42, 0.78, 0.97, 1.0],
    )
    brush.canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))


def _stars(brush: Brush, horizon: float) -> None:
    rng = brush.rng
    for size, count, alpha in ((1.8, 420, 0.5), (3.0, 130, 0.8), (4.6, 26, 0.95)):
        spots = [
            (rng.uniform(_LEFT, _RIGHT), _TOP + (horizon - _TOP) * (rng.random() ** 1.35) * 0.96) for _ in range(count)
        ]
        brush.dots(spots, size, mix(WHITE, (160.0, 190.0, 255.0), rng.random() * 0.6), alpha)
    # A faint band of stars across the sky.
    brush.canvas.save()
    brush.canvas.translate(FRAME_WIDTH * 0.5, horizon * 0.35)
    brush.canvas.rotate(-34)
    for _ in range(7):
        x = rng.gauss(0, 420)
        brush.glow(x, rng.gauss(0, 40), rng.uniform(140, 330), (130.0, 140.0, 220.0), 0.10)
    band = [(rng.gauss(0, 700), rng.gauss(0, 90)) for _ in range(420)]
    brush.dots(band, 1.7, (220.0, 225.0, 255.0), 0.55)
    brush.canvas.restore()


def _sun(brush: Brush, spot: tuple[float, float]) -> None:
    air = brush.air
    x, y = spot
    if air.time is TimeOfDay.NIGHT:
        brush.glow(x, y, 520, air.key, 0.35)
        brush.glow(x, y, 170, (235.0, 240.0, 255.0), 0.55)
        brush.disc(x, y, 62, air.sun)
        for dx, dy, radius in ((-18, -14, 15), (16, 8, 19), (-8, 24, 10), (24, -24, 8)):
            brush.disc(x + dx, y + dy, radius, (214.0, 214.0, 214.0), 0.5)
        return
    low = air.time in {TimeOfDay.SUNSET, TimeOfDay.DAWN}
    brush.glow(x, y, 900 if low else 620, air.key, 0.75 if low else 0.5)
    brush.glow(x, y, 300, air.sun, 0.95)
    brush.disc(x, y, 58 if low else 46, mix(air.sun, WHITE, 0.6))
    if not low:
        for number in range(10):
            angle = number * math.tau / 10 + 0.2
            far = 520 + 160 * (number % 2)
            tip = (x + far * math.cos(angle), y + far * math.sin(angle))
            across = (math.cos(angle + math.pi / 2) * 10, math.sin(angle + math.pi / 2) * 10)
            brush.blend(
                [(x + across[0], y + across[1]), tip, (x - across[0], y - across[1])],
                spot,
                tip,
                [WHITE, WHITE],
                alphas=[0.32, 0.0],
                mode=skia.BlendMode.kScreen,
            )


def _wisps(brush: Brush, horizon: float) -> None:
    """Thin high cloud: long bundles of fine strokes."""
    rng, air = brush.rng, brush.air
    tone = mix(air.cloud_light, air.sky[1], 0.25)
    for _ in range(5):
        x, y = rng.uniform(_LEFT, FRAME_WIDTH * 0.8), rng.uniform(_TOP * 0.3, horizon * 0.55)
        lean = rng.uniform(-0.34, -0.12)
        for _ in range(16):
            start = (x + rng.uniform(-60, 160), y + rng.gauss(0, 22))
            length = rng.uniform(200, 620)
            end = (start[0] + length, start[1] + length * lean)
            bend = (start[0] + length * 0.55, start[1] + length * lean * 0.25)
            path = skia.Path()
            path.moveTo(*start)
            path.quadTo(*bend, *end)
            path.quadTo(bend[0], bend[1] + rng.uniform(6, 20), *start)
            brush.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(tone, rng.uniform(0.05, 0.2))))


def _towers(brush: Brush, horizon: float, sun_x: float, amount: float, tower_x: float | None) -> None:
    """Cumulus: one or two great towers on the horizon, banks between them, small ones on high."""
    rng = brush.rng
    left_light = sun_x < FRAME_WIDTH / 2
    if tower_x is None:
        tower_x = FRAME_WIDTH * (0.80 if left_light else 0.20) + rng.uniform(-90, 90)
    for _ in range(round(5 * amount)):
        x, y = rng.uniform(_LEFT, _RIGHT), horizon * rng.uniform(0.10, 0.62)
        _cumulus(brush, x, y, rng.uniform(90, 230) * (0.5 + y / horizon), rng.uniform(26, 70), left_light, 0.35)
    if amount > 0.2:
        _cumulus(brush, tower_x, horizon * 0.98, 420, 620 * min(1.2, amount), left_light, 0.0)
        _cumulus(brush, FRAME_WIDTH - tower_x, horizon * 0.99, 380, 250 * min(1.3, amount), left_light, 0.15)
    for number in range(round(4 * amount)):
        x = _LEFT + (number + rng.random()) * (_RIGHT - _LEFT) / max(1, round(4 * amount))
        _cumulus(brush, x, horizon + 4, rng.uniform(160, 300), rng.uniform(50, 120), left_light, 0.25)


def _cumulus(brush: Brush, x: float, base: float, half: float, high: float, left_light: bool, thin: float) -> None:
    """One cloud with a flat foot at `base`: puffs from the back to the front, each lit from the sun's side."""
    rng, air = brush.rng, brush.air
    light, dark = air.cloud_light, mix(air.cloud_shade, air.sky[2], 0.25)
    bounds = skia.Rect.MakeLTRB(x - half * 1.6, base - high * 1.5 - half * 0.4, x + half * 1.6, base + half * 0.3)
    brush.canvas.saveLayer(bounds, skia.Paint())
    puffs: list[tuple[float, float, float]] = []
    bumps = [(rng.uniform(-0.75, 0.75), rng.uniform(0.3, 0.75), rng.uniform(0.25, 0.6)) for _ in range(3)]
    bumps.append((rng.uniform(-0.2, 0.2), 1.0, 0.5))
    count = round(70 + half * 0.28 + high * 0.15)
    for _ in range(count):
        across = rng.uniform(-1, 1)
        profile = max(top * math.exp(-(((across - centre) / width) ** 2) * 2.2) for centre, top, width in bumps)
        profile *= (1 - across * across) ** 0.5
        up = rng.random() ** 0.8 * profile
        radius = (0.09 + 0.20 * rng.random()) * min(half, high * 1.2) * (1.0 - 0.35 * up) * (1.1 - abs(across) * 0.5)
        puffs.append((x + across * half, base - up * high - radius * 0.35, radius))
    puffs.sort(key=lambda puff: puff[1])
    lit_side = -1.0 if left_light else 1.0
    for px, py, radius in puffs:
        height = min(1.0, max(0.0, (base - py) / max(1.0, high)))
        _puff(brush.canvas, px, py, radius, lit_side, light, dark, height, (px - x) / half * lit_side)
    fade = skia.GradientShader.MakeLinear(
        [skia.Point(0, base - high * 0.30), skia.Point(0, base + half * 0.06)],
        [argb(WHITE, 1 - thin * 0.5), argb(WHITE, 0)],
    )
    paint = skia.Paint(Shader=fade)
    paint.setBlendMode(skia.BlendMode.kDstIn)
    brush.canvas.drawRect(bounds, paint)
    brush.canvas.restore()


def _puff(
    canvas: skia.Canvas,
    x: float,
    y: float,
    radius: float,
    side: float,
    light: Colour,
    dark: Colour,
    height: float,
    lit: float,
) -> None:
    share = min(1.0, max(0.0, 0.25 + 0.75 * height + 0.28 * lit))
    bright = mix(dark, light, min(1.0, 0.45 + 0.6 * share))
    middle = mix(dark, light, 0.20 + 0.65 * share)
    deep = mix(dark, light, 0.55 * share * share)
    shader = skia.GradientShader.MakeRadial(
        skia.Point(x + side * radius * 0.42, y - radius * 0.5),
        radius * 1.62,
        [argb(bright), argb(bright), argb(middle), argb(deep)],
        [0.0, 0.36, 0.66, 1.0],
    )
    canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Shader=shader))


def _ceiling(brush: Brush, horizon: float) -> None:
    """A closed cover of cloud in rolling bands."""
    rng, air = brush.rng, brush.air
    storm = air.weather is Weather.STORM
    for number in range(46):
        share = number / 45
        y = _TOP * 0.3 + (horizon - _TOP * 0.3) * share * 0.92
        tone = mix(air.sky[0], air.sky[3], share)
        shade = scale(tone, rng.uniform(0.62 if storm else 0.84, 1.1))
        _soft_bank(brush.canvas, rng, rng.uniform(_LEFT, _RIGHT), y, 420 - 250 * share, 120 - 80 * share, shade)


def _soft_bank(
    canvas: skia.Canvas, rng: random.Random, x: float, y: float, wide: float, high: float, colour: Colour
) -> None:
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(1.0, high / wide)
    for _ in range(4):
        dx, dy, radius = rng.gauss(0, wide * 0.6), rng.gauss(0, wide * 0.25), wide * rng.uniform(0.5, 1.0)
        shader = skia.GradientShader.MakeRadial(
            skia.Point(dx, dy - radius * 0.25),
            radius,
            [argb(colour, 0.55), argb(colour, 0.4), argb(colour, 0)],
            [0, 0.55, 1],
        )
        canvas.drawCircle(dx, dy, radius, skia.Paint(Shader=shader))
    canvas.restore()


def _lightning(brush: Brush, horizon: float) -> None:
    rng = brush.rng
    x, y = rng.uniform(FRAME_WIDTH * 0.15, FRAME_WIDTH * 0.85), horizon * 0.12
    brush.glow(x, horizon * 0.3, 620, (190.0, 200.0, 255.0), 0.6)
    points = [(x, y)]
    while y < horizon:
        x += rng.gauss(0, 44)
        y += rng.uniform(40, 95)
        points.append((x, y))
        if rng.random() < 0.35:
            branch = [(x, y)]
            for _ in range(3):
                branch.append((branch[-1][0] + rng.gauss(0, 60), branch[-1][1] + rng.uniform(30, 70)))
            brush.line(branch, (225.0, 228.0, 255.0), 3, 0.8)
    brush.line(points, (190.0, 195.0, 255.0), 16, 0.35)
    brush.line(points, WHITE, 6)
