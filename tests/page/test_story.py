"""In a browser, with the studio's real bot: found a series, pitch, vote, approve the draft, watch the premiere play."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from sandbox.testing import running_sandbox
from show.order import FilmResult, FoundingOrder, ProductionOrder
from storage.records import OrderKind
from tests.cogs.house import PATIENT, House, a_png, options_for
from tests.page.conftest import Visitors
from tests.page.showcase import a_film as moving_light
from tests.page.windows import until
from tests.stories import a_film

pytestmark = pytest.mark.asyncio(loop_scope="module")
TITLE = "Moon Post"
PREMISE = "A courier on the moon gets letters before they are written."


class Cinema(House):
    """A studio whose films are long enough to be watched."""

    async def film_result(self, order: ProductionOrder) -> FilmResult:
        """A film of three seconds, and its cover."""
        film = await self.media(moving_light(3), "video/mp4", "moon-post-e1.mp4")
        return a_film(order.script, film, await self.media(a_png(), "image/png", "cover.png"))


@pytest_asyncio.fixture(loop_scope="module")
async def cinema(tmp_path: Path) -> AsyncIterator[Cinema]:
    async with running_sandbox(guild_name="Cliffhanger Café", application="Cliffhanger", rules=PATIENT) as guild:
        built = Cinema(guild, options_for(guild.url, tmp_path))
        await built.start()
        try:
            await guild.wait_online(30, commands=5)
            yield built
        finally:
            await built.stop()


async def command(page: Page, words: str) -> None:
    """Type a command and send it without options."""
    await page.locator("#text").press_sequentially(f"/{words}")
    await page.locator("#picker").get_by_role("option", name=f"/{words}").first.wait_for()
    await page.keyboard.press("Enter")
    await expect(page.locator("#fields .command")).to_have_text(f"/{words}")
    await page.keyboard.press("Enter")


async def go(page: Page, channel: str) -> None:
    """Open a channel from the list."""
    await page.locator("#channels a", has_text=channel).first.click()
    await expect(page.locator("#title")).to_have_text(channel)


async def become(page: Page, name: str) -> None:
    """Be another member in the same window."""
    await page.locator("#persona").click()
    await page.get_by_role("textbox", name="Find a member").fill(name)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name=f"You are {name}")).to_be_visible()


async def pitch(page: Page, idea: str) -> None:
    """Press the button, fill the form in and send it."""
    await page.get_by_role("button", name="Pitch an idea").first.click()
    form = page.get_by_role("dialog", name=f"Pitch for {TITLE}")
    await form.get_by_label("Your idea").fill(idea)
    await form.get_by_role("button", name="Submit").click()
    await expect(page.locator("#log .container", has_text=idea)).to_be_visible()
    await expect(form).to_be_hidden()


async def test_from_the_first_pitch_to_the_premiere(browser: Browser, cinema: Cinema) -> None:
    for name in ("Kai", "Mio"):
        await cinema.guild.member(name)
    visitors = Visitors(browser, cinema.guild)
    page = await visitors.open("owner")
    await command(page, "studio setup")
    await go(page, "writers-room")
    await command(page, "series create")
    form = page.get_by_role("dialog", name="A new series")
    await form.get_by_label("Title").fill(TITLE)
    await form.get_by_label("Premise").fill(PREMISE)
    await form.get_by_role("button", name="Submit").click()
    await expect(page.locator("#log .message.ephemeral", has_text=TITLE)).to_be_visible()
    series = await cinema.series(TITLE)
    founding = await cinema.order(OrderKind.FOUNDING, series.id)
    assert isinstance(founding, FoundingOrder)
    await cinema.deliver_bible(founding)
    for name, idea in (("Kai", "The letter is from her own future"), ("Mio", "The post office burns down")):
        await become(page, name)
        await pitch(page, idea)
    await become(page, "owner")
    await command(page, "ballot open")
    await page.get_by_role("button", name="Vote B").click()
    await expect(page.locator("#log .ephemeral", has_text="Your vote counts for B")).to_be_visible()
    await expect(page.locator("#log .section", has_text="The post office burns down")).to_contain_text("1 vote")
    await command(page, "ballot close")
    await expect(page.locator("#log .container", has_text="The vote is over")).to_contain_text("1 of 1 vote")
    await cinema.drawn(series, 1)
    await page.get_by_role("button", name="Approve").click()
    order = await cinema.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    await cinema.deliver_film(order)
    await go(page, "premieres")
    await watch(page)
    await visitors.close()
    assert visitors.complaints == []


async def watch(page: Page) -> None:
    """Play the premiere to its end."""
    film = page.locator("#log .container video")
    await film.wait_for()
    await film.evaluate("one => one.play()")
    await until(page, "document.querySelector('#log .container video').currentTime > 0.5")
    assert await film.evaluate("one => [one.videoWidth, one.videoHeight, Math.round(one.duration)]") == [180, 320, 3]
    await until(page, "document.querySelector('#log .container video').ended")
