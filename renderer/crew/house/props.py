"""Props for insert shots: which object the words mean, drawn large in the middle of the frame."""

from __future__ import annotations

import re
from collections.abc import Callable

import skia

from renderer.colours import argb, mix
from renderer.crew.cels import Picture
from renderer.crew.house.air import Air, air_of
from renderer.crew.house.props_ink import PropBrush
from renderer.crew.house.props_more import (
    draw_book,
    draw_box,
    draw_cat,
    draw_flower,
    draw_lantern,
    draw_machine,
    draw_mask,
    draw_wrapped,
)
from renderer.crew.house.props_objects import (
    draw_cup,
    draw_key,
    draw_letter,
    draw_phone,
    draw_photograph,
    draw_sword,
    draw_umbrella,
    draw_watch,
)
from renderer.crew.ports import PropRequest
from renderer.lettering.text import clean, pixels_of
from show.script import Weather

OBJECTS: tuple[tuple[str, Callable[[PropBrush], None]], ...] = (
    ("phone smartphone cellphone mobile text message call screen", draw_phone),
    ("letter envelope note invitation telegram message", draw_letter),
    ("photograph photo picture polaroid portrait", draw_photograph),
    ("key keys", draw_key),
    ("watch clock pocketwatch timer compass", draw_watch),
    ("cup mug tea coffee teacup glass", draw_cup),
    ("sword katana blade dagger knife saber sabre", draw_sword),
    ("umbrella parasol", draw_umbrella),
    ("lantern lamp light", draw_lantern),
    ("cat kitten kitty", draw_cat),
    ("mask", draw_mask),
    ("vending machine", draw_machine),
    ("book diary notebook journal novel tome", draw_book),
    ("flower rose blossom lily bouquet", draw_flower),
    ("box gift present parcel package bento", draw_box),
)
"""What is drawn for which words; the first word of the text that is known decides."""


def object_of(words: str) -> Callable[[PropBrush], None] | None:
    """The drawing for the first word that names a known object; None when no word does."""
    for word in re.findall(r"[a-z]+", words.lower()):
        for names, draw in OBJECTS:
            known = names.split()
            if word in known or (word.endswith("s") and word[:-1] in known):
                return draw
    return None


def paint_prop(request: PropRequest) -> Picture:
    """The object on a clear ground, `width_px` × `height_px`, with light behind it and a soft shadow.

    Equal requests give equal pixels. Words without a drawing become a wrapped object with the words on its tag.
    """
    air = air_of(request.time, Weather.CLEAR, request.mood)
    surface = skia.Surface(request.width_px, request.height_px)
    canvas = surface.getCanvas()
    unit = min(request.width_px / 1200, request.height_px / 1400)
    canvas.translate(request.width_px / 2, request.height_px * 0.46)
    canvas.scale(unit, unit)
    _halo(canvas, air)
    canvas.save()
    draw = object_of(request.words)
    ink = PropBrush(canvas, air)
    if draw is not None:
        draw(ink)
    else:
        draw_wrapped(ink, clean(request.words)[:40] or "?")
    canvas.restore()
    return Picture(pixels=pixels_of(surface))


def _halo(canvas: skia.Canvas, air: Air) -> None:
    """Light around the object, so that it stands off any backdrop, and the shadow it floats on."""
    glow = mix(air.key, (255.0, 255.0, 255.0), 0.4)
    shader = skia.GradientShader.MakeRadial(
        skia.Point(0, 0), 900, [argb(glow, 0.5), argb(glow, 0.2), argb(glow, 0)], [0, 0.5, 1]
    )
    canvas.drawCircle(0, 0, 900, skia.Paint(AntiAlias=True, Shader=shader))
    canvas.save()
    canvas.translate(0, 690)
    canvas.scale(1, 0.16)
    dark = argb((20.0, 14.0, 40.0), 0.4)
    shadow = skia.GradientShader.MakeRadial(skia.Point(0, 0), 430, [dark, argb((20.0, 14.0, 40.0), 0)])
    canvas.drawCircle(0, 0, 430, skia.Paint(AntiAlias=True, Shader=shadow))
    canvas.restore()
