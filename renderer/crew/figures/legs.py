"""Legs, trousers, socks and shoes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renderer.crew.figures.body import Frame, Point
from renderer.crew.figures.costumes import greaves
from renderer.crew.figures.limbs import Widths, draw_folds, sides_of, toward
from renderer.crew.figures.tones import Tone
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, along, ellipse, moved, ribbon, spline


@dataclass(frozen=True, slots=True)
class LegWear:
    """What legs wear: trousers in `cloth`, or bare skin with socks up to a share of the leg from below."""

    cloth: Tone
    skin: Tone
    shoes: Tone
    bare: bool = False
    socks: Tone | None = None
    sock_share: float = 0.42
    light_left: bool = True
    weight_side: float = 1.0
    """−1 or 1: the leg that bears."""
    armour: Tone | None = None
    apart: float = 1.0
    """How far the other foot is set aside; less under a narrow hem."""
    facing: float = 0.0
    """−1 or 1 where the figure is seen from the side."""


def draw_legs(layer: Layer, frame: Frame, wear: LegWear) -> None:
    """Legs and shoes from the hip down."""
    y, h = frame.y, frame.hip
    dark = 1.0 if wear.light_left else -1.0
    _draw_pelvis(layer, frame, wear, dark)
    for side in (wear.facing, -wear.facing) if wear.facing else (1.0, -1.0):
        hip, knee, ankle = _joints(frame, side, wear)
        bow = side * (2.6 if side == wear.weight_side else 1.2)
        path = spline(
            [hip, toward(hip, knee, 0.5, bow), knee, toward(knee, ankle, 0.35, side * 2.6), ankle], samples=12
        )
        t = along(path)
        thin = np.interp(t, [0, 0.2, 0.44, 0.51, 0.65, 0.9, 1.0], [1.98, 1.82, 1.2, 1.08, 1.24, 0.68, 0.64])
        loose = np.interp(t, [0, 0.2, 0.48, 0.62, 0.9, 1.0], [2.0, 1.86, 1.32, 1.3, 1.12, 1.2])
        widths = (thin if wear.bare else loose) * h * 0.5
        if wear.facing:
            widths *= np.interp(t, [0, 0.25, 0.5], [1.34, 1.24, 1.06])
        _draw_shoe(layer, ankle, wear.facing or side, frame, wear)
        tone = wear.skin if wear.bare else wear.cloth
        shape = ribbon(path, widths)
        layer.fill(shape, tone.base)
        with layer.clip(shape):
            far = path + np.array([dark * 60, 0.0])
            layer.fill(np.vstack([path + np.stack([widths * 0.14 * dark, widths * 0], axis=1), far[::-1]]), tone.shade)
            if wear.bare:
                layer.fill(ellipse(0, y(282), h * 1.2, 26), tone.shade)
                _draw_sock(layer, wear, path, widths, dark)
        for edge in sides_of(path, widths, side):
            layer.line(edge, 1.4, tone.line, ends=(0.1, 0.8))
        if wear.bare:
            fold = [(knee[0] - 5, knee[1] + 4), (knee[0], knee[1] + 7), (knee[0] + 6, knee[1] + 3)]
            layer.line(spline(fold), 1.0, tone.shade)
            continue
        draw_folds(layer, path, widths, 0.5, side, tone)
        draw_folds(layer, path, widths, 0.93, -side, tone)
        one, two = sides_of(path, widths, side)
        hem = spline([tuple(one[-1]), (ankle[0], ankle[1] + 4), tuple(two[-1])])
        layer.line(hem, 1.3, tone.line, ends=(1, 1))
        if wear.armour is not None:
            greaves(layer, knee, ankle, h * 0.72, wear.armour)


def _joints(frame: Frame, side: float, wear: LegWear) -> tuple[Point, Point, Point]:
    """Hip, knee and ankle: one leg bears, straight below the trunk; the other is eased, its foot set aside."""
    y, h = frame.y, frame.hip
    if wear.facing:
        step = 2.5 + 8.5 * wear.apart * (1.0 if side == wear.facing else -0.8)
        way = wear.facing
        return (way * step * 0.3, y(262)), (way * (step * 0.8 + 2.5), y(415)), (way * (step - 4.0), y(560))
    if side == wear.weight_side:
        return (side * h * 0.51, y(268)), (side * h * 0.5, y(418)), (side * h * (0.56 - 0.1 * wear.apart), y(560))
    out = wear.apart * (h * 0.3 + 8.0)
    return (side * h * 0.51, y(268)), (side * (h * 0.5 + out * 0.62), y(412)), (side * (h * 0.54 + out), y(560))


def _draw_sock(layer: Layer, wear: LegWear, path: Points, widths: Widths, dark: float) -> None:
    if wear.socks is None:
        return
    start = int(len(path) * (1 - wear.sock_share))
    leg, wide = path[start:], widths[start:]
    layer.fill(ribbon(leg, wide * 1.3), wear.socks.base)
    edge = np.stack([leg[:, 0] + wide * 0.14 * dark, leg[:, 1]], axis=1)
    layer.fill(np.vstack([edge, moved(leg, dark * 60)[::-1]]), wear.socks.shade)


def _draw_pelvis(layer: Layer, frame: Frame, wear: LegWear, dark: float) -> None:
    """Trousers from the waist to the crotch."""
    y, h, w = frame.y, frame.hip, frame.waist
    tone = wear.skin if wear.bare else wear.cloth
    right = [(w * 0.98, y(194)), (w + (h - w) * 0.6, y(216)), (h, y(246)), (h * 1.02, y(284))]
    if wear.facing:
        right = [*right[:2], (h * 0.98, y(240)), (h * 0.86, y(264))]
    shape = spline([*right, (0.0, y(292)), *[(-x, at) for x, at in reversed(right)]], closed=True, corners=(0, 3, 5, 8))
    layer.fill(shape, tone.base)
    with layer.clip(shape):
        layer.fill(
            np.array([(dark * h * 0.5, y(190)), (dark * h * 0.62, y(300)), (dark * 200, y(300)), (dark * 200, y(190))]),
            tone.shade,
        )
        if not wear.bare:
            layer.fill(np.array([(-90, y(186)), (90, y(186)), (90, y(207)), (-90, y(207))]), wear.shoes.base)
            layer.fill(np.array([(-6, y(196)), (6, y(196)), (6, y(206)), (-6, y(206))]), (214, 186, 110))
            layer.line(np.array([(0.0, y(207)), (1.0, y(240)), (0.0, y(276))]), 1.2, tone.line, ends=(0.9, 0.2))
    layer.line(spline(right), 1.4, tone.line, ends=(0.8, 0.6))
    layer.line(spline([(-x, at) for x, at in right]), 1.4, tone.line, ends=(0.8, 0.6))


def _draw_shoe(layer: Layer, ankle: Point, side: float, frame: Frame, wear: LegWear) -> None:
    """A shoe seen a little from above, its toe turned out; the sole stands on the ground."""
    x, top, ground = ankle[0], ankle[1] - 4, frame.y(583)
    w = frame.hip * 0.25
    long = 1.35 if wear.facing else 1.0
    shoe = spline(
        [
            (x - side * w * 0.85, top),
            (x - side * w * 1.0, ground - 8),
            (x - side * w * 0.7, ground - 1.5),
            (x + side * w * 0.9, ground - 1.5),
            (x + side * w * 1.75 * long, ground - 4),
            (x + side * w * 1.6 * long, ground - 10),
            (x + side * w * 0.95, top + 4),
            (x + side * w * 0.8, top),
        ],
        closed=True,
        corners=(0, 2, 7),
    )
    layer.fill(shoe, wear.shoes.base)
    with layer.clip(shoe):
        layer.fill(
            np.array([(x - 60, ground - 4.5), (x + 60, ground - 4.5), (x + 60, ground + 5), (x - 60, ground + 5)]),
            wear.shoes.line,
        )
        layer.fill(ellipse(x + side * w * 0.8, ground - 12, 4, 2), wear.shoes.light, alpha=0.7)
    layer.outline(shoe, 1.3, wear.shoes.line)
