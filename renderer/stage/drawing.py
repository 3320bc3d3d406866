"""A frame as a list of things to draw: what every compositor understands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from renderer.stage.geometry import SMALLEST_SCALE, Affine, FixedAffine, degenerate, fixed, inverse
from renderer.stage.sheets import Plate, Sheet

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
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
            id(self.source), self.source.version, self.luma, self.chroma, self.opacity, self.gain, self.saturation,
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

    world: list[Blit | Crowd] = field(default_factory=list)
    grade: Grade = field(default_factory=Grade)
    screen: list[Blit | Crowd] = field(default_factory=list)

    def grounded(self) -> bool:
        """Whether a plate lies below everything in the world."""
        first = self.world[0] if self.world else None
        return isinstance(first, Blit) and isinstance(first.source, Plate)

    def key(self) -> tuple[object, ...]:
        """Equal keys draw equal frames (with the same maps)."""
        return (
            tuple(blit.key() for blit in self.world),
            self.grade,
            tuple(blit.key() for blit in self.screen),
        )


_FAINTEST = 1.0 / 512.0
"""Half a step of what eight bits of opacity can show."""
_FARTHEST = 1e9
"""In samples of a source: what lies farther off is not seen, and its map would not fit into 64 bits."""


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
    if not abs(c) + abs(f) < _FARTHEST:
        return None
    luma = fixed((a, b, c + 0.5 * (a + b) - 0.5, d, e, f + 0.5 * (d + e) - 0.5))
    across, down = round(0.5 * (c + a + b - 1.0) * 65536.0), round(0.5 * (f + d + e - 1.0) * 65536.0)
    top, bottom = _rows(source, place)
    return Blit(
        source=source,
        top=top,
        bottom=bottom,
        luma=luma,
        chroma=(luma[0], luma[1], across, luma[3], luma[4], down),
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
    low = first + min(0.0, across) + min(0.0, down) - 2.0
    high = first + max(0.0, across) + max(0.0, down) + 4.0
    return min(1 << 20, max(0, math.floor(low / 2.0) * 2)), min(1 << 20, max(0, math.floor(high / 2.0) * 2))


@dataclass(slots=True, kw_only=True, eq=False)
class Crowd:
    """Many small sheets drawn one after another, their numbers in arrays: objects for each would cost more to make
    than the sheets to draw."""

    flock: Flock
    shown: npt.NDArray[np.intp]
    """Which of the flock's sheets, in order."""
    maps: I64
    """int64 (N, 12): of each the maps of luma and chroma, as in a `Blit`."""
    opacities: npt.NDArray[np.float64]
    edges: I64
    """int64 (2, N): the frame rows within which they lie."""

    def key(self) -> tuple[object, ...]:
        """As a blit's."""
        return id(self.flock), self.shown.tobytes(), self.maps.tobytes(), self.opacities.tobytes()

    def blits(self) -> list[Blit]:
        """Every sheet as a blit of its own."""
        columns = (self.shown.tolist(), self.maps.tolist(), self.opacities.tolist(), *self.edges.tolist())
        return [
            Blit(
                source=self.flock.sources[n],
                luma=tuple(maps[:6]),
                chroma=tuple(maps[6:]),
                opacity=opacity,
                top=top,
                bottom=bottom,
            )
            for n, maps, opacity, top, bottom in zip(*columns, strict=True)
        ]


def as_blits(items: Iterable[Blit | Crowd]) -> Iterator[Blit]:
    """Each by itself."""
    for item in items:
        if isinstance(item, Crowd):
            yield from item.blits()
        else:
            yield item


class Flock:
    """Many small sheets, each at a place of its own, which numpy works out at once."""

    def __init__(self, sources: Sequence[Sheet]) -> None:
        self.sources = tuple(sources)
        self.facts = np.array([(*s.addresses, s.y.shape[1], s.y.shape[0]) for s in sources], np.int64).reshape(-1, 8)
        """int64 (N, 8): where a sheet's arrays lie, its width and height."""
        scales = np.array([(s.scale, s.x_px, s.y_px) for s in sources], np.float64).reshape(-1, 3)
        self._scale, self._x, self._y = scales.T

    def crowd(self, places: npt.NDArray[np.float64], opacities: npt.NDArray[np.float64]) -> Crowd | None:
        """What `blit` gives for every source, in order; places float64 (N, 6), opacities float64 (N,)."""
        a, b, c, d, e, f = places.T
        area = a * e - b * d
        shown = np.flatnonzero((opacities >= _FAINTEST) & (np.sqrt(np.abs(area)) > SMALLEST_SCALE))
        if not shown.size:
            return None
        scale, left, top, facts = self._scale, self._x, self._y, self.facts
        if shown.size < len(self.sources):
            (a, b, c, d, e, f), area, opacities = places[shown].T, area[shown], opacities[shown]
            scale, left, top, facts = scale[shown], left[shown], top[shown], facts[shown]
        k = scale / area
        maps = np.empty((12, shown.size))
        maps[0], maps[1], maps[3], maps[4] = e * k, -b * k, -d * k, a * k
        maps[2], maps[5] = (b * f - e * c) * k - left, (d * c - a * f) * k - top
        maps[6:] = maps[:6]
        maps[8::3] *= 0.5
        # Half a sample is added and taken off again, as in `blit`.
        halves = 0.5 * (maps[:6:3] + maps[1:6:3] - 1.0)
        maps[2:6:3] += halves
        maps[8::3] += halves
        whole = np.rint(maps.T * 65536.0).astype(np.int64)
        d, e = d / scale, e / scale
        edges = _edges(d * left + e * top + f, d * facts[:, 6], e * facts[:, 7])
        return Crowd(flock=self, shown=shown, maps=whole, opacities=opacities, edges=edges)


def _edges(first: F64, across: F64, down: F64) -> I64:
    """As `_rows`: the rows of a sheet's upper left corner, and how many its width and its height reach."""
    edges = np.empty((2, first.size))
    edges[0] = first + np.minimum(across, 0.0) + np.minimum(down, 0.0) - 2.0
    edges[1] = first + np.maximum(across, 0.0) + np.maximum(down, 0.0) + 4.0
    edges *= 0.5
    np.floor(edges, out=edges)
    edges *= 2.0
    np.maximum(edges, 0.0, out=edges)
    return np.minimum(edges, 1 << 20, out=edges).astype(np.int64)
