"""Hair on the head: cap, back, fringe and locks, each as a drawing of its own that can sway."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from renderer.crew.figures.clumps import Clump, across, draw_clump, draw_ring, strand
from renderer.crew.figures.haircuts import Cut
from renderer.crew.figures.tones import Tone, mix
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Gradient, Layer, united
from renderer.crew.house.curves import Points, spline


@lru_cache(maxsize=64)
def cap_outline(cut: Cut, turn: Turn) -> Points:
    """The dome of the hair on the skull, from the left ear over the crown to the right one."""
    v = cut.volume
    shift = turn.x(0.0, 14.0)
    knots = [
        (-41.0 - v * 0.2, 12.0),
        (-42.5 - v * 0.5, -10.0),
        (-39.5 - v * 0.6, -30.0),
        (-26 - v * 0.35, -47 - v * 0.6),
    ]
    top = [(-10.0, -53.0 - v), (8.0, -53.5 - v)]
    right = [(-x, y) for x, y in reversed(knots)]
    outline = spline([*knots, *top, *right])
    outline[:, 0] -= shift * 0.35
    return outline


@lru_cache(maxsize=64)
def silhouette(cut: Cut, turn: Turn) -> Points:
    """Dome, spikes and tufts as one closed shape; below it ends with the hairline."""
    outer = cap_outline(cut, turn)
    dome = np.vstack([outer, _hairline(turn)])
    return united([dome, *(_spike(cut, turn, angle, reach) for angle, reach in cut.spikes)]) if cut.spikes else dome


def _hairline(turn: Turn) -> Points:
    knots = [(36.5, -4), (32, -18), (20, -27), (0, -31), (-20, -27), (-32, -18), (-36.5, -4)]
    return turn.points(spline(knots), 46.0)


def _spike(cut: Cut, turn: Turn, degrees: float, reach: float) -> Points:
    """A tip that grows out of the dome and leans away from the crown."""
    a = math.radians(degrees)
    rx, ry = 42.5 + cut.volume * 0.55, 40.0 + cut.volume
    away = 1.0 if degrees < 90 else -1.0
    middle = -turn.x(0.0, 14.0) * 0.35

    def at(angle: float, out: float) -> tuple[float, float]:
        return middle + (rx + out) * math.cos(angle), -14 - (ry + out) * math.sin(angle)

    spread = 0.15 + reach * 0.007
    upper, lower = a + away * spread, a - away * spread
    lean = -away * (0.05 + reach * 0.007)
    knots = [at(upper, -5), at(upper + lean * 0.2, 0.5), at(a + lean * 0.8, reach * 0.62), at(a + lean * 1.5, reach)]
    back = [at(a + lean * 1.0, reach * 0.35), at(lower + lean * 0.3, 0.0), at(lower, -5)]
    return spline([*knots, *back], closed=True, corners=(0, 3, 6))


def fall_area(cut: Cut, turn: Turn) -> Points:
    """Where fringe and locks may be: under the dome's silhouette, and anywhere below the ears."""
    outer = cap_outline(cut, turn)
    left, right = outer[0], outer[-1]
    below = [(right[0] + 28, 68), (right[0] + 28, 260), (left[0] - 28, 260), (left[0] - 28, 68)]
    widened = outer.copy()
    low = outer[:, 1] > -26
    widened[low, 0] += np.sign(outer[low, 0]) * (outer[low, 1] + 26) * 0.3
    return np.vstack([widened, np.array(below)])


@lru_cache(maxsize=64)
def head_shadow(cut: Cut, turn: Turn, light_left: bool) -> Points:
    """Where the crown turns away from the light: on cap and fringe alike."""
    dark, v = (1.0 if light_left else -1.0), cut.volume
    edge = [
        (dark * 16, -75 - v),
        (dark * 25, -54),
        (dark * 32, -36),
        (dark * 36, -14),
        (dark * 42, 12),
        (dark * 54, 40),
    ]
    moved_edge = [(across(turn, x), y) for x, y in edge]
    return spline([*moved_edge, (dark * 90, 44), (dark * 90, -75 - v)], closed=True, corners=(0, 5, 6, 7))


def draw_cap(layer: Layer, cut: Cut, turn: Turn, tone: Tone, *, light_left: bool, behind: bool = False) -> None:
    """Everything above the hairline; the fringe hangs over its lower edge."""
    shape = silhouette(cut, turn)
    layer.fill(shape, tone.base)
    dark = 1.0 if light_left else -1.0
    v = cut.volume
    with layer.clip(shape):
        layer.fill(head_shadow(cut, turn, light_left), tone.shade)
        _draw_sheen(layer, tone, dark, v)
        draw_ring(layer, turn, tone, light_left=light_left, height=cut.ring)
        if not behind:
            whorl = across(turn, 2.0)
            for x in (-30.0, -19.0, -9.0, 11.0, 22.0, 32.0):
                at = across(turn, x)
                start = (whorl + (at - whorl) * 0.25, -54 - v * 0.55)
                strand(layer, [start, (whorl + (at - whorl) * 0.75, -47 - v * 0.2), (at, -34)], tone, 0.9)
    if behind:
        draw_rim(layer, cut, turn, tone)


def _draw_sheen(layer: Layer, tone: Tone, dark: float, volume: float) -> None:
    """A thin light edge on the lit side of the crown."""
    rim = [
        (-dark * (41 + volume * 0.4), -14),
        (-dark * (37 + volume * 0.5), -32),
        (-dark * (24 + volume * 0.2), -47 - volume * 0.55),
    ]
    layer.line(spline(rim), 2.2, mix(tone.light, tone.base, 0.25), ends=(0.05, 0.05), swell=0.5, alpha=0.9)


def draw_rim(layer: Layer, cut: Cut, turn: Turn, tone: Tone) -> None:
    """The outline of dome and spikes, except along the hairline; heavier on the crown's flanks."""
    shape, line = silhouette(cut, turn), _hairline(turn)
    away = np.min(np.hypot(shape[:, None, 0] - line[None, :, 0], shape[:, None, 1] - line[None, :, 1]), axis=1)
    keep = ((away > 2.0) | (shape[:, 1] < -36)) & (shape[:, 1] < 9)
    crown = int(np.argmin(shape[:, 1]))
    count = len(shape)
    last = next((n for n in range(count) if not keep[(crown + n) % count]), count - 1)
    first = next((n for n in range(count) if not keep[(crown - n) % count]), 0)
    run = shape[[(crown + n) % count for n in range(1 - first, last)]]
    layer.line(run, 1.6, tone.line, ends=(0.3, 0.3), swell=0.3)


def draw_back(layer: Layer, cut: Cut, turn: Turn, tone: Tone) -> None:
    """What hangs behind head and neck: clumps in the shadow of both, those at the sides catching light."""
    low = cut.length
    wide = (41.0 if low > 60 else 36.5) + cut.volume * 0.5 + cut.flare
    shift = -turn.side * min(1.0, turn.amount) * 3.0
    deep = Tone(tone.shade, mix(tone.shade, tone.line, 0.4), tone.line, tone.base)
    skull = spline(
        [
            (-40, -30),
            (-42, 0),
            (-wide * 0.9, low * 0.5),
            (0, low * 0.62),
            (wide * 0.9, low * 0.5),
            (42, 0),
            (40, -30),
            (0, -50),
        ],
        closed=True,
    )
    skull[:, 0] += shift
    layer.fill(skull, deep.base)
    count = 7 if low > 60 else 6
    spots = np.linspace(-1, 1, count)
    for n in sorted(range(count), key=lambda k: abs(spots[k])):
        x = float(spots[n])
        drop = low - 7 * abs(x) + (5.0 if n % 2 else -3.0) * (1 if low > 60 else 0.6)
        curl = cut.curl * (1 if x > 0 else -1)
        clump = Clump(
            (x * 33 + shift, -24),
            (x * wide + shift, max(4.0, low * 0.42) if low > 60 else low * 0.2, 9.5 if low > 60 else 7.5),
            (x * wide * 0.97 + shift + curl, drop),
            bend=-curl * 0.9 + x * 2.0,
            root_half=8.0,
        )
        outer = abs(x) > 0.8
        draw_clump(layer, clump, Turn(0.0), tone if outer and low > 60 else deep, light_left=x < 0, ring=None)
    if low > 60:
        veil = Gradient(stops=((0.0, tone.line, 0.0), (1.0, tone.line, 0.28)), start=(0, low * 0.5), end=(0, low))
        layer.fill(np.array([(-90.0, 0.0), (90.0, 0.0), (90.0, low + 9), (-90.0, low + 9)]), veil, atop=True)


def draw_ahoge(layer: Layer, cut: Cut, turn: Turn, tone: Tone) -> None:
    """The one lock that never lies down."""
    x, y = across(turn, 2.0), -52 - cut.volume
    knots = [
        (x - 3, y + 5),
        (x - 5, y - 7),
        (x + 4, y - 17),
        (x + 17, y - 15),
        (x + 7, y - 10),
        (x + 2.5, y - 3),
        (x + 3, y + 5),
    ]
    shape = spline(knots, closed=True, corners=(0, 3, 6))
    layer.fill(shape, tone.base)
    layer.line(shape[: len(shape) - 8], 1.3, tone.line, ends=(0.2, 0.2), swell=0.2)


def draw_behind(layer: Layer, cut: Cut, turn: Turn, tone: Tone, *, light_left: bool) -> None:
    """The back of the head: hair from the whorl down to its length, in overlapping clumps."""
    low = max(cut.length, 34.0)
    wide = 40.0 + cut.volume * 0.5 + cut.flare * min(1.0, low / 60)
    reach = [(-41 - cut.volume * 0.3, -20), (-43 - cut.volume * 0.3, 8), (-wide * 0.96, low * 0.7)]
    mass = spline([*reach, (0, low * 0.8), *[(-x, y) for x, y in reversed(reach)], (0, -52)], closed=True)
    layer.fill(mass, tone.base)
    spots = np.linspace(-1, 1, 9)
    for n in sorted(range(9), key=lambda k: -abs(spots[k])):
        x = float(spots[n])
        curl = cut.curl * (1 if x > 0 else -1) * abs(x)
        clump = Clump(
            (x * 14, -46),
            (x * wide * 0.98, low * 0.25, 8.8),
            (x * wide * (0.92 if low < 60 else 1.0) + curl, low - 5 * abs(x) + (4.0 if n % 2 else -3.0)),
            bend=-curl * 0.9 + x * 2.0,
            root_half=6.0,
        )
        draw_clump(layer, clump, turn, tone, light_left=light_left, ring=None)
