"""One simcord guild with the real bot for all conversations of a module."""

from collections.abc import AsyncIterator

import pytest_asyncio
from simcord.http.router import dispatch

from tests.cogs.house import House, options_for
from tests.simcord.guild import SimcordGuild
from tests.simcord.stage import staged


class StagedHouse(House):
    """The studio on a simcord guild."""

    async def delete(self, path: str) -> None:
        dispatch(self.guild.backend, "DELETE", path)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory) -> AsyncIterator[House]:
    """A studio that is set up."""
    with staged() as stage:
        built = StagedHouse(SimcordGuild(stage), options_for("", tmp_path_factory.mktemp("studio")))
        await built.start()
        try:
            await built.set_up()
            yield built
            assert stage.gaps == []
        finally:
            await built.stop()
