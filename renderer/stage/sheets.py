"""Pictures as the compositor wants them: planes of Y′CbCr with alpha, padded, with the extent of every row.

A `Sheet` holds luma and alpha at full size (`y`, `a`) and chroma and alpha at half size (`uv`, uint16: Cb in the low
byte, Cr in the high one; `half_a`), premultiplied, bt709, limited range. A `Plate` is the same without alpha. Both
stand on a grid of `scale` samples per painted pixel whose corner is (x_px, y_px).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from renderer.crew.cels import Pixels
from renderer.stage.geometry import SMALLEST_SCALE
from renderer.stage.kernel import Box, kernel

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
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

    y: U8
    a: U8
    uv: U16
    half_a: U8
    rows: I32
    """What shows of each row and what hides all behind it: see `Kernel.extents`."""
    half_rows: I32
    x_px: int
    y_px: int
    scale: float
    version: int = 0
    addresses: tuple[int, int, int, int, int, int] = field(init=False, repr=False)
    """Where the arrays lie, for the compiled kernel; asking numpy for each blit costs more than drawing a petal."""

    def __post_init__(self) -> None:
        y, a, uv, half_a, rows, half_rows = (array.ctypes.data for array in self.arrays())
        self.addresses = (y, a, uv, half_a, rows, half_rows)

    def arrays(self) -> tuple[U8, U8, U16, U8, I32, I32]:
        """Everything that changes when it is drawn anew."""
        return self.y, self.a, self.uv, self.half_a, self.rows, self.half_rows


@dataclass(slots=True, kw_only=True, eq=False)
class Plate:
    """An opaque picture, four samples wide and high at least."""

    y: U8
    uv: U16
    x_px: int
    y_px: int
    scale: float
    version: int = 0
    addresses: tuple[int, int, int, int, int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.addresses = (self.y.ctypes.data, 0, self.uv.ctypes.data, 0, 0, 0)


@dataclass(slots=True, kw_only=True, eq=False)
class Piece:
    """A sheet to be laid on a canvas of the same scale, each row r moved `weights[r]` · `sway_px` to the right."""

    sheet: Sheet
    weights: I32
    """int32 (H,), 15 fractional bits."""
    sway_px: float = 0.0
    address: int = field(init=False, repr=False)
    """Where the weights lie."""

    def __post_init__(self) -> None:
        self.address = self.weights.ctypes.data


@dataclass(slots=True, kw_only=True, eq=False)
class Easel:
    """A canvas on which pieces are laid over a base again and again; what was laid before is undone first."""

    canvas: Sheet
    base: Sheet
    touched: I32
    """int32 (H, 2): columns [from, to) of every row in which the canvas is not its base."""
    half_touched: I32

    @classmethod
    def once(cls, canvas: Sheet) -> Easel:
        """A canvas on which something is laid but once, so that nothing need be kept to undo it with."""
        touched, half_touched = (np.zeros((rows.shape[0], 2), np.int32) for rows in (canvas.rows, canvas.half_rows))
        return cls(canvas=canvas, base=canvas, touched=touched, half_touched=half_touched)

    @classmethod
    def over(cls, base: Sheet) -> Easel:
        """A canvas that is its base."""
        canvas = clear(base.y.shape[1], base.y.shape[0], scale=base.scale, x_px=base.x_px, y_px=base.y_px)
        whole, half = _box(base.rows), _box(base.half_rows)
        canvas.y[whole], canvas.a[whole], canvas.rows[:] = base.y[whole], base.a[whole], base.rows
        canvas.uv[half], canvas.half_a[half], canvas.half_rows[:] = base.uv[half], base.half_a[half], base.half_rows
        touched, half_touched = (np.zeros((rows.shape[0], 2), np.int32) for rows in (base.rows, base.half_rows))
        return cls(canvas=canvas, base=base, touched=touched, half_touched=half_touched)


def _box(rows: I32) -> tuple[slice, slice]:
    """Rows and columns outside which nothing shows."""
    shown = np.flatnonzero(rows[:, 1] >= 0)
    if not shown.size:
        return slice(0), slice(0)
    columns = slice(int(rows[shown, 0].min()), int(rows[shown, 1].max()) + 1)
    return slice(int(shown[0]), int(shown[-1]) + 1), columns


_NOTHING = np.array([1 << 20, -1, 1 << 20, -1], np.int32)
"""The extent of an empty row."""


def weights_of(shares: npt.NDArray[np.floating]) -> I32:
    """Shares (0–1) of a sway as a piece's weights."""
    return np.ascontiguousarray(np.round(shares * 32768.0).astype(np.int32))


def sheet(pixels: Pixels, *, scale: float = 1.0, x_px: int = 0, y_px: int = 0, blur_px: float = 0.0) -> Sheet:
    """A sheet of RGBA pixels (premultiplied, uint8 (H, W, 4)) whose corner lies at (x_px, y_px) of its canvas."""
    scaled, left, top = resampled(pixels, scale=scale, x_px=x_px, y_px=y_px, blur_px=blur_px)
    x0, y0, x1, y1 = _ringed((left, top, left + scaled.shape[1], top + scaled.shape[0]))
    y, a, uv, half_a = kernel().convert(scaled, (left - x0, top - y0, x1 - x0, y1 - y0))
    return of_planes(y, a, uv, half_a, scale=scale, x_px=x0, y_px=y0)


def outline(pixels: Pixels, *, scale: float, x_px: int, y_px: int) -> Box:
    """Where the `sheet` of sharp pixels lies."""
    return _ringed(_covered(pixels, scale, x_px, y_px))


def _ringed(box: Box) -> Box:
    """With a transparent ring, on even samples, or the sheet's chroma grid would not be its canvas'."""
    left, top, right, bottom = box
    left, top, right, bottom = left - left % 2 - PAD_PX, top - top % 2 - PAD_PX, right + PAD_PX, bottom + PAD_PX
    return left, top, right + right % 2, bottom + bottom % 2


def _covered(pixels: Pixels, scale: float, x_px: int, y_px: int) -> Box:
    """The samples of a grid on which a picture lies."""
    height, width = pixels.shape[:2]
    if scale == 1.0:
        return x_px, y_px, x_px + width, y_px + height
    left, top = int(np.floor(x_px * scale)), int(np.floor(y_px * scale))
    right, bottom = int(np.ceil((x_px + width) * scale)), int(np.ceil((y_px + height) * scale))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def sheet_of(alpha: U8, levels: tuple[float, float, float], *, scale: float, x_px: int, y_px: int) -> Sheet:
    """A sheet of one colour (Y, Cb, Cr) and an alpha plane, uint8 (H, W)."""
    height, width = alpha.shape[0] + alpha.shape[0] % 2, alpha.shape[1] + alpha.shape[1] % 2
    left, top = x_px % 2, y_px % 2
    padded = np.zeros((height + 2 * top, width + 2 * left), np.uint8)
    padded[top : top + alpha.shape[0], left : left + alpha.shape[1]] = alpha
    half = padded[::2, ::2].astype(np.uint16)
    for other in (padded[::2, 1::2], padded[1::2, ::2], padded[1::2, 1::2]):
        half += other
    half_a = (half >> 2).astype(np.uint8)
    # 256 levels of alpha are looked up quicker than a plane is multiplied.
    luma, cb, cr = (np.arange(256) * round(256 * level / 255) >> 8 for level in levels)
    y, uv = luma.astype(np.uint8)[padded], (cb | cr << 8).astype(np.uint16)[half_a]
    return of_planes(y, padded, uv, half_a, scale=scale, x_px=x_px - left, y_px=y_px - top)


def of_planes(y: U8, a: U8, uv: U16, half_a: U8, *, scale: float, x_px: int, y_px: int) -> Sheet:
    """A sheet of finished planes, contiguous; the corner lies on even samples."""
    return Sheet(
        y=y, a=a, uv=uv, half_a=half_a, rows=kernel().extents(a), half_rows=kernel().extents(half_a),
        x_px=x_px, y_px=y_px, scale=scale,
    )  # fmt: skip


def plate(pixels: Pixels, *, scale: float = 1.0, x_px: int = 0, y_px: int = 0, blur_px: float = 0.0) -> Plate:
    """A plate of RGBA pixels whose alpha is 255 everywhere; its corner lies at (x_px, y_px)."""
    scaled, left, top = resampled(pixels, scale=scale, x_px=x_px, y_px=y_px, blur_px=blur_px)
    if min(scaled.shape[:2]) > 4:
        # On even samples, as the whole picture's chroma grid would lie.
        scaled, left, top = scaled[top % 2 :, left % 2 :], left + left % 2, top + top % 2
    if min(scaled.shape[:2]) < 4:
        # Bilinear sampling needs two samples of chroma.
        more = [(0, max(0, 4 - edge)) for edge in scaled.shape[:2]]
        scaled = np.pad(scaled, (*more, (0, 0)), mode="edge")
    height, width = scaled.shape[0] // 2 * 2, scaled.shape[1] // 2 * 2
    y, _, uv, _ = kernel().convert(scaled[:height, :width])
    return Plate(y=y, uv=uv, scale=scale, x_px=left, y_px=top)


def plate_of(y: U8, uv: U16, *, scale: float = 1.0, x_px: int = 0, y_px: int = 0) -> Plate:
    """A plate of finished planes (copied)."""
    return Plate(y=y.copy(), uv=uv.copy(), x_px=x_px, y_px=y_px, scale=scale)


def empty_sheet(left: int, top: int, right: int, bottom: int, *, scale: float) -> Sheet:
    """A transparent canvas over [left, right) × [top, bottom), in samples; widened to the even grid."""
    left, top = left - left % 2 - PAD_PX, top - top % 2 - PAD_PX
    width, height = right - left + PAD_PX, bottom - top + PAD_PX
    width, height = width + width % 2, height + height % 2
    return clear(width, height, scale=scale, x_px=left, y_px=top)


def clear(width: int, height: int, *, scale: float = 1.0, x_px: int = 0, y_px: int = 0) -> Sheet:
    """A transparent sheet of so many samples, both even."""
    y, a = np.zeros((2, height, width), np.uint8)
    uv, half_a = np.zeros((height // 2, width // 2), np.uint16), np.zeros((height // 2, width // 2), np.uint8)
    rows, half_rows = (np.tile(_NOTHING, (count, 1)) for count in (height, height // 2))
    return Sheet(
        y=y, a=a, uv=uv, half_a=half_a, rows=rows, half_rows=half_rows, x_px=x_px, y_px=y_px, scale=scale
    )  # fmt: skip


def is_opaque(pixels: Pixels) -> bool:
    """Whether alpha is 255 everywhere."""
    # Mostly a corner or an edge tells.
    return bool((pixels[0, :, 3] == 255).all()) and kernel().bounds(pixels)[1]


def resampled(pixels: Pixels, *, scale: float, x_px: int, y_px: int, blur_px: float = 0.0) -> tuple[Pixels, int, int]:
    """Pixels on a grid of `scale` samples a pixel, area-averaged, and the grid position of their corner."""
    if blur_px >= 0.5:
        pixels, x_px, y_px = _blurred(pixels, blur_px, x_px, y_px)
    if scale == 1.0:
        return pixels, x_px, y_px
    left, top, right, bottom = _covered(pixels, scale, x_px, y_px)
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
