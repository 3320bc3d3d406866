"""Small scenes for the stage's tests, quick to draw."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from renderer.crew.cels import Picture
from renderer.stage.layers import BackdropLayer, CaptionLayer, CaptionPage, MouthCue, PuppetLayer, Viseme, WordCue
from renderer.stage.scene import Pictures, ShotScene, at_size
from renderer.stage.tracks import hold
from tests.stage import paper

WIDTH, HEIGHT = 144, 256


def pictures() -> Pictures:
    """The whole property room, painted for a frame 480 pixels high."""
    lit = paper.word("never", "#ffe14a", 16.0)
    return {
        "place": paper.place(480),
        "hero": paper.puppet(375),
        "page": paper.word("I never told you", size=16.0),
        "lit": Picture(pixels=lit.pixels, x_px=12, y_px=0),
        "card": paper.word("To be continued", size=30.0),
    }


def scene(**changes: Any) -> ShotScene:
    """A speaking puppet in a place, one page of captions; 144 × 256 unless told otherwise."""
    mouths = (
        MouthCue(start_frame=4, end_frame=8, viseme=Viseme.A),
        MouthCue(start_frame=8, end_frame=10, viseme=Viseme.CLOSED),
        MouthCue(start_frame=10, end_frame=16, viseme=Viseme.O),
    )
    page = CaptionPage(
        key="page", start_frame=2, end_frame=20, words=(WordCue(key="lit", start_frame=6, end_frame=12),)
    )
    plain = ShotScene(
        shot="s1",
        frames=24,
        width_px=WIDTH,
        height_px=HEIGHT,
        painted_height_px=480,
        seed=5,
        layers=(
            BackdropLayer(key="place"),
            PuppetLayer(key="hero", y=hold(1.02), blinks=(8,), mouths=mouths),
            CaptionLayer(pages=(page,)),
        ),
    )
    return replace(plain, **changes)


def small(one: ShotScene, fps: int = 24) -> ShotScene:
    """The same at 72 × 128."""
    return at_size(one, 72, 128, fps)


def difference(first: np.ndarray, second: np.ndarray) -> int:
    """Largest difference of two pictures, in levels."""
    return int(np.abs(first.astype(int) - second.astype(int)).max())
