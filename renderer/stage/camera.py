"""Where the camera stands in a frame, and what it makes of a layer at some depth."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from renderer.stage.geometry import Affine, apply, chain, inverse
from renderer.stage.scene import Camera, Punch, ShotScene

# Where an orbit pivots: between the characters (1) and the far background (0).
_ORBIT_DEPTH = 0.6
# Handheld: three sways a second apart in tempo never line up; amplitudes in frame widths and degrees at strength 1.
_WANDER = ((0.31, 1.0), (0.73, 0.55), (1.57, 0.25))
_WANDER_WIDTHS = 0.011
_WANDER_DEGREES = 0.7
_SHAKE_WIDTHS = 0.024
_SHAKE_DEGREES = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The camera in one frame. Lengths are in painted pixels, `scale` takes those to frame pixels."""

    centre_x: float
    centre_y: float
    look_x: float
    """How far from the middle it looks, at depth 1."""
    look_y: float
    orbit: float
    zoom: float
    dolly: float
    degrees: float
    scale: float

    def through(self, depth: float) -> Affine:
        """From the painted frame's pixels, for a layer at that depth, to frame pixels."""
        zoom = self.zoom * max(0.05, 1.0 + (self.dolly - 1.0) * depth)
        shift_x = self.centre_x + self.look_x * depth + self.orbit * (depth - _ORBIT_DEPTH)
        shift_y = self.centre_y + self.look_y * depth
        cosine, sine = math.cos(math.radians(-self.degrees)), math.sin(math.radians(-self.degrees))
        grown = (zoom * cosine, -zoom * sine, 0.0, zoom * sine, zoom * cosine, 0.0)
        seen = chain(grown, (1.0, 0.0, -shift_x, 0.0, 1.0, -shift_y))
        k = self.scale
        return chain((k, 0.0, k * self.centre_x, 0.0, k, k * self.centre_y), seen)


class CameraMan:
    """Evaluates the camera of a scene, handheld and shake included, the same for the same seed."""

    def __init__(self, scene: ShotScene) -> None:
        self._camera: Camera = scene.camera
        self._fps = scene.fps
        self.painted_height = float(scene.painted_height_px)
        self.painted_width = scene.painted_height_px * scene.width_px / scene.height_px
        self.frame_px = (scene.width_px, scene.height_px)
        self._scale = scene.height_px / scene.painted_height_px
        self._views: dict[float, View] = {}
        draw = random.Random(f"camera {scene.seed} {scene.shot}")
        self._phases = [[draw.uniform(0.0, math.tau) for _ in _WANDER] for _ in range(3)]
        self._tremor_seed = draw.getrandbits(32)

    def view(self, frame: float) -> View:
        """The camera at a frame; every plane asks for it."""
        known = self._views.get(frame)
        if known is None:
            known = self._views[frame] = self._view(frame)
        return known

    def _view(self, frame: float) -> View:
        c = self._camera
        wander_x, wander_y, wander_turn = self._wander(frame, c.handheld.at(frame))
        tremor_x, tremor_y, tremor_turn = self._tremor(frame, c.shake.at(frame))
        width, height = self.painted_width, self.painted_height
        punch = next((p for p in reversed(c.punches) if p.frame <= frame), Punch(frame=0))
        return View(
            centre_x=width / 2,
            centre_y=height / 2,
            look_x=(c.x.at(frame) - 0.5 + wander_x + tremor_x + punch.x) * width,
            look_y=(c.y.at(frame) - 0.5 + punch.y) * height + (wander_y + tremor_y) * width,
            orbit=c.orbit.at(frame) * width,
            zoom=max(0.05, c.zoom.at(frame) * punch.zoom),
            dolly=max(0.05, c.dolly.at(frame)),
            degrees=c.rotation_degrees.at(frame) + wander_turn + tremor_turn,
            scale=self._scale,
        )

    def _wander(self, frame: float, strength: float) -> tuple[float, float, float]:
        if not strength:
            return 0.0, 0.0, 0.0
        seconds = frame / self._fps
        x, y, turn = (
            strength
            * sum(a * math.sin(math.tau * hz * seconds + p) for (hz, a), p in zip(_WANDER, phases, strict=True))
            for phases in self._phases
        )
        return x * _WANDER_WIDTHS, y * _WANDER_WIDTHS, turn * _WANDER_DEGREES

    def _tremor(self, frame: float, strength: float) -> tuple[float, float, float]:
        """A new direction every frame, turned against the one before, as a struck camera swings back."""
        if not strength:
            return 0.0, 0.0, 0.0
        number = int(frame)
        draw = random.Random(self._tremor_seed + number)
        side = 1.0 if number % 2 else -1.0
        x, y = side * draw.uniform(0.5, 1.0), draw.uniform(-1.0, 1.0)
        turn = draw.uniform(-1.0, 1.0)
        return x * strength * _SHAKE_WIDTHS, y * strength * _SHAKE_WIDTHS, turn * strength * _SHAKE_DEGREES


def cover_factor(
    man: CameraMan, depth: float, half_width: float, half_height: float, centre: tuple[float, float], frames: range
) -> float:
    """How much a plane must grow (1 at least) so that the camera never sees past its edge; sizes in painted pixels."""
    need = 1.0
    width, height = man.painted_width, man.painted_height
    for frame in frames:
        view = man.view(frame)
        back = inverse(view.through(depth))
        for x, y in ((0.0, 0.0), (width, 0.0), (0.0, height), (width, height)):
            seen_x, seen_y = apply(back, x * view.scale, y * view.scale)
            need = max(need, abs(seen_x - centre[0]) / half_width, abs(seen_y - centre[1]) / half_height)
    # A hair more, for the bilinear ring at the edge.
    return need * 1.003 if need > 1.0 else 1.0
