"""Planes of a finished frame, and the few ways in which two of them are mixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renderer.colours import from_hex

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]
Levels = tuple[float, float, float]
"""Y, Cb, Cr in limited range."""

INK: Levels = (21.0, 131.0, 126.0)
"""The house's ink, a violet black."""


@dataclass(slots=True, kw_only=True)
class Canvas:
    """NV12 planes of one frame: `y` uint8 (H, W), `uv` uint16 (H/2, W/2), views of one buffer."""

    y: U8
    uv: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, pixels: U8) -> Canvas:
        """Views of an NV12 buffer, uint8 (H · 3 / 2, W), contiguous."""
        height = pixels.shape[0] * 2 // 3
        return cls(y=pixels[:height], uv=pixels[height:].view(np.uint16))

    def pairs(self) -> U8:
        """Chroma as uint8 (H/2, W/2, 2)."""
        return self.uv.view(np.uint8).reshape(self.uv.shape[0], self.uv.shape[1], 2)


def blended(before: U8, after: U8, share: float, out: U8) -> None:
    """`share` (0–1) of the second frame in the first, everywhere alike."""
    part = round(256 * min(1.0, max(0.0, share)))
    out[:] = before.astype(np.uint16) * (256 - part) + after.astype(np.uint16) * part >> 8


def mixed(below: Canvas, above: Canvas, share: F32, out: Canvas) -> None:
    """`share` (float (H, W), 0–1) of the upper frame over the lower one."""
    part = (share * 256.0).astype(np.int32)
    out.y[:] = below.y + ((above.y.astype(np.int32) - below.y) * part >> 8)
    half = part[::2, ::2, None]
    low = below.pairs().astype(np.int32)
    out.pairs()[:] = low + ((above.pairs() - low) * half >> 8)


def over_colour(above: Canvas, share: F32, colour: Levels, out: Canvas) -> None:
    """`share` (float (H, W), 0–1) of a frame over plain colour."""
    part = (share * 256.0).astype(np.int32)
    base = round(colour[0])
    out.y[:] = base + ((above.y.astype(np.int32) - base) * part >> 8)
    tint = np.array([round(colour[1]), round(colour[2])], np.int32)
    out.pairs()[:] = tint + ((above.pairs().astype(np.int32) - tint) * part[::2, ::2, None] >> 8)


def levels_of(colour: str) -> Levels:
    """A colour written #rrggbb in the frame's levels (ITU-R BT.709-6, limited range)."""
    red, green, blue = (channel / 255.0 for channel in from_hex(colour))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 16.0 + 219.0 * luma, 128.0 + 224.0 * (blue - luma) / 1.8556, 128.0 + 224.0 * (red - luma) / 1.5748
