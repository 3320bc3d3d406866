"""What painters deliver: pictures in layers that the stage can move.

The format is the same for the house painter's vectors and for a diffusion painter's cut-outs and variants.
Pixels are `uint8 (H, W, 4)` RGBA, premultiplied, sRGB. Coordinates are pixels, x right, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""uint8 (H, W, 4), RGBA, premultiplied, sRGB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A still picture and where its upper left corner lies in its parent's canvas."""

    pixels: Pixels
    x_px: int = 0
    y_px: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """One depth plane of a backdrop, centred on the frame.

    `depth` is 0 (infinitely far: the camera's sideways moves don't shift it) to 1 (where characters stand);
    above 1 is in front of them. A plane is larger than the frame by its margins.
    """

    name: str
    depth: float
    pixels: Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """A place in depth planes, far to near. `light` is the key light's colour (#rrggbb); `glow` marks light
    sources in the farthest plane's pixels, for rays and bloom. `ground_y` is where feet stand (0–1 of the frame).
    `indoors` keeps the weather behind the windows: between planes farther than 0.3 and the others."""

    planes: tuple[Plane, ...]
    light: str = "#ffffff"
    light_from_left: bool = True
    horizon_y: float = 0.5
    ground_y: float = 0.95
    glows: tuple[tuple[float, float], ...] = ()
    indoors: bool = False


class PartKind(StrEnum):
    """What a part of a puppet is for the rig."""

    STILL = "still"
    """Moves with its group only: body, arms, face, ears, accessories."""
    HAIR = "hair"
    """Sways from its root row."""
    CLOTH = "cloth"
    """Sways like hair, slower and less."""
    EYES = "eyes"
    """Variants `open`, `half`, `closed`; optional gaze variants `left`, `right`, `up`, `down`, `wide`."""
    MOUTH = "mouth"
    """Variants by viseme: `rest`, `a`, `i`, `u`, `e`, `o`, `closed` (m, b, p)."""
    BROWS = "brows"
    """Variants `rest`, `up`, `down`."""


class Group(StrEnum):
    """Parts of one group move together."""

    BODY = "body"
    HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a puppet; parts are drawn in order, first at the back.

    `variants` are drawings of the part by name; the first is the one at rest. `root_y_px` (hair, cloth) is the
    row, within the drawing, from which it hangs; displacement grows towards the opposite end. `sway` is the
    tip's amplitude in pixels at wind 1, `phase` (radians) keeps neighbouring clumps apart.
    """

    name: str
    kind: PartKind
    group: Group
    variants: dict[str, Picture]
    root_y_px: int = 0
    sway: float = 0.0
    phase: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Puppet:
    """A character, ready to be moved.

    The canvas is `width_px` × `height_px`, with the feet or the lower frame edge at its bottom. `head_x`, `head_y`
    is the centre of the face, `head_px` the height of the head from chin to crown, `neck_x`, `neck_y` the head
    group's pivot. `mouth` and `eyes` are (x, y) centres, for lettering to keep clear and for extreme close-ups.
    """

    width_px: int
    height_px: int
    parts: tuple[Part, ...]
    head_x: float
    head_y: float
    head_px: float
    neck_x: float
    neck_y: float
    eyes: tuple[float, float]
    mouth: tuple[float, float]
    ignored_words: tuple[str, ...] = field(default=())
    """Words of the look that the painter knew nothing to do with."""
