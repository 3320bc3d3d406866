"""Iris."""

from __future__ import annotations

import math

import numpy as np

from renderer.stage.transitions.canvas import F32, INK, U8, Canvas, over_colour
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition


@TRANSITIONS.register(Transition.IRIS)
def iris(change: Change, incoming: U8, share: float, out: U8) -> None:
    """A circle closes on the old picture and opens on the new one: the end of a scene, or a joke."""
    width, height = change.width, change.height
    far = math.hypot(width / 2, height * 0.55)
    opened = (1.0 - share / 0.47) if share < 0.47 else (share - 0.53) / 0.47
    radius = far * max(0.0, min(1.0, opened)) ** 1.4
    distance = change.once("distance", lambda: _distance(width, height))
    seen = np.clip((radius - distance) / 3.0, 0.0, 1.0)
    over_colour(Canvas.of(change.before if share < 0.5 else incoming), seen, INK, Canvas.of(out))


def _distance(width: int, height: int) -> F32:
    x, y = np.arange(width) + 0.5 - width / 2, (np.arange(height) + 0.5 - height * 0.45)[:, None]
    far: F32 = np.hypot(x, y).astype(np.float32)
    return far
