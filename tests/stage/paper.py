"""Paper cut-outs for the stage's tests: a puppet, a place and some lettering, drawn in a few strokes."""

from __future__ import annotations

import numpy as np
import skia

from renderer.crew.cels import Backdrop, Group, Part, PartKind, Picture, Pixels, Plane, Puppet


def pixels(surface: skia.Surface) -> Pixels:
    image = surface.makeImageSnapshot()
    drawn = image.toarray(colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    return np.ascontiguousarray(drawn)


def _paint(colour: str) -> skia.Paint:
    r, g, b = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return skia.Paint(AntiAlias=True, Color=skia.Color(r, g, b))


def box(width: int, height: int, colour: str, radius: float = 0.0) -> Pixels:
    surface = skia.Surface(width, height)
    surface.getCanvas().drawRoundRect(skia.Rect(0, 0, width, height), radius, radius, _paint(colour))
    return pixels(surface)


def oval(width: int, height: int, colour: str) -> Pixels:
    surface = skia.Surface(width, height)
    surface.getCanvas().drawOval(skia.Rect(0, 0, width, height), _paint(colour))
    return pixels(surface)


def gradient(width: int, height: int, top: str, bottom: str) -> Pixels:
    first, last = (np.array([int(c[n : n + 2], 16) for n in (1, 3, 5)]) for c in (top, bottom))
    share = np.linspace(0, 1, height)[:, None, None]
    rgb = np.broadcast_to(first * (1 - share) + last * share, (height, width, 3))
    return np.concatenate([rgb, np.full((height, width, 1), 255)], axis=2).astype(np.uint8)


def place(height: int = 1920) -> Backdrop:
    """Sky, hills and a fence; a quarter wider and higher than the frame."""
    k = height / 1920
    width, tall = int(1080 * k * 1.25) // 2 * 2, int(height * 1.25) // 2 * 2
    hills, fence = skia.Surface(width, tall), skia.Surface(width, tall)
    for n in range(7):
        hills.getCanvas().drawOval(
            skia.Rect.MakeXYWH((n * 230 - 200) * k, (1150 + (n * 61 % 90)) * k, 560 * k, 1900 * k),
            _paint(("#4d7a6e", "#3e6660", "#5b8a74")[n % 3]),
        )
    for n in range(14):
        fence.getCanvas().drawRect(skia.Rect.MakeXYWH((n * 105 + 20) * k, 1800 * k, 34 * k, 700 * k), _paint("#2b2338"))
    fence.getCanvas().drawRect(skia.Rect.MakeXYWH(0, 1900 * k, width, 30 * k), _paint("#2b2338"))
    return Backdrop(
        planes=(
            Plane(name="sky", depth=0.1, pixels=gradient(width, tall, "#5f8fd8", "#f7d9b8")),
            Plane(name="hills", depth=0.45, pixels=pixels(hills)),
            Plane(name="fence", depth=0.85, pixels=pixels(fence)),
        )
    )


def _hair(k: float, lock: bool) -> Pixels:
    width, height = (int(90 * k), int(560 * k)) if lock else (int(470 * k), int(250 * k))
    surface = skia.Surface(width, height)
    path = skia.Path()
    if lock:
        path.moveTo(width * 0.1, 0).lineTo(width * 0.9, 0).quadTo(width, height * 0.6, width * 0.45, height)
        path.quadTo(0, height * 0.6, width * 0.1, 0)
    else:
        path.moveTo(0, height).quadTo(0, 0, width / 2, 0).quadTo(width, 0, width, height)
        for n in range(6, 0, -1):
            path.lineTo(width * (n - 0.5) / 6, height * 0.55).lineTo(width * (n - 1) / 6, height * 0.95)
    surface.getCanvas().drawPath(path, _paint("#4a2f6b"))
    return pixels(surface)


def _eyes(k: float, openness: float) -> Pixels:
    surface = skia.Surface(int(260 * k), int(90 * k))
    canvas = surface.getCanvas()
    for x in (20, 165):
        tall = max(6.0, 80 * openness)
        canvas.drawOval(skia.Rect.MakeXYWH(x * k, (85 - tall) * k, 75 * k, tall * k), _paint("#241a3a"))
        if openness > 0.6:
            canvas.drawOval(skia.Rect.MakeXYWH((x + 14) * k, 18 * k, 24 * k, 28 * k), _paint("#ffffff"))
    return pixels(surface)


def puppet(height: int = 1500) -> Puppet:
    """A bust on a canvas of 900 × `height` (at 1500)."""
    k = height / 1500
    at = lambda n: int(n * k)  # noqa: E731
    mouths = {
        "rest": (70, 8),
        "a": (70, 62),
        "i": (86, 24),
        "u": (34, 34),
        "e": (76, 40),
        "o": (50, 54),
        "closed": (60, 6),
    }

    def still(name: str, group: Group, drawn: Pixels, x: int, y: int) -> Part:
        return Part(
            name=name, kind=PartKind.STILL, group=group, variants={name: Picture(pixels=drawn, x_px=at(x), y_px=at(y))}
        )

    def lock(name: str, x: int, phase: float) -> Part:
        variants = {"rest": Picture(pixels=_hair(k, True), x_px=at(x), y_px=at(330))}
        return Part(
            name=name,
            kind=PartKind.HAIR,
            group=Group.HEAD,
            variants=variants,
            root_y_px=at(20),
            sway=26 * k,
            phase=phase,
        )

    eyes = {
        name: Picture(pixels=_eyes(k, share), x_px=at(322), y_px=at(500))
        for name, share in (("open", 1.0), ("half", 0.45), ("closed", 0.08))
    }
    mouth = {
        name: Picture(pixels=oval(max(4, at(w)), max(4, at(h)), "#a03048"), x_px=at(450 - w / 2), y_px=at(690 - h / 2))
        for name, (w, h) in mouths.items()
    }
    parts = (
        lock("back left", 232, 0.0),
        lock("back right", 578, 1.1),
        still("body", Group.BODY, box(at(640), at(720), "#31507e", 120 * k), 130, 800),
        still("neck", Group.BODY, box(at(120), at(190), "#f0cdb8"), 390, 700),
        still("face", Group.HEAD, oval(at(420), at(500), "#ffe2cf"), 240, 300),
        Part(name="eyes", kind=PartKind.EYES, group=Group.HEAD, variants=eyes),
        Part(name="mouth", kind=PartKind.MOUTH, group=Group.HEAD, variants=mouth),
        Part(
            name="fringe",
            kind=PartKind.HAIR,
            group=Group.HEAD,
            variants={"rest": Picture(pixels=_hair(k, False), x_px=at(215), y_px=at(260))},
            root_y_px=at(10),
            sway=8 * k,
            phase=0.5,
        ),
    )
    return Puppet(
        width_px=at(900),
        height_px=height,
        parts=parts,
        head_x=450 * k,
        head_y=550 * k,
        head_px=500 * k,
        neck_x=450 * k,
        neck_y=770 * k,
        eyes=(450 * k, 545 * k),
        mouth=(450 * k, 690 * k),
    )


def word(text: str, colour: str = "#ffffff", size: float = 64.0) -> Picture:
    """Lettering with a dark outline."""
    font = skia.Font(skia.Typeface("DejaVu Sans", skia.FontStyle.Bold()), size)
    width, height = int(font.measureText(text)) + 40, int(size * 1.5)
    surface = skia.Surface(width, height)
    outline = skia.Paint(AntiAlias=True, Color=skia.ColorBLACK, Style=skia.Paint.kStroke_Style, StrokeWidth=9)
    for paint in (outline, _paint(colour)):
        surface.getCanvas().drawString(text, 20, size * 1.1, font, paint)
    return Picture(pixels=pixels(surface))
