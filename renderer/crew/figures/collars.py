"""The fronts of outfits: necklines, collars, lapels, ties and buttons; which outfit has which."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from renderer.crew.figures.body import Frame
from renderer.crew.figures.costumes import armour, armour_over, cloak, cloak_over, dress, kimono, nurse
from renderer.crew.figures.sewing import bow, button, mirrored_pair, neckline, panel, shirt_collar, tie
from renderer.crew.figures.tones import Tone, tone_of
from renderer.crew.figures.wardrobe import WHITE, Wardrobe
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import ellipse, spline


def tee(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A round neck with a band."""
    n = frame.neck
    neck = spline(
        [(-19 * n, 55), (-14 * n, 68), (0, 75), (14 * n, 68), (19 * n, 55), (0, 58)], closed=True, corners=(0, 4)
    )
    layer.fill(neck, skin.base)
    collar = spline([(-20 * n, 57), (-14 * n, 70), (0, 77), (14 * n, 70), (20 * n, 57)])
    layer.line(collar, 4.2, wear.main.line, ends=(0.8, 0.8))
    layer.line(collar, 2.4, wear.second.base, ends=(0.8, 0.8))
    layer.line(spline([(-7, 71), (-2, 69.5), (-1, 71)]), 0.8, skin.line, ends=(0.1, 0.3))
    layer.line(spline([(7, 71), (3, 69.5), (2, 71)]), 0.8, skin.line, ends=(0.1, 0.3))


def sailor(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """The wide collar of a school uniform with its scarf."""
    y, s = frame.y, frame.shoulder
    neckline(layer, frame, skin, skin, low=y(108), half=16)
    for side in mirrored_pair():
        flap = side.curve(
            [
                (12.0, 54),
                (20, 61),
                (s * 0.72, y(75)),
                (s * 0.70, y(98)),
                (s * 0.38, y(112)),
                (1.5, y(121)),
                (7.0, y(92)),
            ],
            corners=(0, 2, 3, 5),
        )
        panel(layer, flap, wear.second)
        for inset in (0.0, 3.4):
            stripe = side.line(
                [
                    (s * 0.72 - 4 - inset, y(77)),
                    (s * 0.67 - 3 - inset, y(96) - inset),
                    (s * 0.38 - 2, y(108.5) - inset),
                    (5.0, y(116) - inset),
                ],
                corners=(1,),
            )
            layer.line(stripe, 1.1, WHITE, ends=(1, 1))
    bow(layer, 0.0, y(120), 1.0, wear.accent)


def blazer(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """Shirt, tie and lapels."""
    y, s = frame.y, frame.shoulder
    neckline(layer, frame, tone_of(WHITE), skin, low=y(166), half=18)
    tie(layer, frame, wear.accent)
    shirt_collar(layer, frame, tone_of(WHITE))
    for side in mirrored_pair():
        layer.fill(
            side.curve([(17, 60), (s * 0.4, y(78)), (1.0, y(176)), (14, y(110))], corners=(0, 1, 2)), wear.main.shade
        )
        lapel = side.curve(
            [(14, 55), (21, 61), (s * 0.55, y(88)), (s * 0.42, y(98)), (s * 0.52, y(104)), (1.0, y(172)), (10, y(104))],
            corners=(0, 2, 3, 4, 5),
        )
        panel(layer, lapel, wear.main)
    x = s * 0.5
    if wear.outfit == "blazer":
        crest = spline(
            [(x - 5, y(118)), (x + 5, y(118)), (x + 4, y(128)), (x, y(132)), (x - 4, y(128))],
            closed=True,
            corners=(0, 1, 3),
        )
        panel(layer, crest, wear.accent)
    else:
        layer.line(np.array([(x - 7, y(124)), (x, y(123)), (x + 7, y(121))]), 2.0, wear.main.line, ends=(1, 1))
        panel(
            layer,
            np.array([(x - 5, y(123)), (x - 2, y(116)), (x + 1, y(120)), (x + 4, y(115)), (x + 5, y(122))]),
            tone_of(WHITE),
        )
    layer.line(np.array([(0.5, y(172)), (1.0, y(186)), (1.0, y(200))]), 1.4, wear.main.line, ends=(0.8, 1))
    button(layer, (-2.0, y(182)), (228, 194, 100))


def hoodie(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A hood lying on the shoulders, its cords."""
    y, n = frame.y, frame.neck
    layer.fill(
        spline([(-15 * n, 54), (0, y(86)), (15 * n, 54), (0, 60)], closed=True, corners=(0, 1, 2)), wear.second.base
    )
    for side in mirrored_pair():
        hood = side.curve(
            [
                (13 * n, 47),
                (25 * n, 54),
                (34 * n, y(70)),
                (27 * n, y(86)),
                (12, y(97)),
                (0.5, y(99)),
                (5, y(88)),
                (12 * n, y(72)),
            ],
            corners=(0, 5),
        )
        panel(layer, hood, wear.main)
        inner = side.curve(
            [(13 * n, 48), (20 * n, 58), (17 * n, y(76)), (1, y(96)), (6, y(84)), (13 * n, y(66))], corners=(0, 3)
        )
        layer.fill(inner, wear.main.shade)
        cord = side.line([(8, y(91)), (10.5, y(108)), (8.5, y(130))])
        layer.line(cord, 3.0, wear.main.line, ends=(0.9, 0.9))
        layer.line(cord, 1.9, WHITE, ends=(1, 1))
        layer.line(side.line([(8.5, y(126)), (8.4, y(129)), (8.2, y(133))]), 3.2, wear.second.base, ends=(1, 1))


def coat(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A high collar with broad lapels over a jumper, two rows of buttons."""
    y, s = frame.y, frame.shoulder
    neckline(layer, frame, wear.second, skin, low=y(150), half=17)
    roll = spline([(-14, 57), (0, 66), (14, 57), (13, 72), (0, 80), (-13, 72)], closed=True)
    panel(layer, roll, wear.second)
    for side in mirrored_pair():
        lapel = side.curve(
            [(14, 60), (s * 0.5, y(84)), (s * 0.62, y(96)), (s * 0.46, y(112)), (2.0, y(160)), (13, y(100))],
            corners=(0, 2, 4),
        )
        panel(layer, lapel, wear.main)
        collar = side.curve(
            [(12, 46), (23, 53), (s * 0.52, y(78)), (s * 0.48, y(94)), (17, y(88)), (13, 62)], corners=(0, 2, 3)
        )
        panel(layer, collar, wear.main)
        layer.line(side.line([(13.5, 60), (19, 72), (24, y(90))]), 1.0, wear.main.line, ends=(0.8, 0.05))
        for n in range(2):
            button(layer, (side.sign * 14, y(150 + 22 * n)), wear.main.line)
    layer.line(np.array([(0.5, y(160)), (1.0, y(176)), (1.0, y(192))]), 1.4, wear.main.line, ends=(0.8, 1))


def labcoat(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """An open white coat over a shirt in the main colour."""
    y, s = frame.y, frame.shoulder
    inside = tone_of(wear.main.base)
    opening = spline(
        [(-17, 55), (-15, y(110)), (-11, y(196)), (11, y(196)), (15, y(110)), (17, 55), (0, 72)],
        closed=True,
        corners=(0, 2, 3, 5),
    )
    panel(layer, opening, inside)
    neckline(layer, frame, skin, skin, low=y(84), half=13)
    shirt_collar(layer, frame, inside)
    white = tone_of(WHITE)
    for side in mirrored_pair():
        lapel = side.curve(
            [(14, 55), (22, 61), (s * 0.56, y(92)), (s * 0.44, y(100)), (s * 0.5, y(108)), (11, y(176)), (14, y(110))],
            corners=(0, 2, 3, 4, 5),
        )
        panel(layer, lapel, white)
        layer.line(side.line([(11, y(174)), (10, y(186)), (10, y(200))]), 1.4, white.line, ends=(0.9, 0.9))
    x = s * 0.55
    layer.line(np.array([(x - 10, y(132)), (x, y(131)), (x + 9, y(128))]), 1.4, white.line, ends=(1, 1))
    layer.line(np.array([(x - 3, y(136)), (x - 3.4, y(129)), (x - 3.6, y(124))]), 2.0, wear.accent.base, ends=(1, 1))


def shirt(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """Collar, tie, button row."""
    y = frame.y
    neckline(layer, frame, skin, skin, low=y(86), half=13)
    line = tone_of(WHITE).line
    layer.line(np.array([(0.0, y(84)), (0.5, y(140)), (0.0, y(230))]), 1.0, line, ends=(0.6, 0.6))
    tie(layer, frame, wear.accent)
    shirt_collar(layer, frame, tone_of(WHITE))
    layer.line(
        np.array([(frame.shoulder * 0.34, y(124)), (frame.shoulder * 0.5, y(126)), (frame.shoulder * 0.68, y(122))]),
        1.1,
        line,
        ends=(0.9, 0.9),
    )


def jacket(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """A zipped jacket worn open over a shirt, with a stand-up collar."""
    y, s = frame.y, frame.shoulder
    opening = spline(
        [(-16, 55), (-12, y(110)), (-4, y(190)), (4, y(190)), (12, y(110)), (16, 55), (0, 72)],
        closed=True,
        corners=(0, 2, 3, 5),
    )
    panel(layer, opening, wear.second)
    neckline(layer, frame, skin, skin, low=76, half=13)
    for side in mirrored_pair():
        collar = side.curve(
            [(12, 45), (24, 52), (s * 0.52, y(78)), (s * 0.36, y(98)), (15, y(104)), (14, y(80))], corners=(0, 2, 3, 4)
        )
        panel(layer, collar, wear.main)
        layer.line(side.line([(15, y(100)), (11, y(140)), (4, y(196))]), 2.8, wear.main.line, ends=(1, 1))
        layer.line(side.line([(15, y(100)), (11, y(140)), (4, y(196))]), 1.2, wear.accent.base, ends=(1, 1))
        stripe = side.line([(s * 0.9, y(104)), (s * 0.5, y(110)), (14, y(112))])
        layer.line(stripe, 3.0, wear.accent.base, ends=(1, 1))


def _sailor_back(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    y, s, n = frame.y, frame.shoulder, frame.neck
    flap = spline(
        [
            (-14 * n, 54),
            (-s * 0.66, y(74)),
            (-s * 0.62, y(126)),
            (s * 0.62, y(126)),
            (s * 0.66, y(74)),
            (14 * n, 54),
        ],
        closed=True,
        corners=(1, 2, 3, 4),
    )
    panel(layer, flap, wear.second)
    layer.line(
        spline([(-s * 0.58, y(76)), (-s * 0.55, y(120)), (s * 0.55, y(120)), (s * 0.58, y(76))], corners=(1, 2)),
        1.3,
        WHITE,
        ends=(1, 1),
    )


def back_collar(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone) -> None:
    """From behind: a collar or a neckline, and the seam down the back."""
    y, n, tone = frame.y, frame.neck, wear.top
    if wear.outfit == "sailor":
        _sailor_back(layer, frame, wear)
        return
    if wear.outfit in ("tee", "dress"):
        layer.fill(ellipse(0, 58, 17 * n, 9), skin.base)
        return
    collar = spline(
        [(-14 * n, 50), (0, 47), (14 * n, 50), (22 * n, y(70)), (0, y(76)), (-22 * n, y(70))],
        closed=True,
        corners=(0, 2),
    )
    if wear.outfit == "hoodie":
        collar = spline(
            [(-15 * n, 49), (15 * n, 49), (34, y(72)), (24, y(108)), (0, y(122)), (-24, y(108)), (-34, y(72))],
            closed=True,
        )
    panel(layer, collar, tone)
    layer.line(np.array([(0.0, y(124)), (0.6, y(160)), (0.0, y(230))]), 1.0, tone.line, ends=(0.1, 0.3), alpha=0.7)


FRONTS: dict[str, Callable[[Layer, Frame, Wardrobe, Tone], None]] = {
    "sailor": sailor,
    "blazer": blazer,
    "hoodie": hoodie,
    "coat": coat,
    "suit": blazer,
    "dress": dress,
    "kimono": kimono,
    "armour": armour,
    "labcoat": labcoat,
    "nurse": nurse,
    "tee": tee,
    "shirt": shirt,
    "cloak": cloak,
    "jacket": jacket,
}
OVERS: dict[str, Callable[[Layer, Frame, Wardrobe], None]] = {"cloak": cloak_over, "armour": armour_over}
