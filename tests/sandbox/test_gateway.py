"""The gateway: dropped sockets are resumed, intents honoured, bad tokens and intents refused."""

import asyncio
import json

import aiohttp
import discord
import pytest

from sandbox.control import Community
from sandbox.testing import running_sandbox
from sandbox.wire import Intent
from sandbox.world import Rules
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import SmallBot, point_at


async def _resumed(guild: Community, bot: SmallBot, times: int = 1) -> None:
    async def look() -> bool | None:
        return True if bot.seen.count(("resumed", None)) == times else None

    await guild.wait(look, 15, "the bot to resume")


async def test_socket_closed_with_a_code_is_resumed_with_what_was_missed(
    sandbox_guild: Community, small_bot: SmallBot
) -> None:
    kai = await sandbox_guild.member("Kai")
    await sandbox_guild.drop(4000)
    poll = await kai.say("general", f"<@{small_bot.user.id}> while you were away")
    await _resumed(sandbox_guild, small_bot)
    assert ("message", poll.content) in small_bot.seen
    assert (await kai.slash("hello", {"name": "again"})).text == "hello again"


async def test_request_to_reconnect_is_resumed(sandbox_guild: Community, small_bot: SmallBot) -> None:
    await sandbox_guild.reconnect()
    await _resumed(sandbox_guild, small_bot)


async def test_cut_socket_is_resumed(sandbox_guild: Community, small_bot: SmallBot) -> None:
    await sandbox_guild.drop()
    await _resumed(sandbox_guild, small_bot)


async def test_invalid_session_is_identified_anew(sandbox_guild: Community, small_bot: SmallBot) -> None:
    await sandbox_guild.invalidate()

    async def look() -> bool | None:
        told = [one for one in await sandbox_guild.journal(kind="gateway") if one["what"] == "identified"]
        return True if len(told) == 2 else None

    await sandbox_guild.wait(look, 20, "a second identify")


async def test_others_words_are_blank_without_the_content_intent(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    await kai.say("general", "a secret")
    await kai.say("general", f"<@{small_bot.user.id}> hello")

    async def look() -> bool | None:
        return True if len(small_bot.seen) == 2 else None

    await sandbox_guild.wait(look, 5, "two messages")
    assert small_bot.seen == [("message", ""), ("message", f"<@{small_bot.user.id}> hello")]


async def test_granted_content_intent_shows_others_words() -> None:
    rules = Rules(strict_rate_limits=False, privileged_intents=int(Intent.MESSAGE_CONTENT))
    async with running_sandbox(rules=rules) as guild:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
        async with running_bot(guild, intents=intents) as bot:
            kai = await guild.member("Kai")
            await kai.say("general", "no secret")

            async def look() -> bool | None:
                return True if ("message", "no secret") in bot.seen else None

            await guild.wait(look, 5, "the message")


async def test_ungranted_intents_and_wrong_tokens_are_refused(sandbox_guild: Community) -> None:
    point_at(sandbox_guild.url)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await SmallBot(intents=discord.Intents.all()).start("sandbox")
    with pytest.raises(discord.LoginFailure):
        await SmallBot().start("wrong")


@pytest.mark.parametrize(("payload", "code"), [("no json", 4002), ('{"op": 8, "d": {}}', 4003), ('{"op": 99}', 4003)])
async def test_bad_payloads_close_the_socket(sandbox_guild: Community, payload: str, code: int) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{sandbox_guild.url}/gateway?v=10&encoding=json") as socket,
    ):
        hello = json.loads((await socket.receive()).data)
        assert hello["op"] == 10
        await socket.send_str(payload)
        await asyncio.wait_for(socket.receive(), 5)
        assert socket.close_code == code
