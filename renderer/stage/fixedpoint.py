"""The numbers of blends, grades and row shifts as the kernels take them: integers with fractional bits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from renderer.stage.drawing import Blit, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class BlendNumbers:
    """Eight fractional bits. Luma becomes luma·gain + alpha·black, chroma chroma·gain + alpha·grey."""

    plain: bool
    luma_gain: int = 256
    luma_black: int = 0
    chroma_gain: int = 256
    chroma_grey: int = 0
    opacity: int = 256


_PLAIN = BlendNumbers(plain=True)


def blend_numbers(item: Blit) -> BlendNumbers:
    """How a sheet's samples change on their way into the frame."""
    if item.opacity >= 1.0 and item.gain >= 1.0 and item.saturation >= 1.0:
        return _PLAIN
    return _blend_numbers(item.opacity, item.gain, item.saturation)


@lru_cache(maxsize=1024)
def _blend_numbers(opacity_share: float, gain: float, saturation: float) -> BlendNumbers:
    opacity = round(256 * min(1.0, max(0.0, opacity_share)))
    gain, colour = min(1.0, max(0.0, gain)), min(1.0, max(0.0, saturation * gain))
    if opacity == 256 and gain == 1.0 and colour == 1.0:
        return _PLAIN
    # Premultiplied black is 16·alpha/255 in luma, grey is 128·alpha/255 in chroma.
    return BlendNumbers(
        plain=False,
        luma_gain=round(opacity * gain),
        luma_black=round(opacity * (1.0 - gain) * 16 / 255),
        chroma_gain=round(opacity * colour),
        chroma_grey=round(opacity * (1.0 - colour) * 128 / 255),
        opacity=opacity,
    )


def crowd_numbers(opacities: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """int32 (N, 6): what `blend_numbers` says of blits with nothing but an opacity, `plain` first."""
    numbers = np.zeros((opacities.size, 6), np.int32)
    shares = np.rint(256.0 * np.clip(opacities, 0.0, 1.0))
    numbers[:, 0] = shares == 256.0
    numbers[:, 1::2] = shares[:, None]
    return numbers


_GLOW = 0.6
"""Share of the blurred bright parts that bloom 1 adds: white clouds glow, faces in daylight keep their drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeNumbers:
    """`matrix` with 14 fractional bits, `rays` and `glow` with 5 + 8, `offset` with 5 (rounding included)."""

    matrix: tuple[int, ...]
    offset: tuple[int, int, int]
    vignette: int
    rays: tuple[int, int, int]
    glow: int


def grade_numbers(grade: Grade) -> GradeNumbers:
    """A grade in integers; factors are held below 2 and offsets within ±900 levels, as 16 bits demand."""
    offset = tuple(
        round(32 * min(900.0, max(-900.0, level))) + 32 * base + 16
        for level, base in zip(grade.offset, (16, 128, 128), strict=True)
    )
    rays = tuple(round(min(32767.0, max(-32768.0, level * 32 * 256 / 255))) for level in grade.rays)
    return GradeNumbers(
        matrix=tuple(round(16384 * min(1.9999, max(-1.9999, factor))) for factor in grade.matrix),
        offset=(offset[0], offset[1], offset[2]),
        vignette=round(128 * min(1.0, max(0.0, grade.vignette))),
        rays=(rays[0], rays[1], rays[2]),
        glow=round(32 * 256 * min(3.9, max(0.0, grade.bloom)) * _GLOW),
    )


def sway_number(sway_px: float) -> int:
    """A displacement with eight fractional bits."""
    return round(256.0 * min(8192.0, max(-8192.0, sway_px)))


def glow_cells(shape: tuple[int, ...]) -> tuple[int, int]:
    """Cells of the glow, down and across, of a luma plane: one for every sixteen samples, a last one from thirteen."""
    return max(1, (shape[0] + 3) // 16), max(1, (shape[1] + 3) // 16)
