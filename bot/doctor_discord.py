"""What the doctor learns from Discord itself: whether the token holds, and what lacks in the studio's channels."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import sqlite3

import aiohttp
import discord
import sqlite_utils

from bot.client import INTENTS, point_at
from bot.finding import Finding
from bot.settings import TOKEN_HELP, Settings
from cogs.studio.checkup import warnings
from show.errors import CliffhangerError
from show.house_rules import HouseRules
from storage.library import Library
from storage.records import GuildSettings
from storage.rules import rules_of

PATIENCE_SECONDS = 20.0
_log = logging.getLogger(__name__)
_UNREACHED = "Discord could not be reached, so nothing is known of the token and the channels: {why}"
Houses = list[tuple[GuildSettings, HouseRules]]


def ask_discord(settings: Settings) -> list[Finding]:
    """Log in, look at every guild that is set up, and leave again. Nothing is posted or changed."""
    if not settings.discord_token.get_secret_value().strip():
        return [Finding(what="token", well=False, words=TOKEN_HELP, cost="the bot stays at home")]
    # Who asks the doctor wants its findings, not discord.py's diary.
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    return asyncio.run(_asked(settings))


async def _asked(settings: Settings) -> list[Finding]:
    if settings.discord_api_base:
        point_at(settings.discord_api_base)
    visitor = _Visitor(settings)
    try:
        async with visitor:
            await asyncio.wait_for(visitor.start(settings.token()), PATIENCE_SECONDS)
    except discord.LoginFailure:
        words = "Discord does not accept it: reset it on the application's Bot page and put the new one into .env"
        return [Finding(what="token", well=False, words=words, cost="the bot can't log in")]
    except (TimeoutError, OSError, aiohttp.ClientError, discord.DiscordException) as exc:
        why = str(exc) or "it took too long"
        if not visitor.findings:
            words = _UNREACHED.format(why=why)
            return [Finding(what="token", well=False, words=words, cost="the bot waits until it can")]
        visitor.findings.append(_broken_off(why))
    return visitor.findings


def _broken_off(why: str) -> Finding:
    words = f"the rest could not be looked at: {why}"
    return Finding(what="channels", well=False, words=words, cost="nothing is known of them")


class _Visitor(discord.Client):
    """Looks around once, and leaves."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(intents=INTENTS, max_messages=None, chunk_guilds_at_startup=False)
        self._settings = settings
        self.findings: list[Finding] = []

    async def on_ready(self) -> None:
        """Everything Discord told of the guilds is there."""
        name = self.user.name if self.user is not None else "without a name"
        self.findings.append(Finding(what="token", well=True, words=f"accepted: the bot is {name}"))
        try:
            await self._look_around()
        except Exception as exc:
            # discord.py keeps what goes wrong here to itself, and the doctor would wait for nothing.
            _log.info("The doctor's look at Discord broke off.", exc_info=True)
            self.findings.append(_broken_off(f"{type(exc).__name__}: {exc}"))
        finally:
            await self.close()

    async def _look_around(self) -> None:
        self.findings.append(Finding(what="intents", well=True, words="none of those the bot needs has to be allowed"))
        houses = await asyncio.to_thread(_houses, self._settings)
        for house, rules in houses:
            self.findings += self._looked_at(house, rules)
        if not houses:
            words = "no server is set up yet: invite the bot and use /studio setup there"
            self.findings.append(Finding(what="channels", well=True, words=words))

    def _looked_at(self, house: GuildSettings, rules: HouseRules) -> list[Finding]:
        guild = self.get_guild(house.guild_id)
        if guild is None:
            words = f"the bot is not on the server {house.guild_id} any more, which was set up"
            return [Finding(what="channels", well=False, words=words, cost="nothing can be posted there")]
        lacks = warnings(guild, house, rules)
        if not lacks:
            return [Finding(what="channels", well=True, words=f"{guild.name}: every permission is there")]
        return [Finding(what="channels", well=False, words=f"{guild.name}: {_plain(guild, lack)}") for lack in lacks]


def _plain(guild: discord.Guild, words: str) -> str:
    """Discord's mark-up as a terminal shows it best."""

    def named(found: re.Match[str]) -> str:
        channel = guild.get_channel(int(found[1]))
        return f"#{channel.name}" if channel is not None else found[0]

    return re.sub(r"<#(\d+)>", named, words).replace("**", "")


def _houses(settings: Settings) -> Houses:
    """The servers that are set up, with their rules; none before there is a library, which is only read."""
    if not settings.database.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"{settings.database.as_uri()}?mode=ro", uri=True)) as connection:
        db = sqlite_utils.Database(connection, execute_plugins=False)
        try:
            return [(house, rules_of(db, house.guild_id)) for house in Library(db).all_guilds()]
        except (sqlite3.Error, CliffhangerError, TypeError):
            # Of another version: the bot brings it up to date when it starts.
            return []
