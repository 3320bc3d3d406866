"""Fixtures: a sandbox on a free port, its control client, and the small bot running against it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from sandbox.control import Community
from sandbox.testing import running_sandbox
from tests.sandbox.openapi import violations
from tests.sandbox.small_bot import SmallBot, point_at


@pytest.fixture
async def sandbox_guild() -> AsyncIterator[Community]:
    async with running_sandbox() as guild:
        yield guild


@contextlib.asynccontextmanager
async def running_bot(
    guild: Community, *, kind: type[SmallBot] = SmallBot, **options: object
) -> AsyncIterator[SmallBot]:
    point_at(guild.url)
    bot = kind(**options)
    task = asyncio.create_task(bot.start("sandbox"))
    try:
        await guild.wait_online()
        yield bot
    finally:
        await bot.close()
        await asyncio.wait([task], timeout=5)


@pytest.fixture
async def small_bot(sandbox_guild: Community, lawful: None) -> AsyncIterator[SmallBot]:
    async with running_bot(sandbox_guild) as bot:
        yield bot


@pytest.fixture
async def lawful(sandbox_guild: Community) -> AsyncIterator[None]:
    """Fails a test whose journal breaks Discord's description."""
    yield
    found = violations(await sandbox_guild.journal())
    assert not found, "\n".join(found)
