"""Brings the catalogues up to date with the code: python -m tests.languages.update

New texts are added without a translation, those nobody says any more are dropped; what is translated stays.
"""

from __future__ import annotations

from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from bot.client import CliffhangerBot
from cogs.catalogue import COGS, MENUS
from cogs.languages.catalogues import ENGLISH, LANGUAGES, path_of, read
from cogs.languages.texts import Commands, texts_of

HEADER = "# {language} texts of Cliffhanger, under the project's licence."
BEGUN = datetime(2026, 11, 23, tzinfo=UTC)


async def all_commands() -> Commands:
    """Everything the bot tells Discord of."""
    bot = CliffhangerBot()
    for cog in COGS:
        await bot.add_cog(cog())
    for menu in MENUS:
        bot.tree.add_command(menu)
    return (*bot.tree.get_commands(), *MENUS)


def bring_up_to_date(language: str, texts: Catalog) -> Catalog:
    """A language's catalogue with the texts there are now."""
    catalog = read(language) if path_of(language).exists() else Catalog(locale=language, project="Cliffhanger")
    catalog.update(texts, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = HEADER.format(language=catalog.locale.english_name if catalog.locale else language)
    # The history of a file tells when it was changed: no run changes more than its texts.
    catalog.creation_date = catalog.revision_date = BEGUN
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "Cliffhanger"
    catalog.version = "1"
    with path_of(language).open("wb") as file:
        write_po(file, catalog, width=110, omit_header=False, sort_output=True, include_lineno=False)
    return catalog


async def main() -> None:
    """The command line."""
    texts = texts_of(await all_commands())
    for language in LANGUAGES:
        if language != ENGLISH:
            catalog = bring_up_to_date(language, texts)
            missing = [one for one in catalog if one.id and not all(one.string if one.pluralizable else [one.string])]
            print(f"{language}: {len(catalog)} texts, {len(missing)} without a translation")


if __name__ == "__main__":
    import asyncio

    asyncio.run(main())
