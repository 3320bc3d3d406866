"""People look as they looked when their golden pictures were made; a tolerance leaves room for rasterisers."""

from __future__ import annotations

import numpy as np
import pytest

from tests.painter.golden import FOLDER, TAKES, drawn, kept

LARGEST_BYTES = 12_000


@pytest.mark.parametrize("name", TAKES)
def test_a_picture_is_the_golden_one(name: str) -> None:
    before, now = kept(name).astype(int), drawn(name).astype(int)
    assert before.shape == now.shape
    off = np.abs(before - now).max(axis=2)
    again = "python -m tests.painter.golden, if that is wanted"
    assert off.mean() < 5.0, f"{name} changed by {off.mean():.1f} levels on average; {again}"
    assert (off > 60).mean() < 0.01, f"{(off > 60).mean():.1%} of {name} looks different; {again}"


def test_a_golden_picture_would_notice_another_person() -> None:
    before, other = kept("front").astype(int), drawn("elder").astype(int)
    wide = min(before.shape[1], other.shape[1])
    assert (np.abs(before[:, :wide] - other[:, :wide]).max(axis=2) > 60).mean() > 0.1


def test_golden_pictures_are_small_and_none_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(TAKES)
    assert all(path.stat().st_size <= LARGEST_BYTES for path in FOLDER.glob("*.png"))
