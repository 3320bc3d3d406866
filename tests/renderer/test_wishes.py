"""What a retake changes about a shot."""

from __future__ import annotations

import pytest

from renderer.director.brief import brief_of
from renderer.director.wishes import heeded
from show.script import Emotion, Framing, Move, Shot
from tests.renderer.test_timeline import lay, make_line, make_shot


def retake(wish: str, take: int = 2, **changes: object) -> Shot:
    return heeded(make_shot(1, [make_line(1)], wish=wish, take=take, **changes))


def test_the_first_take_is_as_written() -> None:
    shot = make_shot(1, [make_line(1)], wish="closer")
    assert heeded(shot) == shot


@pytest.mark.parametrize(
    ("wish", "framing"),
    [
        ("Closer please", Framing.MEDIUM),
        ("WIDER!", Framing.WIDE),
        ("closer on her eyes, let the light go cold", Framing.EXTREME_CLOSE_UP),
    ],
)
def test_words_about_distance_change_the_framing(wish: str, framing: Framing) -> None:
    assert retake(wish).framing is framing


def test_words_about_light_air_and_camera_are_heeded() -> None:
    shot = retake("Colder light, more snow, and a shaky camera")
    assert (shot.mood, shot.particles, shot.move) == (Emotion.SORROW, ("snow",), Move.SHAKE)


@pytest.mark.parametrize("wish", ["", "do it again", "もう一度", "<@123> ](http://x"])
def test_another_take_without_a_wish_one_understands_moves_differently(wish: str) -> None:
    written = make_shot(1, [make_line(1)], move=Move.PUSH_IN)
    takes = [retake(wish, take, move=Move.PUSH_IN).move for take in (2, 3, 4)]
    assert written.move not in takes
    assert len(set(takes)) == 3


def test_a_retake_is_another_picture_of_its_shot_alone() -> None:
    shots = [make_shot(n, [make_line(n)]) for n in range(1, 4)]
    before = lay(shots)
    after = lay([shots[0], make_shot(2, [make_line(2)], take=2, wish="closer"), shots[2]])
    same = [brief_of(before, n) == brief_of(after, n) for n in range(len(before.setups))]
    assert same == [True, True, False, True]
    assert brief_of(after, 2).framing is Framing.MEDIUM
