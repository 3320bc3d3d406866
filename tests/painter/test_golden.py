"""People look as they looked when their golden pictures were made; a tolerance leaves room for rasterisers."""

from __future__ import annotations

import pytest

from tests.painter.gallery import check_folder, kept, off_by
from tests.painter.golden import FOLDER, TAKES, drawn

LARGEST_BYTES = 12_000


@pytest.mark.parametrize("name", TAKES)
def test_a_picture_is_the_golden_one(name: str) -> None:
    off = off_by(kept(FOLDER, name), drawn(name))
    again = "python -m tests.painter.golden, if that is wanted"
    assert off.mean() < 5.0, f"{name} changed by {off.mean():.1f} levels on average; {again}"
    assert (off > 60).mean() < 0.01, f"{(off > 60).mean():.1%} of {name} looks different; {again}"


def test_a_golden_picture_would_notice_another_person() -> None:
    before, other = kept(FOLDER, "front"), drawn("elder")
    wide = min(before.shape[1], other.shape[1])
    assert (off_by(before[:, :wide], other[:, :wide]) > 60).mean() > 0.1


def test_golden_pictures_are_small_and_none_is_left_over() -> None:
    check_folder(FOLDER, set(TAKES), LARGEST_BYTES)
