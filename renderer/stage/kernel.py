"""The operations on samples that everything on the stage is made of, and who does them on this machine."""

from __future__ import annotations

import functools
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from renderer.stage.drawing import Blit, Crowd, Drawing, Grade, LightMaps
    from renderer.stage.sheets import Easel, Piece

_log = logging.getLogger(__name__)

Luma = npt.NDArray[np.uint8]
"""uint8 (H, W)."""
Chroma = npt.NDArray[np.uint16]
"""uint16 (H/2, W/2): Cb in the low byte, Cr in the high one, as NV12 stores them."""
Rows = tuple[int, int]
"""Rows [from, to) of a luma plane, both even."""
Place = tuple[int, int, int, int]
"""Left, top, and the width and height, both even, of what is laid on."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom; the last two exclusive."""
Samples = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], Chroma, npt.NDArray[np.uint8]]
"""Luma and its alpha, chroma and its alpha at half size."""


class Kernel(Protocol):
    """Operations on samples. Implementations agree to the last bit except where `grade` rounds (±1 level).

    With `rows` only those are written.
    """

    name: str

    def convert(self, pixels: npt.NDArray[np.uint8], place: Place | None = None) -> Samples:
        """RGBA premultiplied uint8 (H, W, 4) as luma and halved chroma with their alphas.

        It lies at its place on a larger transparent picture; without one, H and W are even.
        """
        ...

    def bounds(self, pixels: npt.NDArray[np.uint8]) -> tuple[Box, bool]:
        """What shows of RGBA, uint8 (H, W, 4), all 0 for nothing, and whether alpha is 255 everywhere."""
        ...

    def extents(self, alpha: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
        """int32 (H, 4): of every row the first and last sample above 0, then those of its longest run of 255.

        (2^20, −1) stands for none.
        """
        ...

    def draw(self, blits: Sequence[Blit | Crowd], y: Luma, uv: Chroma, rows: Rows | None = None) -> None:
        """Draw in order over what is there; samples outside a sheet are transparent, outside a plate its edge."""
        ...

    def glow(self, y: Luma) -> npt.NDArray[np.uint8]:
        """Bright parts of a luma plane, spread out; a cell for every sixteen samples across and down."""
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
        rows: Rows | None = None,
    ) -> None:
        """Light from one frame to another (never in place); `glow`, grown bilinearly, is added to luma."""
        ...

    def compose(self, drawings: Sequence[Drawing], maps: LightMaps, outs: Sequence[tuple[Luma, Chroma]]) -> None:
        """Whole frames of one size: the world, its light, and over it the screen; black where no plate lies below
        everything. Neighbours that show the same pictures cost less together."""
        ...

    def assemble(self, easel: Easel, pieces: Sequence[Piece], rows: Rows | None = None) -> None:
        """Make the canvas anew: its base, and over it every piece in order.

        Its `rows` then tell at least what shows, and of what is solid one run.
        """
        ...


@functools.cache
def kernel() -> Kernel:
    """The compiled kernel, or numpy (some fifty times slower, said once in the log) where it was not built."""
    from renderer.stage.native import load

    try:
        return load()
    except OSError as error:
        from renderer.stage.reference import ReferenceKernel

        _log.warning(
            "The stage's compiled kernel is missing (%s): frames are composed with numpy, slowly. "
            "Run `python -m renderer.stage.build` to compile it.",
            error,
        )
        return ReferenceKernel()
