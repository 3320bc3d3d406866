"""How a vote went, drawn: bars for every option, round by round; and the letter on a preview."""

from __future__ import annotations

from itertools import chain, repeat

import numpy as np
import numpy.typing as npt
import skia

from renderer.colours import INK, WHITE, Colour, argb, from_hex, mix
from renderer.lettering.fonts import Face
from renderer.lettering.text import Lettering, clean, draw_block, fill_paint, fit, pixels_of
from show.sketch import Bar, Chart

WIDTH_PX, MARGIN_PX = 1080, 56
ROW_PX, ROUND_GAP_PX, HEAD_PX = 104, 44, 170
PAPER: Colour = (24.0, 22.0, 38.0)
COLOURS = tuple(from_hex(code, WHITE) for code in ("#8b5cf6", "#22d3ee", "#f472b6", "#facc15", "#4ade80"))
"""One for each letter, the same in every round."""
_QUIET = mix(WHITE, PAPER, 0.45)


def draw_chart(chart: Chart) -> npt.NDArray[np.uint8]:
    """The picture: uint8 (H, 1080, 3), H by how many rounds and bars there are."""
    rows = sum(len(bars) for bars in chart.rounds)
    several = len(chart.rounds) > 1
    high = HEAD_PX + rows * ROW_PX + len(chart.rounds) * (ROUND_GAP_PX if several else 0) + 40 * len(chart.notes) + 50
    surface = skia.Surface(WIDTH_PX, high + high % 2)
    canvas = surface.getCanvas()
    canvas.clear(argb(PAPER))
    canvas.drawRect(skia.Rect.MakeWH(WIDTH_PX, 10), fill_paint(COLOURS[0]))
    title = fit(
        clean(chart.title) or "…",
        Lettering(size_px=56, face=Face.DISPLAY, colour=WHITE, align="left", language=chart.language),
        WIDTH_PX - 2 * MARGIN_PX,
        lines=2,
        height_px=120,
        smallest_px=24,
    )
    draw_block(canvas, title, MARGIN_PX, 34 + (120 - title.height_px) / 2)
    most = max((bar.number for bars in chart.rounds for bar in bars), default=0)
    y = float(HEAD_PX)
    headings = chain(chart.headings, repeat(""))
    for heading, bars in zip(headings, chart.rounds, strict=False):
        if several:
            _words(canvas, heading, MARGIN_PX, y, 26, _QUIET, WIDTH_PX - 2 * MARGIN_PX, chart.language)
            y += ROUND_GAP_PX
        for bar in bars:
            _bar(canvas, bar, y, most, chart)
            y += ROW_PX
    for note in chart.notes:
        _words(canvas, note, MARGIN_PX, y + 8, 24, _QUIET, WIDTH_PX - 2 * MARGIN_PX, chart.language)
        y += 40
    return np.ascontiguousarray(pixels_of(surface)[..., :3])


def _bar(canvas: skia.Canvas, bar: Bar, y: float, most: int, chart: Chart) -> None:
    """A letter, the words above the bar, and the number at its end."""
    colour = COLOURS[(ord(bar.key[:1].lower() or "a") - ord("a")) % len(COLOURS)]
    if bar.out:
        colour = mix(colour, PAPER, 0.6)
    badge = skia.Rect.MakeXYWH(MARGIN_PX, y + 8, 68, 68)
    canvas.drawRoundRect(badge, 16, 16, fill_paint(colour))
    letter = Lettering(size_px=40, face=Face.DISPLAY, colour=INK if not bar.out else WHITE)
    block = fit(bar.key.upper(), letter, 60, lines=1)
    draw_block(canvas, block, MARGIN_PX + 34 - block.width_px / 2, y + 42 - block.height_px / 2)
    left, room = MARGIN_PX + 92.0, WIDTH_PX - 2 * MARGIN_PX - 92.0
    mark = "★" if bar.won else chart.drops_out if bar.out else ""
    _words(canvas, clean(bar.text), left, y + 4, 27, WHITE if not bar.out else _QUIET, room - 170, chart.language)
    if mark:
        colour_of_mark = COLOURS[3] if bar.won else _QUIET
        _words(canvas, mark, left + room - 160, y + 4, 25, colour_of_mark, 160, chart.language, right=True)
    track = skia.Rect.MakeXYWH(left, y + 48, room - 110, 30)
    canvas.drawRoundRect(track, 15, 15, fill_paint(mix(PAPER, WHITE, 0.1)))
    if bar.number and most:
        long = max(30.0, (room - 110) * bar.number / most)
        canvas.drawRoundRect(skia.Rect.MakeXYWH(left, y + 48, long, 30), 15, 15, fill_paint(colour))
    _words(canvas, str(bar.number), left + room - 96, y + 44, 32, WHITE, 96, chart.language, right=True)


def _words(
    canvas: skia.Canvas,
    text: str,
    x: float,
    y: float,
    size: float,
    colour: Colour,
    wide: float,
    language: str,
    *,
    right: bool = False,
) -> None:
    """One line of text with its upper left corner at (x, y), smaller where it does not fit into `wide`; all in px."""
    if not text:
        return
    align = "right" if right else "left"
    style = Lettering(size_px=size, face=Face.BODY, colour=colour, align=align, language=language)
    draw_block(canvas, fit(text, style, wide, lines=1, smallest_px=15), x, y)


def stamp_letter(pixels: npt.NDArray[np.uint8], key: str) -> npt.NDArray[np.uint8]:
    """A picture, uint8 (H, W, 3), with an option's letter in its upper left corner."""
    high, wide = pixels.shape[:2]
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    whole = np.dstack([pixels, np.full((high, wide), 255, np.uint8)])
    image = skia.Image.fromarray(np.ascontiguousarray(whole), colorType=skia.kRGBA_8888_ColorType)
    canvas.drawImage(image, 0, 0)
    side = wide * 0.2
    colour = COLOURS[(ord(key[:1].lower() or "a") - ord("a")) % len(COLOURS)]
    canvas.drawRoundRect(
        skia.Rect.MakeXYWH(side * 0.2, side * 0.2, side, side), side * 0.22, side * 0.22, fill_paint(INK)
    )
    inner = skia.Rect.MakeXYWH(side * 0.26, side * 0.26, side * 0.88, side * 0.88)
    canvas.drawRoundRect(inner, side * 0.18, side * 0.18, fill_paint(colour))
    block = fit(key.upper(), Lettering(size_px=side * 0.62, face=Face.DISPLAY, colour=INK), side, lines=1)
    draw_block(canvas, block, side * 0.7 - block.width_px / 2, side * 0.7 - block.height_px / 2)
    return np.ascontiguousarray(pixels_of(surface)[..., :3])
