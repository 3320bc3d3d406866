"""What a camera move is given, and the catalogue of all moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from renderer.stage.registry import Catalogue, Family
from renderer.stage.scene import Camera


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A set-up as the camera sees it: its length, how far to go (1 for a medium shot), when the first word falls."""

    frames: int
    amount: float = 1.0
    first_word_frame: int = 8

    @property
    def last(self) -> float:
        """The frame at which a move arrives."""
        return float(max(1, self.frames - 1))


Mover = Callable[[Span], Camera]
"""The camera of a set-up, but for the operator's hand and for blows."""

MOVES: Catalogue[Mover] = Catalogue(Family.CAMERA)
