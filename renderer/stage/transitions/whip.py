"""Whip pan."""

from __future__ import annotations

import numpy as np

from renderer.stage.tracks import CURVES, Ease
from renderer.stage.transitions.canvas import U8, Canvas
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition


@TRANSITIONS.register(Transition.WHIP)
def whip(change: Change, incoming: U8, share: float, out: U8) -> None:
    """The camera tears round: both pictures pass by side by side, blurred along the way as fast as they pass."""
    ease = CURVES[Ease.IN_OUT]
    speed = ease(min(1.0, share + 0.06)) - ease(max(0.0, share - 0.06))
    before, after, result = Canvas.of(change.before), Canvas.of(incoming), Canvas.of(out)
    pairs = (before.pairs(), after.pairs())
    leftwards = change.asked.leftwards
    order = (0, 1) if leftwards else (1, 0)
    way = ease(share) if leftwards else 1.0 - ease(share)
    planes = ((before.y, after.y), (pairs[0][..., 0], pairs[1][..., 0]), (pairs[0][..., 1], pairs[1][..., 1]))
    targets = (result.y, result.pairs()[..., 0], result.pairs()[..., 1])
    for both, target in zip(planes, targets, strict=True):
        strip = np.concatenate([both[order[0]], both[order[1]]], axis=1)
        target[:] = _smeared(strip, target.shape[1], way, speed * 1.4)


def _smeared(strip: U8, width: int, way: float, length: float) -> U8:
    """The window of a double-width strip at `way` (0–1), averaged over `length` widths."""
    left = round(way * width)
    reach = max(1, round(length * width))
    first, last = max(0, left - reach // 2), min(strip.shape[1], left + width + (reach + 1) // 2)
    window = strip[:, first:last].astype(np.int32)
    lead, trail = first - (left - reach // 2), left + width + (reach + 1) // 2 - last
    if lead or trail:
        window = np.pad(window, ((0, 0), (lead, trail)), mode="edge")
    sums = np.cumsum(np.pad(window, ((0, 0), (1, 0))), axis=1)
    smeared: U8 = ((sums[:, reach : reach + width] - sums[:, :width]) // reach).astype(np.uint8)
    return smeared
