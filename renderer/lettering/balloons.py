"""Speech balloons: outlines by delivery, tails, and text that always fits inside."""

from __future__ import annotations

import math
import random

import skia

from renderer.colours import INK, WHITE, argb
from renderer.lettering.fonts import Face
from renderer.lettering.text import Block, Lettering, clean, draw_block, fill_paint, fit, stroke_paint
from show.script import Delivery

_INNER = 0.70
"""Share of an ellipse's width and height that a rectangle inside it may have (1/√2)."""


def draw_balloon(
    canvas: skia.Canvas,
    text: str,
    *,
    box: tuple[float, float, float, float],
    tail: tuple[float, float] | None,
    speaker: str = "",
    delivery: Delivery = Delivery.SPOKEN,
    size_px: float = 30.0,
    seed: int = 0,
) -> tuple[float, float, float, float]:
    """A balloon centred in `box` (left, top, right, bottom), never larger, its tail pointing at `tail` if any.

    The balloon shrinks to its text; text that does not fit is set smaller, then shortened. Returns the
    balloon's own left, top, right, bottom.
    """
    left, top, right, bottom = box
    block = _fitted(text, right - left, bottom - top, delivery, size_px)
    half_wide, half_high = _halves(block, right - left, bottom - top, size_px)
    x, y = (left + right) / 2, (top + bottom) / 2
    outline = _outline(x, y, half_wide, half_high, delivery, seed)
    if delivery is Delivery.THOUGHT and tail is not None:
        _bubbles(canvas, (x, y), half_wide, half_high, tail, size_px)
    elif tail is not None:
        outline = _with_tail(outline, (x, y), half_wide, half_high, tail, size_px)
    _ink(canvas, outline, delivery, size_px)
    draw_block(canvas, block, x - block.width_px / 2, y - block.height_px / 2)
    name = clean(speaker)
    if name:
        _name(canvas, name, x, y - half_high, half_wide * 1.7, size_px)
    return (x - half_wide, y - half_high, x + half_wide, y + half_high)


def balloon_size(
    text: str, wide: float, high: float, *, delivery: Delivery = Delivery.SPOKEN, size_px: float = 30.0
) -> tuple[float, float, float]:
    """Width and height of the balloon that the text gets in a room of `wide` × `high` pixels, and the size of
    its letters."""
    block = _fitted(text, wide, high, delivery, size_px)
    half_wide, half_high = _halves(block, wide, high, size_px)
    return half_wide * 2, half_high * 2, block.lettering.size_px


def draw_narration(canvas: skia.Canvas, text: str, *, box: tuple[float, float, float, float], size_px: float) -> None:
    """A narrator's words in a ruled box that fills `box`; set smaller, then shortened, when they don't fit."""
    left, top, right, bottom = box
    pad = size_px * 0.5
    block = narration_block(text, right - left, bottom - top, size_px)
    canvas.drawRect(skia.Rect.MakeLTRB(*box), fill_paint(WHITE))
    canvas.drawRect(skia.Rect.MakeLTRB(*box), stroke_paint(INK, size_px * 0.1))
    draw_block(canvas, block, left + pad, (top + bottom) / 2 - block.height_px / 2)


def narration_block(text: str, wide: float, high: float, size_px: float) -> Block:
    """The words of a narrator's box of at most `wide` × `high` pixels."""
    style = Lettering(size_px=size_px * 0.94, face=Face.BALLOON, colour=INK, align="left", line_height=1.16)
    return fit(clean(text) or "…", style, wide - size_px, height_px=high - size_px * 0.5, smallest_px=size_px * 0.5)


def _halves(block: Block, wide: float, high: float, size_px: float) -> tuple[float, float]:
    """Half the width and height of the balloon around a text in a room of `wide` × `high` pixels."""
    half_wide = min(wide / 2, block.ink_px / 2 / _INNER + size_px * 0.45)
    half_high = min(high / 2, block.height_px / 2 / _INNER + size_px * 0.30)
    return (max(half_wide, half_high * 0.9) if half_high * 0.9 <= wide / 2 else half_wide), half_high


def _fitted(text: str, wide: float, high: float, delivery: Delivery, size_px: float) -> Block:
    shout = delivery is Delivery.SHOUT
    words = clean(text).replace("...", "…") or "…"
    style = Lettering(
        size_px=size_px * (1.12 if shout else 0.92 if delivery is Delivery.WHISPER else 1.0),
        face=Face.SHOUT if shout else Face.BALLOON,
        colour=INK,
        line_height=1.08 if shout else 1.14,
    )
    room = (wide * _INNER - size_px * 0.4, high * _INNER - size_px * 0.3)
    return fit(words.upper() if shout else words, style, room[0], height_px=room[1], smallest_px=size_px * 0.5)


def _outline(x: float, y: float, wide: float, high: float, delivery: Delivery, seed: int) -> skia.Path:
    path = skia.Path()
    if delivery is Delivery.SHOUT:
        rng = random.Random(seed)
        spikes = 22
        points = []
        for number in range(spikes * 2):
            angle = math.tau * number / (spikes * 2)
            reach = 1.0 if number % 2 else rng.uniform(1.10, 1.26)
            points.append(skia.Point(x + wide * reach * math.cos(angle), y + high * reach * math.sin(angle)))
        path.addPoly(points, True)
    elif delivery is Delivery.THOUGHT:
        lobes = 11
        for number in range(lobes):
            angle = math.tau * number / lobes
            path.addOval(
                skia.Rect.MakeXYWH(
                    x + wide * 0.78 * math.cos(angle) - wide * 0.34,
                    y + high * 0.74 * math.sin(angle) - high * 0.38,
                    wide * 0.68,
                    high * 0.76,
                )
            )
        path.addOval(skia.Rect.MakeLTRB(x - wide * 0.85, y - high * 0.85, x + wide * 0.85, y + high * 0.85))
        path = skia.Simplify(path) or path
    else:
        # Between an ellipse and a box: more room for words, still a balloon.
        points = []
        for number in range(72):
            angle = math.tau * number / 72
            cos, sin = math.cos(angle), math.sin(angle)
            squared = (abs(cos) ** 2.6 + abs(sin) ** 2.6) ** (1 / 2.6)
            points.append(skia.Point(x + wide * cos / squared, y + high * sin / squared))
        path.addPoly(points, True)
    return path


def tail_tip(
    balloon: tuple[float, float, float, float], tail: tuple[float, float], size_px: float
) -> tuple[float, float]:
    """Where the tail of a balloon with lettering of `size_px` ends on its way to `tail`: short of it, and never
    so far out that the tail turns into a thread."""
    x, y = (balloon[0] + balloon[2]) / 2, (balloon[1] + balloon[3]) / 2
    wide, high = (balloon[2] - balloon[0]) / 2, (balloon[3] - balloon[1]) / 2
    dx, dy = tail[0] - x, tail[1] - y
    far = max(1e-6, math.hypot(dx / wide, dy / high))
    length = max(1.0, math.hypot(dx, dy))
    share = min(max(0.0, 1.0 - size_px * 0.7 / length), (1.0 + 2.2 * size_px / max(1.0, min(wide, high))) / far)
    return x + dx * share, y + dy * share


def _with_tail(
    path: skia.Path, middle: tuple[float, float], wide: float, high: float, tail: tuple[float, float], size: float
) -> skia.Path:
    dx, dy = tail[0] - middle[0], tail[1] - middle[1]
    far = math.hypot(dx / wide, dy / high)
    if far < 1.05:
        return path
    angle = math.atan2(dy / high, dx / wide)
    spread = min(0.32, size * 0.55 / max(wide, high))
    tip = tail_tip((middle[0] - wide, middle[1] - high, middle[0] + wide, middle[1] + high), tail, size)
    share = math.hypot(tip[0] - middle[0], tip[1] - middle[1]) / max(1.0, math.hypot(dx, dy))
    wedge = skia.Path()
    for number, part in enumerate((-spread, 0.0, spread)):
        if number == 1:
            wedge.quadTo(
                middle[0] + dx * share * 0.8 + dy * 0.04,
                middle[1] + dy * share * 0.8 - dx * 0.04,
                middle[0] + dx * share,
                middle[1] + dy * share,
            )
            continue
        spot = (middle[0] + wide * 0.86 * math.cos(angle + part), middle[1] + high * 0.86 * math.sin(angle + part))
        if number == 0:
            wedge.moveTo(*spot)
        else:
            wedge.quadTo(middle[0] + dx * share * 0.85, middle[1] + dy * share * 0.85, *spot)
    wedge.close()
    return skia.Op(path, wedge, skia.PathOp.kUnion_PathOp) or path


def _ink(canvas: skia.Canvas, path: skia.Path, delivery: Delivery, size: float) -> None:
    canvas.drawPath(path, fill_paint(WHITE))
    pen = stroke_paint(INK, size * (0.16 if delivery is Delivery.SHOUT else 0.11))
    if delivery is Delivery.WHISPER:
        pen.setPathEffect(skia.DashPathEffect.Make([size * 0.36, size * 0.26], 0.0))
    canvas.drawPath(path, pen)


def _bubbles(
    canvas: skia.Canvas, middle: tuple[float, float], wide: float, high: float, tail: tuple[float, float], size: float
) -> None:
    dx, dy = tail[0] - middle[0], tail[1] - middle[1]
    far = max(1.0, math.hypot(dx, dy))
    start = 1.0 / max(0.3, math.hypot(dx / far / wide, dy / far / high)) / far
    for number, radius in enumerate((0.34, 0.24, 0.15)):
        share = start * 1.12 + (0.62 * size / far) * (number + 0.3)
        x, y = middle[0] + dx * share, middle[1] + dy * share
        canvas.drawCircle(x, y, size * radius, fill_paint(WHITE))
        canvas.drawCircle(x, y, size * radius, stroke_paint(INK, size * 0.09))


def _name(canvas: skia.Canvas, name: str, x: float, y: float, wide: float, size: float) -> None:
    """The speaker's name on a small label over the balloon's upper edge."""
    style = Lettering(size_px=size * 0.56, face=Face.CAPTION, colour=WHITE)
    block = fit(name, style, wide, lines=1, smallest_px=size * 0.34)
    half = block.ink_px / 2 + size * 0.28
    path = skia.Path()
    top, foot = y - block.height_px * 0.62, y + block.height_px * 0.42
    path.addPoly(
        [
            skia.Point(x - half, foot),
            skia.Point(x - half + size * 0.14, top),
            skia.Point(x + half, top),
            skia.Point(x + half - size * 0.14, foot),
        ],
        True,
    )
    canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(INK)))
    draw_block(canvas, block, x - block.width_px / 2, (top + foot) / 2 - block.height_px / 2)
