"""The character sheet: one picture that introduces a member of the cast, for the cast's channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skia
from PIL import Image

from renderer.colours import INK, WHITE, Colour, argb, from_hex, luma, mix, scale
from renderer.crew.cels import Pixels, Puppet
from renderer.crew.house.puppet import assemble
from renderer.crew.ports import CharacterRequest, Painter
from renderer.lettering.fonts import Face
from renderer.lettering.text import Block, Lettering, clean, draw_block, fill_paint, fit, pixels_of, stroke_paint
from show.bible import Character
from show.script import Angle, Emotion, Framing, Pose

WIDTH_PX, HEIGHT_PX = 1600, 1200
TURNS = (Angle.THREE_QUARTER_RIGHT, Angle.PROFILE_LEFT, Angle.BACK)
FEELINGS = (Emotion.NEUTRAL, Emotion.JOY, Emotion.SORROW, Emotion.RAGE, Emotion.SHOCK, Emotion.SMUG,
            Emotion.EMBARRASSED, Emotion.DEADPAN)  # fmt: skip
SWATCHES = 7

_PAPER: Colour = (250.0, 247.0, 240.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A place on the sheet in pixels."""

    x: float
    y: float
    wide: float
    high: float


def character_sheet(character: Character, cast: tuple[Character, ...], painter: Painter) -> npt.NDArray[np.uint8]:
    """Front, three-quarter, profile and back, eight feelings, the palette and the name: uint8 (1200, 1600, 3).

    Works with any painter's puppets. Words of the look that the painter ignored are named below it.
    """
    surface = skia.Surface(WIDTH_PX, HEIGHT_PX)
    canvas = surface.getCanvas()
    tint = _tint(character)
    _ground(canvas, tint)
    whole = _puppet(character, cast, painter, framing=Framing.WIDE)
    figure = assemble(whole)
    _figure(canvas, figure, _Box(x=30, y=70, wide=520, high=1090))
    _heading(canvas, character, tint)
    for n, angle in enumerate(TURNS):
        box = _Box(x=560 + n * 338, y=236, wide=322, high=360)
        _bust(canvas, _puppet(character, cast, painter, angle=angle), box, tint, 1.7)
    for n, emotion in enumerate(FEELINGS):
        box = _Box(x=560 + n % 4 * 253.5, y=616 + n // 4 * 218, wide=237, high=202)
        _bust(canvas, _puppet(character, cast, painter, emotion=emotion), box, tint, 1.2, label=emotion.value)
    _palette(canvas, figure, _Box(x=560, y=1056, wide=996, high=34))
    _words(canvas, character, whole.ignored_words)
    return np.ascontiguousarray(pixels_of(surface)[..., :3])


def ignored_words(character: Character, cast: tuple[Character, ...], painter: Painter) -> tuple[str, ...]:
    """The words of a character's look that the painter made nothing of."""
    return tuple(_puppet(character, cast, painter, framing=Framing.WIDE).ignored_words)


def _puppet(
    character: Character,
    cast: tuple[Character, ...],
    painter: Painter,
    *,
    angle: Angle = Angle.FRONT,
    emotion: Emotion = Emotion.NEUTRAL,
    framing: Framing = Framing.MEDIUM,
) -> Puppet:
    return painter.puppet(
        CharacterRequest(
            character=character, cast=cast, expression=emotion, strength=1.0, angle=angle, pose=Pose.STAND,
            framing=framing, light_from_left=True, seed=0,
        )
    )  # fmt: skip


def _tint(character: Character) -> Colour:
    """The character's caption colour, kept away from white so that it shows on paper."""
    colour = from_hex(character.colour, (255.0, 143.0, 176.0))
    return colour if luma(colour) < 232 else (255.0, 143.0, 176.0)


def _ground(canvas: skia.Canvas, tint: Colour) -> None:
    """Paper, a slanted field of the character's colour with dots that fade, and a frame."""
    canvas.clear(argb(_PAPER))
    field = skia.Path()
    field.addPoly([skia.Point(*p) for p in ((0, 0), (560, 0), (430, HEIGHT_PX), (0, HEIGHT_PX))], True)
    canvas.save()
    canvas.clipPath(field, True)
    canvas.clear(argb(mix(tint, WHITE, 0.35)))
    for row in range(HEIGHT_PX // 22 + 1):
        size = 15.0 * row * 22 / HEIGHT_PX
        spots = [skia.Point(column * 22 + row % 2 * 11, row * 22) for column in range(27)]
        canvas.drawPoints(skia.Canvas.PointMode.kPoints_PointMode, spots, stroke_paint(tint, max(1.0, size)))
    canvas.restore()
    edge = skia.Rect.MakeLTRB(14, 14, WIDTH_PX - 14, HEIGHT_PX - 14)
    canvas.drawRect(edge, stroke_paint(INK, 5))


def _image(pixels: Pixels) -> skia.Image:
    return skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kRGBA_8888_ColorType)


def _figure(canvas: skia.Canvas, pixels: Pixels, box: _Box) -> None:
    """The whole figure on a shadow, as large as the box allows."""
    rows, columns = np.flatnonzero(pixels[..., 3].any(axis=1)), np.flatnonzero(pixels[..., 3].any(axis=0))
    if not len(rows):
        return
    cut = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    high, wide = cut.shape[:2]
    size = min(box.high / 1.02 / high, box.wide / wide, 0.92)
    x, y = box.x + (box.wide - wide * size) / 2, box.y + box.high - high * size - 12
    shade = skia.Paint(AntiAlias=True, Color=argb(INK, 0.26))
    shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 6))
    canvas.drawOval(skia.Rect.MakeXYWH(x + wide * size * 0.14, y + high * size - 16, wide * size * 0.72, 26), shade)
    _draw(canvas, cut, x, y, size)


def _draw(canvas: skia.Canvas, pixels: Pixels, x: float, y: float, size: float) -> None:
    high, wide = pixels.shape[:2]
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    rect = skia.Rect.MakeXYWH(x, y, wide * size, high * size)
    canvas.drawImageRect(_image(pixels), skia.Rect.MakeIWH(wide, high), rect, sampling)


def _bust(canvas: skia.Canvas, puppet: Puppet, box: _Box, tint: Colour, heads: float, label: str = "") -> None:
    """A panel with the head in its middle, `heads` of the puppet's heads high."""
    lean = 12.0
    shape = skia.Path()
    corners = ((lean, 0), (box.wide, 0), (box.wide - lean, box.high), (0, box.high))
    shape.addPoly([skia.Point(box.x + dx, box.y + dy) for dx, dy in corners], True)
    canvas.save()
    canvas.clipPath(shape, True)
    top, low = argb(mix(tint, WHITE, 0.82)), argb(mix(tint, WHITE, 0.5))
    shader = skia.GradientShader.MakeLinear([skia.Point(0, box.y), skia.Point(0, box.y + box.high)], [top, low])
    canvas.drawPaint(skia.Paint(Shader=shader))
    size = box.high / (puppet.head_px * heads)
    above = 0.54 if heads < 1.4 else 0.46
    middle = 0.35 * puppet.head_x + 0.65 * puppet.width_px / 2  # a head in profile stands in front of its hair
    x = box.x + box.wide / 2 - middle * size
    _draw(canvas, assemble(puppet), x, box.y + box.high * above - puppet.head_y * size, size)
    canvas.restore()
    canvas.drawPath(shape, stroke_paint(INK, 4))
    if label:
        style = Lettering(size_px=19, face=Face.SIGN, colour=WHITE)
        block = fit(label.upper(), style, box.wide - 40, lines=1)
        wide = block.ink_px + 22
        canvas.drawRect(skia.Rect.MakeXYWH(box.x + 4, box.y + box.high - 27, wide, 27), fill_paint(INK))
        draw_block(canvas, block, *_centred(block, box.x + 4 + wide / 2, box.y + box.high - 13.5))


def _centred(block: Block, x: float, y: float) -> tuple[float, float]:
    return x - block.width_px / 2, y - block.height_px / 2


def _heading(canvas: skia.Canvas, character: Character, tint: Colour) -> None:
    """The name, large, and the role."""
    style = Lettering(size_px=118, face=Face.DISPLAY, colour=mix(tint, INK, 0.12), outline_px=7, outline=INK,
                      align="left")  # fmt: skip
    name = fit(clean(character.name) or "?", style, 980, lines=1, height_px=150, smallest_px=26)
    draw_block(canvas, name, 572, 100 - name.height_px / 2)
    role = clean(character.role)
    if role:
        plain = Lettering(size_px=32, face=Face.BODY, colour=INK, align="left")
        block = fit(role, plain, 980, lines=1, smallest_px=18)
        draw_block(canvas, block, 576, 196 - block.height_px / 2)


def palette_of(pixels: Pixels, count: int = SWATCHES) -> list[Colour]:
    """The colours that a picture is mostly made of, the most frequent first; outlines are left out."""
    solid = pixels[pixels[..., 3] > 250][:, :3]
    solid = solid[solid.max(axis=1) > 64]
    if not len(solid):
        return []
    strip = Image.fromarray(np.ascontiguousarray(solid[None, :: max(1, len(solid) // 60000)]))
    few = strip.quantize(count * 3, method=Image.Quantize.MEDIANCUT)
    table = np.asarray(few.getpalette() or [], np.float64).reshape(-1, 3)
    ranked = sorted(few.getcolors() or [], reverse=True)
    found: list[Colour] = []
    for _, index in ranked:
        red, green, blue = (float(v) for v in table[int(index)]) if isinstance(index, int) else (0.0, 0.0, 0.0)
        far = all(abs(red - r) + abs(green - g) + abs(blue - b) > 66 for r, g, b in found)
        if far and len(found) < count:
            found.append((red, green, blue))
    return found


def _palette(canvas: skia.Canvas, figure: Pixels, box: _Box) -> None:
    colours: Sequence[Colour] = palette_of(figure)
    if not colours:
        return
    wide = box.wide / SWATCHES
    for n, colour in enumerate(colours):
        chip = skia.Path()
        left = box.x + n * wide
        corners = ((8, 0), (wide - 4, 0), (wide - 12, box.high), (0, box.high))
        chip.addPoly([skia.Point(left + dx, box.y + dy) for dx, dy in corners], True)
        canvas.drawPath(chip, fill_paint(colour))
        canvas.drawPath(chip, stroke_paint(scale(colour, 0.45), 3))


def _words(canvas: skia.Canvas, character: Character, ignored: Sequence[str]) -> None:
    """The look in the community's words, and those the painter made nothing of."""
    style = Lettering(size_px=24, face=Face.BODY, colour=INK, align="left", line_height=1.2)
    look = clean(character.look)
    rest = ", ".join(filter(None, map(clean, ignored[:12])))
    if look:
        block = fit(f"“{look}”", style, 990, lines=1 if rest else 2, height_px=62, smallest_px=15)
        draw_block(canvas, block, 564, 1104)
    if rest:
        small = Lettering(size_px=19, face=Face.BODY, colour=mix(INK, WHITE, 0.34), align="left")
        block = fit(f"Not drawn: {rest}", small, 990, lines=1, smallest_px=13)
        draw_block(canvas, block, 564, 1142)
