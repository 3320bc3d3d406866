"""Pictures laid on the screen or stood in the world: lettering, cards, props, captions, credits."""

from __future__ import annotations

import math
import random

from renderer.crew.cels import Picture
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import Affine, chain, placed
from renderer.stage.layers import CaptionLayer, Entrance, ScrollLayer, SpriteLayer
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import Sheet, level, sheet
from renderer.stage.tracks import CURVES, Ease

_ENTRANCE_FRAMES = {
    Entrance.CUT: 0,
    Entrance.FADE: 8,
    Entrance.POP: 6,
    Entrance.SLAM: 4,
    Entrance.RISE: 9,
    Entrance.SLIDE_LEFT: 8,
    Entrance.SLIDE_RIGHT: 8,
}
_PAGE_FRAMES = 3
"""A page of captions settles in three frames: noticed, not waited for."""


class StagedSprite:
    """Draws one SpriteLayer."""

    def __init__(self, layer: SpriteLayer, picture: Picture, scene: ShotScene, size: float) -> None:
        """`size`: the largest scale at which it is shown."""
        self._layer, self._scene = layer, scene
        self._sheet = sheet(picture.pixels, scale=level(size))
        self._anchor = (picture.pixels.shape[1] / 2, picture.pixels.shape[0] / 2)
        self._rests = not (layer.x.keys or layer.y.keys or layer.scale.keys or layer.shiver)

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The sprite in one frame, while it is there."""
        layer, scene = self._layer, self._scene
        if not layer.start_frame <= frame < layer.end_frame:
            return []
        scale, opacity, across, down = self._entrance(frame)
        height = float(scene.painted_height_px)
        width = height * scene.width_px / scene.height_px
        jitter_x, jitter_y, jitter_turn = self._jitter(frame)
        place = placed(
            (layer.x.at(frame) + across + jitter_x) * width,
            (layer.y.at(frame) + down) * height + jitter_y * width,
            layer.scale.at(frame) * scale,
            layer.rotation_degrees.at(frame) + jitter_turn,
            self._anchor,
        )
        if layer.in_world:
            place = chain(view.through(layer.depth), place)
        else:
            place = chain((view.scale, 0.0, 0.0, 0.0, view.scale, 0.0), place)
            if self._rests and (scale, across, down) == (1.0, 0.0, 0.0):
                place = snapped(place)
        one = blit(self._sheet, place, opacity=opacity * layer.opacity.at(frame))
        return [one] if one is not None else []

    def _entrance(self, frame: int) -> tuple[float, float, float, float]:
        """Scale, opacity and displacement (fractions of the frame) that coming and going add."""
        layer = self._layer
        come, go = _ENTRANCE_FRAMES[layer.entrance], _ENTRANCE_FRAMES[layer.exit]
        if frame - layer.start_frame < come:
            return _arriving(layer.entrance, (frame - layer.start_frame + 1) / (come + 1))
        if layer.end_frame - frame <= go and layer.exit is not Entrance.CUT:
            scale, opacity, across, down = _arriving(layer.exit, (layer.end_frame - frame) / (go + 1))
            return scale, opacity, -across, down
        return 1.0, 1.0, 0.0, 0.0

    def _jitter(self, frame: int) -> tuple[float, float, float]:
        strength, since = self._layer.shiver, frame - self._layer.start_frame
        if self._layer.entrance is Entrance.SLAM:
            # The blow rings on for half a second.
            strength += max(0.0, 1.0 - since / 12.0)
        if strength <= 0.0:
            return 0.0, 0.0, 0.0
        draw = random.Random(f"sprite {self._scene.seed} {self._layer.key} {frame // 2}")
        return (
            draw.uniform(-0.006, 0.006) * strength,
            draw.uniform(-0.006, 0.006) * strength,
            draw.uniform(-1.2, 1.2) * strength,
        )


class StagedCaptions:
    """Draws one CaptionLayer."""

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


class StagedScroll:
    """Draws one ScrollLayer."""

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


def snapped(place: Affine) -> Affine:
    """An upright picture moved to the nearest even pixel, so that lettering stays crisp on the chroma grid too."""
    a, b, c, d, e, f = place
    if b == 0.0 and d == 0.0:
        return (a, b, 2.0 * math.floor(c / 2.0 + 0.5), d, e, 2.0 * math.floor(f / 2.0 + 0.5))
    return place


def _arriving(entrance: Entrance, share: float) -> tuple[float, float, float, float]:
    """Scale, opacity, displacement at a share (0–1) of the way in."""
    rest = 1.0 - CURVES[Ease.OUT](share)
    if entrance is Entrance.FADE:
        return 1.0, share, 0.0, 0.0
    if entrance is Entrance.POP:
        return max(0.05, CURVES[Ease.BACK](share)), min(1.0, share * 2.0), 0.0, 0.0
    if entrance is Entrance.SLAM:
        return 1.0 + 1.4 * (1.0 - CURVES[Ease.IN](share)), min(1.0, share * 1.5), 0.0, 0.0
    if entrance is Entrance.RISE:
        return 1.0, share, 0.0, 0.035 * rest
    if entrance is Entrance.SLIDE_LEFT:
        return 1.0, 1.0, 1.1 * rest, 0.0
    if entrance is Entrance.SLIDE_RIGHT:
        return 1.0, 1.0, -1.1 * rest, 0.0
    return 1.0, 1.0, 0.0, 0.0
