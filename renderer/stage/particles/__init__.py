"""What drifts through the air: each kind one module with its habit and its drawings, all moved here."""

from __future__ import annotations

import functools
import math
import random

import numpy as np
import numpy.typing as npt

from renderer.colours import from_hex
from renderer.stage.camera import View
from renderer.stage.drawing import Crowd, Flock
from renderer.stage.layers import ParticleKind, ParticleLayer
from renderer.stage.particles import bokeh, dust, embers, fireflies, petals, rain, snow
from renderer.stage.particles.habit import PARTICLES, Habit
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import Sheet, level, sheet

HABITS: dict[ParticleKind, Habit] = {
    ParticleKind.PETALS: petals.HABIT,
    ParticleKind.RAIN: rain.HABIT,
    ParticleKind.SNOW: snow.HABIT,
    ParticleKind.EMBERS: embers.HABIT,
    ParticleKind.DUST: dust.HABIT,
    ParticleKind.FIREFLIES: fireflies.HABIT,
    ParticleKind.BOKEH: bokeh.HABIT,
}
LUMINOUS = frozenset(kind for kind, habit in HABITS.items() if habit.luminous)
"""What shines by itself: a night's grade leaves it bright."""

__all__ = ["HABITS", "LUMINOUS", "PARTICLES", "StagedParticles"]

_MARGIN = 0.15
"""How far beyond the frame's edges a particle lives, so that none pops in."""


class StagedParticles:
    """Draws one ParticleLayer."""

    def __init__(self, layer: ParticleLayer, scene: ShotScene) -> None:
        self._layer, self._scene = layer, scene
        self._habit = HABITS[layer.kind]
        scale = scene.height_px / scene.painted_height_px
        sheets = _drawings(layer.kind, layer.colour, level(min(1.0, scale)))
        motes = self._scatter(len(sheets))
        self._flock = Flock([sheets[int(mote[-1])] for mote in motes])
        columns = np.array(motes, np.float64).reshape(-1, 10).T
        self._x, self._y, self._fall, self._sway, self._pace, self._phase, self._spin = columns[:7]
        self._size, self._opacity = columns[7:9]
        self._depth = layer.depth * (0.75 + 0.35 * self._size)
        self._drift = layer.wind * self._habit.drift * (0.7 + 0.5 * self._size)

    def _scatter(self, drawings: int) -> list[tuple[float, ...]]:
        """Of every mote what `__init__` names, and its drawing; far ones first."""
        draw = random.Random(f"particles {self._layer.kind} {self._layer.seed} {self._scene.seed}")
        habit = self._habit
        motes = []
        for _ in range(max(0, min(self._layer.count, 2000))):
            near = draw.random() ** 1.5
            motes.append(
                (
                    draw.random(),
                    draw.random(),
                    draw.uniform(*habit.fall) * (0.7 + 0.6 * near),
                    habit.sway * draw.uniform(0.4, 1.0),
                    draw.uniform(0.10, 0.32),
                    draw.uniform(0.0, math.tau),
                    draw.uniform(-habit.spin, habit.spin),
                    0.5 + 1.0 * near,
                    draw.uniform(*habit.opacity),
                    float(draw.randrange(drawings)),
                )
            )
        return sorted(motes, key=lambda mote: mote[7])

    def blits(self, frame: int, view: View) -> list[Crowd]:
        """All particles in one frame, far to near."""
        seconds, shown = frame / self._scene.fps, self._layer.opacity.at(frame)
        if shown <= 0.003:
            return []
        opacities = self._opacity * shown
        if self._habit.pulse:
            wave = 0.5 + 0.5 * np.sin(math.tau * 1.6 * seconds * self._pace + self._phase * 3.0)
            opacities = opacities * (1.0 - self._habit.pulse * (1.0 - wave))
        crowd = self._flock.crowd(self._places(seconds, view), opacities)
        return [crowd] if crowd is not None else []

    def _places(self, seconds: float, view: View) -> npt.NDArray[np.float64]:
        """Where every mote lies, as maps (N, 6)."""
        habit, scene, depth, drift = self._habit, self._scene, self._depth, self._drift
        swing = self._sway * np.sin(math.tau * seconds * self._pace + self._phase)
        painted_width = 2.0 * view.centre_x
        x = self._x + swing + drift * seconds - (view.look_x + view.orbit) * depth / painted_width
        y = self._y + self._fall * seconds - view.look_y * depth / (2.0 * view.centre_y)
        span = 1.0 + 2.0 * _MARGIN
        screen_x = ((x + _MARGIN) % span - _MARGIN) * scene.width_px
        screen_y = ((y + _MARGIN) % span - _MARGIN) * scene.height_px
        size = self._size * self._layer.size * view.scale * (0.6 + 0.4 * view.zoom)
        turn = math.tau * seconds * self._spin + self._phase
        if habit.along:
            turn = -np.arctan2(drift * scene.width_px, self._fall * scene.height_px)
        elif not habit.tumbles:
            turn = np.zeros_like(turn)
        cosine, sine = np.cos(turn) * size, np.sin(turn) * size
        # A tumbling petal shows its edge, then its other face.
        squash = 0.35 + 0.65 * np.abs(np.cos(turn * 0.7 + self._phase)) if habit.tumbles else 1.0
        places = np.empty((6, turn.size))
        places[0], places[1], places[2] = cosine, -sine * squash, screen_x
        places[3], places[4], places[5] = sine, cosine * squash, screen_y
        return places.T


@functools.lru_cache(maxsize=8)
def _drawings(kind: ParticleKind, colour: str, scale: float) -> tuple[Sheet, ...]:
    """The same sheets for every shot (nobody writes to them); they are small."""
    habit = HABITS[kind]
    pictures = PARTICLES[kind](habit.size_px, from_hex(colour or habit.colour))
    return tuple(sheet(p, scale=scale, x_px=-p.shape[1] // 2, y_px=-p.shape[0] // 2) for p in pictures)
