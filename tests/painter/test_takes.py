"""A retake plays the same thing anew: what may vary varies, who it is doesn't."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from benchmarks.identity import cast_of, distances, request_of, sight_of
from renderer.crew.cels import PartKind
from renderer.crew.house.dressed import body_of
from renderer.crew.house.look import cast_look
from renderer.crew.house.puppet import assemble, paint_puppet, sitting_of
from renderer.crew.ports import CharacterRequest
from show.script import Angle, Emotion, Framing, Pose

CAST = cast_of(4)


def asked(number: int = 0, take: int = 1, emotion: Emotion = Emotion.JOY, pose: Pose = Pose.STAND) -> CharacterRequest:
    lot = random.Random(3)
    return replace(
        request_of(CAST[number], CAST, lot), expression=emotion, strength=1.0, angle=Angle.THREE_QUARTER_LEFT,
        pose=pose, seed=7, take=take, framing=Framing.WIDE, light_from_left=True,
    )  # fmt: skip


def test_the_next_take_is_another_picture_and_the_same_take_the_same() -> None:
    first, again, other = (assemble(paint_puppet(asked(take=take))) for take in (1, 1, 2))
    assert np.array_equal(first, again)
    assert (np.abs(first.astype(int) - other).max(axis=2) > 40).sum() > 1500


def test_takes_differ_in_gesture_stance_lean_and_the_swing_of_the_hair() -> None:
    sittings = [sitting_of(asked(take=take)) for take in range(1, 7)]
    bodies = [body_of(sitting) for sitting in sittings]
    assert len({id(body.gesture) for body in bodies}) >= 3
    assert len({body.stance.weight_side for body in bodies}) == 2
    assert len({round(sitting.lean, 3) for sitting in sittings}) == 6
    phases = [
        next(part.phase for part in paint_puppet(asked(take=take)).parts if part.kind is PartKind.HAIR)
        for take in (1, 2)
    ]
    assert abs(phases[0] - phases[1]) > 0.01


def test_a_pose_that_the_script_names_is_kept_in_every_take() -> None:
    bodies = [body_of(sitting_of(asked(take=take, pose=Pose.POINT))) for take in range(1, 5)]
    assert len({id(body.gesture) for body in bodies}) == 1


def test_no_seed_or_take_touches_identity() -> None:
    for who in CAST:
        assert cast_look(who, CAST) == sitting_of(replace(asked(), character=who, seed=99, take=5)).look
    sights = [
        sight_of(n, paint_puppet(replace(asked(n, take), expression=Emotion.NEUTRAL)), random.Random(1))
        for n in range(3)
        for take in (1, 2)
    ]
    apart = distances(sights, sights)
    same = np.array([[a.who == b.who for b in sights] for a in sights])
    assert apart[same].max() < 0.5 * apart[~same].min()
