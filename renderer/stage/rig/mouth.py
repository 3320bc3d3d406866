"""Mouths."""

from __future__ import annotations

from renderer.stage.rig.actor import RIG, Actor


@RIG.register_as_it_is("mouths")
def mouth(actor: Actor, frame: int) -> str:
    """Six drawings by viseme from the voice's own phonemes, on twos; closed on m, b and p."""
    return actor.viseme(frame)
