"""Pictures as the compositor wants them: planes of Y′CbCr with alpha, padded, with the extent of every row.

A `Sheet` holds luma and alpha at full size (`ya`, uint16: Y in the low byte, A in the high one) and chroma and
alpha at half size (`uva`, uint32: Cb, Cr, A from the low byte up), premultiplied, bt709, limited range. A `Plate`
is the same without alpha. Both stand on a grid of `scale` samples per painted pixel whose corner is (x_px, y_px).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from renderer.crew.cels import Pixels
from renderer.stage.geometry import SMALLEST_SCALE
from renderer.stage.kernel import kernel

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
I32 = npt.NDArray[np.int32]

PAD_PX = 2
"""Transparent ring, so that bilinear sampling fades out at the edge; even, for the chroma grid."""


def level(size: float) -> float:
    """Samples per painted pixel for a picture shown at most at that size.

    Bilinear sampling aliases when it shrinks below 0.7: then the picture is averaged to its size beforehand.
    """
    return max(SMALLEST_SCALE, size) if size < 0.7 else 1.0


@dataclass(slots=True, kw_only=True, eq=False)
class Sheet:
    """A picture with alpha. `version` changes whenever its samples are drawn anew."""

    ya: U16
    uva: U32
    rows: I32
    """int32 (height, 2): first and last sample of each row that is not transparent; (2^20, −1) for none."""
    half_rows: I32
    x_px: int
    y_px: int
    scale: float
    version: int = 0
    addresses: tuple[int, int, int, int] = field(init=False, repr=False)
    """Where the arrays lie, for the compiled kernel; asking numpy for each blit costs more than drawing a petal."""

    def __post_init__(self) -> None:
        arrays = (self.ya, self.uva, self.rows, self.half_rows)
        self.addresses = (arrays[0].ctypes.data, arrays[1].ctypes.data, arrays[2].ctypes.data, arrays[3].ctypes.data)


@dataclass(slots=True, kw_only=True, eq=False)
class Plate:
    """An opaque picture. `y` has eight bytes of slack behind its last row."""

    y: U8
    uv: U16
    x_px: int
    y_px: int
    scale: float
    version: int = 0
    _slack: U8 = field(repr=False)


def sheet(pixels: Pixels, *, scale: float = 1.0, x_px: int = 0, y_px: int = 0, blur_px: float = 0.0) -> Sheet:
    """A sheet of RGBA pixels (premultiplied, uint8 (H, W, 4)) whose corner lies at (x_px, y_px) of its canvas."""
    scaled, left, top = resampled(pixels, scale=scale, x_px=x_px, y_px=y_px, blur_px=blur_px)
    # The corner must lie on an even sample, or the sheet's chroma grid would not be its canvas'.
    left_pad, top_pad = PAD_PX + left % 2, PAD_PX + top % 2
    height, width = scaled.shape[0] + top_pad + PAD_PX, scaled.shape[1] + left_pad + PAD_PX
    padded = np.zeros((height + height % 2, width + width % 2, 4), np.uint8)
    padded[top_pad : top_pad + scaled.shape[0], left_pad : left_pad + scaled.shape[1]] = scaled
    ya, uva = kernel().convert(padded)
    made = Sheet(
        ya=ya, uva=uva, rows=extent_of(ya >> 8), half_rows=extent_of((uva >> 16) & 255),
        x_px=left - left_pad, y_px=top - top_pad, scale=scale,
    )  # fmt: skip
    return made


def sheet_of(alpha: U8, levels: tuple[float, float, float], *, scale: float, x_px: int, y_px: int) -> Sheet:
    """A sheet of one colour (Y, Cb, Cr) and an alpha plane, uint8 (H, W)."""
    height, width = alpha.shape[0] + alpha.shape[0] % 2, alpha.shape[1] + alpha.shape[1] % 2
    left, top = x_px % 2, y_px % 2
    padded = np.zeros((height + 2 * top, width + 2 * left), np.uint16)
    padded[top : top + alpha.shape[0], left : left + alpha.shape[1]] = alpha
    half = padded.reshape(padded.shape[0] // 2, 2, padded.shape[1] // 2, 2).sum(axis=(1, 3), dtype=np.uint32) // 4
    luma, cb, cr = (round(256 * level / 255) for level in levels)
    ya = (padded * np.uint32(luma) >> 8 | padded.astype(np.uint32) << 8).astype(np.uint16)
    uva = half * np.uint32(cb) >> 8 | (half * np.uint32(cr) >> 8) << 8 | half << 16
    return Sheet(
        ya=ya, uva=uva.astype(np.uint32), rows=extent_of(padded), half_rows=extent_of(half),
        x_px=x_px - left, y_px=y_px - top, scale=scale,
    )  # fmt: skip


def plate(pixels: Pixels, *, scale: float = 1.0, blur_px: float = 0.0) -> Plate:
    """A plate of RGBA pixels whose alpha is 255 everywhere."""
    scaled, left, top = resampled(pixels, scale=scale, x_px=0, y_px=0, blur_px=blur_px)
    height, width = scaled.shape[0] // 2 * 2, scaled.shape[1] // 2 * 2
    ya, uva = kernel().convert(np.ascontiguousarray(scaled[:height, :width]))
    uv = (uva & 0xFFFF).astype(np.uint16)
    return plate_of((ya & 255).astype(np.uint8), uv, scale=scale, x_px=left, y_px=top)


def plate_of(y: U8, uv: U16, *, scale: float = 1.0, x_px: int = 0, y_px: int = 0) -> Plate:
    """A plate of finished planes (copied)."""
    slack = np.zeros(y.size + 8, np.uint8)
    luma = slack[: y.size].reshape(y.shape)
    luma[:] = y
    return Plate(y=luma, uv=np.ascontiguousarray(uv), x_px=x_px, y_px=y_px, scale=scale, _slack=slack)


def empty_sheet(left: int, top: int, right: int, bottom: int, *, scale: float) -> Sheet:
    """A transparent canvas over [left, right) × [top, bottom), in samples; widened to the even grid."""
    left, top = left - left % 2 - PAD_PX, top - top % 2 - PAD_PX
    width, height = right - left + PAD_PX, bottom - top + PAD_PX
    width, height = width + width % 2, height + height % 2
    return Sheet(
        ya=np.zeros((height, width), np.uint16),
        uva=np.zeros((height // 2, width // 2), np.uint32),
        rows=np.tile(np.array([1 << 20, -1], np.int32), (height, 1)),
        half_rows=np.tile(np.array([1 << 20, -1], np.int32), (height // 2, 1)),
        x_px=left,
        y_px=top,
        scale=scale,
    )


def is_opaque(pixels: Pixels) -> bool:
    """Whether alpha is 255 everywhere."""
    return bool((pixels[..., 3] == 255).all())


def resampled(pixels: Pixels, *, scale: float, x_px: int, y_px: int, blur_px: float = 0.0) -> tuple[Pixels, int, int]:
    """Pixels on a grid of `scale` samples a pixel, area-averaged, and the grid position of their corner."""
    if blur_px >= 0.5:
        pixels, x_px, y_px = _blurred(pixels, blur_px, x_px, y_px)
    if scale == 1.0:
        return pixels, x_px, y_px
    height, width = pixels.shape[:2]
    left, top = int(np.floor(x_px * scale)), int(np.floor(y_px * scale))
    right, bottom = int(np.ceil((x_px + width) * scale)), int(np.ceil((y_px + height) * scale))
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    # Room around the source, so that the box may start between two pixels and end beyond the last.
    room = int(np.ceil(2.0 / scale)) + 1
    opaque = is_opaque(pixels)
    around = np.pad(pixels, ((room, room), (room, room), (0, 0)), mode="edge" if opaque else "constant")
    box = (
        left / scale - x_px + room,
        top / scale - y_px + room,
        right / scale - x_px + room,
        bottom / scale - y_px + room,
    )
    # "RGBX" keeps Pillow from premultiplying what is premultiplied already.
    image = Image.frombuffer(
        "RGBX", (around.shape[1], around.shape[0]), np.ascontiguousarray(around), "raw", "RGBX", 0, 1
    )
    method = Image.Resampling.BOX if scale < 1.0 else Image.Resampling.BILINEAR
    small = image.resize((right - left, bottom - top), method, box=box)
    return np.asarray(small).reshape(bottom - top, right - left, 4).copy(), left, top


def _blurred(pixels: Pixels, blur_px: float, x_px: int, y_px: int) -> tuple[Pixels, int, int]:
    opaque = is_opaque(pixels)
    room = 0 if opaque else int(blur_px * 2) + 1
    around = np.pad(pixels, ((room, room), (room, room), (0, 0)))
    image = Image.frombuffer(
        "RGBX", (around.shape[1], around.shape[0]), np.ascontiguousarray(around), "raw", "RGBX", 0, 1
    )
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(blur_px))).reshape(around.shape).copy()
    return soft, x_px - room, y_px - room


def extent_of(alpha: npt.NDArray[np.integer]) -> I32:
    """First and last sample of each row that is not transparent, int32 (height, 2); (2^20, −1) for none."""
    seen = alpha > 0
    some = seen.any(axis=1)
    first = np.where(some, seen.argmax(axis=1), 1 << 20)
    last = np.where(some, alpha.shape[1] - 1 - seen[:, ::-1].argmax(axis=1), -1)
    return np.ascontiguousarray(np.stack([first, last], axis=1).astype(np.int32))
