"""The names, descriptions, options and choices of commands, as Discord shows them to people of each language."""

from __future__ import annotations

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Where
from discord.app_commands import locale_str

from cogs.languages.catalogues import ENGLISH, LANGUAGES, catalogue, language_of

NAME, DESCRIPTION, CHOICE = "command", "description", "choice"
OPTION, OPTION_DESCRIPTION = "option", "option description"
"""gettext's contexts: the same English word may be a command here and an option there."""

CONTEXT_OF = {
    Where.command_name: NAME,
    Where.group_name: NAME,
    Where.command_description: DESCRIPTION,
    Where.group_description: DESCRIPTION,
    Where.parameter_name: OPTION,
    Where.parameter_description: OPTION_DESCRIPTION,
    Where.choice_name: CHOICE,
}


class CommandTranslator(app_commands.Translator):
    """What discord.py asks when it tells Discord of our commands."""

    async def translate(
        self, string: locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The text in that locale; None, which leaves it English, where there is nothing better."""
        return translated(string.message, CONTEXT_OF[context.location], str(locale))


def translated(text: str, context: str, locale: str) -> str | None:
    """The text of a command in a locale of Discord's, None where it stays English."""
    language = language_of(locale)
    if language == ENGLISH or language not in LANGUAGES:
        return None
    found = catalogue(language).pgettext(context, text)
    return None if found == text else found
