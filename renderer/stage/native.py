"""The compiled kernel through ctypes, which lets other threads run while it works."""

from __future__ import annotations

import ctypes
import struct
import threading
from collections.abc import Sequence
from functools import cache
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from renderer.stage import build
from renderer.stage.fixedpoint import blend_numbers, glow_cells, grade_numbers, sway_number
from renderer.stage.kernel import Box, Chroma, Luma, Place, Rows, Samples
from renderer.stage.sheets import Plate

if TYPE_CHECKING:
    from renderer.stage.drawing import Blit, Drawing, Grade, LightMaps
    from renderer.stage.sheets import Easel, Piece, Sheet

_VERSION = 9
_STRIP_ROWS = 32
"""The kernel's STRIP."""
_RING_STRIPS = 8
"""The kernel's RING."""

# Field for field the C struct Blit.
_BLIT = struct.Struct("@12q6P12i")
# Field for field the C struct Piece, and as many bytes as a Span takes.
_PIECE = np.dtype([("sources", np.uintp, 7), ("numbers", np.int32, 6)])
_SPAN_BYTES = 32


class _Grade(ctypes.Structure):
    """Field for field the C struct Grade."""

    _fields_ = (
        ("matrix", ctypes.c_int32 * 9),
        ("offset", ctypes.c_int32 * 3),
        ("rays", ctypes.c_int32 * 3),
        ("vignette", ctypes.c_int32),
        ("glow", ctypes.c_int32),
        ("unused", ctypes.c_int32),
        ("vignette_map", ctypes.c_void_p),
        ("ray_map", ctypes.c_void_p),
        ("glow_map", ctypes.c_void_p),
        ("cells_wide", ctypes.c_int64),
        ("cells_high", ctypes.c_int64),
    )


class _Canvas(ctypes.Structure):
    """Field for field the C struct Canvas."""

    _fields_ = (
        ("planes", ctypes.c_void_p * 14),
        ("width", ctypes.c_int64),
    )


class _Frame(ctypes.Structure):
    """Field for field the C struct Frame."""

    _fields_ = (
        ("world", ctypes.c_void_p),
        ("screen", ctypes.c_void_p),
        ("worlds", ctypes.c_int64),
        ("screens", ctypes.c_int64),
        ("spans", ctypes.c_void_p),
        ("grade", ctypes.c_void_p),
        ("ring_y", ctypes.c_void_p),
        ("ring_uv", ctypes.c_void_p),
        ("scratch", ctypes.c_void_p),
        ("out_y", ctypes.c_void_p),
        ("out_uv", ctypes.c_void_p),
        ("width", ctypes.c_int64),
        ("height", ctypes.c_int64),
        ("bare", ctypes.c_int32),
        ("simd", ctypes.c_int32),
    )


class _Painting(ctypes.Structure):
    """Field for field the C struct Painting."""

    _fields_ = (
        ("rgba", ctypes.c_void_p),
        ("pitch", ctypes.c_int64),
        ("wide", ctypes.c_int64),
        ("high", ctypes.c_int64),
        ("left", ctypes.c_int64),
        ("top", ctypes.c_int64),
        ("rows", ctypes.c_void_p),
        ("y", ctypes.c_void_p),
        ("a", ctypes.c_void_p),
        ("uv", ctypes.c_void_p),
        ("half_a", ctypes.c_void_p),
        ("width", ctypes.c_int64),
        ("height", ctypes.c_int64),
    )


class NativeKernel:
    """See `Kernel`. With `simd` False the plain C is used even where the processor has AVX2."""

    def __init__(self, library: ctypes.CDLL, *, simd: bool) -> None:
        self._library = library
        self._simd = int(simd)
        self.name = "c/avx2" if simd else "c"
        self._rooms = threading.local()

    def convert(self, pixels: npt.NDArray[np.uint8], place: Place | None = None) -> Samples:
        pixels = _in_rows(pixels)
        left, top, width, height = place or (0, 0, pixels.shape[1], pixels.shape[0])
        y, a = np.empty((height, width), np.uint8), np.empty((height, width), np.uint8)
        uv, half_a = np.empty((height // 2, width // 2), np.uint16), np.empty((height // 2, width // 2), np.uint8)
        painting = _Painting(
            rgba=_at(pixels),
            pitch=pixels.strides[0],
            wide=pixels.shape[1],
            high=pixels.shape[0],
            left=left,
            top=top,
            rows=_at(self._room("rows", 2 * 4 * width)),
            y=_at(y),
            a=_at(a),
            uv=_at(uv),
            half_a=_at(half_a),
            width=width,
            height=height,
        )
        self._library.stage_convert(ctypes.byref(painting), self._simd)
        return y, a, uv, half_a

    def bounds(self, pixels: npt.NDArray[np.uint8]) -> tuple[Box, bool]:
        pixels, found = _in_rows(pixels), np.empty(5, np.int32)
        self._library.stage_bounds(_at(pixels), pixels.strides[0], pixels.shape[1], pixels.shape[0], _at(found))
        left, top, right, bottom, solid = found.tolist()
        return (left, top, right, bottom), bool(solid)

    def extents(self, alpha: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
        rows = np.empty((alpha.shape[0], 4), np.int32)
        self._library.stage_extents(_at(alpha), alpha.shape[1], alpha.shape[0], _at(rows))
        return rows

    def draw(self, blits: Sequence[Blit], y: Luma, uv: Chroma, rows: Rows | None = None) -> None:
        if not blits:
            return
        table, spans = _table(blits), self._room("spans", len(blits) * _STRIP_ROWS * _SPAN_BYTES)
        self._library.stage_draw(
            table, len(blits), _at(spans), _at(y), _at(uv), y.shape[1], *(rows or (0, y.shape[0])), self._simd
        )

    def compose(self, drawing: Drawing, maps: LightMaps, y: Luma, uv: Chroma) -> None:
        height, width = y.shape
        world, screen = drawing.world, drawing.screen
        tables = _table(world), _table(screen)
        grade, glow = None, None
        if not drawing.grade.rests():
            glow = self._room("cells", prod(glow_cells(y.shape))) if drawing.grade.bloom > 0.0 else None
            grade = _grade(drawing.grade, maps, glow, glow_cells(y.shape))
        ring = self._room("ring", _RING_STRIPS * _STRIP_ROWS * width * 3 // 2)
        frame = _Frame(
            world=ctypes.addressof(tables[0]),
            screen=ctypes.addressof(tables[1]),
            worlds=len(world),
            screens=len(screen),
            spans=_at(self._room("spans", max(len(world), len(screen)) * _STRIP_ROWS * _SPAN_BYTES)),
            grade=ctypes.addressof(grade) if grade is not None else None,
            ring_y=_at(ring),
            ring_uv=_at(ring) + _RING_STRIPS * _STRIP_ROWS * width,
            scratch=_at(self._room("glow", 5 * 2 * prod(glow_cells(y.shape)))),
            out_y=_at(y),
            out_uv=_at(uv),
            width=width,
            height=height,
            bare=int(not world or not isinstance(world[0].source, Plate)),
            simd=self._simd,
        )
        self._library.stage_compose(ctypes.byref(frame))

    def _room(self, name: str, size: int) -> npt.NDArray[np.uint8]:
        """Bytes to work in, the same for every frame: new ones would be cleared by the system first."""
        room: npt.NDArray[np.uint8] | None = getattr(self._rooms, name, None)
        if room is None or room.size < size:
            room = np.empty(max(size, 64), np.uint8)
            setattr(self._rooms, name, room)
        return room

    def glow(self, y: Luma) -> npt.NDArray[np.uint8]:
        cells = np.empty(glow_cells(y.shape), np.uint8)
        scratch = np.empty((5, *cells.shape), np.uint16)
        self._library.stage_glow(_at(y), y.shape[1], _at(cells), cells.shape[1], cells.shape[0], _at(scratch))
        return cells

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
        entry = _grade(grade, maps, glow, glow.shape if glow is not None else (0, 0))
        self._library.stage_grade(
            ctypes.byref(entry),
            _at(y),
            _at(uv),
            _at(out_y),
            _at(out_uv),
            y.shape[1],
            *(rows or (0, y.shape[0])),
            self._simd,
        )

    def assemble(self, easel: Easel, pieces: Sequence[Piece], rows: Rows | None = None) -> None:
        canvas = easel.canvas
        table = np.array([_laid(piece, canvas) for piece in pieces], _PIECE)
        height, width = canvas.y.shape
        planes = (*canvas.addresses, *easel.base.addresses, _at(easel.touched), _at(easel.half_touched))
        target = _Canvas((ctypes.c_void_p * 14)(*planes), width)
        self._library.stage_assemble(ctypes.byref(target), _at(table), len(pieces), *(rows or (0, height)), self._simd)


def _table(blits: Sequence[Blit]) -> ctypes.Array[ctypes.c_char]:
    """The blits as C structs, one after another."""
    size = _BLIT.size
    table = ctypes.create_string_buffer(max(1, size * len(blits)))
    for number, item in enumerate(blits):
        _BLIT.pack_into(table, size * number, *_entry(item))
    return table


def _grade(grade: Grade, maps: LightMaps, glow: npt.NDArray[np.uint8] | None, cells: tuple[int, ...]) -> _Grade:
    n = grade_numbers(grade)
    return _Grade(
        (ctypes.c_int32 * 9)(*n.matrix),
        (ctypes.c_int32 * 3)(*n.offset),
        (ctypes.c_int32 * 3)(*n.rays),
        n.vignette,
        n.glow,
        0,
        _at(maps.vignette),
        _at(maps.rays) if maps.rays is not None else None,
        _at(glow) if glow is not None else None,
        cells[1],
        cells[0],
    )


def _entry(item: Blit) -> tuple[int, ...]:
    n, source = blend_numbers(item), item.source
    height, width = source.y.shape
    plate = isinstance(source, Plate)
    return (
        *item.luma, *item.chroma, *source.addresses,
        width, height, plate, plate or n.plain,
        n.luma_gain, n.luma_black, n.chroma_gain, n.chroma_grey, n.opacity, item.top, item.bottom, 0,
    )  # fmt: skip


def _laid(piece: Piece, canvas: Sheet) -> tuple[object, ...]:
    source = piece.sheet
    height, width = source.y.shape
    place = (source.x_px - canvas.x_px, source.y_px - canvas.y_px)
    return (*source.addresses, _at(piece.weights)), (width, height, *place, sway_number(piece.sway_px), 0)


def load(*, simd: bool | None = None) -> NativeKernel:
    """The kernel that lies beside this module; OSError when it was not built or is of another version."""
    library = _library()
    able = bool(library.stage_has_avx2())
    return NativeKernel(library, simd=able if simd is None else able and simd)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(str(build.TARGET))
    if library.stage_version() != _VERSION:
        raise OSError(f"{build.TARGET.name} is of version {library.stage_version()}, not {_VERSION}")
    pointer, number, flag = ctypes.c_void_p, ctypes.c_int64, ctypes.c_int32
    signatures = {
        "stage_draw": [pointer, number, *([pointer] * 3), number, number, number, flag],
        "stage_compose": [pointer],
        "stage_glow": [pointer, number, pointer, number, number, pointer],
        "stage_grade": [*([pointer] * 5), number, number, number, flag],
        "stage_convert": [pointer, flag],
        "stage_bounds": [pointer, number, number, number, pointer],
        "stage_extents": [pointer, number, number, pointer],
        "stage_assemble": [pointer, pointer, number, number, number, flag],
    }
    for name, arguments in signatures.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, None
    return library


def _in_rows(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """RGBA whose rows are contiguous, though they need not follow one another."""
    return pixels if pixels.strides[1:] == (4, 1) and pixels.strides[0] > 0 else np.ascontiguousarray(pixels)


def _at(array: npt.NDArray[np.generic]) -> int:
    """Where an array lies."""
    return array.ctypes.data
