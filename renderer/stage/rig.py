"""How a puppet moves: drawings on twos, breath, idle life, and hair that follows the head."""

from __future__ import annotations

import bisect
import math
import random
from dataclasses import dataclass

from renderer.stage.layers import PuppetLayer, VariantCue
from renderer.stage.scene import ShotScene

# A blink in four drawings of two frames each: half, closed, closed, half.
_BLINK = ("half", "closed", "closed", "half")
# The pendulum of hair: about 1.3 swings a second, settling in a second (measured by eye on long hair in anime).
_HAIR_HZ = 1.3
_HAIR_DAMPING = 0.22
_CLOTH_HZ = 1.0
_CLOTH_DAMPING = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A puppet in one frame. `hair` and `cloth` are the lag of the tips, in parts of the head's height."""

    eyes: str
    gaze: str
    brows: str
    mouth: str
    tick: int
    wind: float
    hair: float
    cloth: float
    breath: float
    """−1 breathed out to 1 breathed in."""
    head_degrees: float
    head_down: float
    """In parts of the head's height."""
    head_side: float
    turn: float
    """−1…1: how far the features have moved over the face."""
    body_degrees: float
    jitter: tuple[float, float]


class Rig:
    """The motion of one puppet through one shot, worked out once and the same for the same seed.

    Everything here changes every second frame (on twos), wherever in the shot one looks.
    """

    def __init__(self, layer: PuppetLayer, scene: ShotScene, *, head_share: float) -> None:
        """`head_share`: the head's height in parts of the frame's width, which scales how the hair lags."""
        self._layer = layer
        self._fps = scene.fps
        self._mouth_starts = [cue.start_frame for cue in layer.mouths]
        draw = random.Random(f"rig {scene.seed} {scene.shot} {layer.key}")
        self._idle_phases = [draw.uniform(0.0, math.tau) for _ in range(6)]
        self._tremble_seed = draw.getrandbits(32)
        self._head_share = max(head_share, 0.02)
        ticks = scene.frames // 2 + 2
        self._hair = self._follow(ticks, _HAIR_HZ, _HAIR_DAMPING)
        self._cloth = self._follow(ticks, _CLOTH_HZ, _CLOTH_DAMPING)

    def pose(self, frame: int) -> Pose:
        """The pose at a frame."""
        layer, tick = self._layer, max(0, frame // 2)
        frame = tick * 2
        seconds = frame / self._fps
        breath = math.sin(math.tau * seconds / max(0.3, layer.breath_seconds) + layer.phase) * layer.breath
        index = min(tick, len(self._hair) - 1)
        return Pose(
            eyes=self._eyes(frame),
            gaze=_variant(layer.gazes, frame),
            brows=_variant(layer.brows, frame),
            mouth=self._mouth(frame),
            tick=tick,
            wind=layer.wind.at(frame),
            hair=self._hair[index],
            cloth=self._cloth[index],
            breath=breath,
            head_degrees=self._head_degrees(frame),
            head_down=self._head_down(frame),
            head_side=0.012 * layer.idle * self._drift(seconds, 2, 0.11, 0.23),
            turn=layer.turn.at(frame) + 0.16 * layer.idle * self._drift(seconds, 2, 0.11, 0.23),
            body_degrees=0.35 * layer.idle * self._drift(seconds, 4, 0.09, 0.17),
            jitter=self._jitter(tick),
        )

    def _eyes(self, frame: int) -> str:
        for start in self._layer.blinks:
            step = (frame - start) // 2
            if 0 <= step < len(_BLINK):
                return _BLINK[step]
        return "open"

    def _mouth(self, frame: int) -> str:
        index = bisect.bisect_right(self._mouth_starts, frame) - 1
        if index >= 0 and frame < self._layer.mouths[index].end_frame:
            return self._layer.mouths[index].viseme.value
        return "rest"

    def _head_degrees(self, frame: float) -> float:
        idle = 0.9 * self._layer.idle * self._drift(frame / self._fps, 0, 0.13, 0.29)
        return self._layer.tilt_degrees.at(frame) + idle

    def _head_down(self, frame: float) -> float:
        speaking = 0.0
        if self._mouth(int(frame)) not in ("rest", "closed"):
            # A head that talks is never quite still.
            speaking = 0.006 * math.sin(math.tau * 1.9 * frame / self._fps + self._idle_phases[5])
        idle = 0.010 * self._layer.idle * self._drift(frame / self._fps, 1, 0.17, 0.37)
        return 0.085 * self._layer.nod.at(frame) + idle + speaking * self._layer.idle

    def _drift(self, seconds: float, index: int, slow_hz: float, fast_hz: float) -> float:
        a, b = self._idle_phases[index], self._idle_phases[(index + 3) % 6]
        return 0.7 * math.sin(math.tau * slow_hz * seconds + a) + 0.3 * math.sin(math.tau * fast_hz * seconds + b)

    def _jitter(self, tick: int) -> tuple[float, float]:
        if not self._layer.tremble:
            return 0.0, 0.0
        draw = random.Random(self._tremble_seed + tick)
        size = 0.010 * self._layer.tremble
        return draw.uniform(-size, size), draw.uniform(-size, size) * 0.6

    def _follow(self, ticks: int, hz: float, damping: float) -> list[float]:
        """Lag of hanging tips behind their root, by a damped spring pulled with the head, per tick (two frames)."""
        omega = math.tau * hz
        step_seconds = 2.0 / self._fps
        lag, speed, out = 0.0, 0.0, []
        before = self._root(0)
        root_speed = 0.0
        for tick in range(ticks):
            root = self._root(tick * 2)
            new_speed = (root - before) / step_seconds
            before = root
            push = -(new_speed - root_speed) / step_seconds
            root_speed = new_speed
            # Four small steps keep the explicit integration stable at twelve ticks a second.
            for _ in range(4):
                force = push - omega * omega * lag - 2.0 * damping * omega * speed
                speed += force * step_seconds / 4
                lag += speed * step_seconds / 4
            out.append(max(-0.35, min(0.35, lag)))
        return out

    def _root(self, frame: float) -> float:
        """Sideways position of the crown, in parts of the head's height (x per frame width, tilt about the neck)."""
        sideways = self._layer.x.at(frame) / self._head_share
        return sideways + math.sin(math.radians(self._head_degrees(frame))) * 0.8


def _variant(cues: tuple[VariantCue, ...], frame: int) -> str:
    for cue in cues:
        if cue.start_frame <= frame < cue.end_frame:
            return cue.variant
    return ""


def gust(tick: int, phase: float, fps: int, wind: float) -> float:
    """Sway of a hanging tip at a tick: a lean with the wind and two waves across it, about −1…1 times the wind."""
    seconds = tick * 2.0 / fps
    swell = 0.65 + 0.35 * math.sin(math.tau * 0.13 * seconds + phase * 0.35)
    wave = math.sin(math.tau * 0.42 * seconds - phase) * 0.6 + math.sin(math.tau * 0.77 * seconds - 1.7 * phase) * 0.25
    return wind * swell * (0.35 + wave) if wind else 0.0
