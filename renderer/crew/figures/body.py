"""Bodies below the chin: proportions by age and build, arms in their poses, hands."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from renderer.crew.figures.tones import Tone
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, ellipse, ribbon, spline
from show.script import Pose

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures in head units (a head is 100 high). `shoulder`, `waist`, `hip` are half widths."""

    shoulder: float
    waist: float
    hip: float
    length: float
    """Scale of everything below the neck, 1 for a teen of six and a half heads."""
    arm: float
    neck: float
    chest: float = 0.0

    def y(self, y: float) -> float:
        """Where a height of the teen's body lies in this one."""
        return 60.0 + (y - 60.0) * self.length


FRAMES: dict[tuple[str, str], Frame] = {
    ("child", "female"): Frame(34, 27, 30, 0.74, 8.2, 0.84),
    ("child", "male"): Frame(35, 28, 30, 0.74, 8.4, 0.86),
    ("teen", "female"): Frame(44, 29, 39, 1.0, 9.4, 0.94, 1.0),
    ("teen", "male"): Frame(51, 35, 38, 1.03, 11.0, 1.12),
    ("adult", "female"): Frame(46, 30, 42, 1.1, 9.8, 0.96, 1.25),
    ("adult", "male"): Frame(58, 39, 41, 1.15, 12.6, 1.28),
    ("elder", "female"): Frame(42, 33, 40, 1.0, 9.4, 0.94, 0.9),
    ("elder", "male"): Frame(50, 38, 40, 1.06, 11.2, 1.12),
}


def torso(frame: Frame, lean: float) -> Points:
    """Shoulders to hip as a closed outline; `lean` shifts the shoulders against the hip."""
    s, w, h = frame.shoulder, frame.waist, frame.hip
    y = frame.y
    right = [
        (11.0 + lean, 62.0),
        (s * 0.62 + lean, y(69)),
        (s * 0.94 + lean, y(78)),
        (s * 0.98 + lean, y(94)),
        (s * 0.84 + lean * 0.8, y(124)),
        (w + 3 + lean * 0.5, y(165)),
        (w, y(192)),
        (h, y(246)),
        (h + 1.5, y(282)),
    ]
    left = [(2 * lean * _share(py, frame) - px, py) for px, py in reversed(right)]
    return spline([*right, *left], closed=True, corners=(8, 9))


def _share(y: float, frame: Frame) -> float:
    return max(0.0, min(1.0, (frame.y(230) - y) / (frame.y(230) - 62.0)))


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: joints in head units, what the hand does, and whether it lies in front of the torso."""

    shoulder: Point
    elbow: Point
    wrist: Point
    hand: str
    in_front: bool


def arms_of(pose: Pose, frame: Frame, lean: float) -> tuple[Arm, Arm]:
    """Left and right arm on screen."""
    s, y = frame.shoulder, frame.y

    def arm(side: float, elbow: Point, wrist: Point, hand: str, in_front: bool) -> Arm:
        return Arm(
            (side * s * 0.86 + lean, y(84)),
            (side * elbow[0] + lean * 0.5, y(elbow[1])),
            (side * wrist[0], y(wrist[1])),
            hand,
            in_front,
        )

    def hanging(side: float) -> Arm:
        return arm(side, (s + 6, 168), (s + 1.5, 246), "open", False)

    match pose:
        case Pose.ARMS_CROSSED:
            return arm(-1, (s + 3, 160), (-20, 148), "tucked", True), arm(1, (s + 3, 164), (-16, 162), "rest", True)
        case Pose.HAND_ON_CHEST:
            return hanging(-1), arm(1, (s + 5, 160), (8, 112), "flat", True)
        case Pose.POINT:
            return hanging(-1), arm(1, (s + 22, 136), (s + 52, 88), "point", True)
        case Pose.FIST:
            return hanging(-1), arm(1, (s + 10, 158), (s - 10, 100), "fist", True)
        case Pose.REACH:
            return hanging(-1), arm(1, (s + 20, 150), (s + 40, 116), "reach", True)
        case _:
            return hanging(-1), hanging(1)


def draw_arm(
    layer: Layer,
    arm: Arm,
    sleeve: Tone,
    skin: Tone,
    frame: Frame,
    *,
    light_left: bool,
    bare: float = 0.0,
    wide: float = 1.0,
    cuff: Tone | None = None,
) -> None:
    """Sleeve and hand. `bare` is the share of the arm (from the wrist) without sleeve; `wide` flares the sleeve."""
    side = 1.0 if arm.elbow[0] > 0 else -1.0
    path = spline(
        [
            arm.shoulder,
            _between(arm.shoulder, arm.elbow, 0.55, side * 1.5),
            arm.elbow,
            _between(arm.elbow, arm.wrist, 0.5, 0.0),
            arm.wrist,
        ],
        samples=12,
    )
    t = np.linspace(0, 1, len(path))
    girth = np.interp(t, [0, 0.12, 0.5, 0.85, 1.0], [1.95, 2.1, 1.75, 1.45, 1.2]) * frame.arm
    if arm.hand != "tucked":
        draw_hand(layer, arm, skin, frame)
    if bare > 0:
        limb = ribbon(path, girth * 0.92)
        layer.fill(limb, skin.base)
        layer.outline(limb, 1.1, skin.line)
    covered = max(4, round(len(path) * (1 - bare)))
    widths = girth[:covered] * np.interp(t[:covered], [0, 1], [1.06, wide])
    shape = ribbon(path[:covered], widths)
    layer.fill(shape, sleeve.base)
    dark = 1.0 if light_left else -1.0
    with layer.clip(shape):
        layer.fill(ribbon(path[:covered] + (dark * frame.arm * 0.62, 3.0), widths * 0.66), sleeve.shade)
        bend = path[len(path) // 2] if covered > len(path) // 2 else path[covered // 2]
        for offset in (-5.0, 3.0):
            layer.line(
                spline(
                    [
                        (bend[0] - side * 9, bend[1] + offset - 3),
                        (bend[0], bend[1] + offset),
                        (bend[0] + side * 4, bend[1] + offset + 4),
                    ]
                ),
                1.1,
                sleeve.line,
                ends=(0.1, 0.3),
                alpha=0.8,
            )
        if cuff is not None:
            layer.fill(
                ribbon(path[max(0, covered - 7) : covered], widths[max(0, covered - 7) : covered] * 1.1), cuff.base
            )
    layer.outline(shape, 1.35, sleeve.line)


def draw_hand(layer: Layer, arm: Arm, skin: Tone, frame: Frame) -> None:
    """A hand as few shapes: mitten with fingers lined in, fist, or pointing."""
    x, y = arm.wrist
    ex, ey = arm.elbow
    angle = math.atan2(y - ey, x - ex)
    size = frame.arm * 1.05
    side = 1.0 if arm.elbow[0] > 0 else -1.0

    def put(points: list[Point]) -> Points:
        c, s = math.cos(angle), math.sin(angle)
        return np.array(
            [(x + (px * c - py * side * s) * size, y + (px * s + py * side * c) * size) for px, py in points]
        )

    if arm.hand == "fist":
        shape = spline(
            put([(-0.2, -0.75), (0.7, -0.95), (1.55, -0.7), (1.75, 0.1), (1.4, 0.85), (0.4, 0.95), (-0.2, 0.7)]),
            closed=True,
        )
        lines = [[(1.5, -0.35), (0.95, -0.3)], [(1.65, 0.05), (1.0, 0.1)], [(1.5, 0.5), (0.9, 0.5)]]
    elif arm.hand == "point":
        shape = spline(
            put(
                [
                    (-0.2, -0.7),
                    (0.8, -0.85),
                    (1.5, -0.75),
                    (3.1, -0.6),
                    (3.2, -0.25),
                    (1.6, -0.15),
                    (1.6, 0.7),
                    (0.7, 0.95),
                    (-0.2, 0.65),
                ]
            ),
            closed=True,
        )
        lines = [[(1.55, 0.15), (0.9, 0.1)], [(1.5, 0.5), (0.9, 0.45)]]
    elif arm.hand in ("reach", "flat"):
        shape = spline(
            put(
                [
                    (-0.2, -0.65),
                    (0.7, -0.9),
                    (1.5, -1.35),
                    (1.7, -1.05),
                    (1.25, -0.6),
                    (2.7, -0.75),
                    (2.95, -0.45),
                    (3.05, -0.05),
                    (2.95, 0.35),
                    (2.5, 0.65),
                    (1.2, 0.8),
                    (-0.2, 0.65),
                ]
            ),
            closed=True,
        )
        lines = [[(2.8, -0.35), (1.5, -0.25)], [(2.9, 0.05), (1.5, 0.1)], [(2.7, 0.4), (1.5, 0.4)]]
    else:
        shape = spline(
            put(
                [
                    (-0.2, -0.65),
                    (0.8, -0.85),
                    (1.5, -0.8),
                    (2.5, -0.5),
                    (2.85, 0.0),
                    (2.5, 0.45),
                    (1.3, 0.75),
                    (0.6, 0.95),
                    (-0.2, 0.65),
                ]
            ),
            closed=True,
        )
        lines = [[(2.65, -0.15), (1.5, -0.2)], [(2.6, 0.15), (1.5, 0.2)]]
    layer.fill(shape, skin.base)
    layer.outline(shape, 1.1, skin.line)
    for line in lines:
        layer.line(put(line), 0.9, skin.line, ends=(0.8, 0.2))


def _between(a: Point, b: Point, share: float, out: float) -> Point:
    return a[0] + (b[0] - a[0]) * share + out, a[1] + (b[1] - a[1]) * share


def draw_legs(
    layer: Layer, frame: Frame, lower: Tone, shoes: Tone, skin: Tone, *, bare: bool, light_left: bool
) -> None:
    """Legs and shoes from the hip down: bare with socks, or trousers."""
    y = frame.y
    for side in (-1.0, 1.0):
        hip, knee, ankle = (
            (side * frame.hip * 0.5, y(276)),
            (side * frame.hip * 0.46, y(420)),
            (side * frame.hip * 0.44, y(566)),
        )
        path = spline(
            [hip, _between(hip, knee, 0.5, side * 2), knee, _between(knee, ankle, 0.4, side * 1.6), ankle], samples=10
        )
        t = np.linspace(0, 1, len(path))
        girth = np.interp(t, [0, 0.15, 0.48, 0.65, 1.0], [1.9, 1.9, 1.25, 1.3, 0.72]) * frame.hip * 0.5
        if not bare:
            girth = np.interp(t, [0, 0.5, 1.0], [1.95, 1.6, 1.3]) * frame.hip * 0.5
        shape = ribbon(path, girth)
        tone = skin if bare else lower
        layer.fill(shape, tone.base)
        with layer.clip(shape):
            layer.fill(ribbon(path + ((6.0 if light_left else -6.0), 0.0), girth * 0.6), tone.shade)
            if bare:
                sock = ribbon(path[len(path) * 6 // 10 :], girth[len(path) * 6 // 10 :] * 1.2)
                layer.fill(sock, (44, 40, 62))
        layer.outline(shape, 1.3, tone.line)
        foot = spline(
            [
                (ankle[0] - side * 7, ankle[1] - 6),
                (ankle[0] - side * 8, ankle[1] + 14),
                (ankle[0] + side * 17, ankle[1] + 15),
                (ankle[0] + side * 15, ankle[1] + 6),
                (ankle[0] + side * 7, ankle[1] - 6),
            ],
            closed=True,
        )
        layer.fill(foot, shoes.base)
        layer.outline(foot, 1.3, shoes.line)


def draw_hips_shadow(layer: Layer, frame: Frame, tone: Tone) -> None:
    """Closes the gap between the legs at the crotch."""
    layer.fill(ellipse(0, frame.y(282), frame.hip * 0.95, 18), tone.shade)
