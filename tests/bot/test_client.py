"""The bot's composition: what it is told, what it keeps to itself, and what it does when something is missing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import discord
import pytest

from bot.client import BotOptions, CliffhangerBot, point_at, run_bot
from bot.outbox import worth_retrying
from bot.schedule import forget
from show.errors import MediaMissing, NotFound, SettingsError, StorageError
from storage.queue import KEEP_SECONDS
from tests.sandbox.openapi import judged_sandbox


def options(folder: Path, url: str = "http://127.0.0.1:9", token: str = "sandbox") -> BotOptions:
    return BotOptions(
        token=token,
        api_base=url,
        folder=folder,
        database=folder / "library.sqlite",
        queue_url=f"sqlite:///{folder / 'queue.sqlite'}",
        media_url=f"file://{folder / 'media'}",
        guilds_wait_seconds=0.1,
    )


def test_the_token_is_never_shown(tmp_path):
    assert "very-secret" not in repr(options(tmp_path, token="very-secret"))


def test_another_host_is_two_assignments_away(monkeypatch):
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", None)
    point_at("http://127.0.0.1:8730/")
    assert discord.http.Route.BASE == "http://127.0.0.1:8730/api/v10"
    assert str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY) == "ws://127.0.0.1:8730/gateway"
    point_at("https://example.org/discord")
    assert str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY) == "wss://example.org/discord/gateway"


async def test_no_privileged_intent_and_nobody_pinged():
    bot = CliffhangerBot()
    assert not bot.intents.members
    assert not bot.intents.message_content
    assert not bot.intents.presences
    assert bot.allowed_mentions.to_dict() == {"parse": []}


async def test_a_token_discord_does_not_take_is_told_in_words(tmp_path):
    async with judged_sandbox() as guild:
        with pytest.raises(SettingsError, match="CLIFFHANGER_DISCORD_TOKEN") as failed:
            await run_bot(options(tmp_path, guild.url, token="wrong-token"))
        assert "wrong-token" not in str(failed.value)


async def test_a_discord_that_is_out_of_reach_is_told_in_words(tmp_path):
    with pytest.raises(SettingsError, match="can't be reached"):
        await run_bot(options(tmp_path, "http://127.0.0.1:1"))


async def test_two_bots_on_one_folder_are_refused(tmp_path):
    async with judged_sandbox() as guild:
        ready = asyncio.Event()
        first = asyncio.create_task(run_bot(options(tmp_path, guild.url), ready=ready))
        await asyncio.wait_for(ready.wait(), 90)
        try:
            with pytest.raises(StorageError, match="already running"):
                await run_bot(options(tmp_path, guild.url))
        finally:
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)


def test_what_stays_wrong_is_not_tried_again():
    assert worth_retrying(OSError())
    assert worth_retrying(StorageError("disk"))
    assert not worth_retrying(NotFound("channel"))
    assert not worth_retrying(MediaMissing("the film's bytes"))


def test_importing_the_bot_loads_no_heavy_library():
    code = (
        "import sys, bot.client; heavy = {'torch', 'diffusers', 'skia', 'av', 'onnxruntime', 'scipy', 'moviepy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_old_posts_are_forgotten_to_the_last_one():
    class Process:
        left = 450

        def forget(self, older_than_seconds: float, *, now: float) -> int:
            assert (older_than_seconds, now) == (KEEP_SECONDS, 5e9)
            gone = min(200, self.left)
            self.left -= gone
            return gone

    process = Process()
    assert await forget(process, 5e9) == 450
    assert process.left == 0
