"""Colours: names that looks use, and the tones (shadow, light, line) that cel shading derives from one colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from renderer.crew.house.canvas import Colour

HAIR_COLOURS: dict[str, Colour] = {
    "black": (58, 56, 76), "brown": (124, 84, 66), "chestnut": (150, 92, 66), "auburn": (160, 76, 58),
    "blond": (246, 214, 130), "golden": (250, 200, 92), "ginger": (232, 128, 66), "red": (206, 62, 66),
    "crimson": (178, 40, 62), "pink": (250, 168, 190), "rose": (236, 130, 160), "purple": (142, 104, 196),
    "violet": (122, 94, 190), "lavender": (196, 178, 236), "blue": (86, 122, 212), "navy": (62, 74, 128),
    "azure": (112, 178, 240), "teal": (64, 156, 160), "turquoise": (96, 204, 200), "green": (98, 170, 112),
    "mint": (168, 228, 196), "silver": (206, 210, 226), "grey": (150, 152, 168), "white": (242, 240, 248),
    "orange": (242, 144, 66), "copper": (196, 108, 70), "sand": (214, 184, 140), "lime": (178, 214, 92),
}  # fmt: skip
EYE_COLOURS: dict[str, Colour] = {
    "black": (70, 66, 90), "brown": (150, 92, 60), "hazel": (164, 124, 66), "amber": (240, 166, 50),
    "golden": (248, 194, 60), "red": (222, 60, 70), "crimson": (198, 36, 66), "pink": (244, 118, 164),
    "purple": (150, 96, 220), "violet": (128, 88, 216), "lavender": (182, 160, 240), "blue": (66, 132, 234),
    "navy": (58, 82, 170), "azure": (76, 182, 246), "teal": (40, 166, 170), "turquoise": (60, 210, 204),
    "green": (66, 180, 108), "mint": (120, 222, 176), "silver": (172, 182, 206), "grey": (140, 150, 172),
    "white": (214, 220, 236), "orange": (246, 134, 48), "lime": (158, 214, 70), "copper": (206, 112, 66),
}  # fmt: skip
CLOTH_COLOURS: dict[str, Colour] = {
    "black": (58, 58, 72), "brown": (134, 98, 76), "red": (206, 60, 66), "crimson": (160, 40, 60),
    "pink": (246, 170, 192), "purple": (128, 92, 176), "violet": (112, 86, 176), "lavender": (196, 182, 232),
    "blue": (70, 110, 200), "navy": (50, 62, 110), "azure": (124, 186, 236), "teal": (52, 138, 144),
    "turquoise": (96, 200, 196), "green": (82, 146, 100), "mint": (172, 226, 200), "silver": (190, 198, 214),
    "grey": (140, 146, 160), "white": (246, 246, 250), "orange": (240, 146, 66), "golden": (240, 196, 96),
    "beige": (222, 202, 168), "olive": (120, 128, 84), "cream": (250, 238, 214), "sand": (214, 186, 144),
    "rose": (222, 116, 146), "lime": (170, 206, 90), "copper": (190, 112, 76),
}  # fmt: skip
SKIN_TONES: dict[str, Colour] = {
    "porcelain": (255, 240, 232), "fair": (255, 229, 214), "rosy": (255, 222, 206), "warm": (250, 212, 184),
    "tan": (232, 182, 144), "bronze": (206, 148, 108), "brown": (168, 112, 80), "dark": (128, 82, 60),
    "pale-blue": (206, 220, 240), "green": (176, 206, 160), "grey": (198, 200, 208),
}  # fmt: skip


def _linear(value: float) -> float:
    value /= 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _gamma(value: float) -> int:
    value = max(0.0, min(1.0, value))
    value = value * 12.92 if value <= 0.0031308 else 1.055 * float(value ** (1 / 2.4)) - 0.055
    return round(value * 255)


@lru_cache(maxsize=4096)
def to_oklab(colour: Colour) -> tuple[float, float, float]:
    """The colour in OKLab (Björn Ottosson, 2020), where equal steps look equal."""
    r, g, b = (_linear(v) for v in colour)
    x = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    y = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    z = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    )


@lru_cache(maxsize=4096)
def from_oklab(lightness: float, a: float, b: float) -> Colour:
    """sRGB of an OKLab colour, clipped."""
    x = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _gamma(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
        _gamma(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
        _gamma(-0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z),
    )


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """From `a` (t = 0) to `b` (t = 1)."""
    return (round(a[0] + (b[0] - a[0]) * t), round(a[1] + (b[1] - a[1]) * t), round(a[2] + (b[2] - a[2]) * t))


def toned(colour: Colour, light: float, chroma: float = 1.0, *, cool: float = 0.0) -> Colour:
    """The colour with its lightness and chroma multiplied, leaning to violet-blue by `cool`."""
    lightness, a, b = to_oklab(colour)
    return from_oklab(
        round(lightness * light, 4), round(a * chroma + cool * 0.012, 4), round(b * chroma - cool * 0.04, 4)
    )


def distance(a: Colour, b: Colour) -> float:
    """How different two colours look: 0 is equal, 0.1 is clearly another, 1 is black against white."""
    p, q = to_oklab(a), to_oklab(b)
    return float(sum((x - y) ** 2 for x, y in zip(p, q, strict=True)) ** 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    """What one colour becomes when it is lit and drawn."""

    base: Colour
    shade: Colour
    deep: Colour
    light: Colour
    line: Colour


@lru_cache(maxsize=512)
def cel_tones(colour: Colour) -> Tones:
    """Two-tone cel shading with a cool shadow and a coloured line."""
    lightness = to_oklab(colour)[0]
    drop = 0.80 if lightness > 0.5 else 0.74
    return Tones(
        base=colour,
        shade=toned(colour, drop, 1.1, cool=0.9),
        deep=toned(colour, drop * 0.8, 1.1, cool=1.1),
        light=mix(
            toned(colour, min(0.97, lightness + 0.24) / max(lightness, 0.05), 1.1, cool=0.2),
            (255, 250, 246),
            0.16 + 0.3 * max(0.0, lightness - 0.55),
        ),
        line=toned(colour, min(0.5, 0.34 / max(lightness, 0.05)), 0.9, cool=0.5),
    )


@lru_cache(maxsize=64)
def skin_tones(colour: Colour) -> Tones:
    """Skin keeps its warmth in the shadow; its line is a red brown."""
    lightness, a, b = to_oklab(colour)
    return Tones(
        base=colour,
        shade=from_oklab(lightness * 0.88, a + 0.034, b + 0.006),
        deep=from_oklab(lightness * 0.77, a + 0.05, b + 0.012),
        light=mix(colour, (255, 252, 246), 0.55),
        line=from_oklab(lightness * 0.42, a * 0.8 + 0.045, b * 0.6 + 0.025),
    )
