"""What is translated fits: the same values in it, the same commands and headings, and no longer than Discord takes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from discord import Locale, app_commands

from cogs.languages.catalogues import ENGLISH, LANGUAGES, language_of, read
from cogs.languages.commands import CHOICE, DESCRIPTION, NAME, OPTION, OPTION_DESCRIPTION, translated
from cogs.languages.texts import ROOT
from sandbox.locales import is_command_name
from tests.languages.update import all_commands

TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
LOCALES = [str(locale) for locale in Locale if language_of(locale) != ENGLISH]
DESCRIPTION_CHARACTERS = CHOICE_CHARACTERS = 100
FORM_CHARACTERS = 45
"""Of a form's title, and of what stands above a field (Discord's documentation, August 2026)."""
CONTEXTS = {NAME, DESCRIPTION, CHOICE, OPTION, OPTION_DESCRIPTION}


@pytest.fixture(scope="module", params=TRANSLATED)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    """A language's catalogue."""
    return read(request.param)


def forms(message: Message) -> Iterator[tuple[str, str, bool]]:
    """Each form of a translation, with its original, and whether it is one of a single thing."""
    if isinstance(message.id, str):
        yield message.id, str(message.string or ""), False
        return
    singular, plural = message.id
    given = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    for index, form in enumerate(given):
        alone = index == 0 and len(given) > 1
        yield singular if alone else plural, str(form or ""), alone


def fields_of(text: str) -> set[str]:
    """The names of the values in a template."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def code_of(text: str) -> set[str]:
    """What stands in a text as it is to be typed."""
    return set(re.findall(r"`[^`]+`", text))


def beginnings(text: str) -> list[str]:
    """What Discord's mark-up begins lines with: headings, small print, lists."""
    return re.findall(r"(?m)^(?:#{1,3}|-#|-|\d\.) ", text)


def test_translations_have_their_originals_values(catalog: Catalog) -> None:
    wrong = []
    for message in catalog:
        if not message.id or message.context in CONTEXTS:
            continue
        for original, form, alone in forms(message):
            wanted = fields_of(original) if "{" in original else set()
            # “One vote” need not say the number.
            missing = wanted - fields_of(form) - ({"number"} if alone else set()) if form else set()
            if form and (missing or fields_of(form) - wanted):
                wrong.append((original, form))
    assert wrong == []


def test_translations_keep_commands_and_mark_up(catalog: Catalog) -> None:
    wrong = [
        (original, form)
        for message in catalog
        if message.id and message.context not in CONTEXTS
        for original, form, _ in forms(message)
        if form and (code_of(form) != code_of(original) or beginnings(form) != beginnings(original))
    ]
    assert wrong == []


def test_nothing_is_a_guess(catalog: Catalog) -> None:
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


def levels(commands: Any) -> Iterator[list[Any]]:
    """Commands, sub-commands and options that stand beside each other."""
    chat = [one for one in commands if not isinstance(one, app_commands.ContextMenu)]
    yield chat
    for command in chat:
        if isinstance(command, app_commands.Group):
            yield from levels(command.commands)
        else:
            yield list(command.parameters)


@pytest.mark.parametrize("locale", LOCALES)
async def test_commands_have_names_that_discord_takes_and_tells_apart(locale: str) -> None:
    for level in levels(await all_commands()):
        names = []
        for one in level:
            context = OPTION if isinstance(one, app_commands.Parameter) else NAME
            about = OPTION_DESCRIPTION if context is OPTION else DESCRIPTION
            names.append(translated(one.name, context, locale) or one.name)
            assert is_command_name(names[-1]), (one.name, names[-1])
            description = translated(str(one.description), about, locale) or ""
            assert len(description) <= DESCRIPTION_CHARACTERS, description
            for choice in getattr(one, "choices", ()):
                name = translated(choice.name, CHOICE, locale) or choice.name
                assert len(name) <= CHOICE_CHARACTERS, name
        assert len(set(names)) == len(names), names


def form_texts() -> set[str]:
    """Titles of forms, and what stands above their fields."""
    found: set[str] = set()
    for path in (ROOT / "cogs").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and is_of_a_form(node):
                told = node.args[0]
                if isinstance(told, ast.Call) and told.args and isinstance(told.args[0], ast.Constant):
                    found.add(told.args[0].value)
    return found


def is_of_a_form(call: ast.Call) -> bool:
    """Whether a call makes a form (super().__init__(title, custom_id)) or a field of one."""
    if isinstance(call.func, ast.Name):
        return call.func.id == "field"
    return isinstance(call.func, ast.Attribute) and call.func.attr == "__init__" and len(call.args) == 2


def test_forms_are_asked_for_in_few_characters(catalog: Catalog) -> None:
    texts = form_texts()
    assert "A new series" in texts
    assert "What is wrong with it?" in texts
    long = [
        message.string
        for message in catalog
        if message.id in texts and not message.context and len(str(message.string)) > FORM_CHARACTERS
    ]
    assert long == []
