"""A founded series, a chat server on loopback, and the writer that asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from renderer.crew.writer_offline import OfflineWriter
from renderer.crew.writer_openai import OpenAIWriter
from show.bible import Series
from tests.writers.desk import new_series
from tests.writers.model_server import ModelServer


@pytest.fixture(scope="session")
def founded() -> Series:
    return OfflineWriter().found(new_series())


@pytest.fixture(scope="session")
def running_server() -> Iterator[ModelServer]:
    server = ModelServer()
    yield server
    server.close()


@pytest.fixture
def server(running_server: ModelServer) -> ModelServer:
    running_server.will("{}")
    return running_server


@pytest.fixture
def asked(server: ModelServer) -> OpenAIWriter:
    """The model writer, pointed at the server on loopback."""
    return OpenAIWriter(base_url=server.base_url, api_key="key-of-the-house", model="house-model", timeout_seconds=5)
