"""Frames drawn ahead of their encoding are the same ones, in order, and nothing is left running."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from renderer.stage.ahead import IN_A_ROW, KEPT_AHEAD, drawn_ahead, drawn_in_a_row
from renderer.stage.frames import Frame, Nv12, iter_frames
from renderer.stage.layers import BackdropLayer
from renderer.stage.scene import Camera, Pictures, ShotScene, TransitionIn, at_size
from show.errors import SceneError
from show.script import Transition
from tests.stage import scenes


def numbered(frames: int, *, repeated: frozenset[int] = frozenset()) -> Iterator[Frame]:
    """Frames of as few buffers as are to be kept, each full of its number, as the stage gives them."""
    buffers: list[Nv12] = [np.zeros((6, 4), np.uint8) for _ in range(KEPT_AHEAD)]
    turn = 0
    for index in range(frames):
        if index not in repeated:
            turn = (turn + 1) % len(buffers)
            buffers[turn].fill(index)
        yield Frame(index=index, pixels=buffers[turn], repeated=index in repeated)


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


def changing(frames: int) -> ShotScene:
    """A scene that begins with a change of pictures."""
    before = scenes.scene(frames=5)
    return scenes.scene(frames=frames, transition=TransitionIn(kind=Transition.DISSOLVE, frames=3, outgoing=before))


def resting(frames: int) -> ShotScene:
    """A scene most of whose frames repeat the one before."""
    alone = tuple(layer for layer in scenes.scene(frames=frames).layers if isinstance(layer, BackdropLayer))
    return replace(scenes.scene(frames=frames), layers=alone, camera=Camera())


@pytest.mark.parametrize("scene", [scenes.scene(frames=9), changing(9), resting(9), at_size(changing(9), 72, 128, 12)])
def test_a_scene_drawn_ahead_or_in_a_row_is_the_scene(pictures: Pictures, scene: ShotScene) -> None:
    plain = [(frame.index, frame.repeated, frame.pixels.copy()) for frame in iter_frames(scene, pictures)]
    with drawn_ahead(iter_frames(scene, pictures, kept=KEPT_AHEAD)) as ahead:
        found = [(frame.index, frame.repeated, frame.pixels.copy()) for frame in ahead]
    in_a_row = drawn_in_a_row(iter_frames(scene, pictures, kept=IN_A_ROW))
    for number, frame in enumerate(in_a_row):
        for index, repeated, pixels in (plain[number], found[number]):
            assert (frame.index, frame.repeated) == (index, repeated)
            assert np.array_equal(frame.pixels, pixels)
    assert len(plain) == len(found) == number + 1


def test_so_many_frames_are_kept_as_were_asked_for(pictures: Pictures) -> None:
    frames = list(iter_frames(changing(9), pictures, kept=9))
    plain = [frame.pixels.copy() for frame in iter_frames(changing(9), pictures)]
    assert all(np.array_equal(frame.pixels, pixels) for frame, pixels in zip(frames, plain, strict=True))


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
