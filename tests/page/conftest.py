"""Fixtures: headless Chromium looking at a sandbox guild in which the small bot lives."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright, expect

from sandbox.control import Community
from sandbox.testing import running_sandbox
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import SmallBot

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WAIT_MS = 30_000
"""Generous: a busy machine is no failure."""
expect.set_options(timeout=WAIT_MS)


def chromium() -> str:
    """The browser's program; skips the test where there is none, but not in the continuous integration."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
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

    async def open(self, name: str, channel: str = "general", **options: object) -> Page:
        """A window of its own in which the page shows a channel to a member."""
        await self.guild.member(name)
        context = await self.browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        self.contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        page.on("request", self._asked)
        await page.goto(f"{self.guild.url}/?as={name}#{channel}")
        await page.locator("#log[data-ready]").wait_for()
        return page

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
    program = chromium()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        await running.close()


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
async def visit(browser: Browser, guild: Community) -> AsyncIterator[Callable[..., Awaitable[Page]]]:
    """Opens the page as a member; afterwards nothing may have gone wrong in it, and nothing been fetched elsewhere."""
    visitors = Visitors(browser, guild)
    yield visitors.open
    await visitors.close()
    assert not visitors.complaints
