"""What light does to a frame while it is worked out, and the catalogue of what may act on it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from renderer.colours import from_hex
from renderer.stage.registry import Catalogue, Family
from renderer.stage.scene import Light

F64 = npt.NDArray[np.floating]

# ITU-R BT.709-6, item 3.2: luma of red, green, blue.
GREY: F64 = np.tile([0.2126, 0.7152, 0.0722], (3, 1))
"""Takes colours to their grey, as a matrix on (red, green, blue)."""


@dataclass(slots=True, kw_only=True, eq=False)
class Tone:
    """The light on one frame: `matrix` and `offset` act on (red, green, blue) in 0–1; `rays` is red, green, blue of
    the rays at their brightest, `vignette` and `bloom` are 0–1."""

    matrix: F64 = field(default_factory=lambda: np.eye(3))
    offset: F64 = field(default_factory=lambda: np.zeros(3))
    vignette: float = 0.0
    bloom: float = 0.0
    rays: F64 = field(default_factory=lambda: np.zeros(3))

    def then(self, matrix: F64, offset: F64 | float = 0.0) -> None:
        """Add a step: what comes out so far goes through `matrix` and `offset`."""
        self.matrix = matrix @ self.matrix
        self.offset = matrix @ self.offset + offset

    def towards(self, colour: F64, share: float) -> None:
        """Mix a colour into everything."""
        self.matrix = self.matrix * (1.0 - share)
        self.offset = self.offset * (1.0 - share) + share * colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Where in which shot: what a light effect may depend on."""

    light: Light
    frame: int
    seed: str


Lamp = Callable[[Tone, Moment], None]
"""Changes the tone for a moment."""

LIGHTS: Catalogue[Lamp] = Catalogue(Family.LIGHT)


def decay(since: int, frames: int) -> float:
    """1 at the start, 0 before it and from `frames` on; falls quickly at first."""
    if since < 0 or since >= frames:
        return 0.0
    return math.pow(1.0 - since / frames, 1.6)


def rgb(colour: str) -> F64:
    """#rrggbb in 0–1."""
    return np.array(from_hex(colour)) / 255.0
