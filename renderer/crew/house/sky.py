"""Skies: gradient, sun or moon, stars, towering cumulus, thin high cloud, storm fronts."""

from __future__ import annotations

import math

import skia

from renderer.colours import WHITE, argb, mix
from renderer.crew.house.brush import FRAME_HEIGHT, FRAME_WIDTH, Brush
from renderer.crew.house.clouds import paint_cumulus, paint_front
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
        paint_front(brush, horizon, (_LEFT, _RIGHT), _TOP * 0.3, storm=air.weather is Weather.STORM)
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
        paint_cumulus(
            brush, x, y, rng.uniform(90, 230) * (0.5 + y / horizon), rng.uniform(26, 70), left=left_light, thin=0.35
        )
    if amount > 0.2:
        paint_cumulus(brush, tower_x, horizon * 0.98, 420, 620 * min(1.2, amount), left=left_light, thin=0.0)
        paint_cumulus(
            brush, FRAME_WIDTH - tower_x, horizon * 0.99, 380, 250 * min(1.3, amount), left=left_light, thin=0.15
        )
    for number in range(round(4 * amount)):
        x = _LEFT + (number + rng.random()) * (_RIGHT - _LEFT) / max(1, round(4 * amount))
        paint_cumulus(brush, x, horizon + 4, rng.uniform(160, 300), rng.uniform(50, 120), left=left_light, thin=0.25)


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
