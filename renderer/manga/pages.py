"""The storyboard as manga pages: panels in reading order, inked, with balloons, boxes, sound words and page numbers.

Series in Japanese are read from right to left, all others from left to right, as their readers expect.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import skia
from PIL import Image

from renderer.colours import INK, WHITE, Colour, argb
from renderer.lettering.balloons import draw_balloon, draw_narration
from renderer.lettering.fonts import Face
from renderer.lettering.sfx import sound_word
from renderer.lettering.text import Lettering, clean, draw_block, fill_paint, fit, pixels_of, stroke_paint
from renderer.manga.layout import Box, Cell, Claim, Spot, cells_of, pages_of
from renderer.manga.speech import Placed, Speech, overlap, placed
from renderer.manga.tones import draw_focus_lines, draw_speed_lines, printed
from show.script import Delivery

PAGE_SHAPE = 1.414
"""Height of a page over its width: a sheet of the B series, as magazines are."""

_PAPER: Colour = (252.0, 250.0, 245.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody's head in a picture: left, top, right, bottom in shares of it."""

    name: str
    box: Box

    @property
    def mouth(self) -> Spot:
        """In the lower part of the face."""
        left, top, right, bottom = self.box
        return (left + right) / 2, top + (bottom - top) * 0.74


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line: who says it (empty: the narrator), what, and how."""

    speaker: str
    text: str
    delivery: Delivery = Delivery.SPOKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One shot of the storyboard. `picture` is uint8 (H, W, 3), sRGB. `force` (0–1) is how hard it hits: lines rush
    to the face from 0.4, or past it when the camera is `swift`."""

    number: int
    picture: npt.NDArray[np.uint8]
    claim: Claim = field(default_factory=Claim)
    action: str = ""
    said: tuple[Said, ...] = ()
    sound_words: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    force: float = 0.0
    swift: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPanel:
    """What stands where on a page, in pixels."""

    number: int
    cell: Cell
    faces: tuple[Box, ...]
    speeches: tuple[Placed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, uint8 (H, W, 3), and what stands where on it."""

    pixels: npt.NDArray[np.uint8]
    panels: tuple[DrawnPanel, ...]


def storyboard_pages(
    panels: Sequence[Panel], *, title: str, series_title: str = "", width_px: int = 1400, right_to_left: bool = False
) -> list[Page]:
    """All panels on pages `width_px` wide, in reading order; at least one page.

    Members' words never leave their balloon or box: they are set smaller, then shortened.
    """
    counts = pages_of([panel.claim for panel in panels])
    pages, start = [], 0
    for number, count in enumerate(counts):
        held = panels[start : start + count]
        start += count
        pages.append(_page(held, (number + 1, len(counts)), title, series_title, width_px, right_to_left))
    return pages


def _page(
    panels: Sequence[Panel], number: tuple[int, int], title: str, series_title: str, width: int, right_to_left: bool
) -> Page:
    unit, height = width / 100, round(width * PAGE_SHAPE)
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.clear(argb(_PAPER))
    top = _heading(canvas, title, series_title, number[0], width, unit)
    area = (3.4 * unit, top, width - 3.4 * unit, height - 6.2 * unit)
    rng = random.Random(f"{title}/{number[0]}/{len(panels)}")
    cells = cells_of([panel.claim for panel in panels], area, 1.5 * unit, rng, right_to_left=right_to_left)
    drawn = tuple(_panel(canvas, panel, cell, unit, right_to_left) for panel, cell in zip(panels, cells, strict=True))
    _foot(canvas, number, width, height, unit, right_to_left)
    return Page(pixels=np.ascontiguousarray(pixels_of(surface)[..., :3]), panels=drawn)


def _panel(canvas: skia.Canvas, panel: Panel, cell: Cell, unit: float, right_to_left: bool) -> DrawnPanel:
    outline = _path(cell.corners)
    spot, wide, high = _placed_picture(panel, cell)
    faces = tuple(
        (spot[0] + s.box[0] * wide, spot[1] + s.box[1] * high, spot[0] + s.box[2] * wide, spot[1] + s.box[3] * high)
        for s in panel.seen
    )
    canvas.save()
    canvas.clipPath(outline, True)
    _print(canvas, panel, cell, (spot, wide, high), unit)
    _force(canvas, panel, cell, faces, unit)
    canvas.restore()
    canvas.drawPath(outline, stroke_paint(INK, 0.5 * unit))
    left, top, right, bottom = cell.inner
    tag = _number(canvas, panel, cell, unit, right_to_left)
    room = (left + 0.9 * unit, top + 0.9 * unit, right - 0.9 * unit, bottom - 0.9 * unit)
    speeches = _speeches(panel, (spot, wide, high), cell)
    # Eyes and mouth count once more than the rest of the head: in a close-up something has to be covered.
    kept = (*faces, *(_core(face) for face in faces), *(_eyes(face) for face in faces), tag)
    found = placed(speeches, room, kept, 2.45 * unit, right_to_left=right_to_left)
    _sound_words(canvas, panel, room, [*faces, *(one.box for one in found)], outline)
    for index, one in enumerate(found):
        if one.speech.narrated:
            draw_narration(canvas, one.speech.text, box=one.box, size_px=one.size_px)
            continue
        canvas.save()
        canvas.clipPath(outline, True)
        draw_balloon(
            canvas,
            one.speech.text,
            box=one.box,
            tail=one.tail,
            speaker=one.speech.speaker,
            delivery=one.speech.delivery,
            size_px=one.size_px,
            seed=panel.number * 10 + index,
        )
        canvas.restore()
    return DrawnPanel(number=panel.number, cell=cell, faces=faces, speeches=tuple(found))


def _core(face: Box) -> Box:
    """From the brows to the chin."""
    left, top, right, bottom = face
    wide, high = right - left, bottom - top
    return left + wide * 0.16, top + high * 0.34, right - wide * 0.16, bottom - high * 0.06


def _eyes(face: Box) -> Box:
    """The band of the eyes."""
    left, top, right, bottom = face
    return left, top + (bottom - top) * 0.36, right, top + (bottom - top) * 0.58


def _speeches(panel: Panel, picture: tuple[Spot, float, float], cell: Cell) -> list[Speech]:
    """What is said, with the mouths that are seen in the panel; where nothing is said, what is done."""
    spot, wide, high = picture
    left, top, right, bottom = cell.box
    mouths = {}
    for seen in panel.seen:
        x, y = spot[0] + seen.mouth[0] * wide, spot[1] + seen.mouth[1] * high
        if left < x < right and top < y < bottom:
            mouths[seen.name] = (x, y)
    if not panel.said and clean(panel.action):
        return [Speech(speaker="", text=panel.action, narrated=True)]
    return [
        Speech(
            speaker=said.speaker,
            text=said.text,
            delivery=said.delivery,
            mouth=mouths.get(said.speaker),
            narrated=not said.speaker,
        )
        for said in panel.said
    ]


def _placed_picture(panel: Panel, cell: Cell) -> tuple[Spot, float, float]:
    """Upper left corner, width and height of the picture that fills the cell, faces a little above its middle."""
    left, top, right, bottom = cell.box
    high, wide = panel.picture.shape[:2]
    scale = max((right - left) / wide, (bottom - top) / high)
    if panel.seen:
        x = sum(s.box[0] + s.box[2] for s in panel.seen) / 2 / len(panel.seen)
        y = sum(s.box[1] + s.box[3] for s in panel.seen) / 2 / len(panel.seen)
    else:
        x, y = 0.5, 0.46
    share = 0.6 if panel.said else 0.5
    spot_x = min(left, max(right - wide * scale, (left + right) / 2 - wide * scale * x))
    spot_y = min(top, max(bottom - high * scale, top + (bottom - top) * share - high * scale * y))
    return (spot_x, spot_y), wide * scale, high * scale


def _print(canvas: skia.Canvas, panel: Panel, cell: Cell, picture: tuple[Spot, float, float], unit: float) -> None:
    """The picture's part that the cell shows, as ink on paper."""
    (x, y), wide, _high = picture
    left, top, right, bottom = (round(value) for value in cell.box)
    scale = panel.picture.shape[1] / wide
    seen = ((left - x) * scale, (top - y) * scale, (right - x) * scale, (bottom - y) * scale)
    image = Image.fromarray(np.ascontiguousarray(panel.picture[..., :3]))
    part = image.resize((max(2, right - left), max(2, bottom - top)), Image.Resampling.BICUBIC, box=_held(seen, image))
    inked = printed(np.asarray(part), 0.58 * unit)
    canvas.drawImage(_image(inked), left, top)


def _held(box: Box, image: Image.Image) -> Box:
    left, top = max(0.0, min(box[0], image.width - 2)), max(0.0, min(box[1], image.height - 2))
    return left, top, min(float(image.width), max(box[2], left + 1)), min(float(image.height), max(box[3], top + 1))


def _force(canvas: skia.Canvas, panel: Panel, cell: Cell, faces: Sequence[Box], unit: float) -> None:
    if panel.force < 0.4:
        return
    left, top, right, bottom = cell.box
    if panel.swift or not faces:
        draw_speed_lines(canvas, cell.box, panel.number, panel.force)
        return
    around = (min(f[0] for f in faces), min(f[1] for f in faces), max(f[2] for f in faces), max(f[3] for f in faces))
    middle = ((around[0] + around[2]) / 2, (around[1] + around[3]) / 2)
    clear = (
        max((around[2] - around[0]) * 0.66, (right - left) * 0.34),
        max((around[3] - around[1]) * 0.66, (bottom - top) * 0.34),
    )
    draw_focus_lines(canvas, cell.box, middle, clear, panel.number, panel.force)


def _number(canvas: skia.Canvas, panel: Panel, cell: Cell, unit: float, right_to_left: bool) -> Box:
    """The shot's number in the corner where reading ends, small: by it members name a shot. Returns its box."""
    block = fit(f"{panel.number}", Lettering(size_px=1.7 * unit, face=Face.DISPLAY), 7 * unit, lines=1)
    wide, high = block.ink_px + 1.4 * unit, 2.3 * unit
    _, _, right, bottom = cell.inner
    x = cell.inner[0] if right_to_left else right - wide
    canvas.drawRect(skia.Rect.MakeXYWH(x, bottom - high, wide, high), fill_paint(INK))
    draw_block(canvas, block, x + wide / 2 - block.width_px / 2, bottom - high / 2 - block.height_px / 2)
    return x, bottom - high, x + wide, bottom


def _sound_words(canvas: skia.Canvas, panel: Panel, room: Box, taken: Sequence[Box], outline: skia.Path) -> None:
    """Sound words where they cover least of faces and balloons, under the balloons."""
    left, top, right, bottom = room
    held = list(taken)
    canvas.save()
    canvas.clipPath(outline, True)
    for index, word in enumerate(panel.sound_words[:2]):
        pixels = _lettered(word, (right - left) * 0.9, (bottom - top) * 0.42, panel.number * 7 + index)
        high, wide = pixels.shape[:2]
        spots = [
            (x, y, x + wide, y + high)
            for y in (bottom - high, *(top + (bottom - top - high) * share for share in (0.66, 0.33, 0.0)))
            for x in (left, right - wide, (left + right - wide) / 2)
        ]
        best = min(spots, key=lambda spot: sum(overlap(spot, other) for other in held))
        held.append(best)
        canvas.drawImage(_image(pixels), best[0], best[1])
    canvas.restore()


def _lettered(word: str, wide: float, high: float, seed: int) -> npt.NDArray[np.uint8]:
    """A sound word in greys, at most `wide` × `high` pixels."""
    pixels = sound_word(word, width_px=round(wide / 0.75), seed=seed, strength=0.75, colour="#f4f4f6").pixels
    least = min(1.0, wide / pixels.shape[1], high / pixels.shape[0])
    if least < 1.0:
        smaller = round(wide / 0.75 * least)
        pixels = sound_word(word, width_px=smaller, seed=seed, strength=0.75, colour="#f4f4f6").pixels
    grey = pixels[..., :3].mean(axis=2, keepdims=True)
    return np.dstack([grey, grey, grey, pixels[..., 3:]]).astype(np.uint8)


def _heading(canvas: skia.Canvas, title: str, series_title: str, page: int, width: int, unit: float) -> float:
    """The title strip: tall on the first page, a line on the others. Returns where the panels begin."""
    left, right = 3.4 * unit, width - 3.4 * unit
    words, series = clean(title) or "Storyboard", clean(series_title)
    if page > 1:
        style = Lettering(size_px=1.8 * unit, face=Face.BODY, colour=INK, align="left")
        block = fit(" · ".join(filter(None, (series, words))), style, right - left, lines=1, smallest_px=unit)
        draw_block(canvas, block, left, 2.4 * unit - block.height_px / 2)
        return 4.4 * unit
    strip = _path([(0, 0), (width, 0), (width, 9.4 * unit), (0, 11.4 * unit)])
    canvas.drawPath(strip, fill_paint(INK))
    canvas.drawPath(
        _path([(0, 12.0 * unit), (width, 10.0 * unit), (width, 10.3 * unit), (0, 12.4 * unit)]), fill_paint(INK)
    )
    top = 1.2 * unit
    if series:
        small = Lettering(size_px=2.1 * unit, face=Face.SIGN, colour=(255.0, 214.0, 92.0), align="left")
        block = fit(series, small, right - left, lines=1, smallest_px=1.1 * unit)
        draw_block(canvas, block, left, top)
    name = fit(
        words,
        Lettering(size_px=4.6 * unit, face=Face.DISPLAY, colour=WHITE, align="left", line_height=1.12),
        right - left,
        lines=1,
        smallest_px=1.8 * unit,
    )
    canvas.save()
    canvas.translate(left, 6.6 * unit)
    canvas.skew(-0.12, 0)
    draw_block(canvas, name, 0, -name.height_px / 2)
    canvas.restore()
    return 13.6 * unit


def _foot(
    canvas: skia.Canvas, number: tuple[int, int], width: int, height: int, unit: float, right_to_left: bool
) -> None:
    """The page's number at its outer edge, and which way it is read."""
    page, pages = number
    block = fit(f"{page} / {pages}", Lettering(size_px=2.0 * unit, face=Face.SIGN, colour=INK), width * 0.3, lines=1)
    y = height - 3.4 * unit
    x = 3.4 * unit if right_to_left else width - 3.4 * unit - block.ink_px
    draw_block(canvas, block, x - (block.width_px - block.ink_px) / 2, y - block.height_px / 2)
    tip, back = (x + block.ink_px + 5 * unit, x + block.ink_px + 1.5 * unit)
    if not right_to_left:
        tip, back = x - 1.5 * unit, x - 5 * unit
    head = back if right_to_left else tip
    away = 1.2 * unit * (1 if right_to_left else -1)
    canvas.drawLine(back, y, tip, y, stroke_paint(INK, 0.3 * unit))
    canvas.drawPath(_path([(head, y), (head + away, y - 0.7 * unit), (head + away, y + 0.7 * unit)]), fill_paint(INK))


def _image(picture: npt.NDArray[np.uint8]) -> skia.Image:
    if picture.shape[2] == 3:
        picture = np.dstack([picture, np.full((*picture.shape[:2], 1), 255, np.uint8)])
    return skia.Image.fromarray(np.ascontiguousarray(picture), colorType=skia.kRGBA_8888_ColorType)


def _path(corners: Sequence[Spot]) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(*corner) for corner in corners], True)
    return path
