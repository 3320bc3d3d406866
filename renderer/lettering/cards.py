"""Full-frame cards: title, “previously on”, cliffhanger, and the lower plates of a chapter."""

from __future__ import annotations

import random
from dataclasses import replace

import skia

from renderer.colours import INK, WHITE, Colour, argb, from_hex, mix, scale, turn
from renderer.crew.cels import Picture
from renderer.lettering.caption import SAFE_SIDE, speaker_tint
from renderer.lettering.fonts import Face
from renderer.lettering.text import Block, Lettering, clean, draw_block, fill_paint, fit, pixels_of, shape, stroke_paint
from renderer.stage.sprites.entrances import LETTERING
from renderer.wording import wording

_SLANT = -0.16
"""How far display lettering leans; the angle of manga title logos."""


@LETTERING.register_as_it_is("title")
def title_card(
    series_title: str,
    episode_title: str,
    number: int,
    *,
    width_px: int,
    height_px: int,
    colour: str = "#ff4f79",
    middle: float = 0.5,
    language: str = "en",
) -> Picture:
    """The title over whatever is behind it: a clear frame with a dark band, the series' name and the episode's,
    centred at `middle` (a share of the frame's height). What is no episode, number 0, has its title on the tag."""
    surface, canvas = _frame(width_px, height_px)
    accent = speaker_tint(from_hex(colour))
    unit = width_px / 100
    _veil(canvas, width_px, height_px, middle - 0.2, middle + 0.24, 0.72)
    room = width_px * (1 - 2 * SAFE_SIDE)
    title = fit(
        clean(series_title).upper() or "UNTITLED",
        Lettering(size_px=19 * unit, face=Face.DISPLAY, outline_px=1.1 * unit, line_height=1.08),
        room,
        lines=4,
        height_px=height_px * 0.29,
        smallest_px=5 * unit,
    )
    top = height_px * middle - title.height_px / 2
    _slanted(canvas, width_px, top + title.height_px / 2)
    _extruded(canvas, title, (width_px - title.width_px) / 2, top, accent, unit)
    canvas.restore()
    tagged = wording(language).episode.format(number) if number else clean(episode_title)
    tag = fit(tagged.upper(), _small(unit, 4.6, Face.SIGN), room, lines=1)
    _label(canvas, tag, width_px / 2, top - tag.height_px - 3.2 * unit, accent, unit)
    if number and clean(episode_title):
        name = fit(clean(episode_title), _small(unit, 6.2, Face.CAPTION_ITALIC), room, lines=2, smallest_px=3 * unit)
        draw_block(canvas, name, (width_px - name.width_px) / 2, top + title.height_px + 4 * unit)
    return Picture(pixels=pixels_of(surface))


@LETTERING.register_as_it_is("recap")
def recap_card(text: str, *, width_px: int, height_px: int, heading: str = "Previously on") -> Picture:
    """What happened before, on letterbox bars: for the first seconds of an episode."""
    surface, canvas = _frame(width_px, height_px)
    unit = width_px / 100
    bar = height_px * 0.11
    for top in (0.0, height_px - bar):
        canvas.drawRect(skia.Rect.MakeXYWH(0, top, width_px, bar), fill_paint(INK))
    _veil(canvas, width_px, height_px, 0.55, 0.92, 0.8)
    room = width_px * (1 - 2 * SAFE_SIDE)
    head = fit(clean(heading).upper(), _small(unit, 4.4, Face.SIGN), room, lines=1)
    body = fit(
        clean(text),
        _small(unit, 5.2, Face.CAPTION_ITALIC),
        room,
        lines=5,
        height_px=height_px * 0.2,
        smallest_px=2.4 * unit,
    )
    top = height_px * 0.79 - body.height_px
    _label(canvas, head, width_px / 2, top - head.height_px - 3 * unit, (255.0, 214.0, 92.0), unit)
    draw_block(canvas, body, (width_px - body.width_px) / 2, top)
    return Picture(pixels=pixels_of(surface))


@LETTERING.register_as_it_is("cliffhanger")
def cliffhanger_card(
    question: str, *, width_px: int, height_px: int, heading: str = "To be continued", colour: str = "#ff4f79"
) -> Picture:
    """The end of an episode: the heading on an inked stroke, and the question that the next ballot asks."""
    surface, canvas = _frame(width_px, height_px)
    unit = width_px / 100
    accent = speaker_tint(from_hex(colour))
    _veil(canvas, width_px, height_px, 0.28, 0.95, 0.9)
    room = width_px * (1 - 2 * SAFE_SIDE)
    head = fit(clean(heading), _small(unit, 12.5, Face.BRUSH), room, lines=2, smallest_px=5 * unit)
    top = height_px * 0.45 - head.height_px / 2
    _slanted(canvas, width_px, height_px * 0.45)
    _stroke_of_ink(canvas, width_px, height_px * 0.45, head.height_px * 0.72, accent)
    draw_block(canvas, head, (width_px - head.width_px) / 2, top)
    canvas.restore()
    asked = fit(
        clean(question),
        _small(unit, 6.4, Face.CAPTION),
        room,
        lines=4,
        height_px=height_px * 0.2,
        smallest_px=2.6 * unit,
    )
    draw_block(canvas, asked, (width_px - asked.width_px) / 2, height_px * 0.45 + head.height_px * 0.5 + 9 * unit)
    return Picture(pixels=pixels_of(surface))


@LETTERING.register_as_it_is("chapter")
def chapter_plate(text: str, *, width_px: int, height_px: int, detail: str = "") -> Picture:
    """Where and when, lettered on a slanted plate at the lower left, above the captions; only the plate's pixels."""
    unit = width_px / 100
    room = width_px * (1 - 2 * SAFE_SIDE)
    detail = clean(detail)
    main = fit(
        clean(text) or "…", _small(unit, 5.0, Face.CAPTION, align="left"), room * 0.9, lines=2, smallest_px=2.2 * unit
    )
    sub = fit(detail, _small(unit, 3.4, Face.BODY, align="left"), room * 0.9, lines=1, smallest_px=1.8 * unit)
    inner = max(main.ink_px, sub.ink_px if detail else 0)
    pad = 2.4 * unit
    tall = main.height_px + (sub.height_px if detail else 0) + pad * 1.2
    surface = skia.Surface(round(inner + 4 * pad), round(tall + pad))
    canvas = surface.getCanvas()
    lean = tall * 0.22
    path = skia.Path()
    path.addPoly(
        [
            skia.Point(0, tall),
            skia.Point(lean, 0),
            skia.Point(inner + 3.4 * pad, 0),
            skia.Point(inner + 3.4 * pad - lean, tall),
        ],
        True,
    )
    canvas.drawPath(path, fill_paint(INK, 0.78))
    canvas.drawRect(skia.Rect.MakeXYWH(0, tall, inner + 3.4 * pad - lean, 0.6 * unit), fill_paint((255, 214, 92)))
    draw_block(canvas, main, 1.6 * pad, pad * 0.5)
    if detail:
        draw_block(canvas, sub, 1.6 * pad, pad * 0.5 + main.height_px)
    return Picture(pixels=pixels_of(surface), x_px=round(width_px * 0.06), y_px=round(height_px * 0.60 - tall))


def _small(unit: float, size: float, face: Face, align: str = "centre") -> Lettering:
    return Lettering(size_px=size * unit, face=face, outline_px=size * unit * 0.1, align=align)


def _frame(width_px: int, height_px: int) -> tuple[skia.Surface, skia.Canvas]:
    surface = skia.Surface(width_px, height_px)
    return surface, surface.getCanvas()


def _veil(canvas: skia.Canvas, width: int, height: int, top: float, bottom: float, alpha: float) -> None:
    """A soft dark band so that lettering stands off any picture."""
    middle = (top + bottom) / 2
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, height)],
        [argb(INK, 0), argb(INK, 0), argb(INK, alpha), argb(INK, 0 if bottom < 0.9 else alpha * 0.8)],
        [0, max(0.0, top - 0.12), middle, 1.0 if bottom > 0.9 else min(1.0, bottom + 0.12)],
    )
    canvas.drawRect(skia.Rect.MakeWH(width, height), skia.Paint(Shader=shader))


def _slanted(canvas: skia.Canvas, width: int, middle: float) -> None:
    """Leans and lifts what is drawn until the canvas is restored."""
    canvas.save()
    canvas.translate(width / 2, middle)
    canvas.rotate(-4)
    canvas.skew(_SLANT, 0)
    canvas.translate(-width / 2, -middle)


def _extruded(canvas: skia.Canvas, block: Block, x: float, y: float, accent: Colour, unit: float) -> None:
    """Logo lettering: a solid block behind, a light outline, and a gradient inside."""
    deep = mix(scale(accent, 0.35), INK, 0.35)
    style = block.lettering
    for step in range(9, 0, -1):
        edge = stroke_paint(deep, style.outline_px * 2)
        shape([(block.text, edge)], style, block.width_px).paint(canvas, x + step * unit * 0.13, y + step * unit * 0.2)
    inside = skia.Paint(
        AntiAlias=True,
        Shader=skia.GradientShader.MakeLinear(
            [skia.Point(0, y), skia.Point(0, y + block.height_px / block.lines)],
            [argb(WHITE), argb(mix(WHITE, accent, 0.25)), argb(accent), argb(turn(accent, 0.04, 1.1, 0.85))],
            [0.0, 0.48, 0.56, 1.0],
            skia.TileMode.kRepeat,
        ),
    )
    draw_block(canvas, block, x, y, inside)


def _label(canvas: skia.Canvas, block: Block, middle: float, y: float, colour: Colour, unit: float) -> None:
    """A short text in ink on a slanted coloured label."""
    half = block.ink_px / 2 + 2.6 * unit
    lean = block.height_px * 0.2
    path = skia.Path()
    path.addPoly(
        [
            skia.Point(middle - half, y + block.height_px),
            skia.Point(middle - half + lean, y),
            skia.Point(middle + half, y),
            skia.Point(middle + half - lean, y + block.height_px),
        ],
        True,
    )
    canvas.drawPath(path, fill_paint(colour))
    plain = replace(block, lettering=replace(block.lettering, colour=INK, outline_px=0.0))
    draw_block(canvas, plain, middle - block.width_px / 2, y)


def _stroke_of_ink(canvas: skia.Canvas, width: int, middle: float, tall: float, colour: Colour) -> None:
    """A broad brush stroke across the frame: full at its start, dry and ragged at its end."""
    rng = random.Random(11)
    body, light = mix(scale(colour, 0.5), INK, 0.25), mix(scale(colour, 0.8), INK, 0.1)
    hairs = 64
    for hair in range(hairs):
        share = hair / (hairs - 1)
        edge = 1 - abs(share * 2 - 1)
        y = middle + tall * (share - 0.5)
        start = width * (-0.06 - 0.05 * rng.random())
        end = width * (0.80 + 0.26 * edge * rng.random() + 0.10 * rng.random())
        bow = -tall * 0.10
        path = skia.Path()
        path.moveTo(start, y)
        path.quadTo(width * 0.45, y + bow, end, y + rng.uniform(-0.02, 0.02) * tall)
        pen = stroke_paint(mix(body, light, rng.random() * 0.5), tall / hairs * rng.uniform(1.6, 2.6), 0.93)
        pen.setStrokeCap(skia.Paint.kButt_Cap)
        canvas.drawPath(path, pen)
    for _ in range(26):
        x, y = width * rng.uniform(0.05, 0.98), middle + tall * rng.choice((-1, 1)) * rng.uniform(0.5, 0.72)
        canvas.drawCircle(x, y, tall * rng.uniform(0.006, 0.028), fill_paint(body, 0.9))
