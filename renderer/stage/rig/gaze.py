"""Gaze."""

from __future__ import annotations

from renderer.stage.rig.actor import RIG, Actor, variant


@RIG.register_as_it_is("gaze")
def gaze(actor: Actor, frame: int) -> str:
    """Eyes look left, right or wide for as long as a cue lasts: to whoever speaks, or away."""
    return variant(actor.layer.gazes, frame)
