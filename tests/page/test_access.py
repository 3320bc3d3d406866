"""In a browser: a phone's width, the keyboard alone, dark and light, another member in the same window."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from sandbox.control import Community
from tests.page.conftest import Visit
from tests.page.showcase import furnish
from tests.page.windows import PHONE
from tests.sandbox.small_bot import SmallBot

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIDER = """() => [...document.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    const seen = box.width && getComputedStyle(one).visibility === 'visible' && !one.closest('pre, .unseen');
    return seen && box.right > innerWidth + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""
CONTRASTS = """() => {
    const light = (words) => {
        const linear = (n) => (n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = words.match(/[\\d.]+/g).slice(0, 3).map((n) => linear(n / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = light(getComputedStyle(document.querySelector('main')).backgroundColor);
    const names = ['#log .md p', '#log .head time', '#topic', '#text', '#title', '#log .subtext'];
    return names.map((name) => {
        const own = light(getComputedStyle(document.querySelector(name)).color);
        return [name, (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05)];
    });
}"""


async def everything_fits(page: Page) -> None:
    """Nothing reaches beyond the right edge, and the page can't be scrolled sideways."""
    assert await page.evaluate(WIDER) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_phone_shows_every_kind_of_message_and_has_its_drawers(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    await furnish(guild, bot)
    page = await visit("Kai", "writers-room", **PHONE)
    await expect(page.locator(".poll")).to_be_visible()
    await everything_fits(page)
    await expect(page.get_by_role("link", name="general")).to_be_hidden()
    await page.get_by_role("button", name="Channels").tap()
    await page.get_by_role("link", name="premieres").tap()
    await expect(page.locator(".post")).to_have_count(3)
    await expect(page.get_by_role("link", name="general")).to_be_hidden()
    await everything_fits(page)
    await page.get_by_role("button", name="Members").tap()
    await page.locator("#members .person", has_text="Mio").tap()
    await page.get_by_role("button", name="Become this member").tap()
    await page.get_by_role("button", name="Channels").tap()
    await expect(page.get_by_role("button", name="You are Mio")).to_be_visible()
    await page.get_by_role("link", name="crew-only").tap()
    await page.locator("#text").fill("/make")
    await page.locator("#picker .entry").first.tap()
    await expect(page.get_by_role("combobox", name="series")).to_be_focused()
    await everything_fits(page)


async def test_the_keyboard_alone_is_enough(guild: Community, bot: SmallBot, visit: Visit) -> None:
    await guild.add_channel("stage")
    page = await visit("Kai")
    press, focused = page.keyboard.press, page.locator(":focus")
    await press("Tab")
    await expect(focused).to_have_text("Skip to the message field")
    await press("Enter")
    await page.keyboard.type("/make")
    await expect(page.locator("#text")).to_have_attribute("aria-activedescendant", "entry-0")
    await press("Tab")
    await expect(page.get_by_role("option", name="Moon Cafe")).to_have_attribute("aria-selected", "true")
    await press("Enter")
    await expect(page.get_by_role("option", name="Shojo")).to_have_attribute("aria-selected", "true")
    await press("Enter")
    await press("Enter")
    await expect(page.get_by_role("button", name="Revise")).to_be_visible()
    await expect(page.locator("#announcer")).to_contain_text("Draft of episode 1")
    await expect(page.locator("#text")).to_be_focused()
    for _ in range(20):
        await press("Shift+Tab")
        if await focused.inner_text() == "Revise":
            break
    outline = await focused.evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline == "solid", "where the focus is can be seen"
    await press("Enter")
    await expect(page.get_by_role("dialog", name="Revise draft")).to_be_visible()
    await page.keyboard.type("Closer on her eyes")
    await press("Tab")
    await press("Enter")
    await press("ArrowDown")
    await press("Enter")
    await expect(page.get_by_role("button", name="Which shot: Shot 2")).to_be_focused()
    await page.get_by_role("button", name="Submit").focus()
    await press("Enter")
    await expect(page.locator("#log .message", has_text="shot 2: Closer on her eyes")).to_be_visible()
    await press("Shift+Tab")
    await page.locator("#channels a").first.focus()
    await press("ArrowDown")
    await press("Enter")
    await expect(page.locator("#title")).to_have_text("stage")
    await page.locator("#persona").focus()
    await press("Enter")
    await page.keyboard.type("Somebody new")
    await press("Enter")
    await expect(page.get_by_role("button", name="You are Somebody new")).to_be_visible()
    assert "Somebody new" in [one["user"]["global_name"] for one in (await guild.state())["members"]]


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_words_stand_out_in_dark_and_in_light(guild: Community, bot: SmallBot, visit: Visit, scheme: str) -> None:
    kai = await guild.member("Kai")
    await guild.add_channel("talk", topic="What happens next")
    await kai.say("talk", "A word\n-# in small print")
    page = await visit("Kai", "talk", color_scheme=scheme)
    assert {name: ratio for name, ratio in await page.evaluate(CONTRASTS) if ratio < 4.5} == {}
    ground = "getComputedStyle(document.querySelector('main')).backgroundColor"
    before = await page.evaluate(ground)
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_role("menuitemradio", name={"dark": "Light", "light": "Dark"}[scheme]).click()
    assert await page.evaluate(ground) != before
    await page.reload()
    await page.locator("#log[data-ready]").wait_for()
    assert await page.evaluate(ground) != before
