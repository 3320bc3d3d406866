"""Caption pages as pictures: the page with all its words, and each word lit as it is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia

from renderer.captions import USUAL_Y
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
    pixels_of,
    shape,
    stroke_paint,
)
from renderer.phrases import is_unspaced
from show.script import Delivery, Emotion

SAFE_TOP = 0.12
SAFE_BOTTOM = 0.20
SAFE_SIDE = 0.12
"""Shares of the frame that the platforms cover with their own buttons and texts; both sides are kept clear
by the same share so that captions stay centred."""

_WORD_JOINER = "\u2060"
_LONGEST_WHOLE_WORD = 8
"""Characters of a word of an unspaced script that is not broken over two lines."""

_SIZE = {Delivery.SPOKEN: 0.064, Delivery.WHISPER: 0.054, Delivery.SHOUT: 0.079, Delivery.THOUGHT: 0.059}
"""Type size as a share of the frame's width."""

_SWELL = {
    Emotion.RAGE: 1.16,
    Emotion.SHOCK: 1.12,
    Emotion.JOY: 1.05,
    Emotion.RESOLVE: 1.05,
    Emotion.SORROW: 0.94,
    Emotion.TENDER: 0.95,
    Emotion.LOVE: 0.97,
    Emotion.EMBARRASSED: 0.93,
    Emotion.DREAD: 0.96,
    Emotion.EXHAUSTED: 0.9,
}
"""How an emotion at full strength swells or shrinks the type."""
_TREMBLES = {Emotion.FEAR: 1.0, Emotion.DREAD: 0.6, Emotion.SHOCK: 0.4, Emotion.RAGE: 0.35, Emotion.SORROW: 0.3}
_READABLE_CONTRAST = 7.0
"""Contrast of letters on their outline: WCAG 2.2, success criterion 1.4.6."""

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
    emotion: Emotion = Emotion.NEUTRAL,
    strength: float = 0.0,
) -> CaptionSprites:
    """The words as a page of at most two balanced lines in the lower middle third of a frame.

    `colour` (#rrggbb) is the speaker's; `height_px` is 16/9 of the width when it is left out. The page never
    leaves the safe area: what is too long is set smaller. Rage and shock swell the type, sorrow and exhaustion
    shrink it, as far as `strength` (0–1) goes (`tremble` is the stage's). Equal inputs, equal pixels.
    """
    frame_height = height_px if height_px is not None else round(width_px * 16 / 9)
    runs = _runs([_shown(word, delivery) for word in words])
    style = _lettering(width_px, delivery, language, _SWELL.get(emotion, 1.0) ** min(max(strength, 0.0), 1.0))
    # The outline is ink too: it may not reach into what the platforms cover.
    room = width_px * (1 - 2 * SAFE_SIDE) - 4 * style.outline_px
    block = fit("".join(runs), style, room, lines=2, smallest_px=width_px * 0.02)
    if len(block.text) != len("".join(runs)):
        runs = [block.text]
    tint = speaker_tint(from_hex(colour))
    margin = round(style.outline_px * 4)
    left = round((width_px - block.width_px) / 2) - margin
    top = round(frame_height * USUAL_Y - block.height_px / 2) - margin
    size = (round(block.width_px) + 2 * margin, round(block.height_px) + 2 * margin)
    unlit = mix(WHITE, tint, 0.3 if delivery is Delivery.WHISPER else 0.12)
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
    while contrast(tint, INK) < _READABLE_CONTRAST:
        tint = mix(tint, WHITE, 0.1)
    return tint


def contrast(first: Colour, second: Colour) -> float:
    """How far apart two colours are in brightness, 1–21, by WCAG 2.2."""

    def brightness(colour: Colour) -> float:
        linear = [c / 3294.6 if c <= 10.31 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return luma((linear[0], linear[1], linear[2]))

    bright, dark = sorted((brightness(first), brightness(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def tremble(emotion: Emotion, strength: float, delivery: Delivery) -> float:
    """How much a page of captions shakes, 0–1: with fear most, not in a whisper's stillness."""
    share = _TREMBLES.get(emotion, 0.0) * max(0.0, min(1.0, strength) - 0.3) / 0.7
    return round(share * (0.6 if delivery is Delivery.WHISPER else 1.0), 3)


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


def _lettering(width_px: int, delivery: Delivery, language: str, swell: float) -> Lettering:
    size = width_px * _SIZE[delivery] * swell
    if language.split("-")[0] in {"ja", "zh", "ko"}:
        # Ideographs fill their square: at the same nominal size they look bigger than Latin letters.
        size *= 0.92
    return Lettering(
        size_px=size,
        face=_FACE[delivery],
        outline_px=max(2.0, size * (0.11 if delivery is Delivery.SHOUT else 0.095)),
        line_height=1.16,
        language=language,
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
