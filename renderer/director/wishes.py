"""Retakes: what a member's wish in words changes about a shot, and what another take changes without one."""

from __future__ import annotations

import re
from dataclasses import replace

from renderer.stage.layers import ParticleKind
from show.script import Emotion, Framing, Move, Shot

CLOSER = (
    Framing.ESTABLISHING,
    Framing.WIDE,
    Framing.TWO_SHOT,
    Framing.MEDIUM,
    Framing.CLOSE_UP,
    Framing.EXTREME_CLOSE_UP,
)
"""Framings from the widest to the closest; over-the-shoulder counts as a two-shot."""
LIGHTS: dict[str, Emotion] = {
    **dict.fromkeys(("cold", "colder", "cool", "cooler", "blue", "sad"), Emotion.SORROW),
    **dict.fromkeys(("dark", "darker", "scary", "creepy", "green"), Emotion.DREAD),
    **dict.fromkeys(("warm", "warmer", "soft", "softer", "gentle"), Emotion.TENDER),
    **dict.fromkeys(("bright", "brighter", "sunny", "happy"), Emotion.JOY),
    **dict.fromkeys(("red", "angry", "furious"), Emotion.RAGE),
    **dict.fromkeys(("pink", "romantic", "dreamy"), Emotion.LOVE),
}
MOVES: dict[str, Move] = {
    **dict.fromkeys(("still", "steady", "calm", "static"), Move.HOLD),
    **dict.fromkeys(("slow", "slowly", "push", "in"), Move.PUSH_IN),
    **dict.fromkeys(("pull", "back", "out"), Move.PULL_OUT),
    **dict.fromkeys(("shake", "shaky", "impact"), Move.SHAKE),
    **dict.fromkeys(("handheld", "nervous"), Move.HANDHELD),
    **dict.fromkeys(("zoom", "crash", "sudden"), Move.CRASH_ZOOM),
    **dict.fromkeys(("orbit", "around", "circle"), Move.ORBIT),
    **dict.fromkeys(("pan", "sideways"), Move.PAN_RIGHT),
    **dict.fromkeys(("up", "tilt"), Move.TILT_UP),
}
OTHER_MOVES = (Move.PUSH_IN, Move.ORBIT, Move.PULL_OUT, Move.PAN_LEFT, Move.TILT_UP, Move.HANDHELD)
"""What another take does when nobody said what should be different."""
_CLOSER_WORDS = frozenset(("closer", "close", "nearer", "tighter", "face"))
_WIDER_WORDS = frozenset(("wider", "wide", "farther", "further", "distance", "whole", "room"))


def heeded(shot: Shot) -> Shot:
    """The shot as it is to be staged: as written on the first take, changed by its wish on later ones."""
    if shot.take <= 1:
        return shot
    words = re.findall(r"[a-z]+", shot.wish.lower())
    changed = _framed(shot, frozenset(words))
    changed = replace(
        changed,
        mood=next((LIGHTS[word] for word in words if word in LIGHTS), shot.mood),
        move=next((MOVES[word] for word in words if word in MOVES), shot.move),
        particles=_air(shot, words),
    )
    same = (changed.framing, changed.move, changed.mood, changed.particles) == (
        shot.framing,
        shot.move,
        shot.mood,
        shot.particles,
    )
    if same:
        others = [move for move in OTHER_MOVES if move is not shot.move]
        return replace(changed, move=others[(shot.take - 2) % len(others)])
    return changed


def _framed(shot: Shot, words: frozenset[str]) -> Shot:
    if "eyes" in words and shot.cast:
        return replace(shot, framing=Framing.EXTREME_CLOSE_UP)
    step = bool(words & _CLOSER_WORDS) - bool(words & _WIDER_WORDS)
    if not step or shot.framing is Framing.INSERT:
        return shot
    here = Framing.TWO_SHOT if shot.framing is Framing.OVER_SHOULDER else shot.framing
    place = max(0, min(len(CLOSER) - 1, CLOSER.index(here) + step))
    return replace(shot, framing=CLOSER[place])


def _air(shot: Shot, words: list[str]) -> tuple[str, ...]:
    kinds = {kind.value for kind in ParticleKind}
    wished = [word for word in words if word in kinds]
    return tuple(dict.fromkeys((*wished, *shot.particles)))
