"""What hangs: hair and cloth lag behind the head on damped springs, and sway in the wind."""

from __future__ import annotations

import math

from renderer.stage.rig.actor import RIG, Actor
from renderer.stage.rig.head import lean

# The pendulum of hair: about 1.3 swings a second, settling in a second (measured by eye on long hair in anime).
_HAIR_HZ = 1.3
_HAIR_DAMPING = 0.22
_CLOTH_HZ = 1.0
_CLOTH_DAMPING = 0.45
_FARTHEST = 0.35


@RIG.register_as_it_is("hair")
def hair(actor: Actor, ticks: int) -> list[float]:
    """Clumps follow a turning head late, swing past and settle: the lag of their tips on every second frame."""
    return _follow(actor, ticks, _HAIR_HZ, _HAIR_DAMPING)


@RIG.register_as_it_is("cloth")
def cloth(actor: Actor, ticks: int) -> list[float]:
    """Ribbons, sleeves and hems follow slower than hair and swing less: their lag on every second frame."""
    return _follow(actor, ticks, _CLOTH_HZ, _CLOTH_DAMPING)


@RIG.register_as_it_is("wind")
def gust(tick: int, phase: float, fps: int, wind: float) -> float:
    """A lean with the wind and two waves across it, each clump with its own phase; about −1…1 times the wind."""
    seconds = tick * 2.0 / fps
    swell = 0.65 + 0.35 * math.sin(math.tau * 0.13 * seconds + phase * 0.35)
    wave = math.sin(math.tau * 0.42 * seconds - phase) * 0.6 + math.sin(math.tau * 0.77 * seconds - 1.7 * phase) * 0.25
    return wind * swell * (0.35 + wave) if wind else 0.0


def _follow(actor: Actor, ticks: int, hz: float, damping: float) -> list[float]:
    """Lag of hanging tips behind their root, by a damped spring pulled with the head, per tick (two frames)."""
    omega = math.tau * hz
    step_seconds = 2.0 / actor.fps
    lag, speed, out = 0.0, 0.0, []
    before = _root(actor, 0)
    root_speed = 0.0
    for tick in range(ticks):
        root = _root(actor, tick * 2)
        new_speed = (root - before) / step_seconds
        before = root
        push = -(new_speed - root_speed) / step_seconds
        root_speed = new_speed
        # Four small steps keep the explicit integration stable at twelve ticks a second.
        for _ in range(4):
            force = push - omega * omega * lag - 2.0 * damping * omega * speed
            speed += force * step_seconds / 4
            lag += speed * step_seconds / 4
        out.append(max(-_FARTHEST, min(_FARTHEST, lag)))
    return out


def _root(actor: Actor, frame: float) -> float:
    """Sideways position of the crown, in parts of the head's height (x per frame width, tilt about the neck)."""
    sideways = actor.layer.x.at(frame) / actor.head_share
    return sideways + math.sin(math.radians(lean(actor, frame))) * 0.8
