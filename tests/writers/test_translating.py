"""Scripts in another language: asked from a model, checked line by line, screened, or refused in words."""

from __future__ import annotations

import json

import pytest

from renderer.crew.writer_offline import OfflineWriter
from renderer.crew.writer_openai import OpenAIWriter
from renderer.crew.writers import make_writer
from show.bible import Series
from show.errors import CrewError, CrewRefused, CrewUnavailable
from show.script import Episode
from show.translation import translated
from tests.writers.desk import brief_for
from tests.writers.model_server import ModelServer, failed


@pytest.fixture
def script(founded: Series) -> Episode:
    return OfflineWriter().write(brief_for(founded))


def answer(script: Episode, **changes: object) -> str:
    lines = {str(line.id): f"Línea {number}." for number, (_, line) in enumerate(script.lines())}
    return json.dumps({"title": "El título", "recap": "", "question": "¿Quién?", "lines": lines} | changes)


def test_a_model_translates_every_line(
    server: ModelServer, asked: OpenAIWriter, script: Episode, founded: Series
) -> None:
    server.will(answer(script))
    translation = asked.translate(script, founded, "es")
    made = translated(script, translation)
    assert (made.title, made.language) == ("El título", "es")
    assert all(line.text.startswith("Línea") for _, line in made.lines())
    assert translation.by.startswith("openai")
    sent = json.dumps(server.requests[0], ensure_ascii=False)
    assert "BCP 47 code es" in sent
    assert all(str(line.id) in sent for _, line in script.lines())


def test_a_line_that_was_forgotten_is_asked_for_once_more(
    server: ModelServer, asked: OpenAIWriter, script: Episode, founded: Series
) -> None:
    server.will(answer(script, lines={}), answer(script))
    assert len(asked.translate(script, founded, "fr").lines) == len(list(script.lines()))
    assert "not translated yet" in json.dumps(server.requests[1])
    server.will(answer(script, lines={}))
    with pytest.raises(CrewError):
        asked.translate(script, founded, "fr")


def test_a_translation_that_may_not_be_shown_is_refused(
    server: ModelServer, asked: OpenAIWriter, script: Episode, founded: Series
) -> None:
    server.will(answer(script, title="kill yourself"))
    with pytest.raises(CrewRefused):
        asked.translate(script, founded, "es")


def test_without_a_model_the_sheet_is_named(script: Episode, founded: Series) -> None:
    with pytest.raises(CrewUnavailable, match="sheet"):
        OfflineWriter().translate(script, founded, "es")


def test_the_understudy_does_not_hide_why_the_model_failed(
    server: ModelServer, script: Episode, founded: Series
) -> None:
    server.will(lambda _: failed(429, "slow down", retry_after="7"))
    writer = make_writer("openai", base_url=server.base_url, api_key="k", model="house-model")
    with pytest.raises(CrewUnavailable, match="limit"):
        writer.translate(script, founded, "es")
