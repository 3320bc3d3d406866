"""The scene description: one shot as data, from which every frame follows; JSON through `show.codec`.

A scene says nothing of pixels' number: positions are fractions of the frame, so that the same scene is a film
frame at 1080×1920, an animatic frame at 540×960 and a storyboard panel. Pictures are named by keys and passed
beside it (`Pictures`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from renderer.crew.cels import Backdrop, Picture, Puppet
from renderer.stage.layers import Layer
from renderer.stage.tracks import HALF, ONE, ZERO, Track
from show.errors import SceneError
from show.script import Transition

Pictures = Mapping[str, Puppet | Backdrop | Picture]
"""What the keys of a scene stand for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Punch:
    """A jump cut without a new picture: from `frame` on the camera stands `zoom` times as close, looking (x, y)
    frame widths and heights beside where it would."""

    frame: int
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """What the viewer looks through; always on ones.

    (x, y) is the point of the frame's plane at depth 1 that it looks at, in fractions: a layer at depth d moves by
    d times the distance from the middle. `zoom` is the lens: everything grows alike, about (x, y). `dolly` walks:
    a layer at depth d grows by 1 + (dolly − 1)·d. Pushing in with `dolly` and pulling back with `zoom` at once is
    the dolly zoom. `orbit` (in frame widths) slides depth 1 and nearer one way and what is far the other.
    """

    x: Track = HALF
    y: Track = HALF
    zoom: Track = ONE
    dolly: Track = ONE
    orbit: Track = ZERO
    rotation_degrees: Track = ZERO
    handheld: Track = ZERO
    """Slow wandering: 1 is a nervous operator, 0.35 a calm one."""
    shake: Track = ZERO
    """Fast tremor: 1 is an explosion next door."""
    punches: tuple[Punch, ...] = ()
    """In order; the last one begun holds until the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rays:
    """Light falling in from (x, y), which may lie outside the frame."""

    strength: Track = ZERO
    colour: str = "#ffe2a8"
    x: float = 0.15
    y: float = -0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """A burst of colour: full at `frame`, gone after `frames`."""

    frame: int
    frames: int = 6
    colour: str = "#ffffff"
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative:
    """Impact frames: the picture in negative, drained of colour."""

    frame: int
    frames: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lightning:
    """A strike that begins at `frame`: two flickers and a stroke, gone after about a second."""

    frame: int
    strength: float = 1.0
    colour: str = "#e4ecff"
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rim:
    """A hard edge of light on every puppet, from behind it and above."""

    strength: Track = ZERO
    colour: str = "#ffffff"
    from_left: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """The grade of a shot; everything at rest leaves the pictures as painted. Acts on all that is in the world.

    Gains multiply red, green, blue; `lift` adds (−1…1 of full white); `contrast` and `saturation` are 1 at rest;
    `vignette` 0–1 darkens the corners; `bloom` 0–1 lets bright parts glow; `flicker` 0–1 is a failing lamp
    (it changes every frame, which costs a quarter of the encoding: never by default).
    """

    red: Track = ONE
    green: Track = ONE
    blue: Track = ONE
    lift: Track = ZERO
    contrast: Track = ONE
    saturation: Track = ONE
    vignette: Track = ZERO
    bloom: Track = ZERO
    flicker: float = 0.0
    rays: Rays = field(default_factory=Rays)
    flashes: tuple[Flash, ...] = ()
    negatives: tuple[Negative, ...] = ()
    lightnings: tuple[Lightning, ...] = ()
    rim: Rim = field(default_factory=Rim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What the eye rests on at a cut: its middle in fractions of the frame, its height in fractions of the frame's."""

    x: float = 0.5
    y: float = 0.42
    size: float = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionIn:
    """How this shot takes over: drawn in its own first `frames`, over the last frame of `outgoing`.

    So every shot stays a segment of its own. `outgoing` must carry no transition itself (`after` sees to that);
    a flash needs none.
    """

    kind: Transition
    frames: int
    outgoing: ShotScene | None = None
    colour: str = "#ffffff"
    """Of the flash; the ink of an ink wipe is dark whatever this says."""
    leftwards: bool = True
    """Direction of a whip; a page turned leftwards lies on the left afterwards."""
    outgoing_focus: Focus = field(default_factory=Focus)
    incoming_focus: Focus = field(default_factory=Focus)
    """What a match cut brings to the same place and size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotScene:
    """One shot. `painted_height_px` is the frame height for which the pictures' pixels were painted."""

    shot: str
    frames: int
    width_px: int = 1080
    height_px: int = 1920
    fps: int = 24
    step: int = 1
    """Every `step`-th frame is drawn and shown that much longer: 2 for an animatic."""
    painted_height_px: int = 1920
    seed: int = 0
    camera: Camera = field(default_factory=Camera)
    layers: tuple[Layer | PanelLayer, ...] = ()
    """Back to front; captions and other sprites on the screen are drawn after the light whatever their place."""
    light: Light = field(default_factory=Light)
    transition: TransitionIn | None = None


class Opening(StrEnum):
    """How a panel of a split screen comes to be there."""

    CUT = "cut"
    SLIDE = "slide"
    """Shoots in from its side."""
    DROP = "drop"
    """Falls in from above or shoots up from below."""
    UNFOLD = "unfold"
    """Tears open from a slit along its middle."""


Corner = tuple[float, float]
"""(x, y) in fractions of the frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLayer:
    """A panel of a split screen: a scene of its own seen through a window with slanted edges, over the shot.

    `corners` go clockwise from the upper left. The scene within has the size of the box around them (`window_px`),
    its frame 0 is the panel's `start_frame`, and it holds still after its last. Neither the shot's camera nor its
    light act on it.
    """

    scene: ShotScene
    corners: tuple[Corner, Corner, Corner, Corner]
    start_frame: int = 0
    end_frame: int = 1_000_000
    opening: Opening = Opening.SLIDE
    opening_frames: int = 7
    from_left: bool = True
    """Where a panel as wide as the frame slides in from."""
    gutter: float = 0.016
    """Width of the paper around the panel, in frame widths."""


def window_px(corners: tuple[Corner, ...], width_px: int, height_px: int) -> tuple[int, int, int, int]:
    """Left, top, width, height of the box around a panel, in even numbers of pixels, 16 at least."""
    xs, ys = [x * width_px for x, _ in corners], [y * height_px for _, y in corners]
    left, top = math.floor(min(xs) / 2) * 2, math.floor(min(ys) / 2) * 2
    right, bottom = math.ceil(max(xs) / 2) * 2, math.ceil(max(ys) / 2) * 2
    return left, top, max(16, right - left), max(16, bottom - top)


def after(kind: Transition, frames: int, outgoing: ShotScene | None, *, colour: str = "#ffffff") -> TransitionIn:
    """A transition whose outgoing scene is stripped of its own, so that scenes don't nest without end."""
    stripped = replace(outgoing, transition=None) if outgoing is not None else None
    return TransitionIn(kind=kind, frames=frames, outgoing=stripped, colour=colour)


def at_size(scene: ShotScene, width_px: int, height_px: int, fps: int) -> ShotScene:
    """The same scene for another frame size, showing only `fps` of its frames a second: animatic, panel.

    Frame numbers and lengths stay those of the scene; SceneError when `fps` does not divide the scene's rate.
    """
    if fps <= 0 or scene.fps % fps:
        raise SceneError(
            "{fps} frames a second don't divide {scene_fps}", fps=fps, scene_fps=scene.fps, shot=scene.shot
        )
    transition = scene.transition
    if transition is not None and transition.outgoing is not None:
        transition = replace(transition, outgoing=_resized(transition.outgoing, width_px, height_px))
    return replace(_resized(scene, width_px, height_px), step=scene.fps // fps, transition=transition)


def _resized(scene: ShotScene, width_px: int, height_px: int) -> ShotScene:
    layers = []
    for layer in scene.layers:
        if isinstance(layer, PanelLayer):
            _, _, width, height = window_px(layer.corners, width_px, height_px)
            layer = replace(layer, scene=_resized(layer.scene, width, height))
        layers.append(layer)
    return replace(scene, width_px=width_px, height_px=height_px, layers=tuple(layers))
