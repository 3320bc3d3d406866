"""From written words to sounds: nothing a member writes breaks the line's words, whatever the engine makes of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.crew.espeak_ng import espeak
from renderer.crew.kokoro.phonemes import NOBODY, dialect, symbols_of, vocabulary
from renderer.crew.spoken import spoken_words
from renderer.crew.timings import match_words

ODD = st.text(
    alphabet=st.sampled_from(list("abcé ñ0123456789.,!?…—-'’\"*_$%@#&()[]<>/\\😀🥺嘘はるか너Ж\u0301\u200d\n\tAEIOU")),
    max_size=60,
)


def sounds(text: str, language: str = "en", lexicon: dict[str, str] | None = None) -> list[str]:
    words = spoken_words(text, language, lexicon or {})
    symbols = symbols_of(words, espeak(), dialect(language) or "")
    return [
        "".join(s for s, o in zip(symbols.text, symbols.owners, strict=True) if o == index)
        for index in range(len(words))
    ]


@settings(max_examples=150, deadline=None)
@given(text=ODD)
def test_words_are_the_lines_words_and_symbols_are_kokoros(text: str) -> None:
    words = spoken_words(text, "en", {})
    assert "".join(word.written for word in words) == "".join(text.split())
    symbols = symbols_of(words, espeak(), "en-us")
    assert len(symbols.text) == len(symbols.owners)
    assert set(symbols.text) <= set(vocabulary())
    owners = [owner for owner in symbols.owners if owner != NOBODY]
    assert owners == sorted(owners)
    assert all(0 <= owner < len(words) for owner in owners)


def test_words_run_together_by_the_engine_keep_their_own_sounds() -> None:
    text = "It was one of the nights in the dark"
    heard = list(zip(text.split(" "), sounds(text), strict=True))
    assert ("of", "ʌv") in heard
    assert heard.count(("the", "ðə")) == 2
    assert all(sound for _, sound in heard)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Dr.", "doctor"),
        ("$5,000", "5,000 dollars"),
        ("50%", "50 percent"),
        ("Noooo!", "No"),
        ("*never*", "never"),
        ("WHY?!", "why"),
        ("FBI", "FBI"),
        ("“Go!”", "Go"),
        ("I-I'd", "I'd"),
        ("https://evil.example/x", "link"),
        ("—", ""),
        ("🥺", ""),
    ],
)
def test_words_are_said_as_a_reader_would(word: str, said: str) -> None:
    assert spoken_words(f"{word} x", "en", {})[0].said == said


def test_an_abbreviation_before_a_number_is_a_refusal_elsewhere() -> None:
    assert spoken_words("No. 7", "en", {})[0].said == "number"
    refused = spoken_words("No. I won't.", "en", {})[0]
    assert (refused.said, refused.marks) == ("No", ".")


def test_marks_standing_alone_pause_after_the_word_before() -> None:
    words = spoken_words("Wait — what ?!", "en", {})
    assert [word.marks for word in words] == ["—", "", "?!", ""]


def test_capitals_and_stars_stress_a_word_but_a_line_in_capitals_stresses_none() -> None:
    assert [w.emphatic for w in spoken_words("I said NO to *you*", "en", {})] == [False, False, True, False, True]
    assert not any(w.emphatic for w in spoken_words("I SAID NO!", "en", {}))


def test_a_stutter_is_heard_before_its_word() -> None:
    assert sounds("W-what?")[0].startswith("wˈʌ—wˈʌt")
    assert sounds("W-w-what?")[0].count("—") == 2


def test_the_lexicon_gives_respellings_and_exact_sounds() -> None:
    plain = sounds("Haruka's here")[0]
    respelled = sounds("Haruka's here", lexicon={"Haruka": "Hah-roo-kah"})[0]
    exact = sounds("haruka, stay", lexicon={"Haruka": "/hɑɹˈukə/"})[0]
    assert respelled != plain
    assert respelled.endswith("z")
    assert exact == "hɑɹˈukə"


@pytest.mark.parametrize("language", ["en", "en-GB", "es-MX", "fr", "it", "pt-BR", "hi"])
def test_kokoros_languages_have_sounds_for_every_word(language: str) -> None:
    text = {"hi": "तुमने मुझसे झूठ बोला!", "fr": "Tu m'as menti, Haruka !"}.get(language, "La luna canta de noche.")
    heard = sounds(text, language)
    assert all(sound for sound, word in zip(heard, text.split(), strict=True) if word != "!")


def test_boundaries_of_a_service_are_matched_to_written_words() -> None:
    written = ["“Well-known,”", "he", "said", "—", "42", "times…", "🥺"]
    heard = [
        ("Well", 0.1, 0.3),
        ("known", 0.3, 0.6),
        ("he", 0.8, 0.9),
        ("said", 0.9, 1.2),
        ("42", 1.4, 1.9),
        ("times", 1.9, 2.4),
    ]
    timings = match_words(written, heard, 2.6)
    assert [t.text for t in timings] == written
    assert [round(t.start_seconds, 1) for t in timings] == [0.1, 0.8, 0.9, 1.2, 1.4, 1.9, 2.4]


@settings(max_examples=100, deadline=None)
@given(
    text=ODD,
    heard=st.lists(st.tuples(st.text(max_size=8), st.floats(-1.0, 6.0), st.floats(0.0, 1.0)), max_size=12),
)
def test_any_boundaries_give_ordered_times_inside_the_sound(text: str, heard: list[tuple[str, float, float]]) -> None:
    timings = match_words(text.split(), [(w, s, s + d) for w, s, d in heard], 3.0)
    assert [timing.text for timing in timings] == text.split()
    clock = 0.0
    for timing in timings:
        assert clock <= timing.start_seconds <= timing.end_seconds <= 3.0
        clock = timing.end_seconds


def test_the_robotic_voice_says_a_line_alike_whatever_the_clock_says() -> None:
    def said() -> bytes:
        return espeak().say("Again?", voice="en-us+whisper", afresh=True).samples.tobytes()

    first = said()
    # The library seeds its noise with the clock's whole seconds.
    time.sleep(1.01)
    assert said() == first
