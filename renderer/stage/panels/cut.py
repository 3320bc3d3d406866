"""Panels that are simply there."""

from __future__ import annotations

from renderer.stage.panels.window import OPENINGS, Opened, Spots
from renderer.stage.scene import Opening, PanelLayer


@OPENINGS.register(Opening.CUT)
def cut(layer: PanelLayer, window: Spots, share: float, frame_px: tuple[int, int]) -> Opened:
    """The panel is there from one frame to the next, as on a page."""
    del layer, share, frame_px
    return Opened(window=window)
