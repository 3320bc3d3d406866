"""Clothes: how each outfit covers torso, arms and legs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from renderer.crew.figures.body import Frame, draw_hips_shadow, draw_legs, torso
from renderer.crew.figures.tones import Tone, mix, tone_of
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, ellipse, spline

WHITE = (246, 246, 250)
DARK = (44, 42, 62)


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """What is worn: the outfit's name, its main and second colour, and an accent for ties and ribbons."""

    outfit: str
    main: Tone
    second: Tone
    accent: Tone


@dataclass(frozen=True, slots=True)
class Cloth:
    """How an outfit treats arms and legs."""

    top_is_white: bool = False
    bare_arm: float = 0.0
    sleeve_wide: float = 1.0
    cuff: bool = False
    skirt: float = 0.0
    """Length of the skirt's hem, in the teen's heights; 0 is trousers."""
    long_coat: float = 0.0


CLOTHS: dict[str, Cloth] = {
    "sailor": Cloth(top_is_white=True, cuff=True, skirt=392),
    "blazer": Cloth(skirt=392, cuff=True),
    "hoodie": Cloth(sleeve_wide=1.2, cuff=True),
    "coat": Cloth(sleeve_wide=1.15, cuff=True, long_coat=440),
    "suit": Cloth(),
    "dress": Cloth(bare_arm=0.72, skirt=430),
    "kimono": Cloth(sleeve_wide=2.7, skirt=555),
    "armour": Cloth(cuff=True),
    "labcoat": Cloth(top_is_white=True, sleeve_wide=1.12, long_coat=400),
    "nurse": Cloth(bare_arm=0.55, skirt=410),
    "tee": Cloth(bare_arm=0.62),
    "shirt": Cloth(top_is_white=True, cuff=True),
    "cloak": Cloth(sleeve_wide=1.3, long_coat=470),
    "jacket": Cloth(cuff=True, sleeve_wide=1.1),
}


def top_tone(wear: Wardrobe) -> Tone:
    """The colour of the sleeves and the torso."""
    return tone_of(WHITE) if CLOTHS[wear.outfit].top_is_white else wear.main


def draw_torso(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float, *, light_left: bool) -> Points:
    """The garment's trunk with its folds and its collar; returns its outline."""
    top = top_tone(wear)
    outline = torso(frame, lean)
    layer.fill(outline, top.base)
    dark = 1.0 if light_left else -1.0
    y, w = frame.y, frame.waist
    with layer.clip(outline):
        layer.fill(
            spline(
                [
                    (dark * 90, 60),
                    (dark * frame.shoulder * 0.62, y(84)),
                    (dark * frame.shoulder * 0.5, y(128)),
                    (dark * w * 0.5, y(190)),
                    (dark * frame.hip * 0.45, y(300)),
                    (dark * 90, y(300)),
                ],
                closed=True,
                corners=(0, 4, 5),
            ),
            top.shade,
        )
        if frame.chest:
            for side in (-1.0, 1.0):
                x = side * frame.shoulder * 0.4 + lean * 0.7
                layer.line(
                    spline([(x - side * 11, y(140)), (x, y(146 + 3 * frame.chest)), (x + side * 13, y(137))]),
                    1.4,
                    top.shade,
                    ends=(0.05, 0.2),
                )
        for n, x in enumerate((-0.5, 0.15, 0.62)):
            layer.line(
                spline([(x * w, y(176 + 6 * n)), ((x + 0.14) * w, y(196)), (x * w * 1.25, y(222))]),
                1.2,
                top.line,
                ends=(0.05, 0.1),
                alpha=0.55,
            )
    layer.outline(outline, 1.5, top.line)
    COLLARS.get(wear.outfit, _round_neck)(layer, frame, wear, skin, lean)
    return outline


def draw_lower(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, *, light_left: bool) -> None:
    """Legs, shoes and trousers; the skirt is a drawing of its own."""
    cloth = CLOTHS[wear.outfit]
    trousers = wear.second if cloth.skirt == 0 else wear.main
    draw_legs(layer, frame, trousers, tone_of(DARK), skin, bare=cloth.skirt > 0, light_left=light_left)
    if cloth.skirt == 0:
        draw_hips_shadow(layer, frame, trousers)


def draw_skirt(layer: Layer, frame: Frame, wear: Wardrobe, *, light_left: bool) -> float | None:
    """A pleated skirt or a coat's tails; the height it hangs from, or None when there is none."""
    cloth = CLOTHS[wear.outfit]
    hem = cloth.skirt or cloth.long_coat
    if not hem:
        return None
    tone = wear.second if wear.outfit in ("sailor", "blazer") else top_tone(wear)
    y, w = frame.y, frame.waist
    top = y(196)
    low = y(hem)
    flare = frame.hip * (1.75 if wear.outfit in ("sailor", "blazer", "dress") else 1.32)
    if wear.outfit == "kimono":
        flare = frame.hip * 1.02
    shape = spline(
        [
            (-w * 1.04, top),
            (-frame.hip * 1.12, y(250)),
            (-flare, low - 6),
            (-flare * 0.5, low + 3),
            (0, low - 2),
            (flare * 0.5, low + 3),
            (flare, low - 6),
            (frame.hip * 1.12, y(250)),
            (w * 1.04, top),
        ],
        closed=True,
        corners=(0, 2, 6, 8),
    )
    layer.fill(shape, tone.base)
    dark = 1.0 if light_left else -1.0
    with layer.clip(shape):
        if wear.outfit in ("sailor", "blazer", "dress"):
            for n in range(-3, 4):
                at = n / 3.5
                fold = np.array(
                    [
                        (at * w, top),
                        (at * flare, low + 6),
                        (at * flare + dark * flare * 0.15, low + 6),
                        (at * w + dark * 2.0, top),
                    ]
                )
                layer.fill(fold, tone.shade)
        else:
            layer.fill(
                np.array(
                    [(dark * w * 0.3, top), (dark * flare * 0.4, low + 6), (dark * 200, low + 6), (dark * 200, top)]
                ),
                tone.shade,
            )
        if cloth.long_coat:
            layer.line(np.array([(0.0, top), (1.0, (top + low) / 2), (-2.0, low + 4)]), 1.6, tone.line)
    layer.outline(shape, 1.4, tone.line)
    if wear.outfit == "kimono":
        obi = np.array([(-w * 1.12, y(166)), (w * 1.12, y(166)), (w * 1.16, y(208)), (-w * 1.16, y(208))])
        layer.fill(obi, wear.accent.base)
        layer.fill(
            np.array([(-w * 1.16, y(184)), (w * 1.16, y(184)), (w * 1.16, y(190)), (-w * 1.16, y(190))]),
            wear.second.base,
        )
        layer.outline(obi, 1.3, wear.accent.line)
    return top


def _opening(layer: Layer, tone: Tone, lean: float, half: float, low: float) -> None:
    """The V of a neckline."""
    shape = spline(
        [(-half + lean, 60), (lean * 0.9, low), (half + lean, 60), (lean, 66)], closed=True, corners=(0, 1, 2, 3)
    )
    layer.fill(shape, tone.base)


def _round_neck(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    shape = ellipse(lean, 62, 19, 10)
    layer.fill(shape, skin.base)
    layer.fill(ellipse(lean, 58, 17, 8), skin.shade)
    layer.outline(ellipse(lean, 62, 20.5, 11.5), 2.6, wear.second.base)
    layer.outline(ellipse(lean, 62, 22, 13), 1.0, wear.main.line)


def _sailor(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    _opening(layer, skin, lean, 17, y(104))
    for side in (-1.0, 1.0):
        flap = spline(
            [
                (side * 13 + lean, 56),
                (side * s * 0.74 + lean, y(80)),
                (side * s * 0.66 + lean, y(104)),
                (side * 5 + lean, y(117)),
                (lean, y(112)),
                (side * 9 + lean, y(84)),
            ],
            closed=True,
            corners=(0, 1, 2, 3, 4),
        )
        layer.fill(flap, wear.second.base)
        layer.line(
            spline(
                [(side * s * 0.68 + lean, y(83)), (side * s * 0.6 + lean, y(100)), (side * 7 + lean, y(111))],
                corners=(1,),
            ),
            1.3,
            WHITE,
            ends=(1, 1),
        )
        layer.outline(flap, 1.2, wear.second.line)
    _bow(layer, lean, y(117), 1.0, wear.accent)


def _blazer(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    _opening(layer, tone_of(WHITE), lean, 20, y(158))
    _tie(layer, lean, y, wear.accent)
    _shirt_collar(layer, lean, y, tone_of(WHITE))
    for side in (-1.0, 1.0):
        lapel = spline(
            [
                (side * 15 + lean, 57),
                (side * s * 0.52 + lean, y(80)),
                (side * s * 0.44 + lean, y(106)),
                (side * s * 0.5 + lean, y(112)),
                (lean, y(164)),
                (side * 11 + lean, y(98)),
            ],
            closed=True,
            corners=(0, 1, 2, 3, 4),
        )
        layer.fill(lapel, wear.main.base)
        layer.outline(lapel, 1.2, wear.main.line)
    for n in (0, 1):
        layer.fill(ellipse(lean + 1, y(180 + 22 * n), 2.2, 2.2), (232, 196, 96))


def _hoodie(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y = frame.y
    hood = spline(
        [
            (-28 + lean, y(72)),
            (-20 + lean, 55),
            (0 + lean, 66),
            (20 + lean, 55),
            (28 + lean, y(72)),
            (12 + lean, y(90)),
            (0 + lean, y(96)),
            (-12 + lean, y(90)),
        ],
        closed=True,
        corners=(1, 3),
    )
    layer.fill(hood, wear.main.shade)
    layer.outline(hood, 1.3, wear.main.line)
    layer.fill(
        spline([(-15 + lean, 58), (lean, y(80)), (15 + lean, 58), (lean, 64)], closed=True, corners=(0, 2)),
        wear.second.base,
    )
    for side in (-1.0, 1.0):
        layer.line(
            spline([(side * 9 + lean, y(86)), (side * 11 + lean, y(104)), (side * 9 + lean, y(124))]),
            1.8,
            WHITE,
            ends=(0.9, 0.9),
        )
    pocket = spline([(-24, y(206)), (24, y(206)), (32, y(244)), (-32, y(244))], closed=True, corners=(0, 1, 2, 3))
    layer.outline(pocket, 1.2, wear.main.line)


def _coat(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    _opening(layer, wear.second, lean, 18, y(190))
    for side in (-1.0, 1.0):
        collar = spline(
            [
                (side * 12 + lean, 48),
                (side * 26 + lean, 58),
                (side * s * 0.56 + lean, y(92)),
                (side * s * 0.4 + lean, y(112)),
                (side * 3 + lean, y(170)),
                (side * 12 + lean, y(92)),
            ],
            closed=True,
            corners=(0, 1, 2, 3, 4),
        )
        layer.fill(collar, wear.main.base)
        layer.outline(collar, 1.3, wear.main.line)
        for n in range(3):
            layer.fill(ellipse(side * 13, y(184 + 26 * n), 2.6, 2.6), wear.main.line)


def _suit(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    _blazer(layer, frame, wear, skin, lean)


def _dress(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    neck = spline(
        [
            (-s * 0.6 + lean, y(72)),
            (-20 + lean, y(104)),
            (lean, y(112)),
            (20 + lean, y(104)),
            (s * 0.6 + lean, y(72)),
            (0 + lean, 56),
        ],
        closed=True,
        corners=(0, 4),
    )
    layer.fill(neck, skin.base)
    layer.line(neck[8:34], 2.4, wear.accent.base, ends=(0.6, 0.6))
    layer.line(spline([(-frame.waist, y(190)), (0, y(194)), (frame.waist, y(190))]), 6.0, wear.accent.base, ends=(1, 1))


def _kimono(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y = frame.y
    _opening(layer, skin, lean, 15, y(100))
    for side, tone in ((1.0, WHITE), (-1.0, wear.second.base)):
        band = spline(
            [
                (side * 13 + lean, 55),
                (side * 20 + lean, 60),
                (-side * 14 + lean, y(170)),
                (-side * 24 + lean, y(170)),
                (side * 4 + lean, y(92)),
            ],
            closed=True,
            corners=(0, 1, 2, 3),
        )
        layer.fill(band, tone)
        layer.outline(band, 1.1, wear.main.line)
    for n, (px, py) in enumerate(((-26, 130), (28, 118), (-14, 236), (24, 222), (34, 150))):
        for k in range(5):
            a = k * 1.2566 + n
            layer.fill(
                ellipse(px + 4.2 * np.cos(a), y(py) + 4.2 * np.sin(a), 3.0, 3.0),
                mix(wear.accent.base, WHITE, 0.25),
                alpha=0.9,
            )
        layer.fill(ellipse(px, y(py), 1.8, 1.8), (250, 222, 120))


def _armour(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    plate = spline(
        [
            (-s * 0.5 + lean, y(80)),
            (0 + lean, y(92)),
            (s * 0.5 + lean, y(80)),
            (s * 0.66, y(128)),
            (frame.waist * 0.9, y(180)),
            (0, y(192)),
            (-frame.waist * 0.9, y(180)),
            (-s * 0.66, y(128)),
        ],
        closed=True,
        corners=(0, 2, 5),
    )
    layer.fill(plate, wear.second.base)
    layer.line(np.array([(lean, y(92)), (lean * 0.5, y(140)), (0, y(192))]), 1.4, wear.second.line)
    layer.fill(
        spline([(-s * 0.36, y(100)), (-s * 0.12, y(106)), (-s * 0.3, y(150))], closed=True),
        wear.second.light,
        alpha=0.7,
    )
    layer.outline(plate, 1.5, wear.second.line)
    for side in (-1.0, 1.0):
        pauldron = spline(
            [
                (side * s * 0.56 + lean, y(72)),
                (side * s * 1.1 + lean, y(74)),
                (side * s * 1.3 + lean, y(104)),
                (side * s * 0.8 + lean, y(112)),
            ],
            closed=True,
        )
        layer.fill(pauldron, wear.second.base)
        layer.line(
            spline([(side * s * 0.66, y(80)), (side * s * 1.05, y(84)), (side * s * 1.2, y(102))]),
            2.2,
            wear.accent.base,
        )
        layer.outline(pauldron, 1.5, wear.second.line)
    layer.fill(
        spline([(-16 + lean, 54), (16 + lean, 54), (19 + lean, y(84)), (-19 + lean, y(84))], closed=True),
        wear.main.shade,
    )


def _labcoat(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    _opening(layer, wear.main, lean, 19, y(240))
    _shirt_collar(layer, lean, y, tone_of(mix(wear.main.base, WHITE, 0.5)))
    white = tone_of(WHITE)
    for side in (-1.0, 1.0):
        lapel = spline(
            [
                (side * 15 + lean, 57),
                (side * s * 0.52 + lean, y(82)),
                (side * s * 0.42 + lean, y(118)),
                (side * 6 + lean, y(186)),
                (side * 12 + lean, y(98)),
            ],
            closed=True,
            corners=(0, 1, 2, 3),
        )
        layer.fill(lapel, white.base)
        layer.outline(lapel, 1.2, white.line)


def _nurse(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y = frame.y
    _opening(layer, skin, lean, 15, y(92))
    _shirt_collar(layer, lean, y, tone_of(WHITE))
    layer.line(spline([(-frame.waist, y(192)), (0, y(196)), (frame.waist, y(192))]), 5.0, WHITE, ends=(1, 1))
    cross = (224, 70, 84)
    x = frame.shoulder * 0.45
    layer.fill(np.array([(x - 1.6, y(118)), (x + 1.6, y(118)), (x + 1.6, y(130)), (x - 1.6, y(130))]), cross)
    layer.fill(
        np.array([(x - 6, y(124) - 1.6), (x + 6, y(124) - 1.6), (x + 6, y(124) + 1.6), (x - 6, y(124) + 1.6)]), cross
    )


def _shirt(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y = frame.y
    _opening(layer, skin, lean, 14, y(88))
    _shirt_collar(layer, lean, y, tone_of(WHITE))
    _tie(layer, lean, y, wear.accent)


def _cloak(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    for side in (-1.0, 1.0):
        fall = spline(
            [
                (side * 10 + lean, 52),
                (side * 30 + lean, 60),
                (side * s * 1.16 + lean, y(92)),
                (side * s * 1.28, y(240)),
                (side * s * 0.7, y(300)),
                (side * 16, y(150)),
            ],
            closed=True,
            corners=(0, 3, 4),
        )
        layer.fill(fall, wear.main.base if side < 0 else wear.main.shade)
        layer.outline(fall, 1.5, wear.main.line)
    layer.fill(ellipse(lean, y(84), 6.0, 6.0), wear.accent.base)
    layer.outline(ellipse(lean, y(84), 6.0, 6.0), 1.2, wear.accent.line)


def _jacket(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, lean: float) -> None:
    y, s = frame.y, frame.shoulder
    _opening(layer, wear.second, lean, 17, y(250))
    for side in (-1.0, 1.0):
        collar = spline(
            [
                (side * 11 + lean, 50),
                (side * 25 + lean, 58),
                (side * s * 0.5 + lean, y(90)),
                (side * 13 + lean, y(112)),
                (side * 13 + lean, y(84)),
            ],
            closed=True,
            corners=(0, 1, 2, 3),
        )
        layer.fill(collar, wear.main.base)
        layer.outline(collar, 1.3, wear.main.line)
        layer.line(
            np.array([(side * 13 + lean, y(110)), (side * 11, y(180)), (side * 12, y(262))]), 1.5, wear.main.line
        )


def _shirt_collar(layer: Layer, lean: float, y: Callable[[float], float], tone: Tone) -> None:
    for side in (-1.0, 1.0):
        wing = spline(
            [(side * 14 + lean, 55), (lean, y(84)), (side * 15 + lean, y(95)), (side * 22 + lean, y(70))],
            closed=True,
            corners=(0, 1, 2, 3),
        )
        layer.fill(wing, tone.base)
        layer.outline(wing, 1.1, tone.line)


def _tie(layer: Layer, lean: float, y: Callable[[float], float], tone: Tone) -> None:
    blade = np.array([(lean - 4, y(90)), (lean + 4, y(90)), (lean + 7, y(146)), (lean, y(156)), (lean - 7, y(146))])
    layer.fill(blade, tone.base)
    layer.outline(blade, 1.0, tone.line)
    knot = np.array([(lean - 5.5, y(80)), (lean + 5.5, y(80)), (lean + 3.6, y(92)), (lean - 3.6, y(92))])
    layer.fill(knot, tone.shade)
    layer.outline(knot, 1.0, tone.line)


def _bow(layer: Layer, x: float, y: float, size: float, tone: Tone) -> None:
    for side in (-1.0, 1.0):
        tail = spline(
            [
                (x, y),
                (x + side * 6 * size, y + 26 * size),
                (x + side * 15 * size, y + 30 * size),
                (x + side * 10 * size, y + 8 * size),
            ],
            closed=True,
            corners=(0, 1, 2),
        )
        layer.fill(tail, tone.shade)
        layer.outline(tail, 1.0, tone.line)
        wing = spline(
            [
                (x, y),
                (x + side * 15 * size, y - 9 * size),
                (x + side * 20 * size, y + 2 * size),
                (x + side * 14 * size, y + 11 * size),
            ],
            closed=True,
            corners=(0,),
        )
        layer.fill(wing, tone.base)
        layer.outline(wing, 1.1, tone.line)
    layer.fill(ellipse(x, y, 4.5 * size, 5 * size), tone.base)
    layer.outline(ellipse(x, y, 4.5 * size, 5 * size), 1.0, tone.line)


COLLARS: dict[str, Callable[[Layer, Frame, Wardrobe, Tone, float], None]] = {
    "sailor": _sailor,
    "blazer": _blazer,
    "hoodie": _hoodie,
    "coat": _coat,
    "suit": _suit,
    "dress": _dress,
    "kimono": _kimono,
    "armour": _armour,
    "labcoat": _labcoat,
    "nurse": _nurse,
    "shirt": _shirt,
    "cloak": _cloak,
    "jacket": _jacket,
}
