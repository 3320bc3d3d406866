"""Blinks."""

from __future__ import annotations

from renderer.stage.rig.actor import RIG, Actor

_DRAWINGS = ("half", "closed", "closed", "half")
"""Four drawings of two frames each."""


@RIG.register_as_it_is("blink")
def blink(actor: Actor, frame: int) -> str:
    """Half, closed, closed, half, on twos: eight frames, at the times the director drew by lot."""
    for start in actor.layer.blinks:
        step = (frame - start) // 2
        if 0 <= step < len(_DRAWINGS):
            return _DRAWINGS[step]
    return "open"
