"""The texts there are to translate: what the code says through `_` and `ngettext`, and what commands show."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from babel.messages.catalog import Catalog
from discord import app_commands

from cogs.languages.catalogues import FOLDER
from cogs.languages.commands import CHOICE, DESCRIPTION, NAME, OPTION, OPTION_DESCRIPTION
from show import errors

ROOT = FOLDER.parents[1]
FOLDERS = ("show", "storage", "renderer", "cogs", "bot")
PLURAL = "ngettext"
KEYWORDS = {"_", "text", "marked", PLURAL} | {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, BaseException)
}
"""What takes a text as its first argument, and its plural as the second."""

Commands = Iterable[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu]


def texts_of(commands: Commands) -> Catalog:
    """A catalogue without translations: everything that is said anywhere, with where it is said."""
    catalog = Catalog(project="Cliffhanger", charset="utf-8")
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for message in said_in(path.read_text(encoding="utf-8")):
                catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for context, text in command_texts(commands):
        catalog.add(text, context=context)
    return catalog


def said_in(code: str) -> Iterator[str | tuple[str, str]]:
    """The texts that a module says, also inside of f-strings, which Babel's own reading passes over."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or _name(node.func) not in KEYWORDS:
            continue
        words = [one.value for one in node.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if _name(node.func) == PLURAL and len(words) == 2:
            yield words[0], words[1]
        elif words and words[0] == getattr(node.args[0], "value", None):
            yield words[0]


def _name(function: ast.expr) -> str:
    """What a function is called by, without what it belongs to."""
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


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
