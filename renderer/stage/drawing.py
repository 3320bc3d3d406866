"""A frame as a list of things to draw: what every compositor understands."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from renderer.stage.geometry import Affine, FixedAffine, degenerate, fixed, inverse
from renderer.stage.sheets import Plate, Sheet

Clip = tuple[int, int, int, int]
"""Left, top, right, bottom in frame pixels; even numbers."""


@dataclass(slots=True, kw_only=True, eq=False)
class Blit:
    """A sheet or plate through inverse maps: from frame samples to the sheet's luma and chroma samples.

    `opacity`, `gain` (1 as painted, 0 black) and `saturation` are 0–1 and act on sheets only.
    """

    source: Sheet | Plate
    luma: FixedAffine
    chroma: FixedAffine
    opacity: float = 1.0
    gain: float = 1.0
    saturation: float = 1.0
    top: int = 0
    bottom: int = 1 << 20
    """Frame rows outside which nothing of a sheet shows, so that a petal costs a petal's rows; even numbers."""

    def key(self) -> tuple[object, ...]:
        """Equal keys draw equal pixels."""
        return (
            id(self.source), self.source.version, self.luma, self.opacity, self.gain, self.saturation,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The light on a finished composition, linear in Y′CbCr.

    `matrix` (row by row) acts on (Y−16, Cb−128, Cr−128), then the vignette darkens, then rays, bloom and
    `offset` (in levels) are added. `rays` are the levels of Y, Cb, Cr at the brightest point of the map.
    """

    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    vignette: float = 0.0
    rays: tuple[float, float, float] = (0.0, 0.0, 0.0)
    bloom: float = 0.0

    def rests(self) -> bool:
        """Whether it leaves pictures as they are."""
        return self == Grade()


@dataclass(slots=True, kw_only=True, eq=False)
class LightMaps:
    """Where vignette and rays fall: uint8 (H/2, W/2), 255 is full. So soft that luma needs them no finer."""

    vignette: npt.NDArray[np.uint8]
    rays: npt.NDArray[np.uint8] | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Drawing:
    """One frame: what is in the world, the light on it, and what lies on the screen."""

    world: list[Blit] = field(default_factory=list)
    grade: Grade = field(default_factory=Grade)
    screen: list[Blit] = field(default_factory=list)

    def key(self) -> tuple[object, ...]:
        """Equal keys draw equal frames (with the same maps)."""
        return (
            tuple(blit.key() for blit in self.world),
            self.grade,
            tuple(blit.key() for blit in self.screen),
        )


def blit(
    source: Sheet | Plate, place: Affine, *, opacity: float = 1.0, gain: float = 1.0, saturation: float = 1.0
) -> Blit | None:
    """Draw a source whose painted pixels `place` maps to frame pixels; None when nothing of it would show.

    Sample i covers [i, i + 1) of its grid, and so does pixel x: half a sample is added and taken off again. A chroma
    sample stands in the middle of its four luma samples.
    """
    if opacity < 1.0 / 512.0 or degenerate(place):
        return None
    a, b, c, d, e, f = inverse(place)
    s = source.scale
    a, b, c, d, e, f = a * s, b * s, c * s - source.x_px, d * s, e * s, f * s - source.y_px
    luma = (a, b, c + 0.5 * (a + b) - 0.5, d, e, f + 0.5 * (d + e) - 0.5)
    chroma = (a, b, 0.5 * (c + a + b - 1.0), d, e, 0.5 * (f + d + e - 1.0))
    top, bottom = _rows(source, place)
    return Blit(
        source=source,
        top=top,
        bottom=bottom,
        luma=fixed(luma),
        chroma=fixed(chroma),
        opacity=opacity,
        gain=gain,
        saturation=saturation,
    )


def _rows(source: Sheet | Plate, place: Affine) -> tuple[int, int]:
    """The frame rows that a sheet can touch, with two to spare; all of them for a plate."""
    if isinstance(source, Plate):
        return 0, 1 << 20
    height, width = source.y.shape
    d, e, f = place[3] / source.scale, place[4] / source.scale, place[5]
    first = d * source.x_px + e * source.y_px + f
    across, down = d * width, e * height
    low = first + min(0.0, across) + min(0.0, down)
    high = first + max(0.0, across) + max(0.0, down)
    top, bottom = (min(1 << 20, max(0, math.floor(edge / 2.0) * 2)) for edge in (low - 2.0, high + 4.0))
    return top, bottom
