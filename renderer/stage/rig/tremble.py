"""Trembling."""

from __future__ import annotations

import random

from renderer.stage.rig.actor import RIG, Actor


@RIG.register_as_it_is("tremble")
def tremble(actor: Actor, frame: int) -> tuple[float, float]:
    """Fear and rage shiver, on twos; in parts of the head's height."""
    if not actor.layer.tremble:
        return 0.0, 0.0
    draw = random.Random(actor.tremble_seed + max(0, frame // 2))
    size = 0.010 * actor.layer.tremble
    return draw.uniform(-size, size), draw.uniform(-size, size) * 0.6
