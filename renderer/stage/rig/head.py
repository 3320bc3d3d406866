"""Head turns, nods and leans."""

from __future__ import annotations

import math

from renderer.stage.rig.actor import RIG, Actor
from renderer.stage.rig.idle import idle

_NOD_HEADS = 0.085
"""How far a deep nod lowers the head, in parts of its height."""


@RIG.register_as_it_is("nod")
def nod(actor: Actor, frame: float) -> float:
    """The head dips on the first word of a phrase, and is never quite still while its mouth is open."""
    speaking = 0.0
    if actor.viseme(int(frame)) not in ("rest", "closed"):
        speaking = 0.006 * math.sin(math.tau * 1.9 * actor.seconds(frame) + actor.phase(5)) * actor.layer.idle
    return _NOD_HEADS * actor.layer.nod.at(frame) + speaking + idle(actor, frame).down


@RIG.register_as_it_is("lean")
def lean(actor: Actor, frame: float) -> float:
    """The head leans about the neck, slowly over a shot; degrees, clockwise on screen."""
    return actor.layer.tilt_degrees.at(frame) + idle(actor, frame).degrees


@RIG.register_as_it_is("turn")
def turn(actor: Actor, frame: float) -> float:
    """Eyes, brows and mouth move over the face, which reads as a head turning to whoever speaks; −1 to 1."""
    return actor.layer.turn.at(frame) + idle(actor, frame).turn
