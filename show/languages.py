"""The languages a series can be told in, by tag and name."""

from __future__ import annotations

from show.errors import InvalidInput

LANGUAGES = {
    "en": "English",
    "ja": "日本語",
    "es": "Español",
    "de": "Deutsch",
    "pt-BR": "Português (Brasil)",
    "fr": "Français",
    "it": "Italiano",
    "hi": "हिन्दी",
    "zh": "中文",
    "ko": "한국어",
}
"""BCP 47 tags, each with the language's own name."""


def language_name(tag: str) -> str:
    """The language's own name, also by the first part of its tag; the tag itself when it is none of the list."""
    first = tag.split("-")[0].casefold()
    alike = (name for known, name in LANGUAGES.items() if known.split("-")[0] == first)
    return LANGUAGES.get(tag) or next(alike, tag)


def known_language(tag: str) -> str:
    """The tag as it is kept; InvalidInput when no series can be told in it."""
    for known, name in LANGUAGES.items():
        if tag.casefold() in (known.casefold(), name.casefold()):
            return known
    raise InvalidInput("Choose a language from the list: {languages}.", languages=', '.join(LANGUAGES))
