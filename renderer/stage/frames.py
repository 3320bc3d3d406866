"""From a scene description to frames: the stage's front door."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renderer.stage import native  # noqa: F401 (loaded with the process: its first shot need not wait for it)
from renderer.stage.drawing import Drawing
from renderer.stage.kernel import kernel
from renderer.stage.scene import Pictures, ShotScene
from renderer.stage.staging import Stage
from renderer.stage.transitions import Canvas, Changeover

STAGE_VERSION = "6"
"""Raised when equal scenes no longer give equal frames."""

Nv12 = npt.NDArray[np.uint8]
"""uint8 (height · 3 / 2, width): luma, then interleaved chroma at half size; bt709, limited range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame. `pixels` are drawn over sooner or later: copy what must stay. `repeated`: nothing changed."""

    index: int
    pixels: Nv12
    repeated: bool = False


def iter_frames(scene: ShotScene, pictures: Pictures, *, kept: int = 1) -> Iterator[Frame]:
    """The frames of a scene in order, every `step`-th of them; SceneError when it can't be staged.

    The pixels of the last `kept` frames stay as they are; a repeated one has those of the frame before.
    """
    # First, so that the scene before is gone from memory when this one is staged.
    changeover = _changeover(scene, pictures)
    composer = Composer(Stage(scene, pictures), kept=kept)
    frames_of_change = scene.transition.frames if changeover and scene.transition else 0
    mixed = [np.empty_like(composer.pixels) for _ in range(kept if changeover else 0)]
    for index in range(0, scene.frames, scene.step):
        repeated = composer.compose(index)
        if changeover is not None and index < frames_of_change:
            out = mixed[index // scene.step % kept]
            changeover.mix(composer.pixels, (index + 1) / (frames_of_change + 1), out)
            yield Frame(index=index, pixels=out)
        else:
            after_change = changeover is not None and index - scene.step < frames_of_change
            yield Frame(index=index, pixels=composer.pixels, repeated=repeated and not after_change)


def still(scene: ShotScene, pictures: Pictures, frame: int) -> npt.NDArray[np.uint8]:
    """One frame as uint8 (height, width, 3) RGB, for storyboard panels and covers; transitions are left out."""
    composer = Composer(Stage(scene, pictures))
    composer.compose(min(max(0, frame), scene.frames - 1))
    return to_rgb(composer.pixels)


def to_rgb(pixels: Nv12) -> npt.NDArray[np.uint8]:
    """An NV12 frame as uint8 (height, width, 3) RGB."""
    canvas = Canvas.of(np.ascontiguousarray(pixels))
    luma = (canvas.y.astype(np.float32) - 16.0) * (255.0 / 219.0)
    pairs = (canvas.pairs().astype(np.float32) - 128.0) * (255.0 / 224.0)
    cb, cr = (np.repeat(np.repeat(pairs[..., k], 2, axis=0), 2, axis=1) for k in (0, 1))
    # ITU-R BT.709-6: the inverse of the luma and chroma equations.
    planes = (luma + 1.5748 * cr, luma - 0.1873 * cb - 0.4681 * cr, luma + 1.8556 * cb)
    return np.clip(np.stack(planes, axis=2) + 0.5, 0, 255).astype(np.uint8)


class Composer:
    """Turns a stage's drawings into samples; does nothing when a drawing is the one before.

    A frame that differs is composed whole. Of 5,088 frames that the director made of three episodes none repeats the
    world of the frame before, for an operator's hand is never quite still: parts of frames to be kept are found on
    the puppets' canvases, of which only the rows that changed are laid anew.
    """

    def __init__(self, stage: Stage, *, kept: int = 1) -> None:
        """`kept`: how many frames' pixels stay as they are, the last one's among them. With more than one, every
        second frame is drawn together with the one before: of what both show, most is looked at once."""
        self._stage = stage
        height, width = stage.scene.height_px, stage.scene.width_px
        self._in_pairs = kept > 1 and stage.scene.step == 1
        rooms = kept + self._in_pairs
        self._kept: deque[Nv12] = deque(np.empty((height * 3 // 2, width), np.uint8) for _ in range(rooms))
        self.pixels = self._kept[0]
        self._key: tuple[object, ...] | None = None
        self._drawn_with: tuple[int, tuple[object, ...]] | None = None
        """Number and key of the frame whose pixels lie ready."""

    def compose(self, frame: int) -> bool:
        """Have a frame in `pixels`; returns whether they were right already."""
        ready, self._drawn_with = self._drawn_with, None
        if ready is not None and ready[0] == frame:
            self._key = ready[1]
            self._turn()
            return False
        drawing = self._stage.drawing(frame)
        key = drawing.key()
        if key == self._key:
            return True
        self._key = key
        drawings = self._with_the_next(frame, drawing) if self._in_pairs and frame % 2 == 0 else [drawing]
        self._turn()
        # Those that are shown next lie at the end.
        outs = [Canvas.of(self._kept[-number]) for number in range(len(drawings))]
        kernel().compose(drawings, self._stage.lighting.maps, [(out.y, out.uv) for out in outs])
        return False

    def _turn(self) -> None:
        self._kept.rotate()
        self.pixels = self._kept[0]

    def _with_the_next(self, frame: int, drawing: Drawing) -> list[Drawing]:
        """The frame's drawing, and the next one's if both can be drawn at once and differ."""
        if frame + 1 >= self._stage.scene.frames:
            return [drawing]
        following = self._stage.drawing(frame + 1)
        if drawing.key() != self._key:
            # What the first shows was laid anew for the second: so it will be for others in this scene.
            self._in_pairs = False
            return [self._stage.drawing(frame)]
        key = following.key()
        if key == self._key:
            return [drawing]
        self._drawn_with = frame + 1, key
        return [drawing, following]


def _changeover(scene: ShotScene, pictures: Pictures) -> Changeover | None:
    transition = scene.transition
    if transition is None or transition.frames <= 0:
        return None
    if transition.outgoing is None:
        before = np.empty((scene.height_px * 3 // 2, scene.width_px), np.uint8)
        black = Canvas.of(before)
        black.y.fill(16)
        black.uv.fill(0x8080)
    else:
        composer = Composer(Stage(transition.outgoing, pictures))
        composer.compose(transition.outgoing.frames - 1)
        before = composer.pixels
    return Changeover(transition, before, seed=scene.seed)
