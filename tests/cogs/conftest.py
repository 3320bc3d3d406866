"""One sandbox guild with the real bot for all conversations of a module."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from sandbox.testing import running_sandbox
from tests.cogs.house import PATIENT, House, options_for
from tests.sandbox.openapi import violations


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory) -> AsyncIterator[House]:
    """A studio that is set up."""
    folder: Path = tmp_path_factory.mktemp("studio")
    async with running_sandbox(rules=PATIENT) as guild:
        built = House(guild, options_for(guild.url, folder))
        await built.start()
        try:
            await built.set_up()
            yield built
            found = violations(await guild.journal())
            assert not found, "\n".join(found)
        finally:
            await built.stop()
