"""Vignette."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from renderer.stage.lights.maps import grown
from renderer.stage.lights.tone import LIGHTS, Moment, Tone

U8 = npt.NDArray[np.uint8]

_ROWS = 32


@LIGHTS.register("vignette")
def vignette(tone: Tone, moment: Moment) -> None:
    """The corners fall dark, so that the eye goes where the face is."""
    tone.vignette = moment.light.vignette.at(moment.frame)


@functools.lru_cache(maxsize=4)
def vignette_map(width: int, height: int) -> U8:
    """Of so many samples; the same array for every shot of a size (nobody writes to it)."""
    x, y = np.linspace(-1, 1, max(2, width // 2)), np.linspace(-1, 1, max(2, height // 2))[:, None]
    levels = np.empty((y.size, x.size), np.uint8)
    # A few rows at a time: what a whole map needs on the way is memory that the system would have to clear.
    for top in range(0, y.size, _ROWS):
        distance = np.sqrt((x * 0.92) ** 2 + (y[top : top + _ROWS] * 0.86) ** 2)
        share = np.clip((distance - 0.45) / 0.85, 0.0, 1.0)
        levels[top : top + _ROWS] = 255.0 * share * share * (3.0 - 2.0 * share)
    return grown(levels, width, height)
