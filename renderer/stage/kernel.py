"""The four operations on samples that everything on the stage is made of, and who does them on this machine."""

from __future__ import annotations

import functools
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from renderer.stage.drawing import Blit, Grade, LightMaps
    from renderer.stage.sheets import Sheet

_log = logging.getLogger(__name__)

Luma = npt.NDArray[np.uint8]
"""uint8 (H, W)."""
Chroma = npt.NDArray[np.uint16]
"""uint16 (H/2, W/2): Cb in the low byte, Cr in the high one, as NV12 stores them."""


class Kernel(Protocol):
    """Operations on samples. Implementations agree to the last bit except where `grade` rounds (±1 level)."""

    name: str

    def convert(self, pixels: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint32]]:
        """RGBA premultiplied uint8 (H, W, 4), H and W even, as luma with alpha and halved chroma with alpha."""
        ...

    def draw(self, blits: Sequence[Blit], y: Luma, uv: Chroma) -> None:
        """Draw in order over what is there; samples outside a sheet are transparent, outside a plate its edge."""
        ...

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
        """Light from one frame to another (never in place); `glow` uint8 (H, W) is added to luma."""
        ...

    def expand(self, small: npt.NDArray[np.uint8], shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
        """A soft map sixteen times as high and wide (cut to `shape`), bilinear."""
        ...

    def lay(self, canvas: Sheet, part: Sheet, shifts_px: npt.NDArray[np.float32], down_px: int) -> None:
        """Blend a part over a canvas of the same scale; row r goes `shifts_px[r]` right and all `down_px` down."""
        ...


@functools.cache
def kernel() -> Kernel:
    """The compiled kernel, or numpy (some fifty times slower, said once in the log) where it was not built."""
    from renderer.stage.native import load
    from renderer.stage.reference import ReferenceKernel

    try:
        return load()
    except OSError as error:
        _log.warning(
            "The stage's compiled kernel is missing (%s): frames are composed with numpy, slowly. "
            "Run `python -m renderer.stage.build` to compile it.",
            error,
        )
        return ReferenceKernel()
