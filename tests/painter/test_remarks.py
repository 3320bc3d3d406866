"""What a member is told about the words of a look that weren't drawn."""

from __future__ import annotations

import pytest

from renderer.crew.house.reading import LONGEST_LOOK, read_look, remarks


def test_a_look_that_is_drawn_whole_needs_no_remark() -> None:
    for look in ("", "a teen girl with long silver hair, sailor uniform", "an old man with a beard and a brown coat"):
        assert remarks(look) == (), look


def test_unknown_words_and_contradictions_are_told_apart_in_plain_english() -> None:
    reading = read_look("a bald man in a suit and a kimono with twintails, red hair, blue hair and a zeppelin 🦊")
    assert set(reading.contradictions) == {"kimono", "twintails", "blue"}
    assert set(reading.unknown) == {"zeppelin", "🦊"}
    assert set(reading.ignored) == {*reading.contradictions, *reading.unknown}
    assert remarks("a man in a suit and a kimono with a zeppelin") == (
        "I know no drawing for: zeppelin.", "Left out, because something else was said before: kimono.",
    )  # fmt: skip


def test_what_is_too_long_is_said_and_lists_stay_short() -> None:
    words = " ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(90))
    said = remarks(words)
    assert said[0].endswith("and 48 more.")
    assert len(said[0]) < 400
    assert remarks("red hair " * 600) == (f"Only the first {LONGEST_LOOK:,} characters were read.",)
    assert all(len(sentence) < 700 for sentence in remarks("y" * 90_000))


@pytest.mark.parametrize(
    "look",
    [
        "<@1234> <@&99> @everyone @here", "[x](https://example.org) ||spoiler|| `code` **bold**", "‮evil‬ ​‏",
        "../../etc/passwd; DROP TABLE looks", "\x00\x1b[31m\ud800\r\n", "a" * 4000, "شعر أسود 🦊 銀髪の少女",
        "{{7*7}} ${HOME} %s",
    ],
)  # fmt: skip
def test_a_remark_carries_no_markup_mention_or_control_sign(look: str) -> None:
    for sentence in remarks(look):
        assert not set(sentence) & set("<>@`*|[]{}$\\/#_~\x00\x1b\r\n‮‬​‏\ud800"), sentence
        sentence.encode("utf-8")
