"""Fronts of the rarer outfits: dress, kimono, armour, nurse, cloak, and what lies over the arms."""

from __future__ import annotations

import numpy as np

from renderer.crew.figures.body import Frame, shoulder_line
from renderer.crew.figures.sewing import button, mirrored_pair, neckline, panel, shirt_collar
from renderer.crew.figures.tones import Tone, tone_of
from renderer.crew.figures.wardrobe import WHITE, Wardrobe
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, ellipse, spline
from renderer.crew.house.palette import mix


def dress(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A wide neckline with a border."""
    y, s = frame.y, frame.shoulder
    edge = [(-s * 0.62, y(69)), (-s * 0.46, y(92)), (0, y(106)), (s * 0.46, y(92)), (s * 0.62, y(69))]
    n = frame.neck
    neck = spline([*edge, (14.5 * n, 58), (0, 69), (-14.5 * n, 58)], closed=True, corners=(0, 4, 5, 7))
    layer.fill(neck, skin.base)
    for side in mirrored_pair():
        layer.line(side.line([(s * 0.42, y(72)), (14, y(75)), (4, y(72))]), 0.9, skin.line, ends=(0.05, 0.5))
        layer.line(
            side.line([(17 * frame.neck, 61), (s * 0.4, y(66)), (s * 0.62, y(69))]), 1.2, skin.line, ends=(0.4, 0.8)
        )
    border = spline(edge)
    layer.line(border, 5.6, wear.accent.line, ends=(0.8, 0.8))
    layer.line(border, 3.8, wear.accent.base, ends=(0.8, 0.8))


def kimono(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """Crossed collars, left over right, and blossoms on the cloth."""
    y = frame.y
    neckline(layer, frame, skin, skin, low=y(96), half=15)
    spots = ((-27, 122), (29, 112), (24, 146), (-31, 150)) if not wear.pattern else ()
    for flower, (px, py) in enumerate(spots):
        for k in range(5):
            a = k * 1.2566 + flower
            layer.fill(
                ellipse(px + 4.2 * np.cos(a), y(py) + 4.2 * np.sin(a), 3.2, 3.2), mix(wear.accent.base, WHITE, 0.3)
            )
        layer.fill(ellipse(px, y(py), 1.9, 1.9), (250, 222, 120))
    for side in mirrored_pair():
        under = side.curve(
            [(9, 50), (15, 56), (6, y(92)), (-7, y(122)), (-10, y(112)), (2, y(84))], corners=(0, 1, 3, 4)
        )
        panel(layer, under, tone_of(WHITE))
        band = side.curve(
            [(12, 49), (21, 57), (13, y(94)), (-16, y(166)), (-26, y(166)), (3, y(96))], corners=(0, 1, 3, 4)
        )
        panel(layer, band, wear.second)


def armour(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A breastplate over cloth."""
    y, s, w = frame.y, frame.shoulder, frame.waist
    steel = wear.second
    plate = spline(
        [
            (-s * 0.6, y(82)),
            (0, y(92)),
            (s * 0.6, y(82)),
            (s * 0.78, y(110)),
            (s * 0.72, y(140)),
            (w * 1.02, y(180)),
            (0, y(194)),
            (-w * 1.02, y(180)),
            (-s * 0.72, y(140)),
            (-s * 0.78, y(110)),
        ],
        closed=True,
        corners=(0, 2, 5, 7),
    )
    panel(layer, plate, steel)
    _polish(layer, frame, steel, plate)
    border = spline([(-s * 0.6, y(82)), (0, y(92)), (s * 0.6, y(82))])
    layer.line(border, 3.0, wear.accent.base, ends=(1, 1))
    gorget = spline(
        [(-14, 50), (0, 62), (14, 50), (20, y(76)), (0, y(88)), (-20, y(76))], closed=True, corners=(0, 2, 3, 5)
    )
    panel(layer, gorget, steel)


def _polish(layer: Layer, frame: Frame, steel: Tone, plate: Points) -> None:
    """Light, shadow and ridges of the breastplate."""
    y, s = frame.y, frame.shoulder
    with layer.clip(plate):
        layer.fill(
            spline(
                [(2, y(90)), (s * 0.22, y(134)), (4, y(150)), (2, y(196)), (s * 2, y(196)), (s * 2, y(80))],
                closed=True,
                corners=(0, 3, 4, 5),
            ),
            steel.shade,
        )
        layer.fill(
            spline([(-s * 0.5, y(94)), (-s * 0.22, y(100)), (-s * 0.34, y(140)), (-s * 0.52, y(132))], closed=True),
            steel.light,
            alpha=0.8,
        )
        layer.line(spline([(-s * 0.8, y(150)), (0, y(160)), (s * 0.8, y(150))]), 1.2, steel.line, ends=(0.6, 0.6))
        layer.line(np.array([(0.0, y(90)), (1.0, y(140)), (0.0, y(196))]), 1.3, steel.line, ends=(0.8, 0.4))


def armour_skirt(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    """A belt and hinged plates over the hips."""
    y, h, w, steel = frame.y, frame.hip, frame.waist, wear.second
    for side in mirrored_pair():
        for out, low in ((1.0, 300), (0.62, 312)):
            plate = side.curve(
                [(w * 0.1, y(206)), (w * 0.9 * out + 4, y(200)), (h * 1.34 * out, y(low - 34)),
                 (h * 0.98 * out, y(low)), (h * 0.3, y(low - 14)), (3, y(240))],
                corners=(0, 1, 3, 5),
            )  # fmt: skip
            panel(layer, plate, steel)
            with layer.clip(plate):
                shade = side.curve([(h * 0.9 * out, y(196)), (h * 1.0 * out, y(320)), (h * 2, y(320)), (h * 2, y(196))])
                layer.fill(shade, steel.shade)
                for at in (232, 262):
                    rim = side.line([(0, y(at + 8)), (h * 0.6, y(at + 4)), (h * 1.4, y(at - 6))])
                    layer.line(rim, 1.2, steel.line, ends=(0.8, 0.8))
    belt = spline([(-w * 1.1, y(190)), (0, y(195)), (w * 1.1, y(190)), (w * 1.12, y(206)), (0, y(212)),
                   (-w * 1.12, y(206))], closed=True, corners=(0, 2, 3, 5))  # fmt: skip
    panel(layer, belt, wear.accent)


def greaves(layer: Layer, knee: tuple[float, float], ankle: tuple[float, float], wide: float, steel: Tone) -> None:
    """A plate over the shin and a cop on the knee."""
    (kx, ky), (ax, ay) = knee, ankle
    shin = spline([(kx - wide * 0.62, ky + 6), (kx + wide * 0.62, ky + 6), (ax + wide * 0.5, ay - 4), (ax, ay + 3),
                   (ax - wide * 0.5, ay - 4)], closed=True, corners=(0, 1, 2, 4))  # fmt: skip
    panel(layer, shin, steel)
    with layer.clip(shin):
        layer.fill(np.array([(kx + 1, ky), (ax + 1, ay + 9), (ax + 40, ay + 9), (kx + 40, ky)]), steel.shade)
    cop = spline([(kx - wide * 0.66, ky), (kx, ky - 15), (kx + wide * 0.66, ky), (kx, ky + 15)], closed=True)
    panel(layer, cop, steel)
    layer.fill(ellipse(kx - wide * 0.2, ky - 4, wide * 0.16, 4), steel.light, alpha=0.9)


def armour_over(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    """Pauldrons in two plates."""
    y, s, steel = frame.y, frame.shoulder, wear.second
    for side in mirrored_pair():
        lower = side.curve([(s * 0.72, y(88)), (s * 1.2, y(92)), (s * 1.26, y(116)), (s * 0.88, y(118))])
        panel(layer, lower, steel)
        upper = side.curve(
            [
                (s * 0.56, y(76)),
                (s * 0.86, y(64)),
                (s * 1.22, y(76)),
                (s * 1.28, y(100)),
                (s * 0.96, y(98)),
                (s * 0.64, y(96)),
            ]
        )
        panel(layer, upper, steel)
        layer.line(
            side.line([(s * 0.64, y(93)), (s * 0.96, y(95)), (s * 1.26, y(97))]), 2.2, wear.accent.base, ends=(0.8, 0.8)
        )
        with layer.clip(upper):
            layer.fill(ellipse(side.sign * s * 0.92 - 6, y(78), 8, 5, tilt=-0.3), steel.light, alpha=0.8)


def nurse(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A collar, a button row, a red cross."""
    y = frame.y
    neckline(layer, frame, skin, skin, low=y(88), half=14)
    shirt_collar(layer, frame, tone_of(WHITE))
    layer.line(np.array([(0.0, y(90)), (1.0, y(140)), (0.5, y(190))]), 1.0, wear.main.line, ends=(0.8, 0.8))
    for n in range(4):
        button(layer, (-4.0, y(104 + 22 * n)), WHITE)
    x, at, cross = frame.shoulder * 0.52, y(118), (224, 70, 84)
    layer.fill(np.array([(x - 1.9, at - 6), (x + 1.9, at - 6), (x + 1.9, at + 6), (x - 1.9, at + 6)]), cross)
    layer.fill(np.array([(x - 6, at - 1.9), (x + 6, at - 1.9), (x + 6, at + 1.9), (x - 6, at + 1.9)]), cross)


def cloak(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A tunic under the cloak."""
    y = frame.y
    tunic = spline(
        [(-30, y(70)), (30, y(70)), (frame.waist, y(200)), (-frame.waist, y(200))], closed=True, corners=(0, 1, 2, 3)
    )
    panel(layer, tunic, wear.second)
    neckline(layer, frame, skin, skin, low=y(90), half=13)
    for n in range(3):
        layer.line(
            np.array([(-6.0, y(96 + 12 * n)), (0.0, y(100 + 12 * n)), (6.0, y(96 + 12 * n))]),
            1.3,
            wear.accent.base,
            ends=(1, 1),
        )


def cloak_over(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    """The cloak over shoulders and arms, held by a clasp."""
    y, s = frame.y, frame.shoulder
    for side in mirrored_pair():
        rim = [(abs(x) * 1.05 + 1, at - 1) for x, at in shoulder_line(frame, 1.0)[1:]]
        fall = side.curve(
            [
                (9, 60),
                *rim,
                (s * 1.22, y(120)),
                (s * 1.34, y(240)),
                (s * 1.3, y(300)),
                (s * 0.86, y(306)),
                (s * 0.52, y(220)),
                (16, y(112)),
            ],
            corners=(0, 7, 8),
        )
        panel(layer, fall, wear.main)
        with layer.clip(fall):
            for at, wide in ((0.62, 6.0), (0.92, 8.0)):
                fold = side.line([(s * at * 0.7, y(104)), (s * at, y(190)), (s * (at + 0.12), y(310))])
                layer.line(fold, wide, wear.main.shade, ends=(0.05, 1.0))
                layer.line(fold, 1.0, wear.main.line, ends=(0.05, 0.8))
            if side.sign > 0:
                layer.fill(
                    side.curve(
                        [(s * 0.9, y(70)), (s * 1.0, y(310)), (s * 2, y(310)), (s * 2, y(70))], corners=(0, 1, 2, 3)
                    ),
                    wear.main.shade,
                )
        hood = side.curve([(12, 47), (27, 54), (31, y(78)), (14, y(98)), (1, y(94)), (11, y(76))], corners=(0, 4))
        panel(layer, hood, wear.main)
    button(layer, (0.0, y(92)), wear.accent.base)
