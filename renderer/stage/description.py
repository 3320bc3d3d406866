"""Scene descriptions as a person reads and writes them: versioned JSON without what is at rest.

`docs/scene.md` has the fields, the units and an example. A layer says in `layer` what it is; a track is a number,
or a list of [frame, value] and [frame, value, ease]; a field that is left out has its usual value.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import typing
from typing import Any, NoReturn

from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    LinesLayer,
    ParticleLayer,
    PlaneLayer,
    PuppetLayer,
    ScrollLayer,
    SpriteLayer,
)
from renderer.stage.scene import PanelLayer, ShotScene
from renderer.stage.tracks import Ease, Keyframe, Track
from show.codec import from_plain, to_plain
from show.errors import InvalidDocument

SCENE_FORMAT = 1
"""Raised when a description of the old form can no longer be read as it is."""

LAYERS: dict[str, type] = {
    "backdrop": BackdropLayer,
    "plane": PlaneLayer,
    "puppet": PuppetLayer,
    "particles": ParticleLayer,
    "lines": LinesLayer,
    "sprite": SpriteLayer,
    "captions": CaptionLayer,
    "scroll": ScrollLayer,
    "panel": PanelLayer,
}
_NAMES = {kind: name for name, kind in LAYERS.items()}
_LINE_CHARACTERS = 110
"""What fits is written on one line: a camera's track reads better so than down the page."""


def written(scene: ShotScene) -> str:
    """The description of a scene; `read` gives the same scene back."""
    return _laid_out({"scene": SCENE_FORMAT, **_plain(scene)}, 0) + "\n"


def read(text: str) -> ShotScene:
    """The scene of a description; InvalidDocument names the field that is wrong."""
    try:
        return _read(json.loads(text, parse_constant=_no_number, parse_float=_finite, parse_int=_whole))
    except (ValueError, RecursionError) as error:
        raise InvalidDocument("This is not JSON: {error}.", error=error) from error


def _read(document: Any) -> ShotScene:
    if not isinstance(document, dict) or "scene" not in document:
        raise InvalidDocument("This is not a scene description: it lacks “scene”, the format's number.")
    if document["scene"] != SCENE_FORMAT:
        raise InvalidDocument(
            "This scene has format {document!r}; this version reads {scene_format}.",
            document=document["scene"],
            scene_format=SCENE_FORMAT,
        )
    body = {name: value for name, value in document.items() if name != "scene"}
    scene: ShotScene = _built(body, ShotScene, "scene")
    return scene


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number a track can have")


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _whole(digits: str) -> int:
    # A seed has 64 bits.
    return int(digits) if len(digits) <= 20 else _no_number(f"{digits[:20]}…")


def _plain(value: Any) -> Any:
    if isinstance(value, Track):
        return _plain_track(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        facts = {"layer": _NAMES[type(value)]} if type(value) in _NAMES else {}
        return facts | {
            f.name: _plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if getattr(value, f.name) != _usual(f)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return to_plain(value)


def _usual(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _plain_track(track: Track) -> Any:
    if not track.keys:
        return track.rest
    keys = [
        [key.frame, key.value] if key.ease is Ease.IN_OUT else [key.frame, key.value, key.ease.value]
        for key in track.keys
    ]
    # What a track with keyframes rests at is never seen; it is kept only where it is not the first key's value.
    return keys if track.rest == track.keys[0].value else {"rest": track.rest, "keys": keys}


def _built(value: Any, kind: Any, where: str) -> Any:
    """The value of a field of that type."""
    if kind is Track:
        return _built_track(value, where)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _built_dataclass(value, kind, where)
    arguments = typing.get_args(kind)
    if type(None) in arguments:
        return None if value is None else _built(value, next(a for a in arguments if a is not type(None)), where)
    if arguments and PanelLayer in arguments:
        return _built_layer(value, where)
    if typing.get_origin(kind) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        if not isinstance(value, list):
            raise InvalidDocument("{where} must be a list.", where=where)
        return tuple(_built(item, arguments[0], f"{where}[{n}]") for n, item in enumerate(value))
    return from_plain(value, kind, where)


def _built_layer(value: Any, where: str) -> Any:
    name = value.get("layer") if isinstance(value, dict) else None
    if not isinstance(name, str) or name not in LAYERS:
        raise InvalidDocument(
            "{where} must say in “layer” which it is: {layers}.", where=where, layers=", ".join(LAYERS)
        )
    return _built_dataclass({k: v for k, v in value.items() if k != "layer"}, LAYERS[name], f"{where} ({name})")


def _built_dataclass(value: Any, kind: type, where: str) -> Any:
    if not isinstance(value, dict):
        raise InvalidDocument("{where} must be an object.", where=where)
    hints = typing.get_type_hints(kind)
    for name in value:
        if name not in hints:
            raise InvalidDocument(
                "{where} has a field “{name}”; a {kind} has {fields}.",
                where=where,
                name=name,
                kind=kind.__name__,
                fields=", ".join(hints),
            )
    for f in dataclasses.fields(kind):
        required = f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
        if required and f.name not in value:
            raise InvalidDocument("{where} lacks the field “{name}”.", where=where, name=f.name)
    return kind(**{name: _built(item, hints[name], f"{where}.{name}") for name, item in value.items()})


def _built_track(value: Any, where: str) -> Track:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Track(rest=float(value))
    if isinstance(value, dict):
        return dataclasses.replace(_built_track(value.get("keys"), where), rest=from_plain(value.get("rest"), float))
    if not isinstance(value, list) or not value:
        raise InvalidDocument("{where} must be a number or a list of [frame, value, ease].", where=where)
    keys = tuple(_built_key(item, f"{where}[{n}]") for n, item in enumerate(value))
    if any(later.frame < earlier.frame for earlier, later in itertools.pairwise(keys)):
        raise InvalidDocument("{where} has keyframes that go back in time.", where=where)
    return Track(rest=keys[0].value, keys=keys)


def _built_key(value: Any, where: str) -> Keyframe:
    if not isinstance(value, list) or not 2 <= len(value) <= 3:
        raise InvalidDocument("{where} must be [frame, value] or [frame, value, ease].", where=where)
    frame, number = (from_plain(item, float, where) for item in value[:2])
    return Keyframe(frame=frame, value=number, ease=from_plain(value[2], Ease, where) if value[2:] else Ease.IN_OUT)


def _laid_out(value: Any, depth: int) -> str:
    """JSON whose small parts stand on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + 2 * depth <= _LINE_CHARACTERS or not isinstance(value, (dict, list)) or not value:
        return flat
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        items = [f"{json.dumps(k, ensure_ascii=False)}: {_laid_out(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inner + item for item in items) + "\n" + outer + "}"
    return "[\n" + ",\n".join(inner + _laid_out(item, depth + 1) for item in value) + "\n" + outer + "]"
