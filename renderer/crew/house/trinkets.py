"""Jewellery and what hides a face: necklaces, hoops, sunglasses, goggles, masks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from renderer.crew.house.canvas import Colour, Gradient, Layer
from renderer.crew.house.curves import Points, along, ellipse, placed, spline
from renderer.crew.house.dressed import Body
from renderer.crew.house.eyes import eye_of
from renderer.crew.house.headgear import patch
from renderer.crew.house.palette import cel_tones, mix
from renderer.crew.house.sitting import Sitting

GOLD: Colour = (244, 204, 96)


def _chain(sitting: Sitting, body: Body, low: float) -> Points:
    """A curve from one side of the neck over the breast to the other."""
    n, x = 58.0 * body.frame.neck, sitting.turn * 5 - sitting.profile * 18
    return spline([(x - n, 252), (x - n * 0.62, low - 26), (x, low), (x + n * 0.62, low - 26), (x + n, 252)])


def paint_necklace(sitting: Sitting, body: Body) -> Layer:
    """A fine chain with a drop-shaped stone."""
    layer, tones = sitting.layer(), cel_tones(GOLD)
    stone = cel_tones(sitting.look.colour_of("necklace", sitting.look.eyes))
    chain = _chain(sitting, body, 344)
    layer.line(chain, 6, tones.line, ends=(0.8, 0.8))
    layer.line(chain, 3.2, tones.base, ends=(0.8, 0.8))
    x, y = (float(v) for v in chain[len(chain) // 2])
    drop = spline([(0, -8), (11, 12), (0, 30), (-11, 12)], closed=True, corners=(0,))
    patch(layer, placed(drop, x, y), stone, width=3.4)
    layer.fill(ellipse(x - 3, y + 9, 2.6, 5), (255, 255, 255), alpha=0.9)
    return layer


def paint_pearls(sitting: Sitting, body: Body) -> Layer:
    """A string of pearls."""
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("pearls", (246, 240, 236)))
    chain = _chain(sitting, body, 318)
    shares = along(chain)
    for t in np.linspace(0.04, 0.96, 17):
        x, y = float(np.interp(t, shares, chain[:, 0])), float(np.interp(t, shares, chain[:, 1]))
        patch(layer, ellipse(x, y, 9, 9, count=18), tones, width=2.6)
        layer.fill(ellipse(x - 2.6, y - 3, 2.6, 2.6, count=10), (255, 255, 255))
    return layer


def paint_hoops(sitting: Sitting) -> Layer:
    """Large rings in the ears."""
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("hoops", GOLD))
    for side in sitting.sides:
        if side * sitting.turn > 0:
            continue
        x = side * (56 if sitting.profile else 168 if not sitting.turn else 138)
        ring = ellipse(x, 88, 15, 24)
        layer.outline(ring, 8, tones.line)
        layer.outline(ring, 4.6, tones.base)
    return layer


def paint_sunglasses(sitting: Sitting) -> Layer:
    """Dark lenses with a gleam."""
    layer = sitting.layer()
    tint = sitting.look.colour_of("sunglasses", (40, 36, 54))
    spots: list[float] = []
    for side in sitting.sides:
        eye = eye_of(sitting, side)
        h = 44 / eye.half_high
        knots = [(-1.1, -h), (0.0, -h * 1.02), (1.22, -h * 0.94), (1.1, h * 0.4), (0.2, h), (-0.8, h * 0.66)]
        lens = eye.at(spline(knots, closed=True, corners=(0, 2)))
        top, bottom = float(lens[:, 1].min()), float(lens[:, 1].max())
        ink = Gradient(((0.0, tint, 0.98), (1.0, mix(tint, (150, 120, 170), 0.45), 0.9)), (0, top), (0, bottom))
        layer.fill(lens, ink)
        with layer.clip(lens):
            x = float(lens[:, 0].mean())
            gleam = np.array([(x - 34, bottom), (x + 6, top), (x + 26, top), (x - 14, bottom)])
            layer.fill(gleam, (255, 255, 255), alpha=0.3)
        layer.outline(lens, 5, (26, 22, 34))
        spots += [float(lens[:, 0].min()), float(lens[:, 0].max())]
    y = float(sitting.on_face([(0.0, -6.0)])[0, 1])
    if len(spots) == 4:
        inner = sorted(spots)[1:3]
        bridge = spline([(inner[0], y), ((inner[0] + inner[1]) / 2, y - 8), (inner[1], y)])
        layer.line(bridge, 6, (26, 22, 34), ends=(1, 1))
    for side in sitting.sides:
        if side * sitting.turn <= 0:
            edge = min(spots) if side < 0 else max(spots)
            end = -sitting.profile * 40 if sitting.profile else side * 154.0
            start = (min(spots) if sitting.profile > 0 else max(spots)) if sitting.profile else edge
            layer.line(np.array([(start, y - 14), (end, y - 10)]), 6, (26, 22, 34), ends=(1, 0.7))
    return layer


def paint_goggles(sitting: Sitting) -> Layer:
    """Goggles pushed up over the fringe."""
    layer, strap = sitting.layer(), cel_tones(sitting.look.colour_of("goggles", (112, 74, 58)))
    band = spline([(-222, -60), (-186, -110), (-110, -152), (0, -172), (110, -152), (186, -110), (222, -60)])
    layer.line(sitting.on_hair(band, 0.6), 30, strap.line, ends=(0.7, 0.7))
    layer.line(sitting.on_hair(band, 0.6), 22, strap.base, ends=(0.7, 0.7))
    for side in sitting.sides:
        x, y = (float(v) for v in sitting.on_hair([(side * 62, -166)], 0.8)[0])
        squeeze = 0.8 if side * sitting.turn > 0 or sitting.profile else 1.0
        patch(layer, ellipse(x, y, 58 * squeeze, 46), cel_tones((196, 160, 92)))
        lens = ellipse(x, y, 44 * squeeze, 33)
        layer.fill(lens, Gradient(((0.0, (92, 158, 190), 1.0), (1.0, (190, 232, 240), 1.0)), (0, y - 33), (0, y + 33)))
        layer.outline(lens, 4, (84, 58, 50))
        layer.fill(ellipse(x - 14 * squeeze, y - 12, 12 * squeeze, 6, tilt=-0.5), (255, 255, 255), alpha=0.9)
    return layer


def paint_domino(sitting: Sitting) -> Layer:
    """A mask around the eyes, the eyes cut out."""
    layer, tones = sitting.layer(), cel_tones(sitting.look.colour_of("domino", (48, 42, 62)))
    half = [(0, -44), (44, -62), (104, -70), (160, -86), (150, -10), (132, 52), (84, 84), (30, 62), (0, 40)]
    whole = half if sitting.profile else [*half, *[(-x, y) for x, y in half[-2:0:-1]]]
    shape = spline(whole, closed=True, corners=(3,) if sitting.profile else (3, 13))
    layer.fill(sitting.on_face(shape), tones.base)
    layer.outline(sitting.on_face(shape), 4, tones.line)
    rim = sitting.on_face(spline([(side, -40 - abs(side) * 0.24) for side in (-120, -60, 0, 60, 120)]))
    layer.line(rim, 3.4, tones.light, ends=(0, 0), swell=0.5)
    return layer


def paint_fox_mask(sitting: Sitting) -> Layer:
    """A festival mask of a white fox, worn on the side of the head."""
    layer, white, red = sitting.layer(), cel_tones((250, 246, 240)), (206, 48, 58)
    side = 1.0 if sitting.look.parting < 0 else -1.0
    if sitting.facing:
        side = -sitting.facing
    x, y = (float(v) for v in sitting.on_hair([(side * 128, -170)], 0.5)[0])
    turn = side * 0.5

    def put(knots: Sequence[tuple[float, float]], corners: tuple[int, ...] = ()) -> Points:
        return placed(spline(knots, closed=True, corners=corners), x, y, turn=turn, size=1.15)

    shape = [(-66, -34), (-72, -112), (-28, -64), (28, -64), (72, -112), (66, -34), (52, 26), (16, 74), (-16, 74),
             (-52, 26)]  # fmt: skip
    patch(layer, put(shape, (1, 4)), white)
    for flip in (-1.0, 1.0):
        layer.fill(put([(flip * 60, -52), (flip * 66, -92), (flip * 38, -62)], (0, 1, 2)), red)
        layer.fill(put([(flip * 14, -4), (flip * 34, -22), (flip * 52, -20), (flip * 34, -4)]), (40, 30, 40))
        layer.fill(put([(flip * 26, 22), (flip * 56, 10), (flip * 48, 24)], (0, 1, 2)), red)
    layer.fill(put([(-9, 52), (9, 52), (0, 66)]), (40, 30, 40))
    layer.fill(put([(-8, -52), (8, -52), (0, -20)], (0, 1, 2)), red)
    return layer
