"""Captions."""

from __future__ import annotations

import random

from renderer.crew.cels import Picture
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import placed
from renderer.stage.layers import CaptionLayer, CaptionPage
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import Sheet, level, sheet
from renderer.stage.sprites.entrances import LETTERING
from renderer.stage.sprites.placing import snapped
from renderer.stage.tracks import CURVES, Ease

_PAGE_FRAMES = 3
"""A page of captions settles in three frames: noticed, not waited for."""
_SHIVER = 0.006
"""How far a trembling page jumps, as a share of the frame's width: seen, and still read."""


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
            moved = _jitter(page, frame, self._scene)
            for key in (page.key, *lit):
                one = self._one(key, base, grown if share < 1.0 else 1.0, min(1.0, share * 1.6), moved, view)
                if one is not None:
                    drawn.append(one)
        return drawn

    def _one(
        self, key: str, base: Picture, grown: float, opacity: float, moved: tuple[float, float], view: View
    ) -> Blit | None:
        picture, scene = self._pictures[key], self._scene
        if key not in self._sheets:
            offset = (0, 0) if picture is base else (picture.x_px - base.x_px, picture.y_px - base.y_px)
            self._sheets[key] = sheet(picture.pixels, scale=level(view.scale), x_px=offset[0], y_px=offset[1])
        anchor = (base.pixels.shape[1] / 2, base.pixels.shape[0] / 2)
        x, y = (self._layer.x + moved[0]) * scene.width_px, self._layer.y * scene.height_px + moved[1] * scene.width_px
        place = placed(x, y, grown * view.scale, 0.0, anchor)
        return blit(self._sheets[key], snapped(place), opacity=opacity)


def _jitter(page: CaptionPage, frame: int, scene: ShotScene) -> tuple[float, float]:
    """Where a trembling page has jumped to, in shares of the frame's width."""
    if page.shiver <= 0.0:
        return 0.0, 0.0
    draw = random.Random(f"captions {scene.seed} {page.key} {frame // 2}")
    far = _SHIVER * page.shiver
    return draw.uniform(-far, far), draw.uniform(-far, far)
