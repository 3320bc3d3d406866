"""The roll."""

from __future__ import annotations

from renderer.crew.cels import Picture
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import placed
from renderer.stage.layers import ScrollLayer
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import level, sheet
from renderer.stage.sprites.entrances import LETTERING


@LETTERING.register_as_it_is("credits-roll")
class StagedScroll:
    """A tall picture of names that rolls up through the frame at an even pace."""

    def __init__(self, layer: ScrollLayer, picture: Picture, scene: ShotScene) -> None:
        self._layer, self._scene = layer, scene
        self._sheet = sheet(picture.pixels, scale=level(scene.height_px / scene.painted_height_px))
        self._width = picture.pixels.shape[1]

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The roll in one frame."""
        layer, scene = self._layer, self._scene
        last = min(layer.end_frame, scene.frames)
        if not layer.start_frame <= frame < last:
            return []
        share = (frame - layer.start_frame) / max(1, last - 1 - layer.start_frame)
        top = (layer.start_y + (layer.end_y - layer.start_y) * share) * scene.height_px
        place = placed(layer.x * scene.width_px, top, view.scale, 0.0, (self._width / 2, 0.0))
        one = blit(self._sheet, place)
        return [one] if one is not None else []
