"""What covers the lower face: beards, moustaches, stubble, a cloth mask."""

from __future__ import annotations

import numpy as np

from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import ellipse, spline
from renderer.crew.house.headgear import patch
from renderer.crew.house.mouth import MOUTH_Y
from renderer.crew.house.palette import Tones, cel_tones
from renderer.crew.house.sitting import Sitting


def paint_mask(sitting: Sitting) -> Layer:
    """A white cloth mask over mouth and nose."""
    layer = sitting.layer()
    tones = cel_tones(sitting.look.colour_of("mask", (244, 246, 250)))
    k = sitting.chin
    if sitting.profile:
        _mask_aside(layer, sitting, tones)
        return layer
    shape = sitting.on_face(
        spline(
            [
                (-112, k * 0.36),
                (-40, k * 0.32),
                (0, k * 0.30),
                (40, k * 0.32),
                (112, k * 0.36),
                (116, k * 0.62),
                (60, k * 0.95),
                (0, k * 1.03),
                (-60, k * 0.95),
                (-116, k * 0.62),
            ],
            closed=True,
        )
    )
    for side in sitting.sides:
        for y, end in ((0.40, 0.1), (0.62, 0.24)):
            layer.line(
                sitting.on_face(spline([(side * 112, k * y), (side * 154, k * end)])), 4, tones.line, ends=(1, 1)
            )
    patch(layer, shape, tones)
    for y in (0.5, 0.64, 0.78):
        layer.line(
            sitting.on_face(spline([(-96, k * y), (0, k * (y + 0.03)), (96, k * y)])),
            3,
            tones.shade,
            ends=(0, 0),
            swell=0.4,
        )
    return layer


def _mask_aside(layer: Layer, sitting: Sitting, tones: Tones) -> None:
    """The mask seen from the side, its strings around the ear."""
    k, p = sitting.chin, sitting.profile
    edge = [(96, 0.30), (136, 0.43), (128, 0.64), (120, 0.92), (72, 1.02), (22, 0.82), (10, 0.5), (50, 0.34)]
    for y, end in ((0.48, 8.0), (0.8, 34.0)):
        layer.line(spline([(p * 14, k * y), (-p * 22, k * y * 0.7), (-p * 52, end)]), 4, tones.line, ends=(1, 1))
    patch(layer, spline([(p * x, k * y) for x, y in edge], closed=True, corners=(1,)), tones)
    for y in (0.56, 0.7):
        layer.line(spline([(p * 22, k * (y + 0.04)), (p * 124, k * y)]), 3, tones.shade, ends=(0, 0), swell=0.4)


def _beard_aside(layer: Layer, sitting: Sitting, my: float, long: float) -> None:
    """A beard seen from the side, from the ear to the chin and up to the lip."""
    tones, chin, p = sitting.hair, sitting.chin, sitting.profile
    edge = [(-32, 4), (-34, 92), (6, chin * 0.88), (52, chin + long * 0.5), (98, chin + long * 0.85), (118, chin - 10),
            (113, my + 15), (100, my + 9), (99, my - 6), (119, my - 20), (92, my - 32), (52, 84), (2, 30)]  # fmt: skip
    shape = spline([(p * x, y) for x, y in edge], closed=True, corners=(0, 4, 6, 8, 9))
    layer.fill(shape, tones.base)
    layer.fill(shape + np.array([-p * 44.0, 34.0]), tones.shade, atop=True)
    layer.outline(shape, 3.6, tones.line)


def paint_beard(sitting: Sitting) -> Layer:
    """A full beard, long on elders."""
    layer, tones, chin = sitting.layer(), sitting.hair, sitting.chin
    my = sitting.chin * MOUTH_Y
    long = 54.0 if sitting.look.age == "elder" else 22.0
    if sitting.profile:
        _beard_aside(layer, sitting, my, long)
        return layer
    half = [(153, 6), (146, 90), (118, chin - 40), (70, chin + long * 0.35), (26, chin + long * 0.8)]
    cheek = [(134, 18), (112, 66), (76, my - 26), (30, my - 33)]
    shape = sitting.on_face(
        spline(
            [
                *half,
                (0, chin + long),
                *[(-x, y) for x, y in half[::-1]],
                *[(-x, y) for x, y in cheek],
                (0, my - 25),
                *cheek[::-1],
            ],
            closed=True,
            corners=(0, 5, 10, 15),
        )
    )
    layer.fill(shape, tones.base)
    layer.fill(shape + np.array([sitting.shade * 70, 26.0]), tones.shade, atop=True)
    layer.outline(shape, 3.6, tones.line)
    _lips_and_locks(layer, sitting, my, long)
    return layer


def _lips_and_locks(layer: Layer, sitting: Sitting, my: float, long: float) -> None:
    """What lies on a beard: the lips, the wings above them, the ends of its hair."""
    tones, chin = sitting.hair, sitting.chin
    lips = sitting.on_face(ellipse(0, my + 5, 30, 13))
    layer.fill(lips, sitting.skin.base)
    for side in (-1.0, 1.0):
        wing = [(side * 3, my - 20), (side * 34, my - 17), (side * 62, my + 8), (side * 70, my + 30)]
        layer.line(sitting.on_face(spline(wing)), 3.0, tones.line, ends=(0.4, 0.0), swell=0.4)
    for x in (-50, -18, 20, 52):
        layer.line(
            sitting.on_face(spline([(x, chin - 36), (x * 0.9, chin - 8), (x * 0.7, chin + long * 0.5)])),
            2.6,
            tones.line,
            ends=(0, 0.2),
            swell=0.5,
        )


def paint_moustache(sitting: Sitting) -> Layer:
    """Two wings under the nose."""
    layer = sitting.layer()
    my = sitting.chin * MOUTH_Y
    for side in sitting.sides:
        shape = spline(
            [(side * 2, my - 26), (side * 30, my - 28), (side * 62, my - 2), (side * 34, my - 8), (side * 2, my - 14)],
            closed=True,
            corners=(0, 2, 4),
        )
        patch(layer, sitting.on_face(shape), sitting.hair, width=3)
    return layer


def paint_stubble(sitting: Sitting) -> Layer:
    """Short hairs around mouth and chin."""
    layer, rng = sitting.layer(), np.random.default_rng((sitting.look.seed + 4) % 2**32)
    my = sitting.chin * MOUTH_Y
    for _ in range(90):
        x, y = rng.uniform(-92, 92), rng.uniform(my - 22, sitting.chin - 8)
        if (abs(x) < 34 and abs(y - my) < 16) or abs(x) > 40 + (sitting.chin - y) * 1.0:
            continue
        layer.line(
            sitting.on_face(np.array([(x, y), (x + 1.5, y + 6)])), 2.0, sitting.hair.line, ends=(1, 0.3), alpha=0.5
        )
    return layer
