"""Split screens: scenes within a scene, each seen through a slanted window that opens in its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import placed
from renderer.stage.kernel import kernel
from renderer.stage.panels import cut, drop, slide, unfold
from renderer.stage.panels.window import OPENINGS, Spots, edge_of, mask_of, spots_of
from renderer.stage.scene import PanelLayer, Pictures, ShotScene, window_px
from renderer.stage.sheets import Sheet, clear, sheet
from renderer.stage.transitions.canvas import Canvas
from show.errors import SceneError

if TYPE_CHECKING:
    from renderer.stage.frames import Composer

__all__ = ["OPENINGS", "StagedPanel"]

_MODULES = (cut, drop, slide, unfold)
"""Imported for what they register."""


class StagedPanel:
    """Draws one PanelLayer: the scene within it, its ink outline and the gutter around it."""

    def __init__(self, layer: PanelLayer, scene: ShotScene, pictures: Pictures) -> None:
        """SceneError when the scene within is no plain shot of the window's size."""
        inner = layer.scene
        left, top, width, height = window_px(layer.corners, scene.width_px, scene.height_px)
        if inner.transition is not None or any(isinstance(one, PanelLayer) for one in inner.layers):
            raise SceneError("a panel's scene may hold neither panels nor a transition", shot=inner.shot)
        if (inner.width_px, inner.height_px) != (width, height):
            message = f"a panel's scene is {inner.width_px}×{inner.height_px}, its window {width}×{height}"
            raise SceneError(message, shot=inner.shot)
        self._layer, self._scene, self._box = layer, scene, (left, top, width, height)
        self._open = OPENINGS[layer.opening]
        self._gutter = max(2.0, layer.gutter * scene.width_px)
        self._composer = _composer(inner, pictures)
        self._window: Spots = ()
        self._sheet = clear(width, height)
        self._edge: Sheet | None = None

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The panel in one frame, from when it opens."""
        del view
        layer, since = self._layer, frame - self._layer.start_frame
        if not since >= 0 or frame >= layer.end_frame:
            return []
        size = (self._scene.width_px, self._scene.height_px)
        share = min(1.0, (since + 1) / max(1, layer.opening_frames))
        opened = self._open(layer, spots_of(layer, *size), share, size)
        repeated = self._composer.compose(min(since, layer.scene.frames - 1))
        if opened.window != self._window:
            self._cut_out(opened.window)
        elif repeated:
            return self._laid(opened.across_px, opened.down_px)
        self._fill()
        return self._laid(opened.across_px, opened.down_px)

    def _laid(self, across: float, down: float) -> list[Blit]:
        left, top, _, _ = self._box
        place = placed(left + across, top + down, 1.0)
        drawn = [blit(source, place) for source in (self._sheet, self._edge) if source is not None]
        return [one for one in drawn if one is not None]

    def _cut_out(self, window: Spots) -> None:
        """The window's mask, and its edge."""
        left, top, width, height = self._box
        self._window = window
        cut_out, mask = self._sheet, mask_of(window, left, top, width, height)
        quads = mask.reshape(height // 2, 2, width // 2, 2).astype(np.uint16)
        cut_out.a[:], cut_out.half_a[:] = mask, quads.sum(axis=(1, 3)) + 2 >> 2
        cut_out.rows[:], cut_out.half_rows[:] = kernel().extents(cut_out.a), kernel().extents(cut_out.half_a)
        room = int(self._gutter) // 2 * 2 + 2
        drawn = edge_of(window, left - room, top - room, width + 2 * room, height + 2 * room, self._gutter)
        made = sheet(drawn, x_px=-room, y_px=-room)
        made.version = self._edge.version + 1 if self._edge is not None else 0
        self._edge = made

    def _fill(self) -> None:
        """The scene within, cut to the window, as a sheet."""
        inner = Canvas.of(self._composer.pixels)
        cut_out, pairs = self._sheet, inner.pairs()
        alpha, half = cut_out.a.astype(np.uint16), cut_out.half_a.astype(np.uint16)
        cut_out.y[:] = inner.y * (alpha + (alpha >> 7)) >> 8
        share = half + (half >> 7)
        cut_out.uv[:] = (pairs[..., 0] * share >> 8) | (pairs[..., 1] * share >> 8) << 8
        cut_out.version += 1


def _composer(inner: ShotScene, pictures: Pictures) -> Composer:
    # Scenes stand within scenes: whoever composes frames stages this layer, which composes frames.
    from renderer.stage.frames import Composer
    from renderer.stage.staging import Stage

    return Composer(Stage(inner, pictures))
