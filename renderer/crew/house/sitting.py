"""One sitting: who is drawn, turned which way, with which face, in which light, and where things lie on the head.

Drawing units: the head is about 450 high from chin to crown; the origin lies between the eyes, y runs down.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from renderer.crew.house.canvas import Colour, Layer
from renderer.crew.house.curves import Knots, Points
from renderer.crew.house.expressions import Face
from renderer.crew.house.look import Look
from renderer.crew.house.palette import Tones, cel_tones, mix, skin_tones
from show.script import Angle, Emotion, Pose

_SHRINK = 0.86
"""How much narrower the turned face becomes, about the cosine of 30°."""
_SHIFT = 56.0
"""How far the middle of the face moves sideways in three-quarter view, in units."""
_FACE_RADIUS = 212.0
_HAIR_RADIUS = 236.0
_DIP = 36.0
"""How far the middle of the face moves down when the head is tilted down, in units."""

INK: Colour = (46, 30, 44)
"""The darkest line: a brown violet, never black."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Everything a drawing function needs to know."""

    look: Look
    face: Face
    emotion: Emotion
    angle: Angle
    pose: Pose
    shade: float
    """Which side the shadow falls on: 1 right, −1 left."""
    weight: float
    seed: int

    @property
    def turn(self) -> float:
        """−1 turned to the left, 0 to the front, 1 to the right (three-quarter)."""
        if self.angle is Angle.THREE_QUARTER_LEFT:
            return -1.0
        return 1.0 if self.angle is Angle.THREE_QUARTER_RIGHT else 0.0

    @property
    def profile(self) -> float:
        """−1 or 1 in profile, else 0."""
        return {Angle.PROFILE_LEFT: -1.0, Angle.PROFILE_RIGHT: 1.0}.get(self.angle, 0.0)

    @property
    def sides(self) -> tuple[float, ...]:
        """The sides of the face that are seen, named by the picture's side in front view."""
        return (-self.profile,) if self.profile else (-1.0, 1.0)

    @property
    def facing(self) -> float:
        """Which way the head is turned at all: −1, 0 or 1."""
        return self.turn or self.profile

    @property
    def back(self) -> bool:
        return self.angle is Angle.BACK

    @property
    def male(self) -> bool:
        return self.look.gender == "m"

    @property
    def skin(self) -> Tones:
        return skin_tones(self.look.skin)

    @property
    def hair(self) -> Tones:
        return cel_tones(self.look.hair)

    @property
    def lash(self) -> Colour:
        """Lashes and brows: the hair's line colour, darkened."""
        return mix(self.hair.line, INK, 0.6)

    @property
    def chin(self) -> float:
        """How low the chin lies."""
        grown = {"child": 182.0, "teen": 196.0, "adult": 204.0, "elder": 206.0}[self.look.age]
        return grown + (10.0 if self.male and self.look.age != "child" else 0.0) + 3.0 * self.look.jaw

    @property
    def nuance(self) -> float:
        """−1 to 1: the little that differs from take to take in how the same thing is played."""
        return random.Random(f"{self.look.seed}/{self.seed}").uniform(-1.0, 1.0)

    @property
    def nod(self) -> float:
        """How far the head is tilted: 1 down, −1 up; in profile the whole head turns instead."""
        return 0.0 if self.profile or self.back else self.face.nod

    @property
    def lean(self) -> float:
        """Degrees by which the whole head turns in the picture: its lean, and in profile its tilt."""
        roll = self.face.roll * (1.0 if self.look.seed % 2 else -1.0) + 1.6 * self.nuance
        if self.profile:
            return 0.4 * roll + self.profile * self.face.nod * 9.0
        return roll + self.turn * self.face.nod * 3.0

    def layer(self) -> Layer:
        return Layer(self.weight)

    def on_face(self, knots: Knots) -> Points:
        """Points of a face seen from the front, as seen in this sitting's turn."""
        points = np.asarray(knots, dtype=np.float64)
        return self._aside(points, 150.0, 16.0) if self.profile else self._turned(points, _FACE_RADIUS, _SHIFT)

    def on_hair(self, knots: Knots, lift: float = 1.0) -> Points:
        """The same for hair, which stands off the skull."""
        points = np.asarray(knots, dtype=np.float64)
        return (
            self._aside(points, 178.0, 10.0)
            if self.profile
            else self._turned(points, _HAIR_RADIUS, _SHIFT * 1.08 * lift)
        )

    def _aside(self, points: Points, radius: float, forward: float) -> Points:
        """A quarter turn: what lay at the side comes to the middle, the far half folds behind the near one."""
        near, y = np.abs(points[:, 0]), points[:, 1]
        high = np.clip(-y - 60, 0, 210)
        deep = np.sqrt(np.clip(radius**2 - near**2 - 0.8 * high**2, 0, None))
        low = np.clip((y - 92) / 40, 0, 1)
        return np.stack([self.profile * (0.6 * deep - 0.22 * near + forward + 3 * low), y], axis=1)

    def _turned(self, points: Points, radius: float, shift: float) -> Points:
        if self.turn == 0.0 and self.nod == 0.0:
            return points
        x, y = points[:, 0], points[:, 1]
        round_ = np.sqrt(np.minimum(np.maximum(1 - (x / radius) ** 2, 0.02), 1))
        level = np.sqrt(np.maximum(1 - (y / 262) ** 2, 0.0)) if self.nod else 1.0
        high = np.minimum(np.maximum(-y - 70, 0), 200) / 215 if self.turn else 0.0
        high = np.sqrt(np.maximum(1 - high**2, 0.05))
        aside = x * _SHRINK + self.turn * shift * round_ * high if self.turn else x
        return np.stack([aside, y + self.nod * _DIP * level * (0.35 + 0.65 * round_)], axis=1)
