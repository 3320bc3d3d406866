"""Iris."""

from __future__ import annotations

import math

import numpy as np

from renderer.stage.transitions.canvas import F32, INK, U8, Canvas, over_colour
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition


@TRANSITIONS.register(Transition.IRIS)
def iris(change: Change, incoming: U8, share: float, out: U8) -> None:
    """A circle closes on the old picture's face and opens on the new one's: the end of a scene, or a joke."""
    width, height = change.width, change.height
    closing = share < 0.5
    focus = change.asked.outgoing_focus if closing else change.asked.incoming_focus
    x, y = min(1.0, max(0.0, focus.x)) * width, min(1.0, max(0.0, focus.y)) * height
    far = math.hypot(max(x, width - x), max(y, height - y))
    opened = (1.0 - share / 0.47) if share < 0.47 else (share - 0.53) / 0.47
    radius = far * max(0.0, min(1.0, opened)) ** 1.4
    distance = change.once(f"distance {closing}", lambda: _distance(width, height, x, y))
    seen = np.clip((radius - distance) / 3.0, 0.0, 1.0)
    over_colour(Canvas.of(change.before if closing else incoming), seen, INK, Canvas.of(out))


def _distance(width: int, height: int, x: float, y: float) -> F32:
    across, down = np.arange(width) + 0.5 - x, (np.arange(height) + 0.5 - y)[:, None]
    far: F32 = np.hypot(across, down).astype(np.float32)
    return far
