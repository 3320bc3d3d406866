"""Mouths: one drawing for every viseme, in the mood of the expression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from renderer.crew.figures.tones import Tone, mix
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Colour, Layer
from renderer.crew.house.curves import Points, spline
from show.script import Emotion

MOUTH_Y = 35.0
INSIDE: Colour = (122, 34, 52)
TONGUE: Colour = (226, 112, 118)
Put = Callable[[Points], Points]
"""Puts a drawing around the origin into the face."""
VISEMES = ("rest", "a", "i", "u", "e", "o", "closed")


@dataclass(frozen=True, slots=True)
class MouthMood:
    """`curve` lifts the corners (smile) or drops them; `wide` and `open` scale; `teeth` shows them clenched."""

    curve: float = 0.0
    wide: float = 1.0
    open: float = 1.0
    teeth: bool = False
    skew: float = 0.0
    wobble: float = 0.0


MOODS: dict[Emotion, MouthMood] = {
    Emotion.NEUTRAL: MouthMood(curve=0.25),
    Emotion.JOY: MouthMood(curve=1.5, wide=1.25, open=1.1),
    Emotion.SORROW: MouthMood(curve=-1.0, wide=0.9, open=0.85, wobble=0.5),
    Emotion.RAGE: MouthMood(curve=-1.1, wide=1.3, open=1.2, teeth=True),
    Emotion.FEAR: MouthMood(curve=-0.7, wide=0.85, open=0.9, wobble=1.0),
    Emotion.TENDER: MouthMood(curve=0.9, wide=0.95, open=0.8),
    Emotion.LOVE: MouthMood(curve=1.2, wide=1.0, open=0.9),
    Emotion.SHOCK: MouthMood(curve=-0.3, wide=0.75, open=1.2),
    Emotion.DREAD: MouthMood(curve=-0.6, wide=0.9, open=0.75, wobble=0.6),
    Emotion.SMUG: MouthMood(curve=1.0, wide=1.15, open=0.8, skew=1.0),
    Emotion.RESOLVE: MouthMood(curve=-0.25, wide=1.05, open=1.0),
    Emotion.EXHAUSTED: MouthMood(curve=-0.5, wide=0.9, open=0.75),
    Emotion.EMBARRASSED: MouthMood(curve=0.1, wide=0.75, open=0.75, wobble=1.2),
    Emotion.DEADPAN: MouthMood(curve=0.0, wide=1.0, open=0.7),
}

_OPENINGS: dict[str, tuple[float, float]] = {
    "a": (7.4, 9.0),
    "i": (7.8, 3.8),
    "u": (3.6, 4.2),
    "e": (7.2, 5.6),
    "o": (4.8, 7.4),
}
"""Half-width and height of each open drawing, in head units."""


def draw_mouth(layer: Layer, turn: Turn, viseme: str, mood: MouthMood, skin: Tone, side: float) -> None:
    """One mouth. `side` (−1 or 1) is where a smirk rises."""
    x, squeeze = turn.x(0.0, 45.0), turn.width(0.0)

    def put(points: Points) -> Points:
        moved = points.copy()
        moved[:, 1] += MOUTH_Y - mood.skew * moved[:, 0] * side * 0.14
        moved[:, 0] = moved[:, 0] * squeeze + x
        return moved

    if viseme in _OPENINGS:
        _draw_open(layer, put, viseme, mood, skin)
        return
    half = (5.2 if viseme == "rest" else 4.4) * mood.wide
    lift = mood.curve * 1.5
    if viseme == "rest" and mood.teeth:
        _draw_clenched(layer, put, half * 1.25, skin)
        return
    wave = mood.wobble * 0.8
    line = spline([(-half, -lift), (-half * 0.45, lift * 0.35 - wave), (half * 0.1, lift * 0.45 + wave), (half, -lift)])
    layer.line(put(line), 1.5, mix(skin.line, (74, 14, 32), 0.6), ends=(0.5, 0.5), swell=0.35)
    below = spline([(-1.8, 4.2), (0.2, 4.7), (2.0, 4.1)])
    layer.line(put(below), 0.8, skin.shade, ends=(0.1, 0.1))


def _draw_open(layer: Layer, put: Put, viseme: str, mood: MouthMood, skin: Tone) -> None:
    half, tall = _OPENINGS[viseme]
    half, tall = half * mood.wide, tall * mood.open
    lift = mood.curve * 1.5
    top = [(-half, -lift - 0.4), (-half * 0.4, -1.2 + lift * 0.2), (half * 0.4, -1.2 + lift * 0.2), (half, -lift - 0.4)]
    bottom = [(half * 0.82, tall * 0.55), (half * 0.3, tall), (-half * 0.3, tall), (-half * 0.82, tall * 0.55)]
    if viseme in ("u", "o"):
        top = [(-half, tall * 0.3), (-half * 0.6, -1.4), (half * 0.6, -1.4), (half, tall * 0.3)]
    shape = put(spline([*top, *bottom], closed=True, corners=() if viseme in ("u", "o") else (0, 3)))
    layer.fill(shape, INSIDE)
    with layer.clip(shape):
        layer.fill(
            put(
                spline(
                    [
                        (-half * 0.8, tall * 1.25),
                        (-half * 0.45, tall * 0.55),
                        (half * 0.45, tall * 0.55),
                        (half * 0.8, tall * 1.25),
                    ],
                    closed=True,
                )
            ),
            TONGUE,
        )
        if viseme not in ("u", "o") or mood.teeth:
            deep = min(2.6, tall * 0.34)
            layer.fill(
                put(
                    np.array(
                        [(-half * 0.95, -6.0), (half * 0.95, -6.0), (half * 0.8, deep - 0.7), (-half * 0.8, deep - 0.7)]
                    )
                ),
                (255, 252, 250),
            )
    layer.outline(shape, 1.2, mix(skin.line, (74, 14, 32), 0.6))


def _draw_clenched(layer: Layer, put: Put, half: float, skin: Tone) -> None:
    shape = spline(
        [(-half, 0.6), (-half * 0.6, -1.8), (half * 0.6, -1.8), (half, 0.6), (half * 0.7, 3.0), (-half * 0.7, 3.0)],
        closed=True,
    )
    layer.fill(put(shape), (255, 252, 250))
    layer.line(put(spline([(-half * 0.9, 0.7), (0.0, 0.9), (half * 0.9, 0.7)])), 0.6, skin.line)
    layer.outline(put(shape), 1.0, mix(skin.line, (80, 18, 34), 0.5))
