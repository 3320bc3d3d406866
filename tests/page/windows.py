"""A headless Chromium and windows in it that show the page of a sandbox: for tests, and for pictures."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

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
    "--autoplay-policy=no-user-gesture-required",
]
WAIT_MS = 90_000
"""Generous: a busy machine is no failure."""
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}


def find_chromium() -> str | None:
    """The browser's program, if there is one on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.asynccontextmanager
async def running_browser(program: str) -> AsyncIterator[Browser]:
    """Start the browser, and end it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


async def until(page: Page, script: str) -> None:
    """Wait for a script to be true; the page's policy forbids Playwright's own way to wait for one."""
    for _ in range(WAIT_MS // 50):
        if await page.evaluate(script):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"In vain: {script}")


async def open_window(context: BrowserContext, url: str, name: str = "", channel: str = "") -> Page:
    """Show a channel of the sandbox at `url` to a member (both by name or id), and wait until it is there."""
    page = await context.new_page()
    page.set_default_timeout(WAIT_MS)
    await page.goto(f"{url}/{f'?as={name}' if name else ''}#{channel}")
    await page.locator("#log[data-ready]").wait_for()
    return page
