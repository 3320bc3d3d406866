"""Every catalogue holds every text the code says, translated, and nothing else."""

from __future__ import annotations

import pytest
import pytest_asyncio
from babel.messages.catalog import Catalog

from cogs.languages.catalogues import ENGLISH, LANGUAGES, read
from cogs.languages.texts import texts_of
from tests.languages.update import all_commands

TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
pytestmark = pytest.mark.asyncio(loop_scope="module")
Key = tuple[str | None, object]


def keys_of(catalog: Catalog) -> set[Key]:
    """The texts of a catalogue, each with its context."""
    return {(one.context, one.id if isinstance(one.id, str) else tuple(one.id)) for one in catalog if one.id}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def said() -> set[Key]:
    """Everything the code says."""
    return keys_of(texts_of(await all_commands()))


@pytest.mark.parametrize("language", TRANSLATED)
async def test_the_catalogue_has_the_texts_of_the_code(language: str, said: set[Key]) -> None:
    kept = keys_of(read(language))
    advice = "python -m tests.languages.update brings it up to date"
    assert sorted(said - kept, key=str) == [], advice
    assert sorted(kept - said, key=str) == [], advice


@pytest.mark.parametrize("language", TRANSLATED)
async def test_every_text_is_translated_in_all_its_forms(language: str) -> None:
    catalog = read(language)
    missing = []
    for message in catalog:
        if not message.id:
            continue
        several = isinstance(message.string, (tuple, list))
        given = message.string if several else (message.string,)
        wanted = catalog.num_plurals if not isinstance(message.id, str) else 1
        if len(given) != wanted or not all(given):
            missing.append(message.id)
    assert missing == []
