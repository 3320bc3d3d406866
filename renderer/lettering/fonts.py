"""The typefaces of the house: where they lie inside installed packages, and one collection of them all.

Licences (each package carries its licence file): Nunito, Anton, Kalam, Bungee, Noto Sans, Noto Sans Arabic,
Noto Sans Devanagari, Noto Sans Thai and Heebo under the SIL Open Font License 1.1; Luckiest Guy and Permanent
Marker under the Apache License 2.0; Noto Sans CJK under the SIL Open Font License 1.1 (repackaged by cvttf); Noto
Emoji and Noto Sans of six more scripts under the same (repackaged by manimgx-fonts).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import skia

from show.errors import SettingsError


class Face(StrEnum):
    """What a typeface is used for."""

    CAPTION = "caption"
    CAPTION_ITALIC = "caption-italic"
    SHOUT = "shout"
    DISPLAY = "display"
    BALLOON = "balloon"
    BRUSH = "brush"
    SIGN = "sign"
    BODY = "body"


_FILES: dict[str, tuple[str, str, int]] = {
    Face.CAPTION: ("fontpkg_nunito", "files/Nunito[wght].ttf", 900),
    Face.CAPTION_ITALIC: ("fontpkg_nunito", "files/Nunito-Italic[wght].ttf", 800),
    Face.SHOUT: ("fontpkg_luckiest_guy", "files/LuckiestGuy-Regular.ttf", 0),
    Face.DISPLAY: ("fontpkg_anton", "files/Anton-Regular.ttf", 0),
    Face.BALLOON: ("fontpkg_kalam", "files/Kalam-Bold.ttf", 0),
    Face.BRUSH: ("fontpkg_permanent_marker", "files/PermanentMarker-Regular.ttf", 0),
    Face.SIGN: ("fontpkg_bungee", "files/Bungee-Regular.ttf", 0),
    Face.BODY: ("fontpkg_nunito", "files/Nunito[wght].ttf", 700),
    "latin": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", 800),
    "cjk": ("cvttf_NotoSansCJK_Bold", "NotoSansCJKtc-Bold.otf", 0),
    "arabic": ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf", 800),
    "hebrew": ("fontpkg_heebo", "files/Heebo[wght].ttf", 800),
    "devanagari": ("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", 800),
    "thai": ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf", 800),
    "bengali": ("manimgx_fonts", "NotoSansBengali[wght].ttf", 800),
    "tamil": ("manimgx_fonts", "NotoSansTamil[wght].ttf", 800),
    "telugu": ("manimgx_fonts", "NotoSansTelugu[wght].ttf", 800),
    "georgian": ("manimgx_fonts", "NotoSansGeorgian[wght].ttf", 800),
    "armenian": ("manimgx_fonts", "NotoSansArmenian[wght].ttf", 800),
    "khmer": ("manimgx_fonts", "NotoSansKhmer[wght].ttf", 800),
    "emoji": ("manimgx_fonts", "NotoEmoji[wght].ttf", 700),
}
"""Name → package, file in it, weight on the file's axis (0: the file has one weight)."""

_ALWAYS = ("latin", "arabic", "hebrew", "devanagari", "thai", "cjk")
_IF_INSTALLED = ("bengali", "tamil", "telugu", "georgian", "armenian", "khmer", "emoji")
"""Drawn where the package with many of Noto's scripts and its emoji in line is there; else left out of texts."""


def font_path(name: str) -> Path:
    """Where the typeface's file lies; SettingsError when its package is not installed."""
    package, file, _ = _FILES[name]
    spec = find_spec(package)
    for root in (spec.submodule_search_locations or []) if spec else []:
        path = Path(root) / file
        if path.is_file():
            return path
    raise SettingsError(
        "The typeface package “{package}” is missing. Install the project's dependencies again.", package=package
    )


FALLBACK: tuple[str, ...] = (*_ALWAYS, *(_IF_INSTALLED if find_spec("manimgx_fonts") else ()))
"""Searched in this order for what a face has no glyph for."""


@cache
def typeface(name: str) -> skia.Typeface:
    """The typeface at its weight; SettingsError when its file can't be read."""
    path = font_path(name)
    face = _opener().makeFromFile(str(path))
    if face is None:
        raise SettingsError(
            "The typeface file “{name}” can't be read. Install the project's dependencies again.", name=path.name
        )
    weight = _FILES[name][2]
    if not weight:
        return face
    position = skia.FontArguments.VariationPosition
    axis = position.Coordinate(int.from_bytes(b"wght", "big"), weight)
    arguments = skia.FontArguments()
    # The canvas keeps a bare pointer to the coordinates: they must live until the clone is made.
    coordinates = position.Coordinates([axis])
    place = position(coordinates)
    arguments.setVariationDesignPosition(place)
    return face.makeClone(arguments) or face


@lru_cache(maxsize=1)
def _opener() -> skia.FontMgr:
    # A manager of its own: the system's fonts differ from machine to machine and must not show in a film.
    return skia.textlayout.TypefaceFontProvider.New_Custom_Empty()


@lru_cache(maxsize=1)
def collection() -> skia.textlayout.FontCollection:
    """All typefaces of the house under their names, for shaping with fallback."""
    provider = skia.textlayout.TypefaceFontProvider()
    for name in (*Face, *FALLBACK):
        provider.registerTypeface(typeface(name), str(name))
    fonts = skia.textlayout.FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts


@lru_cache(maxsize=1)
def unicode_rules() -> skia.Unicode:
    """Unicode's rules for breaking and direction, as the canvas wants them."""
    return skia.Unicodes.ICU.Make()


@lru_cache(maxsize=8192)
def has_glyph(character: str) -> bool:
    """Whether any typeface of the house can draw the character."""
    code = ord(character)
    return any(typeface(name).unicharToGlyph(code) for name in (Face.CAPTION, *FALLBACK))
