"""What a character wears on head, face and neck."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from renderer.crew.house.canvas import Colour, Layer
from renderer.crew.house.curves import Points, ellipse, part_of, placed, spline
from renderer.crew.house.dressed import Body, Piece
from renderer.crew.house.eyes import eye_of
from renderer.crew.house.hats import HATS
from renderer.crew.house.headgear import BEHIND, ON_TOP, patch
from renderer.crew.house.look import Look
from renderer.crew.house.palette import cel_tones, mix
from renderer.crew.house.sitting import Sitting
from renderer.crew.house.trinkets import (
    paint_domino,
    paint_fox_mask,
    paint_goggles,
    paint_hoops,
    paint_necklace,
    paint_pearls,
    paint_sunglasses,
)
from renderer.crew.house.whiskers import paint_beard, paint_mask, paint_moustache, paint_stubble

Named = tuple[str, Layer]

TALL = {
    "witch-hat": 560.0, "bunny-ears": 530.0, "fox-ears": 430.0, "halo": 400.0, "hat": 390.0, "cat-ears": 385.0,
    "horns": 380.0, "straw-hat": 375.0, "crown": 370.0,
}  # fmt: skip
"""How far above the eyes headgear reaches, in units: canvases grow for it."""


@dataclass(slots=True)
class Worn:
    """Accessories by where they lie: behind the head, on the clothes, under the eyes, on the face, over the hair."""

    behind: list[Named] = field(default_factory=list)
    clothes: list[Piece] = field(default_factory=list)
    under_eyes: list[Named] = field(default_factory=list)
    on_face: list[Named] = field(default_factory=list)
    on_top: list[Named] = field(default_factory=list)


def worn(sitting: Sitting, body: Body) -> Worn:
    """Everything the look's extras put on."""
    found, extras = Worn(), sitting.look.extras
    for name, paint in BEHIND.items():
        if name in extras:
            found.behind.append((name, paint(sitting)))
    for name, paint in _ON_FACE.items():
        if name in extras and not sitting.back:
            found.on_face.append((name, paint(sitting)))
    for name, paint in ON_TOP.items():
        if name in extras:
            found.on_top.append((name, paint(sitting)))
    for name, paint in _OVER_HAIR.items():
        if name in extras and not sitting.back:
            found.on_top.append((name, paint(sitting)))
    for name, paint in _UNDER_EYES.items():
        if name in extras and not sitting.back:
            found.under_eyes.append((name, paint(sitting)))
    if hat := _hat_of(sitting.look):
        drawn = HATS[hat](sitting)
        perches = hat in ("crown", "nurse-cap")  # these find their place on the skull themselves
        found.on_top.append((hat, drawn if perches else _seated(drawn, sitting)))
    if "scarf" in extras:
        found.clothes.append(_scarf(sitting, body))
    elif "choker" in extras:
        found.clothes.append(Piece(name="choker", layer=_choker(sitting, body), on_head=True))
    for name, hang in _AT_NECK.items():
        if name in extras and not sitting.back:
            found.clothes.append(Piece(name=name, layer=hang(sitting, body), on_head=True))
    return found


def _seated(hat: Layer, sitting: Sitting) -> Layer:
    """A hat moved to where the skull is in this turn."""
    layer = sitting.layer()
    layer.draw(hat, (1.0, 0.0, -44.0 * sitting.profile - 14.0 * sitting.turn, 0.0, 1.0, 0.0))
    return layer


def _hat_of(look: Look) -> str:
    """One hat at a time: a pointed one before a wide one, a nurse's cap when no other is worn."""
    order = ("witch-hat", "straw-hat", "hat", "beret", "cap", "crown", "nurse-cap")
    return next((name for name in order if name in look.extras), "nurse-cap" if look.outfit == "nurse" else "")


def _glasses(sitting: Sitting) -> Layer:
    layer = sitting.layer()
    frame = sitting.look.colour_of("glasses", (64, 58, 76))
    rims = []
    for side in sitting.sides:
        eye = eye_of(sitting, side)
        w, h = 1.18, 46 / eye.half_high + 0.16
        rim = spline(
            [
                (-w, -h * 0.55),
                (-0.5, -h * 0.82),
                (0.5, -h * 0.82),
                (w, -h * 0.6),
                (w * 0.98, h * 0.35),
                (0.45, h * 0.98),
                (-0.5, h * 0.98),
                (-w, h * 0.3),
            ],
            closed=True,
        )
        put = eye.at(rim + np.array([0.0, 0.12]))
        layer.fill(put, (214, 236, 255), alpha=0.16)
        with layer.clip(put):
            x, y = float(put[:, 0].mean()), float(put[:, 1].mean())
            layer.fill(
                np.array([(x - 34, y + 60), (x - 4, y - 70), (x + 16, y - 70), (x - 14, y + 60)]),
                (255, 255, 255),
                alpha=0.28,
            )
        layer.outline(put, 5.5, frame)
        rims.append(put)
    left, right = rims[0][:, 0].max(), rims[-1][:, 0].min()
    y = float(rims[0][:, 1].mean()) - 12
    layer.line(
        spline([(float(left) - 2, y), ((left + right) / 2, y - 9), (float(right) + 2, y)]), 5.5, frame, ends=(1, 1)
    )
    _temples(layer, sitting, rims, y, frame)
    return layer


def _temples(layer: Layer, sitting: Sitting, rims: list[Points], y: float, frame: Colour) -> None:
    """The arms of the glasses, back to the ears."""
    for side, rim in zip(sitting.sides, rims, strict=True):
        if side * sitting.turn > 0:
            continue
        edge = float(rim[:, 0].min() if side < 0 else rim[:, 0].max())
        layer.line(np.array([(edge, y - 4), (side * 152.0, y - 12)]), 5, frame, ends=(1, 0.6))


def _scar(sitting: Sitting) -> Layer:
    layer, side = sitting.layer(), 1.0 if sitting.look.seed % 2 else -1.0
    curve = spline([(side * 104, -58), (side * 92, 10), (side * 96, 60), (side * 84, 108)])
    for piece in (part_of(curve, 0.0, 0.22), part_of(curve, 0.62, 1.0)):
        layer.line(sitting.on_face(piece), 8, sitting.skin.deep, ends=(0.1, 0.2), swell=0.4)
        layer.line(sitting.on_face(piece), 3.4, mix(sitting.skin.line, (190, 60, 70), 0.5), ends=(0.1, 0.1), swell=0.4)
    for y in (72, 90):
        layer.line(
            sitting.on_face(np.array([(side * 80.0, y + 4.0), (side * 104.0, y - 4.0)])),
            3,
            sitting.skin.deep,
            ends=(0, 0),
            swell=0.5,
        )
    return layer


def _freckles(sitting: Sitting) -> Layer:
    layer = sitting.layer()
    rng = np.random.default_rng((sitting.look.seed + 21) % 2**32)
    spots = [(0.0, 76.0), (-14.0, 70.0), (15.0, 72.0)]
    for side in (-1, 1):
        spots += [
            (side * (60 + 15 * (n % 4) + rng.uniform(-4, 4)), 72 + 13 * (n // 4) + rng.uniform(-4, 4)) for n in range(8)
        ]
    for spot in spots:
        x, y = sitting.on_face([spot])[0]
        layer.fill(
            ellipse(float(x), float(y), rng.uniform(2.4, 4.0), rng.uniform(2.2, 3.4)), sitting.skin.deep, alpha=0.85
        )
    return layer


def _mole(sitting: Sitting) -> Layer:
    layer, side = sitting.layer(), 1.0 if sitting.look.seed % 2 else -1.0
    x, y = sitting.on_face([(side * 96, 76)])[0]
    layer.fill(ellipse(float(x), float(y), 4.4, 4.4), sitting.skin.line)
    return layer


def _eyepatch(sitting: Sitting) -> Layer:
    layer, side = sitting.layer(), 1.0 if sitting.look.seed % 2 else -1.0
    eye = eye_of(sitting, side)
    tones = cel_tones(sitting.look.colour_of("eyepatch", (56, 52, 66)))
    shape = eye.at(
        spline([(-1.15, -0.9), (0.0, -1.25), (1.2, -0.95), (1.16, 0.5), (0.0, 1.35), (-1.1, 0.6)], closed=True)
    )
    strap = [(side * 40, -20), (-side * 60, -104), (-side * 150, -160)]
    layer.line(sitting.on_face(spline(strap)), 9, tones.line, ends=(1, 1))
    layer.line(sitting.on_face(spline([(side * 110, -16), (side * 160, -46)])), 9, tones.line, ends=(1, 1))
    patch(layer, shape, tones)
    layer.line(eye.at(spline([(-0.8, -0.75), (0.0, -1.0), (0.85, -0.78)])), 3, tones.light, ends=(0, 0), swell=0.5)
    return layer


def _bandage(sitting: Sitting) -> Layer:
    layer, side = sitting.layer(), -1.0 if sitting.look.seed % 2 else 1.0
    # On the cheek that turns away it is seen at a slant, or it would stand off the face.
    away = side == sitting.turn
    x, y = (float(v) for v in sitting.on_face([(side * (64 if away else 80), 92)])[0])
    flat = np.array([0.62 if away else 1.0, 1.0])
    shape = spline([(-32, -11), (32, -11), (37, 0), (32, 11), (-32, 11), (-37, 0)], closed=True)
    patch(layer, placed(shape * flat, x, y, turn=0.35 * side), cel_tones((240, 204, 170)), width=3)
    pad = np.array([(-10.0, -9.0), (10.0, -9.0), (10.0, 9.0), (-10.0, 9.0)])
    layer.fill(placed(pad * flat, x, y, turn=0.35 * side), (250, 230, 206))
    return layer


def _choker(sitting: Sitting, body: Body) -> Layer:
    layer, n, x = sitting.layer(), 56.0 * body.frame.neck, sitting.turn * 3
    tones = cel_tones(sitting.look.colour_of("choker", (58, 50, 64)))
    band = spline(
        [(x - n, 222), (x, 240), (x + n, 222), (x + n + 3, 242), (x, 262), (x - n - 3, 242)],
        closed=True,
        corners=(0, 2, 3, 5),
    )
    patch(layer, band, tones, width=3)
    patch(layer, ellipse(x + sitting.turn * 14, 264, 8, 10), cel_tones((244, 204, 96)), width=3)
    return layer


def _scarf(sitting: Sitting, body: Body) -> Piece:
    layer, n = sitting.layer(), 52.0 * body.frame.neck
    tones = cel_tones(sitting.look.colour_of("scarf", sitting.look.accent))
    lean = -sitting.shade
    tail = spline(
        [(lean * 22, 290), (lean * 92, 286), (lean * 122, 540), (lean * 118, 640), (lean * 36, 652), (lean * 38, 460)],
        closed=True,
        corners=(3, 4),
    )
    patch(layer, tail, tones)
    for x in (50, 78, 104):
        layer.line(np.array([(lean * x, 640.0), (lean * x, 670.0)]), 6, tones.base, ends=(1, 0.6))
    layer.line(spline([(lean * 42, 580), (lean * 118, 570)]), 12, tones.light, ends=(1, 1), atop=True)
    wrap = spline(
        [
            (-n - 48, 230),
            (-n - 10, 204),
            (0, 222),
            (n + 10, 204),
            (n + 48, 230),
            (n + 70, 284),
            (46, 334),
            (-46, 334),
            (-n - 70, 284),
        ],
        closed=True,
    )
    patch(layer, wrap, tones)
    layer.fill(wrap + np.array([sitting.shade * 90, 24.0]), tones.shade, atop=True)
    for knots in ([(-n - 46, 244), (-10, 290), (n + 36, 256)], [(-n - 46, 278), (0, 320), (n + 52, 286)]):
        layer.line(spline(knots), 3.6, tones.line, ends=(0.2, 0.2), swell=0.4)
    return Piece(name="scarf", layer=layer, on_head=True, root_y=300.0, sway=8, phase=1.7)


def _earrings(sitting: Sitting) -> Layer:
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("earrings", (244, 204, 96)))
    for side in sitting.sides:
        if side * sitting.turn > 0:
            continue
        x = side * (168 if not sitting.turn else 138)
        layer.outline(ellipse(x, 70, 6, 7), 3, tones.line)
        patch(layer, np.array([(x, 78), (x + 9, 96), (x, 114), (x - 9, 96)]), tones, width=3)
        layer.fill(ellipse(x - 2, 93, 2.4, 5), (255, 255, 255))
    return layer


_ON_FACE = {
    "freckles": _freckles, "mole": _mole, "scar": _scar, "bandage": _bandage, "stubble": paint_stubble,
    "moustache": paint_moustache,
    "mask": paint_mask, "earrings": _earrings, "hoops": paint_hoops,
    "glasses": _glasses, "eyepatch": _eyepatch,
    "sunglasses": paint_sunglasses,
}  # fmt: skip
_AT_NECK = {"pearls": paint_pearls, "necklace": paint_necklace}
_OVER_HAIR = {"goggles": paint_goggles, "fox-mask": paint_fox_mask}
_UNDER_EYES = {"domino": paint_domino, "beard": paint_beard}
