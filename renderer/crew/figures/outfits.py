"""Clothes on the trunk and below: light and folds on the cloth, skirts, coats and trousers."""

from __future__ import annotations

import math

import numpy as np

from renderer.crew.figures.body import Frame, trunk
from renderer.crew.figures.collars import FRONTS, OVERS, back_collar
from renderer.crew.figures.costumes import armour_skirt
from renderer.crew.figures.legs import LegWear, draw_legs
from renderer.crew.figures.prints import draw_print, shadow_alpha
from renderer.crew.figures.tones import Tone, tone_of
from renderer.crew.figures.wardrobe import DARK, LEATHER, WHITE, Wardrobe
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, spline

_PLAIN = {"dark": DARK, "brown": LEATHER, "white": (236, 236, 242)}


def draw_trunk(layer: Layer, frame: Frame, wear: Wardrobe, skin: Tone, *, light_left: bool, behind: bool) -> None:
    """The garment's trunk with its light and folds, and its collar (or, from behind, its back)."""
    top = wear.top
    outline = trunk(frame, 246.0 if wear.hem or wear.cloth.jacket_hem else wear.cloth.trunk_low)
    layer.fill(outline, top.base)
    dark = 1.0 if light_left else -1.0
    printed = wear.print_on("top")
    with layer.clip(outline):
        draw_print(layer, printed, outline, top)
        layer.fill(_shadow(frame, dark), top.shade, alpha=shadow_alpha(printed))
        if frame.chest and not behind and wear.outfit not in ("armour", "cloak"):
            _draw_bust(layer, frame, top, dark)
        _draw_waist_folds(layer, frame, top)
    layer.line(outline[: len(outline) - 16], 1.5, top.line, ends=(0.2, 0.2), swell=0.1)
    if behind:
        back_collar(layer, frame, wear, skin)
    else:
        FRONTS[wear.outfit](layer, frame, wear, skin)


def draw_over(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    """What lies over the arms: a cloak, pauldrons."""
    if wear.outfit in OVERS:
        OVERS[wear.outfit](layer, frame, wear)


def _shadow(frame: Frame, dark: float) -> Points:
    """The side away from the light, its edge following chest and waist."""
    y, s, w, h = frame.y, frame.shoulder, frame.waist, frame.hip
    edge = [
        (dark * s * 0.72, y(70)),
        (dark * s * 0.50, y(96)),
        (dark * (s * 0.46 + frame.chest * 3), y(128)),
        (dark * w * 0.62, y(152)),
        (dark * w * 0.46, y(188)),
        (dark * h * 0.5, y(240)),
        (dark * h * 0.46, y(300)),
    ]
    return spline([*edge, (dark * 130, y(300)), (dark * 130, y(70))], closed=True, corners=(0, 6, 7, 8))


def _draw_bust(layer: Layer, frame: Frame, top: Tone, dark: float) -> None:
    y = frame.y
    for side in (-1.0, 1.0):
        x, low = side * frame.shoulder * 0.37, y(139 + 3 * frame.chest)
        under = spline(
            [(x - side * 8, low - 4), (x + side * 2, low + 1), (x + side * 13, low - 8), (x + side * 3, low - 2.5)],
            closed=True,
            corners=(0, 2),
        )
        layer.fill(under, top.shade)
    layer.line(spline([(-3.0, y(128)), (0.5, y(136)), (4.0, y(130))]), 1.6, top.shade, ends=(0.05, 0.05))


def _draw_waist_folds(layer: Layer, frame: Frame, top: Tone) -> None:
    """Cloth pulled in at the waist on the bent side, and hanging from the armpits."""
    y, w, s = frame.y, frame.waist, frame.shoulder
    for side, lift in ((-1.0, 0.0), (1.0, 8.0)):
        for n, reach in enumerate((0.62, 0.42, 0.3)):
            at = y(180 + 9 * n - lift)
            curve = spline(
                [
                    (side * w * 1.06, at - 3),
                    (side * w * (1 - reach * 0.5), at + 2),
                    (side * w * (1 - reach), at - 2 + 4 * n),
                ]
            )
            layer.line(curve, 2.6, top.shade, ends=(0.8, 0.05), swell=0.2)
            if n < 2:
                layer.line(curve, 0.9, top.line, ends=(0.9, 0.05), swell=0.1)
        pit = spline([(side * s * 0.84, y(108)), (side * s * 0.66, y(114)), (side * s * 0.52, y(126))])
        layer.line(pit, 2.8, top.shade, ends=(1.0, 0.05), swell=0.1)
        layer.line(pit, 0.9, top.line, ends=(0.9, 0.05), swell=0.1)


def draw_lower(
    layer: Layer,
    frame: Frame,
    wear: Wardrobe,
    skin: Tone,
    *,
    light_left: bool,
    weight_side: float = 1.0,
    facing: float = 0.0,
) -> None:
    """Legs, socks, shoes and trousers; the skirt is a drawing of its own."""
    cloth = wear.cloth
    socks = None if cloth.socks == "none" else tone_of(_PLAIN[cloth.socks])
    draw_legs(
        layer,
        frame,
        LegWear(
            cloth=wear.legs,
            skin=skin,
            shoes=tone_of(_PLAIN[cloth.shoes]),
            bare=wear.bare_legs,
            socks=socks,
            light_left=light_left,
            weight_side=weight_side,
            facing=facing,
            armour=wear.second if wear.outfit == "armour" else None,
            apart=0.15 if wear.outfit == "kimono" else 1.0,
        ),
    )


def draw_skirt(layer: Layer, frame: Frame, wear: Wardrobe, *, light_left: bool) -> float | None:
    """A skirt, a coat's tails or a jacket's hem; the height it hangs from, or None when there is none."""
    hem = wear.hem
    if wear.outfit == "armour":
        armour_skirt(layer, frame, wear)
        return frame.y(190)
    if hem and wear.bare_legs:
        tone = wear.second if wear.cloth.skirt_is_second else wear.top
        top = (
            _draw_pleats(layer, frame, tone, hem, wear.print_on("skirt"))
            if wear.cloth.pleats
            else _draw_drape(layer, frame, wear, tone, hem, light_left)
        )
    elif hem:
        top = _draw_drape(layer, frame, wear, wear.top, hem, light_left)
    if wear.cloth.jacket_hem:
        return _draw_jacket_hem(layer, frame, wear, light_left)
    return top if hem else None


def _draw_pleats(layer: Layer, frame: Frame, tone: Tone, hem: float, printed: str) -> float:
    """Box pleats: the hem steps, every pleat has its own shadow."""
    y, w = frame.y, frame.waist
    top, flare = y(192), frame.hip * 1.62
    count = 8
    upper = np.linspace(-w * 1.06, w * 1.06, count + 1)
    sway = np.sin(np.linspace(-1, 1, count + 1) * math.pi / 2)
    lower = sway * flare
    bow = y(hem) - 9 * np.abs(sway) ** 2.0
    for n in range(count):
        belly = frame.hip * 1.14 / (w * 1.06)
        middle = [(upper[n] * belly, y(236)), (upper[n + 1] * belly, y(236))]
        left = spline([(upper[n], top), middle[0], (lower[n], bow[n])])
        right = spline([(upper[n + 1], top), middle[1], (lower[n + 1], bow[n + 1])])
        pleat = np.vstack([left, right[::-1]])
        layer.fill(pleat, tone.base)
        share = 0.36 + 0.1 * (n % 2)
        fold = np.vstack([left, (left + (right - left) * np.linspace(0.06, share, len(left))[:, None])[::-1]])
        if printed:
            with layer.clip(pleat):
                draw_print(layer, printed, pleat, tone)
        layer.fill(fold, tone.shade, alpha=shadow_alpha(printed))
        layer.line(left, 1.2, tone.line, ends=(0.3, 0.9))
        layer.line(
            np.array([(lower[n], bow[n]), (lower[n + 1] - 1.0, bow[n + 1] + (1.5 if n < count / 2 else 2.5))]),
            1.3,
            tone.line,
            ends=(1, 1),
        )
        if n == count - 1:
            layer.line(right, 1.4, tone.line, ends=(0.3, 0.9))
    band = np.array([(-w * 1.08, top - 6), (w * 1.08, top - 6), (w * 1.1, top + 5), (-w * 1.1, top + 5)])
    layer.fill(band, tone.base)
    layer.outline(band, 1.1, tone.line)
    return top


def _draw_drape(layer: Layer, frame: Frame, wear: Wardrobe, tone: Tone, hem: float, light_left: bool) -> float:
    """Smooth cloth from the waist down, in a few long folds."""
    y, w, h = frame.y, frame.waist, frame.hip
    top, low = y(190), y(hem)
    flare = h * {"kimono": 1.02, "dress": 1.75, "nurse": 1.22}.get(wear.outfit, 1.4)
    right = [
        (w * 1.0, top),
        (h * 1.04, y(240)),
        (h * 1.04 + (flare - h) * 0.4, y(240) + (low - y(240)) * 0.45),
        (flare, low - 8),
    ]
    bottom = [(flare * 0.6, low + 1), (flare * 0.2, low - 3), (-flare * 0.25, low + 2), (-flare * 0.65, low - 3)]
    left = [(-x, at) for x, at in reversed(right)]
    shape = spline([*right, *bottom, *left], closed=True, corners=(0, 3, 8, 11))
    layer.fill(shape, tone.base)
    dark = 1.0 if light_left else -1.0
    printed = wear.print_on("skirt")
    with layer.clip(shape):
        draw_print(layer, printed, shape, tone)
        edge = spline([(dark * w * 0.46, top), (dark * h * 0.5, y(246)), (dark * flare * 0.52, low + 9)])
        far = np.array([(dark * 200, low + 9), (dark * 200, top)])
        layer.fill(np.vstack([edge, far]), tone.shade, alpha=shadow_alpha(printed))
        if wear.outfit != "kimono":
            for at, wide in ((-0.62, 7.0), (-0.2, 9.0), (0.36, 8.0), (0.74, 6.0)):
                fold = spline(
                    [(at * w * 0.9, y(236)), (at * flare * 0.92, (y(236) + low) / 2), (at * flare * 1.05, low + 6)]
                )
                layer.line(fold, wide, tone.shade, ends=(0.05, 1.0), swell=0.5)
                layer.line(fold, 1.0, tone.line, ends=(0.05, 0.8), swell=0.5, alpha=0.8)
        if wear.cloth.long_coat or wear.outfit == "kimono":
            front = spline(
                [(2.0, top), (3.0, (top + low) / 2), (-flare * 0.12 if wear.outfit == "kimono" else -2.0, low + 6)]
            )
            layer.line(front, 1.6, tone.line, ends=(0.8, 1))
    layer.line(shape[: len(shape) * 7 // 12], 1.45, tone.line, ends=(0.2, 1.0), swell=0.1)
    layer.line(shape[len(shape) * 7 // 12 - 2 : -1], 1.45, tone.line, ends=(1.0, 0.2), swell=0.1)
    _draw_girdle(layer, frame, wear)
    return top


def _draw_girdle(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    if wear.outfit == "kimono":
        _draw_obi(layer, frame, wear)
    if wear.cloth.belt or wear.outfit in ("nurse", "dress"):
        _draw_belt(layer, frame, wear)


def _draw_obi(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    y, w = frame.y, frame.waist
    obi = spline(
        [(-w * 1.16, y(158)), (0, y(161)), (w * 1.16, y(158)), (w * 1.14, y(206)), (0, y(210)), (-w * 1.14, y(206))],
        closed=True,
        corners=(0, 2, 3, 5),
    )
    layer.fill(obi, wear.accent.base)
    with layer.clip(obi):
        layer.fill(
            spline(
                [(w * 0.4, y(150)), (w * 0.5, y(214)), (w * 2, y(214)), (w * 2, y(150))],
                closed=True,
                corners=(0, 1, 2, 3),
            ),
            wear.accent.shade,
        )
        layer.line(spline([(-w * 1.2, y(182)), (0, y(185)), (w * 1.2, y(182))]), 5.0, wear.second.base, ends=(1, 1))
        layer.line(
            spline([(-w, y(170)), (-w * 0.3, y(172)), (w * 0.2, y(169))]), 0.9, wear.accent.line, ends=(0.4, 0.05)
        )
    layer.outline(obi, 1.4, wear.accent.line)


def _draw_belt(layer: Layer, frame: Frame, wear: Wardrobe) -> None:
    y, w = frame.y, frame.waist
    tone = tone_of(WHITE) if wear.outfit == "nurse" else wear.accent if wear.outfit == "dress" else wear.main
    low, high = (y(198), y(184))
    belt = spline(
        [(-w * 1.1, high), (0, high + 3), (w * 1.1, high), (w * 1.1, low), (0, low + 3), (-w * 1.1, low)],
        closed=True,
        corners=(0, 2, 3, 5),
    )
    layer.fill(belt, tone.base if wear.outfit != "coat" else tone.shade)
    layer.outline(belt, 1.2, tone.line)
    if wear.outfit == "coat":
        buckle = np.array([(-7.0, high + 0.5), (6.0, high + 0.5), (6.0, low + 4.5), (-7.0, low + 4.5)])
        layer.outline(buckle, 2.4, (214, 180, 96))


def _draw_jacket_hem(layer: Layer, frame: Frame, wear: Wardrobe, light_left: bool) -> float:
    """The lower part of a jacket, over whatever is worn below."""
    y, w, h = frame.y, frame.waist, frame.hip
    tone, top = wear.top, y(190)
    low = y(262 if wear.outfit in ("blazer", "suit") else 250)
    ribbed = wear.outfit in ("hoodie", "jacket")
    out = h * (1.0 if ribbed else 1.1)
    right = [(w, top), (h * 1.02, y(232)), (out, low - 3)]
    shape = spline(
        [*right, (0.0, low + 4), *[(-x, at) for x, at in reversed(right)]], closed=True, corners=(0, 2, 4, 6)
    )
    layer.fill(shape, tone.base)
    dark = 1.0 if light_left else -1.0
    printed = wear.print_on("top")
    with layer.clip(shape):
        draw_print(layer, printed, shape, tone)
        edge = spline([(dark * w * 0.46, top), (dark * h * 0.5, y(240)), (dark * h * 0.46, y(300))])
        far = np.array([(dark * 130, y(300)), (dark * 130, top)])
        layer.fill(np.vstack([edge, far]), tone.shade, alpha=shadow_alpha(printed))
        if ribbed:
            _draw_ribs(layer, wear, out, low)
        for side in (-1.0, 1.0):
            layer.line(
                spline([(side * w, y(206)), (side * w * 0.7, y(216)), (side * w * 0.5, y(232))]),
                2.2,
                tone.shade,
                ends=(0.8, 0.05),
            )
    if wear.outfit in ("blazer", "suit", "jacket"):
        layer.line(spline([(1.0, top), (1.5, y(232)), (5.0, low + 3)]), 1.4, tone.line, ends=(0.9, 0.9))
    if wear.outfit in ("blazer", "suit"):
        _draw_vent(layer, frame, tone, low)
    layer.line(shape[: len(shape) - 9], 1.45, tone.line, ends=(0.2, 0.2), swell=0.06)
    if wear.outfit == "hoodie":
        pocket = spline([(-20, y(202)), (20, y(202)), (30, y(236)), (-30, y(236))], closed=True, corners=(0, 1, 2, 3))
        layer.outline(pocket, 1.1, tone.line)
    return top


def _draw_ribs(layer: Layer, wear: Wardrobe, out: float, low: float) -> None:
    """A knitted band."""
    tone = wear.top
    band = wear.second if wear.outfit == "jacket" else tone
    layer.fill(np.array([(-120, low - 9), (120, low - 9), (120, low + 20), (-120, low + 20)]), band.shade)
    layer.line(spline([(-out, low - 9), (0, low - 4), (out, low - 9)]), 1.2, tone.line, ends=(1, 1))
    for x in np.linspace(-out, out, 15):
        layer.line(np.array([(x, low - 7), (x * 1.01, low - 2), (x * 1.02, low + 3)]), 0.7, tone.line, alpha=0.6)


def _draw_vent(layer: Layer, frame: Frame, tone: Tone, low: float) -> None:
    """The opening below the last button, and pockets."""
    y, h = frame.y, frame.hip
    layer.fill(np.array([(1.0, y(240)), (9.0, low + 8), (-7.0, low + 8)]), tone.line)
    for side in (-1.0, 1.0):
        layer.line(
            np.array([(side * h * 0.4, y(228)), (side * h * 0.62, y(227)), (side * h * 0.86, y(224))]),
            2.2,
            tone.line,
            ends=(1, 1),
        )
