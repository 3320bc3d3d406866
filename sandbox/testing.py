"""For tests: a sandbox in this process on a free port, with its control client."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from sandbox.clock import Clock
from sandbox.control import Community, SandboxClient
from sandbox.server import Sandbox, found
from sandbox.world import Rules


@contextlib.asynccontextmanager
async def running_sandbox(
    *, guild_name: str = "Sandbox guild", application: str = "Bot", rules: Rules | None = None
) -> AsyncIterator[Community]:
    """Start a sandbox on a free port of loopback, yield its control client, and stop it.

    Rate limits are relaxed unless `rules` says otherwise, so that tests need not wait.
    """
    world = found(guild_name, application, Clock(), rules or Rules(strict_rate_limits=False))
    sandbox = Sandbox(world)
    url = await sandbox.start()
    try:
        async with SandboxClient(url) as community:
            yield community
    finally:
        await sandbox.stop()
