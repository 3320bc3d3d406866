"""Proportions by age and build, the trunk's outline, and how a figure stands and turns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renderer.crew.figures.turning import Turn
from renderer.crew.house.curves import Points, spline

Point = tuple[float, float]

GROUND = 583.0
"""Where the soles of the teen's shoes stand, in head units below the face's middle."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures in head units (a head is 100 high). `shoulder`, `waist`, `hip` are half widths."""

    shoulder: float
    waist: float
    hip: float
    length: float
    """Scale of everything below the neck, 1 for a teen of six heads."""
    arm: float
    neck: float
    chest: float = 0.0
    """0 flat; above, how far the bust swells."""

    def y(self, y: float) -> float:
        """Where a height of the teen's body lies in this one."""
        return 60.0 + (y - 60.0) * self.length


FRAMES: dict[tuple[str, str], Frame] = {
    ("child", "female"): Frame(35, 27, 30, 0.72, 8.0, 0.80),
    ("child", "male"): Frame(36, 28, 29, 0.72, 8.2, 0.82),
    ("teen", "female"): Frame(45, 28, 38, 1.0, 9.2, 0.86, 1.0),
    ("teen", "male"): Frame(55, 36, 36, 1.05, 11.4, 1.06),
    ("adult", "female"): Frame(48, 29, 41, 1.1, 9.8, 0.90, 1.25),
    ("adult", "male"): Frame(64, 42, 40, 1.18, 13.2, 1.22),
    ("elder", "female"): Frame(44, 33, 40, 1.0, 9.4, 0.90, 0.8),
    ("elder", "male"): Frame(55, 41, 40, 1.08, 11.6, 1.08),
}


def shoulder_line(frame: Frame, side: float) -> list[Point]:
    """From the neck over the trapezius to the outermost point of the shoulder."""
    s, y = frame.shoulder, frame.y
    slope = 3.0 if frame.chest else 0.0
    return [
        (side * 13.4 * frame.neck, 56.0),
        (side * (13.5 * frame.neck + 5.0), 62.0),
        (side * s * 0.55, y(66.5) + slope * 0.5),
        (side * s * 0.84, y(71.5) + slope),
        (side * s * 0.99, y(82) + slope),
    ]


def trunk(frame: Frame, low: float = 246.0) -> Points:
    """Neck to hip as a closed outline, down to `low` in the teen's heights; the neck stands in its dip."""
    s, w, h = frame.shoulder, frame.waist, frame.hip
    y, bust = frame.y, frame.chest
    right = [
        *shoulder_line(frame, 1.0),
        (s * 0.93, y(98)),
        (s * 0.80 + bust * 1.2, y(122)),
        (s * 0.75 + bust * 2.2, y(140)),
        (w + 2.5, y(168)),
        (w, y(188)),
        (w + (h - w) * 0.55, y(214)),
        (h, y(244)),
    ]
    right = [knot for knot in right if knot[1] < y(low) - 6]
    right.append((w + (h - w) * min(1.0, max(0.0, (low - 190) / 54)), y(low)))
    left = [(-px, py) for px, py in reversed(right)]
    last = len(right) - 1
    return spline([*right, *left, (0.0, 68.0)], closed=True, corners=(0, last, last + 1, 2 * last + 1))


def _steps(y: npt.NDArray[np.float64], *stations: Point) -> npt.NDArray[np.float64]:
    marks, values = np.array(stations).T
    shares: npt.NDArray[np.float64] = np.interp(y, marks, values)
    return shares


@dataclass(frozen=True, slots=True)
class Stance:
    """How a figure stands: the weight on one leg, shoulders against hips, and the trunk turned with the head."""

    frame: Frame
    turn: Turn
    weight_side: float
    """−1 or 1: the leg that bears."""
    ease: float = 1.0
    """0 bolt upright, 1 at ease."""

    def __call__(self, points: Points) -> Points:
        """Points of the upright figure, moved."""
        y, frame = points[:, 1], self.frame
        marks = [frame.y(v) for v in (60, 92, 190, 250, 420, GROUND)]
        if self.turn.aside:
            return np.stack([self._aside(points[:, 0], y), y], axis=1)
        x = self._turned(points[:, 0], y, marks)
        away = -self.weight_side
        hip = _steps(y, (marks[0], 0.0), (marks[2], 0.55), (marks[3], 1.0), (marks[4], 0.45), (marks[5], 0.0))
        slope = _steps(y, (marks[0], -0.045), (marks[1], -0.05), (marks[2], 0.0), (marks[3], 0.05), (marks[5], 0.0))
        low = np.clip((marks[5] - y) / (marks[5] - marks[4]), 0.0, 1.0)
        shift = self.weight_side * 4.0 * self.ease * hip
        drop = away * slope * self.ease * np.clip(x, -90, 90) * np.clip(low * 2.0, 0.0, 1.0)
        return np.stack([x + shift, y + drop], axis=1)

    def _aside(self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The trunk from the side: as deep as a body is, its front come round, its back hollow over the hip."""
        frame, facing = self.frame, self.turn.side

        def at(*stations: Point) -> npt.NDArray[np.float64]:
            return _steps(y, *((frame.y(mark), share) for mark, share in stations))

        s, w, h = frame.shoulder, frame.waist, frame.hip
        half = at(
            (58, 14 * frame.neck), (74, s * 0.7), (86, s), (140, s * 0.8), (188, w * 1.02), (244, h), (420, h * 2)
        )
        deep = at(
            (58, 0.86),
            (66, 0.46),
            (72, 0.36),
            (82, 0.37),
            (98, 0.41),
            (140, 0.58),
            (190, 0.7),
            (246, 0.68),
            (300, 0.8),
            (420, 0.9),
        )
        front = np.sqrt(np.clip(1.0 - (x / half) ** 2, 0.0, 1.0))
        front = front * half * at((60, 0.3), (92, 0.4), (190, 0.4), (250, 0.3), (420, 0.06))
        spine = at((56, -7.0), (74, -5.5), (100, -1.5), (128, 1.0), (165, 1.5), (196, 2.0), (226, -1.0), (420, 0.0))
        edge = np.clip(x * facing / half, -1.0, 1.0)
        bust = frame.chest * 4.5 * np.exp(-(((y - frame.y(130)) / (13 * frame.length)) ** 2)) * np.clip(edge, 0, 1)
        seat = 2.5 * np.exp(-(((y - frame.y(236)) / (24 * frame.length)) ** 2)) * np.clip(edge, -1, 0)
        moved: npt.NDArray[np.float64] = x * deep + facing * (front + spine + bust + seat)
        return moved

    def _turned(
        self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], marks: list[float]
    ) -> npt.NDArray[np.float64]:
        """The middle comes round towards where the face looks; the far side gets narrower."""
        amount = self.turn.side * min(1.2, self.turn.amount)
        radius = self.frame.shoulder * 1.1
        deep = _steps(y, (marks[0], 1.0), (marks[2], 0.85), (marks[3], 0.7), (marks[5], 0.25))
        round_ = np.clip(1.0 - (x / radius) ** 2, 0.0, 1.0)
        far = np.clip(x * amount, 0.0, None) * deep * 0.13
        turned: npt.NDArray[np.float64] = x + amount * (6.5 * round_ - 2.5) * deep - np.sign(amount) * far
        return turned
