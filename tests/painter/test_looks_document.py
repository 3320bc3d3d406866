"""The page of words that looks understand is the vocabulary's own."""

from __future__ import annotations

from pathlib import Path

from renderer.crew.house import vocabulary
from renderer.crew.house.handbook import looks_page
from renderer.crew.house.reading import read_look

PAGE = Path(__file__).resolve().parents[2] / "docs" / "looks.md"


def test_the_page_is_what_the_vocabulary_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == looks_page(), (
        "print it anew: python -m renderer.crew.house.handbook > docs/looks.md"
    )


def test_every_word_of_the_page_is_read() -> None:
    for table in (vocabulary.EXTRAS, vocabulary.COLOUR_WORDS, vocabulary.AGES, vocabulary.BUILDS, vocabulary.SKINS):
        for key, names in table.items():
            for name in names:
                assert read_look(f"{name} hair").ignored == (), f"{name} for {key}"


def test_the_examples_of_the_page_say_what_they_promise() -> None:
    assert read_look("pink hair, green eyes, a blue coat and a red scarf").colours == {
        "hair": "pink", "eyes": "green", "cloth": "blue", "scarf": "red",
    }  # fmt: skip
    assert read_look("silver hair with pink tips").colours == {"hair": "silver", "tips": "pink"}
    assert "heterochromia" in read_look("one green eye and one golden eye").extras
