"""What drifts through the air: each kind one module with its habit and its drawings, all moved here."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from renderer.colours import from_hex
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import Affine
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mote:
    x: float
    y: float
    fall: float
    sway: float
    pace: float
    phase: float
    spin: float
    size: float
    opacity: float
    drawing: int


class StagedParticles:
    """Draws one ParticleLayer."""

    def __init__(self, layer: ParticleLayer, scene: ShotScene) -> None:
        self._layer, self._scene = layer, scene
        self._habit = HABITS[layer.kind]
        self._scale = scene.height_px / scene.painted_height_px
        self._sheets = _drawings(layer, min(1.0, self._scale))
        self._motes = self._scatter()

    def _scatter(self) -> list[_Mote]:
        draw = random.Random(f"particles {self._layer.kind} {self._layer.seed} {self._scene.seed}")
        habit = self._habit
        motes = []
        for _ in range(max(0, min(self._layer.count, 2000))):
            near = draw.random() ** 1.5
            motes.append(
                _Mote(
                    x=draw.random(),
                    y=draw.random(),
                    fall=draw.uniform(*habit.fall) * (0.7 + 0.6 * near),
                    sway=habit.sway * draw.uniform(0.4, 1.0),
                    pace=draw.uniform(0.10, 0.32),
                    phase=draw.uniform(0.0, math.tau),
                    spin=draw.uniform(-habit.spin, habit.spin),
                    size=0.5 + 1.0 * near,
                    opacity=draw.uniform(*habit.opacity),
                    drawing=draw.randrange(len(self._sheets)),
                )
            )
        return sorted(motes, key=lambda mote: mote.size)

    def blits(self, frame: int, view: View) -> list[Blit]:
        """All particles in one frame, far to near."""
        seconds, shown = frame / self._scene.fps, self._layer.opacity.at(frame)
        if shown <= 0.003:
            return []
        drawn = []
        for mote in self._motes:
            opacity = mote.opacity * shown
            if self._habit.pulse:
                wave = 0.5 + 0.5 * math.sin(math.tau * mote.pace * 1.6 * seconds + mote.phase * 3.0)
                opacity *= 1.0 - self._habit.pulse * (1.0 - wave)
            one = blit(self._sheets[mote.drawing], self._place(mote, seconds, view), opacity=opacity)
            if one is not None:
                drawn.append(one)
        return drawn

    def _place(self, mote: _Mote, seconds: float, view: View) -> Affine:
        habit, layer, scene = self._habit, self._layer, self._scene
        depth = layer.depth * (0.75 + 0.35 * mote.size)
        swing = mote.sway * math.sin(math.tau * mote.pace * seconds + mote.phase)
        drift = layer.wind * habit.drift * (0.7 + 0.5 * mote.size)
        painted_width = 2.0 * view.centre_x
        x = mote.x + swing + drift * seconds - (view.look_x * depth + view.orbit * depth) / painted_width
        y = mote.y + mote.fall * seconds - view.look_y * depth / (2.0 * view.centre_y)
        span = 1.0 + 2.0 * _MARGIN
        screen_x = ((x + _MARGIN) % span - _MARGIN) * scene.width_px
        screen_y = ((y + _MARGIN) % span - _MARGIN) * scene.height_px
        size = mote.size * layer.size * view.scale * (0.6 + 0.4 * view.zoom)
        turn = math.tau * mote.spin * seconds + mote.phase
        if habit.along:
            turn = -math.atan2(drift * scene.width_px, mote.fall * scene.height_px)
        elif not habit.tumbles:
            turn = 0.0
        cosine, sine = math.cos(turn) * size, math.sin(turn) * size
        # A tumbling petal shows its edge, then its other face.
        squash = 0.35 + 0.65 * abs(math.cos(turn * 0.7 + mote.phase)) if habit.tumbles else 1.0
        return (cosine, -sine * squash, screen_x, sine, cosine * squash, screen_y)


def _drawings(layer: ParticleLayer, scale: float) -> list[Sheet]:
    habit = HABITS[layer.kind]
    pictures = PARTICLES[layer.kind](habit.size_px, from_hex(layer.colour or habit.colour))
    return [sheet(p, scale=level(scale), x_px=-p.shape[1] // 2, y_px=-p.shape[0] // 2) for p in pictures]
