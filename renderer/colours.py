"""Colours as three floats 0–255 (sRGB): reading, mixing, and handing them to the canvas."""

from __future__ import annotations

import colorsys
import re

Colour = tuple[float, float, float]
"""Red, green, blue, 0–255, sRGB."""

WHITE: Colour = (255.0, 255.0, 255.0)
INK: Colour = (18.0, 14.0, 30.0)
"""The darkest colour of the house: a violet black, softer on screens than pure black."""


def from_hex(text: str, default: Colour = WHITE) -> Colour:
    """The colour written #rrggbb; `default` when the text is anything else."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return default
    return (float(int(text[1:3], 16)), float(int(text[3:5], 16)), float(int(text[5:7], 16)))


def to_hex(colour: Colour) -> str:
    """The colour as #rrggbb."""
    return "#" + "".join(f"{min(255, max(0, round(channel))):02x}" for channel in colour)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first, 0–1."""
    return (
        first[0] + (second[0] - first[0]) * share,
        first[1] + (second[1] - first[1]) * share,
        first[2] + (second[2] - first[2]) * share,
    )


def scale(colour: Colour, factor: float) -> Colour:
    """The colour made darker (below 1) or lighter, channel by channel."""
    return (
        min(255.0, colour[0] * factor),
        min(255.0, colour[1] * factor),
        min(255.0, colour[2] * factor),
    )


def multiply(first: Colour, second: Colour) -> Colour:
    """The first colour under light of the second."""
    return (
        first[0] * second[0] / 255,
        first[1] * second[1] / 255,
        first[2] * second[2] / 255,
    )


def turn(colour: Colour, hue: float = 0.0, saturation: float = 1.0, value: float = 1.0) -> Colour:
    """The colour with its hue turned (fractions of the circle), saturation and value multiplied."""
    h, s, v = colorsys.rgb_to_hsv(*(min(1.0, max(0.0, channel / 255)) for channel in colour))
    red, green, blue = colorsys.hsv_to_rgb((h + hue) % 1, min(1.0, s * saturation), min(1.0, v * value))
    return (red * 255, green * 255, blue * 255)


def luma(colour: Colour) -> float:
    """How bright the colour looks, 0–255 (Rec. 709 weights)."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def argb(colour: Colour, alpha: float = 1.0) -> int:
    """The colour for the canvas; `alpha` is 0–1."""
    red, green, blue = colour
    return _byte(alpha * 255) << 24 | _byte(red) << 16 | _byte(green) << 8 | _byte(blue)


def _byte(value: float) -> int:
    return 0 if value <= 0 else 255 if value >= 255 else round(value)
