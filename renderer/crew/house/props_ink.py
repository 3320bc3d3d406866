"""Inked objects: cel-shaded shapes with a coloured outline, in a square of 1000 units around (0, 0)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import skia

from renderer.colours import INK, WHITE, Colour, argb, mix, multiply, scale
from renderer.crew.house.air import Air

Spot = tuple[float, float]


class PropBrush:
    """Draws an object's parts. Light falls from the upper left; the air tints every colour a little."""

    def __init__(self, canvas: skia.Canvas, air: Air) -> None:
        self.canvas = canvas
        self.air = air
        self._light = mix(WHITE, air.ambient, 0.42 if air.dark else 0.3)

    def tone(self, colour: Colour) -> Colour:
        """A base colour in the shot's light."""
        return multiply(colour, self._light)

    def solid(
        self, path: skia.Path, colour: Colour, *, depth: float = 34.0, outline: float = 9.0, shine: float = 0.3
    ) -> None:
        """A shape with a lit body, a hard-edged shadow of `depth` along the lower right, and an outline."""
        base = self.tone(colour)
        dark = multiply(base, mix((150.0, 138.0, 190.0), self.air.shade, 0.4))
        bounds = path.getBounds()
        self.canvas.save()
        self.canvas.clipPath(path, True)
        self.canvas.drawPaint(skia.Paint(Color=argb(dark)))
        lit = skia.GradientShader.MakeLinear(
            [skia.Point(bounds.left(), bounds.top()), skia.Point(bounds.right(), bounds.bottom())],
            [argb(mix(base, WHITE, shine)), argb(base), argb(scale(base, 0.93))],
            [0.0, 0.45, 1.0],
        )
        self.canvas.translate(-depth, -depth * 0.8)
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=lit))
        self.canvas.restore()
        if outline > 0:
            self.stroke(path, mix(scale(base, 0.25), INK, 0.5), outline)

    def stroke(self, path: skia.Path, colour: Colour, width: float, alpha: float = 1.0) -> None:
        """A line along the path."""
        self.canvas.drawPath(path, pen(colour, width, alpha))

    def line(self, points: Sequence[Spot], colour: Colour, width: float, alpha: float = 1.0) -> None:
        """A polyline."""
        self.stroke(poly(points, close=False), colour, width, alpha)

    def flat(self, path: skia.Path, colour: Colour, alpha: float = 1.0) -> None:
        """A shape of one colour, without outline."""
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(colour, alpha)))

    def shade(
        self, path: skia.Path, start: Spot, end: Spot, colours: Sequence[Colour], alphas: Sequence[float] | None = None
    ) -> None:
        """A shape with a gradient."""
        opacity = alphas if alphas is not None else [1.0] * len(colours)
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(*start), skia.Point(*end)],
            [argb(colour, alpha) for colour, alpha in zip(colours, opacity, strict=True)],
        )
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float) -> None:
        """Light around a point."""
        shader = skia.GradientShader.MakeRadial(
            skia.Point(x, y), radius, [argb(colour, alpha), argb(colour, alpha * 0.35), argb(colour, 0)], [0, 0.4, 1]
        )
        paint = skia.Paint(AntiAlias=True, Shader=shader)
        paint.setBlendMode(skia.BlendMode.kScreen)
        self.canvas.drawCircle(x, y, radius, paint)

    def gleam(self, x: float, y: float, size: float) -> None:
        """A four-pointed sparkle."""
        points = []
        for number in range(8):
            angle = math.tau * number / 8
            reach = size * (1.0 if number % 2 == 0 else 0.13)
            points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
        self.glow(x, y, size * 0.9, WHITE, 0.6)
        self.flat(poly(points), WHITE)


def pen(colour: Colour, width: float, alpha: float = 1.0) -> skia.Paint:
    """A paint for round-ended lines."""
    return skia.Paint(
        AntiAlias=True,
        Color=argb(colour, alpha),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def poly(points: Sequence[Spot], *, close: bool = True) -> skia.Path:
    """A path through the points."""
    path = skia.Path()
    path.addPoly([skia.Point(*spot) for spot in points], close)
    return path


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> skia.Path:
    """A rectangle with round corners."""
    path = skia.Path()
    path.addRoundRect(skia.Rect.MakeLTRB(left, top, right, bottom), radius, radius)
    return path


def oval(x: float, y: float, wide: float, high: float) -> skia.Path:
    """An ellipse of half axes `wide` and `high`."""
    path = skia.Path()
    path.addOval(skia.Rect.MakeLTRB(x - wide, y - high, x + wide, y + high))
    return path


def curve(start: Spot, *parts: tuple[float, ...], close: bool = True) -> skia.Path:
    """A path of lines (2 numbers), quadratic (4) and cubic (6) curves."""
    path = skia.Path()
    path.moveTo(*start)
    for part in parts:
        if len(part) == 2:
            path.lineTo(*part)
        elif len(part) == 4:
            path.quadTo(*part)
        else:
            path.cubicTo(*part)
    if close:
        path.close()
    return path
