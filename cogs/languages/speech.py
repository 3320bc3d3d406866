"""Speaking: which language is spoken at this moment, and saying a text in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from babel.lists import format_list

from cogs.languages.catalogues import ENGLISH, catalogue, language_of
from show.errors import CliffhangerError
from show.texts import Text

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def spoken() -> str:
    """The language being spoken: of whoever's event is being answered, or of the guild that is written to."""
    return _spoken.get()


def speak(locale: object) -> None:
    """From here on, for the rest of this task, speak the language that fits the locale."""
    _spoken.set(language_of(locale))


@contextmanager
def speaking(locale: object) -> Iterator[None]:
    """Speak the language that fits the locale for a while."""
    token = _spoken.set(language_of(locale))
    try:
        yield
    finally:
        _spoken.reset(token)


def _(text: str, /, **values: object) -> str:
    """The text in the spoken language, its {names} filled in."""
    return Text(text, values).said(catalogue(_spoken.get()).gettext)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """The form of a text that fits a number in the spoken language, {number} filled in.

    In English where a translation asks for values there are not.
    """
    found = catalogue(_spoken.get()).ngettext(singular, plural, number)
    try:
        return found.format(number=number, **values)
    except (KeyError, IndexError, ValueError):
        return (singular if number == 1 else plural).format(number=number, **values)


def said(text: Text | CliffhangerError) -> str:
    """A text that was made elsewhere, or an error's message, in the spoken language."""
    return text.said(catalogue(_spoken.get()).gettext)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence of the spoken language has them: a, b and c."""
    return format_list(list(names), locale=_spoken.get()).replace(", and ", " and ")
