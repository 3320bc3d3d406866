"""What goes wrong on demand, and how discord.py lives through it."""

import pytest

from sandbox.control import Community
from sandbox.errors import ControlError
from sandbox.testing import running_sandbox
from sandbox.world import Rules
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import SmallBot


async def test_rate_limited_request_is_tried_again(sandbox_guild: Community, small_bot: SmallBot) -> None:
    boss = await sandbox_guild.member("Boss", admin=True)
    await sandbox_guild.fault("rate_limit", method="POST", path="/messages$", seconds=0.2)
    reply = await boss.slash("studio nonces")
    assert (await reply.final(10)).content == "True"
    statuses = [one["status"] for one in await sandbox_guild.requests("POST", "/messages")]
    assert statuses == [429, 200, 200]


async def test_server_error_is_tried_again(sandbox_guild: Community, small_bot: SmallBot) -> None:
    boss = await sandbox_guild.member("Boss", admin=True)
    await sandbox_guild.fault("server_error", method="POST", path="/messages$", status=502)
    reply = await boss.slash("studio nonces")
    assert (await reply.final(10)).content == "True"


async def test_lost_answer_with_a_nonce_is_not_posted_twice(sandbox_guild: Community, small_bot: SmallBot) -> None:
    channel_id = int((await sandbox_guild.channel("general"))["id"])
    channel = small_bot.get_channel(channel_id)
    await sandbox_guild.fault("lost_answer", method="POST", path="/messages$")
    with pytest.raises(Exception, match=r"."):
        await channel.send("premiere", nonce="p-1")
    again = await channel.send("premiere", nonce="p-1")
    assert [one.id for one in await sandbox_guild.messages("general")] == [str(again.id)]
    assert await sandbox_guild.posts_by_nonce() == {"p-1": 1}


async def test_slow_answer_is_waited_for(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    await sandbox_guild.fault("slow", path="/callback", seconds=0.4)
    reply = await kai.slash("hello", {"name": "late"})
    assert reply.raw["answer_seconds"] >= 0.4


async def test_unknown_fault_is_refused(sandbox_guild: Community) -> None:
    with pytest.raises(ControlError, match="kind is one of"):
        await sandbox_guild.fault("earthquake")


async def test_strict_limits_make_discord_py_wait_without_a_429() -> None:
    async with running_sandbox(rules=Rules()) as guild, running_bot(guild) as bot:
        channel = bot.get_channel(int((await guild.channel("general"))["id"]))
        for number in range(6):
            await channel.send(str(number))
        posted = await guild.requests("POST", "/messages")
        assert [one["status"] for one in posted] == [200] * 6
        assert posted[-1]["at"] - posted[0]["at"] > 3
