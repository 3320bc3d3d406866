"""What the compiled kernel takes, laid out as its C structs are."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from renderer.stage.drawing import Blit, Crowd
from renderer.stage.fixedpoint import blend_numbers, crowd_numbers, grade_numbers, sway_number
from renderer.stage.sheets import Plate

if TYPE_CHECKING:
    from renderer.stage.drawing import Grade, LightMaps
    from renderer.stage.sheets import Piece, Sheet

# Field for field the C struct Blit.
_BLIT = struct.Struct("@12q6P12i")
# Field for field the C struct Piece.
_PIECE = struct.Struct("@7P6i")


class CGrade(ctypes.Structure):
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


class CCanvas(ctypes.Structure):
    """Field for field the C struct Canvas."""

    _fields_ = (
        ("planes", ctypes.c_void_p * 14),
        ("width", ctypes.c_int64),
    )


class CFrame(ctypes.Structure):
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


class CPainting(ctypes.Structure):
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


Table = tuple[npt.NDArray[np.int64], int]
"""C structs one after another, and how many."""


def table_of(items: Sequence[Blit | Crowd]) -> Table:
    """Blits and crowds as C structs, one after another, and how many."""
    rows = [_crowd(item) if isinstance(item, Crowd) else _entry(item) for item in items]
    table = np.frombuffer(b"".join(rows) or bytes(_BLIT.size), np.int64)
    return table, len(table) * table.itemsize // _BLIT.size if rows else 0


def _entry(item: Blit) -> bytes:
    n, source = blend_numbers(item), item.source
    height, width = source.y.shape
    plate = isinstance(source, Plate)
    return _BLIT.pack(
        *item.luma, *item.chroma, *source.addresses,
        width, height, plate, plate or n.plain,
        n.luma_gain, n.luma_black, n.chroma_gain, n.chroma_grey, n.opacity, item.top, item.bottom, 0,
    )  # fmt: skip


def _crowd(crowd: Crowd) -> bytes:
    facts = crowd.flock.facts[crowd.shown]
    table = np.zeros((len(facts), _BLIT.size // 8), np.int64)
    table[:, :12], table[:, 12:18] = crowd.maps, facts[:, :6]
    numbers = table.view(np.int32)[:, 36:]
    numbers[:, :2], numbers[:, 3:9], numbers[:, 9:11] = facts[:, 6:], crowd_numbers(crowd.opacities), crowd.edges.T
    return table.tobytes()


def pieces_of(pieces: Sequence[Piece], canvas: Sheet) -> bytes:
    """Pieces of a canvas as C structs, one after another."""
    return b"".join(_laid(piece, canvas) for piece in pieces)


def _laid(piece: Piece, canvas: Sheet) -> bytes:
    source = piece.sheet
    height, width = source.y.shape
    left, top = source.x_px - canvas.x_px, source.y_px - canvas.y_px
    return _PIECE.pack(*source.addresses, piece.address, width, height, left, top, sway_number(piece.sway_px), 0)


def grade_of(grade: Grade, maps: LightMaps, glow: npt.NDArray[np.uint8] | None, cells: tuple[int, ...]) -> CGrade:
    """A grade with its maps; `cells` are those of the glow, down and across."""
    n = grade_numbers(grade)
    return CGrade(
        (ctypes.c_int32 * 9)(*n.matrix),
        (ctypes.c_int32 * 3)(*n.offset),
        (ctypes.c_int32 * 3)(*n.rays),
        n.vignette,
        n.glow,
        0,
        at(maps.vignette),
        at(maps.rays) if maps.rays is not None else None,
        at(glow) if glow is not None else None,
        cells[1],
        cells[0],
    )


def at(array: npt.NDArray[np.generic]) -> int:
    """Where an array lies."""
    return array.ctypes.data
