"""Caption pages as pictures: the page with all its words, and each word lit as it is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia

from renderer.colours import INK, WHITE, Colour, from_hex, luma, mix, scale, turn
from renderer.crew.cels import Picture, Pixels
from renderer.lettering.fonts import Face
from renderer.lettering.text import (
    Block,
    Lettering,
    clean,
    cropped,
    fill_paint,
    fit,
    is_right_to_left,
    is_unspaced,
    pixels_of,
    shape,
    stroke_paint,
)
from show.script import Delivery

SAFE_TOP = 0.12
SAFE_BOTTOM = 0.20
SAFE_SIDE = 0.12
"""Shares of the frame that the platforms cover with their own buttons and texts; both sides are kept clear
by the same share so that captions stay centred."""

_BASELINE_Y = 0.715
"""Centre of a caption page, as a share of the frame's height: the lower middle third."""

_WORD_JOINER = "\u2060"
_LONGEST_WHOLE_WORD = 8
"""Characters of a word of an unspaced script that is not broken over two lines."""

_SIZE = {Delivery.SPOKEN: 0.064, Delivery.WHISPER: 0.054, Delivery.SHOUT: 0.079, Delivery.THOUGHT: 0.059}
"""Type size as a share of the frame's width."""

_FACE = {
    Delivery.SPOKEN: Face.CAPTION,
    Delivery.WHISPER: Face.CAPTION_ITALIC,
    Delivery.SHOUT: Face.SHOUT,
    Delivery.THOUGHT: Face.CAPTION_ITALIC,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionSprites:
    """One caption page, placed in a frame. `words` has one overlay a word of the input, in its order; a word
    with nothing to draw has an overlay of one clear pixel. Positions are pixels of the frame."""

    page: Picture
    words: tuple[Picture, ...]


def caption_sprites(
    words: Sequence[str],
    *,
    width_px: int,
    height_px: int | None = None,
    colour: str,
    delivery: Delivery = Delivery.SPOKEN,
    language: str = "en",
) -> CaptionSprites:
    """The words as a page of at most two balanced lines in the lower middle third of a frame.

    `colour` (#rrggbb) is the speaker's; `height_px` is 16/9 of the width when it is left out. The page never
    leaves the safe area: what is too long is set smaller. Equal inputs give equal pixels.
    """
    frame_height = height_px if height_px is not None else round(width_px * 16 / 9)
    shown = [_shown(word, delivery) for word in words]
    runs = _runs(shown)
    style = _lettering(width_px, delivery, language)
    # The outline is ink too: it may not reach into what the platforms cover.
    room = width_px * (1 - 2 * SAFE_SIDE) - 3 * style.outline_px
    block = fit("".join(runs), style, room, lines=2, smallest_px=width_px * 0.02)
    if len(block.text) != len("".join(runs)):
        runs = [block.text]
    tint = speaker_tint(from_hex(colour))
    margin = round(style.outline_px * 4)
    left = round((width_px - block.width_px) / 2) - margin
    top = round(frame_height * _BASELINE_Y - block.height_px / 2) - margin
    size = (round(block.width_px) + 2 * margin, round(block.height_px) + 2 * margin)
    unlit = mix(WHITE, tint, 0.12) if delivery is not Delivery.WHISPER else mix(WHITE, tint, 0.3)
    page = _paint(block, runs, None, size, margin, unlit)
    lit: list[Picture] = []
    for number in range(len(words)):
        if number < len(runs) and runs[number].strip():
            lit.append(cropped(_paint(block, runs, number, size, margin, tint), left, top))
        else:
            lit.append(Picture(pixels=np.zeros((1, 1, 4), np.uint8), x_px=left, y_px=top))
    return CaptionSprites(page=Picture(pixels=page, x_px=left, y_px=top), words=tuple(lit))


def speaker_tint(colour: Colour) -> Colour:
    """A colour near the speaker's that can be read on dark outlines and told from white."""
    if max(colour) - min(colour) < 40:
        return (255.0, 222.0, 89.0)
    tint = turn(colour, saturation=0.9, value=10.0)
    return mix(tint, WHITE, 0.35) if luma(tint) < 140 else tint


def _shown(word: str, delivery: Delivery) -> str:
    text = clean(word)
    return text.upper() if delivery is Delivery.SHOUT else text


def _runs(words: Sequence[str]) -> list[str]:
    """One run a word, each with the space that follows it; words of unspaced scripts are kept whole."""
    runs = [_kept_whole(word) for word in words] if len(words) > 1 else list(words)
    for number in range(len(runs) - 1):
        after = next((word for word in words[number + 1 :] if word), "")
        if runs[number] and after and not (is_unspaced(runs[number][-1]) and is_unspaced(after[0])):
            runs[number] += " "
    return runs


def _kept_whole(word: str) -> str:
    if not word or not is_unspaced(word[0]) or len(word) > _LONGEST_WHOLE_WORD:
        return word
    return _WORD_JOINER.join(word)


def _lettering(width_px: int, delivery: Delivery, language: str) -> Lettering:
    size = width_px * _SIZE[delivery]
    if language.split("-")[0] in {"ja", "zh", "ko"}:
        # Ideographs fill their square: at the same nominal size they look bigger than Latin letters.
        size *= 0.92
    return Lettering(
        size_px=size,
        face=_FACE[delivery],
        outline_px=max(2.0, size * (0.11 if delivery is Delivery.SHOUT else 0.095)),
        line_height=1.16,
    )


def _paint(
    block: Block, runs: Sequence[str], lit: int | None, size: tuple[int, int], margin: int, colour: Colour
) -> Pixels:
    """The page (`lit` None) or one word of it with a glow, on a clear ground."""
    surface = skia.Surface(*size)
    canvas = surface.getCanvas()
    style = block.lettering
    clear = fill_paint(WHITE, 0.0)
    rtl = is_right_to_left(block.text)

    def put(paint: skia.Paint, down_px: float = 0.0) -> None:
        parts = [(run, paint if lit is None or number == lit else clear) for number, run in enumerate(runs)]
        shape(parts, style, block.width_px, right_to_left=rtl).paint(canvas, margin, margin + down_px)

    edge = INK if lit is None else mix(INK, scale(colour, 0.35), 0.5)
    shadow = stroke_paint(INK, style.outline_px * 2.2, 0.55)
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, style.outline_px * 0.7))
    if lit is None:
        put(shadow, style.outline_px * 0.7)
    else:
        glow = stroke_paint(colour, style.outline_px * 2.6, 0.55)
        glow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, style.outline_px * 0.9))
        put(glow)
    put(stroke_paint(edge, style.outline_px * 2))
    put(fill_paint(colour))
    return pixels_of(surface)
