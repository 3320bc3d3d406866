"""Brows."""

from __future__ import annotations

from renderer.stage.rig.actor import RIG, Actor, variant


@RIG.register_as_it_is("brows")
def brows(actor: Actor, frame: int) -> str:
    """Brows go up on a question and on what is said with feeling, and come down again."""
    return variant(actor.layer.brows, frame)
