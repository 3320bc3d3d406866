"""A frame as a list of things to draw: what every compositor understands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from renderer.stage.geometry import SMALLEST_SCALE, Affine, FixedAffine, degenerate, fixed, inverse
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


_FAINTEST = 1.0 / 512.0
"""Half a step of what eight bits of opacity can show."""


def blit(
    source: Sheet | Plate, place: Affine, *, opacity: float = 1.0, gain: float = 1.0, saturation: float = 1.0
) -> Blit | None:
    """Draw a source whose painted pixels `place` maps to frame pixels; None when nothing of it would show.

    Sample i covers [i, i + 1) of its grid, and so does pixel x: half a sample is added and taken off again. A chroma
    sample stands in the middle of its four luma samples.
    """
    if opacity < _FAINTEST or degenerate(place):
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


class Flock:
    """Many small sheets, each at a place of its own, which numpy works out at once: ten times as fast as `blit`."""

    def __init__(self, sources: Sequence[Sheet]) -> None:
        self._sources = sources
        facts = [(s.scale, s.x_px, s.y_px, s.y.shape[1], s.y.shape[0]) for s in sources]
        self._scale, self._x, self._y, self._width, self._height = np.array(facts, np.float64).reshape(-1, 5).T

    def blits(self, places: npt.NDArray[np.float64], opacities: npt.NDArray[np.float64]) -> list[Blit]:
        """What `blit` gives for every source, in order; places float64 (N, 6), opacities float64 (N,)."""
        a, b, c, d, e, f = places.T
        area = a * e - b * d
        shown = np.flatnonzero((opacities >= _FAINTEST) & (np.sqrt(np.abs(area)) > SMALLEST_SCALE))
        if shown.size < len(self._sources):
            a, b, c, d, e, f = places[shown].T
            area = area[shown]
        scale, x, y = self._scale[shown], self._x[shown], self._y[shown]
        tops, bottoms = self._rows(shown, d / scale, e / scale, f)
        k = scale / area
        back = (e * k, -b * k, (b * f - e * c) * k - x, -d * k, a * k, (d * c - a * f) * k - y)
        across, down = 0.5 * (back[0] + back[1] - 1.0), 0.5 * (back[3] + back[4] - 1.0)
        luma = _whole(back[0], back[1], back[2] + across, back[3], back[4], back[5] + down)
        chroma = _whole(back[0], back[1], 0.5 * back[2] + across, back[3], back[4], 0.5 * back[5] + down)
        drawn = zip(shown.tolist(), luma, chroma, tops, bottoms, opacities[shown].tolist(), strict=True)
        return [
            Blit(source=self._sources[n], luma=one, chroma=half, top=top, bottom=bottom, opacity=opacity)
            for n, one, half, top, bottom, opacity in drawn
        ]

    def _rows(
        self, shown: npt.NDArray[np.intp], d: npt.NDArray[np.float64], e: npt.NDArray[np.float64],
        f: npt.NDArray[np.float64],
    ) -> tuple[list[int], list[int]]:  # fmt: skip
        """As the function of that name."""
        first = d * self._x[shown] + e * self._y[shown] + f
        across, down = d * self._width[shown], e * self._height[shown]
        low = first + np.minimum(across, 0.0) + np.minimum(down, 0.0) - 2.0
        high = first + np.maximum(across, 0.0) + np.maximum(down, 0.0) + 4.0
        even = (np.floor(edge / 2.0) * 2.0 for edge in (low, high))
        top, bottom = (np.clip(edge, 0, 1 << 20).astype(np.int64).tolist() for edge in even)
        return top, bottom


def _whole(*columns: npt.NDArray[np.float64]) -> list[FixedAffine]:
    """`fixed` of many maps."""
    return [tuple(row) for row in np.rint(np.stack(columns, axis=1) * 65536.0).astype(np.int64).tolist()]
