"""Mouths by viseme and brows, shaped by the expression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, ellipse, part_of, ribbon, spline
from renderer.crew.house.expressions import Face
from renderer.crew.house.eyes import eye_of
from renderer.crew.house.palette import mix
from renderer.crew.house.sitting import Sitting

VISEMES = ("rest", "a", "i", "u", "e", "o", "closed")

MOUTH_Y = 0.69
"""How far down the mouth lies on a face seen from the front, as a share of the way from the eyes to the chin."""
_INSIDE = (122, 34, 48)
_TONGUE = (238, 118, 118)
_TEETH = (255, 252, 248)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An open mouth: half width, height, how round (1) or flat-topped (0), teeth and tongue in shares."""

    wide: float
    high: float
    round: float = 0.3
    teeth: float = 0.0
    tongue: float = 0.5


_OPENINGS = {
    "a": Opening(wide=34, high=44, round=0.35, teeth=0.2, tongue=0.5),
    "i": Opening(wide=36, high=17, round=0.1, teeth=0.75, tongue=0.0),
    "u": Opening(wide=13, high=17, round=1.0, tongue=0.4),
    "e": Opening(wide=33, high=27, round=0.2, teeth=0.3, tongue=0.45),
    "o": Opening(wide=21, high=33, round=1.0, tongue=0.45),
}


def mouth_centre(sitting: Sitting) -> tuple[float, float]:
    """Where the mouth lies on the head."""
    x, y = sitting.on_face([(0, sitting.chin * MOUTH_Y)])[0]
    return float(x), float(y)


def paint_mouth(sitting: Sitting, viseme: str) -> Layer:
    """The mouth saying a viseme with the sitting's face."""
    layer, face = sitting.layer(), sitting.face
    if viseme in _OPENINGS:
        _open(layer, sitting, _shaped(_OPENINGS[viseme], face))
    elif viseme == "rest" and face.gape > 0.2:
        wide = 34 * face.wide if face.smile > 0 or face.teeth else 20 * face.wide
        high = (40 if face.smile > 0 or face.teeth else 34) * face.gape + 4
        _open(
            layer,
            sitting,
            Opening(wide=wide, high=high, round=0.15 if face.smile > 0.2 else 0.8, teeth=max(face.teeth, 0.2)),
        )
    elif viseme == "rest" and face.teeth > 0.5:
        _open(layer, sitting, Opening(wide=30 * face.wide, high=18, round=0.1, teeth=1.0, tongue=0))
    else:
        _shut(layer, sitting, face)
    return layer


def _shaped(opening: Opening, face: Face) -> Opening:
    loud = 1.25 if face.teeth > 0.5 and opening.high > 20 else 1.0
    return Opening(
        wide=opening.wide * (0.65 + 0.35 * face.wide) * (1.08 if loud > 1 else 1.0), high=opening.high * loud,
        round=opening.round, teeth=max(opening.teeth, face.teeth * 0.8 if opening.round < 0.9 else 0),
        tongue=opening.tongue,
    )  # fmt: skip


def _size(sitting: Sitting) -> float:
    return {"child": 0.86, "teen": 1.0}.get(sitting.look.age, 1.04) * (1.1 if sitting.male else 1.0)


def _place(sitting: Sitting, points: Points) -> Points:
    """Mouth-local points onto the face."""
    face = sitting.face
    p = points * _size(sitting)
    lean = face.skew * 0.12 * p[:, 0] * sitting.shade
    return sitting.on_face(
        np.stack([p[:, 0] + face.skew * 6 * -sitting.shade, p[:, 1] + lean + sitting.chin * MOUTH_Y], axis=1)
    )


def _open(layer: Layer, sitting: Sitting, o: Opening) -> None:
    face, skin = sitting.face, sitting.skin
    lift = face.smile * 11 * (1 - o.round * 0.6)
    top_dip = -4.0 * o.round * 2 + max(0.0, face.smile) * 3
    rise = o.high * (0.42 * o.round + 0.12)
    w = o.wide
    upper = spline(
        [
            (-w, -lift),
            (-w * 0.55, -lift * 0.35 - rise * 0.75),
            (0, top_dip - rise * 0.8),
            (w * 0.55, -lift * 0.35 - rise * 0.75),
            (w, -lift),
        ]
    )
    drop = o.high - rise
    belly = 0.62 + 0.2 * max(0.0, face.smile) + (0.26 if face.teeth > 0.5 else 0.0)
    lower = spline(
        [
            (w, -lift),
            (w * belly + w * 0.12, drop * 0.62),
            (w * 0.34, drop),
            (-w * 0.34, drop),
            (-w * belly - w * 0.12, drop * 0.62),
            (-w, -lift),
        ]
    )
    shape = _place(sitting, np.vstack([upper, lower[1:-1]]))
    layer.fill(shape, _INSIDE)
    with layer.clip(shape):
        if o.tongue > 0:
            tongue = ellipse(0, drop + o.high * 0.10, w * 0.72, o.high * o.tongue)
            layer.fill(_place(sitting, tongue), _TONGUE)
        if o.teeth > 0:
            _teeth(layer, sitting, upper, o, drop)
    layer.line(_place(sitting, upper), 4.2, mix(skin.line, (80, 20, 30), 0.5), ends=(0.6, 0.6))
    layer.line(_place(sitting, lower), 3.0, mix(skin.line, (120, 30, 40), 0.5), ends=(0.9, 0.9))
    layer.line(
        _place(sitting, np.array([(-8.0, drop + 10), (8.0, drop + 10)])), 2.6, skin.deep, ends=(0.0, 0.0), swell=0.5
    )


def _teeth(layer: Layer, sitting: Sitting, upper: Points, o: Opening, drop: float) -> None:
    """The upper row as one white band that thins towards the corners; a shout shows the lower one, too."""
    if o.teeth > 0.9 and o.tongue == 0:
        _gritted(layer, sitting, upper, o, drop)
        return
    depth = min(15.0, o.high * (0.30 + 0.1 * o.teeth))
    share = np.clip(1 - (upper[:, 0] / (o.wide * 0.94)) ** 4, 0, 1)
    edge = upper + np.stack([np.zeros(len(upper)), depth * share + 1.0], axis=1)
    layer.fill(_place(sitting, np.vstack([upper, edge[::-1]])), _TEETH)
    layer.line(_place(sitting, edge), 2.0, (206, 150, 156), ends=(0.0, 0.0), swell=0.4)
    if sitting.face.teeth > 0.5 and o.high > 24:
        low = spline(
            [(-o.wide * 0.56, drop + 6), (-o.wide * 0.3, drop - 7), (o.wide * 0.3, drop - 7), (o.wide * 0.56, drop + 6)]
        )
        layer.fill(_place(sitting, low), _TEETH)
    if "fang" in sitting.look.extras:
        _fangs(layer, sitting, o)


def _gritted(layer: Layer, sitting: Sitting, upper: Points, o: Opening, drop: float) -> None:
    layer.fill(_place(sitting, np.vstack([upper, upper[::-1] + np.array([0.0, o.high * 1.2])])), _TEETH)
    layer.line(
        _place(sitting, spline([(-o.wide, 0), (0, drop * 0.35), (o.wide, 0)])), 2.4, (150, 110, 120), ends=(0.6, 0.6)
    )
    for x in np.linspace(-0.7, 0.7, 6):
        bar = np.array([(x * o.wide, -o.high), (x * o.wide, o.high)])
        layer.line(_place(sitting, bar), 1.8, (190, 160, 168))


def _fangs(layer: Layer, sitting: Sitting, o: Opening) -> None:
    for side in (-1, 1):
        x = side * o.wide * 0.5
        layer.fill(_place(sitting, np.array([(x - 5, -6.0), (x + 5, -6.0), (x, o.high * 0.36 + 5)])), _TEETH)


def _shut(layer: Layer, sitting: Sitting, face: Face) -> None:
    w = 25 * face.wide
    lift = face.smile * 10
    if face.wave > 0.35:
        knots = [(-w, 2.0), (-w * 0.55, -5.0), (-w * 0.1, 5.0), (w * 0.35, -5.0), (w * 0.7, 4.0), (w, -1.0)]
    else:
        knots = [(-w, -lift), (-w * 0.45, lift * 0.30), (0, lift * 0.55 - 1.0), (w * 0.45, lift * 0.30), (w, -lift)]
    curve = _place(sitting, spline(knots, samples=10))
    layer.line(curve, 4.4, mix(sitting.skin.line, (110, 30, 40), 0.45), ends=(0.35, 0.35), swell=0.3)
    if "fang" in sitting.look.extras and face.smile > 0:
        layer.fill(
            _place(
                sitting, np.array([(w * 0.4 - 5, lift * 0.3), (w * 0.4 + 5, lift * 0.2), (w * 0.4, lift * 0.3 + 10)])
            ),
            _TEETH,
        )
    drop = 15 + max(0.0, lift * 0.4)
    layer.line(
        _place(sitting, spline([(-10.0, drop), (0, drop + 2), (10.0, drop)])),
        3.2,
        sitting.skin.deep,
        ends=(0.0, 0.0),
        swell=0.5,
    )


def paint_brows(sitting: Sitting, variant: str) -> Layer:
    """Brows at `rest`, `up` or `down`; they are drawn over the fringe, as anime does."""
    layer, face = sitting.layer(), sitting.face
    shift = {"up": -14.0, "down": 10.0}.get(variant, 0.0)
    full = {"child": 0.8, "teen": 1.0, "adult": 1.05, "elder": 1.2}[sitting.look.age] * (1.45 if sitting.male else 1.0)
    for side in sitting.sides:
        eye = eye_of(sitting, side)
        uneven = face.brow_uneven * (14 if side == sitting.shade else -6)
        y = eye.y - eye.half_high - 26 - face.brow_up * 13 - uneven + shift
        slope, bend = face.brow_slope * 15, 5 + face.brow_bend * 9
        if sitting.male:
            slope += 3
            bend *= 0.6
        knots = [
            (34, y + slope),
            (62, y + slope * 0.3 - bend * 0.8),
            (94, y - slope * 0.35 - bend),
            (128, y - slope * 0.55 + 9),
        ]
        curve = spline([(side * x, v) for x, v in knots], samples=10)
        widths = np.interp(np.linspace(0, 1, len(curve)), (0, 0.12, 0.5, 1), (3.5, 6.5, 6.0, 1.2)) * full
        layer.fill(sitting.on_face(ribbon(curve, widths)), mix(sitting.lash, sitting.hair.shade, 0.28))
    if face.brow_slope > 0.7:
        for x in (-8.0, 8.0):
            crease = spline([(x, -48), (x * 0.7, -38), (x * 0.9, -28)])
            layer.line(
                sitting.on_face(part_of(crease, 0, 1)), 3, sitting.skin.line, ends=(0.1, 0.1), swell=0.5, alpha=0.8
            )
    return layer
