"""Dissolve."""

from __future__ import annotations

from renderer.stage.tracks import CURVES, Ease
from renderer.stage.transitions.canvas import U8, blended
from renderer.stage.transitions.change import TRANSITIONS, Change
from show.script import Transition


@TRANSITIONS.register(Transition.DISSOLVE)
def dissolve(change: Change, incoming: U8, share: float, out: U8) -> None:
    """One picture melts into the next: time has passed."""
    blended(change.before, incoming, CURVES[Ease.IN_OUT](share), out)
