"""Light in numbers: a shot's grade at a frame, where vignette and rays fall, and the glow of bright parts."""

from __future__ import annotations

import functools
import math
import random

import numpy as np
import numpy.typing as npt
from PIL import Image

from renderer.colours import from_hex
from renderer.stage.drawing import Grade, LightMaps
from renderer.stage.scene import Light, Rays, ShotScene

F64 = npt.NDArray[np.floating]
U8 = npt.NDArray[np.uint8]

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
_GREY: F64 = np.tile([_KR, _KG, _KB], (3, 1))

_GLOW_SHRINK = 16
_GLOW_FLOOR = 180


class Lighting:
    """The light of one shot."""

    def __init__(self, scene: ShotScene) -> None:
        self._light: Light = scene.light
        self._seed = f"light {scene.seed} {scene.shot}"
        self.maps = _maps(scene)

    def grade(self, frame: int) -> Grade:
        """The grade at a frame."""
        light = self._light
        gains = np.array([light.red.at(frame), light.green.at(frame), light.blue.at(frame)])
        matrix = np.eye(3) * light.saturation.at(frame) + _GREY * (1.0 - light.saturation.at(frame))
        contrast = light.contrast.at(frame)
        matrix = contrast * np.diag(gains * self._flicker(frame)) @ matrix
        offset = np.full(3, 0.5 * (1.0 - contrast) + light.lift.at(frame))
        for impact in light.negatives:
            if impact.frame <= frame < impact.frame + impact.frames:
                # Harder than the plain negative: two tones read as an impact, seven as a photograph's negative.
                matrix, offset = -1.6 * _GREY @ matrix, 1.3 - 1.6 * offset
        for burst in light.flashes:
            share = burst.strength * _decay(frame - burst.frame, burst.frames)
            matrix, offset = matrix * (1.0 - share), offset * (1.0 - share) + share * _rgb(burst.colour)
        mixed = (_RGB_TO_YCC @ matrix @ _YCC_TO_RGB).ravel()
        levels = _RGB_TO_YCC @ (offset * 255.0)
        return Grade(
            matrix=tuple(round(float(value), 5) for value in mixed),
            offset=(round(float(levels[0]), 3), round(float(levels[1]), 3), round(float(levels[2]), 3)),
            vignette=round(light.vignette.at(frame), 4),
            rays=_ray_levels(light.rays, frame),
            bloom=round(max(0.0, light.bloom.at(frame)), 4),
        )

    def _flicker(self, frame: int) -> float:
        if not self._light.flicker:
            return 1.0
        draw = random.Random(f"{self._seed} {frame // 2}")
        fallen = draw.random() < 0.18
        return 1.0 - self._light.flicker * (0.55 if fallen else draw.uniform(0.0, 0.12))


def glow_of(y: U8) -> U8:
    """Bright parts of a luma plane, spread out: uint8, a sixteenth of its height and width (rounded up)."""
    step = _GLOW_SHRINK
    # Four of 256 samples are enough for something this soft.
    picks = [y[row::step, column::step].astype(np.float32) for row in (4, 12) for column in (4, 12)]
    rows, columns = min(p.shape[0] for p in picks), min(p.shape[1] for p in picks)
    means = np.mean([p[:rows, :columns] for p in picks], axis=0)
    bright = np.clip((means - _GLOW_FLOOR) * (130.0 / (235 - _GLOW_FLOOR)), 0, 255)
    spread = 0.55 * _softened(bright, 2) + 0.45 * _softened(bright, 5)
    return np.ascontiguousarray(np.clip(spread, 0, 255).astype(np.uint8))


def _softened(plane: F64, radius: int) -> F64:
    """Two box blurs along each axis, which is nearly a Gaussian."""
    for _ in range(2):
        for axis in (0, 1):
            pads = [(radius + 1, radius) if a == axis else (0, 0) for a in (0, 1)]
            sums = np.cumsum(np.pad(plane, pads, mode="edge"), axis=axis)
            ahead = np.take(sums, range(2 * radius + 1, sums.shape[axis]), axis=axis)
            behind = np.take(sums, range(sums.shape[axis] - 2 * radius - 1), axis=axis)
            plane = (ahead - behind) / (2 * radius + 1)
    return plane


def _decay(since: int, frames: int) -> float:
    if since < 0 or since >= frames:
        return 0.0
    return math.pow(1.0 - since / frames, 1.6)


def _rgb(colour: str) -> F64:
    return np.array(from_hex(colour)) / 255.0


def _ray_levels(rays: Rays, frame: int) -> tuple[float, float, float]:
    strength = max(0.0, rays.strength.at(frame))
    levels = _RGB_TO_YCC @ (_rgb(rays.colour) * 255.0 * strength * 0.55)
    return round(float(levels[0]), 3), round(float(levels[1]), 3), round(float(levels[2]), 3)


def _maps(scene: ShotScene) -> LightMaps:
    width, height = scene.width_px, scene.height_px
    vignette, vignette_half = _vignette(width, height)
    maps = LightMaps(vignette=vignette, vignette_half=vignette_half)
    if max(scene.light.rays.strength.extent()) > 0:
        maps.rays, maps.rays_half = _ray_map(scene.light.rays, width, height, scene.seed)
    return maps


@functools.lru_cache(maxsize=4)
def _vignette(width: int, height: int) -> tuple[U8, U8]:
    """At full and half size; the same array for every shot of a size (nobody writes to it)."""
    x, y = np.linspace(-1, 1, max(2, width // 4)), np.linspace(-1, 1, max(2, height // 4))[:, None]
    distance = np.sqrt((x * 0.92) ** 2 + (y * 0.86) ** 2)
    share = np.clip((distance - 0.45) / 0.85, 0.0, 1.0)
    return _grown(255.0 * share * share * (3.0 - 2.0 * share), width, height)


def _ray_map(rays: Rays, width: int, height: int, seed: int) -> tuple[U8, U8]:
    """Beams of uneven width fanning out from the source and fading with distance."""
    draw = random.Random(f"rays {seed}")
    waves = [(draw.uniform(5, 34), draw.uniform(0, math.tau), draw.uniform(0.3, 1.0)) for _ in range(7)]
    columns, rows = max(2, width // 4), max(2, height // 4)
    x = np.linspace(0, 1, columns) - rays.x
    y = (np.linspace(0, 1, rows)[:, None] - rays.y) * height / width
    angle, distance = np.arctan2(y, x), np.hypot(x, y)
    beams = sum(weight * np.sin(angle * count + phase) for count, phase, weight in waves)
    beams = np.clip(beams / sum(w for _, _, w in waves) * 1.5 + 0.28, 0.0, 1.0) ** 1.4
    fade = np.exp(-distance * 0.95) * np.clip(distance * 5.0, 0.2, 1.0)
    halo = 0.5 * np.exp(-distance * 2.6)
    return _grown(255.0 * (beams * fade + halo), width, height)


def _grown(small: F64, width: int, height: int) -> tuple[U8, U8]:
    """A soft map at full and at half size."""
    image = Image.fromarray(np.clip(small, 0, 255).astype(np.uint8))
    sizes = ((width, height), (width // 2, height // 2))
    full, half = (np.ascontiguousarray(np.asarray(image.resize(s, Image.Resampling.BICUBIC))) for s in sizes)
    return full, half
