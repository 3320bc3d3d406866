"""A canvas with a vanishing point: shapes in metres, light from the air, and cheap rich detail."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import skia

from renderer.colours import Colour, argb, mix, scale
from renderer.crew.house.air import Air
from renderer.crew.house.stamps import STEP_RADIANS, TURNED_CELLS, TURNS, grain_tile, tinted

Spot = tuple[float, float]
"""A point of the picture, in units of a frame 1080 wide and 1920 high."""


Solid = tuple[float, float, float]
"""A point of the place in metres: right of the vanishing point, above the ground, away from the viewer."""


FRAME_WIDTH = 1080.0


FRAME_HEIGHT = 1920.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One-point perspective. The eye is `eye` metres high; `focal` is chosen so that a grown-up whose feet
    stand on the lower frame edge fills the frame up to the horizon."""

    x: float = 540.0
    y: float = 864.0
    focal: float = 1500.0
    eye: float = 1.6

    def at(self, x: float, y: float, z: float) -> Spot:
        """Where a point of the place is seen; points nearer than 20 cm are held there."""
        deep = max(0.2, z)
        return (self.x + self.focal * x / deep, self.y + self.focal * (self.eye - y) / deep)

    def size(self, metres: float, z: float) -> float:
        """How long `metres` look at distance `z`."""
        return self.focal * metres / max(0.2, z)


class Brush:
    """Paints one plane. Colours are final unless a name says `tone`; the canvas is in frame units."""

    def __init__(self, canvas: skia.Canvas, view: View, air: Air, rng: random.Random) -> None:
        self.canvas = canvas
        self.view = view
        self.air = air
        self.rng = rng

    # Shapes in the frame

    def fill(self, points: Sequence[Spot], colour: Colour, alpha: float = 1.0) -> None:
        """A polygon of one colour."""
        self.canvas.drawPath(_path(points), skia.Paint(AntiAlias=True, Color=argb(colour, alpha)))

    def fill_mode(self, points: Sequence[Spot], colour: Colour, alpha: float, mode: skia.BlendMode) -> None:
        """A polygon of one colour that adds to or tints what is there."""
        paint = skia.Paint(AntiAlias=True, Color=argb(colour, alpha))
        paint.setBlendMode(mode)
        self.canvas.drawPath(_path(points), paint)

    def blend(
        self,
        points: Sequence[Spot],
        start: Spot,
        end: Spot,
        colours: Sequence[Colour],
        *,
        alphas: Sequence[float] | None = None,
        mode: skia.BlendMode = skia.BlendMode.kSrcOver,
    ) -> None:
        """A polygon with a gradient from `start` to `end`."""
        opacity = alphas if alphas is not None else [1.0] * len(colours)
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(*start), skia.Point(*end)],
            [argb(colour, alpha) for colour, alpha in zip(colours, opacity, strict=True)],
        )
        paint = skia.Paint(AntiAlias=True, Shader=shader, Dither=True)
        paint.setBlendMode(mode)
        self.canvas.drawPath(_path(points), paint)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, alpha: float = 1.0) -> None:
        """An upright rectangle."""
        self.canvas.drawRect(
            skia.Rect.MakeLTRB(left, top, right, bottom), skia.Paint(AntiAlias=True, Color=argb(colour, alpha))
        )

    def column(self, left: float, top: float, right: float, bottom: float, colours: Sequence[Colour]) -> None:
        """An upright rectangle with a gradient from top to bottom."""
        self.blend([(left, top), (right, top), (right, bottom), (left, bottom)], (0, top), (0, bottom), colours)

    def round_box(
        self, left: float, top: float, right: float, bottom: float, radius: float, colour: Colour, alpha: float = 1.0
    ) -> None:
        """An upright rectangle with round corners."""
        self.canvas.drawRoundRect(
            skia.Rect.MakeLTRB(left, top, right, bottom),
            radius,
            radius,
            skia.Paint(AntiAlias=True, Color=argb(colour, alpha)),
        )

    def disc(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        """A circle."""
        self.canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Color=argb(colour, alpha)))

    def line(self, points: Sequence[Spot], colour: Colour, width: float, alpha: float = 1.0) -> None:
        """A line through the points, with round ends."""
        self.canvas.drawPath(_path(points, close=False), _pen(colour, width, alpha))

    def lines(self, pairs: Sequence[tuple[Spot, Spot]], colour: Colour, width: float, alpha: float = 1.0) -> None:
        """Many separate lines in one go."""
        points = [skia.Point(*spot) for pair in pairs for spot in pair]
        if points:
            self.canvas.drawPoints(skia.Canvas.PointMode.kLines_PointMode, points, _pen(colour, width, alpha))

    def sagging(self, start: Spot, end: Spot, sag: float, colour: Colour, width: float, alpha: float = 1.0) -> None:
        """A hanging wire."""
        path = skia.Path()
        path.moveTo(*start)
        path.quadTo((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag * 2, *end)
        self.canvas.drawPath(path, _pen(colour, width, alpha))

    def polygons(self, shapes: Sequence[Sequence[Spot]], colour: Colour, alpha: float = 1.0) -> None:
        """Many polygons of one colour in one go: windows, tiles, planks."""
        path = skia.Path()
        for points in shapes:
            path.addPoly([skia.Point(*spot) for spot in points], True)
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(colour, alpha)))

    def dots(self, spots: Sequence[Spot], size: float, colour: Colour, alpha: float = 1.0) -> None:
        """Many round dots of one size."""
        if spots:
            self.canvas.drawPoints(
                skia.Canvas.PointMode.kPoints_PointMode,
                [skia.Point(*spot) for spot in spots],
                _pen(colour, size, alpha),
            )

    def stamps(
        self,
        kind: str,
        spots: Sequence[Spot],
        size: Callable[[int], float],
        colour: Callable[[int], Colour],
        angle: Callable[[int], float],
        alpha: float = 1.0,
    ) -> None:
        """Many leaves, petals, blades or puffs in one go; callables take the stamp's number."""
        if not spots:
            return
        # An upright picture that is only placed and scaled is drawn five times faster than one that is turned or
        # tinted on the way, so both are done beforehand, in steps too fine to see.
        images = dict[Colour, skia.Image]()
        draw, sampling = self.canvas.drawImageRect, skia.SamplingOptions(skia.FilterMode.kLinear)
        fast, paint = skia.Canvas.SrcRectConstraint.kFast_SrcRectConstraint, skia.Paint()
        for number, (x, y) in enumerate(spots):
            tone, wide = colour(number), size(number)
            image = images.get(tone)
            if image is None:
                image = images[tone] = tinted(kind, argb(tone, alpha))
            cell = TURNED_CELLS[round(angle(number) / STEP_RADIANS) % TURNS]
            draw(image, cell, skia.Rect.MakeXYWH(x - wide / 2, y - wide / 2, wide, wide), sampling, paint, fast)

    # Light

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        """Light that spreads from a point and adds to what is there."""
        shader = skia.GradientShader.MakeRadial(
            skia.Point(x, y),
            radius,
            [argb(colour, alpha), argb(colour, alpha * 0.38), argb(colour, alpha * 0.1), argb(colour, 0)],
            [0.0, 0.22, 0.55, 1.0],
        )
        paint = skia.Paint(AntiAlias=True, Shader=shader, Dither=True)
        paint.setBlendMode(skia.BlendMode.kScreen)
        self.canvas.drawCircle(x, y, radius, paint)

    def mist(self, radius: float, colour: Colour, alpha: float) -> None:
        """A soft round veil around the origin."""
        shader = skia.GradientShader.MakeRadial(
            skia.Point(0, 0), radius, [argb(colour, alpha), argb(colour, alpha * 0.6), argb(colour, 0)], [0, 0.5, 1]
        )
        self.canvas.drawCircle(0, 0, radius, skia.Paint(Shader=shader, Dither=True))

    def shaft(self, top: tuple[Spot, Spot], bottom: tuple[Spot, Spot], colour: Colour, alpha: float) -> None:
        """A beam of light between two edges, soft at its sides and fading downwards."""
        across, down = (0.0, 0.22, 0.5, 0.78, 1.0), (0.0, 0.3, 0.65, 1.0)
        soft = (0.0, 0.55, 1.0, 0.55, 0.0)
        spots, colours, corners = [], [], []
        for far in down:
            for share, strength in zip(across, soft, strict=True):
                head, foot = _between(top[0], top[1], share), _between(bottom[0], bottom[1], share)
                spots.append(skia.Point(*_between(head, foot, far)))
                colours.append(argb(colour, alpha * 1.25 * strength * (1 - far)))
        for row in range(len(down) - 1):
            for column in range(len(across) - 1):
                one = row * len(across) + column
                below = one + len(across)
                corners += [one, one + 1, below, one + 1, below + 1, below]
        mesh = skia.Vertices(skia.Vertices.kTriangles_VertexMode, spots, spots, colours, corners)
        paint = skia.Paint(Dither=True)
        paint.setBlendMode(skia.BlendMode.kScreen)
        self.canvas.drawVertices(mesh, paint, skia.BlendMode.kDst)

    def shadow(self, x: float, y: float, wide: float, high: float, alpha: float = 0.4) -> None:
        """A soft contact shadow."""
        dark = scale(self.air.tone((60.0, 50.0, 90.0)), 0.35)
        self.canvas.save()
        self.canvas.translate(x, y)
        self.canvas.scale(1.0, high / max(1e-3, wide))
        shader = skia.GradientShader.MakeRadial(
            skia.Point(0, 0), wide, [argb(dark, alpha), argb(dark, alpha * 0.7), argb(dark, 0)], [0, 0.5, 1]
        )
        self.canvas.drawCircle(0, 0, wide, skia.Paint(AntiAlias=True, Shader=shader, Dither=True))
        self.canvas.restore()

    def grain(self, alpha: float = 0.2) -> None:
        """Brush texture on the ground as far as it is seen; clear parts stay clear."""
        paint = skia.Paint(
            Shader=grain_tile(7).makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat, skia.SamplingOptions()),
            Alphaf=alpha,
        )
        paint.setBlendMode(skia.BlendMode.kSrcATop)
        shallow = self.view.at(0, 0, 14)[1]
        self.canvas.save()
        self.canvas.clipRect(skia.Rect.MakeLTRB(-1200, shallow, 2300, 2600))
        self.canvas.resetMatrix()
        self.canvas.drawPaint(paint)
        self.canvas.restore()

    def level_sheen(self, colour: Colour, alpha: float) -> None:
        """The sky's light on wet ground, strongest far away."""
        at = self.view.at
        self.blend(
            [at(-30, 0, 300), at(30, 0, 300), (2400, 2400), (-1400, 2400)],
            (0, at(0, 0, 300)[1]),
            (0, 1900),
            [colour, colour],
            alphas=[alpha, 0.0],
            mode=skia.BlendMode.kScreen,
        )

    # Shapes in the place

    def face(self, points: Sequence[Solid], colour: Colour, alpha: float = 1.0) -> None:
        """A flat polygon in metres."""
        self.fill([self.view.at(*point) for point in points], colour, alpha)

    def panel(
        self, x: float, y: tuple[float, float], z: tuple[float, float], colour: Colour, alpha: float = 1.0
    ) -> None:
        """An upright rectangle on a side wall, of one colour."""
        self.face([(x, y[0], z[0]), (x, y[1], z[0]), (x, y[1], z[1]), (x, y[0], z[1])], colour, alpha)

    def side(self, x: float, y: tuple[float, float], z: tuple[float, float], near: Colour, far: Colour) -> None:
        """A wall along the street or room, from its near to its far edge."""
        corners = [(x, y[0], z[0]), (x, y[1], z[0]), (x, y[1], z[1]), (x, y[0], z[1])]
        at = self.view.at
        self.blend([at(*corner) for corner in corners], at(x, 1.6, z[0]), at(x, 1.6, z[1]), [near, far])

    def front(
        self, x: tuple[float, float], y: tuple[float, float], z: float, low: Colour, high: Colour | None = None
    ) -> None:
        """A wall that faces the viewer, shaded from its foot to its top."""
        left, top = self.view.at(x[0], y[1], z)
        right, bottom = self.view.at(x[1], y[0], z)
        self.column(left, top, right, bottom, [high if high is not None else low, low])

    def level(self, y: float, x: tuple[float, float], z: tuple[float, float], near: Colour, far: Colour) -> None:
        """A floor, ceiling or table top."""
        at = self.view.at
        corners = [(x[0], y, z[0]), (x[1], y, z[0]), (x[1], y, z[1]), (x[0], y, z[1])]
        self.blend([at(*corner) for corner in corners], (0, at(0, y, z[0])[1]), (0, at(0, y, z[1])[1]), [near, far])

    def block(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        z: tuple[float, float],
        base: Colour,
        *,
        tone: Callable[[Colour, float], Colour] | None = None,
        light: float = 1.0,
    ) -> None:
        """A box: its front, the top when it is below the eye (the underside above it), and the side in view."""
        tone = tone or self._toned(z[0])
        front = tone(base, light * 0.86)
        if x[0] > 0:
            self.side(x[0], y, z, tone(base, light * 0.66), tone(base, light * 0.56))
        elif x[1] < 0:
            self.side(x[1], y, z, tone(base, light * 0.66), tone(base, light * 0.56))
        if y[1] < self.view.eye:
            self.level(y[1], x, z, tone(base, light * 1.08), tone(base, light * 0.96))
        elif y[0] > self.view.eye:
            self.level(y[0], x, z, tone(base, light * 0.5), tone(base, light * 0.44))
        self.front(x, y, z[0], mix(front, scale(front, 0.8), 0.6), front)

    def _toned(self, metres: float) -> Callable[[Colour, float], Colour]:
        return lambda base, light: self.air.tone(base, metres, light)

    def edge(self, start: Solid, end: Solid, colour: Colour, width: float, alpha: float = 1.0) -> None:
        """A line in metres; `width` in frame units."""
        self.line([self.view.at(*start), self.view.at(*end)], colour, width, alpha)


def _between(start: Spot, end: Spot, share: float) -> Spot:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _path(points: Sequence[Spot], *, close: bool = True) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(*spot) for spot in points], close)
    return path


def _pen(colour: Colour, width: float, alpha: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=argb(colour, alpha),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )
