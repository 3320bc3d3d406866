"""Manga's lines and tones: a few drawings at the frame's size, shown in turn on twos; one module a kind."""

from __future__ import annotations

import random

from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import IDENTITY
from renderer.stage.layers import LinesKind, LinesLayer
from renderer.stage.lines import bolt, burst, focus, screentone, speed
from renderer.stage.lines.drawing import LINES
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import sheet

__all__ = ["LINES", "StagedLines"]

_MODULES = (bolt, burst, focus, screentone, speed)
"""Imported for what they register."""
_DRAWINGS = 3
_STILL = frozenset({LinesKind.SCREENTONE})
"""Kinds of which one drawing is enough: they don't tremble."""


class StagedLines:
    """Draws one LinesLayer; the camera does not move it."""

    def __init__(self, layer: LinesLayer, scene: ShotScene) -> None:
        self._layer = layer
        draw = LINES[layer.kind]
        self._sheets = [
            sheet(draw(layer, scene.width_px, scene.height_px, random.Random(f"lines {scene.seed} {layer.seed} {n}")))
            for n in range(1 if layer.kind in _STILL else _DRAWINGS)
        ]

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The lines in one frame, while they last."""
        del view
        if not self._layer.start_frame <= frame < self._layer.end_frame:
            return []
        chosen = self._sheets[frame // 2 % len(self._sheets)]
        one = blit(chosen, IDENTITY, opacity=min(1.0, self._layer.strength.at(frame)))
        return [one] if one is not None else []
