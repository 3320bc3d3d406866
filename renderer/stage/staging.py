"""A scene made ready: every layer with its picture, checked, as things that draw themselves frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from renderer.crew.cels import Backdrop, Picture, Pixels, Puppet
from renderer.stage.camera import CameraMan, View
from renderer.stage.checks import check
from renderer.stage.drawing import Blit, Crowd, Drawing
from renderer.stage.geometry import size_of
from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    Layer,
    LinesLayer,
    ParticleLayer,
    PlaneLayer,
    PuppetLayer,
    ScrollLayer,
    SpriteLayer,
)
from renderer.stage.light import Lighting
from renderer.stage.lines import StagedLines
from renderer.stage.panels import StagedPanel
from renderer.stage.particles import LUMINOUS, StagedParticles
from renderer.stage.planes import StagedPlane
from renderer.stage.puppets import StagedPuppet
from renderer.stage.scene import PanelLayer, Pictures, ShotScene
from renderer.stage.sheets import level
from renderer.stage.sprites import StagedCaptions, StagedScroll, StagedSprite
from renderer.stage.tracks import Track
from show.errors import SceneError


class StagedLayer(Protocol):
    """A layer that knows what to draw in a frame."""

    def blits(self, frame: int, view: View) -> Sequence[Blit | Crowd]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    layer: StagedLayer
    on_screen: bool


P = TypeVar("P", Puppet, Backdrop, Picture)


class Stage:
    """A scene with everything on it; `drawing` is a pure function of the frame's number."""

    def __init__(self, scene: ShotScene, pictures: Pictures) -> None:
        """SceneError names shot and layer when a picture is missing, of the wrong kind or empty."""
        check(scene)
        self.scene = scene
        self._pictures = pictures
        self.man = CameraMan(scene)
        # Every fourth frame tells how close the camera comes; moves are eased, so nothing hides in between.
        self._sampled = range(0, scene.frames, 4) if scene.frames > 4 else range(scene.frames)
        self.lighting = Lighting(scene)
        self._layers: list[_Standing] = []
        for number, layer in enumerate(scene.layers):
            name = f"{number} ({type(layer).__name__} {getattr(layer, 'key', '')})"
            self._stand(layer, name, on_screen=_on_screen(layer, scene.layers[number + 1 :]))

    def drawing(self, frame: int) -> Drawing:
        """Everything to draw in one frame."""
        view = self.man.view(frame)
        drawing = Drawing(grade=self.lighting.grade(frame))
        for standing in self._layers:
            target = drawing.screen if standing.on_screen else drawing.world
            target.extend(standing.layer.blits(frame, view))
        return drawing

    def _stand(self, layer: Layer | PanelLayer, name: str, *, on_screen: bool) -> None:
        scene = self.scene
        if isinstance(layer, BackdropLayer):
            for staged in self._planes(layer, name):
                self._layers.append(_Standing(layer=staged, on_screen=False))
            return
        staged_layer: StagedLayer
        if isinstance(layer, PlaneLayer):
            picture = self._picture(layer.key, Picture, name)
            staged_layer = StagedPlane(layer, picture.pixels, self.man, self._sampled, range(scene.frames))
        elif isinstance(layer, PuppetLayer):
            puppet = self._picture(layer.key, Puppet, name)
            staged_layer = StagedPuppet(layer, puppet, scene, self._level(layer.scale, layer.depth))
        elif isinstance(layer, ParticleLayer):
            staged_layer = StagedParticles(layer, scene)
        elif isinstance(layer, LinesLayer):
            staged_layer = StagedLines(layer, scene)
        elif isinstance(layer, SpriteLayer):
            size = self._level(layer.scale, layer.depth) if layer.in_world else self._still_level(layer.scale)
            staged_layer = StagedSprite(layer, self._picture(layer.key, Picture, name), scene, size)
        elif isinstance(layer, CaptionLayer):
            keys = {key for page in layer.pages for key in (page.key, *(word.key for word in page.words))}
            staged_layer = StagedCaptions(layer, {k: self._picture(k, Picture, name) for k in sorted(keys)}, scene)
        elif isinstance(layer, PanelLayer):
            staged_layer = StagedPanel(layer, scene, self._pictures)
        else:
            staged_layer = StagedScroll(layer, self._picture(layer.key, Picture, name), scene)
        self._layers.append(_Standing(layer=staged_layer, on_screen=on_screen))

    def _planes(self, layer: BackdropLayer, name: str) -> list[StagedPlane]:
        backdrop = self._picture(layer.key, Backdrop, name)
        staged = []
        for plane in backdrop.planes:
            if layer.nearer_than < plane.depth <= layer.farther_than:
                as_plane = PlaneLayer(key=layer.key, depth=plane.depth)
                self._check_pixels(plane.pixels, f"{name}, plane {plane.name}")
                # What is far blurs more when the focus lies on the characters.
                blur_px = 4.0 + 14.0 * abs(1.0 - plane.depth)
                sampled, shown = self._sampled, range(self.scene.frames)
                staged.append(
                    StagedPlane(as_plane, plane.pixels, self.man, sampled, shown, blur=layer.blur, blur_px=blur_px)
                )
        return staged

    def _level(self, scale: Track, depth: float) -> float:
        """Samples per painted pixel for the largest size in the world."""
        sizes = [size_of(self.man.view(f).through(depth)) * abs(scale.at(f)) for f in self._sampled]
        return level(max(sizes, default=1.0))

    def _still_level(self, scale: Track) -> float:
        return max(map(abs, scale.extent())) * self.scene.height_px / self.scene.painted_height_px

    def _picture(self, key: str, kind: type[P], layer: str) -> P:
        picture = self._pictures.get(key)
        if picture is None:
            raise SceneError("there is no picture “{key}”", key=key, shot=self.scene.shot, layer=layer)
        if not isinstance(picture, kind):
            message = f"“{key}” is a {type(picture).__name__}, not a {kind.__name__}"
            raise SceneError(message, shot=self.scene.shot, layer=layer)
        if isinstance(picture, Picture):
            self._check_pixels(picture.pixels, layer)
        elif isinstance(picture, Puppet):
            for part in picture.parts:
                for variant in part.variants.values():
                    self._check_pixels(variant.pixels, f"{layer}, part {part.name}")
        return picture

    def _check_pixels(self, pixels: Pixels, layer: str) -> None:
        shape = pixels.shape
        if pixels.dtype != np.uint8 or len(shape) != 3 or shape[2] != 4 or not min(shape) or max(shape) > 15_000:
            raise SceneError(
                "a picture of shape {shape} can't be shown", shape=shape, shot=self.scene.shot, layer=layer
            )


def _on_screen(layer: Layer | PanelLayer, in_front: tuple[Layer | PanelLayer, ...]) -> bool:
    """Whether a layer is drawn after the light: what lies on the screen, and what shines with nothing before it."""
    if isinstance(layer, SpriteLayer):
        return not layer.in_world
    if isinstance(layer, ParticleLayer):
        return layer.kind in LUMINOUS and all(_on_screen(other, ()) for other in in_front)
    return isinstance(layer, (CaptionLayer, ScrollLayer, PanelLayer))
