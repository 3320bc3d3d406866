"""A sentence that is told later, in whatever language its reader has: a template and the values that fill it in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]
"""From an English template to the same in another language."""


@dataclass(frozen=True, slots=True)
class Text:
    """A template in English with {names}, and their values; a value may be such a text itself.

    A template without values is taken as it stands, braces and all.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Translate) -> str:
        """The text in the language of `translate`; in English where a translation asks for values there are not."""
        given = self.values.items()
        values = {name: value.said(translate) if isinstance(value, Text) else value for name, value in given}
        try:
            # gettext answers "" with the catalogue's head.
            return _filled(translate(self.template) if self.template else "", values)
        except (KeyError, IndexError, ValueError):
            return _filled(self.template, values)

    def __str__(self) -> str:
        return self.said(_as_it_is)


def text(template: str, /, **values: object) -> Text:
    """A text to be told later: text("No episode {number}.", number=3)."""
    return Text(template, values)


def marked(template: str) -> str:
    """The template as it is: marks a word of a table for the catalogues, which is told later as Text(word)."""
    return template


def facts(text: Text) -> dict[str, Any]:
    """A text as JSON's own types: {"template": …, "values": {…}}, texts among the values likewise."""
    return {"template": text.template, "values": {name: _plain(value) for name, value in text.values.items()}}


def kept(text: Text) -> str:
    """A text as one line of JSON, for a queue or a table; `told_again` reads it."""
    return json.dumps(facts(text), ensure_ascii=False)


def told_again(found: Mapping[str, Any] | str) -> Text:
    """The text whose facts, or their JSON, these are; any other words are a text as they stand."""
    if not isinstance(found, str):
        return Text(str(found.get("template", "")), {k: _told_value(v) for k, v in found.get("values", {}).items()})
    try:
        body = json.loads(found)
    except ValueError:
        return Text(found)
    return told_again(body) if isinstance(body, dict) and "template" in body else Text(found)


def plain(text: Text) -> Text:
    """The same with nothing among its values but texts and JSON's own simple types; others are told in their words."""
    return Text(
        text.template, {name: value if _is_simple(value) else str(value) for name, value in text.values.items()}
    )


def _is_simple(value: object) -> bool:
    return isinstance(value, (Text, str, int, float, type(None)))


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return facts(value)
    return value if _is_simple(value) else str(value)


def _told_value(value: object) -> object:
    return told_again(value) if isinstance(value, dict) else value


def _as_it_is(template: str) -> str:
    return template


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template.format(**values) if values else template
