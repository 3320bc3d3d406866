"""Cumulus clouds: billows that carry smaller billows, lit from the sun's side, flat and hazy at the foot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import skia

from renderer.colours import WHITE, Colour, argb, mix
from renderer.crew.house.brush import Brush
from renderer.crew.house.stamps import dyed

_BILLOW_PX = 96
_HEIGHTS = 12
"""Tones of a cloud between its foot and its head: neighbours can't be told apart."""

_Billow = tuple[float, float, float]
"""Where a billow's middle is, and its radius."""


@lru_cache(maxsize=2)
def _billow(left_light: bool) -> npt.NDArray[np.uint16]:
    """A round billow, uint16 (H, W, 4), BGRA, premultiplied: a lit cap with a clear edge, cooler shade below."""
    surface = skia.Surface(_BILLOW_PX, _BILLOW_PX)
    middle = _BILLOW_PX / 2
    side = -1.0 if left_light else 1.0
    shader = skia.GradientShader.MakeRadial(
        skia.Point(middle + side * middle * 0.40, middle - middle * 0.52),
        middle * 1.66,
        [0xFFFFFFFF, 0xFFFAFBFF, 0xFFE4EAF8, 0xFFCFD9F0, 0xFFC6D2EC],
        [0.0, 0.46, 0.56, 0.82, 1.0],
    )
    surface.getCanvas().drawCircle(middle, middle, middle - 1, skia.Paint(AntiAlias=True, Shader=shader, Dither=True))
    info = skia.ImageInfo.Make(_BILLOW_PX, _BILLOW_PX, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    pixels = np.zeros((_BILLOW_PX, _BILLOW_PX, 4), np.uint8)
    surface.readPixels(info, pixels, pixels.strides[0], 0, 0)
    return pixels.astype(np.uint16)


def paint_cumulus(brush: Brush, x: float, base: float, half: float, high: float, *, left: bool, thin: float) -> None:
    """One cloud of half-width `half` and height `high` with its foot at `base`; `left` says where the light is,
    `thin` how much of the sky shows through, 0–1."""
    billows = _billows(brush, x, base, half, high)
    bounds = skia.Rect.MakeLTRB(x - half * 1.5, base - high * 1.5 - half * 0.4, x + half * 1.5, base + half * 0.3)
    brush.canvas.saveLayer(bounds, skia.Paint())
    _draw(brush, billows, (x, base, half, high), left)
    fade = skia.GradientShader.MakeLinear(
        [skia.Point(0, base - high * 0.34), skia.Point(0, base + half * 0.05)],
        [argb(WHITE, 1 - thin * 0.5), argb(WHITE, 0)],
    )
    paint = skia.Paint(Shader=fade, Dither=True)
    paint.setBlendMode(skia.BlendMode.kDstIn)
    brush.canvas.drawRect(bounds, paint)
    brush.canvas.restore()


def _billows(brush: Brush, x: float, base: float, half: float, high: float) -> list[_Billow]:
    """Stacks of great billows under an uneven outline, each with smaller ones around its upper rim."""
    rng = brush.rng
    peaks = [(rng.uniform(-0.15, 0.2), 1.0, 0.46)]
    peaks += [(side * rng.uniform(0.35, 0.62), rng.uniform(0.34, 0.66), rng.uniform(0.22, 0.34)) for side in (-1, 1)]
    found: list[_Billow] = []
    # Small clouds far off need fewer billows.
    columns, children = (11, 4) if half > 260 else (8, 3)
    for number in range(columns):
        across = (number + rng.uniform(0.2, 0.8)) / columns * 2 - 1
        top = max(tall * math.exp(-(((across - centre) / width) ** 2)) for centre, tall, width in peaks)
        top = high * (0.16 + 0.84 * top) * (1 - abs(across) ** 4)
        up = 0.0
        while up < top:
            share = up / max(1.0, high)
            radius = min(half * 0.26, high * 0.34) * rng.uniform(0.62, 1.0) * (1.0 - 0.42 * share)
            px, py = x + across * half * (1 - 0.16 * share) + rng.gauss(0, half * 0.03), base - up
            found.append((px, py, radius))
            for _ in range(children):
                angle = math.radians(rng.uniform(-205, 25))
                small = radius * rng.uniform(0.34, 0.62)
                cx, cy = px + math.cos(angle) * radius * 0.86, py + math.sin(angle) * radius * 0.80
                found.append((cx, cy, small))
                if up + radius >= top:
                    turn = angle + rng.uniform(-0.9, 0.9)
                    found.append((cx + math.cos(turn) * small * 0.85, cy + math.sin(turn) * small * 0.8, small * 0.5))
            up += radius * 0.95
    found.sort(key=lambda billow: billow[1] + billow[2] * 0.55)
    return found


def _draw(brush: Brush, billows: list[_Billow], shape: tuple[float, float, float, float], left: bool) -> None:
    air = brush.air
    x, base, half, high = shape
    light, dark = air.cloud_light, mix(air.cloud_shade, air.sky[2], 0.25)
    # Stamps only darken towards blue; what warm light does to the shade is in the tones.
    tones = [mix(dark, light, min(1.0, 0.34 + 0.80 * step / (_HEIGHTS - 1))) for step in range(_HEIGHTS)]
    side = -1.0 if left else 1.0
    shades = []
    for px, py, _ in billows:
        height = min(1.0, max(0.0, (base - py) / max(1.0, high)))
        lit = 0.22 + 0.62 * height + 0.26 * side * (px - x) / half + brush.rng.uniform(-0.05, 0.05)
        shades.append(tones[min(_HEIGHTS - 1, max(0, int(lit * _HEIGHTS)))])
    paint_billows(brush, billows, shades, left=left)


def paint_billows(
    brush: Brush, billows: Sequence[_Billow], shades: Sequence[Colour], *, left: bool, alpha: float = 1.0
) -> None:
    """Billows one before the other, each in its own shade, lit from the left or the right."""
    draw, sampling = brush.canvas.drawImageRect, skia.SamplingOptions(skia.FilterMode.kLinear)
    for (x, y, radius), shade in zip(billows, shades, strict=True):
        draw(
            _tinted(left, argb(shade, alpha)),
            skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius),
            sampling,
        )


@lru_cache(maxsize=512)
def _tinted(left_light: bool, ink: int) -> skia.Image:
    """A billow in the colour `ink` (ARGB)."""
    return dyed(_billow(left_light), ink)


def paint_front(brush: Brush, horizon: float, reach: tuple[float, float], top: float, *, storm: bool) -> None:
    """A closed cover of cloud from `top` to the horizon: rolls in perspective, dark below, rimmed with light."""
    rng, air = brush.rng, brush.air
    left, right = reach
    image = _roll()
    forms, colours = [], []
    make = skia.RSXform.MakeFromRadians
    for number in range(90):
        share = number / 89
        y = top + (horizon - top) * share**0.8 * 0.94
        tone = mix(mix(air.sky[0], air.sky[1], 0.4), air.sky[3], share)
        swing = rng.uniform(-1.0, 1.0)
        shade: Colour = (
            mix(tone, (30.0, 34.0, 48.0), 0.42 * -swing)
            if storm and swing < 0
            else mix(tone, air.cloud_shade if swing < 0 else WHITE, abs(swing) * (0.34 if swing < 0 else 0.12))
        )
        size = (680 - 470 * share) * rng.uniform(0.7, 1.3)
        forms.append(make(size / 256, rng.gauss(0, 0.05), rng.uniform(left, right), y, 128, 32))
        colours.append(argb(shade, 0.85))
    brush.canvas.drawAtlas(
        image,
        forms,
        [skia.Rect.MakeWH(256, 64)] * len(forms),
        colours,
        skia.BlendMode.kModulate,
        skia.SamplingOptions(skia.FilterMode.kLinear),
    )


@lru_cache(maxsize=1)
def _roll() -> skia.Image:
    """A long roll of cloud with a bumpy head and a soft foot, 256 × 64 px, in grey."""
    surface = skia.Surface(256, 64)
    canvas = surface.getCanvas()
    for number in range(34):
        # Golden-ratio steps spread the bumps evenly without chance.
        share = number * 0.618034 % 1.0
        x = 22 + 212 * share
        tall = 24 * (1 - (2 * share - 1) ** 2) * (0.55 + 0.45 * math.sin(number * 2.4) ** 2) + 6
        shader = skia.GradientShader.MakeRadial(
            skia.Point(x, 44 - tall * 0.55), tall, [0x90FFFFFF, 0x70F4F6FA, 0x00D8DEEA], [0.0, 0.5, 1.0]
        )
        canvas.drawCircle(x, 44 - tall * 0.4, tall, skia.Paint(Shader=shader, Dither=True))
    return surface.makeImageSnapshot()
