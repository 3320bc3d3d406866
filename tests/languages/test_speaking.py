"""Saying things: in whose language, and what happens where a translation is missing or wrong."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cogs.languages import _, catalogue, language_of, listed, ngettext, said, speak, speaking, spoken
from cogs.words import duration, safe_text
from show.errors import NotFound
from show.texts import Text, text
from storage.database import Database

WORDS = {"No episode {number}.": "Keine Folge {number}.", "{seconds} s": "{sekunden} Sek.", "Hello": "Hallo"}


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    """A German of a few words, one of them wrong."""
    found = catalogue("de")
    monkeypatch.setattr(found, "gettext", lambda template: WORDS.get(template, template))
    monkeypatch.setattr(found, "ngettext", lambda one, many, n: "{anzahl} Stimmen")


def test_what_is_said_is_in_the_language_being_spoken() -> None:
    error, kept = NotFound("No episode {number}.", number=3), text("No episode {number}.", number=4)
    assert (_("Hello"), said(error), said(kept)) == ("Hello", "No episode 3.", "No episode 4.")
    with speaking("de-AT"):
        assert (_("Hello"), said(error), said(kept)) == ("Hallo", "Keine Folge 3.", "Keine Folge 4.")
        with speaking("tlh"):
            assert (spoken(), _("Hello")) == ("en", "Hello")
        assert spoken() == "de"
    assert spoken() == "en"


def test_a_translation_that_does_not_fit_is_left_aside() -> None:
    with speaking("de"):
        assert duration(7) == "7 s"
        assert ngettext("{number} vote", "{number} votes", 1) == "1 vote"
        assert ngettext("{number} vote", "{number} votes", 2) == "2 votes"
        assert _("Goodbye") == "Goodbye"


def test_nothing_is_said_as_nothing() -> None:
    with speaking("es"):
        assert (_(""), said(Text(""))) == ("", "")


@pytest.mark.parametrize(
    ("locale", "language"), [("pt-BR", "pt"), ("es-419", "es"), ("en-GB", "en"), ("", "en"), (None, "en")]
)
def test_every_locale_of_discords_has_a_language(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


def test_names_are_joined_as_the_language_does() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    with speaking("de"):
        assert listed(["a", "b", "c"]) == "a, b und c"
    assert (listed([]), listed(["a"])) == ("", "a")


async def test_each_task_speaks_for_itself_and_the_library_speaks_with_it(tmp_path: Path) -> None:
    async with Database(tmp_path / "library.sqlite") as database:

        async def answer(locale: str) -> str:
            speak(locale)
            await asyncio.sleep(0)
            return await database.run(lambda db: _("Hello"))

        assert await asyncio.gather(answer("de"), answer("fr"), answer("de")) == ["Hallo", "Hello", "Hallo"]
    assert spoken() == "en"


def test_members_words_are_made_harmless_inside_a_text() -> None:
    told = safe_text(text("{who} says {what}", who="**Kai**", what=text("{word} {n}", word="@everyone", n=2)))
    assert str(told) == "\\*\\*Kai\\*\\* says @\u2060everyone 2"
