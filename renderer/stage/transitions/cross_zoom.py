"""Cross zoom."""

from __future__ import annotations

import math

import numpy as np

from renderer.stage.tracks import CURVES, Ease
from renderer.stage.transitions.canvas import U8
from renderer.stage.transitions.change import TRANSITIONS, Change, zoomed
from show.script import Transition


@TRANSITIONS.register(Transition.CROSS_ZOOM)
def cross_zoom(change: Change, incoming: U8, share: float, out: U8) -> None:
    """Into the old picture ever faster, out of the new one ever slower, blurred towards the middle."""
    if share < 0.5:
        zoomed(change.before, 1.0 + 1.6 * CURVES[Ease.IN](share * 2.0), out)
    else:
        zoomed(incoming, 1.0 + 1.6 * (1.0 - CURVES[Ease.OUT](share * 2.0 - 1.0)), out)
    # Each pass averages the picture with itself grown twice as far as before: thirty-two copies for five draws.
    reach = 0.26 * math.sin(math.pi * share) / 31
    grown = np.empty_like(out)
    for doubling in range(5):
        zoomed(out, 1.0 + reach * 2**doubling, grown)
        out[:] = (out.astype(np.uint16) + grown + 1) >> 1
