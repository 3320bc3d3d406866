"""Page turn."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from renderer.stage.tracks import CURVES, Ease
from renderer.stage.transitions.canvas import U8, Canvas
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition

F64 = npt.NDArray[np.floating]
I64 = npt.NDArray[np.integer]

_RADIUS = 0.18
"""Of the roll in which the page lifts off, in frame widths."""
_SLANT = 0.16
"""How much further the page's foot has come than its head, in frame widths: it is turned by its lower corner."""
_PAPER = (226.0, 125.0, 131.0)
"""Y, Cb, Cr of a manga page's back: warm white."""
_THROUGH = 0.16
"""How much of the drawing shines through the paper."""


@TRANSITIONS.register(Transition.PAGE_TURN)
def page_turn(change: Change, incoming: U8, share: float, out: U8) -> None:
    """The picture is a manga page: it lifts by its lower corner, rolls over and bares the next one. A chapter ends."""
    before, after, result = Canvas.of(change.before), Canvas.of(incoming), Canvas.of(out)
    way = 0.5 * share + 0.5 * CURVES[Ease.IN_OUT](share)
    pairs, olds, news = result.pairs(), before.pairs(), after.pairs()
    roll = _Roll(change.width, change.height, way, change.asked.leftwards)
    half = _Roll(change.width // 2, change.height // 2, way, change.asked.leftwards)
    roll.lay(before.y, after.y, result.y, _PAPER[0], 16.0)
    for k in (0, 1):
        half.lay(olds[..., k], news[..., k], pairs[..., k], _PAPER[1 + k], 128.0)


class _Roll:
    """Where each pixel of a frame comes from while the page rolls off it, and how the light falls on it."""

    def __init__(self, width: int, height: int, way: float, leftwards: bool) -> None:
        self._width, self._leftwards = width, leftwards
        radius = _RADIUS * width
        slant = (np.arange(height) / max(1, height - 1) - 0.5)[:, None] * _SLANT * width
        # From the frame's right edge to so far left that the roll has gone with it.
        fold = width * (1.0 + 0.5 * _SLANT) - way * (width * (1.0 + _SLANT) + radius) - slant
        past = (np.arange(width) + 0.5)[None, :] - fold
        inside = np.clip(past / radius, -1.0, 1.0)
        angle = np.arcsin(inside)
        on_roll, flat = (past > 0.0) & (past < radius), past <= 0.0
        back = np.where(on_roll, fold + radius * (math.pi - angle), fold + math.pi * radius - past)
        front = np.where(on_roll, fold + radius * angle, past + fold)
        self._shows_back = (flat | on_roll) & (back < width)
        self._shows_front = ~self._shows_back & (flat | on_roll) & (front < width)
        self._back, self._front = (np.clip(source, 0, width - 1).astype(np.int64) for source in (back, front))
        # The roll is brightest on top; the page below lies in its shadow, and so does the page before it.
        self._sheen = np.where(on_roll, 0.62 + 0.38 * np.sqrt(np.clip(1.0 - inside * inside, 0.0, 1.0)), 1.0)
        x = (np.arange(width) + 0.5)[None, :]
        lifted = np.clip((width - fold) / radius, 0.0, math.pi / 2)
        beyond = np.clip(x - fold - radius * np.sin(lifted), 0.0, None)
        self._shadow = 1.0 - 0.5 * (lifted > 0.0) * np.exp(-beyond / (0.10 * width))
        flap_end = 2.0 * fold + math.pi * radius - width
        ahead = np.clip(flap_end - x, 0.0, None)
        self._under = 1.0 - 0.35 * (flap_end < fold) * np.exp(-ahead / (0.05 * width))

    def lay(self, before: U8, after: U8, out: U8, paper: float, dark: float) -> None:
        """One plane; `dark` is the level of black (luma) or grey (chroma) that shadows go to."""
        if not self._leftwards:
            before, after, out = before[:, ::-1], after[:, ::-1], out[:, ::-1]
        old = before.astype(np.float32)
        through = np.take_along_axis(old, self._back, axis=1)
        back = dark + (paper + (through - paper) * _THROUGH - dark) * self._sheen
        front = dark + (np.take_along_axis(old, self._front, axis=1) - dark) * self._sheen * self._under
        bare = dark + (after.astype(np.float32) - dark) * self._shadow
        drawn = np.where(self._shows_back, back, np.where(self._shows_front, front, bare))
        out[:] = np.clip(drawn + 0.5, 0, 255).astype(np.uint8)
