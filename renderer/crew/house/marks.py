"""The marks of feeling: tears, sweat, the vein of rage, the blue gloom over a brow, sparkles."""

from __future__ import annotations

import numpy as np

from renderer.crew.house.canvas import Colour, Gradient, Layer
from renderer.crew.house.curves import Points, ellipse, placed, spline
from renderer.crew.house.eyes import eye_of
from renderer.crew.house.sitting import Sitting

_WATER: Colour = (206, 236, 255)
_WATER_LINE: Colour = (96, 150, 206)
_GLOOM: Colour = (84, 92, 160)

Named = list[tuple[str, Layer]]


def _drop(x: float, y: float, size: float) -> Points:
    shape = [(0.0, -26.0), (9.0, -6.0), (13.0, 9.0), (9.0, 21.0), (0.0, 25.0), (-9.0, 21.0), (-13.0, 9.0), (-9.0, -6.0)]
    return placed(spline(shape, closed=True, corners=(0,)), x, y, size=size)


def _water(layer: Layer, shape: Points) -> None:
    layer.fill(shape, _WATER, alpha=0.92)
    layer.outline(shape, 3.0, _WATER_LINE)


def paint_marks(sitting: Sitting) -> Named:
    """What lies on the skin under the eyes: gloom, dark circles."""
    found: Named = []
    face = sitting.face
    if face.gloom > 0.15:
        layer = sitting.layer()
        shade = Gradient(((0.0, _GLOOM, 0.85 * min(1.0, face.gloom)), (1.0, _GLOOM, 0.0)), (0, -150), (0, 40))
        layer.fill(
            sitting.on_face(
                spline([(-152, -160), (152, -160), (150, 30), (0, 44), (-150, 30)], closed=True, corners=(0, 1))
            ),
            shade,
        )
        found.append(("gloom", layer))
    if face.gloom > 0.4:
        layer = sitting.layer()
        for n, x in enumerate((84, 98, 112, 126)):
            line = np.array([(x * -sitting.shade, 30.0), (x * -sitting.shade, 74.0 + 10 * (n % 2))])
            layer.line(sitting.on_face(line), 3.0, _GLOOM, ends=(0.6, 0.0), swell=0.2, alpha=0.7)
        found.append(("gloom-lines", layer))
    if "dark-circles" in sitting.look.extras:
        layer = sitting.layer()
        for side in sitting.sides:
            eye = eye_of(sitting, side)
            bag = spline([(-0.7, 0.98), (0.0, 1.26), (0.75, 0.98), (0.0, 1.12)], closed=True)
            layer.fill(eye.at(bag), (150, 100, 140), alpha=0.42)
        found.append(("eye-bags", layer))
    return found


def paint_tears(sitting: Sitting) -> Named:
    """Tears that well up and run down the cheeks."""
    if sitting.face.tears < 0.5:
        return []
    layer = sitting.layer()
    for side in sitting.sides:
        eye = eye_of(sitting, side)
        pool = spline([(-0.72, 0.70), (0.0, 0.96), (0.78, 0.66), (0.62, 1.06), (0.0, 1.20), (-0.58, 1.02)], closed=True)
        layer.fill(eye.at(pool), _WATER, alpha=0.85)
        layer.outline(eye.at(pool), 2.0, _WATER_LINE, alpha=0.5)
        layer.fill(eye.at(ellipse(0.36, 0.96, 0.13, 0.07)), (255, 255, 255))
        u = 0.46 if side == sitting.shade else -0.30
        chin = (sitting.chin - eye.y) / eye.half_high
        run = spline(
            [
                (u - 0.12, 1.0),
                (u - 0.10, chin * 0.5),
                (u - 0.15, chin * 0.66),
                (u, chin * 0.74),
                (u + 0.15, chin * 0.66),
                (u + 0.10, chin * 0.5),
                (u + 0.12, 1.0),
            ]
        )
        _water(layer, eye.at(run))
        layer.fill(eye.at(ellipse(u - 0.03, chin * 0.63, 0.05, 0.16)), (255, 255, 255), alpha=0.95)
    return [("tears", layer)]


def paint_signs(sitting: Sitting) -> Named:
    """What lies over the hair: sweat drops and the vein."""
    found: Named = []
    face = sitting.face
    if face.sweat > 0.3:
        layer = sitting.layer()
        x, y = (float(v) for v in sitting.on_face([(-sitting.shade * 140, -52)])[0])
        drops = [(x, y, 1.15), (x - sitting.shade * 6, y + 108, 0.7)] if face.sweat > 0.6 else [(x, y, 1.1)]
        for dx, dy, size in drops:
            _water(layer, _drop(dx, dy, size))
            layer.fill(ellipse(dx - 4 * size, dy + 8 * size, 3 * size, 6 * size), (255, 255, 255))
        found.append(("sweat", layer))
    if face.vein > 0.5:
        layer = sitting.layer()
        x, y = (float(v) for v in sitting.on_face([(sitting.shade * 108, -176)])[0])
        for turn in range(4):
            arm = placed(spline([(7, -30), (9, -9), (30, -7)]), x, y, turn=turn * np.pi / 2 + 0.2)
            layer.line(arm, 12, (255, 255, 255), ends=(0.6, 0.6))
            layer.line(arm, 8, (214, 42, 58), ends=(0.5, 0.5))
        found.append(("vein", layer))
    return found
