"""What a character wears on the head: bows, hats, horns, animal ears."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, ellipse, placed, spline
from renderer.crew.house.palette import Tones, cel_tones, mix
from renderer.crew.house.sitting import Sitting


def patch(layer: Layer, shape: Points, tones: Tones, *, width: float = 4.2, dark: bool = False) -> None:
    """A filled shape with its outline."""
    layer.fill(shape, tones.shade if dark else tones.base)
    layer.outline(shape, width, tones.line)


def perched(sitting: Sitting, knots: Points, lift: float = 0.3) -> Points:
    """Points of something that stands upright on the crown: seen from the side it moves back with the skull."""
    if not sitting.profile:
        return sitting.on_hair(knots, lift)
    return np.stack([knots[:, 0] * 0.82 - sitting.profile * 42.0, knots[:, 1]], axis=1)


def _on_side(sitting: Sitting, side: float, spots: Sequence[tuple[float, float]], middle: float, lift: float) -> Points:
    """Points at the side of the crown, given for the right one; in profile the near one stands over the ear."""
    if not sitting.profile:
        return sitting.on_hair([(side * x, y) for x, y in spots], lift)
    return np.array([(side * (x - middle) * 0.86 - sitting.profile * 24.0, y) for x, y in spots])


def _ears(
    sitting: Sitting, shape: list[tuple[float, float]], inner: list[tuple[float, float]], at: float, tip: int
) -> Layer:
    """Animal ears, drawn for the right side of the picture."""
    layer, tones = sitting.layer(), sitting.hair
    for side in sitting.sides:

        def put(spots: list[tuple[float, float]], side: float = side) -> Points:
            return _on_side(sitting, side, [(x + at, y) for x, y in spots], at, 0.5)

        outer = spline(put(shape), closed=True, corners=(tip,))
        patch(layer, outer, tones, dark=side == sitting.shade)
        layer.fill(spline(put(inner), closed=True, corners=(1,)), mix((255, 190, 196), tones.base, 0.25))
        for n in range(3):
            tuft = put([(-26 + n * 12, -196), (-16 + n * 11, -232 - 6 * n), (-4 + n * 12, -196)])
            layer.fill(spline(tuft, closed=True, corners=(0, 1, 2)), tones.light)
    return layer


def _cat_ears(sitting: Sitting) -> Layer:
    return _ears(
        sitting,
        [(-62, -206), (-36, -262), (24, -356), (52, -270), (56, -158), (0, -176)],
        [(-34, -222), (18, -326), (34, -200), (0, -200)],
        104,
        2,
    )


def _fox_ears(sitting: Sitting) -> Layer:
    return _ears(
        sitting,
        [(-60, -206), (-40, -280), (8, -398), (52, -284), (58, -160), (0, -176)],
        [(-32, -226), (6, -362), (36, -206), (0, -200)],
        104,
        2,
    )


def _bunny_ears(sitting: Sitting) -> Layer:
    return _ears(
        sitting,
        [(-40, -216), (-52, -330), (-20, -470), (14, -500), (36, -440), (34, -310), (30, -206), (0, -200)],
        [(-24, -240), (4, -470), (16, -310), (12, -226)],
        74,
        3,
    )


def _dog_ears(sitting: Sitting) -> Layer:
    """Ears that flop over."""
    layer, tones = sitting.layer(), sitting.hair
    for side in sitting.sides:
        spots = [(92, -238), (150, -262), (214, -206), (232, -110), (206, -58), (168, -96), (150, -170)]
        ear = spline(_on_side(sitting, side, spots, 150.0, 0.5), closed=True, corners=(4,))
        patch(layer, ear, tones, dark=side == sitting.shade)
        fold = [(120, -226), (168, -222), (196, -160)]
        layer.line(spline(_on_side(sitting, side, fold, 150.0, 0.5)), 3.4, tones.line, ends=(0.6, 0))
    return layer


def _horns(sitting: Sitting) -> Layer:
    layer = sitting.layer()
    tones = cel_tones(sitting.look.colour_of("horns", (94, 66, 84)))
    for side in sitting.sides:
        spots = [(78, -214), (104, -278), (150, -330), (206, -352), (186, -300), (158, -254), (134, -190)]
        shape = spline(_on_side(sitting, side, spots, 116.0, 0.4), closed=True, corners=(0, 3, 6))
        patch(layer, shape, tones, dark=side == sitting.shade)
        for a, b in (((86, -244), (142, -212)), ((104, -274), (158, -250)), ((130, -310), (176, -282))):
            ring = [(float(a[0]), float(a[1])), ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 8), (float(b[0]), float(b[1]))]
            layer.line(spline(_on_side(sitting, side, ring, 116.0, 0.4)), 3, tones.line)
    return layer


def _bow_at(layer: Layer, x: float, y: float, size: float, tones: Tones, shade: float) -> None:
    for side in (-1.0, 1.0):
        tail = spline([(4, 4), (26, 10), (46, 84), (26, 74), (10, 88)], closed=True, corners=range(5), samples=2)
        patch(layer, placed(tail * np.array([side, 1.0]), x, y, size=size), tones, dark=side == shade)
        wing = spline([(4, -8), (40, -46), (84, -40), (88, 14), (70, 38), (34, 22), (4, 12)], closed=True)
        patch(layer, placed(wing * np.array([side, 1.0]), x, y, size=size), tones, dark=side == shade)
        layer.line(
            placed(spline([(16, -2), (38, -10), (60, -14)]) * np.array([side, 1.0]), x, y, size=size),
            3.4,
            tones.line,
            ends=(1, 0),
        )
    patch(layer, placed(ellipse(0, 0, 17, 20), x, y, size=size), tones)


def _accent(sitting: Sitting, name: str) -> Tones:
    return cel_tones(sitting.look.colour_of(name, sitting.look.accent))


def _ribbon(sitting: Sitting) -> Layer:
    layer = sitting.layer()
    side = 1.0 if sitting.look.parting < 0 else -1.0
    x, y = sitting.on_hair([(side * 126, -206)], 0.4)[0]
    _bow_at(layer, float(x), float(y), 0.85, _accent(sitting, "ribbon"), sitting.shade)
    return layer


def _headband(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), _accent(sitting, "headband")
    if p := sitting.profile:
        arc = spline([(-p * 60, -40), (-p * 44, -150), (-p * 8, -262)])
        layer.line(arc, 30, tones.line, ends=(0.5, 0.9))
        layer.line(arc, 22, tones.base, ends=(0.5, 0.9))
        return layer
    band = spline(
        [
            (-186, -70),
            (-150, -178),
            (-80, -232),
            (0, -246),
            (80, -232),
            (150, -178),
            (186, -70),
            (168, -70),
            (136, -164),
            (72, -210),
            (0, -222),
            (-72, -210),
            (-136, -164),
            (-168, -70),
        ],
        closed=True,
        corners=(0, 6, 7, 13),
    )
    patch(layer, perched(sitting, band), tones)
    return layer


def _hairpin(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), _accent(sitting, "hairpin")
    side = 1.0 if sitting.look.parting < 0 else -1.0
    for k in (0, 1):
        x, y = sitting.on_hair([(side * 118, -98 + 22 * k)])[0]
        bar = spline([(-30, -6), (30, -6), (34, 0), (30, 6), (-30, 6), (-34, 0)], closed=True)
        patch(layer, placed(bar, float(x), float(y), turn=(0.5 - k) * 0.9), tones, width=3.2)
    return layer


def _flower(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), _accent(sitting, "flower")
    side = 1.0 if sitting.look.parting < 0 else -1.0
    x, y = (float(v) for v in sitting.on_hair([(side * 136, -132)], 0.8)[0])
    for n in range(5):
        a = n * 2 * np.pi / 5 - 0.3
        patch(layer, ellipse(x + 25 * np.cos(a), y + 25 * np.sin(a), 25, 19, tilt=a), tones, width=3, dark=n in (0, 1))
    patch(layer, ellipse(x, y, 12, 12), cel_tones((250, 212, 96)), width=3)
    return layer


def _headphones(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("headphones", sitting.look.accent))
    if sitting.profile:
        return _headphones_aside(sitting, tones)
    arc = spline([(-190, -10), (-196, -130), (-130, -258), (0, -292), (130, -258), (196, -130), (190, -10)])
    layer.line(arc, 26, tones.line, ends=(0.8, 0.8))
    layer.line(arc, 17, tones.base, ends=(0.8, 0.8))
    for side in (-1.0, 1.0):
        if side * sitting.turn > 0:
            continue
        x = side * (176 - 40 * abs(sitting.turn))
        patch(layer, ellipse(x, 12, 36 + 14 * abs(sitting.turn), 56), tones, dark=side == sitting.shade)
        layer.outline(ellipse(x, 12, 20 + 8 * abs(sitting.turn), 36), 5, tones.light)
    return layer


def _headphones_aside(sitting: Sitting, tones: Tones) -> Layer:
    """From the side: the band over the crown, the near cup on the ear."""
    layer, p = sitting.layer(), sitting.profile
    arc = spline([(-p * 56, 0), (-p * 48, -140), (-p * 34, -286)])
    layer.line(arc, 30, tones.line, ends=(0.8, 0.8))
    layer.line(arc, 21, tones.base, ends=(0.8, 0.8))
    patch(layer, ellipse(-p * 58, 16, 52, 60), tones)
    layer.outline(ellipse(-p * 58, 16, 30, 38), 5, tones.light)
    return layer


def _halo(sitting: Sitting) -> Layer:
    layer = sitting.layer()
    ring = ellipse(0, -352, 136, 28)
    layer.outline(ring, 24, (255, 240, 170), alpha=0.45)
    layer.outline(ring, 12, (255, 226, 120))
    layer.outline(ring, 5, (255, 252, 224))
    return layer


BEHIND: dict[str, Callable[[Sitting], Layer]] = {"halo": _halo}
ON_TOP: dict[str, Callable[[Sitting], Layer]] = {
    "headphones": _headphones, "headband": _headband, "hairpin": _hairpin, "flower": _flower, "ribbon": _ribbon,
    "horns": _horns,
    "cat-ears": _cat_ears, "fox-ears": _fox_ears, "bunny-ears": _bunny_ears, "dog-ears": _dog_ears,
}  # fmt: skip
