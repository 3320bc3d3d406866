"""Idle life."""

from __future__ import annotations

from dataclasses import dataclass

from renderer.stage.rig.actor import RIG, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """What a body does when it does nothing: degrees of head and body, the rest in parts of the head's height."""

    degrees: float
    down: float
    side: float
    turn: float
    body_degrees: float


@RIG.register_as_it_is("idle")
def idle(actor: Actor, frame: float) -> Idle:
    """Nobody who lives is a statue: head and weight shift by a hair, never twice alike."""
    seconds, share = actor.seconds(frame), actor.layer.idle
    sideways = actor.drift(seconds, 2, 0.11, 0.23)
    return Idle(
        degrees=0.9 * share * actor.drift(seconds, 0, 0.13, 0.29),
        down=0.010 * share * actor.drift(seconds, 1, 0.17, 0.37),
        side=0.012 * share * sideways,
        turn=0.16 * share * sideways,
        body_degrees=0.35 * share * actor.drift(seconds, 4, 0.09, 0.17),
    )
