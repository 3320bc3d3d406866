"""Rays."""

from __future__ import annotations

import functools
import math
import random

import numpy as np
import numpy.typing as npt

from renderer.stage.lights.maps import grown
from renderer.stage.lights.tone import LIGHTS, Moment, Tone, rgb
from renderer.stage.scene import Rays

U8 = npt.NDArray[np.uint8]

_DIRECTIONS = 1 << 15
"""Around the source; the narrowest beam is some thousand of them wide."""


@LIGHTS.register("rays")
def rays(tone: Tone, moment: Moment) -> None:
    """Beams of sunlight fanning in from beyond the frame: hope, summer, somebody remembered."""
    asked = moment.light.rays
    tone.rays = rgb(asked.colour) * max(0.0, asked.strength.at(moment.frame)) * 0.55


def ray_map(asked: Rays, width: int, height: int, seed: int) -> U8:
    """Beams of uneven width fanning out from the source and fading with distance, so many samples.

    The same array for every shot in one light (nobody writes to it).
    """
    return _beams(asked.x, asked.y, width, height, seed)


@functools.lru_cache(maxsize=4)
def _beams(source_x: float, source_y: float, width: int, height: int, seed: int) -> U8:
    draw = random.Random(f"rays {seed}")
    waves = [(draw.uniform(5, 34), draw.uniform(0, math.tau), draw.uniform(0.3, 1.0)) for _ in range(7)]
    columns, rows = max(2, width // 2), max(2, height // 2)
    x = (np.linspace(0, 1, columns) - source_x).astype(np.float32)
    y = ((np.linspace(0, 1, rows)[:, None] - source_y) * height / width).astype(np.float32)
    steps = np.rint((np.arctan2(y, x) + np.float32(math.pi)) * np.float32(_DIRECTIONS / math.tau)).astype(np.int32)
    # Beams differ by direction only: looked up, of those that occur, which takes a tenth of the time.
    first, last = max(0, int(steps.min())), min(_DIRECTIONS, int(steps.max()))
    angles = np.linspace(-math.pi, math.pi, _DIRECTIONS + 1)[first : last + 1]
    beams = sum(weight * np.sin(angles * count + phase) for count, phase, weight in waves)
    beams = np.clip(beams / sum(w for _, _, w in waves) * 1.5 + 0.28, 0.0, 1.0) ** 1.4
    distance = np.hypot(x, y)
    fade = np.exp(-distance * 0.95) * np.clip(distance * 5.0, 0.2, 1.0)
    halo = 0.5 * np.exp(-distance * 2.6)
    levels = 255.0 * (np.take(beams.astype(np.float32), steps - first, mode="clip") * fade + halo)
    return grown(np.clip(levels, 0, 255).astype(np.uint8), width, height)
