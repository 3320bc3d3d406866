"""Whom a narrator's words name: in scripts with and without spaces, and words that are names only sometimes."""

from __future__ import annotations

import pytest

from renderer.director.naming import named_in
from show.bible import Character
from show.ids import CharacterId


def cast(*names: str) -> list[Character]:
    return [Character(id=CharacterId(f"c{n}"), name=name, look="a red scarf") for n, name in enumerate(names)]


def named(text: str, *names: str) -> list[str]:
    return [one.name for one in named_in(text, cast(*names))]


@pytest.mark.parametrize(
    ("text", "names", "seen"),
    [
        ("ハルカは手紙を待っている。", ("ハルカ",), ["ハルカ"]),
        ("駅で美咲がハルカを待つ。", ("ハルカ", "美咲"), ["美咲", "ハルカ"]),
        ("ハルカが来ない。", ("ハル", "ハルカ"), ["ハルカ"]),
        ("さくらとさくが歩く。", ("さく", "さくら"), ["さくら", "さく"]),
        ("ケンカの夜。", ("ケン",), []),
        ("Miraはまだ来ない。", ("Mira",), ["Mira"]),
        ("小雨在等一封信。", ("小雨",), ["小雨"]),
        ("은지는 편지를 기다린다.", ("은지",), ["은지"]),
    ],
)
def test_names_are_found_where_words_have_no_spaces(text: str, names: tuple[str, ...], seen: list[str]) -> None:
    assert named(text, *names) == seen


def test_a_name_within_a_word_names_nobody() -> None:
    assert named("The marina is Rina's; Mira’s boat is gone.", "Rin", "Mira", "Ari") == ["Mira"]
    assert named("Nobody came.", "") == []
    assert named("Nobody came.") == []


@pytest.mark.parametrize("text", ["Will anyone come?", "Nobody is here. “Will anyone come?”", "So… Will it rain?"])
def test_a_word_that_opens_a_sentence_puts_nobody_on_screen(text: str) -> None:
    assert named(text, "Will Stone") == []


@pytest.mark.parametrize(
    "text", ["Nobody waits for Will.", "Will Stone is late.", "Will anyone come? Mira wants Will."]
)
def test_a_name_that_is_a_word_too_is_heard_where_it_can_only_be_the_name(text: str) -> None:
    assert "Will Stone" in named(text, "Will Stone", "Mira")


def test_of_one_first_name_the_whole_name_tells_who() -> None:
    assert named("Aki waits.", "Aki Sato", "Aki Mori") == ["Aki Sato", "Aki Mori"]
    assert named("Aki Mori waits.", "Aki Sato", "Aki Mori") == ["Aki Mori"]
