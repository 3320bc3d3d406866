"""In a browser: commands with options, autocomplete and refusals, as a member meets them."""

import pytest
from playwright.async_api import expect

from sandbox.control import Community
from tests.sandbox.small_bot import SmallBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_slash_opens_the_picker_and_sends_a_command_with_its_options(
    guild: Community, bot: SmallBot, visit
) -> None:
    page = await visit("Kai")
    await page.get_by_role("textbox", name="Message").press_sequentially("/hel")
    picker = page.get_by_role("listbox")
    await expect(picker.get_by_role("option", name="/hello")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.get_by_role("textbox", name="name").fill("Mio")
    await page.keyboard.press("Enter")
    said = await guild.wait_for("general", lambda m: m.content == "hello Mio")
    await expect(page.locator(f'#log [data-id="{said.id}"]')).to_contain_text("hello Mio")
