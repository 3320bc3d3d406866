"""What holds of a scene before anything of it is drawn: sizes that a frame can have, numbers to be drawn with."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import NoReturn

from renderer.stage.scene import ShotScene
from renderer.stage.tracks import Track
from show.errors import SceneError

_LARGEST_FRAME_PX = 4320
_LONGEST_SHOT_FRAMES = 24 * 600
_LARGEST_PAINTED_PX = 100_000
_MOST_FPS = 1000
_FURTHEST = 1e6
"""Of places, sizes and strengths: a million frames away is beyond every film, and products of three still fit."""
_LAST_FRAME = 1 << 31
_ANY = frozenset({"seed"})
"""Fields that may be any number: they only start a generator."""


def check(scene: ShotScene) -> None:
    """SceneError names the shot, and the layer or the field, of what can't be drawn."""
    _check_frame(scene)
    for number, layer in enumerate(scene.layers):
        _check_numbers(scene.shot, layer, f"{number} ({type(layer).__name__} {getattr(layer, 'key', '')[:80]})")
    for name in ("camera", "light", "transition"):
        _check_numbers(scene.shot, getattr(scene, name), name)
    if scene.transition is not None and scene.transition.outgoing is not None:
        outgoing = scene.transition.outgoing
        if outgoing.transition is not None:
            raise SceneError("the outgoing scene of a transition has a transition itself", shot=scene.shot)
        if (outgoing.width_px, outgoing.height_px) != (scene.width_px, scene.height_px):
            raise SceneError("the outgoing scene of a transition has another frame size", shot=scene.shot)


def _check_frame(scene: ShotScene) -> None:
    for name, value in (("width", scene.width_px), ("height", scene.height_px)):
        if value % 2 or not 16 <= value <= _LARGEST_FRAME_PX:
            raise SceneError("a frame can't be {pixels} pixels in {side}", pixels=value, side=name, shot=scene.shot)
    if not 0 < scene.frames <= _LONGEST_SHOT_FRAMES or not 0 < scene.fps <= _MOST_FPS:
        raise SceneError(
            "{frames} frames at {fps} a second can't be shown", frames=scene.frames, fps=scene.fps, shot=scene.shot
        )
    for name, value, most in (
        ("step", scene.step, _LONGEST_SHOT_FRAMES),
        ("painted_height_px", scene.painted_height_px, _LARGEST_PAINTED_PX),
    ):
        if not 0 < value <= most:
            _refuse(scene.shot, "", name, value)


def _check_numbers(shot: str, value: object, layer: str) -> None:
    for where, number in _numbers(value, ""):
        wrong = abs(number) > _LAST_FRAME if isinstance(number, int) else not abs(number) <= _FURTHEST
        if wrong:
            _refuse(shot, layer, where, number)


def _refuse(shot: str, layer: str, where: str, number: int | float) -> NoReturn:
    said = f"{number:.6g}" if isinstance(number, float) else number
    raise SceneError("“{field}” can't be {number}", field=where, number=said, shot=shot, layer=layer)


def _numbers(value: object, where: str) -> Iterator[tuple[str, int | float]]:
    """Every number of a part of a scene with its place; scenes within it are looked at when they are staged."""
    if isinstance(value, bool | str) or value is None or isinstance(value, ShotScene):
        return
    if isinstance(value, int | float):
        yield where, value
    elif isinstance(value, Track):
        yield where, value.rest
        for key in value.keys:
            yield where, key.value
            yield f"{where}'s frame", key.frame
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _numbers(item, f"{where}[{number}]")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in _ANY:
                inner = f"{where}.{field.name}" if where else field.name
                yield from _numbers(getattr(value, field.name), inner)
