"""In a browser: commands, menus, modals and polls, as members meet them."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from sandbox.control import Community
from tests.page.conftest import Visit
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import PNG, SmallBot
from tests.sandbox.test_locales import Polyglot

pytestmark = pytest.mark.asyncio(loop_scope="module")
PICTURE = {"name": "cat.png", "mimeType": "image/png", "buffer": PNG}


async def type_command(page: Page, words: str) -> None:
    """Type a command and take the first that the picker offers."""
    await page.locator("#text").press_sequentially(f"/{words}")
    await page.locator("#picker").get_by_role("option", name=f"/{words}").first.wait_for()
    await page.keyboard.press("Enter")


def log_of(page: Page, words: str) -> Locator:
    """The messages that say these words."""
    return page.locator("#log .message", has_text=words)


async def test_a_command_is_picked_its_options_completed_chosen_and_a_file_sent(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    page = await visit("Kai")
    await type_command(page, "make")
    options = page.locator("#picker").get_by_role("option")
    await expect(options).to_have_text(["Moon Cafe", "Neon Ronin"])
    await page.keyboard.type("neo")
    await expect(options).to_have_text(["Neon Ronin"])
    await page.keyboard.press("Enter")
    await expect(options).to_have_text(["Shojo", "Seinen"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="+ picture").click()
    await page.locator(".takes-file input").set_input_files(PICTURE)
    await expect(page.locator(".file-name")).to_have_text("cat.png")
    await page.get_by_role("button", name="+ seconds").click()
    await page.get_by_role("textbox", name="seconds").fill("4")
    await page.keyboard.press("Enter")
    await expect(page.locator("#about")).to_contain_text("Between 5 and 90")
    await page.get_by_role("textbox", name="seconds").fill("20")
    await page.keyboard.press("Enter")
    await expect(log_of(page, f"neon ronin / s2 / 20 s / {len(PNG)} bytes")).to_be_visible()
    await expect(log_of(page, "Kai used /make").first).to_be_visible()


async def test_a_member_chooses_a_language_and_reads_the_commands_in_it(guild: Community, visit: Visit) -> None:
    async with running_bot(guild, kind=Polyglot):
        page = await visit("Kai")
        await page.get_by_role("button", name="Settings").click()
        await page.get_by_role("menuitem", name="English, US").click()
        await page.get_by_role("menuitemradio", name="Deutsch").click()
        offered = page.locator("#picker").get_by_role("option", name="/hallo")
        await page.locator("#text").press_sequentially("/hal")
        await expect(offered).to_contain_text("Sag hallo")
        await page.keyboard.press("Enter")
        await page.get_by_role("textbox", name="wer").fill("you")
        await page.keyboard.press("Enter")
        await expect(log_of(page, "hello you")).to_be_visible()
        await (await guild.member("Rin")).say("general", "It began <t:86400:f>.")
        await expect(log_of(page, "It began").locator("time.stamp")).to_contain_text("Januar 1970")


async def test_the_page_notices_when_the_application_comes_and_goes(guild: Community, visit: Visit) -> None:
    page = await visit("Kai")
    await expect(page.locator("#status")).to_have_text("Small Bot is not connected")
    await page.locator("#text").press_sequentially("/hel")
    await expect(page.locator("#picker")).to_contain_text("is the application running?")
    async with running_bot(guild):
        await expect(page.locator("#picker").get_by_role("option", name="/hello")).to_be_visible()
        await expect(page.locator("#status")).to_be_empty()
    await expect(page.locator("#status")).to_have_text("Small Bot is not connected")


async def test_what_is_missing_refused_or_unanswered_is_said(guild: Community, bot: SmallBot, visit: Visit) -> None:
    page = await visit("Kai")
    await page.locator("#text").press_sequentially("/studio")
    await expect(page.locator("#picker")).to_have_text("No such command")
    await page.locator("#text").fill("")
    await type_command(page, "hello")
    await page.keyboard.press("Enter")
    await expect(page.locator("#about")).to_contain_text("This option is required")
    await page.keyboard.press("Escape")
    await expect(page.locator("#text")).to_be_focused()
    await type_command(page, "sleep")
    await page.keyboard.press("Enter")
    unanswered = log_of(page, "The application did not respond")
    await expect(unanswered).to_contain_text("Only you can see this")
    await unanswered.get_by_role("button", name="Dismiss message").click()
    await expect(unanswered).to_have_count(0)


async def test_an_ephemeral_answer_shows_to_its_reader_only(guild: Community, bot: SmallBot, visit: Visit) -> None:
    kai, mio = await visit("Kai"), await visit("Mio")
    await type_command(kai, "whisper")
    await kai.keyboard.press("Enter")
    await expect(log_of(kai, "only you see this")).to_contain_text("Only you can see this")
    await kai.locator("#text").fill("anybody there?")
    await kai.keyboard.press("Enter")
    await expect(log_of(mio, "anybody there?")).to_be_visible()
    await expect(log_of(mio, "only you see this")).to_have_count(0)
    await log_of(kai, "only you see this").get_by_role("button", name="Dismiss message").click()
    await expect(log_of(kai, "only you see this")).to_have_count(0)
    await expect(log_of(kai, "and this")).to_be_visible()


async def test_a_modal_takes_text_choice_and_file_and_a_button_changes_its_message(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    member = await guild.member("Kai")
    reply = await member.slash("make", {"series": "Moon Cafe", "style": "s1"})
    await reply.followup()
    page = await visit("Kai")
    await page.get_by_role("button", name="Revise").click()
    modal = page.get_by_role("dialog", name="Revise draft")
    await expect(modal.get_by_label("What should change?")).to_be_focused()
    await modal.get_by_role("button", name="Submit").click()
    await expect(modal.get_by_text("This field is required")).to_be_visible()
    await modal.get_by_label("What should change?").fill("more rain")
    await modal.get_by_role("button", name=re.compile("^Which shot")).click()
    await modal.get_by_role("option", name="Shot 2").click()
    await modal.locator("input[type=file]").set_input_files(PICTURE)
    await modal.get_by_role("button", name="Submit").click()
    await expect(log_of(page, f"shot 2: more rain [('cat.png', {len(PNG)})]")).to_be_visible()
    await expect(modal).to_be_hidden()
    await page.get_by_role("button", name="Approve").click()
    await expect(log_of(page, "Approved by @Kai")).to_be_visible()
    await expect(page.get_by_role("button", name="Approve")).to_have_count(0)


async def test_menus_take_several_values_and_members(guild: Community, bot: SmallBot, visit: Visit) -> None:
    await guild.member("Ren")
    page = await visit("Kai")
    await type_command(page, "pick")
    await page.keyboard.press("Enter")
    menus = page.locator("#log .menu button")
    await menus.first.click()
    for name in ("A", "C"):
        await page.get_by_role("option", name=name).click()
    await page.keyboard.press("Escape")
    await expect(log_of(page, "picked ['a', 'c']")).to_be_visible()
    await type_command(page, "pick")
    await page.keyboard.press("Enter")
    await menus.last.click()
    await page.get_by_role("textbox", name="Search").fill("re")
    await page.get_by_role("option", name="Ren").click()
    await expect(page.locator("#log .message .md", has_text=re.compile("^Ren$"))).to_be_visible()


async def test_a_vote_is_cast_seen_by_others_changed_and_counted(guild: Community, bot: SmallBot, visit: Visit) -> None:
    kai = await visit("Kai")
    await type_command(kai, "poll")
    await kai.keyboard.press("Enter")
    poll = kai.locator(".poll")
    await poll.get_by_role("radio", name="The rival").click()
    await poll.get_by_role("button", name="Vote").click()
    await expect(poll.locator(".mine")).to_contain_text("The rival1 vote100%")
    mio = await guild.member("Mio")
    message = await guild.wait_for("general", lambda m: "traitor" in m.text)
    await mio.vote(message, "The cat")
    await expect(poll.locator(".answer")).to_have_text(["🐈The cat1 vote50%", "The rival1 vote50%"])
    await poll.get_by_role("button", name="Remove Vote").click()
    await poll.get_by_role("radio", name="The cat").click()
    await poll.get_by_role("button", name="Vote").click()
    await expect(poll.locator(".mine")).to_contain_text("The cat2 votes100%")
    await guild.end_poll(message)
    await expect(kai.locator(".pollnote")).to_contain_text("The catWinning answer • 100%")
    await expect(poll.locator(".won")).to_contain_text("The cat")


async def test_context_commands_stand_behind_a_right_click(guild: Community, bot: SmallBot, visit: Visit) -> None:
    page = await visit("Kai")
    mio = await guild.member("Mio")
    await mio.say("general", "quote me")
    await log_of(page, "quote me").get_by_text("quote me").click(button="right")
    await page.get_by_role("menuitem", name="Apps").click()
    await page.get_by_role("menuitem", name="Quote").click()
    await expect(page.locator("#log blockquote")).to_have_text("quote me")
    await page.locator("#members .person", has_text="Mio").click(button="right")
    await page.get_by_role("menuitem", name="Apps").click()
    await page.get_by_role("menuitem", name="Greet").click()
    await expect(log_of(page, "hello Mio")).to_be_visible()
