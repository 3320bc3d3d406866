"""Lightning."""

from __future__ import annotations

import random

import numpy as np

from renderer.stage.lights.tone import F64, GREY, LIGHTS, Moment, Tone, decay, rgb
from renderer.stage.scene import Lightning

_STROKES = ((0, 4, 0.7), (8, 14, 1.0))
"""First frame, frames, strength: a leader, and the stroke that lights the room until it dies away. Two flashes, so
that a blow or a cut beside them leaves three within a second (WCAG 2.2, 2.3.1: no more than three)."""


def brightness(bolt: Lightning, frame: int) -> float:
    """How bright a strike is at a frame of the shot, 0–1."""
    draw = random.Random(f"lightning {bolt.frame} {bolt.seed}")
    gaps = [0, *(draw.randrange(0, 3) for _ in _STROKES[1:])]
    levels = (
        strength * decay(frame - bolt.frame - first - gap, frames)
        for (first, frames, strength), gap in zip(_STROKES, gaps, strict=True)
    )
    return max(levels) * min(1.0, max(0.0, bolt.strength))


@LIGHTS.register("lightning")
def lightning(tone: Tone, moment: Moment) -> None:
    """A strike outside: a flicker and a stroke that bleaches the picture, hard and cold, then lets it fall dark."""
    for bolt in moment.light.lightnings:
        level = brightness(bolt, moment.frame)
        if level <= 0.0:
            continue
        drained: F64 = np.eye(3) * (1.0 - 0.7 * level) + GREY * 0.7 * level
        # Contrast about a dark grey: what was light turns white, shadows stay, and shapes stand out.
        tone.then((1.0 + 0.9 * level) * np.diag(1.0 + (rgb(bolt.colour) - 1.0) * level) @ drained)
        tone.offset = tone.offset - 0.10 * level + 0.16 * level * rgb(bolt.colour)
