"""Colours of a figure: every local colour with its shadow, its line and its light."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from renderer.crew.house.canvas import Colour
from renderer.crew.house.palette import mix


def tune(colour: Colour, *, hue: float = 0.0, saturation: float = 1.0, value: float = 1.0) -> Colour:
    """Turn the hue (in degrees) and scale saturation and value."""
    h, s, v = colorsys.rgb_to_hsv(*(c / 255 for c in colour))
    r, g, b = colorsys.hsv_to_rgb((h + hue / 360) % 1.0, min(1.0, s * saturation), min(1.0, v * value))
    return round(r * 255), round(g * 255), round(b * 255)


@dataclass(frozen=True, slots=True)
class Tone:
    """One local colour in its four drawings."""

    base: Colour
    shade: Colour
    line: Colour
    light: Colour


def tone_of(base: Colour) -> Tone:
    """Shadows turn towards violet, lights towards warm: what cel painters do."""
    _, s, v = colorsys.rgb_to_hsv(*(c / 255 for c in base))
    pale = s < 0.16 and v > 0.7
    shade = mix(tune(base, saturation=1.12, value=0.76), (92, 78, 150), 0.30 if pale else 0.18)
    line = mix(tune(base, saturation=1.2, value=0.42), (44, 22, 60), 0.38)
    if v < 0.3:
        shade = mix(base, (18, 12, 44), 0.45)
        line = mix(base, (6, 2, 18), 0.65)
    light = mix(tune(base, saturation=0.7, value=1.25), (255, 246, 232), 0.62)
    if v < 0.45:
        light = mix(tune(base, saturation=0.9, value=1.5), (176, 186, 226), 0.5)
    return Tone(base, shade, line, light)


def skin_tone(base: Colour) -> Tone:
    """Skin keeps warm in the shadow."""
    shade = mix(tune(base, hue=-6, saturation=1.35, value=0.88), (214, 120, 130), 0.18)
    line = mix(tune(base, hue=-8, saturation=1.7, value=0.5), (90, 30, 50), 0.35)
    return Tone(base, shade, line, mix(base, (255, 250, 242), 0.55))
