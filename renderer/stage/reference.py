"""The kernel in numpy: slow, plain, and what the compiled one is checked against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from renderer.stage.drawing import Blit, Crowd, Drawing, Grade, LightMaps, as_blits
from renderer.stage.fixedpoint import blend_numbers, glow_cells, grade_numbers, sway_number
from renderer.stage.geometry import FixedAffine
from renderer.stage.kernel import Box, Chroma, Luma, Place, Rows, Samples
from renderer.stage.sheets import Easel, Piece, Plate, Sheet

I64 = npt.NDArray[np.int64]

# BT.709 luma coefficients in limited range (219/255, 224/255 of full), 16 fractional bits, and alpha's share of
# the offsets 16 and 128 (ITU-R BT.709-6, items 3.2–3.5).
LUMA = (11966, 40254, 4064, 4112)
CB = (-6596, -22189, 28785, 32897)
CR = (28785, -26145, -2640, 32897)


class ReferenceKernel:
    """See `Kernel`. Integer arithmetic is that of the compiled kernel, operation for operation."""

    name = "numpy"

    def convert(self, pixels: npt.NDArray[np.uint8], place: Place | None = None) -> Samples:
        if place is not None:
            left, top, width, height = place
            around = np.zeros((height, width, 4), np.uint8)
            around[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
            pixels = around
        wide = pixels.astype(np.int64)
        luma = np.clip((wide @ np.array(LUMA) + 32768) >> 16, 0, 255).astype(np.uint8)
        height, width = pixels.shape[:2]
        four = wide.reshape(height // 2, 2, width // 2, 2, 4).sum(axis=(1, 3))
        cb, cr = (np.clip((four @ np.array(k) + (1 << 17)) >> 18, 0, 255) for k in (CB, CR))
        half_alpha = (four[..., 3] + 2 >> 2).astype(np.uint8)
        return luma, pixels[..., 3].copy(), (cb | cr << 8).astype(np.uint16), half_alpha

    def bounds(self, pixels: npt.NDArray[np.uint8]) -> tuple[Box, bool]:
        alpha = pixels[..., 3]
        columns, rows = np.flatnonzero(alpha.any(axis=0)), np.flatnonzero(alpha.any(axis=1))
        if not rows.size:
            return (0, 0, 0, 0), False
        box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        return box, bool((alpha == 255).all())

    def extents(self, alpha: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
        return np.array([(*_longest(row > 0, whole=True), *_longest(row == 255)) for row in alpha], np.int32)

    def draw(self, blits: Sequence[Blit | Crowd], y: Luma, uv: Chroma, rows: Rows | None = None) -> None:
        rows = rows or (0, y.shape[0])
        for item in as_blits(blits):
            if isinstance(item.source, Plate):
                _put(y, _sample([item.source.y], item.luma, y.shape)[0][0], rows)
                (cb, cr), _ = _sample(_pair(item.source.uv), item.chroma, uv.shape)
                _put(uv, cb | cr << 8, (rows[0] // 2, rows[1] // 2))
            else:
                self._blend(item, item.source, y, uv, rows)

    def _blend(self, item: Blit, source: Sheet, y: Luma, uv: Chroma, rows: Rows) -> None:
        numbers = blend_numbers(item)
        (luma, alpha), seen = _sample([source.y, source.a], item.luma, y.shape)
        if not numbers.plain:
            luma = luma * numbers.luma_gain + alpha * numbers.luma_black >> 8
            alpha = alpha * numbers.opacity >> 8
        _put(y, np.where(seen, np.minimum(luma + (y * _rest(alpha) >> 8), 255), y), rows)
        (cb, cr, alpha), seen = _sample([*_pair(source.uv), source.half_a], item.chroma, uv.shape)
        if not numbers.plain:
            cb, cr = (c * numbers.chroma_gain + alpha * numbers.chroma_grey >> 8 for c in (cb, cr))
            alpha = alpha * numbers.opacity >> 8
        rest = _rest(alpha)
        cb = np.minimum(cb + ((uv & 255) * rest >> 8), 255)
        cr = np.minimum(cr + ((uv >> 8) * rest >> 8), 255)
        _put(uv, np.where(seen, cb | cr << 8, uv), (rows[0] // 2, rows[1] // 2))

    def glow(self, y: Luma) -> npt.NDArray[np.uint8]:
        rows, columns = glow_cells(y.shape)
        picks = [y[r::16, c::16][:rows, :columns].astype(np.int64) for r in (4, 12) for c in (4, 12)]
        # What is brighter than 180 of 235, with four fractional bits.
        bright = np.maximum(sum(picks, np.zeros((rows, columns), np.int64)) - 720, 0) * 605 >> 6
        near, far = _softened(bright, 2), _softened(bright, 5)
        glow: npt.NDArray[np.uint8] = np.minimum(141 * near + 115 * far >> 12, 255).astype(np.uint8)
        return glow

    def grade(
        self,
        y: Luma,
        uv: Chroma,
        out_y: Luma,
        out_uv: Chroma,
        grade: Grade,
        maps: LightMaps,
        glow: npt.NDArray[np.uint8] | None,
        rows: Rows | None = None,
    ) -> None:
        n, rows = grade_numbers(grade), rows or (0, y.shape[0])
        m = n.matrix
        luma = y.astype(np.int64) - 16
        cb, cr = ((uv & 255).astype(np.int64) - 128) * 64, ((uv >> 8).astype(np.int64) - 128) * 64
        shade = 32767 - maps.vignette.astype(np.int64) * n.vignette
        rays = np.zeros_like(cb) if maps.rays is None else maps.rays.astype(np.int64) * 128
        shine = _mul(rays, n.rays[0])
        if glow is not None:
            shine = _sat(shine + _mul(_grown(glow, uv.shape) * 128, n.glow))
        value = _mul(_sat(_mul(luma * 64, m[0]) + _twice(_mul(cb, m[1]) + _mul(cr, m[2]))), _twice(shade))
        _put(out_y, np.clip(_sat(value + _twice(_sat(shine + n.offset[0]))) >> 5, 16, 235), rows)
        four = luma.reshape(uv.shape[0], 2, uv.shape[1], 2).sum(axis=(1, 3)) * 16
        planes = []
        for k in (1, 2):
            mixed = _sat(_sat(_mul(cb, m[3 * k + 1]) + _mul(cr, m[3 * k + 2])) + _mul(four, m[3 * k]))
            value = _mul(mixed, shade) + _sat(_mul(rays, n.rays[k]) + n.offset[k])
            planes.append(np.clip(_sat(value) >> 5, 16, 240))
        _put(out_uv, planes[0] | planes[1] << 8, (rows[0] // 2, rows[1] // 2))

    def compose(self, drawings: Sequence[Drawing], maps: LightMaps, outs: Sequence[tuple[Luma, Chroma]]) -> None:
        for drawing, (y, uv) in zip(drawings, outs, strict=True):
            self._composed(drawing, maps, y, uv)

    def _composed(self, drawing: Drawing, maps: LightMaps, y: Luma, uv: Chroma) -> None:
        graded = not drawing.grade.rests()
        world_y, world_uv = (np.empty_like(y), np.empty_like(uv)) if graded else (y, uv)
        # Where no plate lies, there is black.
        world_y.fill(16)
        world_uv.fill(0x8080)
        self.draw(drawing.world, world_y, world_uv)
        if graded:
            glow = self.glow(world_y) if drawing.grade.bloom > 0.0 else None
            self.grade(world_y, world_uv, y, uv, drawing.grade, maps, glow)
        self.draw(drawing.screen, y, uv)

    def assemble(self, easel: Easel, pieces: Sequence[Piece], rows: Rows | None = None) -> None:
        canvas, base = easel.canvas, easel.base
        rows = rows or (0, canvas.y.shape[0])
        halves = (rows[0] // 2, rows[1] // 2)
        whole, half = slice(*rows), slice(*halves)
        canvas.y[whole], canvas.a[whole], canvas.rows[whole] = base.y[whole], base.a[whole], base.rows[whole]
        canvas.uv[half], canvas.half_a[half] = base.uv[half], base.half_a[half]
        canvas.half_rows[half] = base.half_rows[half]
        easel.touched[whole] = easel.half_touched[half] = 0
        for piece in pieces:
            source, sway = piece.sheet, sway_number(piece.sway_px)
            left, top = source.x_px - canvas.x_px, source.y_px - canvas.y_px
            luma = [(source.y, canvas.y), (source.a, canvas.a)]
            shifts = piece.weights.astype(np.int64) * sway >> 15
            extents = (source.rows, canvas.rows, easel.touched)
            _lay(luma, extents, shifts, left, top, rows)
            chroma = list(zip(_pair(source.uv), _pair(canvas.uv), strict=True))
            shifts = piece.weights[::2].astype(np.int64) * sway >> 16
            extents = (source.half_rows, canvas.half_rows, easel.half_touched)
            _lay([*chroma, (source.half_a, canvas.half_a)], extents, shifts, left // 2, top // 2, halves)


def _longest(shown: npt.NDArray[np.bool_], *, whole: bool = False) -> tuple[int, int]:
    """First and last of the longest run, or of all there is; (2^20, −1) for none."""
    if not shown.any():
        return 1 << 20, -1
    if whole:
        return int(shown.argmax()), len(shown) - 1 - int(shown[::-1].argmax())
    edges = np.flatnonzero(np.diff(np.concatenate([[False], shown, [False]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    best = int((ends - starts).argmax())
    return int(starts[best]), int(ends[best]) - 1


def _put(target: npt.NDArray[np.unsignedinteger], values: I64, rows: tuple[int, int]) -> None:
    """The rows [from, to) of a whole plane of values."""
    target[slice(*rows)] = values[slice(*rows)].astype(target.dtype)


def _pair(uv: Chroma) -> list[npt.NDArray[np.uint8]]:
    samples = uv.view(np.uint8)
    return [samples[:, 0::2], samples[:, 1::2]]


def _softened(plane: I64, radius: int) -> I64:
    """Two box blurs along each axis, which is nearly a Gaussian."""
    share = round(65536 / (2 * radius + 1))
    for _ in range(2):
        for axis in (0, 1):
            pads = [(radius, radius) if a == axis else (0, 0) for a in (0, 1)]
            around = np.pad(plane, pads, mode="edge")
            taken = [np.take(around, range(n, n + plane.shape[axis]), axis=axis) for n in range(2 * radius + 1)]
            plane = np.sum(taken, axis=0) * share + 32768 >> 16
    return plane


def _grown(small: npt.NDArray[np.uint8], shape: tuple[int, ...]) -> I64:
    """A soft map eight times as high and wide (cut to `shape`), bilinear."""
    (rows, down), (columns, across) = (_steps(n, size) for n, size in zip(shape, small.shape, strict=True))
    wide, last_row, last_column = small.astype(np.int64), small.shape[0] - 1, small.shape[1] - 1
    upper, lower = wide[np.clip(rows, 0, last_row)], wide[np.minimum(rows + 1, last_row)]
    tall = upper * (16 - down[:, None]) + lower * down[:, None]
    left, right = tall[:, np.clip(columns, 0, last_column)], tall[:, np.minimum(columns + 1, last_column)]
    grown: I64 = left * (16 - across) + right * across >> 8
    return grown


def _mul(a: I64, b: I64 | int) -> I64:
    """A product of two numbers with 15 fractional bits, rounded (the processor's `pmulhrsw`)."""
    product: I64 = a * b + 0x4000 >> 15
    return product


def _steps(length: int, size: int) -> tuple[I64, I64]:
    """For every sample the cell before it and the way to the next in 16ths; cells are eight samples wide."""
    place = 2 * np.arange(length) + 1 - 8
    return np.minimum(place >> 4, size - 1), place & 15


def _sat(a: I64) -> I64:
    return np.clip(a, -32768, 32767)


def _twice(a: I64) -> I64:
    """A half-size plane at full size."""
    return np.repeat(np.repeat(a, 2, axis=0), 2, axis=1)


def _rest(alpha: I64) -> I64:
    """What of the picture below shows through, of 256; exactly 0 under alpha 255 and 256 under 0."""
    rest: I64 = 256 - alpha - (alpha >> 7)
    return rest


def _sample(
    planes: Sequence[npt.NDArray[np.uint8]], affine: FixedAffine, shape: tuple[int, ...]
) -> tuple[list[I64], npt.NDArray[np.bool_]]:
    """Bilinear samples of each plane at every frame position, and where the position lies within the source."""
    height, width = planes[0].shape
    a, b, c, d, e, f = affine
    row, column = np.mgrid[0 : shape[0], 0 : shape[1]]
    u, v = a * column + b * row + c, d * column + e * row + f
    last_u, last_v = (width - 1 << 16) - 1, (height - 1 << 16) - 1
    seen = (u >= 0) & (u <= last_u) & (v >= 0) & (v <= last_v)
    u, v = np.clip(u, 0, last_u), np.clip(v, 0, last_v)
    x, y, across, down = u >> 16, v >> 16, u >> 9 & 127, (v & 65535) >> 1
    samples = []
    for plane in planes:
        wide = plane.astype(np.int64)
        upper = wide[y, x] * (128 - across) + wide[y, x + 1] * across
        lower = wide[y + 1, x] * (128 - across) + wide[y + 1, x + 1] * across
        samples.append(upper + ((lower - upper) * down + 0x3FFF >> 15) + 64 >> 7)
    return samples, seen


def _lay(
    planes: Sequence[tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]],
    extents: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]],
    shifts: I64,
    left: int,
    top: int,
    rows: tuple[int, int],
) -> None:
    """Parts over canvases, pair by pair, the last of them the alphas."""
    (part, canvas), (part_rows, canvas_rows, touched) = planes[-1], extents
    for row in range(max(0, rows[0] - top), min(part.shape[0], rows[1] - top)):
        first, last = int(part_rows[row, 0]), int(part_rows[row, 1])
        whole, across = int(shifts[row]) >> 8, (int(shifts[row]) & 255) >> 1
        start = left + whole
        # A sample takes from itself and its left neighbour, so a row reaches one further to the right.
        x0, x1 = max(1, first, -start), min(part.shape[1] - 1, last + 1, canvas.shape[1] - 1 - start)
        if last < 0 or x1 < x0:
            continue
        here, before = slice(x0, x1 + 1), slice(x0 - 1, x1)
        pairs = [(source[row, here].astype(np.int64), source[row, before].astype(np.int64)) for source, _ in planes]
        mixed = [one * (128 - across) + other * across + 64 >> 7 for one, other in pairs]
        rest = _rest(mixed[-1])
        for (_, target), values in zip(planes, mixed, strict=True):
            below = target[row + top, start + x0 : start + x1 + 1]
            below[:] = np.minimum(values + (below * rest >> 8), 255)
        solid = (start + max(x0, int(part_rows[row, 2]) + 1), start + min(x1, int(part_rows[row, 3])))
        _extend(canvas_rows[row + top], touched[row + top], (start + x0, start + x1), solid)


def _extend(
    row: npt.NDArray[np.int32], touched: npt.NDArray[np.int32], laid: tuple[int, int], solid: tuple[int, int]
) -> None:
    """The extents of a canvas' row after something was laid over it, first and last sample of each inclusive."""
    row[:2] = min(row[0], laid[0]), max(row[1], laid[1])
    if touched[0] >= touched[1]:
        touched[:] = laid[0], laid[1] + 1
    touched[:] = min(touched[0], laid[0]), max(touched[1], laid[1] + 1)
    if solid[0] > solid[1]:
        return
    if row[2] <= row[3] and solid[0] <= row[3] + 1 and solid[1] + 1 >= row[2]:
        row[2:] = min(row[2], solid[0]), max(row[3], solid[1])
    elif row[2] > row[3] or solid[1] - solid[0] > row[3] - row[2]:
        row[2:] = solid
