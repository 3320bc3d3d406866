"""The catalogues: gettext's .po files beside this module, read as they are; nothing has to be compiled."""

from __future__ import annotations

import functools
import gettext
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"
"""What the code is written in."""
LANGUAGES = (ENGLISH, "de", "es", "ja", "pt")
FOLDER = Path(__file__).resolve().parent


def language_of(locale: object) -> str:
    """The language of ours that fits a locale of Discord's ("pt-BR", "es-419"), English where none does."""
    language = str(locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else ENGLISH


def has_catalogue(locale: str) -> bool:
    """Whether a locale is in one of our languages, English among them."""
    return locale.partition("-")[0].lower() in LANGUAGES


def path_of(language: str) -> Path:
    """The file a language's texts are kept in."""
    return FOLDER / f"{language}.po"


def read(language: str) -> Catalog:
    """A language's texts as Babel has them, for checking and bringing up to date."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="cliffhanger")


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """A language's texts; English has none, its texts being their own translations."""
    if language == ENGLISH or language not in LANGUAGES:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
