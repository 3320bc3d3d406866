"""The gateway's protocol without a library: compression, sequences, resumes, close codes, limits and chunks."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import zstandard

from sandbox.clock import Clock
from sandbox.control import Community, SandboxClient
from sandbox.server import Sandbox, found
from sandbox.testing import running_sandbox
from sandbox.wire import PRIVILEGED, Intent
from sandbox.world import Rules

Json = dict[str, Any]
PLAIN = int(Intent.GUILDS | Intent.GUILD_MESSAGES)
WAIT_SECONDS = 30


class Socket:
    """One connection; `read` decodes whatever compression it was opened with."""

    def __init__(self, raw: aiohttp.ClientWebSocketResponse, compress: str) -> None:
        self.raw = raw
        inflate = zlib.decompressobj() if compress == "zlib-stream" else None
        unpack = zstandard.ZstdDecompressor().decompressobj() if compress == "zstd-stream" else None
        self._decode = inflate.decompress if inflate else unpack.decompress if unpack else None

    async def send(self, op: int, data: Any = None) -> None:
        await self.raw.send_str(json.dumps({"op": op, "d": data}))

    async def read(self) -> Json:
        message = await asyncio.wait_for(self.raw.receive(), WAIT_SECONDS)
        assert message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY), message
        blob = message.data if isinstance(message.data, str) else self._decode(message.data)
        return json.loads(blob)

    async def until(self, op: int, name: str | None = None) -> Json:
        """The next payload of that opcode, and of that event."""
        while True:
            payload = await self.read()
            if payload["op"] == op and name in (None, payload["t"]):
                return payload

    async def closed(self) -> int:
        """The code with which the server closes."""
        while not self.raw.closed:
            await asyncio.wait_for(self.raw.receive(), WAIT_SECONDS)
        return self.raw.close_code

    async def identify(self, **fields: Any) -> Json:
        wish = {"token": "sandbox", "intents": PLAIN, "properties": {}} | fields
        await self.send(2, wish)
        return (await self.until(0, "READY"))["d"]


@asynccontextmanager
async def connected(guild: Community, compress: str = "", version: str = "10") -> AsyncIterator[Socket]:
    query = f"?v={version}&encoding=json" + (f"&compress={compress}" if compress else "")
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{guild.url}/gateway{query}", max_msg_size=0) as raw,
    ):
        yield Socket(raw, compress)


@pytest.mark.parametrize("compress", ["", "zlib-stream", "zstd-stream"])
async def test_hello_ready_guild_and_events_come_in_order(sandbox_guild: Community, compress: str) -> None:
    async with connected(sandbox_guild, compress) as socket:
        hello = await socket.read()
        assert (hello["op"], hello["d"]["heartbeat_interval"]) == (10, 41250)
        await socket.send(1, None)
        assert (await socket.read())["op"] == 11
        ready = await socket.identify()
        created = await socket.until(0, "GUILD_CREATE")
        assert [one["id"] for one in ready["guilds"]] == [created["d"]["id"]]
        assert created["s"] == 2
        await (await sandbox_guild.member("Kai")).say("general", "x" * 1500)
        assert (await socket.until(0, "MESSAGE_CREATE"))["s"] == 3


async def test_resume_replays_exactly_what_was_missed(sandbox_guild: Community) -> None:
    kai = await sandbox_guild.member("Kai")
    async with connected(sandbox_guild) as socket:
        ready = await socket.identify()
        await kai.say("general", "before")
        seen = (await socket.until(0, "MESSAGE_CREATE"))["s"]
    missed = [(await kai.say("general", word)).id for word in ("one", "two")]
    async with connected(sandbox_guild) as socket:
        await socket.send(6, {"token": "sandbox", "session_id": ready["session_id"], "seq": seen})
        told = [await socket.until(0) for _ in range(3)]
        assert [one["d"].get("id") for one in told[:2]] == missed
        assert [one["s"] for one in told] == [seen + 1, seen + 2, seen + 3]
        assert told[2]["t"] == "RESUMED"


async def test_resume_of_nothing_is_an_invalid_session(sandbox_guild: Community) -> None:
    async with connected(sandbox_guild) as socket:
        await socket.send(6, {"token": "sandbox", "session_id": "none", "seq": 1})
        assert (await socket.until(9))["d"] is False
        await socket.identify()


async def test_resumable_invalid_session_may_resume_and_another_may_not(sandbox_guild: Community) -> None:
    for resumable, answer in ((True, "RESUMED"), (False, None)):
        async with connected(sandbox_guild) as socket:
            ready = await socket.identify()
            await sandbox_guild.invalidate(resumable=resumable)
            assert (await socket.until(9))["d"] is resumable
        async with connected(sandbox_guild) as socket:
            await socket.send(6, {"token": "sandbox", "session_id": ready["session_id"], "seq": 1})
            await (socket.until(0, answer) if answer else socket.until(9))


async def test_request_to_reconnect_is_opcode_seven(sandbox_guild: Community) -> None:
    async with connected(sandbox_guild) as socket:
        await socket.identify()
        await sandbox_guild.reconnect()
        await socket.until(7)


GOOD = {"token": "sandbox", "intents": PLAIN, "properties": {}}
CLOSES = {
    "unknown opcode": ([(2, GOOD), (99, None)], 4001),
    "identify without intents": ([(2, {"token": "sandbox", "properties": {}})], 4002),
    "payload of 16 KiB": ([(3, {"activities": "x" * 16384})], 4002),
    "members before identify": ([(8, {"guild_id": "1"})], 4003),
    "wrong token": ([(2, GOOD | {"token": "wrong"})], 4004),
    "resume with a wrong token": ([(6, {"token": "wrong", "session_id": "a", "seq": 0})], 4004),
    "identify twice": ([(2, GOOD), (2, GOOD)], 4005),
    "a shard beyond the last": ([(2, GOOD | {"shard": [2, 2]})], 4010),
    "an intent that there is not": ([(2, GOOD | {"intents": 1 << 30})], 4013),
    "an intent that was not granted": ([(2, GOOD | {"intents": int(Intent.GUILD_MEMBERS)})], 4014),
    "121 payloads in a minute": ([(1, None)] * 121, 4008),
}


@pytest.mark.parametrize("name", CLOSES)
async def test_mistake_closes_with_discords_code(sandbox_guild: Community, name: str) -> None:
    payloads, code = CLOSES[name]
    async with connected(sandbox_guild) as socket:
        for op, data in payloads:
            await socket.send(op, data)
        assert await socket.closed() == code


async def test_resume_ahead_of_what_was_sent_closes(sandbox_guild: Community) -> None:
    async with connected(sandbox_guild) as socket:
        ready = await socket.identify()
    async with connected(sandbox_guild) as socket:
        await socket.send(6, {"token": "sandbox", "session_id": ready["session_id"], "seq": 1000})
        assert await socket.closed() == 4007


async def test_old_version_closes(sandbox_guild: Community) -> None:
    async with connected(sandbox_guild, version="6") as socket:
        assert await socket.closed() == 4012


async def test_silence_without_heartbeats_closes() -> None:
    rules = Rules(strict_rate_limits=False, heartbeat_seconds=0.05)
    async with running_sandbox(rules=rules) as guild, connected(guild) as socket:
        assert await socket.closed() == 4009


async def test_second_identify_within_five_seconds_is_an_invalid_session() -> None:
    # A clock that stands still: however slow the machine, the second identify comes at once.
    sandbox = Sandbox(found("Guild", "Bot", Clock(lambda: 1.8e9), Rules()))
    async with SandboxClient(await sandbox.start()) as guild:
        async with connected(guild) as socket:
            await socket.identify()
        async with connected(guild) as socket:
            await socket.send(2, GOOD)
            assert (await socket.until(9))["d"] is False
            await guild.skip(5)
            await socket.identify()
        headers = {"Authorization": "Bot sandbox"}
        address = f"{guild.url}/api/v10/gateway/bot"
        async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as response:
            left = (await response.json())["session_start_limit"]
        assert (left["total"], left["remaining"], left["max_concurrency"]) == (1000, 998, 1)
    await sandbox.stop()


async def test_each_guild_belongs_to_one_shard(sandbox_guild: Community) -> None:
    ids = {(await sandbox_guild.state())["guild"]["id"]}
    for number in range(4):
        other = await sandbox_guild.add_guild(f"Guild {number}")
        ids.add((await other.state())["guild"]["id"])
    told = []
    for shard in range(2):
        async with connected(sandbox_guild) as socket:
            ready = await socket.identify(shard=[shard, 2])
            assert all((int(one["id"]) >> 22) % 2 == shard for one in ready["guilds"])
            told += [one["id"] for one in ready["guilds"]]
    assert sorted(told) == sorted(ids)


async def test_members_come_in_chunks_to_those_who_may_see_them() -> None:
    rules = Rules(strict_rate_limits=False, privileged_intents=int(PRIVILEGED))
    async with running_sandbox(rules=rules) as guild:
        kai = await guild.member("Kai")
        guild_id = (await guild.state())["guild"]["id"]
        async with connected(guild) as socket:
            await socket.identify(intents=PLAIN | int(Intent.GUILD_MEMBERS))
            await socket.send(8, {"guild_id": guild_id, "query": "", "limit": 0, "nonce": "all"})
            told = (await socket.until(0, "GUILD_MEMBERS_CHUNK"))["d"]
            assert (len(told["members"]), told["chunk_count"], told["nonce"]) == (3, 1, "all")
            await socket.send(8, {"guild_id": guild_id, "user_ids": [kai.id, "5"], "limit": 0})
            told = (await socket.until(0, "GUILD_MEMBERS_CHUNK"))["d"]
            assert ([one["user"]["id"] for one in told["members"]], told["not_found"]) == ([kai.id], ["5"])
        async with connected(guild) as socket:
            await socket.identify()
            await socket.send(8, {"guild_id": guild_id, "query": "", "limit": 0})
            assert (await socket.until(0, "GUILD_MEMBERS_CHUNK"))["d"]["members"] == []
            await socket.send(8, {"guild_id": guild_id, "query": "ka", "limit": 1})
            assert len((await socket.until(0, "GUILD_MEMBERS_CHUNK"))["d"]["members"]) == 1


async def test_presence_is_shown(sandbox_guild: Community) -> None:
    async with connected(sandbox_guild) as socket:
        await socket.identify()
        await socket.send(3, {"since": None, "activities": [], "status": "dnd", "afk": False})

        async def shown() -> bool | None:
            return True if (await sandbox_guild.state())["presence"].get("status") == "dnd" else None

        await sandbox_guild.wait(shown, WAIT_SECONDS, "the presence")
