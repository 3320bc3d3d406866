"""Hats, caps and crowns."""

from __future__ import annotations

import numpy as np

from renderer.crew.house.canvas import Colour, Layer
from renderer.crew.house.curves import ellipse, spline
from renderer.crew.house.headgear import patch, perched
from renderer.crew.house.palette import Tones, cel_tones, mix
from renderer.crew.house.sitting import Sitting


def paint_hat(sitting: Sitting) -> Layer:
    layer = sitting.layer()
    felt: Colour = sitting.look.colour_of("hat", mix(sitting.look.cloth, (40, 36, 48), 0.4))
    tones: Tones = cel_tones(felt)
    crown = spline(
        [
            (-172, -176),
            (-164, -300),
            (-120, -362),
            (-30, -352),
            (0, -344),
            (40, -354),
            (124, -360),
            (164, -300),
            (172, -176),
        ],
        closed=True,
        corners=(0, 8),
    )
    brim = spline(
        [(-286, -176), (-200, -204), (0, -214), (200, -204), (286, -176), (190, -142), (0, -128), (-190, -142)],
        closed=True,
    )
    patch(layer, crown, tones)
    layer.fill(crown + np.array([sitting.shade * 110, 0.0]), tones.shade, atop=True)
    band = np.vstack([spline([(-172, -216), (0, -238), (172, -216)]), spline([(173, -170), (0, -186), (-173, -170)])])
    layer.fill(band, sitting.look.accent)
    patch(layer, brim, tones)
    layer.fill(
        spline([(-240, -166), (0, -136), (240, -166), (190, -144), (0, -130), (-190, -144)], closed=True), tones.shade
    )
    return layer


def paint_cap(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("cap", sitting.look.accent))
    lean = -1.0 if sitting.look.parting >= 0 else 1.0
    shape = spline(
        [
            (-176, -150),
            (-206 + lean * 18, -214),
            (-150 + lean * 24, -292),
            (lean * 34, -326),
            (150 + lean * 24, -292),
            (206 + lean * 18, -214),
            (176, -150),
            (90, -182),
            (0, -192),
            (-90, -182),
        ],
        closed=True,
    )
    patch(layer, shape, tones)
    layer.fill(shape + np.array([sitting.shade * 100, 40.0]), tones.shade, atop=True)
    layer.line(spline([(-170, -152), (-90, -184), (0, -194), (90, -184), (170, -152)]), 12, tones.deep, ends=(0.8, 0.8))
    layer.line(np.array([(lean * 34, -322), (lean * 40, -346)]), 12, tones.line, ends=(1, 1))
    return layer


def paint_nurse_cap(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), cel_tones((250, 250, 252))
    shape = spline(
        [(-92, -216), (-104, -296), (-50, -310), (0, -314), (50, -310), (104, -296), (92, -216), (0, -238)],
        closed=True,
        corners=(0, 1, 5, 6),
    )
    put = perched(sitting, shape)
    patch(layer, put, tones)
    x, y = (float(v) for v in perched(sitting, np.array([(0.0, -272.0)]))[0])
    for w, h in ((7, 20), (20, 7)):
        layer.fill(np.array([(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]), (226, 72, 92))
    return layer


def paint_crown(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), cel_tones((244, 200, 84))
    spikes: list[tuple[float, float]] = [(-112, -232)]
    for n, x in enumerate((-124, -84, -62, -30, 0, 30, 62, 84, 124)):
        spikes.append((x, (-318 if n % 4 == 0 else -336 if n == 4 else -278) + abs(x) * 0.16))
    shape = np.array([*spikes, (112.0, -232.0), (60.0, -218.0), (0.0, -214.0), (-60.0, -218.0)])
    put = perched(sitting, shape)
    patch(layer, put, tones)
    layer.fill(put + np.array([sitting.shade * 90, 0.0]), tones.shade, atop=True)
    gem: Colour = (216, 52, 84)
    for at in (-60.0, 0.0, 60.0):
        gx, gy = (float(v) for v in perched(sitting, np.array([(at, -244.0)]))[0])
        layer.fill(ellipse(gx, gy, 9, 11), gem)
    return layer


def paint_witch_hat(sitting: Sitting) -> Layer:
    """A wide brim and a tall point that bends over."""
    layer = sitting.layer()
    tones = cel_tones(sitting.look.colour_of("witch-hat", mix(sitting.look.cloth, (44, 34, 62), 0.55)))
    lean = -1.0 if sitting.look.parting >= 0 else 1.0
    crown = spline(
        [(-176, -178), (-138, -300), (-74, -418), (lean * 30 - 20, -500), (lean * 150, -520), (lean * 96, -462),
         (86, -400), (142, -300), (176, -178)],
        closed=True, corners=(0, 4, 8),
    )  # fmt: skip
    patch(layer, crown, tones)
    layer.fill(crown + np.array([sitting.shade * 120, 20.0]), tones.shade, atop=True)
    for y, wide in ((-330, 70), (-394, 46)):
        fold = spline([(lean * wide, y), (lean * wide * 0.2, y + 16), (-lean * wide * 0.4, y + 8)])
        layer.line(fold, 3.6, tones.line, ends=(0.8, 0.0))
    band = np.vstack([spline([(-170, -226), (0, -252), (170, -226)]), spline([(176, -176), (0, -196), (-176, -176)])])
    layer.fill(band, sitting.look.accent)
    buckle = np.array([(-26.0, -244.0), (26.0, -244.0), (26.0, -196.0), (-26.0, -196.0)])
    layer.outline(buckle, 8, (244, 204, 96))
    _brim(layer, sitting, tones, 326)
    return layer


def paint_straw_hat(sitting: Sitting) -> Layer:
    """A round crown and a wide brim of plaited straw."""
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("straw-hat", (240, 206, 132)))
    crown = spline([(-170, -176), (-160, -272), (-96, -334), (0, -346), (96, -334), (160, -272), (170, -176)],
                   closed=True, corners=(0, 6))  # fmt: skip
    patch(layer, crown, tones)
    layer.fill(crown + np.array([sitting.shade * 110, 0.0]), tones.shade, atop=True)
    for y in (-316, -288, -260):
        layer.line(spline([(-150, y + 26), (0, y), (150, y + 26)]), 2.6, tones.line, ends=(0, 0), alpha=0.7, atop=True)
    band = np.vstack([spline([(-170, -222), (0, -244), (170, -222)]), spline([(172, -176), (0, -192), (-172, -176)])])
    layer.fill(band, sitting.look.accent)
    _brim(layer, sitting, tones, 318)
    for share in (0.5, 0.75):
        rim = spline([(-300 * share, -172), (0, -148 + 12 * share), (300 * share, -172)])
        layer.line(rim, 2.6, tones.line, ends=(0, 0), alpha=0.7)
    return layer


def paint_beret(sitting: Sitting) -> Layer:
    """A soft flat cap, pulled to one side."""
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("beret", sitting.look.accent))
    lean = -1.0 if sitting.look.parting >= 0 else 1.0
    knots = [(-160, -186), (-214, -226), (-196, -284), (-96, -318), (60, -306), (150, -264), (168, -200), (60, -214),
             (-60, -206)]  # fmt: skip
    shape = spline([(-lean * x, y) for x, y in knots], closed=True)
    patch(layer, shape, tones)
    layer.fill(shape + np.array([sitting.shade * 120, 30.0]), tones.shade, atop=True)
    rim = spline([(-lean * x, y) for x, y in ((-158, -188), (-60, -208), (60, -216), (166, -202))])
    layer.line(rim, 11, tones.deep, ends=(0.7, 0.7))
    layer.line(np.array([(-lean * -30.0, -312.0), (-lean * -26.0, -336.0)]), 10, tones.line, ends=(1, 1))
    return layer


def _brim(layer: Layer, sitting: Sitting, tones: Tones, wide: float) -> None:
    brim = spline([(-wide, -160), (-wide * 0.66, -198), (0, -210), (wide * 0.66, -198), (wide, -160),
                   (wide * 0.66, -134), (0, -120), (-wide * 0.66, -134)], closed=True)  # fmt: skip
    patch(layer, brim, tones)
    under = spline([(-wide * 0.84, -152), (0, -128), (wide * 0.84, -152), (wide * 0.66, -136), (0, -122),
                    (-wide * 0.66, -136)], closed=True)  # fmt: skip
    layer.fill(under, tones.shade)


HATS = {
    "nurse-cap": paint_nurse_cap, "crown": paint_crown, "cap": paint_cap, "beret": paint_beret,
    "straw-hat": paint_straw_hat, "witch-hat": paint_witch_hat, "hat": paint_hat,
}  # fmt: skip
"""Painters of hats by the name of the extra."""
