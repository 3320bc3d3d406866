"""Panels that fall into place."""

from __future__ import annotations

from renderer.stage.panels.window import OPENINGS, Opened, Spots
from renderer.stage.scene import Opening, PanelLayer
from renderer.stage.tracks import CURVES, Ease


@OPENINGS.register(Opening.DROP)
def drop(layer: PanelLayer, window: Spots, share: float, frame_px: tuple[int, int]) -> Opened:
    """The panel drops in from above, or shoots up from below if it lies there, and bounces once: a blow."""
    middle = sum(y for _, y in layer.corners) / len(layer.corners)
    side = -1.0 if middle < 0.5 else 1.0
    # The overshoot turned round: a page that bounces never bares what lies beyond its outer edge.
    rest = abs(1.0 - CURVES[Ease.BACK](share))
    return Opened(down_px=side * rest * frame_px[1] * (0.5 - abs(0.5 - middle) + 0.35), window=window)
