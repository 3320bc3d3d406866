"""The roll of names at the end, as one tall picture to be scrolled."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from renderer.colours import argb
from renderer.crew.cels import Picture
from renderer.lettering.caption import SAFE_SIDE
from renderer.lettering.fonts import Face
from renderer.lettering.text import Block, Lettering, clean, draw_block, fit, pixels_of
from renderer.wording import wording
from show.credits import Roll

MAX_NAMES = 60
"""Names of one section that are lettered; the rest are counted, so that a roll stays short."""

_GOLD = (255.0, 214.0, 92.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    block: Block
    x_px: float
    y_px: float


def credits_roll(
    roll: Roll, *, title: str, episode_title: str, number: int, label: str, width_px: int, language: str = "en"
) -> Picture:
    """The credits as a clear picture `width_px` wide, as tall as its names need, `label` last.

    Names are members' text: what can't be drawn is left out, what is too long is set smaller and shortened.
    """
    unit, words = width_px / 100, wording(language)
    room = width_px * (1 - 2 * SAFE_SIDE)
    placed: list[_Placed] = []
    y = 4 * unit

    def put(text: str, size: float, face: Face, colour: tuple[float, float, float], lines: int, gap: float) -> None:
        nonlocal y
        style = Lettering(size_px=size * unit, face=face, colour=colour, outline_px=size * unit * 0.09)
        block = fit(clean(text), style, room, lines=lines, smallest_px=size * unit * 0.5)
        placed.append(_Placed(block=block, x_px=(width_px - block.width_px) / 2, y_px=y))
        y += block.height_px + gap * unit

    put(title.upper(), 11, Face.DISPLAY, (255.0, 255.0, 255.0), 3, 1)
    subtitle = f"{words.episode.format(number)} · {episode_title}" if number else episode_title
    put(subtitle, 4.6, Face.CAPTION_ITALIC, (235.0, 235.0, 245.0), 2, 8)
    for section in roll.sections:
        put(section.heading.upper(), 3.6, Face.SIGN, _GOLD, 2, 1.2)
        for name in section.names[:MAX_NAMES]:
            put(name or "…", 5.6, Face.CAPTION, (255.0, 255.0, 255.0), 1, 0.2)
        if len(section.names) > MAX_NAMES:
            put(words.more.format(len(section.names) - MAX_NAMES), 4.4, Face.BODY, (220.0, 220.0, 235.0), 1, 0.2)
        y += 6 * unit
    put(label, 4.2, Face.CAPTION_ITALIC, (200.0, 205.0, 230.0), 2, 4)
    return _drawn(placed, width_px, round(y))


def _drawn(placed: list[_Placed], width_px: int, height_px: int) -> Picture:
    surface = skia.Surface(width_px, max(1, height_px))
    canvas = surface.getCanvas()
    canvas.clear(argb((0.0, 0.0, 0.0), 0.0))
    for item in placed:
        draw_block(canvas, item.block, item.x_px, item.y_px)
    return Picture(pixels=pixels_of(surface))
