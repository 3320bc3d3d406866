"""Props: known objects by their words, a wrapped one for the rest."""

import numpy as np
import pytest

from renderer.crew.house.props import OBJECTS, object_of, paint_prop
from renderer.crew.ports import PropRequest
from show.script import Emotion, TimeOfDay


def prop(words, time=TimeOfDay.DAY):
    return paint_prop(
        PropRequest(words=words, time=time, mood=Emotion.NEUTRAL, width_px=216, height_px=384, seed=1)
    ).pixels


@pytest.mark.parametrize("words", [names.split()[0] for names, _ in OBJECTS])
def test_every_object_stands_in_the_middle_of_a_clear_ground(words):
    pixels = prop(words)
    assert pixels.shape == (384, 216, 4)
    assert (pixels[..., :3].max(axis=2) <= pixels[..., 3]).all()
    solid = pixels[..., 3] > 250
    assert 0.04 < solid.mean() < 0.6
    rows, columns = np.nonzero(solid)
    assert abs(np.median(columns) / 216 - 0.5) < 0.15
    assert abs(np.median(rows) / 384 - 0.46) < 0.2


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("phone with a glowing screen", "draw_phone"),
        ("two old photographs pinned to a wall", "draw_photograph"),
        ("key on a red string", "draw_key"),
        ("Vending machine, humming", "draw_machine"),
    ],
)
def test_the_first_known_word_decides(words, name):
    assert object_of(words).__name__ == name


@pytest.mark.parametrize("words", ["the moon crystal of Aster", "", "🗝️", "العقد القديم", "x" * 4000])
def test_unknown_things_are_wrapped_and_labelled(words):
    assert object_of(words) is None
    assert (prop(words)[..., 3] > 250).mean() > 0.04


def test_labels_differ_with_the_words():
    assert (prop("moon crystal") != prop("sun crystal")).any()


def test_night_tints_the_object():
    assert prop("letter", TimeOfDay.NIGHT)[..., :3].mean() < prop("letter")[..., :3].mean()
