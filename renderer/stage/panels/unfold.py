"""Panels that open from a line."""

from __future__ import annotations

from renderer.stage.panels.window import OPENINGS, Opened, Spots
from renderer.stage.scene import Opening, PanelLayer
from renderer.stage.tracks import CURVES, Ease


@OPENINGS.register(Opening.UNFOLD)
def unfold(layer: PanelLayer, window: Spots, share: float, frame_px: tuple[int, int]) -> Opened:
    """A slit along the panel's middle tears open to its full height: eyes open, a truth comes out."""
    del layer, frame_px
    share = CURVES[Ease.BACK](share)
    upper, lower = window[:2], window[2:]
    # The corner opposite along the same side: upper left and lower left, upper right and lower right.
    pairs = list(zip(upper, reversed(lower), strict=True))
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairs]

    def grown(corner: tuple[float, float], middle: tuple[float, float]) -> tuple[float, float]:
        part = min(1.0, share)
        return middle[0] + (corner[0] - middle[0]) * part, middle[1] + (corner[1] - middle[1]) * part

    top = [grown(corner, middle) for corner, middle in zip(upper, middles, strict=True)]
    foot = [grown(corner, middle) for corner, middle in zip(lower, reversed(middles), strict=True)]
    return Opened(window=(*top, *foot))
