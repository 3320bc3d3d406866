"""The classifier stops what the word list can't, in five languages and through tricks, and lets drama be violent."""

from __future__ import annotations

import codecs

import pytest

from benchmarks.moderation.__main__ import TABLE, measured
from benchmarks.moderation.corpus import examples
from show.classifier import CONCEPTS, likelihood
from show.moderation import Category, screen
from show.plain import pieces
from show.thresholds import RATINGS, decided


def test_the_chain_stops_far_more_than_the_list_alone_and_lets_drama_pass():
    table = measured()
    wrong = table.total(table.all, passing=False)
    assert table.total(table.by_list, passing=False) < 0.4 * wrong
    assert table.total(table.by_chain, passing=False) > 0.93 * wrong
    assert table.total(table.by_chain, passing=True) <= 0.015 * table.total(table.all, passing=True)
    minors = [key for key in table.all if key[0] == "minors"]
    assert {language for _, language in minors} == {"en", "es", "de", "pt", "ja"}
    assert all(table.by_chain[key] == table.all[key] for key in minors)


@pytest.mark.parametrize("rating", RATINGS)
def test_nothing_sexual_about_minors_passes_under_any_rating_in_any_language(rating):
    for example in examples(TABLE):
        if example.concept == "minors":
            assert screen(example.text, rating).category is Category.MINORS, example.language


def veiled(text: str) -> str:
    return codecs.decode(text, "rot13")


@pytest.mark.parametrize("between", ["", " ", ".", "-", "\u200b", "\u0336"])
def test_what_hides_a_word_is_undone(between):
    assert likelihood(f"the {between.join(veiled('cbeab'))} show").explicit > 0.6


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("h3ll0", "hello"),
        ("h.e.l.l.o", "hello"),
        ("H E L L O", "hello"),
        ("he\u200bl\u00adlo", "hello"),
        ("hеllо", "hello"),
        ("ｈｅｌｌｏ", "hello"),
        ("𝓱𝓮𝓵𝓵𝓸", "hello"),
        ("🇭 🇪 🇱 🇱 🇴", "hello"),
        ("héllö", "hello"),
        ("h*llo", "hello"),
        ("helloooo", "hello"),
        ("ｶﾞｸｾｲ", "がくせい"),
        ("カ・タ・ナ", "かたな"),
    ],
)
def test_a_word_is_read_as_it_is_meant(written, meant):
    assert any(meant in readings for readings in pieces(written))


def test_numbers_and_names_stay_what_they_are():
    assert [readings[0] for readings in pieces("Room 404 at 12:30")] == ["room", "404", "at", "12", "30"]


def test_who_somebody_is_offends_nobody():
    for text in (
        "Two girls fall in love on the last night of summer.",
        "A gay couple runs the bakery under the bridge.",
        "The Muslim doctor saves the mayor.",
        "Der schwule Kommissar und die jüdische Richterin.",
        "Una mujer trans dirige la orquesta.",
        "韓国人の友達と卒業旅行に行く。",
    ):
        assert screen(text, "everyone").allowed, screen(text, "everyone").reason


def test_the_rating_decides_about_adults_and_nothing_else():
    likely = dict.fromkeys(CONCEPTS, 0.0)
    assert decided({**likely, "explicit": 0.9}, "mature") is None
    assert decided({**likely, "explicit": 0.9}, "teen") is not None
    assert decided({**likely, "suggestive": 0.9}, "teen") is None
    assert decided({**likely, "suggestive": 0.9}, "everyone") is not None
    for rating in RATINGS:
        found = decided({**likely, "suggestive": 0.9, "minor": 0.9}, rating)
        assert found is not None
        assert found[0] is Category.MINORS
        assert decided({**likely, "hate": 0.9}, rating) is not None
