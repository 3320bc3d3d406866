"""Arms in their poses: limbs that grow out of the trunk, sleeves with volume and folds."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from renderer.crew.figures.body import Frame, Point, shoulder_line
from renderer.crew.figures.gestures import Arm, Gesture, Reach
from renderer.crew.figures.hands import draw_hand
from renderer.crew.figures.prints import draw_print, shadow_alpha
from renderer.crew.figures.tones import Tone
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, along, ellipse, moved, normals, ribbon, spline

Widths = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sleeve:
    """What covers an arm. `bare` is the share (from the wrist) left free, `wide` how much the end flares."""

    cloth: Tone
    skin: Tone
    bare: float = 0.0
    wide: float = 1.0
    cuff: Tone | None = None
    light_left: bool = True
    pattern: str = ""

    @property
    def dark(self) -> float:
        """The side away from the light."""
        return 1.0 if self.light_left else -1.0


def draw_arms(layer: Layer, gesture: Gesture, frame: Frame, sleeve: Sleeve) -> None:
    """Both arms. Crossed ones hold each other: a hand lies on the upper arm, the other is tucked away."""
    arms = left, right = gesture.left.arm(-1.0, frame), gesture.right.arm(1.0, frame)
    for arm in arms:
        if not arm.bent:
            _draw_hanging(layer, arm, frame, sleeve)
        else:
            _draw_upper(layer, arm, frame, sleeve)
    for arm in arms:
        if arm.bent:
            _draw_forearm(layer, arm, frame, sleeve)
    if gesture.held:
        _draw_upper(layer, left, frame, sleeve, low=0.86)
        _draw_grip(layer, (right.shoulder[0] + 1.0, frame.y(139)), frame, sleeve)


def draw_arm_aside(layer: Layer, reach: Reach, side: float, frame: Frame, sleeve: Sleeve) -> None:
    """One arm of a figure seen from the side."""
    arm = reach.aside(side, frame)
    if not arm.bent:
        _draw_hanging(layer, arm, frame, sleeve)
        return
    _draw_upper(layer, arm, frame, sleeve)
    _draw_forearm(layer, arm, frame, sleeve)


def _widths(frame: Frame, t: Widths, wide: float) -> Widths:
    girth = np.interp(t, [0, 0.1, 0.3, 0.5, 0.6, 0.85, 1.0], [2.0, 2.16, 2.0, 1.66, 1.74, 1.5, 1.3])
    flare = np.interp(t, [0, 0.35, 1.0], [1.04, 1.06, 1.04 * min(1.5, wide)])
    sized: Widths = girth * flare * frame.arm
    return sized


def sides_of(path: Points, widths: Widths, side: float) -> tuple[Points, Points]:
    """The outer and the inner edge of a limb that runs downwards."""
    offset = normals(path) * (widths / 2)[:, None] * side
    return path + offset, path - offset


def _draw_hanging(layer: Layer, arm: Arm, frame: Frame, sleeve: Sleeve) -> None:
    path = spline(
        [arm.shoulder, toward(arm.shoulder, arm.elbow, 0.5, arm.side * 2.0), arm.elbow, arm.wrist], samples=16
    )
    t = along(path)
    towards = math.atan2(arm.wrist[1] - arm.elbow[1], arm.wrist[0] - arm.elbow[0])
    size = frame.arm * 1.12
    if arm.hand:
        lit = sleeve.light_left
        draw_hand(layer, arm.hand, arm.wrist, towards, size, sleeve.skin, flip=arm.side > 0, light_left=lit)
    covered = max(6, int(len(path) * (1 - sleeve.bare)))
    if sleeve.wide > 2:
        _draw_sack(layer, path, arm.side, sleeve, frame)
    if sleeve.bare:
        skin = Sleeve(sleeve.skin, sleeve.skin, light_left=sleeve.light_left)
        start = covered - 5
        _draw_tube(layer, arm, frame, path[start:], _widths(frame, t[start:], 1.0) * 0.88, skin, open_start=True)
    widths = _widths(frame, t[:covered], sleeve.wide)
    if sleeve.bare:
        widths *= np.interp(t[:covered], [0, t[covered - 1]], [1.0, 1.16])
    _draw_tube(layer, arm, frame, path[:covered], widths, sleeve, open_start=False)
    if covered == len(path):
        draw_folds(layer, path, widths, 0.5, arm.side, sleeve.cloth)
        draw_folds(layer, path, widths, 0.88, -arm.side, sleeve.cloth)


def _draw_tube(
    layer: Layer, arm: Arm, frame: Frame, path: Points, widths: Widths, sleeve: Sleeve, *, open_start: bool
) -> None:
    """A limb from the shoulder (or, with an open start, from anywhere) to its end, merging into what it grows from."""
    outer, inner = sides_of(path, widths, arm.side)
    top = [] if open_start else shoulder_line(frame, arm.side)[2:]
    if arm.aside and not open_start:
        (x, y), half = arm.shoulder, float(widths[2]) / 2
        top = [
            (x + arm.side * half * a, y + half * b) for a, b in ((-0.98, 0.5), (-0.8, -0.5), (0.1, -1.0), (0.8, -0.45))
        ]
    skip = 0 if open_start else max(2, len(path) // 7)
    contour = spline([*top, *map(tuple, outer[skip::3]), tuple(outer[-1])]) if top else outer
    shape = np.vstack([contour, inner[skip:][::-1]])
    layer.fill(shape, sleeve.cloth.base)
    with layer.clip(shape):
        cut = 0.10 if sleeve.dark == arm.side else -0.22
        strip = path + normals(path) * (widths * cut)[:, None] * arm.side
        edge = path + np.array([sleeve.dark * frame.arm * 6, 0.0])
        draw_print(layer, sleeve.pattern, shape, sleeve.cloth)
        layer.fill(np.vstack([strip, edge[::-1]]), sleeve.cloth.shade, alpha=shadow_alpha(sleeve.pattern))
        if not open_start and not sleeve.pattern:
            # The light lies on the shoulder's roundness.
            layer.fill(
                ellipse(float(path[0, 0]) - sleeve.dark * 2, float(path[0, 1]) + 1, frame.arm * 1.0, 13),
                sleeve.cloth.base,
            )
        if sleeve.cuff is not None and len(path) > 20:
            back = max(2, len(path) // 11)
            layer.fill(ribbon(path[-back:], widths[-back:] * 1.2), sleeve.cuff.base)
            layer.line(np.vstack([outer[-back], inner[-back]]), 1.1, sleeve.cloth.line, ends=(1, 1))
    end = spline([tuple(outer[-1]), _belly(outer[-1], inner[-1], path), tuple(inner[-1])])
    layer.line(np.vstack([contour, end[1:-1]]), 1.45, sleeve.cloth.line, ends=(0.15, 0.9), swell=0.12)
    layer.line(inner[skip + len(path) // 12 :], 1.3, sleeve.cloth.line, ends=(0.1, 0.9), swell=0.2)
    if not open_start and not arm.aside:
        _draw_armpit(layer, inner, skip, arm.side, sleeve)


def _draw_armpit(layer: Layer, inner: Points, skip: int, side: float, sleeve: Sleeve) -> None:
    """The crease between arm and trunk; `inner` is the arm's inner edge, seen from `skip` on."""
    start, top = inner[skip + len(inner) // 9], inner[skip] + np.array([side * 1.5, -4.0])
    crease = np.array([start, top, top + np.array([side * 2, -6.0])])
    layer.line(crease, 1.1, sleeve.cloth.line, ends=(0.9, 0.05))


def _draw_sack(layer: Layer, path: Points, side: float, sleeve: Sleeve, frame: Frame) -> None:
    """The hanging part of a kimono's sleeve, behind the arm."""
    half, end = len(path) * 4 // 10, path[-1]
    out = side * frame.arm
    knots = [
        tuple(path[half]),
        (end[0] + out * 1.5, end[1] - 18),
        (end[0] + out * 1.7, end[1] + 44),
        (end[0] - out * 0.3, end[1] + 50),
        (end[0] - out * 1.9, end[1] + 40),
        (path[half][0] - out * 1.2, path[half][1] + 12),
    ]
    sack = spline(knots, closed=True, corners=(0, 2, 4))
    layer.fill(sack, sleeve.cloth.base)
    with layer.clip(sack):
        draw_print(layer, sleeve.pattern, sack, sleeve.cloth)
        if side == sleeve.dark:
            layer.fill(sack, sleeve.cloth.shade, alpha=shadow_alpha(sleeve.pattern))
    layer.outline(sack, 1.4, sleeve.cloth.line)
    layer.line(
        spline([(end[0] + out * 0.2, end[1] - 20), (end[0], end[1] + 10), (end[0] - out * 0.4, end[1] + 40)]),
        3.0,
        sleeve.cloth.shade,
        ends=(0.1, 1),
    )


def _belly(a: Points, b: Points, path: Points) -> Point:
    """A sleeve's end bulges a little beyond the arm's."""
    along_ = path[-1] - path[-2]
    along_ = along_ / (np.hypot(*along_) + 1e-9)
    middle = (a + b) / 2 + along_ * 1.6
    return float(middle[0]), float(middle[1])


def _draw_upper(layer: Layer, arm: Arm, frame: Frame, sleeve: Sleeve, low: float = 1.0) -> None:
    """The upper arm of a bent arm; a round elbow closes it."""
    path = spline([arm.shoulder, toward(arm.shoulder, arm.elbow, 0.5, arm.side * 3.0), arm.elbow], samples=14)
    path = path[: max(8, int(len(path) * low))]
    t = along(path)
    widths = np.interp(t, [0, 0.2, 0.7, 1.0], [2.0, 2.2, 2.0, 1.9]) * frame.arm
    bare = sleeve.bare > 0.5
    if bare:
        skin = Sleeve(sleeve.skin, sleeve.skin, light_left=sleeve.light_left)
        _draw_tube(layer, arm, frame, path, widths * 0.9, skin, open_start=False)
        stop = max(8, int(len(path) * (1.0 - (sleeve.bare - 0.5) * 2)))
        path, widths = path[:stop], widths[:stop] * np.linspace(1.0, 1.14, stop)
    _draw_tube(
        layer,
        arm,
        frame,
        path,
        widths,
        replace(sleeve, cuff=None),
        open_start=False,
    )


def _draw_forearm(layer: Layer, arm: Arm, frame: Frame, sleeve: Sleeve) -> None:
    """The forearm in front of the upper arm, with the hand."""
    ex, ey = arm.elbow
    path = spline([arm.elbow, toward(arm.elbow, arm.wrist, 0.5, 0.0), arm.wrist], samples=12)
    t = along(path)
    bare = sleeve.bare > 0.2
    cloth = sleeve.skin if bare else sleeve.cloth
    slack, flare = (0.86, 1.0) if bare else (1.0, min(1.7, sleeve.wide) ** 0.7)
    widths = np.interp(t, [0, 0.35, 1.0], [1.95, 1.9, 1.34 * flare]) * frame.arm * slack
    towards = math.atan2(arm.wrist[1] - ey, arm.wrist[0] - ex)
    if arm.hand:
        lit = sleeve.light_left
        draw_hand(layer, arm.hand, arm.wrist, towards, frame.arm * 1.14, sleeve.skin, flip=arm.side < 0, light_left=lit)
    a = np.linspace(-np.pi / 2, -3 * np.pi / 2, 12) + towards
    cap = np.stack([ex + np.cos(a) * widths[0] / 2, ey + np.sin(a) * widths[0] / 2], axis=1)
    offset = normals(path) * (widths / 2)[:, None]
    one, two = path + offset, path - offset
    shape = np.vstack([cap, two, one[::-1]])
    layer.fill(shape, cloth.base)
    with layer.clip(shape):
        printed = "" if bare else sleeve.pattern
        draw_print(layer, printed, shape, cloth)
        back = path[0] - (path[1] - path[0]) / np.hypot(*(path[1] - path[0])) * widths[0]
        under = np.vstack([back, path])
        low = np.vstack([moved(under, 0.0, frame.arm * 0.28), moved(under, 0.0, 60.0)[::-1]])
        layer.fill(low, cloth.shade, alpha=shadow_alpha(printed))
        if sleeve.cuff is not None and not bare:
            layer.fill(ribbon(path[-5:], widths[-5:] * 1.2), sleeve.cuff.base)
            layer.line(np.vstack([one[-5], two[-5]]), 1.1, cloth.line, ends=(1, 1))
    one_side, other_side = _outside(cap, arm)
    for edge in (np.vstack([other_side, two]), np.vstack([one_side[::-1], one])):
        layer.line(edge, 1.4, cloth.line, ends=(0.1, 0.9), swell=0.15)
    if arm.hand or bare:
        layer.line(np.vstack([one[-1], two[-1]]), 1.2, cloth.line, ends=(1, 1))
    if not bare:
        draw_folds(layer, path, widths, 0.2, -1.0, cloth)


def _outside(cap: Points, arm: Arm) -> tuple[Points, Points]:
    """The elbow's outline at either edge of the forearm, as far as the upper arm does not cover it: a line drawn
    all round would be a doll's joint."""
    up = np.array(arm.shoulder) - np.array(arm.elbow)
    around = cap - np.array(arm.elbow)
    free = around @ up < 0.12 * np.hypot(*up) * np.hypot(*around[0])
    shut = np.flatnonzero(~free)
    if not len(shut):
        middle = len(cap) // 2
        return cap[: middle + 1], cap[middle:]
    return cap[: shut[0]], cap[shut[-1] + 1 :]


def _draw_grip(layer: Layer, at: Point, frame: Frame, sleeve: Sleeve) -> None:
    """Four fingers of a hand that holds the other arm."""
    size = frame.arm
    for n in range(4):
        x, y = at[0] - n * 0.25 * size * 0.4, at[1] + (n - 1.5) * size * 0.56
        finger = ellipse(x, y, size * 0.86, size * 0.33, tilt=-0.12)
        layer.fill(finger, sleeve.skin.base)
        layer.outline(finger, 1.0, sleeve.skin.line)


def draw_folds(layer: Layer, path: Points, widths: Widths, at: float, side: float, cloth: Tone) -> None:
    """Creases that run in from the edge where a sleeve bends: tapered wedges of shadow, the middle one with a line."""
    index = min(len(path) - 2, int(len(path) * at))
    step = path[index + 1] - path[index]
    down = step / (np.hypot(*step) + 1e-9)
    out = np.array([down[1], -down[0]]) * side
    half = float(widths[index]) / 2
    for shift, reach in ((-0.5, 0.35), (0.35, -0.15)):
        start = path[index] + out * half + down * half * shift
        bend = path[index] + out * half * (0.5 - reach * 0.3) + down * half * (shift + 0.3)
        end = path[index] - out * half * reach + down * half * (shift + 0.12)
        curve = spline([tuple(start), tuple(bend), tuple(end)])
        layer.line(curve, 2.6, cloth.shade, ends=(0.9, 0.02), swell=0.1)
        layer.line(curve, 0.9, cloth.line, ends=(1.0, 0.02), swell=0.1)


def toward(a: Point, b: Point, share: float, out: float) -> Point:
    return a[0] + (b[0] - a[0]) * share + out, a[1] + (b[1] - a[1]) * share
