"""Which words of a look weren't drawn, as a member is told on the sheet and at an audition."""

from __future__ import annotations

import pytest

from renderer.crew.house.reading import LONGEST_LOOK, read_look


def test_a_look_that_is_drawn_whole_ignores_nothing() -> None:
    for look in ("", "a teen girl with long silver hair, sailor uniform", "an old man with a beard and a brown coat"):
        assert read_look(look).ignored == (), look


def test_unknown_words_and_contradictions_are_told_apart() -> None:
    reading = read_look("a bald man in a suit and a kimono with twintails, red hair, blue hair and a zeppelin 🦊")
    assert set(reading.contradictions) == {"kimono", "twintails", "blue"}
    assert set(reading.unknown) == {"zeppelin", "🦊"}
    assert set(reading.ignored) == {*reading.contradictions, *reading.unknown}


def test_what_is_too_long_ends_in_an_ellipsis_and_lists_stay_short() -> None:
    words = " ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(90))
    assert 30 < len(read_look(words).ignored) < 90
    long = "red hair " * 600
    assert len(long) > LONGEST_LOOK
    assert read_look(long).ignored == ("…",)
    assert all(len(word) <= 40 for word in read_look("y" * 90_000).ignored)


@pytest.mark.parametrize(
    "look",
    [
        "<@1234> <@&99> @everyone @here", "[x](https://example.org) ||spoiler|| `code` **bold**", "‮evil‬ ‏​",
        "../../etc/passwd; DROP TABLE looks", "\x00\x1b[31m\ud800\r\n", "a" * 4000, "شعر أسود 🦊 銀髪の少女",
        "{{7*7}} ${HOME} %s",
    ],
)  # fmt: skip
def test_an_ignored_word_carries_no_markup_mention_or_control_sign(look: str) -> None:
    for word in read_look(look).ignored:
        assert not set(word) & set("<>@`*|[]{}$\\/#_~\x00\x1b\r\n\u202e\u202c\u200b\u200f\ud800"), word
        word.encode("utf-8")
