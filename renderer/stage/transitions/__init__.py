"""How one shot becomes the next: two finished frames and a share of the way, to one frame; one module each."""

from __future__ import annotations

from renderer.stage.scene import TransitionIn
from renderer.stage.transitions import (
    cross_zoom,
    dissolve,
    flash,
    ink_wipe,
    iris,
    match_cut,
    page_turn,
    whip,
)
from renderer.stage.transitions.canvas import U8, Canvas
from renderer.stage.transitions.change import TRANSITIONS, Change, Mixer

__all__ = ["TRANSITIONS", "Canvas", "Changeover", "Mixer"]

_MODULES = (cross_zoom, dissolve, flash, ink_wipe, iris, match_cut, page_turn, whip)
"""Imported for what they register."""


class Changeover:
    """Draws one transition; holds what stays the same over its frames."""

    def __init__(self, transition: TransitionIn, outgoing: U8, *, seed: int) -> None:
        """`outgoing` is the NV12 of the last frame before (copied where kept)."""
        self._change = Change(asked=transition, before=outgoing, seed=seed)
        self._mixer = TRANSITIONS.get(transition.kind)

    def mix(self, incoming: U8, share: float, out: U8) -> None:
        """At `share` (0–1) of the way, into `out` (which may not be `incoming`); a hard cut is the new frame."""
        if self._mixer is None:
            out[:] = incoming
        else:
            self._mixer(self._change, incoming, share, out)
