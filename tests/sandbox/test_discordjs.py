"""discord.js, a client that nobody here wrote, lives a whole conversation on the sandbox.

It needs Node.js and fetches discord.js once, as locked in `discordjs/package-lock.json`. Where that can't be had
these tests are skipped; with CI=true they fail instead.
"""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox.control import Community, Member
from sandbox.errors import CommandRefused
from sandbox.permissions import ALL
from sandbox.testing import running_sandbox
from sandbox.told import File
from sandbox.world import Rules
from tests.sandbox.openapi import violations
from tests.sandbox.second_client import CannotInstall, SecondBot, installed, running_second_bot

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def packages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the packages are installed."""
    cache = getattr(request.config, "cache", None)
    try:
        return installed(cache.mkdir("discordjs") if cache else tmp_path_factory.mktemp("discordjs"))
    except CannotInstall as problem:
        if os.environ.get("CI") == "true":
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(str(problem))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def guild(packages: Path) -> AsyncIterator[Community]:
    async with running_sandbox(guild_name="Parlour", application="Scoop") as guild:
        yield guild
        found = violations(await guild.journal())
        assert not found, "\n".join(found)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(guild: Community, packages: Path) -> AsyncIterator[SecondBot]:
    async with running_second_bot(guild, packages) as bot:
        yield bot
        assert not bot.saw("problem"), bot.story()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kai(guild: Community, bot: SecondBot) -> Member:
    return await guild.member("Kai")


async def test_it_logs_in_and_registers_its_commands(guild: Community, bot: SecondBot, kai: Member) -> None:
    ready = await bot.wait_for("ready")
    assert (ready["user"], ready["guild"], ready["channels"]) == ("Scoop", "Parlour", ["general"])
    assert {"order", "shop", "Quote", "Greet"} <= set(ready["commands"])
    assert "order" in await kai.commands()
    assert "shop" not in await kai.commands()


async def test_options_of_every_type_arrive(guild: Community, bot: SecondBot, kai: Member) -> None:
    mio = await guild.member("Mio")
    await guild.add_role("Team")
    options = {"flavour": "melon", "scoops": 2, "tip": 0.5, "cone": True, "size": "Large", "friend": mio}
    things = {"team": "Team", "place": "general", "anyone": mio, "picture": File(name="a.png", blob=b"x" * 7)}
    told = json.loads((await kai.slash("order", options | things)).text)
    assert told == {
        "flavour": "melon",
        "scoops": 2,
        "tip": 0.5,
        "cone": True,
        "size": "l",
        "friend": "Mio",
        "team": "Team",
        "place": "general",
        "anyone": f"<@{mio.id}>",
        "picture": "a.png",
        "bytes": 7,
        "by": "Kai",
        "locale": "en-US",
    }
    with pytest.raises(CommandRefused):
        await kai.slash("order", {"flavour": "melon", "scoops": 4})


async def test_autocomplete_offers_what_was_begun(kai: Member) -> None:
    assert await kai.autocomplete("order", "flavour", "m") == [("matcha", "matcha"), ("melon", "melon")]


async def test_who_may_makes_channels_and_roles(guild: Community, bot: SecondBot, kai: Member) -> None:
    boss = await guild.member("Boss", admin=True)
    with pytest.raises(CommandRefused):
        await kai.slash("shop open", {"sign": "Open"})
    reply = await boss.slash("shop open", {"sign": "Open"})
    channel = await guild.channel("ice-cream")
    assert channel is not None
    assert reply.text == f"<#{channel['id']}> says Open!"
    assert channel["topic"] == "Open!"
    await bot.wait_for("channel", name="ice-cream", topic="Open")
    assert (await boss.slash("shop staff hire", {"who": kai})).text == "Kai: @everyone, Staff"


async def test_ephemeral_answers_show_to_nobody_else(guild: Community, bot: SecondBot, kai: Member) -> None:
    mio = await guild.member("Mio")
    reply = await kai.slash("secret")
    assert reply.ephemeral

    async def settled() -> bool | None:
        await reply.refresh()
        return True if (reply.text, reply.followups) == ("hush, hush", []) else None

    await guild.wait(settled, 10, "the answer to be edited and its follow-up to be deleted")
    events = [one["data"] for one in await guild.journal(kind="event") if one["name"] == "MESSAGE_CREATE"]
    private = [one for one in events if one["content"] == "hush"]
    assert len(private) == 1
    assert "guild_id" not in private[0]
    assert not [one for one in await mio.messages("general") if "hush" in one.text]


async def test_deferred_answer_gets_files_and_a_follow_up(guild: Community, kai: Member) -> None:
    reply = await kai.slash("deliver")
    assert reply.outcome == "deferred"
    card = await reply.followup(10)
    done = (await reply.refresh()).message
    assert done is not None
    assert done.text == "here\nDone\nFive thousand bytes\nlength: 3 s\nfoot"
    assert await guild.download(done.attachments[0]) == bytes([7]) * 5000
    assert "5000 = 5000" in card.text
    assert [one.filename for one in card.attachments] == ["still.png"]
    assert (await kai.press(card, "Like")).text == "liked by Kai"


async def test_buttons_and_menus_change_the_message(guild: Community, bot: SecondBot, kai: Member) -> None:
    mio = await guild.member("Mio")
    board = await kai.slash("board")
    await guild.wait_until(board.message, lambda one: one.reactions == {"👀": 1}, 60)
    assert (await kai.press(board, "Count")).text == "1"
    assert (await mio.press(board, "Count")).text == "2"
    chosen = await kai.choose(board, "colours", ["Red", "blue"])
    assert chosen.outcome == "deferred_update"
    await guild.wait_until(board.message, lambda one: one.content == "red and blue", 60)
    named = await kai.choose(board, "people", ["Mio", "Kai"])
    assert (named.ephemeral, named.text) == (True, "Kai, Mio")


async def test_forms_of_both_generations_come_back_filled_in(guild: Community, bot: SecondBot, kai: Member) -> None:
    board = await kai.slash("board")
    asked = (await kai.press(board, "Notes")).modal
    assert asked.values == {"text": "as it is"}
    given = {"Which shot": "Second", "Reference": File(name="r.png", blob=b"123"), "With": "Mio"}
    told = json.loads((await (await kai.submit(asked, given)).final(10)).text)
    assert told == {"text": "as it is", "shot": ["second"], "files": [["r.png", 3]], "who": ["mio"], "on": "0"}
    old = (await kai.press(board, "Old form")).modal
    assert (await kai.submit(old, {"Line": "as of old"})).text == "as of old"
    form = (await kai.press(board, "Form")).modal
    updated = await kai.submit(form, {"Pace": "Fast", "Extras": ["Rain", "Snow"], "Sure?": True})
    assert updated.outcome == "updated"
    assert json.loads(updated.text) == {"pace": "fast", "extras": ["rain", "snow"], "sure": True}
    assert updated.message is not None
    assert updated.message.labels == []


async def test_poll_is_voted_on_counted_and_closed(guild: Community, bot: SecondBot, kai: Member) -> None:
    mio = await guild.member("Mio")
    poll = (await kai.slash("poll")).message
    assert poll is not None
    asked = await bot.wait_for("asked", id=poll.id)
    assert asked["hours"] == pytest.approx(1, abs=0.01)
    await kai.vote(poll, "Red")
    await bot.wait_for("vote", answer=1, user=kai.id)
    await kai.vote(poll, "Blue")
    await bot.wait_for("unvote", answer=1, user=kai.id)
    await mio.vote(poll, 2)
    await bot.wait_for("vote", answer=2, user=mio.id)
    closed = await kai.slash("close")
    assert (await closed.final(10)).text == "over: true"
    assert (await bot.wait_for("voters"))["voters"] == {"Red": [], "Blue": ["kai", "mio"]}
    await bot.wait_for("poll", id=poll.id, over=True, counts={"Red": 0, "Blue": 2})


async def test_poll_ends_when_its_time_is_up(guild: Community, bot: SecondBot, kai: Member) -> None:
    poll = (await kai.slash("poll")).message
    assert poll is not None
    await kai.vote(poll, "Red")
    await guild.skip(3601)
    await bot.wait_for("poll", id=poll.id, over=True, counts={"Red": 1, "Blue": 0})


async def test_threads_pins_reactions_and_nonces(guild: Community, bot: SecondBot, kai: Member) -> None:
    reply = await kai.slash("talk")
    assert (await reply.final(10)).text == "true 1 true true"
    said = await guild.wait_for("general", lambda one: one.content == "talk there", 60)
    assert (said.pinned, said.edited, said.reactions) == (True, True, {"👍": 1})
    assert said.thread_id is not None
    inside = [one.content for one in await guild.messages(said.thread_id)]
    assert [one for one in inside if one in ("inside", "and answered")] == ["inside", "and answered"]
    assert (await guild.channel("quiet talk")) is not None
    await bot.wait_for("thread", name="side talk")
    await kai.react(said, "🔥")
    await bot.wait_for("reaction", emoji="🔥", user=kai.id)
    await kai.react(said, "🔥", add=False)
    await bot.wait_for("unreaction", emoji="🔥", user=kai.id)


async def test_members_words_and_files_arrive_when_it_is_meant(guild: Community, bot: SecondBot, kai: Member) -> None:
    await kai.say("general", "not for you")
    me = (await guild.state())["application"]["id"]
    file = File(name="cat.png", blob=b"c" * 12)
    gone = await kai.say("general", f"<@{me}> look", files=[file])
    note = await bot.wait_for("message", content=f"<@{me}> look")
    assert note["files"] == [{"name": "cat.png", "size": 12, "type": "image/png"}]
    assert not bot.saw("message", content="not for you")
    await kai.delete(gone)
    await bot.wait_for("deleted", id=gone.id)


async def test_context_menus_take_a_message_or_a_member(guild: Community, bot: SecondBot, kai: Member) -> None:
    mio = await guild.member("Mio")
    said = await mio.say("general", "to be or not")
    assert (await kai.context("Quote", said)).text == "> to be or not"
    assert (await kai.context("Greet", mio)).text == "hello Mio"


async def test_letter_goes_to_the_member_alone(guild: Community, bot: SecondBot, kai: Member) -> None:
    await kai.slash("letter")
    letter = await kai.wait_for(await kai.dm(), lambda one: one.content == "a letter", 60)
    assert await guild.download(letter.attachments[0]) == b"dear"
    await bot.wait_for("message", content="a letter", direct=True)


async def test_a_guild_is_managed_with_every_right(guild: Community, bot: SecondBot, kai: Member) -> None:
    ren = await guild.member("Ren")
    await guild.change_role("Scoop", permissions=str(int(ALL)))
    told = {
        "forum": "4 true",
        "privacy": "2 1",
        "webhook": "Bard hear, hear 0",
        "invite": "Parlour 2 0",
        "emoji": "moon 1",
        "evening": "Second premiere",
        "ban": "spoilers 0",
        "role": "Cast #ff8800 true",
        "broom": "2",
    }
    for what, answer in told.items():
        about = {"member": ren} if what in ("privacy", "ban") else {}
        reply = await kai.slash("manage", {"what": what} | about)
        assert (what, (await reply.final(20)).text) == (what, answer)
    actions = (await (await kai.slash("manage", {"what": "log"})).final(20)).text
    assert set(actions.split(",")) >= {"Create", "Update", "Delete"}
    for what in ("banned", "unbanned", "emoji", "invite", "webhooks", "evening", "entry", "bulk", "role"):
        await bot.wait_for(what)


async def test_refusals_carry_the_codes_it_knows(kai: Member) -> None:
    reply = await kai.slash("wrong")
    assert (await reply.final(20)).text.splitlines() == [
        "400 50035 content",
        "404 10008",
        "400 40060",
        "413 40005",
        "400 50028",
    ]


async def test_it_rides_out_a_rate_limit_and_a_server_error(guild: Community, bot: SecondBot, kai: Member) -> None:
    await guild.fault("rate_limit", method="PATCH", path="/webhooks/", seconds=0.1)
    await guild.fault("server_error", method="POST", path="/webhooks/")
    reply = await kai.slash("deliver")
    assert "5000 = 5000" in (await reply.followup(20)).text
    told = [one["status"] for one in await guild.requests() if one["fault"]]
    assert sorted(told) == [429, 500]


@pytest.mark.parametrize("how", ["closed", "cut", "asked"])
async def test_it_resumes_with_what_it_missed(guild: Community, bot: SecondBot, kai: Member, how: str) -> None:
    async def resumes() -> int:
        return [one["what"] for one in await guild.journal(kind="gateway")].count("resumed")

    async def once_more() -> bool | None:
        return True if await resumes() > before else None

    before = await resumes()
    if how == "asked":
        await guild.reconnect()
    else:
        await guild.drop(4000 if how == "closed" else None)
    me = (await guild.state())["application"]["id"]
    said = await kai.say("general", f"<@{me}> {how}")

    await guild.wait(once_more, 30, "the bot to resume")
    await bot.wait_for("message", content=said.content)
    assert (await kai.autocomplete("order", "flavour", "v")) == [("vanilla", "vanilla")]
    assert len(bot.saw("identified")) == 1


async def test_buckets_are_read_before_they_run_dry(packages: Path) -> None:
    async with running_sandbox(rules=Rules()) as guild, running_second_bot(guild, packages) as bot:
        kai = await guild.member("Kai")
        reply = await kai.slash("burst")
        assert (await reply.followup(30, number=6)).text == "burst 6"
        assert bot.saw("limited")
        assert [one["status"] for one in await guild.requests() if one["status"] >= 400] == []
