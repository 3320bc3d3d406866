"""Pictures of the page: `python -m tests.page.pictures FOLDER` takes them of a guild with every kind of message.

`take` takes one of any sandbox that runs, for instance of the studio's own guild.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page

from sandbox.testing import running_sandbox
from tests.page.showcase import furnish
from tests.page.windows import DESKTOP, PHONE, find_chromium, open_window, running_browser
from tests.sandbox.conftest import running_bot

Scheme = Literal["dark", "light"]
Act = Callable[[Page], Awaitable[None]]


async def take(
    browser: Browser,
    url: str,
    path: Path,
    *,
    name: str = "",
    channel: str = "",
    phone: bool = False,
    scheme: Scheme = "dark",
    act: Act | None = None,
) -> None:
    """Take a picture (PNG) of a channel as a member sees it, after `act` did something there."""
    context = await browser.new_context(**(PHONE if phone else DESKTOP), color_scheme=scheme, reduced_motion="reduce")
    page = await open_window(context, url, name, channel)
    try:
        await page.wait_for_load_state("networkidle") if not await page.locator("video").count() else None
        if act is not None:
            await act(page)
    finally:
        await page.screenshot(path=path)
        await context.close()


async def _typed(page: Page) -> None:
    await page.locator("#text").press_sequentially("/ma")
    await page.locator("#picker .entry").first.wait_for()


async def _options(page: Page) -> None:
    await _typed(page)
    await page.keyboard.press("Enter")
    await page.locator("#picker .entry").nth(1).wait_for()


async def _modal(page: Page) -> None:
    await page.get_by_role("button", name="Revise").last.click()
    await page.locator("#modal form").wait_for()


async def _card(page: Page) -> None:
    await page.locator("#members .person", has_text="Mio").click()


async def _persona(page: Page) -> None:
    await page.locator("#persona").click()


async def _drawer(page: Page) -> None:
    await page.locator("#menu").click()
    await page.wait_for_timeout(300)


def _scrolled(words: str) -> Act:
    async def act(page: Page) -> None:
        await page.locator("#log li", has_text=words).last.evaluate("one => one.scrollIntoView({ block: 'center' })")
        await page.wait_for_timeout(300)

    return act


async def _film(page: Page) -> None:
    await page.locator("#log video").evaluate("one => one.scrollIntoView({ block: 'center' })")
    await page.wait_for_timeout(300)


async def _menu(page: Page) -> None:
    await page.locator("#log li", has_text="One sentence is enough").click(button="right")


async def _whisper(page: Page) -> None:
    await page.locator("#text").press_sequentially("/whis")
    await page.locator("#picker .entry").first.wait_for()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.locator(".only").nth(1).wait_for()


ROOM = "writers-room"
PICTURES: dict[str, tuple[str, Act | None]] = {
    "talk": (ROOM, _scrolled("A heading")),
    "files": (ROOM, _scrolled("Four panels")),
    "embed": (ROOM, _scrolled("What is being made")),
    "film": (ROOM, _film),
    "layout": (ROOM, _scrolled("She has waited")),
    "poll": (ROOM, None),
    "forum": ("premieres", None),
    "picker": (ROOM, _typed),
    "options": (ROOM, _options),
    "modal": (ROOM, _modal),
    "card": (ROOM, _card),
    "persona": (ROOM, _persona),
    "menu": (ROOM, _menu),
    "whisper": ("general", _whisper),
}
LIGHT = ("talk", "layout", "modal", "whisper")
SMALL = ("talk", "layout", "poll", "picker", "options", "modal", "forum")


async def take_all(folder: Path, program: str) -> None:
    """Furnish a guild and take every picture of it."""
    folder.mkdir(parents=True, exist_ok=True)
    async with running_sandbox(guild_name="Moon Studio", application="Small Bot") as guild, running_bot(guild) as bot:
        await guild.wait_online(30, commands=10)
        await furnish(guild, bot)
        async with running_browser(program) as browser:
            for title, (channel, act) in PICTURES.items():
                await take(browser, guild.url, folder / f"{title}.png", name="Kai", channel=channel, act=act)
            for title in LIGHT:
                channel, act = PICTURES[title]
                path = folder / f"light-{title}.png"
                await take(browser, guild.url, path, name="Mio", channel=channel, act=act, scheme="light")
            for title in SMALL:
                channel, act = PICTURES[title]
                path = folder / f"phone-{title}.png"
                await take(browser, guild.url, path, name="Kai", channel=channel, act=act, phone=True)
            path = folder / "phone-drawer.png"
            await take(browser, guild.url, path, name="Kai", channel=ROOM, act=_drawer, phone=True)


if __name__ == "__main__":
    found = find_chromium()
    if found is None:
        sys.exit("No Chromium on the PATH: install it, for instance Debian's package chromium.")
    asyncio.run(take_all(Path(sys.argv[1]), found))
