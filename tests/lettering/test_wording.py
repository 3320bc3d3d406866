"""The film's own words in other languages."""

from __future__ import annotations

import numpy as np
import pytest

from renderer.lettering.cards import cliffhanger_card, title_card
from renderer.lettering.credits import credits_roll
from renderer.wording import DEEDS, WORDINGS, label_in, roll_in, wording
from show.credits import HEADINGS, Roll, RollSection
from show.order import FilmSettings


@pytest.mark.parametrize("language", sorted(WORDINGS))
def test_every_language_has_all_words_and_a_place_for_numbers(language: str) -> None:
    words = wording(f"{language}-XX")
    assert words is WORDINGS[language]
    assert words.previously
    assert words.to_be_continued
    assert "7" in words.episode.format(7)
    assert "7" in words.more.format(7)
    assert set(DEEDS) == set(HEADINGS)
    assert len(set(words.roll)) == len(DEEDS)
    assert words.heading("Best boy") == "Best boy"


def test_a_language_without_words_of_its_own_has_english_ones() -> None:
    assert wording("tlh") is WORDINGS["en"]


def test_the_roll_and_the_default_label_are_translated_but_no_name_is() -> None:
    roll = Roll(sections=(RollSection(heading="Approved by", names=("Approved by",)),))
    assert roll_in(roll, "es").sections == (RollSection(heading="Aprobado por", names=("Approved by",)),)
    assert label_in(FilmSettings(language="ja")) == "AIで制作 · Cliffhanger"
    assert label_in(FilmSettings(language="ja", label="Ours")) == "Ours"


@pytest.mark.parametrize("language", ["ja", "hi"])
def test_cards_differ_by_language_and_have_ink(language: str) -> None:
    size = {"width_px": 270, "height_px": 480}
    english = title_card("Moon Post", "Letters", 3, **size)
    translated = title_card("Moon Post", "Letters", 3, language=language, **size)
    assert not np.array_equal(english.pixels, translated.pixels)
    assert cliffhanger_card("？", heading=wording(language).to_be_continued, **size).pixels[..., 3].max() > 200
    roll = Roll(sections=(RollSection(heading="Approved by", names=("Anna",)),))
    told = {"title": "Moon Post", "episode_title": "Letters", "number": 3, "label": "x", "width_px": 270}
    assert not np.array_equal(credits_roll(roll, **told).pixels, credits_roll(roll, language=language, **told).pixels)  # type: ignore[arg-type]
