"""The head without hair: face, ears, nose, cheeks and how light falls on them."""

from __future__ import annotations

import numpy as np

from renderer.crew.house.canvas import Gradient, Layer
from renderer.crew.house.curves import Points, ellipse, mirrored, moved, part_of, placed, spline
from renderer.crew.house.sitting import Sitting

BLUSH = (255, 108, 112)


def contour(sitting: Sitting) -> Points:
    """The closed outline of the face and skull, from the crown over the viewer's right side."""
    chin, male, jaw = sitting.chin + 10 * sitting.nod, sitting.male, sitting.look.jaw
    child = sitting.look.age == "child"
    square = (4.0 if male and not child else 0.0) + 4 * jaw + (5.0 if sitting.look.build == "broad" else 0.0)
    puff = 6.0 if child else 0.0
    k = chin / 204.0
    if sitting.profile:
        return _side_contour(sitting, k)
    if sitting.turn == 0.0:
        half = [
            (0, -232), (92, -212), (150, -150), (163, -70), (158, 0), (147 + puff, 56 * k),
            (120 + puff + square * 0.9, 112 * k), (69 + square + puff, 166 * k), (23 + square * 0.8, chin - 5),
            (0, chin),
        ]  # fmt: skip
        return spline([*half, *[(-x, y) for x, y in half[-2:0:-1]]], closed=True)
    knots = [
        (6, -232), (98, -212), (150, -152), (161, -90), (156, -44), (150, 2), (154 + puff, 44 * k),
        (148 + puff, 92 * k), (128 + square * 0.3, 144 * k), (94 + square * 0.4, 187 * k), (62, chin), (30, chin),
        (-28 - square * 0.5, 180 * k), (-84 - square, 134 * k), (-124 - puff, 66 * k), (-140, 0), (-150, -80),
        (-126, -165), (-66, -216),
    ]  # fmt: skip
    shape = spline(knots, closed=True)
    return shape if sitting.turn > 0 else mirrored(shape)


def _side_contour(sitting: Sitting, k: float) -> Points:
    """The outline in profile: forehead, nose, lips, chin, jaw."""
    chin = sitting.chin
    knots = [
        (20, -236), (78, -204), (106, -150), (113, -96), (111, -48), (103, -8), (108, 34 * k), (125, 78 * k),
        (130, 87 * k), (121, 98 * k), (112, 108 * k), (115, 124 * k), (111, 136 * k), (114, 147 * k), (107, 161 * k),
        (108, chin - 16), (93, chin - 1), (56, chin - 10), (4, 162 * k), (-40, 122 * k), (-84, 92), (-138, 48),
        (-176, -20), (-188, -110), (-140, -206), (-60, -240),
    ]  # fmt: skip
    shape = spline(knots, closed=True)
    return shape if sitting.profile > 0 else mirrored(shape)


def _ear_at(sitting: Sitting, side: float) -> tuple[float, float, float] | None:
    """Where an ear sits and how wide it looks; None when the head hides it."""
    if sitting.profile:
        return (side * 58.0, 18.0, 1.5) if side * sitting.profile < 0 else None
    if sitting.turn == 0.0:
        return side * 160.0, 14.0 - 12 * sitting.nod, 1.0
    return (side * 134.0, 16.0 - 12 * sitting.nod, 1.35) if side * sitting.turn < 0 else None


def _ear(layer: Layer, sitting: Sitting, side: float) -> None:
    at = _ear_at(sitting, side)
    if at is None:
        return
    x, y, wide = at
    tones, elf = sitting.skin, "elf-ears" in sitting.look.extras
    tip = [(52, -58), (30, -34)] if elf else [(14, -48), (27, -34)]
    shape = spline([(-6, -34), *tip, (28, -6), (20, 22), (8, 44), (-8, 42)], closed=True, corners=(1,) if elf else ())
    inner = spline([(2, -26), (16, -28), (18, -4), (10, 18)])
    squash = np.array([wide * side, 1.0])

    def put(points: Points) -> Points:
        return placed(points * squash, x, y)

    layer.fill(put(shape), tones.base)
    layer.fill(put(spline([(0, -26), (17, -28), (20, -4), (10, 22), (0, 26)], closed=True)), tones.shade)
    layer.line(put(inner), 3, tones.deep, ends=(0.2, 0.2))
    layer.line(put(part_of(shape, 0.0, 0.92)), 3.6, tones.line, ends=(0.2, 0.4))


def paint_skull(sitting: Sitting) -> Layer:
    """The head from behind, for what hair leaves bare: ears and nape."""
    layer, tones = sitting.layer(), sitting.skin
    for side in (-1.0, 1.0):
        _ear(layer, sitting, side)
    shape = spline(
        [
            (0, -232),
            (120, -196),
            (158, -70),
            (140, 40),
            (82, 118),
            (0, 140),
            (-82, 118),
            (-140, 40),
            (-158, -70),
            (-120, -196),
        ],
        closed=True,
    )
    layer.fill(shape, tones.shade)
    return layer


def face_shadow(sitting: Sitting, shape: Points) -> Points:
    """The outline shifted towards the light: what lies outside it, within the face, is in shadow."""
    return moved(shape, -sitting.shade * 24, -6)


def paint_face(sitting: Sitting, hair_shadow: list[Points]) -> Layer:
    """Ears, face with its shadows (that of the fringe included), cheeks, nose."""
    layer, tones = sitting.layer(), sitting.skin
    shape = contour(sitting)
    if not sitting.profile:
        for side in (-1.0, 1.0):
            _ear(layer, sitting, side)
    layer.fill(shape, tones.base)
    with layer.clip(shape):
        _cheek_shadow(layer, sitting, shape)
        for shadow in hair_shadow:
            layer.fill(shadow, tones.shade)
        _cheeks(layer, sitting)
    _nose(layer, sitting)
    if sitting.profile:
        _ear(layer, sitting, -sitting.profile)
    if sitting.look.age == "elder":
        _wrinkles(layer, sitting)
    low = part_of(np.roll(shape, -len(shape) // 2, axis=0), 0.0, 1.0)
    sides = low[low[:, 1] > -60]
    if sitting.profile:
        sides = low[(low[:, 1] > -130) & (low[:, 0] * sitting.profile > -44)]
        start = int(np.argmax(np.hypot(*np.diff(sides, axis=0, append=sides[:1]).T))) + 1
        sides = np.roll(sides, -start, axis=0)
    else:
        sides = sides[np.argsort(np.arctan2(sides[:, 0], sides[:, 1] + 40))]
    layer.line(sides, 4.6, tones.line, ends=(0.3, 0.3), swell=0.45)
    return layer


def _cheek_shadow(layer: Layer, sitting: Sitting, shape: Points) -> None:
    """A hard-edged crescent on the side away from the light."""
    s, chin = sitting.shade, sitting.chin
    if sitting.profile:
        if sitting.profile != s:
            jaw = spline([(s * 10, 60), (s * 24, 110), (-s * 20, 168), (-s * 60, chin + 20)])
            layer.fill(np.vstack([jaw, [(s * 200.0, chin + 20), (s * 200.0, 60.0)]]), sitting.skin.shade)
        return
    edge = shape[shape[:, 0] * s > 0]
    far = float(np.abs(edge[:, 0]).max())
    lit = sitting.turn * s > 0
    top = -240.0 if sitting.look.cut == "bald" else -120.0
    inner = [(far - 30, top), (far - 26, -30), (far - 40, 30), (far - 34, 70), (far - 62, 118), (far - 112, chin - 26)]
    if lit:
        inner = [
            (far - 16, top),
            (far - 12, -20),
            (far - 24, 40),
            (far - 22, 80),
            (far - 48, 130),
            (far - 92, chin - 16),
        ]
    around = [(far - 130, chin + 40), (far + 60, chin + 40), (far + 60, top)]
    points = np.vstack([spline([(s * x, y) for x, y in inner]), np.array([(s * x, y) for x, y in around], dtype=float)])
    layer.fill(points, sitting.skin.shade)


def _cheeks(layer: Layer, sitting: Sitting) -> None:
    amount = sitting.face.blush * (0.75 if sitting.male else 1.0)
    for side in sitting.sides:
        x, y = sitting.on_face([(side * 92, 84)])[0]
        glow = Gradient(
            ((0.0, BLUSH, 0.62 * amount), (0.5, BLUSH, 0.34 * amount), (1.0, BLUSH, 0.0)), (0, 0), radius=54
        )
        inner = sitting.layer()
        inner.fill(ellipse(0, 0, 54, 54), glow)
        squeeze = 0.75 if side * sitting.turn > 0 else 1.0
        layer.draw(inner, (squeeze, 0, x, 0, 0.56, y))
        if sitting.face.hatching > 0.2:
            for n in range(4):
                px = x + (n - 1.5) * 17 * squeeze
                layer.line(
                    np.array([(px + 6, y - 11), (px - 6, y + 11)]), 3.4, (236, 84, 96), ends=(0.3, 0.3),
                    alpha=0.85 * min(1.0, sitting.face.hatching),
                )  # fmt: skip


def _nose(layer: Layer, sitting: Sitting) -> None:
    tones, s = sitting.skin, sitting.shade
    if sitting.profile:
        p, k = sitting.profile, sitting.chin / 204
        wing = spline([(p * 112, 91 * k), (p * 106, 86 * k), (p * 108, 79 * k)])
        layer.line(wing, 3.4, tones.line, ends=(0.1, 0.3), swell=0.5)
        return
    y = 92.0 * sitting.chin / 204
    tip = sitting.on_face([(0, y)])[0]
    if sitting.turn:
        t = sitting.turn
        curve = spline(
            [(tip[0] + t * 2, y - 26), (tip[0] + t * 12, y - 4), (tip[0] + t * 11, y + 3), (tip[0] + t * 1, y + 7)]
        )
        layer.line(curve, 3.8, tones.line, ends=(0.05, 0.3), swell=0.5)
        return
    long = 10.0 if sitting.male or sitting.look.age == "adult" else 0.0
    if long:
        bridge = spline([(tip[0] + s * 6, y - 18 - long), (tip[0] + s * 9, y - 6), (tip[0] + s * 7, y + 3)])
        layer.fill(np.vstack([bridge, [(tip[0] - 2, y + 5)]]), tones.shade)
    layer.line(
        spline([(tip[0] - 5, y + 4), (tip[0] + 1, y + 7), (tip[0] + 6, y + 3)]), 4.2, tones.line, ends=(0.2, 0.2)
    )
    layer.fill(ellipse(tip[0] - s * 4, y - 9, 3.4, 4.6), tones.light, alpha=0.9)


def _wrinkles(layer: Layer, sitting: Sitting) -> None:
    for side in sitting.sides:
        for knots in (
            [(44, 92), (58, 112), (60, 132)],
            [(104, 52), (84, 62), (62, 60)],
            [(118, 30), (132, 36), (142, 48)],
        ):
            layer.line(
                sitting.on_face(spline([(side * x, y) for x, y in knots])), 3.0, sitting.skin.deep, ends=(0.1, 0.1)
            )
