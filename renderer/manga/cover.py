"""The cover of an episode: its key character large, the mood's colour, the series' logo and the episode's title."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import skia
from PIL import Image

from renderer.colours import INK, WHITE, Colour, argb, from_hex, mix, scale
from renderer.lettering.cards import title_card
from renderer.lettering.fonts import Face
from renderer.lettering.text import Lettering, draw_block, fill_paint, fit, pixels_of, stroke_paint
from renderer.manga.layout import Box, Spot
from show.script import Emotion

MOOD_COLOURS: dict[Emotion, str] = {
    Emotion.JOY: "#ffb52e",
    Emotion.LOVE: "#ff6fa8",
    Emotion.TENDER: "#ff9a7a",
    Emotion.SORROW: "#5b8dff",
    Emotion.DREAD: "#2fbf8f",
    Emotion.FEAR: "#7a7dff",
    Emotion.RAGE: "#ff3b30",
    Emotion.SHOCK: "#ffe14a",
    Emotion.RESOLVE: "#ff7a1a",
}
"""What a mood lends the cover; others have the house's red."""

HOUSE_RED = "#ff4f79"
_HEAD = 0.36
"""How high the key character's head is at least, as a share of the cover."""
_FACE_Y = 0.36
"""Where its middle stands, as a share of the cover's height: above the title."""
_LARGEST = 1.9
"""How much a picture is enlarged at most; beyond that drawn lines turn soft."""


def cover(
    picture: npt.NDArray[np.uint8],
    title: str,
    episode_number: int,
    *,
    series_title: str = "",
    mood: Emotion = Emotion.NEUTRAL,
    face: Box | None = None,
    language: str = "en",
) -> npt.NDArray[np.uint8]:
    """The picture, uint8 (H, W, 3), brought near to `face` (shares of it) under the title's lettering, its own size."""
    high, wide = picture.shape[:2]
    colour = MOOD_COLOURS.get(mood, HOUSE_RED)
    accent = from_hex(colour)
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    canvas.drawImage(_image(_nearer(picture[..., :3], face)), 0, 0)
    _tint(canvas, wide, high, accent)
    _dots(canvas, wide, high, accent)
    _band(canvas, wide, high, accent)
    card = title_card(
        series_title or title,
        title if series_title else "",
        episode_number,
        width_px=wide,
        height_px=high,
        colour=colour,
        middle=0.75,
        language=language,
    )
    canvas.drawImage(_image(card.pixels), 0, 0)
    if episode_number:
        _badge(canvas, episode_number, wide, high, accent)
    return np.ascontiguousarray(pixels_of(surface)[..., :3])


def _nearer(picture: npt.NDArray[np.uint8], face: Box | None) -> npt.NDArray[np.uint8]:
    """The picture enlarged about the face until its head is large, never beyond its edges."""
    if face is None:
        return picture
    high, wide = picture.shape[:2]
    zoom = min(_LARGEST, max(1.0, _HEAD / max(0.02, face[3] - face[1])))
    width, height = wide / zoom, high / zoom
    left = min(wide - width, max(0.0, (face[0] + face[2]) / 2 * wide - width / 2))
    top = min(high - height, max(0.0, (face[1] + face[3]) / 2 * high - height * _FACE_Y))
    image = Image.fromarray(np.ascontiguousarray(picture))
    box = (left, top, left + width, top + height)
    return np.asarray(image.resize((wide, high), Image.Resampling.LANCZOS, box=box))


def _tint(canvas: skia.Canvas, wide: int, high: int, accent: Colour) -> None:
    """The mood's colour in the light, darker towards the edges and the foot."""
    warm = skia.Paint(
        Shader=skia.GradientShader.MakeLinear(
            [skia.Point(0, 0), skia.Point(wide * 0.3, high)],
            [argb(accent, 0.34), argb(accent, 0.06), argb(scale(accent, 0.5), 0.55)],
            [0.0, 0.4, 1.0],
        )
    )
    warm.setBlendMode(skia.BlendMode.kSoftLight)
    canvas.drawPaint(warm)
    edge = skia.GradientShader.MakeRadial(
        skia.Point(wide / 2, high * 0.38),
        high * 0.66,
        [argb(INK, 0), argb(INK, 0.05), argb(mix(INK, accent, 0.12), 0.5)],
        [0.0, 0.55, 1.0],
    )
    canvas.drawPaint(skia.Paint(Shader=edge))


def _dots(canvas: skia.Canvas, wide: int, high: int, accent: Colour) -> None:
    """Screentone in two corners, its dots smaller towards the middle."""
    step = wide * 0.026
    for row in range(math.ceil(high * 0.34 / step * 2)):
        for column in range(math.ceil(wide / step)):
            x, y = (column + (row % 2) / 2) * step, row * step / 2
            reach = 1 - (x / wide * 0.62 + y / (high * 0.30))
            if reach <= 0:
                continue
            radius = step * 0.46 * min(1.0, reach * 1.2)
            canvas.drawCircle(wide - x, y, radius, fill_paint(mix(accent, WHITE, 0.15), 0.62))


def _band(canvas: skia.Canvas, wide: int, high: int, accent: Colour) -> None:
    """Slanted bands behind the title: ink between two strokes of the mood's colour."""
    for top, foot, lift, colour, alpha in (
        (0.645, 1.02, 0.05, INK, 0.58),
        (0.632, 0.642, 0.05, accent, 1.0),
        (0.622, 0.626, 0.05, WHITE, 0.9),
    ):
        corners: list[Spot] = [
            (0, high * (top + lift)),
            (wide, high * (top - lift * 0.4)),
            (wide, high * (foot - lift * 0.4)),
            (0, high * (foot + lift)),
        ]
        canvas.drawPath(_path(corners), fill_paint(colour, alpha))


def _badge(canvas: skia.Canvas, number: int, wide: int, high: int, accent: Colour) -> None:
    """The episode's number on a burst in the upper left corner."""
    x, y, radius = wide * 0.155, high * 0.085, wide * 0.105
    burst: list[Spot] = []
    for step in range(28):
        angle = math.tau * step / 28
        reach = radius * (1.16 if step % 2 else 0.94)
        burst.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach))
    canvas.drawPath(_path([(bx + wide * 0.008, by + wide * 0.012) for bx, by in burst]), fill_paint(INK, 0.7))
    canvas.drawPath(_path(burst), fill_paint(accent))
    canvas.drawPath(_path(burst), stroke_paint(WHITE, wide * 0.008))
    style = Lettering(size_px=radius * 1.0, face=Face.SHOUT, outline_px=wide * 0.006)
    block = fit(f"#{number}", style, radius * 1.6, lines=1, smallest_px=radius * 0.3)
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-8)
    draw_block(canvas, block, -block.width_px / 2, -block.height_px / 2)
    canvas.restore()


def _image(picture: npt.NDArray[np.uint8]) -> skia.Image:
    if picture.shape[2] == 3:
        picture = np.dstack([picture, np.full((*picture.shape[:2], 1), 255, np.uint8)])
    return skia.Image.fromarray(np.ascontiguousarray(picture), colorType=skia.kRGBA_8888_ColorType)


def _path(corners: list[Spot]) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(*corner) for corner in corners], True)
    return path
