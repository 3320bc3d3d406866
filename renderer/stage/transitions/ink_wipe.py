"""Ink wipe."""

from __future__ import annotations

import numpy as np
from PIL import Image

from renderer.stage.tracks import CURVES, Ease
from renderer.stage.transitions.canvas import F32, INK, U8, Canvas, mixed, over_colour
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition


@TRANSITIONS.register(Transition.INK_WIPE)
def ink_wipe(change: Change, incoming: U8, share: float, out: U8) -> None:
    """A ragged brush runs across the frame: old picture, ink, new picture behind it. Somewhere else, now."""
    brush = change.once("brush", lambda: _brush(change.width, change.height, change.seed))
    front = -0.15 + 1.65 * CURVES[Ease.IN_OUT](share)
    inked = np.clip((front - brush) * 60.0, 0.0, 1.0)
    revealed = np.clip((front - 0.34 - brush) * 30.0, 0.0, 1.0)
    middle = np.empty_like(out)
    over_colour(Canvas.of(change.before), 1.0 - inked, INK, Canvas.of(middle))
    mixed(Canvas.of(middle), Canvas.of(incoming), revealed, Canvas.of(out))


def _brush(width: int, height: int, seed: int) -> F32:
    """When the brush reaches each pixel, 0–1: along a slant, ragged by bristles and blots."""
    draw = np.random.default_rng(seed % (1 << 64))
    x, y = np.linspace(0.0, 1.0, width), np.linspace(0.0, 1.0, height)[:, None]
    slant = 0.62 * x + 0.38 * y
    bristles = _noise(draw, 6, 60, width, height) * 0.6 + _noise(draw, 9, 9, width, height)
    fine = _noise(draw, 14, 220, width, height)
    field: F32 = (slant + (bristles - 0.8) * 0.20 + (fine - 0.5) * 0.07).astype(np.float32)
    return field


def _noise(draw: np.random.Generator, columns: int, rows: int, width: int, height: int) -> F32:
    small = Image.fromarray(draw.random((rows, columns), dtype=np.float32))
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), np.float32)
