"""The texts there are to translate: what the code says through `_` and `ngettext`, and what commands show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from discord import app_commands

from cogs.languages.catalogues import FOLDER
from cogs.languages.commands import CHOICE, DESCRIPTION, NAME, OPTION, OPTION_DESCRIPTION
from show import errors

ROOT = FOLDER.parents[1]
FOLDERS = ("show", "storage", "renderer", "cogs")
SAYING = {"_": None, "text": None, "marked": None, "ngettext": (1, 2)}
"""What takes a text: babel's own notation, None for the first argument."""
KEYWORDS: dict[str, Any] = SAYING | {
    name: None for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, BaseException)
}

Commands = Iterable[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu]


def texts_of(commands: Commands) -> Catalog:
    """A catalogue without translations: everything that is said anywhere, with where it is said."""
    catalog = Catalog(project="Cliffhanger", charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, context in found:
            catalog.add(message, locations=[((Path(folder) / name).as_posix(), 0)], context=context)
    for context, text in command_texts(commands):
        catalog.add(text, context=context)
    return catalog


def command_texts(commands: Commands) -> Iterator[tuple[str, str]]:
    """What each command shows, as (gettext's context, text)."""
    for command in commands:
        yield NAME, command.name
        if isinstance(command, app_commands.ContextMenu):
            continue
        yield DESCRIPTION, command.description
        if isinstance(command, app_commands.Group):
            yield from command_texts(command.commands)
            continue
        for parameter in command.parameters:
            yield OPTION, parameter.name
            yield OPTION_DESCRIPTION, parameter.description
            yield from ((CHOICE, choice.name) for choice in parameter.choices)
