"""The page of words that places understand is the painter's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from renderer.crew.house.air import SEASON_WORDS, season_of
from renderer.crew.house.gazetteer import places_page
from renderer.crew.house.places import SCENERY, scenery_of
from renderer.crew.house.props import OBJECTS, object_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "places.md"


def test_the_page_is_what_the_painter_knows() -> None:
    assert PAGE.read_text(encoding="utf-8") == places_page(), (
        "print it anew: python -m renderer.crew.house.gazetteer > docs/places.md"
    )


@pytest.mark.parametrize("kind", SCENERY)
def test_every_name_of_a_place_leads_to_it(kind: str) -> None:
    for name in SCENERY[kind][1].split():
        assert scenery_of(name, "") == kind


def test_every_word_of_a_season_and_of_a_prop_is_known() -> None:
    for season, words in SEASON_WORDS.items():
        assert all(season_of(f"a garden in {word}") is season for word in words.split())
    for words, _ in OBJECTS:
        assert all(object_of(word) is not None for word in words.split())


def test_its_pictures_are_small() -> None:
    for name in ("places.jpg", "manga-page.jpg"):
        assert (PAGE.parent / name).stat().st_size <= 250_000
