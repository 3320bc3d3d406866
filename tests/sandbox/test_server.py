"""The server's edges: loopback only, the CDN's ranges and signatures, the command line, deadlines."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.__main__ import parser, run
from sandbox.clock import Clock
from sandbox.control import Community, SandboxClient
from sandbox.pulse import Pulse
from sandbox.server import found
from sandbox.testing import running_sandbox
from sandbox.told import File
from sandbox.world import Rules
from tests.sandbox.small_bot import SmallBot


@pytest.mark.parametrize(
    "headers",
    [{"Host": "sandbox.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
    ids=["rebound name", "foreign page", "sandboxed frame"],
)
async def test_foreign_requests_are_refused(sandbox_guild: Community, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/sandbox/state", "/api/v10/gateway"):
            async with session.get(sandbox_guild.url + path, headers=headers) as response:
                assert response.status == 403


async def test_attachment_is_served_in_ranges_by_its_signed_address_only(sandbox_guild: Community) -> None:
    kai = await sandbox_guild.member("Kai")
    said = await kai.say("general", "look", files=[File(name="a film.mp4", blob=bytes(range(100)))])
    url = said.attachments[0].url
    assert said.attachments[0].content_type == "video/mp4"
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers={"Range": "bytes=10-19"}) as response:
            assert (response.status, await response.read()) == (206, bytes(range(10, 20)))
            assert response.headers["Content-Range"] == "bytes 10-19/100"
        async with session.get(url, headers={"Range": "bytes=-5"}) as response:
            assert await response.read() == bytes(range(95, 100))
        async with session.get(url, headers={"Range": "bytes=200-"}) as response:
            assert response.status == 416
        async with session.get(url.split("?")[0]) as response:
            assert response.status == 404
    await sandbox_guild.skip(25 * 3600)
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == 404
    fresh = await sandbox_guild.message(said)
    assert len(await sandbox_guild.download(fresh.attachments[0])) == 100


async def test_interaction_token_ends_after_fifteen_minutes(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    await kai.slash("hello", {"name": "a"})
    callback = (await sandbox_guild.requests("POST", "/callback"))[-1]
    token = callback["path"].split("/")[3]
    await sandbox_guild.skip(15 * 60 + 1)
    address = f"{sandbox_guild.url}/api/v10/webhooks/{small_bot.application_id}/{token}"
    async with aiohttp.ClientSession() as session, session.post(address, json={"content": "late"}) as response:
        assert (response.status, (await response.json())["code"]) == (401, 50027)


async def test_poll_ends_at_its_expiry(sandbox_guild: Community, small_bot: SmallBot) -> None:
    kai = await sandbox_guild.member("Kai")
    poll = (await kai.slash("poll")).message
    await sandbox_guild.skip(3601)
    await sandbox_guild.wait_until(poll, lambda one: one.raw["poll"]["results"]["is_finalized"], 5)


async def test_command_line_serves_until_sigterm(tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--ready-file", str(ready), "--members", "3"]
    process = subprocess.Popen(command, cwd=Path(__file__).resolve().parents[2], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if ready.exists():
                break
            await asyncio.sleep(0.1)
        facts = json.loads(ready.read_text())
        async with SandboxClient(facts["url"]) as guild:
            state = await guild.state()
            assert state["guild"]["id"] == facts["guild_id"]
            assert len(state["members"]) == 5
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        if process.poll() is None:
            process.kill()


async def test_a_port_that_is_taken_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with pytest.raises(SystemExit, match=f"Port {port} can't be had .*choose another with --port"):
            await run(parser().parse_args(["--port", port]))


async def test_a_stream_goes_on_from_the_look_before_it(sandbox_guild: Community):
    guild = sandbox_guild
    kai = await guild.member("Kai")
    seen = (await guild.state())["beats"]
    message = await kai.say("general", "between the look and the stream")
    url = f"{guild.url}/sandbox/events?after={seen}"
    async with aiohttp.ClientSession() as session, session.get(url) as stream:
        lines = [line async for line in first_lines(stream, 3)]
    told = json.loads(next(line for line in lines if line.startswith("data: "))[6:])
    assert (told["name"], told["id"]) == ("MESSAGE_CREATE", message.id)
    assert f"id: {told['beat']}" in lines


async def test_a_sandbox_that_stops_ends_its_streams_and_whoever_waits():
    async with aiohttp.ClientSession() as session:
        async with running_sandbox() as guild:
            stream = await session.get(f"{guild.url}/sandbox/events")
            assert (await stream.content.readline()).startswith(b"retry")
            kai = await guild.member("Kai")
            await kai.say("general", "good night")
        # One that is cut off raises an error instead.
        assert b"MESSAGE_CREATE" in await stream.read()
    pulse = Pulse(found("Guild", "Bot", Clock(), Rules()))
    waiting = asyncio.ensure_future(pulse.after(99, 10_000.0))
    await asyncio.sleep(0)
    pulse.close()
    assert await waiting == await pulse.after(99, 10_000.0) == 0


async def first_lines(stream: aiohttp.ClientResponse, count: int) -> AsyncIterator[str]:
    """The first lines of a stream that are not empty."""
    async for line in stream.content:
        if line.strip() and count:
            yield line.decode().strip()
            count -= 1
        if not count:
            return
