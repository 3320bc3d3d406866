"""How light falls off across a place: brighter where it comes in, dark towards the viewer and away from it."""

from __future__ import annotations

import skia

from renderer.colours import Colour, argb, mix, multiply, scale
from renderer.crew.house.brush import Brush

_DUSK: Colour = (112.0, 96.0, 164.0)
"""What deep shade keeps of the light: cool and violet, as cel backgrounds have it."""

_LEFT, _TOP, _RIGHT, _FOOT = -620.0, -1100.0, 1700.0, 2600.0


def shade_outdoors(brush: Brush) -> None:
    """Darkens the ground towards the viewer, which leads the eye into the picture."""
    _fade(brush, (_LEFT, 1180, _RIGHT, _FOOT), (0, 1180), (0, 2050), _shade(brush), (0.0, 0.46))


def shade_room(brush: Brush, *, left: bool, shell: bool) -> None:
    """Shade under the ceiling, on the floor's near end and away from the window; light around the window.
    `left` says where the window is, `shell` whether walls and ceiling are on this plane."""
    shade = _shade(brush)
    _fade(brush, (_LEFT, 1240, _RIGHT, _FOOT), (0, 1240), (0, 2100), shade, (0.0, 0.5))
    if not shell:
        return
    horizon = brush.view.y
    _fade(brush, (_LEFT, _TOP, _RIGHT, horizon - 240), (0, -260), (0, horizon - 240), shade, (0.52, 0.0))
    away = (540.0, _TOP, _RIGHT, _FOOT) if left else (_LEFT, _TOP, 540.0, _FOOT)
    _fade(brush, away, (540, 0), (1300 if left else -220, 0), shade, (0.0, 0.46))
    air = brush.air
    if air.dark:
        near = (_LEFT, _TOP, 540.0, _FOOT) if left else (540.0, _TOP, _RIGHT, _FOOT)
        _fade(brush, near, (540, 0), (-220 if left else 1300, 0), shade, (0.0, 0.34))
        _light(brush, 540.0, horizon - 260, air.indoor, 0.10)
    else:
        _light(brush, -140.0 if left else 1220.0, horizon - 120, air.key, 0.42)


def _light(brush: Brush, x: float, y: float, colour: Colour, alpha: float) -> None:
    """Light on what is there around a window or under a lamp."""
    radius = 820.0
    shader = skia.GradientShader.MakeRadial(
        skia.Point(x, y), radius, [argb(colour, alpha), argb(colour, alpha * 0.38), argb(colour, 0)], [0, 0.45, 1]
    )
    paint = skia.Paint(Shader=shader, Dither=True)
    paint.setBlendMode(skia.BlendMode.kSrcATop)
    brush.canvas.drawCircle(x, y, radius, paint)


def _shade(brush: Brush) -> Colour:
    air = brush.air
    return scale(multiply(mix(air.ambient, air.shade, 0.35), _DUSK), 0.52)


def _fade(
    brush: Brush,
    area: tuple[float, float, float, float],
    start: tuple[float, float],
    end: tuple[float, float],
    colour: Colour,
    alphas: tuple[float, float],
) -> None:
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(*start), skia.Point(*end)],
        [argb(colour, alphas[0]), argb(colour, alphas[1])],
    )
    paint = skia.Paint(Shader=shader, Dither=True)
    paint.setBlendMode(skia.BlendMode.kSrcATop)
    brush.canvas.drawRect(skia.Rect.MakeLTRB(*area), paint)
