"""Sprites: lettering, cards, sound words, props."""

from __future__ import annotations

import random
from dataclasses import replace

from renderer.crew.cels import Picture
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import chain, placed
from renderer.stage.layers import Entrance, SpriteLayer
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import level, sheet
from renderer.stage.sprites.entrances import ARRIVERS, FRAMES, Arrival
from renderer.stage.sprites.placing import snapped


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
        coming = self._entrance(frame)
        height = float(scene.painted_height_px)
        width = height * scene.width_px / scene.height_px
        jitter_x, jitter_y, jitter_turn = self._jitter(frame)
        place = placed(
            (layer.x.at(frame) + coming.across + jitter_x) * width,
            (layer.y.at(frame) + coming.down) * height + jitter_y * width,
            layer.scale.at(frame) * coming.scale,
            layer.rotation_degrees.at(frame) + jitter_turn,
            self._anchor,
        )
        if layer.in_world:
            place = chain(view.through(layer.depth), place)
        else:
            place = chain((view.scale, 0.0, 0.0, 0.0, view.scale, 0.0), place)
            if self._rests and (coming.scale, coming.across, coming.down) == (1.0, 0.0, 0.0):
                place = snapped(place)
        one = blit(self._sheet, place, opacity=coming.opacity * layer.opacity.at(frame))
        return [one] if one is not None else []

    def _entrance(self, frame: int) -> Arrival:
        """What coming and going add."""
        layer = self._layer
        come, go = FRAMES[layer.entrance], FRAMES[layer.exit]
        if frame - layer.start_frame < come:
            return ARRIVERS[layer.entrance]((frame - layer.start_frame + 1) / (come + 1))
        if layer.end_frame - frame <= go and layer.exit is not Entrance.CUT:
            going = ARRIVERS[layer.exit]((layer.end_frame - frame) / (go + 1))
            return replace(going, across=-going.across)
        return Arrival()

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
