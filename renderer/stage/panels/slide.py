"""Panels that slide in."""

from __future__ import annotations

from renderer.stage.panels.window import OPENINGS, Opened, Spots
from renderer.stage.scene import Opening, PanelLayer
from renderer.stage.tracks import CURVES, Ease


@OPENINGS.register(Opening.SLIDE)
def slide(layer: PanelLayer, window: Spots, share: float, frame_px: tuple[int, int]) -> Opened:
    """The panel shoots in from the frame's nearer side and settles: an answer comes in from there."""
    middle = sum(x for x, _ in layer.corners) / len(layer.corners)
    side = -1.0 if middle < 0.5 or (middle == 0.5 and layer.from_left) else 1.0
    rest = 1.0 - CURVES[Ease.EXPO_OUT](share)
    return Opened(across_px=side * rest * 1.1 * frame_px[0], window=window)
