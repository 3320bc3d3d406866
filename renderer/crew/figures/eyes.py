"""Eyes and brows: shapes for every expression, open, half and closed, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.figures.tones import Tone, mix, tune
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Colour, Gradient, Layer
from renderer.crew.house.curves import Points, ellipse, placed, spline
from show.script import Emotion

EYE_X, EYE_Y = 17.8, 5.0
LASH: Colour = (38, 22, 42)
Put = Callable[[Points], Points]
"""Puts a drawing around the origin into the face."""


@dataclass(frozen=True, slots=True)
class EyeShape:
    """What an expression does to an eye. Lengths are head units; slants rise the outer corner."""

    top: float = 1.0
    """Height of the upper lid, 1 as designed."""
    bottom: float = 1.0
    slant: float = 0.0
    cut: float = 0.0
    """How far the upper lid is lowered at the inner corner (anger) or, negative, at the outer (sorrow)."""
    iris: float = 1.0
    arc: bool = False
    """Closed in a smile."""
    shine: float = 1.0
    tears: float = 0.0
    brow_y: float = 0.0
    brow_tilt: float = 0.0
    """Radians; positive lowers the inner end."""
    brow_bend: float = 1.0


SHAPES: dict[Emotion, EyeShape] = {
    Emotion.NEUTRAL: EyeShape(),
    Emotion.JOY: EyeShape(bottom=0.8, brow_y=-2.2, brow_bend=1.4, shine=1.25),
    Emotion.SORROW: EyeShape(top=0.84, cut=-0.36, brow_y=-0.8, brow_tilt=-0.3, shine=1.5),
    Emotion.RAGE: EyeShape(top=0.86, cut=0.86, iris=0.78, brow_y=4.6, brow_tilt=0.48, brow_bend=0.4, shine=0.8),
    Emotion.FEAR: EyeShape(top=1.14, bottom=1.04, iris=0.6, brow_y=-3.2, brow_tilt=-0.26, shine=0.7),
    Emotion.TENDER: EyeShape(top=0.84, bottom=0.86, brow_y=-0.9, brow_tilt=-0.12, shine=1.3),
    Emotion.LOVE: EyeShape(top=0.98, bottom=0.92, brow_y=-1.8, brow_tilt=-0.1, shine=1.7),
    Emotion.SHOCK: EyeShape(top=1.2, bottom=1.1, iris=0.55, brow_y=-4.2, brow_bend=1.5, shine=0.6),
    Emotion.DREAD: EyeShape(top=1.0, cut=-0.16, iris=0.66, brow_y=-1.2, brow_tilt=-0.2, shine=0.25),
    Emotion.SMUG: EyeShape(top=0.6, cut=0.16, bottom=0.86, brow_y=-0.4, brow_tilt=0.14, brow_bend=1.3),
    Emotion.RESOLVE: EyeShape(top=0.9, cut=0.36, brow_y=1.8, brow_tilt=0.24, brow_bend=0.6, shine=1.2),
    Emotion.EXHAUSTED: EyeShape(top=0.5, cut=-0.2, bottom=0.92, brow_y=0.2, brow_tilt=-0.14, shine=0.5),
    Emotion.EMBARRASSED: EyeShape(top=0.86, bottom=0.88, brow_y=-1.4, brow_tilt=-0.26, shine=1.3),
    Emotion.DEADPAN: EyeShape(top=0.44, bottom=0.98, brow_y=1.0, brow_bend=0.15, shine=0.25),
}


def shape_of(emotion: Emotion, strength: float) -> EyeShape:
    """The shape of an emotion at a strength (0–1): half-way drawings between rest and the full one."""
    full, rest = SHAPES[emotion], EyeShape()
    share = 0.45 + 0.55 * max(0.0, min(1.0, strength))

    def blend(name: str) -> float:
        start, end = float(getattr(rest, name)), float(getattr(full, name))
        return start + (end - start) * share

    names = ("top", "bottom", "slant", "cut", "iris", "shine", "brow_y", "brow_tilt", "brow_bend")
    shape = replace(rest, **{name: blend(name) for name in names})  # type: ignore[arg-type]
    if emotion is Emotion.SORROW and strength > 0.55:
        shape = replace(shape, tears=min(1.0, strength))
    if emotion is Emotion.JOY and strength > 0.8:
        shape = replace(shape, arc=True)
    return shape


@dataclass(frozen=True, slots=True)
class EyeLook:
    """What makes these eyes this character's: size, slant and colours (left and right as the viewer sees them)."""

    colours: tuple[Colour, Colour]
    height: float = 1.0
    width: float = 1.0
    slant: float = 0.0
    lashes: float = 1.0
    wing: bool = True
    """Whether the lashes end in a wing and show below the eye."""


def _lids(shape: EyeShape, look: EyeLook, openness: float) -> tuple[Points, Points]:
    """Upper and lower lid from the inner to the outer corner, for a right eye around (0, 0)."""
    top = 10.2 * look.height * shape.top * openness
    low = 9.6 * look.height * shape.bottom * (0.35 + 0.65 * openness)
    wide = look.width
    drop = look.slant + shape.slant
    inner_cut = max(0.0, shape.cut) * 8.0 * openness
    outer_cut = max(0.0, -shape.cut) * 8.0 * openness
    upper = [
        (-9.4 * wide, 2.2 + inner_cut * 0.5 - 0.4 * drop),
        (-6.2 * wide, -top * 0.66 + inner_cut),
        (-0.8 * wide, -top + inner_cut * 0.45 + outer_cut * 0.25),
        (5.8 * wide, -top * 0.86 + outer_cut * 0.7 - drop * 0.6),
        (10.4 * wide, 0.2 + outer_cut * 0.8 - drop),
    ]
    lower = [
        (-8.2 * wide, 4.2),
        (-4.2 * wide, low * 0.9),
        (2.4 * wide, low),
        (7.4 * wide, low * 0.72 - drop * 0.5),
        (10.0 * wide, 1.6 - drop),
    ]
    return spline(upper, samples=10), spline(lower, samples=10)


def draw_eye(
    layer: Layer,
    side: float,
    turn: Turn,
    look: EyeLook,
    shape: EyeShape,
    skin: Tone,
    openness: float,
    gaze: tuple[float, float],
    light_left: bool,
) -> None:
    """One eye, `side` −1 left or 1 right on screen. `openness` 1 open, about 0.45 half, 0 closed."""
    x, squeeze = turn.x(side * EYE_X), turn.width(side * EYE_X)
    squeeze = (squeeze if squeeze < 1 else 1.0 + (squeeze - 1) * 0.25) * 0.95

    def put(points: Points) -> Points:
        moved = placed(points, 0.0, 0.0, flip=side < 0)
        moved[:, 0] = moved[:, 0] * squeeze + x
        moved[:, 1] += EYE_Y
        return moved

    if openness < 0.1 or (shape.arc and openness > 0.9):
        _draw_closed(layer, put, look, shape)
        return
    upper, lower = _lids(shape, look, openness)
    hole = put(np.vstack([upper, lower[::-1]]))
    layer.fill(hole, (252, 250, 252))
    with layer.clip(hole):
        _draw_iris(layer, x, side, squeeze, look, shape, gaze, light_left)
        shadow = put(np.vstack([upper - np.array([0.0, 6.0]), (upper + np.array([0.0, 3.0 + 0.6 * openness]))[::-1]]))
        layer.fill(shadow, (96, 70, 130), alpha=0.34)
    if shape.tears:
        _draw_tears(layer, put(lower), side)
    _draw_lashes(layer, put, upper, lower, look, skin, openness)


def _draw_iris(
    layer: Layer,
    x: float,
    side: float,
    squeeze: float,
    look: EyeLook,
    shape: EyeShape,
    gaze: tuple[float, float],
    light_left: bool,
) -> None:
    colour = look.colours[0 if side < 0 else 1]
    size = shape.iris * look.height
    cx, cy = x + gaze[0] * 3.0 - side * 0.4, EYE_Y - 0.6 + gaze[1] * 2.4
    rx, ry = 6.9 * size * (0.35 + 0.65 * squeeze), 9.4 * size
    iris = ellipse(cx, cy, rx, ry)
    deep, bright = (
        tune(colour, saturation=1.15, value=0.36),
        mix(tune(colour, saturation=0.85, value=1.35), (255, 255, 255), 0.22),
    )
    layer.fill(
        iris,
        Gradient(
            stops=((0.0, deep, 1.0), (0.42, tune(colour, value=0.8), 1.0), (0.72, colour, 1.0), (1.0, bright, 1.0)),
            start=(cx, cy - ry),
            end=(cx, cy + ry),
        ),
    )
    with layer.clip(iris):
        _draw_crescent(layer, (cx, cy), (rx, ry), colour, bright, shape.shine)
        layer.fill(ellipse(cx, cy - ry * 0.02, rx * 0.42, ry * 0.46), tune(colour, saturation=1.1, value=0.17))
        dusk = Gradient(stops=((0.0, deep, 0.95), (1.0, deep, 0.0)), start=(cx, cy - ry), end=(cx, cy - ry * 0.1))
        layer.fill(iris, dusk)
        layer.outline(iris, 1.9, tune(colour, saturation=1.2, value=0.26))
    _draw_highlights(layer, (x - side * 0.4, EYE_Y - 0.6), (rx, ry), size, shape.shine, -1.0 if light_left else 1.0)


def _draw_crescent(
    layer: Layer, at: tuple[float, float], radii: tuple[float, float], colour: Colour, bright: Colour, shine: float
) -> None:
    """The second tone in the lower half of an iris, with rays."""
    (cx, cy), (rx, ry) = at, radii
    glow = mix(bright, (255, 255, 255), 0.3)
    layer.fill(ellipse(cx, cy + ry * 0.42, rx * 0.86, ry * 0.62), bright, alpha=0.55)
    layer.fill(ellipse(cx, cy + ry * 0.2, rx * 0.78, ry * 0.6), colour)
    layer.fill(ellipse(cx, cy + ry * 0.7, rx * 0.6, ry * 0.24), glow, alpha=0.8 * min(1.0, shine))
    for n in range(-3, 4):
        a = 1.5708 + n * 0.36
        near, far = (rx * 0.5, ry * 0.5), (rx * 0.86, ry * 0.88)
        ray = [
            (cx + near[0] * np.cos(a), cy + near[1] * np.sin(a)),
            (cx + far[0] * np.cos(a), cy + far[1] * np.sin(a)),
        ]
        layer.line(np.array(ray), 0.55, glow, ends=(0.2, 1.0), alpha=0.55)


def _draw_highlights(
    layer: Layer, at: tuple[float, float], radii: tuple[float, float], size: float, shine: float, lit: float
) -> None:
    """Lights on the light's side in both eyes; they stay when the iris moves: that is what makes eyes wet."""
    (hx, hy), (rx, ry) = at, radii
    white, grow = (255, 255, 255), 0.6 + 0.4 * shine
    if shine > 0.2:
        big = 2.5 * grow * size**0.5, 3.1 * grow * size**0.5
        layer.fill(ellipse(hx + lit * rx * 0.42, hy - ry * 0.42, *big, tilt=0.3 * lit), white)
        layer.fill(ellipse(hx - lit * rx * 0.46, hy + ry * 0.44, 1.25 * grow, 1.45 * grow), white, alpha=0.9)
    if shine > 1.4:
        layer.fill(ellipse(hx + lit * rx * 0.1, hy + ry * 0.62, 1.0, 1.1), white, alpha=0.9)


def _draw_lashes(
    layer: Layer, put: Put, upper: Points, lower: Points, look: EyeLook, skin: Tone, openness: float
) -> None:
    weight = look.lashes
    outer = upper[-1]
    flick = [(2.0, -0.4), (3.6, -1.6), (4.6, -3.0)] if look.wing else [(0.8, 0.2), (1.4, 0.6), (1.8, 1.2)]
    wing = np.vstack([upper, np.array([outer + np.array(step) for step in flick])])
    t = np.linspace(0, 1, len(wing))
    heavy = 1.0 if look.wing else 0.86
    widths = np.interp(t, [0.0, 0.16, 0.34, 0.66, 0.88, 1.0], [0.1, 0.5, 1.7, 3.0, 2.7 * heavy, 0.1]) * weight
    normal = np.gradient(wing, axis=0)
    normal = np.stack([normal[:, 1], -normal[:, 0]], axis=1) / (np.hypot(*normal.T)[:, None] + 1e-9)
    # The lash grows outwards from the lid, so that it never eats the iris.
    band = np.vstack([wing + normal * widths[:, None], (wing - normal * 0.45)[::-1]])
    layer.fill(put(band), LASH)
    crease = upper[6:-6] + np.array([0.6, -3.6 * openness - 0.8])
    layer.line(put(crease), 0.7, skin.line, ends=(0.05, 0.2), alpha=0.8)
    half = lower[len(lower) // 2 :]
    layer.line(put(half), (1.1 if look.wing else 0.9) * weight, LASH, ends=(0.05, 0.9), swell=0.5)
    if look.wing and openness > 0.3:
        for at, reach in ((0.74, 2.4), (0.84, 3.0)):
            point = wing[int(len(wing) * at)]
            tip = point + np.array([reach * 0.9, -reach * 0.9])
            layer.line(
                put(np.array([point, (point + tip) / 2 + np.array([0.3, 0.2]), tip])),
                1.3 * weight,
                LASH,
                ends=(1.0, 0.05),
            )
    for n in (0.5, 0.64, 0.8) if look.wing else ():
        point = lower[int(len(lower) * n)]
        layer.line(put(point + np.array([(0.0, 0.0), (0.6, 1.0), (1.5, 1.7)])), 0.6 * weight, LASH, ends=(1.0, 0.1))


def _draw_closed(layer: Layer, put: Put, look: EyeLook, shape: EyeShape) -> None:
    if shape.arc:
        arc = spline([(-9.0, 5.0), (-5.0, -1.2), (0.8, -3.6), (6.6, -0.8), (10.4, 5.4)])
    else:
        arc = spline([(-9.0, 3.0), (-4.0, 6.8), (2.4, 7.6), (7.4, 5.2), (10.8, 1.6)])
    layer.line(put(arc), 2.5 * look.lashes, LASH, ends=(0.25, 0.3), swell=0.45)
    if not shape.arc:
        for start, end in (((4.8, 6.8), (6.6, 9.0)), ((8.0, 4.8), (10.6, 6.4))):
            layer.line(
                put(np.array([start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end])),
                1.0,
                LASH,
                ends=(1.0, 0.1),
            )


def _draw_tears(layer: Layer, lower: Points, side: float) -> None:
    """A bead welling on the lower lid and a track down the cheek."""
    start = lower[int(len(lower) * 0.62)]
    pool = np.vstack([lower[4:-4] - np.array([0, 1.6]), (lower[4:-4] + np.array([0, 1.2]))[::-1]])
    layer.fill(pool, (196, 232, 255), alpha=0.85)
    x, y = float(start[0]), float(start[1])
    track = spline([(x, y), (x + side * 0.6, y + 8), (x - side * 0.8, y + 15), (x - side * 1.4, y + 20)])
    layer.line(track, 2.6, (206, 236, 255), ends=(0.7, 1.0), alpha=0.72)
    layer.fill(ellipse(x - side * 1.4, y + 20.5, 1.9, 2.5), (224, 244, 255), alpha=0.9)
    layer.fill(ellipse(x - side * 1.9, y + 19.8, 0.6, 0.8), (255, 255, 255))


def draw_brow(
    layer: Layer, side: float, turn: Turn, shape: EyeShape, colour: Colour, *, lift: float, thick: float
) -> None:
    """One brow, tapering outwards; `lift` moves it (negative is up)."""
    x, squeeze = turn.x(side * EYE_X), turn.width(side * EYE_X)
    arch = 3.2 * shape.brow_bend
    brow = spline([(-9.0, 0.8), (-3.0, -arch * 0.7), (3.4, -arch), (10.0, 0.6)])
    c, s = np.cos(-shape.brow_tilt), np.sin(-shape.brow_tilt)
    brow = np.stack([brow[:, 0] * c - brow[:, 1] * s, brow[:, 0] * s + brow[:, 1] * c], axis=1)
    brow = placed(brow, 0, 0, flip=side < 0)
    brow[:, 0] = brow[:, 0] * min(1.05, squeeze) + x
    brow[:, 1] += EYE_Y - 16.8 + shape.brow_y + lift
    layer.line(brow, 2.0 * thick, colour, ends=(0.85, 0.12), swell=0.3)
