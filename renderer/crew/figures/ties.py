"""Tied hair: tails, buns and braids, with what ties them."""

from __future__ import annotations

from dataclasses import dataclass

from renderer.crew.figures.clumps import Clump, across, draw_clump, strand
from renderer.crew.figures.haircuts import Cut
from renderer.crew.figures.tones import Tone
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import ellipse, spline


@dataclass(frozen=True, slots=True)
class Strand:
    """A drawing that sways: where it hangs from (head units) and how far its tip goes."""

    name: str
    layer: Layer
    root_y: float
    sway: float


@dataclass(frozen=True, slots=True)
class Hanging:
    """What the drawings of tied hair share."""

    turn: Turn
    tone: Tone
    ribbon: Tone
    light_left: bool

    @property
    def away(self) -> float:
        """The side the face turns away from; seen from behind, tails hang nearly in the middle."""
        return -self.turn.side if self.turn.radians else 0.35

    def clumps(self, layer: Layer, clumps: list[Clump]) -> None:
        """Clumps over each other, without the ring of light."""
        for clump in clumps:
            draw_clump(layer, clump, self.turn, self.tone, light_left=self.light_left, ring=None)


def draw_tie(cut: Cut, turn: Turn, tone: Tone, ribbon: Tone, *, light_left: bool) -> tuple[list[Strand], list[Strand]]:
    """What is tied: drawings behind the head, and drawings in front of the body."""
    hanging = Hanging(turn, tone, ribbon, light_left)
    match cut.tie:
        case "ponytail":
            return [_ponytail(hanging)], []
        case "twin-tails":
            return [_twin(hanging, -1.0), _twin(hanging, 1.0)], []
        case "bun":
            return [_bun(hanging)], []
        case "braid":
            return [], [_braid(hanging)]
        case "low-tail":
            return [], [_low_tail(hanging)]
    return [], []


def _ponytail(hanging: Hanging) -> Strand:
    layer, away = Layer(), hanging.away
    clumps = [
        Clump((away * 14, -54), (away * 52, -22, 11.0), (away * 60, 84), bend=away * -9, root_half=8),
        Clump((away * 12, -52), (away * 46, -12, 11.5), (away * 41, 96), bend=away * -6, root_half=8),
        Clump((away * 10, -50), (away * 39, -8, 10.0), (away * 49, 70), bend=away * 3, root_half=8),
    ]
    hanging.clumps(layer, clumps)
    _draw_knot(layer, across(hanging.turn, away * 20), -51, hanging.ribbon)
    return Strand("ponytail", layer, -48.0, 8.0)


def _twin(hanging: Hanging, side: float) -> Strand:
    layer = Layer()
    clumps = [
        Clump((side * 40, -34), (side * 62, 6, 10.0), (side * 66, 104), bend=side * -7, root_half=6),
        Clump((side * 40, -32), (side * 54, 16, 10.5), (side * 47, 122), bend=side * 6, root_half=6),
        Clump((side * 40, -32), (side * 59, 12, 9.0), (side * 60, 84), bend=side * 4, root_half=6),
    ]
    hanging.clumps(layer, clumps)
    _draw_knot(layer, across(hanging.turn, side * 43), -32, hanging.ribbon)
    return Strand(f"tail-{'left' if side < 0 else 'right'}", layer, -30.0, 8.0)


def _bun(hanging: Hanging) -> Strand:
    layer, tone = Layer(), hanging.tone
    x, dark = across(hanging.turn, hanging.away * 8), 1.0 if hanging.light_left else -1.0
    shape = spline(
        [(x - 17, -60), (x - 12, -73), (x + 2, -78), (x + 15, -72), (x + 18, -60), (x + 9, -50), (x - 9, -50)],
        closed=True,
    )
    layer.fill(shape, tone.base)
    with layer.clip(shape):
        layer.fill(ellipse(x + dark * 11, -56, 15, 17), tone.shade)
        layer.fill(ellipse(x - dark * 6, -70, 6, 2.6, tilt=-0.4 * dark), tone.light, alpha=0.85)
        strand(layer, [(x - 15, -64), (x - 2, -71), (x + 14, -66)], tone, 1.0)
        strand(layer, [(x - 14, -57), (x + 1, -63), (x + 15, -59)], tone, 1.0)
    layer.outline(shape, 1.5, tone.line)
    wisp = spline([(x + 8, -74), (x + 15, -82), (x + 19, -80)])
    layer.line(wisp, 1.6, tone.line, ends=(1.0, 0.1))
    _draw_knot(layer, x, -52, hanging.ribbon)
    return Strand("bun", layer, -50.0, 0.6)


def _braid(hanging: Hanging) -> Strand:
    """Over one shoulder, each turn of the braid overlapping the next."""
    layer, tone, x = Layer(), hanging.tone, hanging.away * 36.0
    dark = 1.0 if hanging.light_left else -1.0
    at = across(hanging.turn, x)
    tip = [Clump((x, 108), (x, 122, 5.0), (x - hanging.away * 3, 142), root_half=3.0)]
    hanging.clumps(layer, tip)
    for n in range(7, -1, -1):
        y, size = 32 + n * 10.4, 10.0 - n * 0.62
        for half in (-1.0, 1.0):
            knot = spline(
                [
                    (at, y - 3),
                    (at + half * size * 0.9, y - 6.5),
                    (at + half * size * 1.12, y + 1),
                    (at + half * size * 0.5, y + 8.5),
                    (at - half * 1.0, y + 10),
                ],
                closed=True,
                corners=(0, 4),
            )
            layer.fill(knot, tone.shade if half == dark else tone.base)
            layer.line(knot, 1.2, tone.line, ends=(0.4, 0.4))
            layer.line(
                spline([(at + half * size * 0.7, y - 3), (at + half * size * 0.55, y + 2), (at + half * 1.5, y + 6)]),
                0.7,
                tone.line,
                ends=(0.1, 0.1),
            )
    _draw_knot(layer, at, 112, hanging.ribbon)
    return Strand("braid", layer, 28.0, 3.0)


def _low_tail(hanging: Hanging) -> Strand:
    layer, away = Layer(), hanging.away
    clumps = [
        Clump((away * 30, 30), (away * 37, 72, 8.5), (away * 28, 136), bend=away * -4, root_half=5),
        Clump((away * 31, 32), (away * 40, 66, 6.0), (away * 42, 116), bend=away * 4, root_half=5),
    ]
    hanging.clumps(layer, clumps)
    band = ellipse(across(hanging.turn, away * 33), 42, 6.6, 4.2, tilt=-0.2 * away)
    layer.fill(band, hanging.ribbon.base)
    layer.outline(band, 1.1, hanging.ribbon.line)
    return Strand("low-tail", layer, 32.0, 4.0)


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
