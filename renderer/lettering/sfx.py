"""Sound words: lettering that is drawn into the picture, each letter with its own size and tilt."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace

import skia

from renderer.colours import INK, WHITE, Colour, argb, from_hex, mix, scale
from renderer.crew.cels import Picture
from renderer.lettering.fonts import Face
from renderer.lettering.text import (
    Lettering,
    clean,
    cropped,
    fill_paint,
    is_right_to_left,
    measure,
    pixels_of,
    shape,
    stroke_paint,
)
from renderer.stage.sprites.entrances import LETTERING


@LETTERING.register_as_it_is("sound-word")
def sound_word(word: str, *, width_px: int, seed: int, colour: str = "#ffd34d", strength: float = 0.8) -> Picture:
    """The word as a slanted, twice outlined picture, at most 0.7 of a frame `width_px` wide.

    `strength` (0–1) decides size and jumble. The picture is cut to its ink and lies at (0, 0): the stage places it.
    """
    # Half a character, which JSON may hold, can't be a seed.
    rng = random.Random(f"{seed}/{word}".encode(errors="replace").decode())
    text = clean(word).upper()[:24] or "!"
    size = width_px * (0.12 + 0.14 * strength)
    style = Lettering(size_px=size, face=Face.SHOUT, line_height=1.3)
    letters = _letters(text)
    widths = [max(size * 0.22, measure(letter, style)) for letter in letters]
    total = sum(widths) * 1.02
    if total > width_px * 0.66:
        style = replace(style, size_px=size * width_px * 0.66 / total)
        widths = [width * width_px * 0.66 / total for width in widths]
        size = style.size_px
    surface = skia.Surface(round(sum(widths) + size * 1.6), round(size * 2.9))
    canvas = surface.getCanvas()
    places = _places(widths, size, strength, rng)
    fill = from_hex(colour, (255.0, 211.0, 77.0))
    canvas.skew(-0.12, 0)
    canvas.translate(size * 0.32, 0)
    for layer in range(4):
        for letter, place in zip(letters, places, strict=True):
            _letter(canvas, letter, style, place, layer, fill)
    return cropped(pixels_of(surface))


def _letters(text: str) -> list[str]:
    """The letters with their combining marks; one piece where letters join."""
    if is_right_to_left(text) or any(0x0900 <= ord(c) <= 0x0EFF for c in text):
        return [text]
    letters: list[str] = []
    for character in text:
        if letters and unicodedata.combining(character):
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _places(
    widths: list[float], size: float, strength: float, rng: random.Random
) -> list[tuple[float, float, float, float]]:
    """Centre x, centre y, tilt in degrees and scale of each letter; the word swells towards its end."""
    places = []
    x = size * 0.6
    for number, width in enumerate(widths):
        share = number / max(1, len(widths) - 1)
        tilt = rng.uniform(-9, 9) * (0.4 + strength)
        drop = rng.uniform(-0.07, 0.07) * size * (0.5 + strength) - share * size * 0.22
        places.append((x + width / 2, size * 1.6 + drop, tilt, 0.92 + 0.22 * share + rng.uniform(-0.05, 0.05)))
        x += width * 0.98
    return places


def _letter(
    canvas: skia.Canvas,
    letter: str,
    style: Lettering,
    place: tuple[float, float, float, float],
    layer: int,
    fill: Colour,
) -> None:
    x, y, tilt, factor = place
    size = style.size_px
    wide = size * 6
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(tilt)
    canvas.scale(factor, factor)
    paints = (
        stroke_paint(INK, size * 0.26),
        stroke_paint(WHITE, size * 0.15),
        stroke_paint(scale(fill, 0.35), size * 0.055),
        _gradient(fill, size),
    )
    if layer == 0:
        canvas.translate(size * 0.035, size * 0.05)
        _put(canvas, letter, style, wide, paints[0])
        canvas.translate(-size * 0.035, -size * 0.05)
    _put(canvas, letter, style, wide, paints[layer])
    canvas.restore()


def _put(canvas: skia.Canvas, letter: str, style: Lettering, wide: float, paint: skia.Paint) -> None:
    shape([(letter, paint)], style, wide, right_to_left=is_right_to_left(letter)).paint(
        canvas, -wide / 2, -style.size_px * style.line_height / 2
    )


def _gradient(fill: Colour, size: float) -> skia.Paint:
    paint = fill_paint(fill)
    # Paragraph-local: the letter's box runs from 0 to its line height before it is moved.
    top, bottom = -size * 0.5, size * 0.45
    paint.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(0, top), skia.Point(0, bottom)],
            [argb(mix(fill, WHITE, 0.75)), argb(fill), argb(mix(fill, (255.0, 60.0, 60.0), 0.45))],
            [0.0, 0.55, 1.0],
        )
    )
    return paint
