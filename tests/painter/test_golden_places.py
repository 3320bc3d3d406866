"""Places and pages look as when their golden pictures were made; a tolerance leaves room for rasterisers."""

from __future__ import annotations

import pytest

from tests.painter.gallery import check_folder, kept, off_by
from tests.painter.golden_places import FOLDER, NAMES, PAGE, drawn


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_the_golden_one(name: str) -> None:
    off = off_by(kept(FOLDER, name), drawn(name))
    again = "python -m tests.painter.golden_places, if that is wanted"
    assert off.mean() < 5.0, f"{name} changed by {off.mean():.1f} levels on average; {again}"
    # A page's number and shot numbers are letters, which differ with the typefaces of a machine.
    allowed = 0.03 if name == PAGE else 0.015
    assert (off > 70).mean() < allowed, f"{(off > 70).mean():.1%} of {name} looks different; {again}"


def test_a_golden_picture_would_notice_another_place() -> None:
    assert (off_by(kept(FOLDER, "forest"), kept(FOLDER, "roof")) > 70).mean() > 0.2


def test_golden_pictures_are_small_and_none_is_left_over() -> None:
    check_folder(FOLDER, set(NAMES), 60_000)
