"""Text: shaping with fallback, breaking, fitting, and no way out of the box."""

import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.lettering.fonts import FALLBACK, Face, font_path, has_glyph, typeface
from renderer.lettering.text import (
    Lettering,
    clean,
    draw_block,
    fit,
    is_right_to_left,
    lay_out,
    measure,
    pixels_of,
)
from renderer.phrases import join_words

SAMPLES = {
    "english": "Where did you hide the letter?",
    "japanese": "最初の手紙はどこに隠したの？",
    "arabic": "أين أخفيت الرسالة الأولى؟",
    "hebrew": "איפה החבאת את המכתב?",
    "hindi": "तुमने चिट्ठी कहाँ छुपाई?",
    "thai": "คุณซ่อนจดหมายไว้ที่ไหน",
    "russian": "Куда ты спрятал письмо?",
    "korean": "편지를 어디에 숨겼어?",
    "vietnamese": "Bạn giấu lá thư ở đâu?",
}


def drawn(block):
    surface = skia.Surface(round(block.width_px) + 40, round(block.height_px) + 40)
    draw_block(surface.getCanvas(), block, 20, 20)
    return pixels_of(surface)


@pytest.mark.parametrize("name", [*Face, *FALLBACK])
def test_every_typeface_is_installed_and_opens(name):
    assert font_path(name).is_file()
    assert typeface(name).countGlyphs() > 100


@pytest.mark.parametrize("language", SAMPLES)
def test_every_letter_of_the_languages_has_a_glyph(language):
    assert all(has_glyph(character) for character in SAMPLES[language] if not character.isspace())
    assert clean(SAMPLES[language]) == SAMPLES[language]


@pytest.mark.parametrize("language", SAMPLES)
def test_text_stays_inside_its_block(language):
    block = lay_out(SAMPLES[language] * 3, Lettering(size_px=40), 400)
    alpha = drawn(block)[..., 3]
    assert alpha[:, :14].max() == 0
    assert alpha[:, -14:].max() == 0
    assert alpha.max() == 255


def test_lines_are_balanced():
    block = lay_out("one two three four five six seven eight", Lettering(size_px=40), 700)
    assert block.lines == 2
    alpha = drawn(block)[..., 3]
    middle = alpha.shape[0] // 2
    widths = [np.flatnonzero(half.max(axis=0)).size for half in (alpha[:middle], alpha[middle:])]
    assert min(widths) > 0.75 * max(widths)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(60, 500), st.integers(30, 200), st.integers(1, 4))
def test_fitted_text_never_exceeds_its_box(text, width, height, lines):
    block = fit(clean(text), Lettering(size_px=32), width, height_px=height, lines=lines, smallest_px=9)
    assert block.lines <= lines
    assert block.height_px <= height
    assert block.ink_px <= width + 0.5


def test_what_does_not_fit_ends_in_an_ellipsis():
    block = fit("word " * 200, Lettering(size_px=30), 200, height_px=60, smallest_px=12)
    assert block.text.endswith("…")


def test_controls_overrides_and_unknown_characters_are_dropped():
    assert clean("a\u202eb\u0000c\n d \ue0ff \ufe0f") == "abc d"
    assert clean("\u200bhi") == "hi"


def test_direction_follows_the_first_strong_letter():
    assert is_right_to_left("… أين tonight")
    assert not is_right_to_left("tonight أين")


def test_words_of_unspaced_scripts_are_joined_without_spaces():
    assert join_words(["手紙は", "どこ？"]) == "手紙はどこ？"
    assert join_words(["the", "letter"]) == "the letter"
    assert join_words(["Ren", "は", "どこ"]) == "Ren はどこ"


def test_lines_are_not_made_even_at_the_cost_of_a_word() -> None:
    block = fit("SEVEN MINUTES OF AIR", Lettering(size_px=103, face=Face.DISPLAY), 410, lines=4, smallest_px=27)
    assert measure("MINUTES", block.lettering) <= block.width_px


@pytest.mark.parametrize("word", ["Unbelievable", "Непостижимо", "Rindfleischetikettierung"])
def test_a_word_is_set_smaller_before_it_is_broken(word):
    style = Lettering(size_px=60)
    width = measure(word, style) * 0.6
    block = fit(f"{word} no", style, width, smallest_px=20)
    assert measure(word, block.lettering) <= width
    assert block.lines == 2
    # Where even the smallest letters are too wide, nothing is lost all the same.
    broken = fit(word, style, width, smallest_px=55)
    assert broken.text == word
    assert broken.lines == 2
    assert broken.ink_px <= width + 0.5


@pytest.mark.parametrize(
    "text",
    [
        SAMPLES["japanese"],
        "…そんなはずはない、絶対に。",
        "“日本語の手紙だった”",
        "AIと日本語の話をしよう",
        "―だれかいるのか、そこに",
        "10年前の手紙はどこにある",
        "Wait—unplugged—yesterday",
        "I-really-really-mean-it now",
    ],
)
def test_what_may_be_broken_is_not_set_smaller_for_it(text):
    style = Lettering(size_px=60)
    block = fit(text, style, measure(text, style) / 2.2)
    assert block.lettering.size_px == 60
    assert block.lines >= 2


def test_a_word_in_wide_spacing_is_set_smaller_with_its_spaces():
    style = Lettering(size_px=60, spacing_px=6)
    block = fit("Unbelievable", style, measure("Unbelievable", style) * 0.7, smallest_px=20)
    assert block.lines == 1
