"""Scenes with anything in any field: `python -m tests.stage.wild FIRST LAST` plays those of so many seeds."""

from __future__ import annotations

import dataclasses
import math
import random
import sys
import typing
from collections import Counter
from collections.abc import Callable
from enum import Enum

import numpy as np

from renderer.crew.cels import Picture
from renderer.stage.frames import iter_frames
from renderer.stage.layers import BackdropLayer, PuppetLayer
from renderer.stage.scene import Camera, Focus, Light, PanelLayer, Pictures, ShotScene, TransitionIn, window_px
from renderer.stage.staging import Layer
from renderer.stage.tracks import Ease, Keyframe, Track
from show.errors import SceneError
from show.script import Transition
from tests.stage import scenes

WIDTH, HEIGHT = 48, 84
FLOATS = (
    0.0, -0.0, 1.0, -1.0, 1e-9, -1e-9, 5e-324, 1e4, -1e4, 1e6, -1e6, 1e9, 1e300, math.nan, math.inf, -math.inf,
)  # fmt: skip
INTEGERS = (0, 1, -1, 2, 40, -40, 10**6, 10**9, -(10**9), 2**31, 2**63, 10**30)
TEXTS = (
    "", "hero", "place", "card", "nobody", "empty", "dot", "line", "flat", "floats", "#ffffff", "red", "\u202e😀",
    "ש" * 9_999,
)  # fmt: skip
USUAL = {PuppetLayer: "hero", BackdropLayer: "place"}
KINDS = typing.get_args(Layer)


def stocked() -> Pictures:
    """The property room, and pictures of odd shapes."""
    odd = {
        "empty": np.zeros((0, 4, 4), np.uint8),
        "dot": np.full((1, 1, 4), 255, np.uint8),
        "line": np.full((1, 300, 4), 128, np.uint8),
        "flat": np.zeros((5, 5), np.uint8),
        "floats": np.zeros((5, 5, 4), np.float32),
    }
    return dict(scenes.pictures()) | {name: Picture(pixels=pixels) for name, pixels in odd.items()}


class Wild:
    """Draws scenes of one seed; some seeds are tame but for a field or two."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.odds = self.draw.choice((0.0, 0.02, 0.1, 0.4))

    def scene(self) -> ShotScene:
        """A shot, at times with a panel and with a transition."""
        scene = self._shot("07a", WIDTH, HEIGHT)
        if self.draw.random() < 0.2:
            scene = dataclasses.replace(scene, layers=(*scene.layers, self._panel()))
        if self.draw.random() < 0.3:
            scene = dataclasses.replace(scene, transition=self._transition())
        return scene

    def _shot(self, name: str, width: int, height: int) -> ShotScene:
        layers = tuple(self._built(self.draw.choice(KINDS)) for _ in range(self.draw.randint(0, 4)))
        frames = self._whole(self.draw.choice((1, 2, 3, 5)))
        return ShotScene(
            shot=name, frames=24 if 24 < frames <= 14_400 else frames, width_px=width, height_px=height,
            fps=self._whole(24), step=self._whole(1), painted_height_px=self._whole(480), seed=self._whole(7),
            layers=layers, camera=self._built(Camera), light=self._built(Light),
        )  # fmt: skip

    def _panel(self) -> PanelLayer:
        corners = tuple((self.draw.uniform(-0.2, 1.2), self.draw.uniform(-0.2, 1.2)) for _ in range(4))
        _, _, width, height = window_px(corners, WIDTH, HEIGHT)
        panel: PanelLayer = self._built(PanelLayer, scene=self._shot("07a panel", width, height), corners=corners)
        return panel

    def _transition(self) -> TransitionIn:
        before = self._shot("07a before", WIDTH, HEIGHT) if self.draw.random() < 0.7 else None
        kind, frames = self.draw.choice(list(Transition)), self._whole(4)
        focus = {name: self._built(Focus) for name in ("outgoing_focus", "incoming_focus")}
        return TransitionIn(kind=kind, frames=frames, outgoing=before, colour=self._text("#102030"), **focus)

    def _built(self, kind: type, **given: typing.Any) -> typing.Any:
        hints, values = typing.get_type_hints(kind), dict(given)
        for field in dataclasses.fields(kind):
            needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            if field.name not in values and (needed or self.draw.random() < 0.45):
                values[field.name] = self._value(hints[field.name], field.name, kind)
        return kind(**values)

    def _value(self, hint: typing.Any, name: str, kind: type) -> typing.Any:
        makers: dict[typing.Any, Callable[[], typing.Any]] = {
            Track: self._track,
            bool: lambda: self.draw.random() < 0.5,
            float: self._number,
            int: lambda: self._whole(self.draw.randint(0, 20)),
            str: lambda: self._text("#a0b0c0" if "colour" in name else USUAL.get(kind, "card")),
        }
        if hint in makers:
            return makers[hint]()
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.draw.choice(list(hint))
        if dataclasses.is_dataclass(hint):
            return self._built(typing.cast(type, hint))
        inner, *_ = typing.get_args(hint)
        return tuple(self._value(inner, name, kind) for _ in range(self.draw.randint(0, 3)))

    def _track(self) -> Track:
        places = sorted((self._number() * 9 for _ in range(self.draw.randint(0, 3))), key=lambda at: (at != at, at))
        keys = (Keyframe(frame=at, value=self._number(), ease=self.draw.choice(list(Ease))) for at in places)
        return Track(rest=self._number(), keys=tuple(keys))

    def _number(self) -> float:
        return self.draw.choice(FLOATS) if self.draw.random() < self.odds else self.draw.uniform(-0.5, 1.5)

    def _whole(self, usual: int) -> int:
        return self.draw.choice(INTEGERS) if self.draw.random() < self.odds / 2 else usual

    def _text(self, usual: str) -> str:
        return self.draw.choice(TEXTS) if self.draw.random() < self.odds else usual


def played(scene: ShotScene, room: Pictures) -> SceneError | None:
    """What the stage says of it; None when it gave every frame."""
    try:
        shown = sum(frame.pixels.shape == (HEIGHT * 3 // 2, WIDTH) for frame in iter_frames(scene, room))
    except SceneError as error:
        return error
    assert shown == len(range(0, scene.frames, scene.step))
    return None


if __name__ == "__main__":
    told: Counter[str] = Counter()
    for number in range(*map(int, sys.argv[1:3])):
        try:
            told["error" if played(Wild(number).scene(), stocked()) else "film"] += 1
        except Exception as wrong:
            raise SystemExit(f"Seed {number}: {wrong!r}") from wrong
    print(dict(told))
