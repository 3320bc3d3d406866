"""What drifts through the air: petals, rain, snow, embers, dust, fireflies, bokeh."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
import skia

from renderer.colours import from_hex
from renderer.crew.cels import Pixels
from renderer.stage.camera import View
from renderer.stage.drawing import Blit, blit
from renderer.stage.geometry import Affine
from renderer.stage.layers import ParticleKind, ParticleLayer
from renderer.stage.scene import ShotScene
from renderer.stage.sheets import Sheet, level, sheet
from renderer.stage.vectors import pixels_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habit:
    """How a kind moves. Speeds in frame heights a second (down is +), sizes in painted pixels at size 1."""

    colour: str
    size_px: float
    fall: tuple[float, float]
    sway: float
    """Sideways swing, in frame widths."""
    spin: float
    """Turns a second at most."""
    drift: float
    """Sideways speed at wind 1, in frame widths a second."""
    opacity: tuple[float, float]
    pulse: float = 0.0
    """How deeply it fades in and out, 0–1."""
    tumbles: bool = False


HABITS: dict[ParticleKind, _Habit] = {
    ParticleKind.PETALS: _Habit(
        colour="#ffc4d6",
        size_px=34,
        fall=(0.09, 0.17),
        sway=0.06,
        spin=0.35,
        drift=0.32,
        opacity=(0.85, 1.0),
        tumbles=True,
    ),
    ParticleKind.RAIN: _Habit(
        colour="#dfeaff", size_px=250, fall=(1.7, 2.5), sway=0.0, spin=0.0, drift=0.9, opacity=(0.3, 0.6)
    ),
    ParticleKind.SNOW: _Habit(
        colour="#ffffff", size_px=26, fall=(0.05, 0.12), sway=0.05, spin=0.0, drift=0.22, opacity=(0.6, 0.95)
    ),
    ParticleKind.EMBERS: _Habit(
        colour="#ffb04a", size_px=26, fall=(-0.30, -0.12), sway=0.05, spin=0.0, drift=0.2, opacity=(0.6, 1.0), pulse=0.5
    ),
    ParticleKind.DUST: _Habit(
        colour="#fff3d8",
        size_px=16,
        fall=(-0.02, 0.02),
        sway=0.05,
        spin=0.0,
        drift=0.05,
        opacity=(0.25, 0.6),
        pulse=0.6,
    ),
    ParticleKind.FIREFLIES: _Habit(
        colour="#e8ff9a",
        size_px=76,
        fall=(-0.03, 0.02),
        sway=0.13,
        spin=0.0,
        drift=0.02,
        opacity=(0.7, 1.0),
        pulse=0.95,
    ),
    ParticleKind.BOKEH: _Habit(
        colour="#ffe9c2",
        size_px=170,
        fall=(-0.02, 0.01),
        sway=0.03,
        spin=0.0,
        drift=0.03,
        opacity=(0.12, 0.30),
        pulse=0.5,
    ),
}

LUMINOUS = frozenset({ParticleKind.EMBERS, ParticleKind.DUST, ParticleKind.FIREFLIES, ParticleKind.BOKEH})
"""What shines by itself: a night's grade leaves it bright."""

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
        if layer.kind is ParticleKind.RAIN:
            # A streak lies along its own path.
            turn = -math.atan2(drift * scene.width_px, mote.fall * scene.height_px)
        elif not habit.tumbles:
            turn = 0.0
        cosine, sine = math.cos(turn) * size, math.sin(turn) * size
        # A tumbling petal shows its edge, then its other face.
        squash = 0.35 + 0.65 * abs(math.cos(turn * 0.7 + mote.phase)) if habit.tumbles else 1.0
        return (cosine, -sine * squash, screen_x, sine, cosine * squash, screen_y)


def _drawings(layer: ParticleLayer, scale: float) -> list[Sheet]:
    habit = HABITS[layer.kind]
    colour = from_hex(layer.colour or habit.colour)
    size = habit.size_px
    if layer.kind is ParticleKind.PETALS:
        pictures = [_petal(size, colour, bend) for bend in (0.0, 0.35, -0.3)]
    elif layer.kind is ParticleKind.RAIN:
        pictures = [_streak(size * length, colour) for length in (0.6, 1.0)]
    elif layer.kind is ParticleKind.BOKEH:
        pictures = [_disc(size, colour, rim) for rim in (0.15, 0.3)]
    elif layer.kind is ParticleKind.FIREFLIES:
        pictures = [_ember(size, colour, 0.16)]
    elif layer.kind is ParticleKind.EMBERS:
        pictures = [_ember(size, colour, 0.34)]
    else:
        pictures = [_soft(size, colour)]
    return [sheet(p, scale=level(scale), x_px=-p.shape[1] // 2, y_px=-p.shape[0] // 2) for p in pictures]


def _petal(size: float, colour: tuple[float, float, float], bend: float) -> Pixels:
    edge = int(size * 1.3)
    surface = skia.Surface(edge, edge)
    middle, half = edge / 2, size / 2
    path = skia.Path()
    path.moveTo(middle, middle + half)
    path.cubicTo(
        middle - half * 0.9,
        middle + half * 0.3,
        middle - half * 0.7,
        middle - half,
        middle - half * 0.18,
        middle - half,
    )
    path.lineTo(middle + half * bend * 0.3, middle - half * 0.72)
    path.lineTo(middle + half * 0.18, middle - half)
    path.cubicTo(middle + half * 0.7, middle - half, middle + half * 0.9, middle + half * 0.3, middle, middle + half)
    red, green, blue = (int(c) for c in colour)
    dark = skia.Color(int(red * 0.93), int(green * 0.72), int(blue * 0.8))
    shader = skia.GradientShader.MakeLinear(
        [(middle, middle - half), (middle, middle + half)], [skia.Color(red, green, blue), dark]
    )
    surface.getCanvas().drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))
    return pixels_of(surface)


def _streak(length: float, colour: tuple[float, float, float]) -> Pixels:
    height, width = int(length), 5
    along = np.sin(np.linspace(0, math.pi, height)) ** 1.2
    across = np.array([0.15, 0.6, 1.0, 0.6, 0.15])
    return _painted(along[:, None] * across, colour, width)


def _soft(size: float, colour: tuple[float, float, float]) -> Pixels:
    radius = _radius(size)
    return _painted(np.clip((1.0 - radius) * 1.8, 0, 1) ** 1.3, colour)


def _ember(size: float, colour: tuple[float, float, float], core: float) -> Pixels:
    radius = _radius(size)
    alpha = np.clip(1.0 - radius, 0, 1) ** 2.2 * 0.55 + np.clip((core - radius) / core * 2.5, 0, 1)
    heat = np.clip((core * 1.3 - radius) / core, 0, 1)[..., None]
    tint = np.array(colour) * (1 - heat) + (np.array(colour) * 0.3 + 178.0) * heat
    alpha = np.clip(alpha, 0, 1)[..., None]
    return np.concatenate([tint * alpha, alpha * 255.0], axis=2).astype(np.uint8)


def _disc(size: float, colour: tuple[float, float, float], rim: float) -> Pixels:
    radius = _radius(size)
    body = np.clip((0.96 - radius) * size / 6.0, 0, 1)
    return _painted(body * (1.0 - rim + rim * np.clip(radius, 0, 1) ** 6 * 2.2).clip(0, 1), colour)


def _radius(size: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    edge = max(4, int(size))
    line = (np.arange(edge) + 0.5) / edge * 2.0 - 1.0
    return np.hypot(line[None, :], line[:, None])


def _painted(
    alpha: np.ndarray[tuple[int, ...], np.dtype[np.float64]], colour: tuple[float, float, float], width: int = 0
) -> Pixels:
    del width
    share = np.clip(alpha, 0.0, 1.0)[..., None]
    return np.concatenate([np.array(colour) * share, share * 255.0], axis=2).round().astype(np.uint8)
