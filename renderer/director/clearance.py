"""Where a set-up's captions stand: at one height while it lasts, clear of faces and sound words where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from renderer.captions import USUAL_Y
from renderer.crew.cels import Picture, Puppet
from renderer.director.requests import PAINTED_HEIGHT_PX, PAINTED_WIDTH_PX
from renderer.lettering.caption import SAFE_BOTTOM, SAFE_TOP
from renderer.stage.camera import CameraMan
from renderer.stage.geometry import apply, chain, placed
from renderer.stage.layers import CaptionPage, PuppetLayer, SpriteLayer
from renderer.stage.scene import PanelLayer, Pictures, ShotScene, window_px

_ROWS = (USUAL_Y, 0.75, 0.68, 0.645, 0.61, 0.575, 0.54, 0.505, 0.3, 0.265, 0.23, 0.195)
"""Where they may stand instead, besides the lowest and the highest place in the safe area. Between half and a third of
the height they would cut the picture in two."""
_AWAY_COST = 0.02
_HIGH_COST = 0.02
"""What a height away from the usual row costs, and the upper half as such, in shares of a caption that is covered."""
_FEATURES_WEIGHT = 4.0
"""A mouth, an eye or another word under letters is worse than a cheek."""
_INK_ALPHA = 24
_SAMPLED_FRAMES = 6
_FACE_HALF_WIDTH = 0.32
_BROWS_ABOVE_EYES = 0.16
_CHIN_BELOW_MIDDLE = 0.33
_EYES_HALF_WIDTH = 0.27
"""In heights of the head, as the house painter builds it, and a nod's way more."""
_HAIR = 0.5
"""What a head has above its brows, in heights of what it has below."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in shares of the frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A face as one frame shows it: from brows to chin, and its eyes and mouth within."""

    whole: Box
    features: Box


def captions_y(
    scene: ShotScene, pictures: Pictures, pages: Sequence[CaptionPage], from_behind: frozenset[str] = frozenset()
) -> float:
    """The middle of the captions, in heights of the frame. `from_behind` are the keys of puppets without a face.

    One height for the whole set-up, so that nothing jumps: the one whose pages cover the least of faces and sound
    words while they are shown, the usual one if that is clear.
    """
    shown = [(ink, page) for page in pages if (ink := _ink(pictures, page))]
    rows = _allowed([ink for ink, _ in shown])
    if len(rows) == 1:
        return rows[0]
    covered = dict.fromkeys(rows, 0.0)
    men = _Men(scene)
    for ink, page in shown:
        worst = dict.fromkeys(rows, 0.0)
        for frame in _moments(page, scene):
            kept_clear = list(_kept_clear(scene, pictures, frame, from_behind, men))
            for y in rows:
                box = (0.5 + ink[0], y + ink[1], 0.5 + ink[2], y + ink[3])
                worst[y] = max(worst[y], sum(weight * _shared(box, other) for weight, other in kept_clear))
        for y in rows:
            covered[y] += worst[y] / len(shown)
    return min(rows, key=lambda y: round(covered[y], 3) + _AWAY_COST * abs(y - USUAL_Y) + _HIGH_COST * (y < 0.5))


def _allowed(inks: Sequence[Box]) -> tuple[float, ...]:
    """The rows at which all pages lie in the safe area, the usual one first."""
    if not inks:
        return (USUAL_Y,)
    highest = SAFE_TOP - min(ink[1] for ink in inks)
    lowest = 1 - SAFE_BOTTOM - max(ink[3] for ink in inks)
    within = [y for y in _ROWS if highest <= y <= lowest]
    return tuple(dict.fromkeys((*within, lowest, highest))) if lowest > highest else (USUAL_Y,)


def _kept_clear(
    scene: ShotScene, pictures: Pictures, frame: int, from_behind: frozenset[str], men: _Men
) -> Iterator[tuple[float, Box]]:
    """What a frame's captions should not cover, and how bad it is if they do."""
    for face in faces_in(scene, pictures, frame, from_behind, men):
        yield 1.0, face.whole
        yield _FEATURES_WEIGHT, face.features
    for word in _sound_words(scene, pictures, frame):
        yield _FEATURES_WEIGHT, word


def heads_in(scene: ShotScene, pictures: Pictures, frame: int) -> tuple[Box, ...]:
    """Where everybody's head lies in a frame, hair and those who turn away included."""
    faces = (face.whole for face in faces_in(scene, pictures, frame))
    return tuple((left, top - _HAIR * (bottom - top), right, bottom) for left, top, right, bottom in faces)


class _Men:
    """The cameras of a scene and of the panels in it, each set up once."""

    def __init__(self, scene: ShotScene) -> None:
        self.own = CameraMan(scene)
        self.panels = {n: _Men(one.scene) for n, one in enumerate(scene.layers) if isinstance(one, PanelLayer)}


def faces_in(
    scene: ShotScene,
    pictures: Pictures,
    frame: int,
    from_behind: frozenset[str] = frozenset(),
    men: _Men | None = None,
) -> Iterator[Face]:
    """The faces of everybody seen in a frame, through its camera; who turns away or is under a panel has none."""
    men = men or _Men(scene)
    found: list[Face] = []
    for number, layer in enumerate(scene.layers):
        if isinstance(layer, PanelLayer):
            if layer.start_frame <= frame < layer.end_frame:
                found = [face for face in found if not _inside(_middle(face.whole), layer.corners)]
                found += _through(layer, scene, pictures, frame, men.panels[number])
        elif isinstance(layer, PuppetLayer) and layer.key not in from_behind:
            puppet = pictures.get(layer.key)
            if isinstance(puppet, Puppet):
                found.append(_face(layer, puppet, scene, frame, men.own))
    yield from (face for face in found if _area(_common(face.whole, (0.0, 0.0, 1.0, 1.0))) > 0.0)


def _through(layer: PanelLayer, scene: ShotScene, pictures: Pictures, frame: int, men: _Men) -> Iterator[Face]:
    """The faces in a panel, where its window shows them."""
    inner = layer.scene
    left, top, width, height = window_px(layer.corners, scene.width_px, scene.height_px)

    def outside(box: Box) -> Box:
        across, down = width / scene.width_px, height / scene.height_px
        x, y = left / scene.width_px, top / scene.height_px
        return (x + box[0] * across, y + box[1] * down, x + box[2] * across, y + box[3] * down)

    xs, ys = [x for x, _ in layer.corners], [y for _, y in layer.corners]
    window = (min(xs), min(ys), max(xs), max(ys))
    since = min(frame - layer.start_frame, inner.frames - 1)
    for face in faces_in(inner, pictures, since, men=men):
        yield Face(whole=_common(outside(face.whole), window), features=_common(outside(face.features), window))


def _face(layer: PuppetLayer, puppet: Puppet, scene: ShotScene, frame: int, man: CameraMan) -> Face:
    width, height = man.painted_width, man.painted_height
    anchor = (puppet.head_x, puppet.head_y) if layer.anchor_head else (puppet.width_px / 2, float(puppet.height_px))
    x, y = layer.x.at(frame) * width, layer.y.at(frame) * height
    world = placed(x, y, layer.scale.at(frame), layer.rotation_degrees.at(frame), anchor, layer.flip)
    lens = chain(man.view(frame).through(layer.depth), world)

    def seen(left: float, top: float, right: float, bottom: float) -> Box:
        spots = [apply(lens, x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x / scene.width_px for x, _ in spots], [y / scene.height_px for _, y in spots]
        return (min(xs), min(ys), max(xs), max(ys))

    head, eyes, mouth = puppet.head_px, puppet.eyes, puppet.mouth
    half, brows = _FACE_HALF_WIDTH * head, eyes[1] - _BROWS_ABOVE_EYES * head
    chin = puppet.head_y + _CHIN_BELOW_MIDDLE * head
    apart = _EYES_HALF_WIDTH * head
    return Face(
        whole=seen(puppet.head_x - half, brows, puppet.head_x + half, max(chin, mouth[1])),
        features=seen(eyes[0] - apart, eyes[1] - 0.1 * head, eyes[0] + apart, mouth[1] + 0.06 * head),
    )


def _sound_words(scene: ShotScene, pictures: Pictures, frame: int) -> Iterator[Box]:
    for layer in scene.layers:
        if isinstance(layer, SpriteLayer) and not layer.in_world and layer.start_frame <= frame < layer.end_frame:
            picture = pictures.get(layer.key)
            if isinstance(picture, Picture):
                half_high, half_wide = (n * layer.scale.at(frame) / 2 for n in picture.pixels.shape[:2])
                x, y = layer.x.at(frame), layer.y.at(frame)
                across, down = half_wide / scene.width_px, half_high / scene.height_px
                yield (x - across, y - down, x + across, y + down)


def _ink(pictures: Pictures, page: CaptionPage) -> Box | None:
    """Where a page's ink lies from the middle of its picture, in shares of the frame it was painted for."""
    picture = pictures.get(page.key)
    if not isinstance(picture, Picture):
        return None
    alpha = picture.pixels[..., 3] > _INK_ALPHA
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    if not len(rows):
        return None
    high, wide = alpha.shape
    left, right = ((x - wide / 2) / PAINTED_WIDTH_PX for x in (int(columns[0]), int(columns[-1]) + 1))
    top, bottom = ((y - high / 2) / PAINTED_HEIGHT_PX for y in (int(rows[0]), int(rows[-1]) + 1))
    return left, top, right, bottom


def _moments(page: CaptionPage, scene: ShotScene) -> range:
    last = max(page.start_frame + 1, min(page.end_frame, scene.frames))
    return range(page.start_frame, last, _SAMPLED_FRAMES)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _common(first: Box, second: Box) -> Box:
    left, top = max(first[0], second[0]), max(first[1], second[1])
    return left, top, max(left, min(first[2], second[2])), max(top, min(first[3], second[3]))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _shared(caption: Box, other: Box) -> float:
    """The share of a caption that lies on the other box."""
    return _area(_common(caption, other)) / max(1e-9, _area(caption))


def _inside(spot: tuple[float, float], corners: Iterable[tuple[float, float]]) -> bool:
    """Whether a spot lies in a convex polygon whose corners go clockwise on the screen."""
    edges = list(corners)
    return all(
        (b[0] - a[0]) * (spot[1] - a[1]) - (b[1] - a[1]) * (spot[0] - a[0]) >= 0.0
        for a, b in zip(edges, [*edges[1:], edges[0]], strict=True)
    )
