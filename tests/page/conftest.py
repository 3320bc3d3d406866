"""Fixtures: headless Chromium looking at a sandbox guild in which the small bot lives."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Request, expect

from sandbox.control import Community
from sandbox.testing import running_sandbox
from tests.page.windows import DESKTOP, NAMES, WAIT_MS, find_chromium, open_window, running_browser
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import SmallBot

expect.set_options(timeout=WAIT_MS)
Visit = Callable[..., Awaitable[Page]]


def chromium() -> str:
    """The browser's program; skips the test where there is none, but not in the continuous integration."""
    found = find_chromium()
    if found is None:
        words = f"No browser: none of {', '.join(NAMES)} is on the PATH."
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(words)
        pytest.skip(words)
    return found


@dataclass
class Visitors:
    """Opens the page as members of the guild, and notes what the page must never do."""

    browser: Browser
    guild: Community
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def open(self, name: str, channel: str = "general", **options: Any) -> Page:
        """A window of its own in which the page shows a channel to a member."""
        await self.guild.member(name)
        context = await self.browser.new_context(**(DESKTOP | {"reduced_motion": "reduce"} | options))
        self.contexts.append(context)
        context.on("console", lambda said: self._heard(said.type, said.text))
        context.on("weberror", lambda problem: self.complaints.append(str(problem.error)))
        context.on("request", self._asked)
        return await open_window(context, self.guild.url, name, channel)

    def _heard(self, kind: str, words: str) -> None:
        if kind == "error" and "Failed to load resource" not in words:
            self.complaints.append(words)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.guild.url, "data:", "blob:")):
            self.complaints.append(f"asked {request.url}")

    async def close(self) -> None:
        for one in self.contexts:
            await one.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with running_browser(chromium()) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def guild() -> AsyncIterator[Community]:
    async with running_sandbox(guild_name="Moon Studio", application="Small Bot") as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def bot(guild: Community) -> AsyncIterator[SmallBot]:
    async with running_bot(guild) as made:
        await guild.wait_online(30, commands=10)
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, guild: Community) -> AsyncIterator[Visit]:
    """Opens the page as a member; afterwards nothing may have gone wrong in it, and nothing been fetched elsewhere."""
    visitors = Visitors(browser, guild)
    yield visitors.open
    await visitors.close()
    assert visitors.complaints == []
