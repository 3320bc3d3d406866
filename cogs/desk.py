"""The desk: what every feature works with, and how a cog or a button gets at it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import discord
import sqlite_utils

from cogs.languages import ENGLISH, has_catalogue, language_of, said, speaking
from cogs.pace import Pace
from cogs.words import clip
from show.credits import NAMELESS
from show.errors import NotAllowed, NotFound
from show.ids import BallotId, ChannelId, EpisodeId, GuildId, MemberId, PitchId
from show.moderation import clean, screen
from show.texts import Text
from storage.bookings import Bookings
from storage.database import Database
from storage.library import Library
from storage.media import MediaStore
from storage.queue import Orders
from storage.records import Booking, GuildSettings, Member, OrderKind, Studio

if TYPE_CHECKING:
    from discord.ext import commands

    from cogs.second_opinion import Moderator

T = TypeVar("T")
Interaction = discord.Interaction[Any]
"""What an event brings; its client is the bot, whose `desk` is below."""

NAME_LIMIT = 32
"""Characters of a display name (Discord's documentation, August 2026)."""

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Desk:
    """The library, the queue, the media, the clock; one for the whole bot.

    `follow` shows an order's progress until it is settled, `redraw_ballot` has a ballot's counts shown anew,
    `redraw_pitch` the card of a pitch, `redraw_draft` a version of a script as it stands: all without waiting.
    `moderator` is asked besides our own moderation, where there is one. `watch_link` is where a film can be seen in
    full, "" where no page is served. `clock` gives Unix seconds.
    """

    bot: commands.Bot | commands.AutoShardedBot
    database: Database
    orders: Orders
    media: MediaStore
    studio: Studio
    clock: Callable[[], float]
    pace: Pace
    moderator: Moderator | None = None
    follow: Callable[[str], None] = field(default=lambda order_id: None)
    redraw_ballot: Callable[[BallotId], None] = field(default=lambda ballot_id: None)
    redraw_pitch: Callable[[PitchId], None] = field(default=lambda pitch_id: None)
    watch_link: Callable[[EpisodeId], str] = field(default=lambda episode_id: "")
    redraw_draft: Callable[[EpisodeId, int], None] = field(default=lambda episode_id, version: None)

    async def read(self, work: Callable[[sqlite_utils.Database], T]) -> T:
        """Do a piece of work in the library's thread, in one transaction."""
        return await self.database.run(work)

    async def hand_over(self, booking: Booking) -> None:
        """Put a booked order into the queue and show how far it is; doing it again is harmless."""
        order = await self.read(lambda db: Bookings(db).order(booking.id))
        await self.orders.place(order)
        await self.read(lambda db: Bookings(db).placed(booking.id))
        if booking.kind is not OrderKind.SKETCH:
            self.follow(booking.id)

    async def call_off(self, order_ids: tuple[str, ...]) -> None:
        """Stop orders whose result nobody waits for any more."""
        for order_id in order_ids:
            await self.orders.cancel(order_id)

    async def channel(self, id: ChannelId) -> discord.abc.Messageable:
        """A channel one can write to; NotFound, with what to do, when it is gone or closed to the bot."""
        found: object = self.bot.get_channel(id)
        if found is None:
            try:
                found = await self.bot.fetch_channel(id)
            except (discord.NotFound, discord.Forbidden) as exc:
                raise NotFound(
                    "The channel for that is gone or closed to me. "
                    "An administrator can choose another with /studio setup."
                ) from exc
        if not isinstance(found, discord.abc.Messageable):
            raise NotFound("That channel takes no messages. Choose another with /studio setup.")
        return found

    async def language(self, guild: GuildId) -> str:
        """The language of a guild's posts: the one its series are told in, or the one Discord knows it by."""
        chosen = await self.read(lambda db: Library(db).language_of(guild))
        if has_catalogue(chosen):
            return language_of(chosen)
        found = self.bot.get_guild(guild)
        return language_of(found.preferred_locale) if found else ENGLISH

    async def log(self, settings: GuildSettings, text: str | Text) -> None:
        """Tell the administrators' log; that it can't be reached is no reason to fail."""
        try:
            channel = await self.channel(settings.log_channel_id)
            with speaking(await self.language(settings.guild_id)):
                words = said(text) if isinstance(text, Text) else text
            await channel.send(clip(words, 2000))
        except (NotFound, discord.HTTPException):
            _log.warning("Guild %s has no log to write to: %s", settings.guild_id, text)


def desk_of(interaction: Interaction) -> Desk:
    """The desk of the bot that got this interaction."""
    desk: Desk = interaction.client.desk
    return desk


def guild_of(interaction: Interaction) -> GuildId:
    """The guild something happened in; NotAllowed in direct messages."""
    if interaction.guild_id is None:
        raise NotAllowed("This works on a server only.")
    return GuildId(interaction.guild_id)


def member_of(interaction: Interaction) -> Member:
    """Who did it, by the name shown on this server, unless that is one no film may bear."""
    return Member(id=MemberId(interaction.user.id), name=name_of(interaction.user))


def name_of(user: discord.abc.User) -> str:
    """The name somebody is shown by, NAMELESS for one that can't be."""
    name = clean(user.display_name, NAME_LIMIT)
    return name if name and screen(name).allowed else NAMELESS
