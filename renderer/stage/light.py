"""Light in the compositor's numbers: a shot's grade at a frame, and its maps."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import numpy.typing as npt

from renderer.stage.drawing import Grade, LightMaps
from renderer.stage.lights import Moment, tone_at
from renderer.stage.lights.rays import ray_map
from renderer.stage.lights.vignette import vignette_map
from renderer.stage.scene import Light, Rays, Rim, ShotScene
from renderer.stage.tracks import Track

F64 = npt.NDArray[np.floating]

# ITU-R BT.709-6, item 3.2: luma of red, green, blue; chroma scaled so that its extremes are ±1/2.
_KR, _KG, _KB = 0.2126, 0.7152, 0.0722
_FULL_TO_LIMITED = np.diag([219.0 / 255.0, 224.0 / 255.0, 224.0 / 255.0])
_RGB_TO_YCC: F64 = _FULL_TO_LIMITED @ np.array(
    [
        [_KR, _KG, _KB],
        [-_KR / (2 * (1 - _KB)), -_KG / (2 * (1 - _KB)), 0.5],
        [0.5, -_KG / (2 * (1 - _KR)), -_KB / (2 * (1 - _KR))],
    ]
)
_YCC_TO_RGB: F64 = np.linalg.inv(_RGB_TO_YCC)


class Lighting:
    """The light of one shot."""

    def __init__(self, scene: ShotScene) -> None:
        self._light = scene.light
        self._seed = f"light {scene.seed} {scene.shot}"
        self._rests = _rests(scene.light)
        self._latest: Grade | None = None
        self.maps = _maps(scene)

    def grade(self, frame: int) -> Grade:
        """The grade at a frame; the very same in every frame while nothing about the light moves."""
        if self._latest is None or not self._rests:
            self._latest = self._grade(frame)
        return self._latest

    def _grade(self, frame: int) -> Grade:
        tone = tone_at(Moment(light=self._light, frame=frame, seed=self._seed))
        mixed = (_RGB_TO_YCC @ tone.matrix @ _YCC_TO_RGB).ravel()
        return Grade(
            matrix=tuple(round(float(value), 5) for value in mixed),
            offset=_levels(tone.offset),
            vignette=round(tone.vignette, 4),
            rays=_levels(tone.rays),
            bloom=round(tone.bloom, 4),
        )


def _rests(light: Light | Rays | Rim) -> bool:
    """Whether it is the same in every frame: no track has keyframes, nothing flickers, nothing strikes."""
    for field in fields(light):
        value = getattr(light, field.name)
        if field.name == "flicker" or isinstance(value, tuple):
            rests = not value
        elif isinstance(value, Track):
            rests = not value.keys
        else:
            rests = not isinstance(value, (Rays, Rim)) or _rests(value)
        if not rests:
            return False
    return True


def _levels(colour: F64) -> tuple[float, float, float]:
    luma, cb, cr = _RGB_TO_YCC @ (colour * 255.0)
    return round(float(luma), 3), round(float(cb), 3), round(float(cr), 3)


def _maps(scene: ShotScene) -> LightMaps:
    width, height = scene.width_px, scene.height_px
    maps = LightMaps(vignette=vignette_map(width // 2, height // 2))
    if max(scene.light.rays.strength.extent()) > 0:
        maps.rays = ray_map(scene.light.rays, width // 2, height // 2, scene.seed)
    return maps
