"""Frames drawn ahead of their encoding are the same ones, in order, and nothing is left running."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from renderer.stage.ahead import drawn_ahead
from renderer.stage.frames import Frame, Nv12, iter_frames
from renderer.stage.scene import Pictures
from show.errors import SceneError
from tests.stage import scenes


def numbered(frames: int, *, repeated: frozenset[int] = frozenset()) -> Iterator[Frame]:
    """Frames of one buffer, as the stage gives them, each full of its number."""
    pixels: Nv12 = np.zeros((6, 4), np.uint8)
    for index in range(frames):
        if index not in repeated:
            pixels.fill(index)
        yield Frame(index=index, pixels=pixels, repeated=index in repeated)


def artists() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "drawing"]


def test_frames_come_in_order_each_with_its_own_pixels() -> None:
    with drawn_ahead(numbered(200, repeated=frozenset({7, 8, 100}))) as frames:
        for number, frame in enumerate(frames):
            shown = {7: 6, 8: 6, 100: 99}.get(number, number)
            assert frame.index == number
            assert (frame.pixels == shown).all()
    assert not artists()


def test_a_repeated_frame_has_the_very_pixels_of_the_one_before() -> None:
    with drawn_ahead(numbered(3, repeated=frozenset({1}))) as frames:
        first, second, third = (frame.pixels for frame in frames)
    assert second is first
    assert third is not first


def test_a_scene_drawn_ahead_is_the_scene(pictures: Pictures) -> None:
    plain = [(frame.repeated, frame.pixels.copy()) for frame in iter_frames(scenes.scene(frames=9), pictures)]
    with drawn_ahead(iter_frames(scenes.scene(frames=9), pictures)) as frames:
        for (repeated, pixels), frame in zip(plain, frames, strict=True):
            assert frame.repeated == repeated
            assert np.array_equal(frame.pixels, pixels)


def test_what_goes_wrong_in_drawing_is_raised_where_frames_are_taken() -> None:
    def failing() -> Iterator[Frame]:
        yield from numbered(5)
        raise SceneError("Shot 3, layer hero: it has no puppet.")

    with drawn_ahead(failing()) as frames:
        assert [next(frames).index for _ in range(5)] == [0, 1, 2, 3, 4]
        with pytest.raises(SceneError, match="layer hero"):
            next(frames)
    assert not artists()


def test_who_stops_taking_frames_ends_their_drawing() -> None:
    with drawn_ahead(numbered(100_000)) as frames:
        assert next(frames).index == 0
    assert not artists()
