"""A sentence that is told later, in whatever language its reader has: a template and the values that fill it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
            return _filled(translate(self.template), values)
        except (KeyError, IndexError, ValueError):
            return _filled(self.template, values)

    def __str__(self) -> str:
        return self.said(_as_it_is)


def text(template: str, /, **values: object) -> Text:
    """A text to be told later: text("No episode {number}.", number=3)."""
    return Text(template, values)


def _as_it_is(template: str) -> str:
    return template


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template.format(**values) if values else template
