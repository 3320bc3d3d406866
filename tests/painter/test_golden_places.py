"""Places and pages look as when their golden pictures were made; a tolerance leaves room for rasterisers."""

from __future__ import annotations

import numpy as np
import pytest

from tests.painter.golden_places import FOLDER, NAMES, PAGE, drawn, kept


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_the_golden_one(name: str) -> None:
    before, now = kept(name).astype(int), drawn(name).astype(int)
    assert before.shape == now.shape
    off = np.abs(before - now).max(axis=2)
    again = "python -m tests.painter.golden_places, if that is wanted"
    assert off.mean() < 5.0, f"{name} changed by {off.mean():.1f} levels on average; {again}"
    # A page's number and shot numbers are letters, which differ with the typefaces of a machine.
    allowed = 0.03 if name == PAGE else 0.015
    assert (off > 70).mean() < allowed, f"{(off > 70).mean():.1%} of {name} looks different; {again}"


def test_a_golden_picture_would_notice_another_place() -> None:
    assert (np.abs(kept("forest").astype(int) - kept("roof").astype(int)).max(axis=2) > 70).mean() > 0.2


def test_golden_pictures_are_small_and_none_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(NAMES)
    assert all(path.stat().st_size <= 60_000 for path in FOLDER.glob("*.png"))
