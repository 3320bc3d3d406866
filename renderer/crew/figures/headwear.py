"""What sits on the hair or around the neck: ribbons, pins, caps, berets, headphones, scarves, chokers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from renderer.crew.figures.clumps import across
from renderer.crew.figures.look import Look
from renderer.crew.figures.tones import Tone
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import ellipse, spline


def over_hair(layer: Layer, look: Look, turn: Turn, accent: Tone, cloth: Tone) -> None:
    """What sits on top of everything on the head."""
    for extra, draw in _WORN.items():
        if extra in look.extras:
            draw(layer, turn, cloth if extra == "cap" else accent)


def _hairpin(layer: Layer, turn: Turn, tone: Tone) -> None:
    x = across(turn, 28)
    for low in (0.0, 5.0):
        bar = np.array([(x - 8, -17 + low), (x, -20 + low), (x + 8, -23 + low)])
        layer.line(bar, 4.0, tone.line, ends=(0.9, 0.9))
        layer.line(bar, 2.5, tone.base, ends=(0.9, 0.9))
    layer.line(np.array([(x - 6, -18.5), (x - 2, -20), (x + 1, -21)]), 0.9, tone.light, ends=(0.5, 0.5))


def _ribbon(layer: Layer, turn: Turn, tone: Tone) -> None:
    x, y = across(turn, -turn.side * 27), -47.0
    for side in (-1.0, 1.0):
        tail = spline(
            [(x, y), (x + side * 5, y + 12), (x + side * 12, y + 20), (x + side * 12, y + 8)],
            closed=True,
            corners=(0, 2),
        )
        layer.fill(tail, tone.shade)
        layer.outline(tail, 1.1, tone.line)
    for side in (-1.0, 1.0):
        wing = spline(
            [(x, y), (x + side * 12, y - 13), (x + side * 20, y - 6), (x + side * 13, y + 8)], closed=True, corners=(0,)
        )
        layer.fill(wing, tone.base)
        with layer.clip(wing):
            layer.fill(
                spline(
                    [(x, y + 1), (x + side * 12, y + 1), (x + side * 22, y - 2), (x + side * 14, y + 12)], closed=True
                ),
                tone.shade,
            )
        layer.outline(wing, 1.3, tone.line)
        layer.line(
            spline([(x + side * 3, y - 1), (x + side * 8, y - 4), (x + side * 12, y - 5)]),
            0.9,
            tone.line,
            ends=(0.9, 0.05),
        )
    layer.fill(ellipse(x, y, 4.2, 5.0), tone.base)
    layer.outline(ellipse(x, y, 4.2, 5.0), 1.2, tone.line)


def _cap(layer: Layer, turn: Turn, tone: Tone) -> None:
    """A beret, pulled to one side."""
    x, lean = across(turn, 0), -turn.side
    crown = spline(
        [
            (x - 48, -34),
            (x - 50, -50),
            (x - 26 + lean * 8, -74),
            (x + 14 + lean * 10, -77),
            (x + 50, -54),
            (x + 48, -34),
            (x, -47),
        ],
        closed=True,
        corners=(0, 5),
    )
    layer.fill(crown, tone.base)
    with layer.clip(crown):
        layer.fill(ellipse(x + 40, -40, 30, 32), tone.shade)
        layer.line(spline([(x - 34, -50), (x - 18, -62), (x + 2, -67)]), 2.4, tone.light, ends=(0.05, 0.05), alpha=0.7)
        layer.line(spline([(x - 48, -39), (x, -52), (x + 48, -39)]), 1.2, tone.line, ends=(1, 1))
    layer.outline(crown, 1.5, tone.line)
    layer.line(
        np.array([(x + lean * 9, -75), (x + lean * 10, -79), (x + lean * 12, -82)]), 2.6, tone.line, ends=(1, 0.7)
    )


def _headphones(layer: Layer, turn: Turn, tone: Tone) -> None:
    band = spline([(across(turn, x), y) for x, y in ((-44, 0), (-42, -42), (0, -63.5), (42, -42), (44, 0))])
    layer.line(band, 6.4, tone.line, ends=(1, 1))
    layer.line(band, 4.2, tone.base, ends=(1, 1))
    for side in (-1.0, 1.0):
        x = across(turn, side * 45)
        for cup, ink in ((ellipse(x, 5, 8.5, 14), tone.shade), (ellipse(x + side * 1.5, 5, 6.4, 11), tone.base)):
            layer.fill(cup, ink)
            layer.outline(cup, 1.3, tone.line)
        layer.fill(ellipse(x, 0, 1.6, 3.4), tone.light, alpha=0.8)


def _earrings(layer: Layer, turn: Turn, tone: Tone) -> None:
    for side in (-1.0, 1.0):
        x = across(turn, side * 40)
        layer.line(np.array([(x, 17.0), (x, 20.0), (x, 23.0)]), 0.9, (150, 120, 60), ends=(1, 1))
        layer.fill(ellipse(x, 25, 2.4, 3.2), (236, 206, 120))
        layer.outline(ellipse(x, 25, 2.4, 3.2), 0.8, (130, 96, 40))


_WORN: dict[str, Callable[[Layer, Turn, Tone], None]] = {
    "hairpin": _hairpin,
    "ribbon": _ribbon,
    "cap": _cap,
    "headphones": _headphones,
    "earrings": _earrings,
}


def around_neck(layer: Layer, look: Look, tone: Tone, thick: float) -> None:
    """A choker, on the neck and under the collar."""
    if "choker" not in look.extras:
        return
    half = 13.6 * thick
    band = spline([(-half, 51.5), (0, 57.5), (half, 51.5)])
    layer.line(band, 5.0, tone.line, ends=(1, 1))
    layer.line(band, 3.4, tone.base, ends=(1, 1))
    layer.fill(ellipse(0, 60.5, 2.4, 2.8), (240, 214, 130))
    layer.outline(ellipse(0, 60.5, 2.4, 2.8), 0.8, tone.line)


def scarf(layer: Layer, tone: Tone) -> None:
    """Wound around the neck, an end hanging over the chest."""
    end = spline([(-14, 72), (-4, 74), (-6, 126), (-12, 134), (-26, 130), (-22, 96)], closed=True, corners=(2, 4))
    layer.fill(end, tone.base)
    with layer.clip(end):
        layer.fill(np.array([(-12.0, 70.0), (-14.0, 140.0), (10.0, 140.0), (10.0, 70.0)]), tone.shade)
        for low in (112.0, 120.0):
            layer.line(np.array([(-30.0, low), (-16.0, low + 2), (0.0, low)]), 2.2, tone.light, ends=(1, 1))
    layer.outline(end, 1.3, tone.line)
    for y, half in ((69, 31), (58, 27)):
        roll = spline(
            [(-half, y - 7), (0, y + 1), (half, y - 7), (half, y + 8), (0, y + 16), (-half, y + 8)], closed=True
        )
        layer.fill(roll, tone.base)
        with layer.clip(roll):
            layer.fill(
                spline([(-half, y + 8), (0, y + 10), (half, y + 1), (half + 4, y + 20), (-half, y + 20)], closed=True),
                tone.shade,
            )
            for x in (-14, 4, 17):
                layer.line(spline([(x, y - 4), (x + 3, y + 3), (x + 9, y + 9)]), 1.0, tone.line, ends=(0.05, 0.4))
        layer.outline(roll, 1.4, tone.line)
