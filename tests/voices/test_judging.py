"""How the judges' answers are weighed, and that no random line of captions overflows or collides."""

from __future__ import annotations

import pytest

from benchmarks.hearing.measures import consonants_of, error_rate, letters_of, spread, words_of
from benchmarks.hearing.typeset import faults, random_lines


def test_words_are_compared_as_they_are_said() -> None:
    heard = words_of("A Café, open at 3 — Mika’s favorite!")
    assert heard == ["a", "café", "open", "at", "three", "mika's", "favourite"]
    assert error_rate(words_of("I wrote it."), words_of("i wrote it")) == 0.0
    assert error_rate(["a", "b", "c", "d"], ["a", "x", "c"]) == 0.5


def test_letters_are_compared_in_any_script() -> None:
    assert letters_of("手紙は、本物！") == list("手紙は本物")
    assert error_rate(letters_of("चिट्ठी"), letters_of("चिट्ठी।")) == 0.0


def test_hindi_is_the_same_language_in_urdus_letters() -> None:
    assert consonants_of("तुमने मुझे कभी नहीं बताया") == consonants_of("تم نے مجھے کبھی نہیں بتایا")
    assert consonants_of("पेड़") == ["p", "r"]


def test_sizes_are_told_by_their_middle_and_their_end() -> None:
    assert spread([-0.1, 0.02, 0.03]) == {"count": 3, "median": 0.03, "p95": pytest.approx(0.093), "max": 0.1}
    assert spread([])["count"] == 0


def test_random_lines_cover_every_language_and_none_overflows_or_collides() -> None:
    assert len({language for language, _ in random_lines(16)}) == 8
    assert faults(16) == []
