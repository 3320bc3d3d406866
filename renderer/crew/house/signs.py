"""Words on signs, plates and screens inside a picture."""

from __future__ import annotations

import skia

from renderer.colours import Colour
from renderer.lettering.fonts import Face
from renderer.lettering.text import Lettering, fill_paint, shape


def letter_sign(
    canvas: skia.Canvas,
    word: str,
    box: tuple[float, float, float, float],
    colour: Colour,
    *,
    upright: bool = True,
    face: Face = Face.SIGN,
) -> None:
    """The word inside left, top, right, bottom: one letter below the other (`upright`) or as one line."""
    left, top, right, bottom = box
    letters = list(word) if upright else [word]
    row = (bottom - top) / (len(letters) + 0.25)
    size = min((right - left) * 0.84, row * 0.92) if upright else (bottom - top) * 0.62
    if size < 3:
        return
    style = Lettering(size_px=size, face=face, line_height=1.0)
    for number, letter in enumerate(letters):
        line = shape([(letter, fill_paint(colour))], style, (right - left) * 4)
        wide = float(line.LongestLine)
        squeeze = min(1.0, (right - left) * 0.92 / max(1.0, wide))
        canvas.save()
        canvas.translate(
            (left + right) / 2, top + row * (number + 0.12) if upright else top + (bottom - top - size) / 2
        )
        canvas.scale(squeeze, 1.0)
        line.paint(canvas, -(right - left) * 2, 0)
        canvas.restore()
