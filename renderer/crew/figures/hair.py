"""Hair on the head: cap, back, fringe, locks and ties, each as a drawing of its own that can sway."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from renderer.crew.figures.clumps import Clump, across, draw_clump, ring_y, strand
from renderer.crew.figures.haircuts import Cut
from renderer.crew.figures.tones import Tone
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, ellipse, spline


@dataclass(frozen=True, slots=True)
class Strand:
    """A drawing that sways: where it hangs from (head units) and how far its tip goes."""

    name: str
    layer: Layer
    root_y: float
    sway: float


def cap_outline(cut: Cut, turn: Turn) -> Points:
    """The silhouette of the hair on the skull, down to the ears."""
    v = cut.volume
    shift = turn.x(0.0, 14.0)
    knots = [(-41.5 - v * 0.35, 10.0), (-41.5 - v * 0.6, -12.0), (-38 - v * 0.6, -32.0), (-24 - v * 0.2, -48 - v * 0.5)]
    top = [(-9.0, -52.5 - v), (9.0, -52.5 - v)]
    right = [(-x, y) for x, y in reversed(knots)]
    outline = spline([*knots, *top, *right])
    outline[:, 0] -= shift * 0.35
    return outline


def fall_area(cut: Cut, turn: Turn) -> Points:
    """Where fringe and locks may be: under the cap's silhouette, and anywhere below the ears."""
    outer = cap_outline(cut, turn)
    left, right = outer[0], outer[-1]
    below = [
        (right[0] + 3, 16),
        (right[0] + 26, 44),
        (right[0] + 26, 260),
        (left[0] - 26, 260),
        (left[0] - 26, 44),
        (left[0] - 3, 16),
    ]
    return np.vstack([outer, np.array(below)])


def draw_cap(layer: Layer, cut: Cut, turn: Turn, tone: Tone, *, light_left: bool) -> None:
    """Everything above the hairline; the fringe hangs over its lower edge."""
    outer = cap_outline(cut, turn)
    hairline = turn.points(
        spline([(37, 12), (36.5, -6), (32, -18), (20, -27), (0, -31), (-20, -27), (-32, -18), (-36.5, -6), (-37, 12)]),
        46.0,
    )
    shape = np.vstack([outer, hairline])
    layer.fill(shape, tone.base)
    dark = 1.0 if light_left else -1.0
    with layer.clip(shape):
        layer.fill(
            spline(
                [
                    (dark * 60, -70),
                    (dark * 24, -62),
                    (dark * 33, -38),
                    (dark * 36, -14),
                    (dark * 38, 14),
                    (dark * 60, 14),
                ],
                closed=True,
                corners=(0, 1, 4, 5),
            ),
            tone.shade,
        )
        _draw_halo(layer, turn, tone)
    for x in (-26.0, -13.0, 12.0, 25.0):
        at = across(turn, x)
        strand(layer, [(at * 0.35, -57 - cut.volume * 0.3), (at * 0.85, -46), (at * 1.1, -32)], tone)
    if cut.spikes:
        _draw_spikes(layer, cut, turn, tone, light_left)
    layer.line(outer, 1.35, tone.line, ends=(0.4, 0.4))


def _draw_halo(layer: Layer, turn: Turn, tone: Tone) -> None:
    """The ring of light where no clump covers the cap."""
    xs = np.linspace(-36, 36, 25)
    upper = np.array([(across(turn, x), ring_y(x) - 3.2) for x in xs])
    lower = np.array([(across(turn, x), ring_y(x) + (2.4 if n % 2 else -0.4)) for n, x in enumerate(xs)])
    layer.fill(np.vstack([upper, lower[::-1]]), tone.light, alpha=0.55)


def _draw_spikes(layer: Layer, cut: Cut, turn: Turn, tone: Tone, light_left: bool) -> None:
    for n in range(cut.spikes):
        share = n / max(1, cut.spikes - 1)
        angle = math.radians(-165 + 150 * share)
        x, y = 38 * math.cos(angle), -14 + 44 * math.sin(angle)
        reach = 10 + 5 * math.sin(n * 2.4)
        tip = (x * 1.0 + reach * math.cos(angle) * 1.05, y + reach * math.sin(angle) * 0.95)
        side = Clump((x * 0.72, y * 0.72 - 4), (x * 0.96, y * 0.97, 7.0), tip, root_half=8.0)
        draw_clump(layer, side, turn, tone, light_left=light_left, ring=None)


def draw_back(layer: Layer, cut: Cut, turn: Turn, tone: Tone) -> None:
    """What hangs behind head and neck, in the shadow of both; ends in points."""
    wide = 43.5 + cut.volume * 0.55 + cut.flare
    low = cut.length
    side = max(12.0, low * 0.45)
    left = [(-34.0, -40.0), (-44.5, -10.0), (-wide, side), (-wide * (0.9 if low < 70 else 0.98), low - 10)]
    tips: list[tuple[float, float]] = []
    count = 5 if low < 60 else 7
    for n in range(count):
        x = -wide * 0.86 + 2 * wide * 0.86 * n / (count - 1)
        tips.append((x, low + (3.0 if n % 2 else -4.0)))
        if n < count - 1:
            tips.append((x + wide * 0.86 / (count - 1), low - 9.0))
    right = [(-x, y) for x, y in reversed(left)]
    knots = [*left, *tips, *right]
    corners = [0, *range(len(left), len(left) + len(tips), 2), len(knots) - 1]
    shape = spline(knots, closed=True, corners=corners)
    shape[:, 0] -= turn.side * min(1.0, turn.amount) * 3.0
    layer.fill(shape, tone.shade)
    with layer.clip(shape):
        for x in (-0.8, -0.5, 0.5, 0.8):
            edge = spline([(x * wide * 1.02, -20), (x * wide * 1.06, side), (x * wide * 0.95, low)])
            layer.line(edge, 5.5, tone.base, ends=(0.2, 0.1), alpha=0.75)
        for x in (-0.65, -0.25, 0.3, 0.62):
            strand(layer, [(x * wide, 0), (x * wide * 1.05, side), (x * wide * 0.92, low - 4)], tone, 1.0)
    layer.outline(shape, 1.3, tone.line)


def draw_tie(cut: Cut, turn: Turn, tone: Tone, ribbon: Tone, *, light_left: bool) -> tuple[list[Strand], list[Strand]]:
    """What is tied: drawings behind the head, and drawings in front of the body."""
    behind: list[Strand] = []
    front: list[Strand] = []
    away = -turn.side
    match cut.tie:
        case "ponytail":
            layer = Layer()
            x = away * 20
            clumps = [
                Clump(
                    (x * 0.4, -50),
                    (x + away * 24, -8 + 6 * n, 10.5 - n),
                    (x + away * (22 - 9 * n), 74 + 9 * n),
                    bend=away * -5,
                    root_half=7,
                )
                for n in range(3)
            ]
            for clump in reversed(clumps):
                draw_clump(layer, clump, turn, tone, light_left=light_left, ring=None)
            _draw_knot(layer, across(turn, x * 0.55), -47, ribbon)
            behind.append(Strand("ponytail", layer, -46.0, 9.0))
        case "twin-tails":
            for side in (-1.0, 1.0):
                layer = Layer()
                for n in (1, 0):
                    clump = Clump(
                        (side * 42, -30),
                        (side * (59 - 5 * n), 10, 10.5 - 2 * n),
                        (side * (52 - 16 * n), 92 - 8 * n),
                        bend=side * 5,
                        root_half=6,
                    )
                    draw_clump(layer, clump, turn, tone, light_left=light_left, ring=None)
                _draw_knot(layer, across(turn, side * 44), -29, ribbon)
                behind.append(Strand(f"tail-{'left' if side < 0 else 'right'}", layer, -29.0, 8.0))
        case "bun":
            layer = Layer()
            x = across(turn, away * 6)
            for shape, tint in ((ellipse(x, -61, 16.5, 14.5), tone.base),):
                layer.fill(shape, tint)
                with layer.clip(shape):
                    layer.fill(ellipse(x + (6 if light_left else -6), -57, 16, 13), tone.shade, alpha=0.9)
                    strand(layer, [(x - 13, -64), (x, -70), (x + 13, -62)], tone)
                    strand(layer, [(x - 12, -56), (x + 2, -60), (x + 13, -54)], tone)
                layer.outline(shape, 1.3, tone.line)
            _draw_knot(layer, x, -49, ribbon)
            behind.append(Strand("bun", layer, -48.0, 0.6))
        case "braid":
            layer = Layer()
            x = away * 37.0
            for n in range(6, -1, -1):
                y, size = 34 + n * 11.0, 8.6 - n * 0.6
                for half in (-1.0, 1.0):
                    knot = ellipse(across(turn, x) + half * size * 0.42, y, size * 0.72, 7.4, tilt=half * 0.6)
                    layer.fill(knot, tone.base if half * (1 if light_left else -1) < 0 else tone.shade)
                    layer.outline(knot, 1.0, tone.line)
            _draw_knot(layer, across(turn, x), 110, ribbon)
            front.append(Strand("braid", layer, 28.0, 4.0))
        case "low-tail":
            layer = Layer()
            clump = Clump((away * 20, 30), (away * 33, 62, 8), (away * 24, 118), bend=away * 3, root_half=6)
            draw_clump(layer, clump, turn, tone, light_left=light_left, ring=None)
            behind.append(Strand("low-tail", layer, 32.0, 5.0))
    return behind, front


def _draw_knot(layer: Layer, x: float, y: float, ribbon: Tone) -> None:
    """A bow."""
    for side in (-1.0, 1.0):
        wing = spline(
            [(x, y), (x + side * 9, y - 7.5), (x + side * 12, y), (x + side * 9, y + 6.5)], closed=True, corners=(0,)
        )
        layer.fill(wing, ribbon.base)
        layer.fill(spline([(x, y), (x + side * 8, y + 1), (x + side * 9, y + 6)], closed=True), ribbon.shade)
        layer.outline(wing, 1.0, ribbon.line)
    layer.fill(ellipse(x, y, 3.2, 3.8), ribbon.base)
    layer.outline(ellipse(x, y, 3.2, 3.8), 1.0, ribbon.line)


def draw_ahoge(layer: Layer, cut: Cut, turn: Turn, tone: Tone) -> None:
    """The one lock that never lies down."""
    x, y = across(turn, 2.0), -52 - cut.volume
    shape = spline(
        [
            (x - 2.5, y + 4),
            (x - 5, y - 9),
            (x + 6, y - 19),
            (x + 15, y - 13),
            (x + 5, y - 11),
            (x + 1.5, y - 4),
            (x + 2.5, y + 4),
        ],
        closed=True,
        corners=(0, 3, 6),
    )
    layer.fill(shape, tone.base)
    layer.outline(shape, 1.1, tone.line)
