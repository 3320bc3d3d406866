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

_log = logging.getLogger(__name__)


async def reacted(desk: Desk, event: discord.RawReactionActionEvent, *, back: bool) -> None:
    """A member reacted to a message, or took it back; only what hangs on films counts."""
    own = desk.bot.user
    if event.guild_id is None or (own is not None and event.user_id == own.id):
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
    except discord.HTTPException as exc:
        _log.info("The reactions to premiere %s can't be counted: %s", film.message_id, exc)
        return liked
    most = max((one.count - int(one.me) for one in message.reactions), default=0)
    return replace(liked, members=max(liked.members, most))
