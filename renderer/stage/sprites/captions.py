"""Captions."""

from __future__ import annotations

from renderer.crew.cels import Picture
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import placed
from renderer.stage.layers import CaptionLayer
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import Sheet, level, sheet
from renderer.stage.sprites.entrances import LETTERING
from renderer.stage.sprites.placing import snapped
from renderer.stage.tracks import CURVES, Ease

_PAGE_FRAMES = 3
"""A page of captions settles in three frames: noticed, not waited for."""


@LETTERING.register_as_it_is("captions")
class StagedCaptions:
    """Captions in the lower middle, a page at a time, each word lit while it is said."""

    def __init__(self, layer: CaptionLayer, pictures: dict[str, Picture], scene: ShotScene) -> None:
        self._layer, self._scene = layer, scene
        self._pictures = pictures
        self._sheets: dict[str, Sheet] = {}

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The page of the moment and its lit word."""
        drawn: list[Blit] = []
        for page in self._layer.pages:
            if not page.start_frame <= frame < page.end_frame:
                continue
            base = self._pictures[page.key]
            share = min(1.0, (frame - page.start_frame + 1) / (_PAGE_FRAMES + 1))
            grown = 0.93 + 0.07 * CURVES[Ease.BACK](share)
            lit = [word.key for word in page.words if word.start_frame <= frame < word.end_frame]
            for key in (page.key, *lit):
                one = self._one(key, base, grown if share < 1.0 else 1.0, min(1.0, share * 1.6), view)
                if one is not None:
                    drawn.append(one)
        return drawn

    def _one(self, key: str, base: Picture, grown: float, opacity: float, view: View) -> Blit | None:
        picture, scene = self._pictures[key], self._scene
        if key not in self._sheets:
            offset = (0, 0) if picture is base else (picture.x_px - base.x_px, picture.y_px - base.y_px)
            self._sheets[key] = sheet(picture.pixels, scale=level(view.scale), x_px=offset[0], y_px=offset[1])
        anchor = (base.pixels.shape[1] / 2, base.pixels.shape[0] / 2)
        place = placed(self._layer.x * scene.width_px, self._layer.y * scene.height_px, grown * view.scale, 0.0, anchor)
        return blit(self._sheets[key], snapped(place), opacity=opacity)
