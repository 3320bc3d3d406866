"""Hands, legs and prints: what a pose or a feeling does with them."""

from __future__ import annotations

import numpy as np
import pytest

from renderer.crew.figures.body import FRAMES
from renderer.crew.figures.gestures import GESTURES, gesture_of
from renderer.crew.figures.hands import HANDS
from renderer.crew.figures.prints import PRINTS
from renderer.crew.house.puppet import assemble, paint_puppet
from renderer.crew.ports import CharacterRequest
from show.bible import Character
from show.ids import CharacterId
from show.script import Angle, Emotion, Framing, Pose


def figure(look: str, emotion: Emotion = Emotion.NEUTRAL, angle: Angle = Angle.FRONT, seed: int = 0) -> np.ndarray:
    who = Character(id=CharacterId("mio"), name="Mio", look=look)
    return assemble(
        paint_puppet(
            CharacterRequest(
                character=who, cast=(who,), expression=emotion, strength=1.0, angle=angle, pose=Pose.STAND,
                framing=Framing.WIDE, light_from_left=True, seed=seed,
            )
        )
    )  # fmt: skip


def test_there_are_gestures_enough_and_each_has_drawn_hands() -> None:
    assert len(GESTURES) >= 12
    for gesture in GESTURES.values():
        for reach in (gesture.left, gesture.right):
            assert reach.hand in ("", *HANDS)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=str)
def test_arms_keep_their_length(frame: object) -> None:
    for name, gesture in GESTURES.items():
        for side, reach in ((-1.0, gesture.left), (1.0, gesture.right)):
            arm = reach.arm(side, frame)  # type: ignore[arg-type]
            upper, fore = np.hypot(*np.subtract(arm.elbow, arm.shoulder)), np.hypot(*np.subtract(arm.wrist, arm.elbow))
            assert 30 < upper < 125, f"{name}: the upper arm is {upper:.0f} long"
            assert 8 < fore < 140, f"{name}: the forearm is {fore:.0f} long"


def test_feelings_move_free_hands_and_a_pose_moves_them_first() -> None:
    free = {gesture_of(Pose.STAND, mood, seed, "tee", behind=False) for mood in Emotion for seed in range(6)}
    assert len(free) >= 12
    for mood in Emotion:
        assert gesture_of(Pose.ARMS_CROSSED, mood, 3, "tee", behind=False) == "crossed"
        assert gesture_of(Pose.STAND, mood, 4, "kimono", behind=False) != "pockets"
        assert gesture_of(Pose.ARMS_CROSSED, mood, 3, "tee", behind=True) == "eased", "arms are in front of the body"


@pytest.mark.parametrize("pattern", [name for name in PRINTS if name != "pinstripes"])
def test_a_pattern_shows_on_the_cloth(pattern: str) -> None:
    plain, printed = figure("a woman in a plain blue hoodie"), figure(f"a woman in a blue hoodie, {pattern}")
    differs = np.abs(plain.astype(int) - printed).max(axis=2) > 24
    assert 1500 < differs.sum() < 0.5 * (plain[..., 3] > 0).sum()


def test_a_sad_head_hangs_and_a_proud_one_is_raised() -> None:
    who = Character(id=CharacterId("mio"), name="Mio", look="a girl with a bob")
    heights = {}
    for mood in (Emotion.EXHAUSTED, Emotion.DEADPAN, Emotion.SMUG):
        puppet = paint_puppet(
            CharacterRequest(
                character=who, cast=(who,), expression=mood, strength=1.0, angle=Angle.FRONT, pose=Pose.STAND,
                framing=Framing.MEDIUM, light_from_left=True, seed=0,
            )
        )  # fmt: skip
        heights[mood] = puppet.eyes[1]
    assert heights[Emotion.EXHAUSTED] > heights[Emotion.DEADPAN] + 12
    assert heights[Emotion.SMUG] < heights[Emotion.DEADPAN] - 12
