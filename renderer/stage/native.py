"""The compiled kernel through ctypes, which lets other threads run while it works."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from renderer.stage import build
from renderer.stage.fixedpoint import blend_numbers, grade_numbers, row_shifts
from renderer.stage.kernel import Chroma, Luma

if TYPE_CHECKING:
    from renderer.stage.drawing import Blit, Grade, LightMaps
    from renderer.stage.sheets import Sheet

_VERSION = 3

# Field for field the C struct Blit.
_BLIT = np.dtype(
    [
        ("luma", np.int64, 6),
        ("chroma", np.int64, 6),
        ("sources", np.uintp, 4),
        ("numbers", np.int32, 12),
    ]
)


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
        ("vignette_half", ctypes.c_void_p),
        ("ray_map", ctypes.c_void_p),
        ("ray_half", ctypes.c_void_p),
        ("glow_map", ctypes.c_void_p),
    )


class NativeKernel:
    """See `Kernel`. With `simd` False the plain C is used even where the processor has AVX2."""

    def __init__(self, library: ctypes.CDLL, *, simd: bool) -> None:
        self._library = library
        self._simd = int(simd)
        self.name = "c/avx2" if simd else "c"

    def convert(self, pixels: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint32]]:
        height, width = pixels.shape[:2]
        pixels = np.ascontiguousarray(pixels)
        ya, uva = np.empty((height, width), np.uint16), np.empty((height // 2, width // 2), np.uint32)
        self._library.stage_convert(_at(pixels), _at(ya), _at(uva), width, height, self._simd)
        return ya, uva

    def draw(self, blits: Sequence[Blit], y: Luma, uv: Chroma) -> None:
        if not blits:
            return
        table = np.array([_entry(item) for item in blits], _BLIT)
        height, width = y.shape
        self._library.stage_draw(_at(table), len(blits), _at(y), _at(uv), width, height, self._simd)

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
        entry = _Grade(
            (ctypes.c_int32 * 9)(*n.matrix),
            (ctypes.c_int32 * 3)(*n.offset),
            (ctypes.c_int32 * 3)(*n.rays),
            n.vignette,
            n.glow,
            0,
            _at(maps.vignette),
            _at(maps.vignette_half),
            _at(maps.rays) if maps.rays is not None else None,
            _at(maps.rays_half) if maps.rays_half is not None else None,
            _at(glow) if glow is not None else None,
        )
        height, width = y.shape
        self._library.stage_grade(
            ctypes.byref(entry), _at(y), _at(uv), _at(out_y), _at(out_uv), width, height, self._simd
        )

    def expand(self, small: npt.NDArray[np.uint8], shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
        out = np.empty(shape, np.uint8)
        self._library.stage_expand(_at(small), small.shape[1], small.shape[0], _at(out), shape[1], shape[0])
        return out

    def lay(self, canvas: Sheet, part: Sheet, shifts_px: npt.NDArray[np.float32], down_px: int) -> None:
        left, top = part.x_px - canvas.x_px, part.y_px - canvas.y_px + down_px
        planes = (
            (self._library.stage_lay_luma, canvas.ya, canvas.rows, part.ya, part.rows, False),
            (self._library.stage_lay_chroma, canvas.uva, canvas.half_rows, part.uva, part.half_rows, True),
        )
        for call, target, target_rows, source, source_rows, half in planes:
            shifts = row_shifts(shifts_px, half=half)
            share = 2 if half else 1
            call(
                _at(target), _at(target_rows), target.shape[1], target.shape[0],
                _at(source), _at(source_rows), source.shape[1], source.shape[0],
                _at(shifts), left // share, top // share, self._simd,
            )  # fmt: skip


def _entry(item: Blit) -> tuple[object, ...]:
    from renderer.stage.sheets import Sheet

    n, source = blend_numbers(item), item.source
    if isinstance(source, Sheet):
        shape, flags = source.ya.shape, (0, int(n.plain))
        places = source.addresses
    else:
        shape, flags = source.y.shape, (1, 1)
        places = (_at(source.y), _at(source.uv), 0, 0)
    gains = (n.luma_gain, n.luma_black, n.chroma_gain, n.chroma_grey, n.opacity, item.top, item.bottom, 0)
    return item.luma, item.chroma, places, (shape[1], shape[0], *flags, *gains)


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
    plane: list[type[ctypes.c_void_p] | type[ctypes.c_int64]] = [pointer, pointer, number, number]
    library.stage_draw.argtypes = [pointer, number, pointer, pointer, number, number, flag]
    library.stage_grade.argtypes = [pointer, *([pointer] * 4), number, number, flag]
    library.stage_convert.argtypes = [pointer, pointer, pointer, number, number, flag]
    for call in (library.stage_lay_luma, library.stage_lay_chroma):
        call.argtypes = [*plane, *plane, pointer, number, number, flag]
    library.stage_expand.argtypes = [pointer, number, number, pointer, number, number]
    for name in ("stage_draw", "stage_expand", "stage_grade", "stage_convert", "stage_lay_luma", "stage_lay_chroma"):
        getattr(library, name).restype = None
    return library


def _at(array: npt.NDArray[np.generic]) -> int:
    """Where a contiguous array lies."""
    return array.ctypes.data
