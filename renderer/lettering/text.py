"""Shaping, measuring, breaking and fitting text, and putting it on a canvas in layers of outline and fill."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import skia

from renderer.colours import INK, WHITE, Colour, argb
from renderer.crew.cels import Picture, Pixels
from renderer.lettering.fonts import FALLBACK, Face, collection, has_glyph, unicode_rules
from renderer.phrases import is_unspaced

_ALIGN = {
    "left": skia.textlayout.TextAlign.kLeft,
    "centre": skia.textlayout.TextAlign.kCenter,
    "right": skia.textlayout.TextAlign.kRight,
}
_JOINERS = {"\u200c", "\u200d"}
_BIDI_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}
_MARKS_A_LETTER = 3
"""More than any language stacks; towers of marks would reach over the lines above."""
_DASHES = frozenset("-\u2010\u2013\u2014\u2015")
_EMOJI_SELECTORS = {"\ufe0e", "\ufe0f"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How a text looks. `outline_px` is the outline's width outside the letter; `line_height` in font sizes."""

    size_px: float
    face: Face = Face.CAPTION
    colour: Colour = WHITE
    outline_px: float = 0.0
    outline: Colour = INK
    align: str = "centre"
    line_height: float = 1.2
    spacing_px: float = 0.0
    language: str = ""
    """BCP 47; Chinese, Japanese and Korean share characters that each draws in its own way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A text broken into lines: `width_px` is the width it was laid out in, `ink_px` its longest line."""

    text: str
    lettering: Lettering
    width_px: float
    ink_px: float
    height_px: float
    lines: int


def clean(text: str) -> str:
    """The text without controls, direction overrides and characters that no typeface of the house can draw."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MARKS_A_LETTER:
            continue
        if character in "\n\t ":
            kept.append(" ")
        elif character in _JOINERS:
            kept.append(character)
        elif character in _BIDI_CONTROLS or character in _EMOJI_SELECTORS:
            continue
        elif unicodedata.category(character)[0] != "C" and has_glyph(character):
            kept.append(character)
    return " ".join("".join(kept).split())


def is_right_to_left(text: str) -> bool:
    """Whether the text's first strong character is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def fill_paint(colour: Colour, alpha: float = 1.0) -> skia.Paint:
    """A paint that fills letters."""
    return skia.Paint(AntiAlias=True, Color=argb(colour, alpha))


def stroke_paint(colour: Colour, width_px: float, alpha: float = 1.0) -> skia.Paint:
    """A paint that draws round-cornered outlines; half of `width_px` lies outside the letter."""
    return skia.Paint(
        AntiAlias=True,
        Color=argb(colour, alpha),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width_px,
        StrokeJoin=skia.Paint.kRound_Join,
        StrokeCap=skia.Paint.kRound_Cap,
    )


def shape(
    runs: Sequence[tuple[str, skia.Paint]], lettering: Lettering, width_px: float, *, right_to_left: bool = False
) -> skia.textlayout.Paragraph:
    """The runs as one laid-out paragraph. Equal texts break equally whatever their paints are."""
    layout = skia.textlayout
    style = layout.ParagraphStyle()
    style.setTextAlign(_ALIGN[lettering.align])
    families = [str(lettering.face), *FALLBACK]
    strut = layout.StrutStyle()
    strut.setStrutEnabled(True)
    strut.setForceStrutHeight(True)
    strut.setFontFamilies(families)
    strut.setFontSize(lettering.size_px)
    strut.setHeightOverride(True)
    strut.setHeight(lettering.line_height)
    strut.setHalfLeading(True)
    style.setStrutStyle(strut)
    builder = layout.ParagraphBuilder(style, collection(), unicode_rules())
    for number, (text, paint) in enumerate(runs):
        run = layout.TextStyle()
        run.setFontSize(lettering.size_px)
        run.setFontFamilies(families)
        run.setForegroundPaint(paint)
        run.setLetterSpacing(lettering.spacing_px)
        if lettering.language:
            run.setLocale(lettering.language)
        builder.pushStyle(run)
        # The paragraph's own direction is fixed; an embedding turns the whole text round.
        builder.addText(("\u202b" if right_to_left and number == 0 else "") + text)
        builder.pop()
    paragraph = builder.Build()
    paragraph.layout(max(1.0, width_px))
    return paragraph


def _lines(paragraph: skia.textlayout.Paragraph, lettering: Lettering) -> int:
    return max(1, round(float(paragraph.Height) / (lettering.size_px * lettering.line_height)))


def measure(text: str, lettering: Lettering) -> float:
    """The text's width on one line, in pixels."""
    paragraph = shape([(text, fill_paint(WHITE))], lettering, 1e6)
    return float(paragraph.LongestLine)


def lay_out(text: str, lettering: Lettering, width_px: float) -> Block:
    """The text broken at `width_px` into as few lines as possible, made as even as possible."""
    rtl = is_right_to_left(text)
    paint = [(text, fill_paint(WHITE))]
    widest = shape(paint, lettering, width_px, right_to_left=rtl)
    count = _lines(widest, lettering)
    best = width_px
    if count > 1:
        # Narrower than a word, it would be broken before its last letters.
        low, high = min(width_px, max(width_px / count * 0.8, _longest_word(text, lettering) + 1)), width_px
        for _ in range(7):
            middle = (low + high) / 2
            trial = shape(paint, lettering, middle, right_to_left=rtl)
            if _lines(trial, lettering) <= count and trial.LongestLine <= middle + 1:
                best = high = middle
            else:
                low = middle
    final = shape(paint, lettering, best, right_to_left=rtl)
    return Block(
        text=text,
        lettering=lettering,
        width_px=best,
        ink_px=float(final.LongestLine),
        height_px=float(final.Height),
        lines=count,
    )


def _longest_word(text: str, lettering: Lettering) -> float:
    """The width of the longest word that is not to be broken, in pixels: scripts without spaces have none, and after
    a hyphen or a dash a line may end."""
    spaced = "".join(" " if is_unspaced(one) else f"{one} " if one in _DASHES else one for one in text)
    return max((measure(one, lettering) for one in spaced.split()), default=0.0)


def _sized(lettering: Lettering, size_px: float) -> Lettering:
    """The lettering at another size, its outline and spacing in proportion."""
    share = size_px / lettering.size_px
    return replace(
        lettering,
        size_px=size_px,
        outline_px=lettering.outline_px * share,
        spacing_px=lettering.spacing_px * share,
    )


def fit(
    text: str,
    lettering: Lettering,
    width_px: float,
    *,
    height_px: float = 1e9,
    lines: int = 99,
    smallest_px: float = 8.0,
) -> Block:
    """The text at `lettering`'s size or smaller so that it fits; shortened with an ellipsis when even
    `smallest_px` is too big. The result never exceeds width, height or lines. A word is broken only if it is too long
    for a line at `smallest_px`."""

    def fits(block: Block) -> bool:
        return block.lines <= lines and block.height_px <= height_px and block.ink_px <= width_px + 0.5

    size, share = lettering.size_px, (width_px - 1.0) / max(1.0, _longest_word(text, lettering))
    if size * share >= smallest_px:
        size *= min(1.0, share)
    while True:
        sized = _sized(lettering, size)
        # Balancing never takes a line away: what is too many lines to begin with need not be balanced.
        unbroken = shape([(text, fill_paint(WHITE))], sized, width_px, right_to_left=is_right_to_left(text))
        if _lines(unbroken, sized) <= lines and fits(block := lay_out(text, sized, width_px)):
            return block
        if size <= smallest_px:
            break
        size = max(smallest_px, size * 0.92)
    smallest = _sized(lettering, min(size, smallest_px))
    low, high = 0, len(text)
    block = lay_out("…", smallest, width_px)
    while low < high:
        middle = (low + high + 1) // 2
        trial = lay_out(text[:middle].rstrip(" ,.;:") + "…", smallest, width_px)
        if fits(trial):
            low, block = middle, trial
        else:
            high = middle - 1
    return block


def draw_block(canvas: skia.Canvas, block: Block, x_px: float, y_px: float, paint: skia.Paint | None = None) -> None:
    """The block with its upper left corner at (x, y): outline first, then the fill (or `paint`)."""
    style = block.lettering
    rtl = is_right_to_left(block.text)
    if style.outline_px > 0:
        edge = stroke_paint(style.outline, style.outline_px * 2)
        shape([(block.text, edge)], style, block.width_px, right_to_left=rtl).paint(canvas, x_px, y_px)
    inside = paint if paint is not None else fill_paint(style.colour)
    shape([(block.text, inside)], style, block.width_px, right_to_left=rtl).paint(canvas, x_px, y_px)


def pixels_of(surface: skia.Surface) -> Pixels:
    """The surface's pixels as uint8 (H, W, 4), RGBA, premultiplied, in an array of its own."""
    info = skia.ImageInfo.Make(surface.width(), surface.height(), skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    out = np.zeros((surface.height(), surface.width(), 4), dtype=np.uint8)
    if not surface.readPixels(info, out, out.strides[0], 0, 0):
        raise RuntimeError("The canvas did not give its pixels back.")
    return out


def cropped(pixels: Pixels, left_px: int = 0, top_px: int = 0) -> Picture:
    """The pixels cut to what is not clear, placed where they were; one clear pixel when nothing is drawn."""
    rows = np.flatnonzero(pixels[..., 3].any(axis=1))
    columns = np.flatnonzero(pixels[..., 3].any(axis=0))
    if not len(rows):
        return Picture(pixels=np.zeros((1, 1, 4), np.uint8), x_px=left_px, y_px=top_px)
    cut = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    return Picture(pixels=cut, x_px=left_px + int(columns[0]), y_px=top_px + int(rows[0]))
