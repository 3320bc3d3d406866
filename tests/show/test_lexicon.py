"""The lexicon: what may stand in it, and how it is read."""

from __future__ import annotations

import pytest

from show.bible import Series
from show.errors import InvalidInput, NotFound
from show.ids import GuildId, SeriesId
from show.lexicon import (
    MAX_ENTRIES,
    Pronunciation,
    checked,
    lexicon_of,
    spoken_of,
    with_pronunciation,
    without_pronunciation,
)

SERIES = Series(id=SeriesId("s"), guild_id=GuildId(1), title="Moon Post", premise="")


@pytest.mark.parametrize(
    ("said", "respelling", "ipa"),
    [
        ("Hah-roo-kah", "Hah-roo-kah", ""),
        ("/hɑːɹˈuːkə/", "", "hɑːɹˈuːkə"),
        ("Hah-roo-kah /hɑːɹˈuːkə/", "Hah-roo-kah", "hɑːɹˈuːkə"),
        ("/gata/", "", "ɡata"),
    ],
)
def test_respelling_and_sounds_are_told_apart(said: str, respelling: str, ipa: str) -> None:
    assert Pronunciation.of(said) == Pronunciation(respelling=respelling, ipa=ipa)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("", "x"), ("two words", "x"), ("x" * 41, "x"), ("...", "x"), ("Mika", ""), ("Mika", "y" * 81),
        ("Mika", "/mi"), ("Mika", "/mi5ka/"), ("Mika", "<b>mee</b>"), ("Mika", "m33ka"), ("Mika", "@everyone"),
    ],
)  # fmt: skip
def test_what_no_voice_could_say_is_refused(word: str, said: str) -> None:
    with pytest.raises(InvalidInput):
        checked(word, said)


@pytest.mark.parametrize("said", ["Mee-ka", "Mee ka", "O'Hara", "しののめ", "मीका", "/mˈiːkə/", "Mee-ka /mˈiːkə/"])
def test_what_voices_can_say_is_kept(said: str) -> None:
    assert checked(" Mika ", said) == ("Mika", said)


def test_an_entry_replaces_the_one_of_the_same_word_and_can_be_taken_out() -> None:
    series = with_pronunciation(with_pronunciation(SERIES, "Mika", "Mee-ka"), "mika", "My-ka")
    assert series.lexicon == {"mika": "My-ka"}
    assert without_pronunciation(series, "MIKA").lexicon == {}
    with pytest.raises(NotFound):
        without_pronunciation(SERIES, "Mika")


def test_a_lexicon_has_an_end() -> None:
    series = SERIES
    for number in range(MAX_ENTRIES):
        series = with_pronunciation(series, f"Name{number}", "Name")
    with pytest.raises(InvalidInput):
        with_pronunciation(series, "Other", "Other")


def test_a_language_has_its_own_respellings_and_everybodys_sounds() -> None:
    series = with_pronunciation(SERIES, "Mika", "Mee-kah /mˈiːkə/")
    series = with_pronunciation(series, "Riku", "Ree-koo")
    series = with_pronunciation(series, "riku", "Ricú", "es-MX")
    assert lexicon_of(series, "en-GB") == {"Mika": "Mee-kah /mˈiːkə/", "Riku": "Ree-koo"}
    assert lexicon_of(series, "es") == {"Mika": "/mˈiːkə/", "riku": "Ricú"}
    assert lexicon_of(series, "fr") == {"Mika": "/mˈiːkə/"}
    assert without_pronunciation(series, "Riku", "es").lexicons == {}
    with pytest.raises(NotFound):
        without_pronunciation(series, "Riku", "fr")


@pytest.mark.parametrize(
    ("text", "words"),
    [("Is this Mika's?", ["Mika"]), ("リクだ。", ["リク"]), ("Nobody.", []), ("MIKA, it's リク", ["Mika", "リク"])],
)
def test_a_line_depends_on_the_names_in_it_alone(text: str, words: list[str]) -> None:
    assert list(spoken_of(text, {"Mika": "Mee-kah", "リク": "リークー", "Kaito": "Kai-toh"})) == words
