"""The kernel in numpy: slow, plain, and what the compiled one is checked against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from renderer.stage.drawing import Blit, Grade, LightMaps
from renderer.stage.fixedpoint import GradeNumbers, blend_numbers, grade_numbers, row_shifts
from renderer.stage.geometry import FixedAffine
from renderer.stage.kernel import Chroma, Luma
from renderer.stage.sheets import Plate, Sheet

I64 = npt.NDArray[np.int64]

# BT.709 luma coefficients in limited range (219/255, 224/255 of full), 16 fractional bits, and alpha's share of
# the offsets 16 and 128 (ITU-R BT.709-6, items 3.2–3.5).
LUMA = (11966, 40254, 4064, 4112)
CB = (-6596, -22189, 28785, 32897)
CR = (28785, -26145, -2640, 32897)


class ReferenceKernel:
    """See `Kernel`. Integer arithmetic is that of the compiled kernel, operation for operation."""

    name = "numpy"

    def convert(self, pixels: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint32]]:
        wide = pixels.astype(np.int64)
        luma = np.clip((wide @ np.array(LUMA) + 32768) >> 16, 0, 255)
        ya = (luma | wide[..., 3] << 8).astype(np.uint16)
        height, width = pixels.shape[:2]
        four = wide.reshape(height // 2, 2, width // 2, 2, 4).sum(axis=(1, 3))
        cb, cr = (np.clip((four @ np.array(k) + (1 << 17)) >> 18, 0, 255) for k in (CB, CR))
        uva = (cb | cr << 8 | (four[..., 3] + 2 >> 2) << 16).astype(np.uint32)
        return ya, uva

    def draw(self, blits: Sequence[Blit], y: Luma, uv: Chroma) -> None:
        for item in blits:
            if isinstance(item.source, Plate):
                y[:] = _sample([item.source.y.astype(np.int64)], item.luma, y.shape, clamp=True)[0][0]
                cb, cr = (item.source.uv & 255).astype(np.int64), (item.source.uv >> 8).astype(np.int64)
                (cb, cr), _ = _sample([cb, cr], item.chroma, uv.shape, clamp=True)
                uv[:] = (cb | cr << 8).astype(np.uint16)
            else:
                self._blend(item, item.source, y, uv)

    def _blend(self, item: Blit, source: Sheet, y: Luma, uv: Chroma) -> None:
        numbers = blend_numbers(item)
        ya = source.ya.astype(np.int64)
        (luma, alpha), seen = _sample([ya & 255, ya >> 8], item.luma, y.shape, clamp=False)
        if not numbers.plain:
            luma = luma * numbers.luma_gain + alpha * numbers.luma_black >> 8
            alpha = alpha * numbers.opacity >> 8
        y[:] = np.where(seen, np.minimum(luma + (y * _rest(alpha) >> 8), 255), y)
        uva = source.uva.astype(np.int64)
        (cb, cr, alpha), seen = _sample([uva & 255, uva >> 8 & 255, uva >> 16], item.chroma, uv.shape, clamp=False)
        if not numbers.plain:
            cb, cr = (c * numbers.chroma_gain + alpha * numbers.chroma_grey >> 8 for c in (cb, cr))
            alpha = alpha * numbers.opacity >> 8
        rest = _rest(alpha)
        cb = np.minimum(cb + ((uv & 255) * rest >> 8), 255)
        cr = np.minimum(cr + ((uv >> 8) * rest >> 8), 255)
        uv[:] = np.where(seen, cb | cr << 8, uv).astype(np.uint16)

    def grade(
        self,
        y: Luma,
        uv: Chroma,
        out_y: Luma,
        out_uv: Chroma,
        grade: Grade,
        maps: LightMaps,
        glow: npt.NDArray[np.uint8] | None,
    ) -> None:
        n = grade_numbers(grade)
        m = n.matrix
        luma = y.astype(np.int64) - 16
        cb, cr = ((uv & 255).astype(np.int64) - 128) * 64, ((uv >> 8).astype(np.int64) - 128) * 64
        from_chroma = np.repeat(np.repeat(_mul(cb, m[1]) + _mul(cr, m[2]), 2, axis=0), 2, axis=1)
        value = _mul(_sat(_mul(luma * 64, m[0]) + from_chroma), _shade(maps.vignette, n))
        value = _sat(value + _ray(maps.rays, n.rays[0]))
        if glow is not None:
            value = _sat(value + _mul(glow.astype(np.int64) * 128, n.glow))
        out_y[:] = np.clip(_sat(value + n.offset[0]) >> 5, 16, 235)
        four = luma.reshape(uv.shape[0], 2, uv.shape[1], 2).sum(axis=(1, 3)) * 16
        planes = []
        for k in (1, 2):
            mixed = _sat(_sat(_mul(cb, m[3 * k + 1]) + _mul(cr, m[3 * k + 2])) + _mul(four, m[3 * k]))
            value = _mul(mixed, _shade(maps.vignette_half, n))
            value = _sat(value + _ray(maps.rays_half, n.rays[k]))
            planes.append(np.clip(_sat(value + n.offset[k]) >> 5, 16, 240))
        out_uv[:] = planes[0] | planes[1] << 8

    def expand(self, small: npt.NDArray[np.uint8], shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
        (rows, down), (columns, across) = (_steps(n, size) for n, size in zip(shape, small.shape, strict=True))
        wide = small.astype(np.int64)
        upper, lower = wide[np.maximum(rows, 0)], wide[np.minimum(rows + 1, small.shape[0] - 1)]
        tall = upper * (32 - down[:, None]) + lower * down[:, None]
        left, right = tall[:, np.maximum(columns, 0)], tall[:, np.minimum(columns + 1, small.shape[1] - 1)]
        grown: npt.NDArray[np.uint8] = (left * (32 - across) + right * across >> 10).astype(np.uint8)
        return grown

    def lay(self, canvas: Sheet, part: Sheet, shifts_px: npt.NDArray[np.float32], down_px: int) -> None:
        for half in (False, True):
            shifts = row_shifts(shifts_px, half=half)
            left, top = part.x_px - canvas.x_px, part.y_px - canvas.y_px + down_px
            if half:
                left, top = left // 2, top // 2
                _lay(canvas.uva, canvas.half_rows, part.uva, part.half_rows, shifts, left, top, (0, 8), 16)
            else:
                _lay(canvas.ya, canvas.rows, part.ya, part.rows, shifts, left, top, (0,), 8)


def _mul(a: I64, b: I64 | int) -> I64:
    """A product of two numbers with 15 fractional bits, rounded (the processor's `pmulhrsw`)."""
    product: I64 = a * b + 0x4000 >> 15
    return product


def _steps(length: int, size: int) -> tuple[I64, I64]:
    """For every sample the cell before it and the way to the next in 32nds; cells are sixteen samples wide."""
    place = 2 * np.arange(length) + 1 - 16
    return np.minimum(place >> 5, size - 1), place & 31


def _sat(a: I64) -> I64:
    return np.clip(a, -32768, 32767)


def _shade(shape: npt.NDArray[np.uint8], n: GradeNumbers) -> I64:
    shade: I64 = 32767 - shape.astype(np.int64) * n.vignette
    return shade


def _ray(shape: npt.NDArray[np.uint8] | None, strength: int) -> I64:
    return np.zeros(1, np.int64) if shape is None else _mul(shape.astype(np.int64) * 128, strength)


def _rest(alpha: I64) -> I64:
    """What of the picture below shows through, of 256; exactly 0 under alpha 255 and 256 under 0."""
    rest: I64 = 256 - alpha - (alpha >> 7)
    return rest


def _sample(
    planes: Sequence[I64], affine: FixedAffine, shape: tuple[int, ...], *, clamp: bool
) -> tuple[list[I64], npt.NDArray[np.bool_]]:
    """Bilinear samples of each plane at every frame position, and where the position lies within the source."""
    height, width = planes[0].shape
    a, b, c, d, e, f = affine
    row, column = np.mgrid[0 : shape[0], 0 : shape[1]]
    u, v = a * column + b * row + c, d * column + e * row + f
    last_u, last_v = (width - 1 << 16) - 1, (height - 1 << 16) - 1
    seen = (u >= 0) & (u <= last_u) & (v >= 0) & (v <= last_v)
    u, v = np.clip(u, 0, last_u), np.clip(v, 0, last_v)
    x, y, across, down = u >> 16, v >> 16, u >> 8 & 255, v >> 8 & 255
    samples = []
    for plane in planes:
        left = plane[y, x] * (256 - down) + plane[y + 1, x] * down >> 8
        right = plane[y, x + 1] * (256 - down) + plane[y + 1, x + 1] * down >> 8
        samples.append(left * (256 - across) + right * across >> 8)
    del clamp
    return samples, seen


def _lay(
    canvas: npt.NDArray[np.unsignedinteger],
    canvas_rows: npt.NDArray[np.int32],
    part: npt.NDArray[np.unsignedinteger],
    part_rows: npt.NDArray[np.int32],
    shifts: npt.NDArray[np.int32],
    left: int,
    top: int,
    colours: tuple[int, ...],
    alpha_bit: int,
) -> None:
    height, width = canvas.shape
    for row in range(part.shape[0]):
        target = row + top
        first, last = int(part_rows[row, 0]), int(part_rows[row, 1])
        if last < 0 or not 0 <= target < height:
            continue
        whole, across = int(shifts[row]) >> 8, int(shifts[row]) & 255
        start = left + whole
        # A sample takes from itself and its left neighbour, so a row reaches one further to the right.
        x0, x1 = max(1, first, -start), min(part.shape[1] - 1, last + 1, width - 1 - start)
        if x1 < x0:
            continue
        here, before = (part[row, x0 + k : x1 + 1 + k].astype(np.int64) for k in (0, -1))
        below = canvas[target, start + x0 : start + x1 + 1].astype(np.int64)
        mix = [
            (here >> bit & 255) * (256 - across) + (before >> bit & 255) * across >> 8 for bit in (*colours, alpha_bit)
        ]
        rest = _rest(mix[-1])
        out = np.zeros_like(below)
        for bit, value in zip((*colours, alpha_bit), mix, strict=True):
            out |= np.minimum(value + ((below >> bit & 255) * rest >> 8), 255) << bit
        canvas[target, start + x0 : start + x1 + 1] = out
        canvas_rows[target, 0] = min(canvas_rows[target, 0], start + x0)
        canvas_rows[target, 1] = max(canvas_rows[target, 1], start + x1)
