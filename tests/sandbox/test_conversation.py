"""A whole conversation of members with a real discord.py bot."""

import asyncio

import pytest

from sandbox.control import Community
from sandbox.errors import CommandRefused, NoAnswer
from sandbox.permissions import ALL
from sandbox.testing import running_sandbox
from sandbox.told import File, Reply
from sandbox.world import Rules
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import SmallBot


async def test_slash_with_options_is_answered(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    reply = await kai.slash("hello", {"name": "moon", "loud": True})
    assert (reply.outcome, reply.text) == ("message", "hello MOON")


async def test_answer_pings_members_alone_unless_it_says_otherwise(
    sandbox_guild: Community, small_bot: SmallBot
) -> None:
    kai = await sandbox_guild.member("Kai")
    await sandbox_guild.change_role("Bot", permissions=str(int(ALL)))
    reply = await kai.slash("hello", {"name": f"@everyone and <@{kai.id}>"})
    assert reply.message is not None
    assert reply.message.raw["mention_everyone"] is False
    assert [one["id"] for one in reply.message.raw["mentions"]] == [kai.id]


async def test_deferred_answer_is_edited_with_a_file_and_followed_up(
    sandbox_guild: Community, small_bot: SmallBot
) -> None:
    kai = await sandbox_guild.member("Kai")
    options = {
        "series": "Moon Cafe",
        "style": "Seinen",
        "seconds": 20,
        "picture": File(name="a.png", blob=b"x" * 7),
    }
    reply = await kai.slash("make", options)
    assert reply.outcome == "deferred"
    draft = await reply.followup(10)
    final = await reply.final(10)
    assert final.content == "Moon Cafe / s2 / 20 s / 7 bytes"
    assert [one.filename for one in final.attachments] == ["ep1.mp4"]
    assert len(await sandbox_guild.download(final.attachments[0])) == 5000
    assert "Draft of episode 1" in draft.text
    starred = await kai.press(final, "Star 0")
    assert (starred.outcome, starred.text) == ("updated", "1 stars")
    assert (await kai.press(final, "star:1")).text == "2 stars"
    asked = await kai.press(draft, "Revise")
    values = {"notes_unknown": "x"}
    with pytest.raises(Exception, match="no field"):
        await kai.submit(asked.modal, values)
    names = {
        "What should change?": "more rain",
        "Which shot": "Shot 2",
        "Reference": File(name="r.png", blob=b"123"),
    }
    sent = await kai.submit(asked.modal, names)
    assert sent.ephemeral
    assert sent.text == "shot 2: more rain [('r.png', 3)]"
    approved = await kai.press(draft, "Approve")
    assert approved.text == f"Approved by <@{kai.id}>"


async def test_autocomplete_offers_choices(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    assert await kai.autocomplete("make", "series", "moo") == [("Moon Cafe", "moon cafe")]


async def test_ephemeral_answers_show_to_nobody_else(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai, mio = await sandbox_guild.member("Kai"), await sandbox_guild.member("Mio")
    reply = await kai.slash("whisper")
    await reply.followup(5)
    assert [one.content for one in await kai.messages("general")] == ["only you see this", "and this"]
    assert await mio.messages("general") == []


async def test_selects_give_options_and_members(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    await sandbox_guild.member("Mio")
    asked = await kai.slash("pick")
    assert (await kai.choose(asked, "people", "Mio")).text == "Mio"
    assert (await kai.choose(asked, "letters", ["A", "c"])).text == "picked ['a', 'c']"


async def test_silence_for_three_seconds_is_no_answer(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    with pytest.raises(NoAnswer):
        await kai.slash("sleep")


async def test_an_answer_is_not_waited_for_over_a_skip_of_the_clock() -> None:
    patient = Rules(strict_rate_limits=False, answer_seconds=10_000.0)
    async with running_sandbox(rules=patient) as guild, running_bot(guild):
        kai = await guild.member("Kai")
        asked = asyncio.ensure_future(kai.slash("sleep"))
        for _ in range(1000):
            await guild.skip(patient.answer_seconds)
            await asyncio.wait((asked,), timeout=0.05)
            if asked.done():
                break
        with pytest.raises(NoAnswer):
            asked.result()


async def test_waiting_in_vain_is_a_timeout(sandbox_guild: Community) -> None:
    with pytest.raises(TimeoutError, match="a message in nowhere"):
        await sandbox_guild.wait_for("nowhere", lambda one: True, 0.1)


async def test_second_answer_is_refused(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    reply = await kai.slash("twice")
    assert (await reply.followup(5)).content == "400 40060"


async def test_setup_makes_channels_and_roles_for_those_who_may(sandbox_guild: Community, small_bot: SmallBot) -> None:
    boss, kai = await sandbox_guild.member("Boss", admin=True), await sandbox_guild.member("Kai")
    with pytest.raises(CommandRefused):
        await kai.slash("studio setup")
    assert "studio" not in await kai.commands()
    reply = await boss.slash("studio setup")
    assert (await reply.final(10)).content == "made writers-room and Director"
    channel = await sandbox_guild.channel("writers-room")
    assert channel["topic"] == "Pitches"
    state = await sandbox_guild.state()
    director = next(one for one in state["guild"]["roles"] if one["name"] == "Director")
    me = next(one for one in state["members"] if one["user"]["id"] == boss.id)
    assert director["id"] in me["roles"]
    welcome = await sandbox_guild.wait_for("writers-room", lambda one: one.content == "Welcome", 5)
    assert welcome.nonce == "welcome-1"


async def test_same_nonce_posts_once(sandbox_guild: Community, small_bot: SmallBot) -> None:
    boss = await sandbox_guild.member("Boss", admin=True)
    reply = await boss.slash("studio nonces")
    assert (await reply.final(10)).content == "True"
    said = [one for one in await sandbox_guild.messages("general") if one.content == "once only"]
    assert len(said) == 1
    assert await sandbox_guild.posts_by_nonce() == {"n-1": 1}


async def test_reaction_pin_thread_and_edit(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    reply = await kai.slash("talk")
    assert (await reply.final(10)).content == "edited True side talk"
    message = await sandbox_guild.wait_for("general", lambda one: one.content == "edited", 5)
    assert (message.reactions, message.pinned, message.edited) == ({"👍": 1}, True, True)
    inside = await sandbox_guild.messages(message.thread_id)
    assert "in the thread" in [one.content for one in inside]
    await kai.react(message, "🔥")
    await sandbox_guild.wait_until(message, lambda one: one.reactions == {"👍": 1, "🔥": 1}, 5)
    await sandbox_guild.wait(lambda: _saw(small_bot, ("reaction", "🔥")), 5, "the bot to see the reaction")


async def test_poll_is_voted_on_and_ends(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai, mio = await sandbox_guild.member("Kai"), await sandbox_guild.member("Mio")
    poll = (await kai.slash("poll")).message
    await kai.vote(poll, "The rival")
    await kai.vote(poll, "The cat")
    await mio.vote(poll, 1)
    await sandbox_guild.wait(lambda: _saw(small_bot, ("vote", 1)), 5, "the bot to see the vote")
    await sandbox_guild.end_poll(poll)
    done = await sandbox_guild.message(poll)
    assert done.raw["poll"]["results"]["is_finalized"]
    assert [(one["id"], one["count"]) for one in done.raw["poll"]["results"]["answer_counts"]] == [(1, 2)]
    result = await sandbox_guild.wait_for("general", lambda one: one.raw["type"] == 46, 5)
    assert "victor_answer_text: The cat" in result.text


async def test_file_over_the_limit_is_refused(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    reply = await kai.slash("large")
    assert (await reply.final(20)).content == "413 40005"


async def _saw(bot: SmallBot, what: tuple[str, object]) -> bool | None:
    return True if what in bot.seen else None


async def test_context_menus_take_a_message_or_a_member(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    mio = await sandbox_guild.member("Mio")
    said = await mio.say("general", "to be or not")
    assert (await kai.context("Quote", said)).text == "> to be or not"
    assert (await kai.context("Greet", mio)).text == "hello Mio"


async def test_options_of_every_type_arrive(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    await sandbox_guild.add_role("Director")
    options = {"member": kai, "role": "Director", "channel": "general", "ratio": 0.5, "whole": "7"}
    assert (await kai.slash("everything", options)).text == "Kai Director general 0.5 7"
    with pytest.raises(CommandRefused, match="won't do"):
        await kai.slash("everything", options | {"whole": "seven"})
    with pytest.raises(CommandRefused, match="required"):
        await kai.slash("everything")
    with pytest.raises(CommandRefused, match="there are"):
        await kai.slash("nothing")


async def test_forum_post_is_a_thread_with_its_first_message(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    assert (await (await kai.slash("forum")).final(10)).content == "True 1000"
    inside = await kai.messages("Moon Cafe 2")
    assert [one.content for one in inside] == ["premiere", "and more"]


async def test_direct_message_reaches_only_the_member(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    await kai.slash("letter")
    found = await kai.wait_for(await kai.dm(), lambda one: one.content == "a letter", 5)
    assert found.author == small_bot.user.name


async def test_deleted_answer_is_gone(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    reply = await kai.slash("clear")

    async def gone() -> bool | None:
        return True if (await reply.refresh()).message is None else None

    await sandbox_guild.wait(gone, 5, "the answer to go")


async def test_waiting_for_a_deleted_answer_says_so(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    reply = await kai.slash("clear")
    with pytest.raises(ValueError, match="deleted"):
        await sandbox_guild.wait(lambda: _never(reply), 5, "the answer to go")


async def _never(reply: Reply) -> None:
    await reply.final(1)
