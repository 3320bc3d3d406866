"""The storyboard as a manga page, and the cover of an episode."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skia

from renderer.colours import INK, WHITE, Colour, argb, from_hex
from renderer.crew.cels import Pixels
from renderer.lettering.balloons import draw_balloon
from renderer.lettering.cards import title_card
from renderer.lettering.fonts import Face
from renderer.lettering.sfx import sound_word
from renderer.lettering.text import Lettering, clean, draw_block, fill_paint, fit, pixels_of, stroke_paint
from show.script import Delivery

Balloon = tuple[str, str, Delivery]
"""Who says it, what is said, how."""

Spot = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

MAX_BALLOONS = 3
"""Balloons that one panel has room for; what more is said is in the script."""

_PAPER: Colour = (250.0, 247.0, 240.0)
_SFX_COLOURS = ("#ffd34d", "#ff5d5d", "#7fe3ff", "#c39bff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One shot of the storyboard. `picture` is uint8 (H, W, 3) or (H, W, 4), premultiplied, sRGB; `mouth` is
    where balloon tails point, as shares of the picture."""

    number: int
    picture: npt.NDArray[np.uint8]
    action: str = ""
    note: str = ""
    """Framing, move and length, in a few words."""
    balloons: tuple[Balloon, ...] = ()
    sound_words: tuple[str, ...] = ()
    mouth: Spot = (0.5, 0.42)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A panel's four corners on the page, from the upper left, clockwise."""

    corners: tuple[Spot, Spot, Spot, Spot]

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = [c[0] for c in self.corners], [c[1] for c in self.corners]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def inner(self) -> tuple[float, float, float, float]:
        """The largest upright box between the slanted edges."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        return max(ax, dx), max(ay, by), min(bx, cx), min(cy, dy)


def storyboard_sheet(
    panels: Sequence[Panel], *, title: str, width_px: int = 1600, page: int = 1
) -> npt.NDArray[np.uint8]:
    """All panels on one page, `width_px` wide, as uint8 (H, W, 3): read from left to right, row by row.

    Members' words never leave their balloon or box: they are set smaller, then shortened.
    """
    unit = width_px / 100
    rng = random.Random(f"{title}/{len(panels)}")
    rows = _rows(len(panels))
    head = 9.0 * unit
    heights = [unit * (46 if count == 2 else 41 if count == 3 else 40) for count in rows]
    height = round(head + sum(heights) + (len(rows) + 1) * unit + 4.5 * unit)
    surface = skia.Surface(width_px, height)
    canvas = surface.getCanvas()
    canvas.clear(argb(_PAPER))
    _heading(canvas, title, width_px, unit)
    number, y, slant = 0, head, 0.0
    for index, (count, tall) in enumerate(zip(rows, heights, strict=True)):
        following = 0.0 if index == len(rows) - 1 else rng.uniform(-1.6, 1.6) * unit
        for cell in _cells(count, y, tall, slant, following, width_px, unit, rng):
            _draw_panel(canvas, panels[number], cell, unit)
            number += 1
        y += tall + unit
        slant = following
    _page_number(canvas, page, width_px, height, unit)
    return np.ascontiguousarray(pixels_of(surface)[..., :3])


def cover(
    picture: Pixels | npt.NDArray[np.uint8],
    title: str,
    episode_number: int,
    *,
    series_title: str = "",
    colour: str = "#ff4f79",
) -> npt.NDArray[np.uint8]:
    """The thumbnail: the picture under the title's lettering, uint8 (H, W, 3), the picture's own size."""
    high, wide = picture.shape[:2]
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    canvas.clear(argb(INK))
    canvas.drawImage(_image(picture), 0, 0)
    edge = skia.GradientShader.MakeRadial(
        skia.Point(wide / 2, high * 0.42), high * 0.62, [argb(INK, 0), argb(INK, 0.1), argb(INK, 0.6)], [0, 0.6, 1]
    )
    canvas.drawPaint(skia.Paint(Shader=edge))
    card = title_card(
        series_title or title,
        title if series_title else "",
        episode_number,
        width_px=wide,
        height_px=high,
        colour=colour,
        middle=0.74,
    )
    canvas.drawImage(_image(card.pixels), 0, 0)
    frame = wide * 0.022
    canvas.drawRect(
        skia.Rect.MakeLTRB(frame, frame, wide - frame, high - frame),
        stroke_paint(from_hex(colour), frame * 0.3),
    )
    return np.ascontiguousarray(pixels_of(surface)[..., :3])


def _rows(count: int) -> list[int]:
    """How many panels stand in each row: twos and threes by turns, one alone only on its own page."""
    rows: list[int] = []
    left = count
    while left > 0:
        take = 2 if len(rows) % 2 == 0 else 3
        if left in {1, 2, 3}:
            take = left
        elif left == 4:
            take = 2
        elif left - take == 1:
            take = 5 - take
        rows.append(take)
        left -= take
    return rows


def _cells(
    count: int, y: float, tall: float, slant: float, following: float, width: int, unit: float, rng: random.Random
) -> list[_Cell]:
    """The row's panels between two slanted gutters and leaning ones."""
    margin, gutter = 2.6 * unit, 1.1 * unit
    left, right = margin, width - margin

    def top(x: float) -> float:
        return y + slant * (x / width - 0.5) * 2

    def foot(x: float) -> float:
        return y + tall + following * (x / width - 0.5) * 2

    cuts: list[tuple[float, float]] = [(left, left)]
    weights = [rng.uniform(0.85, 1.2) for _ in range(count)]
    total, run = sum(weights), 0.0
    for number in range(count - 1):
        run += weights[number]
        x = left + (right - left) * run / total
        lean = rng.choice((-1, 1)) * rng.uniform(1.2, 2.8) * unit
        cuts.append((x + lean, x - lean))
    cuts.append((right, right))
    cells = []
    for number in range(count):
        a, b = cuts[number], cuts[number + 1]
        inset_a = gutter / 2 if number else 0.0
        inset_b = gutter / 2 if number < count - 1 else 0.0
        tl, tr, br, bl = a[0] + inset_a, b[0] - inset_b, b[1] - inset_b, a[1] + inset_a
        cells.append(_Cell(corners=((tl, top(tl)), (tr, top(tr)), (br, foot(br)), (bl, foot(bl)))))
    return cells


def _image(picture: npt.NDArray[np.uint8]) -> skia.Image:
    if picture.shape[2] == 3:
        opaque = np.full((*picture.shape[:2], 1), 255, np.uint8)
        picture = np.dstack([picture, opaque])
    data = np.ascontiguousarray(picture)
    return skia.Image.fromarray(data, colorType=skia.kRGBA_8888_ColorType)


def _path(corners: Sequence[Spot]) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(*corner) for corner in corners], True)
    return path


def _draw_panel(canvas: skia.Canvas, panel: Panel, cell: _Cell, unit: float) -> None:
    outline = _path(cell.corners)
    left, top, right, bottom = cell.box
    canvas.save()
    canvas.clipPath(outline, True)
    scale, x, y = _placed(panel, cell)
    high, wide = panel.picture.shape[:2]
    canvas.drawImageRect(
        _image(panel.picture),
        skia.Rect.MakeIWH(wide, high),
        skia.Rect.MakeXYWH(x, y, wide * scale, high * scale),
        skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
    )
    _screentone(canvas, (left, top, right, bottom), unit, panel.number)
    canvas.restore()
    canvas.drawPath(outline, stroke_paint(INK, 0.42 * unit))
    room = _labels(canvas, panel, cell, unit)
    mouth = (x + wide * scale * panel.mouth[0], y + high * scale * panel.mouth[1])
    slots = _slots(panel, room, unit)
    _sound_words(canvas, panel, room, slots, outline)
    _balloons(canvas, panel, slots, mouth, unit)


def _placed(panel: Panel, cell: _Cell) -> tuple[float, float, float]:
    """Scale and upper left corner that fill the cell with the picture, the mouth above its middle."""
    left, top, right, bottom = cell.box
    high, wide = panel.picture.shape[:2]
    scale = max((right - left) / wide, (bottom - top) / high)
    x = (left + right) / 2 - wide * scale * panel.mouth[0]
    y = top + (bottom - top) * 0.48 - high * scale * panel.mouth[1]
    x = min(left, max(right - wide * scale, x))
    y = min(top, max(bottom - high * scale, y))
    return scale, x, y


def _screentone(canvas: skia.Canvas, box: tuple[float, float, float, float], unit: float, number: int) -> None:
    """Dots that grow towards one corner, as on printed pages."""
    left, top, right, bottom = box
    step = 0.62 * unit
    from_left = number % 2 == 0
    for size in range(1, 6):
        spots = []
        row = 0
        y = bottom
        while y > bottom - (bottom - top) * 0.36:
            x = left + (step / 2 if row % 2 else 0)
            while x < right:
                across = (x - left) / (right - left)
                share = (1 - (bottom - y) / ((bottom - top) * 0.36)) * (1 - across if from_left else across)
                if round(share * 6) == size:
                    spots.append(skia.Point(x, y))
                x += step
            y -= step / 2
            row += 1
        if spots:
            pen = stroke_paint(INK, size * 0.075 * unit, 0.5)
            canvas.drawPoints(skia.Canvas.PointMode.kPoints_PointMode, spots, pen)


def _labels(canvas: skia.Canvas, panel: Panel, cell: _Cell, unit: float) -> tuple[float, float, float, float]:
    """Number, note and action boxes; returns what is left between them for balloons."""
    left, top, right, bottom = cell.inner
    x, y = cell.corners[0]
    number = fit(f"{panel.number}", Lettering(size_px=2.5 * unit, face=Face.DISPLAY), 8 * unit, lines=1)
    wide = number.ink_px + 1.8 * unit
    canvas.drawPath(
        _path([(x, y), (x + wide + unit, y), (x + wide, y + 3.1 * unit), (x, y + 3.1 * unit)]), fill_paint(INK)
    )
    draw_block(canvas, number, x + wide / 2 - number.width_px / 2, y + 0.05 * unit)
    note = clean(panel.note)
    if note:
        style = Lettering(size_px=1.35 * unit, face=Face.BODY, colour=INK, align="left")
        block = fit(note, style, (right - left) * 0.8 - wide, lines=1, smallest_px=0.8 * unit)
        start = x + wide + 1.2 * unit
        canvas.drawRect(
            skia.Rect.MakeXYWH(start, y + 0.35 * unit, block.ink_px + 1.2 * unit, 2.1 * unit), fill_paint(WHITE, 0.86)
        )
        draw_block(canvas, block, start + 0.6 * unit, y + 1.4 * unit - block.height_px / 2)
    floor = bottom - 0.6 * unit
    action = clean(panel.action)
    if action:
        style = Lettering(size_px=1.5 * unit, face=Face.BODY, colour=INK, align="left", line_height=1.16)
        block = fit(action, style, right - left - 2.4 * unit, lines=3, height_px=5.6 * unit, smallest_px=0.95 * unit)
        floor -= block.height_px + 0.9 * unit
        box = skia.Rect.MakeLTRB(left + 0.5 * unit, floor, right - 0.5 * unit, bottom - 0.6 * unit)
        canvas.drawRect(box, fill_paint(_PAPER, 0.94))
        canvas.drawRect(box, stroke_paint(INK, 0.18 * unit))
        draw_block(canvas, block, left + 1.2 * unit, floor + 0.4 * unit)
    return left + unit, top + 3.6 * unit, right - unit, floor - 0.6 * unit


def _slots(panel: Panel, room: Box, unit: float) -> list[Box]:
    """Where up to three balloons go: from the top down, by turns right and left of the mouth."""
    left, top, right, bottom = room
    wide, high = right - left, bottom - top
    count = min(MAX_BALLOONS, len(panel.balloons))
    share = {1: 0.44, 2: 0.38, 3: 0.33}.get(count, 0.44)
    across = wide * (0.66 if count < 3 else 0.6)
    slots: list[Box] = []
    for index in range(count):
        y = top + 0.8 * unit if index == 0 else top + high * (index * (1 - share) / max(1, count - 1))
        x = right - across if (index + panel.number) % 2 == 0 else left
        slots.append((x, y, x + across, min(bottom, y + high * share)))
    return slots


def _sound_words(canvas: skia.Canvas, panel: Panel, room: Box, slots: Sequence[Box], outline: skia.Path) -> None:
    """Sound words where they cover the fewest balloons; one fewer for every balloon after the first."""
    left, top, right, bottom = room
    canvas.save()
    canvas.clipPath(outline, True)
    taken = list(slots)
    for index, word in enumerate(panel.sound_words[: max(1, 3 - len(slots))]):
        reach = (right - left) * (0.95 if not slots else 0.72)
        picture = sound_word(
            word,
            width_px=round(reach),
            seed=panel.number * 7 + index,
            strength=0.7,
            colour=_SFX_COLOURS[(panel.number + index) % len(_SFX_COLOURS)],
        ).pixels
        high, wide = picture.shape[:2]
        places = [
            (x, y, x + wide, y + high)
            for y in (bottom - high, top + (bottom - top) * 0.45, top + (bottom - top) * 0.2)
            for x in ((left, right - wide) if panel.number % 2 else (right - wide, left))
        ]
        best = min(places, key=lambda place: sum(_overlap(place, other) for other in taken))
        taken.append(best)
        canvas.drawImage(_image(picture), best[0], best[1])
    canvas.restore()


def _overlap(first: Box, second: Box) -> float:
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    return max(0.0, wide) * max(0.0, high)


def _balloons(canvas: skia.Canvas, panel: Panel, slots: Sequence[Box], mouth: Spot, unit: float) -> None:
    for index, ((speaker, text, delivery), box) in enumerate(zip(panel.balloons, slots, strict=False)):
        draw_balloon(
            canvas,
            text,
            box=box,
            tail=mouth,
            speaker=speaker,
            delivery=delivery,
            size_px=1.95 * unit,
            seed=panel.number * 10 + index,
        )


def _heading(canvas: skia.Canvas, title: str, width: int, unit: float) -> None:
    style = Lettering(size_px=4.6 * unit, face=Face.DISPLAY, colour=INK, align="left")
    block = fit(clean(title) or "Storyboard", style, width * 0.70, lines=1, smallest_px=2 * unit)
    draw_block(canvas, block, 2.6 * unit, 4.4 * unit - block.height_px / 2)
    tag = fit("STORYBOARD", Lettering(size_px=1.7 * unit, face=Face.SIGN, colour=WHITE), width * 0.22, lines=1)
    right = width - 2.6 * unit
    wide = tag.ink_px + 2.4 * unit
    canvas.drawPath(
        _path(
            [
                (right - wide, 6.0 * unit),
                (right - wide + 0.8 * unit, 3.0 * unit),
                (right, 3.0 * unit),
                (right - 0.8 * unit, 6.0 * unit),
            ]
        ),
        fill_paint(INK),
    )
    draw_block(canvas, tag, right - wide / 2 - tag.width_px / 2, 4.5 * unit - tag.height_px / 2)
    canvas.drawRect(skia.Rect.MakeXYWH(2.6 * unit, 7.5 * unit, width - 5.2 * unit, 0.35 * unit), fill_paint(INK))


def _page_number(canvas: skia.Canvas, page: int, width: int, height: int, unit: float) -> None:
    style = Lettering(size_px=1.7 * unit, face=Face.BODY, colour=INK)
    block = fit(f"– {page} –", style, width * 0.3, lines=1)
    draw_block(canvas, block, width / 2 - block.width_px / 2, height - 3.6 * unit)
