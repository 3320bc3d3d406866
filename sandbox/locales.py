"""Locales: which language each person and each guild has, and commands as people of a language are shown them.

Discord developer documentation, "Locales" and "Application Command Localization" (August 2026).
"""

from __future__ import annotations

import re

from sandbox.errors import ControlError
from sandbox.validation import FormErrors, Path
from sandbox.wire import Json
from sandbox.world import World

USUAL = "en-US"
LOCALES = {
    "id": "Bahasa Indonesia", "da": "Dansk", "de": "Deutsch", "en-GB": "English, UK", "en-US": "English, US",
    "es-ES": "Español", "es-419": "Español, LATAM", "fr": "Français", "hr": "Hrvatski", "it": "Italiano",
    "lt": "Lietuviškai", "hu": "Magyar", "nl": "Nederlands", "no": "Norsk", "pl": "Polski",
    "pt-BR": "Português do Brasil", "ro": "Română", "fi": "Suomi", "sv-SE": "Svenska", "vi": "Tiếng Việt",
    "tr": "Türkçe", "cs": "Čeština", "el": "Ελληνικά", "bg": "български", "ru": "Pусский", "uk": "Українська",
    "hi": "हिन्दी", "th": "ไทย", "zh-CN": "中文", "ja": "日本語", "zh-TW": "繁體中文", "ko": "한국어",
}  # fmt: skip
"""Every locale there is, by its own name."""
NAME = re.compile(r"[-_'\w\u0900-\u097f\ua8e0-\ua8ff\u0e00-\u0e7f]{1,32}")
"""Of a slash command: letters and digits of all scripts, and in Devanagari and Thai also the signs above and below."""


def known_locale(wish: object) -> str:
    """A locale that there is; ControlError for any other."""
    if wish not in LOCALES:
        raise ControlError(f"There is no locale {wish!r}; there are: {', '.join(LOCALES)}.")
    return str(wish)


def locale_of(world: World, user_id: str) -> str:
    """The language that a person's client is set to."""
    return world.locales.get(user_id, USUAL)


def is_command_name(name: str) -> bool:
    """Whether a slash command, or an option of one, may bear this name."""
    return NAME.fullmatch(name) is not None and name == name.lower()


def check_localizations(one: Json, errors: FormErrors, path: tuple[Path, ...], *, chat: bool) -> None:
    """Note translations of a command's or option's name and description that Discord would not take."""
    for locale, name in (one.get("name_localizations") or {}).items():
        here = (*path, "name_localizations", locale)
        _check_locale(locale, errors, here)
        errors.length(name, 1, 32, *here)
        if chat and not is_command_name(str(name)):
            errors.add("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid", *here)
    for locale, description in (one.get("description_localizations") or {}).items():
        here = (*path, "description_localizations", locale)
        _check_locale(locale, errors, here)
        errors.length(description, 1, 100, *here)


def check_choice_localizations(choice: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    """The same for a choice."""
    for locale, name in (choice.get("name_localizations") or {}).items():
        _check_locale(locale, errors, (*path, "name_localizations", locale))
        errors.length(name, 1, 100, *path, "name_localizations", locale)


def check_siblings(options: list[Json], errors: FormErrors, path: tuple[Path, ...]) -> None:
    """Note options of one level that bear the same name in some language."""
    for locale in LOCALES:
        seen: set[str] = set()
        for index, option in enumerate(options):
            name = named(option, locale)
            if name in seen and option.get("name_localizations"):
                code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
                message = "Option names must be unique"
                errors.add(code, message, *path, index, "name_localizations", locale)
            seen.add(name)


def _check_locale(locale: str, errors: FormErrors, path: tuple[Path, ...]) -> None:
    if locale not in LOCALES:
        errors.add("BASE_TYPE_CHOICES", f"Value must be one of {tuple(LOCALES)}.", *path)


def named(one: Json, locale: str, what: str = "name") -> str:
    """A command's, option's or choice's name (or its `description`) in a locale."""
    return str((one.get(f"{what}_localizations") or {}).get(locale) or one.get(what) or "")


def longest(one: Json, what: str) -> int:
    """Characters of a name or description in the language in which it is longest."""
    return max(map(len, [str(one.get(what) or ""), *(one.get(f"{what}_localizations") or {}).values()]))


def localised(one: Json, locale: str) -> Json:
    """A command or option with what Discord adds for a client of that locale, down to its choices."""
    shown = dict(one)
    for what in ("name", "description"):
        if (one.get(f"{what}_localizations") or {}).get(locale):
            shown[f"{what}_localized"] = named(one, locale, what)
    for inner in ("options", "choices"):
        if one.get(inner):
            shown[inner] = [localised(part, locale) for part in one[inner]]
    return shown
