"""Counting reactions: as they come, and, for those that came while the bot was away, when somebody asks."""

from __future__ import annotations

import logging
from dataclasses import replace

import discord
import sqlite_utils

from cogs.desk import Desk
from cogs.reels.views import Liked
from show.ids import ChannelId, GuildId, MemberId, MessageId
from storage.applause import Applause
from storage.library import Library

REACTED_AT_ONCE = 100
"""Of how many who reacted with one emoji bots are told from members: as many as Discord lists in one answer."""

_log = logging.getLogger(__name__)


async def reacted(desk: Desk, event: discord.RawReactionActionEvent, *, back: bool) -> None:
    """A member reacted to a message, or took it back; only what hangs on films counts."""
    own = desk.bot.user
    if event.guild_id is None or (own is not None and event.user_id == own.id):
        return
    if event.member is not None and event.member.bot:
        return
    message, member, emoji = MessageId(event.message_id), MemberId(event.user_id), str(event.emoji)
    channel, guild, now = ChannelId(event.channel_id), GuildId(event.guild_id), desk.clock()

    def work(db: sqlite_utils.Database) -> None:
        applause = Applause(db)
        if back:
            applause.take_back(message, member, emoji)
            return
        film = applause.film_at(channel, message)
        if film is not None and Library(db).guild_of(Library(db).episode(film).series_id) == guild:
            applause.react(film, message, member, emoji, now)

    await desk.read(work)


async def cleared(desk: Desk, message: int, emoji: str | None = None) -> None:
    """All reactions to a message are gone, or all of one emoji."""
    await desk.read(lambda db: Applause(db).take_back(MessageId(message), None, emoji))


async def seen_reactions(desk: Desk, liked: Liked) -> Liked:
    """The same with at least as many members as reacted with one emoji to the premiere, as Discord counts them now."""
    film = liked.held.film
    if not film.message_id:
        return liked
    channel = desk.bot.get_partial_messageable(film.channel_id, guild_id=liked.held.series.guild_id)
    try:
        message = await channel.fetch_message(film.message_id)
        most = await _most(message, liked.members)
    except discord.HTTPException as exc:
        _log.info("The reactions to premiere %s can't be counted: %s", film.message_id, exc)
        return liked
    return replace(liked, members=most)


async def _most(message: discord.Message, known: int) -> int:
    """The most members who reacted with one emoji, at least those that are known; bots are none."""
    for one in sorted(message.reactions, key=lambda reaction: -reaction.count):
        if one.count - int(one.me) <= known:
            continue
        bots = [user async for user in one.users(limit=REACTED_AT_ONCE) if user.bot]
        known = max(known, one.count - len(bots))
    return known
