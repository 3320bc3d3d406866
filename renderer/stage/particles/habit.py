"""How a kind of particle moves and looks, and the catalogue of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renderer.colours import Colour
from renderer.crew.cels import Pixels
from renderer.stage.registry import Catalogue, Family

Drawer = Callable[[float, Colour], list[Pixels]]
"""(size in painted pixels, colour) → a few drawings; each particle has one of them."""

PARTICLES: Catalogue[Drawer] = Catalogue(Family.PARTICLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a kind moves. Speeds in frame heights a second (down is +), sizes in painted pixels at size 1."""

    colour: str
    size_px: float
    fall: tuple[float, float]
    opacity: tuple[float, float]
    sway: float = 0.0
    """Sideways swing, in frame widths."""
    spin: float = 0.0
    """Turns a second at most."""
    drift: float = 0.0
    """Sideways speed at wind 1, in frame widths a second."""
    pulse: float = 0.0
    """How deeply it fades in and out, 0–1."""
    tumbles: bool = False
    along: bool = False
    """A streak lies along its own path."""
    luminous: bool = False
    """What shines by itself: a night's grade leaves it bright."""


def radius_field(size: float) -> npt.NDArray[np.float64]:
    """Distance from the middle of a square picture, 1 at the middle of its edges."""
    edge = max(4, int(size))
    line = (np.arange(edge) + 0.5) / edge * 2.0 - 1.0
    distance: npt.NDArray[np.float64] = np.hypot(line[None, :], line[:, None])
    return distance


def painted(alpha: npt.NDArray[np.floating], colour: Colour) -> Pixels:
    """One colour under an alpha of 0–1, as a picture."""
    share = np.clip(alpha, 0.0, 1.0)[..., None]
    return np.concatenate([np.array(colour) * share, share * 255.0], axis=2).round().astype(np.uint8)


def glowing(size: float, colour: Colour, core: float) -> Pixels:
    """A bright core in a soft halo."""
    radius = radius_field(size)
    alpha = np.clip(1.0 - radius, 0, 1) ** 2.2 * 0.55 + np.clip((core - radius) / core * 2.5, 0, 1)
    heat = np.clip((core * 1.3 - radius) / core, 0, 1)[..., None]
    tint = np.array(colour) * (1 - heat) + (np.array(colour) * 0.3 + 178.0) * heat
    alpha = np.clip(alpha, 0, 1)[..., None]
    return np.concatenate([tint * alpha, alpha * 255.0], axis=2).astype(np.uint8)


def soft(size: float, colour: Colour) -> Pixels:
    """A soft spot."""
    return painted(np.clip((1.0 - radius_field(size)) * 1.8, 0, 1) ** 1.3, colour)
