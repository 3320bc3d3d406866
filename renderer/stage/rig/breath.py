"""Breath."""

from __future__ import annotations

import math

from renderer.stage.rig.actor import RIG, Actor


@RIG.register_as_it_is("breath")
def breath(actor: Actor, frame: int) -> float:
    """The chest rises and falls, −1 out to 1 in; two characters never breathe together."""
    layer = actor.layer
    return math.sin(math.tau * actor.seconds(frame) / max(0.3, layer.breath_seconds) + layer.phase) * layer.breath
