"""The compiled kernel through ctypes, which lets other threads run while it works."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Sequence
from functools import cache
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from renderer.stage import build
from renderer.stage.fixedpoint import glow_cells
from renderer.stage.kernel import Box, Chroma, Luma, Place, Rows, Samples
from renderer.stage.structs import CCanvas, CFrame, CGrade, CPainting, Table, at, grade_of, pieces_of, table_of

if TYPE_CHECKING:
    from renderer.stage.drawing import Blit, Crowd, Drawing, Grade, LightMaps
    from renderer.stage.sheets import Easel, Piece

_VERSION = 11
_STRIP_ROWS = 32
"""The kernel's STRIP."""
_RING_STRIPS = 8
"""The kernel's RING."""
_MOST_FRAMES = 2
"""The kernel's MOST_FRAMES."""
_SPAN_BYTES = 32
"""As many as the C struct Span takes."""


class NativeKernel:
    """See `Kernel`. `simd` chooses the road: 0 plain C, 1 AVX2, 2 AVX-512."""

    def __init__(self, library: ctypes.CDLL, *, simd: int) -> None:
        self._library = library
        self._simd = simd
        self.name = ("c", "c/avx2", "c/avx512")[simd]
        self._rooms = threading.local()

    def convert(self, pixels: npt.NDArray[np.uint8], place: Place | None = None) -> Samples:
        pixels = _in_rows(pixels)
        left, top, width, height = place or (0, 0, pixels.shape[1], pixels.shape[0])
        y, a = np.empty((height, width), np.uint8), np.empty((height, width), np.uint8)
        uv, half_a = np.empty((height // 2, width // 2), np.uint16), np.empty((height // 2, width // 2), np.uint8)
        painting = CPainting(
            rgba=at(pixels),
            pitch=pixels.strides[0],
            wide=pixels.shape[1],
            high=pixels.shape[0],
            left=left,
            top=top,
            rows=at(self._room("rows", 2 * 4 * width)),
            y=at(y),
            a=at(a),
            uv=at(uv),
            half_a=at(half_a),
            width=width,
            height=height,
        )
        self._library.stage_convert(ctypes.byref(painting), self._simd)
        return y, a, uv, half_a

    def bounds(self, pixels: npt.NDArray[np.uint8]) -> tuple[Box, bool]:
        pixels, found = _in_rows(pixels), np.empty(5, np.int32)
        self._library.stage_bounds(at(pixels), pixels.strides[0], pixels.shape[1], pixels.shape[0], at(found))
        left, top, right, bottom, solid = found.tolist()
        return (left, top, right, bottom), bool(solid)

    def extents(self, alpha: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
        rows = np.empty((alpha.shape[0], 4), np.int32)
        self._library.stage_extents(at(alpha), alpha.shape[1], alpha.shape[0], at(rows))
        return rows

    def draw(self, blits: Sequence[Blit | Crowd], y: Luma, uv: Chroma, rows: Rows | None = None) -> None:
        if not blits:
            return
        table, count = table_of(blits)
        spans = self._room("spans", count * _STRIP_ROWS * _SPAN_BYTES)
        self._library.stage_draw(
            at(table), count, at(spans), at(y), at(uv), y.shape[1], *(rows or (0, y.shape[0])), self._simd
        )

    def compose(self, drawings: Sequence[Drawing], maps: LightMaps, outs: Sequence[tuple[Luma, Chroma]]) -> None:
        for first in range(0, len(drawings), _MOST_FRAMES):
            some = slice(first, first + _MOST_FRAMES)
            tables = [(table_of(drawing.world), table_of(drawing.screen)) for drawing in drawings[some]]
            most = max(count for pair in tables for _, count in pair)
            spans = self._room("spans", most * _STRIP_ROWS * _SPAN_BYTES)
            frames = (CFrame * len(tables))()
            grades = []
            for number, (drawing, out) in enumerate(zip(drawings[some], outs[some], strict=True)):
                grades.append(self._grade(drawing.grade, maps, out[0], number))
                frames[number] = self._frame(tables[number], grades[-1], out, number)
                frames[number].spans, frames[number].bare = at(spans), int(not drawing.grounded())
            self._library.stage_compose(ctypes.byref(frames), len(frames))

    def _grade(self, grade: Grade, maps: LightMaps, y: Luma, number: int) -> CGrade | None:
        if grade.rests():
            return None
        cells = glow_cells(y.shape)
        return grade_of(grade, maps, self._room(f"cells {number}", prod(cells)) if grade.bloom > 0.0 else None, cells)

    def _frame(
        self, tables: tuple[Table, Table], grade: CGrade | None, out: tuple[Luma, Chroma], number: int
    ) -> CFrame:
        """One of several that are composed at once, each with rooms of its own."""
        (world, worlds), (screen, screens) = tables
        height, width = out[0].shape
        ring = self._room(f"ring {number}", _RING_STRIPS * _STRIP_ROWS * width * 3 // 2)
        return CFrame(
            world=at(world),
            screen=at(screen),
            worlds=worlds,
            screens=screens,
            grade=ctypes.addressof(grade) if grade is not None else None,
            ring_y=at(ring),
            ring_uv=at(ring) + _RING_STRIPS * _STRIP_ROWS * width,
            scratch=at(self._room(f"glow {number}", 5 * 2 * prod(glow_cells(out[0].shape)))),
            out_y=at(out[0]),
            out_uv=at(out[1]),
            width=width,
            height=height,
            simd=self._simd,
        )

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
        self._library.stage_glow(at(y), y.shape[1], at(cells), cells.shape[1], cells.shape[0], at(scratch))
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
        entry = grade_of(grade, maps, glow, glow.shape if glow is not None else (0, 0))
        self._library.stage_grade(
            ctypes.byref(entry),
            at(y),
            at(uv),
            at(out_y),
            at(out_uv),
            y.shape[1],
            *(rows or (0, y.shape[0])),
            self._simd,
        )

    def assemble(self, easel: Easel, pieces: Sequence[Piece], rows: Rows | None = None) -> None:
        canvas = easel.canvas
        table = pieces_of(pieces, canvas)
        height, width = canvas.y.shape
        planes = (*canvas.addresses, *easel.base.addresses, at(easel.touched), at(easel.half_touched))
        target = CCanvas((ctypes.c_void_p * 14)(*planes), width)
        self._library.stage_assemble(ctypes.byref(target), table, len(pieces), *(rows or (0, height)), self._simd)


def load(*, simd: int = 2) -> NativeKernel:
    """The kernel that lies beside this module, on the widest road the processor has up to `simd`.

    OSError when it was not built or is of another version.
    """
    library = _library()
    return NativeKernel(library, simd=min(simd, library.stage_simd()))


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(str(build.TARGET))
    version = getattr(library, "stage_version", None)
    if version is None or version() != _VERSION:
        raise OSError(f"{build.TARGET.name} is of version {version() if version else 'unknown'}, not {_VERSION}")
    pointer, number, flag = ctypes.c_void_p, ctypes.c_int64, ctypes.c_int32
    signatures = {
        "stage_draw": [pointer, number, *([pointer] * 3), number, number, number, flag],
        "stage_compose": [pointer, number],
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
