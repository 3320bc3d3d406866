"""Ideas that are alike: the same story in other words, and not every story with the same name in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from show.likeness import ALIKE, likeness

SAME = [
    ("Mika's best friend has been writing the letters all along", "The letters were written by Mika's best friend!"),
    ("The clock tower is alive and hungry", "the CLOCK TOWER is hungry, and it is alive"),
    ("Her violin teacher burned the first letter", "The first letter was burned by the violin teacher to protect her"),
    ("ミカの親友が手紙を書いていた", "手紙はミカの親友が書いていた"),
    ("The cat did it", "the cat did it"),
]
OTHER = [
    ("The last letter is addressed to somebody who died", "Tomorrow's letter arrives in somebody else's handwriting"),
    ("Mika burns the letter", "Mika marries the postman"),
    ("crowd 0", "crowd 1"),
    ("Moon Post idea 1", "Moon Post idea 2"),
    ("It began with the lighthouse", "It began with the submarine"),
    ("Rin finds the key under the school roof", "Mira loses the umbrella on the school roof"),
    ("ミカの親友が手紙を書いていた", "時計塔は生きている"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_idea_in_other_words_is_found(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_idea_with_some_of_the_same_words_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_lies_between_nothing_and_everything_and_has_no_first_text(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) == likeness(other, one) <= 1.0
    assert not one.strip() or likeness(one, one) == 1.0 or not one.isprintable()
