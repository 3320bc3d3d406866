"""From a scene description to frames: the stage's front door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renderer.stage.scene import Pictures, ShotScene


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame, NV12, bt709 in limited range: `pixels` is uint8 (height · 3 / 2, width).

    The array is reused by the frame after next; copy what must stay. `repeated` says that nothing changed.
    """

    index: int
    pixels: npt.NDArray[np.uint8]
    repeated: bool = False


def iter_frames(scene: ShotScene, pictures: Pictures, *, step: int = 1) -> Iterator[Frame]:
    """Every `step`-th frame of a scene in order; SceneError names shot and layer when it can't be staged."""
    raise NotImplementedError


def still(scene: ShotScene, pictures: Pictures, frame: int) -> npt.NDArray[np.uint8]:
    """One frame as uint8 (height, width, 3) RGB, for storyboard panels and covers."""
    raise NotImplementedError
