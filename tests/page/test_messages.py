"""In a browser: messages with hostile words, films, replies, reactions and files; marks and hidden places."""

from __future__ import annotations

import io

import discord
import pytest
from playwright.async_api import Locator, Page, expect

from sandbox.control import Community
from tests.page.conftest import Visit
from tests.page.showcase import a_film
from tests.page.windows import until
from tests.sandbox.small_bot import PNG, SmallBot

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOSTILE = (
    "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>",
    "[click](javascript:document.title='broken') <javascript:alert(1)> javascript:alert(1)",
    "**<b onmouseover=alert(1)>bold</b>** `<i>` ||<iframe src=//evil.example>||",
    '[<svg onload=alert(1)>](https://example.org/"onclick=alert(1)) https://example.org/\'"><script>',
    '<@1234567890> <#1234567890> <@&1234567890> <t:99999999999999:R> <t:9999999999999:R> </x"y:1>',
    "\u202etxt.exe\u202c \u0000 " + "*_~`|" * 60,
)


def message(page: Page, words: str) -> Locator:
    """The messages that say these words."""
    return page.locator("#log .message", has_text=words)


async def test_hostile_words_stay_words(guild: Community, bot: SmallBot, visit: Visit) -> None:
    mallory = await guild.member("<img src=x onerror=alert(1)>")
    page = await visit("Kai")
    title = await page.title()
    for words in HOSTILE:
        await mallory.say("general", words)
    embed = discord.Embed(title=HOSTILE[0], description=HOSTILE[1], url="https://example.org").set_footer(
        text=HOSTILE[0]
    )
    channel = await bot.fetch_channel(int((await guild.channel("general"))["id"]))
    await channel.send(embed=embed.add_field(name=HOSTILE[0], value=HOSTILE[2]))
    await guild.add_channel("<script>alert(1)</script>", topic=HOSTILE[0])
    await expect(page.locator("#log .embed")).to_be_visible()
    await expect(page.locator("#channels")).to_contain_text("<script>alert(1)</script>")
    await expect(page.locator("#members")).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(page.locator("#log .md").first).to_contain_text("<script>document.title='broken'</script>")
    assert await page.title() == title
    foreign = "#log .message :is(script, iframe, object, embed, svg[onload], b, [onerror], [onclick], [onmouseover])"
    assert await page.locator(f"{foreign}, #channels script, #members img").count() == 0
    links = await page.locator("#log a").evaluate_all("all => all.map((one) => one.protocol)")
    assert set(links) <= {"http:", "https:"}


async def test_a_film_goes_on_playing_while_its_message_is_edited(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    channel = await bot.fetch_channel(int((await guild.channel("general"))["id"]))
    posted = await channel.send("Rendering 1 %", file=discord.File(io.BytesIO(a_film(8)), "film.mp4"))
    page = await visit("Kai")
    film = page.locator("#log video")
    await film.evaluate("one => { one.loop = true; one.pauses = 0; one.onpause = () => { one.pauses += 1; }; }")
    await film.evaluate("one => one.play()")
    await until(page, "document.querySelector('#log video').currentTime > 0.1")
    for percent in (20, 60, 100):
        await posted.edit(content=f"Rendering {percent} %")
        await expect(message(page, f"Rendering {percent} %")).to_be_visible()
    await posted.add_reaction("🔥")
    await expect(page.get_by_role("button", name="🔥, 1")).to_be_visible()
    assert await film.evaluate("one => [one.pauses, one.paused]") == [0, False]
    before = await film.evaluate("one => one.currentTime")
    await until(page, f"document.querySelector('#log video').currentTime !== {before}")


async def test_one_answers_reacts_edits_and_deletes(guild: Community, bot: SmallBot, visit: Visit) -> None:
    mio = await guild.member("Mio")
    await mio.say("general", "who has an idea?")
    page = await visit("Kai")
    await message(page, "who has an idea?").hover()
    await page.get_by_role("button", name="Reply").click()
    await expect(page.locator("#hint")).to_contain_text("Replying to Mio")
    await page.keyboard.type("I do :)")
    await page.keyboard.press("Enter")
    await expect(message(page, "I do :)").locator(".quote")).to_have_text("who has an idea?")
    await expect(page.locator("#hint")).to_be_empty()
    await page.keyboard.press("ArrowUp")
    await page.locator("#text").fill("I do, *really*")
    await page.keyboard.press("Enter")
    await expect(message(page, "I do, really")).to_contain_text("(edited)")
    await page.locator("#log .quote").click()
    await expect(page.locator("#log .message", has_text="who has an idea?").first).to_be_focused()
    idea = await guild.wait_for("general", lambda m: m.content == "who has an idea?")
    link = f"https://discord.com/channels/1/{idea.channel_id}/{idea.id}"
    await mio.say("general", f"<@{mio.id}> said it here: {link}")
    await page.locator("#log .jump").click()
    await expect(page.locator("#log .message", has_text="who has an idea?").first).to_be_focused()
    await page.locator("#log").get_by_role("button", name="@Mio").click()
    await page.get_by_role("dialog", name="Mio").get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Mention").click()
    await expect(page.locator("#text")).to_have_value(f"<@{mio.id}> ")
    await page.locator("#text").fill("")
    await page.locator("#log .message", has_text="who has an idea?").first.hover()
    await page.get_by_role("button", name="React with 🔥").first.click()
    await expect(page.get_by_role("button", name="🔥, 1, yours")).to_be_visible()
    await page.get_by_role("button", name="🔥, 1, yours").click()
    await expect(page.locator(".reaction")).to_have_count(0)
    await page.locator("#log .md em").click(button="right")
    await page.get_by_role("menuitem", name="Delete Message").click()
    await expect(message(page, "I do, really")).to_have_count(0)


async def test_pictures_are_sent_by_button_and_by_dropping_them(guild: Community, bot: SmallBot, visit: Visit) -> None:
    page = await visit("Kai")
    picture = {"name": "board.png", "mimeType": "image/png", "buffer": PNG}
    await page.locator("#files").set_input_files([picture])
    drop = """bytes => {
        const held = new DataTransfer();
        held.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
        const facts = { dataTransfer: held, bubbles: true, cancelable: true };
        document.querySelector("main").dispatchEvent(new DragEvent("drop", facts));
    }"""
    await page.evaluate(drop, list(PNG))
    await expect(page.locator("#hint .files li")).to_have_count(2)
    await page.get_by_role("button", name="Send").click()
    said = await guild.wait_for("general", lambda m: len(m.attachments) == 2)
    assert [one.filename for one in said.attachments] == ["board.png", "dropped.png"]
    await page.locator("#log .picture").first.click()
    await expect(page.get_by_role("dialog", name="Picture")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Picture")).to_be_hidden()


async def test_marks_of_what_is_unread_and_channels_that_are_hidden(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    everyone = (await guild.state())["guild"]["id"]
    await guild.add_channel("talk")
    secret = await guild.add_channel("secret")
    await guild.overwrite(secret["id"], everyone, type_=0, deny=1 << 10)
    silent = await guild.add_channel("announcements")
    await guild.overwrite(silent["id"], everyone, type_=0, deny=1 << 11)
    boss, kai = await guild.member("Boss", admin=True), await guild.member("Kai")
    page = await visit("Kai")
    await boss.say("secret", "psst")
    await boss.say("talk", f"look here, <@{kai.id}>")
    talk = page.get_by_role("link", name="talk, unread")
    await expect(talk.locator(".pings")).to_have_text("1")
    await expect(page.get_by_role("link", name="secret")).to_have_count(0)
    await talk.click()
    await expect(message(page, "look here, @Kai")).to_have_class("message mentioned")
    await expect(page.locator("#channels .unread")).to_have_count(0)
    await page.get_by_role("link", name="announcements").click()
    await expect(page.locator("#text")).to_be_disabled()
    await expect(page.locator("#text")).to_have_attribute(
        "placeholder", "You do not have permission to send messages in this channel."
    )
    await guild.overwrite(secret["id"], kai.id, type_=1, allow=1 << 10)
    await page.get_by_role("link", name="secret").click()
    await expect(message(page, "psst")).to_be_visible()


async def test_threads_forum_posts_direct_messages_and_other_guilds(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    boss = await guild.member("Boss", admin=True)
    await (await boss.slash("talk")).final()
    await (await boss.slash("forum")).final()
    page = await visit("Kai")
    await page.locator(".threadcard").click()
    await expect(message(page, "in the thread")).to_be_visible()
    await page.get_by_role("link", name="dramas").click()
    await page.locator(".post", has_text="Moon Cafe 2").click()
    await expect(message(page, "and more")).to_be_visible()
    await page.get_by_role("link", name="general").click()
    await page.locator("#text").press_sequentially("/letter")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Direct messages").click()
    await expect(message(page, "a letter")).to_be_visible()
    await guild.call("POST", "/guilds", {"name": "Other place", "owner": "Rin"})
    await page.get_by_role("button", name="Other place").click()
    await expect(page.locator("#toasts")).to_contain_text("Kai is not a member of that guild.")
    await page.get_by_role("button", name="Moon Studio").click()
    await expect(page.get_by_role("link", name="general")).to_have_attribute("aria-current", "page")


async def test_old_messages_come_when_one_scrolls_up_and_new_ones_do_not_pull_one_down(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    kai = await guild.member("Kai")
    for n in range(70):
        await kai.say("general", f"line {n}.")
    page = await visit("Kai")
    await expect(message(page, "line 69.")).to_be_in_viewport()
    await expect(message(page, "line 9.")).to_have_count(0)
    await page.locator("#log").evaluate("log => { log.scrollTop = 0; }")
    await expect(message(page, "line 0.")).to_have_count(1)
    await expect(page.locator("#log .start")).to_contain_text("Welcome to #general!")
    await kai.say("general", "the newest")
    await expect(message(page, "the newest")).not_to_be_in_viewport()
    await page.get_by_role("button", name="Jump to present").click()
    await expect(message(page, "the newest")).to_be_in_viewport()
    assert await page.locator("#log .day").count() == 1


async def test_a_mention_of_a_new_channel_gets_its_name_as_soon_as_it_is_known(
    guild: Community, bot: SmallBot, visit: Visit
) -> None:
    page, kai = await visit("Kai"), await guild.member("Kai")
    await page.route("**/sandbox/state?*", lambda route: route.abort())
    made = await guild.add_channel("brand-new")
    await kai.say("general", f"come to <#{made['id']}>")
    await expect(message(page, "come to #unknown")).to_be_visible()
    await page.unroute("**/sandbox/state?*")
    await guild.add_role("Critics")
    await expect(message(page, "come to #brand-new")).to_be_visible()


async def test_typing_shows_and_what_the_bot_is_doing(guild: Community, bot: SmallBot, visit: Visit) -> None:
    page = await visit("Kai")
    mio = await guild.member("Mio")
    await bot.change_presence(activity=discord.Activity(type=discord.ActivityType.watching, name="the moon rise"))
    await mio.typing("general")
    await expect(page.locator("#typing")).to_have_text("Mio is typing…")
    await mio.say("general", "done")
    await expect(page.locator("#typing")).to_have_text("")
    await expect(message(page, "done")).to_be_visible()
