"""Eyes: lashes, lids, whites and irises, redrawn for every expression and blink."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.house.canvas import Colour, Gradient, Layer
from renderer.crew.house.curves import Points, ellipse, part_of, ribbon, spline
from renderer.crew.house.expressions import Face
from renderer.crew.house.palette import mix, toned
from renderer.crew.house.sitting import INK, Sitting

_U = (-1.0, -0.62, -0.12, 0.4, 0.8, 1.0)
_UPPER = {
    "round": (0.20, -0.66, -1.02, -0.95, -0.50, -0.02),
    "lively": (0.24, -0.60, -1.00, -1.00, -0.62, -0.14),
    "sharp": (0.40, -0.42, -0.84, -0.96, -0.70, -0.34),
    "droopy": (0.10, -0.68, -0.98, -0.86, -0.36, 0.18),
    "narrow": (0.36, -0.28, -0.60, -0.68, -0.50, -0.22),
    "almond": (0.36, -0.48, -0.86, -0.84, -0.56, -0.24),
    "hooded": (0.30, -0.46, -0.62, -0.64, -0.56, -0.10),
    "upturned": (0.48, -0.44, -0.92, -1.06, -0.88, -0.52),
}
_LOWER = {
    "round": ((-0.84, 0.46), (-0.46, 0.88), (0.04, 1.0), (0.54, 0.90), (0.90, 0.44)),
    "lively": ((-0.84, 0.46), (-0.46, 0.86), (0.04, 0.98), (0.54, 0.86), (0.92, 0.36)),
    "sharp": ((-0.82, 0.54), (-0.44, 0.84), (0.06, 0.90), (0.56, 0.72), (0.92, 0.18)),
    "droopy": ((-0.84, 0.36), (-0.46, 0.78), (0.04, 0.96), (0.54, 0.96), (0.92, 0.58)),
    "narrow": ((-0.82, 0.46), (-0.44, 0.66), (0.06, 0.72), (0.56, 0.56), (0.92, 0.16)),
    "almond": ((-0.84, 0.48), (-0.46, 0.74), (0.04, 0.82), (0.54, 0.66), (0.92, 0.20)),
    "hooded": ((-0.84, 0.42), (-0.46, 0.82), (0.04, 0.94), (0.54, 0.82), (0.92, 0.34)),
    "upturned": ((-0.82, 0.62), (-0.44, 0.94), (0.06, 0.96), (0.56, 0.66), (0.92, 0.02)),
}
_SIZES = {
    ("f", "child"): (49, 50), ("f", "teen"): (48, 46), ("f", "adult"): (47, 40), ("f", "elder"): (42, 29),
    ("m", "child"): (48, 47), ("m", "teen"): (46, 37), ("m", "adult"): (45, 31), ("m", "elder"): (41, 26),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """One eye's geometry: `at` puts eye-local (u: −1 inner to 1 outer, v: −1 up to 1 down) on the head."""

    sitting: Sitting
    side: float
    x: float
    y: float
    half_wide: float
    half_high: float

    def at(self, points: Points) -> Points:
        flat = np.stack(
            [self.side * (self.x + points[:, 0] * self.half_wide), self.y + points[:, 1] * self.half_high], axis=1
        )
        return self.sitting.on_face(flat)


def eye_of(sitting: Sitting, side: float) -> Eye:
    """Where the eye of a side (1 right of the picture) lies."""
    wide, high = _SIZES[(sitting.look.gender, sitting.look.age)]
    grow = 1 + 0.05 * sitting.look.eye_size
    y = 16.0 if sitting.look.age != "child" else 22.0
    return Eye(sitting=sitting, side=side, x=77.0, y=y, half_wide=wide * grow, half_high=high * grow)


def _lids(sitting: Sitting, face: Face) -> tuple[Points, Points]:
    """Upper lid (inner to outer) and lower lid (the same way) in eye-local coordinates."""
    shape = sitting.look.eye_shape
    lower = np.array(_LOWER[shape])
    lower[:, 1] -= face.lower * 0.5 * np.cos(lower[:, 0] * 1.2)
    upper = np.stack([np.array(_U), np.array(_UPPER[shape])], axis=1)
    floor = np.interp(upper[:, 0], lower[:, 0], lower[:, 1])
    upper[:, 1] = floor + (upper[:, 1] - floor) * face.lid
    u = upper[:, 0]
    if face.cut > 0:
        upper[:, 1] += face.cut * np.clip(0.5 - u, 0, 1.3) * 0.42 - face.cut * np.clip(u, 0, 1) * 0.10
    else:
        upper[:, 1] += -face.cut * np.clip(u + 0.3, 0, 1.3) * 0.34
    upper[:, 1] = np.minimum(upper[:, 1], np.interp(u, lower[:, 0], lower[:, 1]) - 0.06)
    return spline(upper, samples=10), spline(lower, samples=8)


def _opening(upper: Points, lower: Points) -> Points:
    return np.vstack([upper, lower[::-1]])


def paint_eyes(sitting: Sitting, variant: str) -> Layer:
    """Both eyes: `open`, `half`, `closed`, `left`, `right`, `wide`."""
    layer, face = sitting.layer(), sitting.face
    if variant == "open" and face.arc > 0.5:
        for side in sitting.sides:
            _closed(layer, eye_of(sitting, side), smiling=True)
        return layer
    if variant == "half":
        face = replace(face, lid=min(face.lid, 1.0) * 0.5)
    elif variant == "wide":
        face = replace(face, lid=face.lid * 1.12, iris=face.iris * 0.9)
    elif variant in ("left", "right"):
        face = replace(face, gaze_x=face.gaze_x * 0.3 + (0.3 if variant == "right" else -0.3))
    for side in sitting.sides:
        eye = eye_of(sitting, side)
        if variant == "closed":
            _closed(layer, eye, smiling=face.arc > 0.5 or face.smile > 0.5)
        else:
            _open(layer, eye, face)
    return layer


def _open(layer: Layer, eye: Eye, face: Face) -> None:
    sitting = eye.sitting
    upper, lower = _lids(sitting, face)
    opening = eye.at(_opening(upper, lower))
    layer.fill(opening, (252, 250, 252))
    with layer.clip(opening):
        _iris(layer, eye, face)
        shade = _opening(upper, upper + np.array([0.0, 0.30 if face.lid > 0.6 else 0.2]))
        layer.fill(eye.at(shade), (96, 84, 132), alpha=0.42)
        _highlights(layer, eye, face)
    _lower_lash(layer, eye, lower)
    _upper_lash(layer, eye, upper)
    crease = part_of(upper + np.array([0.0, -0.42 if sitting.male else -0.38]), 0.22, 0.93)
    layer.line(eye.at(crease), 3.0, sitting.skin.line, ends=(0.0, 0.2), swell=0.5, alpha=0.75)


def _iris_box(eye: Eye, face: Face) -> tuple[float, float, float, float]:
    """Centre and radii of the iris in eye-local units."""
    high = eye.half_high
    ry = max(0.94, 34.0 / high) * face.iris
    rx = min(0.70, 0.82 * high * max(0.94, 34.0 / high) / eye.half_wide) * face.iris
    return eye.side * face.gaze_x - 0.03, 0.02 + face.gaze_y * 0.5, rx, ry


def _iris(layer: Layer, eye: Eye, face: Face) -> None:
    u, v, rx, ry = _iris_box(eye, face)
    look = eye.sitting.look
    colour = look.eyes if eye.side < 0 else look.other_eye
    dark, deep = toned(colour, 0.42, 0.9, cool=0.8), toned(colour, 0.62, 1.05, cool=0.5)
    light = mix(toned(colour, 1.2, 1.0), (255, 255, 240), 0.35)
    disc = eye.at(ellipse(u, v, rx, ry))
    top, bottom = float(disc[:, 1].min()), float(disc[:, 1].max())
    layer.fill(disc, dark)
    inner = eye.at(ellipse(u, v + 0.02, rx * 0.88, ry * 0.90))
    layer.fill(
        inner,
        Gradient(((0.0, dark, 1.0), (0.38, deep, 1.0), (0.62, colour, 1.0), (1.0, light, 1.0)), (0, top), (0, bottom)),
    )
    with layer.clip(inner):
        layer.fill(eye.at(ellipse(u, v + ry * 0.62, rx * 0.58, ry * 0.40)), light, alpha=0.75)
        _rays(layer, eye, (u, v, rx, ry), deep)
        layer.fill(eye.at(ellipse(u, v + ry * 0.02, rx * 0.42, ry * 0.44)), mix(dark, INK, 0.55))
        layer.fill(eye.at(ellipse(u, v - ry * 0.72, rx * 1.1, ry * 0.55)), mix(dark, INK, 0.3), alpha=0.6)


def _rays(layer: Layer, eye: Eye, box: tuple[float, float, float, float], colour: Colour) -> None:
    """Fine strokes around the pupil, in the lower half."""
    u, v, rx, ry = box
    for angle in np.linspace(0.25, np.pi - 0.25, 7):
        c, s = np.cos(angle), np.sin(angle)
        ends = np.array([(u + c * rx * 0.5, v + s * ry * 0.52), (u + c * rx * 0.84, v + s * ry * 0.84)])
        layer.line(eye.at(ends), 2.0, colour, ends=(1.0, 0.1), alpha=0.55)


def _highlights(layer: Layer, eye: Eye, face: Face) -> None:
    """One big and one small, on the light's side; they stay put when the iris moves."""
    _, v, rx, ry = _iris_box(eye, face)
    if face.gloom > 0.8:
        rx *= 0.5
    lit = -eye.sitting.shade * eye.side
    big = eye.at(ellipse(lit * rx * 0.36, v - ry * 0.40, rx * 0.34, ry * 0.27, tilt=-0.3))
    layer.fill(big, (255, 255, 255))
    layer.fill(eye.at(ellipse(-lit * rx * 0.40, v + ry * 0.42, rx * 0.17, ry * 0.13)), (255, 255, 255), alpha=0.95)
    if face.sparkle > 0.5:
        layer.fill(eye.at(ellipse(lit * rx * 0.44, v + ry * 0.34, rx * 0.14, ry * 0.1)), (255, 255, 255))
        layer.fill(eye.at(ellipse(-lit * rx * 0.36, v - ry * 0.32, rx * 0.12, ry * 0.09)), (255, 255, 255), alpha=0.9)


def _upper_lash(layer: Layer, eye: Eye, upper: Points) -> None:
    """The thick tapered lash line with its wing."""
    sitting = eye.sitting
    full = 0.66 if sitting.male else 1.0
    px = 1.0 / eye.half_high
    u = upper[:, 0]
    thick = np.interp(u, (-1.0, -0.6, 0.0, 0.5, 0.85, 1.0), (4.0, 9.0, 12.0, 14.0, 14.0, 10.0)) * full * px
    end = upper[-1]
    top = upper - np.stack([np.zeros(len(u)), thick], axis=1)
    wing = np.array([(end[0] + 0.10 * full, end[1] - 11 * full * px), (end[0] + 0.27 * full, end[1] - 14 * full * px)])
    back = np.array(
        [
            (end[0] + 0.10 * full, end[1] + 1 * px),
            (end[0] + 0.13 * full, end[1] + 9 * px),
            (end[0] - 0.02, end[1] + 5 * px),
        ]
    )
    shape = np.vstack([upper - np.array([0.0, -1.2 * px]), back[::-1], wing[::-1], top[::-1]])
    layer.fill(eye.at(shape), sitting.lash)
    if not sitting.male:
        flick = spline(
            [(end[0] + 0.0, end[1] - 8 * px), (end[0] + 0.18, end[1] - 17 * px), (end[0] + 0.30, end[1] - 29 * px)]
        )
        layer.fill(eye.at(ribbon(flick * 1.0, np.linspace(0.10, 0.005, len(flick)))), sitting.lash)
    warm = part_of(upper - np.array([0.0, 2.5 * px]), 0.08, 0.42)
    layer.line(eye.at(warm), 2.4, mix(sitting.hair.shade, (200, 90, 90), 0.4), ends=(0.1, 0.1), swell=0.5, alpha=0.55)


def _lower_lash(layer: Layer, eye: Eye, lower: Points) -> None:
    sitting = eye.sitting
    layer.line(
        eye.at(part_of(lower, 0.30, 1.0)), 3.0, mix(sitting.lash, sitting.skin.line, 0.35), ends=(0.05, 0.9), swell=0.5
    )
    if not sitting.male and sitting.look.age != "elder":
        for t, long in ((0.80, 0.15), (0.92, 0.17)):
            foot = part_of(lower, t, t + 0.02)[0]
            tick = np.array([foot, foot + np.array([0.10, long])])
            layer.line(eye.at(tick), 2.8, sitting.lash, ends=(1.0, 0.1))


def _closed(layer: Layer, eye: Eye, *, smiling: bool) -> None:
    sitting = eye.sitting
    k = 40.0 / eye.half_high
    if smiling:
        knots = [(-0.98, 0.52), (-0.55, -0.12 * k), (0.02, -0.36 * k), (0.6, -0.10 * k), (1.04, 0.48)]
    else:
        tilt = {"sharp": -0.14, "droopy": 0.14, "upturned": -0.2, "almond": -0.08}.get(sitting.look.eye_shape, 0.0)
        knots = [
            (-0.98, 0.36 - tilt),
            (-0.5, 0.62 * k),
            (0.04, 0.72 * k),
            (0.6, 0.58 * k + tilt * 0.5),
            (1.08, 0.28 + tilt),
        ]
    curve = eye.at(spline(knots, samples=10))
    width = 7.5 if sitting.male else 9.5
    layer.line(curve, width, sitting.lash, ends=(0.25, 0.55), swell=0.45)
    if sitting.male:
        return
    down = -1.0 if smiling else 1.0
    for u, v, du, dv in ((0.72, 0.0, 0.22, 0.20), (0.94, 0.0, 0.24, 0.10)):
        foot = np.array([u, np.interp(u, [p[0] for p in knots], [p[1] for p in knots]) + v])
        tick = np.array([foot, foot + np.array([du, dv * down + (0.12 if smiling else 0.06)])])
        layer.line(eye.at(tick), 5.0, sitting.lash, ends=(1.0, 0.05))
