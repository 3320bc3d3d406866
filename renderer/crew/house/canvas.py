"""A thin layer over skia: recorded drawings with lines of varying width, cel shading and tight cropping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import skia

from renderer.crew.cels import Picture, Pixels
from renderer.crew.house.curves import Points, along, ribbon

Colour = tuple[int, int, int]
"""Red, green, blue, 0–255, sRGB."""

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a·x + b·y + c, y' = d·x + e·y + f."""


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colour running from `start` to `end`, or outwards from `start` over `radius`. Stops: (0–1, colour, alpha)."""

    stops: tuple[tuple[float, Colour, float], ...]
    start: tuple[float, float]
    end: tuple[float, float] = (0.0, 0.0)
    radius: float = 0.0

    def shader(self) -> skia.Shader:
        colours = [skia.Color(*c, round(a * 255)) for _, c, a in self.stops]
        offsets = [t for t, _, _ in self.stops]
        if self.radius > 0:
            return skia.GradientShader.MakeRadial(self.start, self.radius, colours, offsets)
        return skia.GradientShader.MakeLinear([self.start, self.end], colours, offsets)


Ink = Colour | Gradient


def as_path(points: Points, *, close: bool = True) -> skia.Path:
    """A polygon of the points."""
    return skia.Path.Polygon([*map(skia.Point, points[:, 0].tolist(), points[:, 1].tolist())], close)


def united(shapes: Sequence[Points]) -> Points:
    """The outline of all shapes together; where they don't touch, only the largest piece."""
    path = as_path(shapes[0])
    for shape in shapes[1:]:
        path = skia.Op(path, as_path(shape), skia.PathOp.kUnion_PathOp)
    pieces: list[list[tuple[float, float]]] = []
    for verb, points in path:
        if verb == skia.Path.kMove_Verb:
            pieces.append([(points[0].x(), points[0].y())])
        elif verb == skia.Path.kLine_Verb:
            pieces[-1].append((points[1].x(), points[1].y()))
    return max(
        (np.array(piece) for piece in pieces), key=lambda piece: float(np.ptp(piece[:, 0]) * np.ptp(piece[:, 1]))
    )


def _paint(ink: Ink, alpha: float, blur: float, atop: bool) -> skia.Paint:
    paint = skia.Paint(AntiAlias=True)
    if isinstance(ink, Gradient):
        paint.setShader(ink.shader())
        paint.setAlphaf(alpha)
    else:
        paint.setColor(skia.Color(*ink, round(max(0.0, min(1.0, alpha)) * 255)))
    if blur > 0:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    if atop:
        paint.setBlendMode(skia.BlendMode.kSrcATop)
    return paint


class Layer:
    """One drawing, recorded in drawing units and rasterised at any size.

    `weight` multiplies the width of every line, so that distant figures keep readable outlines. `warp` moves the
    points of everything drawn: how a whole figure turns or shifts its weight.
    """

    def __init__(self, weight: float = 1.0, warp: Callable[[Points], Points] | None = None) -> None:
        self.weight = weight
        self._warp = warp
        self._recorder = skia.PictureRecorder()
        self._canvas = self._recorder.beginRecording(skia.Rect.MakeLTRB(-9e4, -9e4, 9e4, 9e4))
        self._record: skia.Picture | None = None
        self._box: list[float] = []
        self._clips: list[tuple[float, float, float, float]] = []

    def fill(self, shape: Points, ink: Ink, *, alpha: float = 1.0, blur: float = 0.0, atop: bool = False) -> None:
        """Fill a closed shape. `atop` paints only on what this layer already holds: the way to shade."""
        if len(shape) < 3:
            return
        shape = self._warped(shape)
        self._canvas.drawPath(as_path(shape), _paint(ink, alpha, blur, atop))
        if not atop:
            self._grow(shape, blur * 3)

    def line(
        self,
        curve: Points,
        width: float,
        ink: Ink,
        *,
        ends: tuple[float, float] = (0.25, 0.25),
        swell: float = 0.3,
        alpha: float = 1.0,
        atop: bool = False,
    ) -> None:
        """A line of varying width: `ends` are the widths at both ends as shares, `swell` how soon it is full."""
        if len(curve) < 2:
            return
        t = along(curve)
        s = max(0.01, min(0.5, swell))
        shares = np.interp(t, [0.0, s, 1.0 - s, 1.0], [ends[0], 1.0, 1.0, ends[1]])
        self.fill(ribbon(curve, shares * width * self.weight), ink, alpha=alpha, atop=atop)

    def outline(self, shape: Points, width: float, ink: Ink, *, alpha: float = 1.0, atop: bool = False) -> None:
        """A closed line around a shape, of even width."""
        shape = self._warped(shape)
        paint = _paint(ink, alpha, 0.0, atop)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(width * self.weight)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        self._canvas.drawPath(as_path(shape), paint)
        if not atop:
            self._grow(shape, width * self.weight)

    @contextmanager
    def clip(self, shape: Points) -> Iterator[None]:
        """What is drawn inside this block stays inside the shape."""
        shape = self._warped(shape)
        self._canvas.save()
        self._canvas.clipPath(as_path(shape), skia.ClipOp.kIntersect, True)
        self._clips.append((*shape.min(axis=0), *shape.max(axis=0)))
        try:
            yield
        finally:
            self._clips.pop()
            self._canvas.restore()

    def draw(self, other: Layer, matrix: Matrix = (1, 0, 0, 0, 1, 0), *, alpha: float = 1.0) -> None:
        """Draw another layer's drawing into this one, moved by a matrix."""
        if not other._box:
            return
        a, b, c, d, e, f = matrix
        self._canvas.save()
        self._canvas.concat(skia.Matrix.MakeAll(a, b, c, d, e, f, 0, 0, 1))
        paint = skia.Paint(Alphaf=alpha) if alpha < 1 else None
        self._canvas.drawPicture(other._finished(), None, paint)
        self._canvas.restore()
        x0, y0, x1, y1 = other._box
        corners = np.array([(x0, y0), (x1, y0), (x0, y1), (x1, y1)])
        self._grow(moved_by(corners, matrix), 0)

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of everything drawn, or None when nothing was."""
        return (self._box[0], self._box[1], self._box[2], self._box[3]) if self._box else None

    def picture(self, matrix: Matrix, width_px: int, height_px: int, *, margin_px: int = 4) -> Picture | None:
        """Rasterise through `matrix`, cropped to the drawing within a canvas; even offsets and sizes.

        Returns None when nothing of the drawing lies on the canvas.
        """
        if not self._box:
            return None
        x0, y0, x1, y1 = self._box
        corners = moved_by(np.array([(x0, y0), (x1, y0), (x0, y1), (x1, y1)]), matrix)
        left, top = (max(0, int(np.floor(v)) - margin_px) & ~1 for v in corners.min(axis=0))
        right = min(width_px, int(np.ceil(corners[:, 0].max())) + margin_px)
        bottom = min(height_px, int(np.ceil(corners[:, 1].max())) + margin_px)
        wide, high = (right - left + 1) & ~1, (bottom - top + 1) & ~1
        if wide <= 0 or high <= 0:
            return None
        a, b, c, d, e, f = matrix
        return Picture(pixels=self._raster((a, b, c - left, d, e, f - top), wide, high), x_px=left, y_px=top)

    def _raster(self, matrix: Matrix, wide: int, high: int) -> Pixels:
        pixels = np.zeros((high, wide, 4), dtype=np.uint8)
        surface = skia.Surface(pixels, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType)
        a, b, c, d, e, f = matrix
        canvas = surface.getCanvas()
        canvas.concat(skia.Matrix.MakeAll(a, b, c, d, e, f, 0, 0, 1))
        canvas.drawPicture(self._finished())
        surface.flushAndSubmit()
        return pixels

    def _warped(self, shape: Points) -> Points:
        return self._warp(shape) if self._warp is not None else shape

    def _finished(self) -> skia.Picture:
        if self._record is None:
            self._record = self._recorder.finishRecordingAsPicture()
        return self._record

    def _grow(self, shape: Points, pad: float) -> None:
        (x0, y0), (x1, y1) = shape.min(axis=0).tolist(), shape.max(axis=0).tolist()
        x0, y0, x1, y1 = x0 - pad, y0 - pad, x1 + pad, y1 + pad
        for cx0, cy0, cx1, cy1 in self._clips:
            x0, y0, x1, y1 = max(x0, cx0), max(y0, cy0), min(x1, cx1), min(y1, cy1)
        if x1 <= x0 or y1 <= y0:
            return
        if not self._box:
            self._box = [x0, y0, x1, y1]
        else:
            b = self._box
            self._box = [min(b[0], x0), min(b[1], y0), max(b[2], x1), max(b[3], y1)]


def moved_by(points: Points, matrix: Matrix) -> Points:
    """Points through a matrix."""
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    return np.stack([a * x + b * y + c, d * x + e * y + f], axis=1)
