"""Age limits: a series for grown-ups is shown only in channels that Discord marks as age-restricted."""

from __future__ import annotations

from collections.abc import Iterable

import discord
import sqlite_utils

from cogs.desk import Desk, Interaction
from cogs.languages import listed
from show.errors import InvalidInput, NotAllowed, NotFound
from show.ids import ChannelId, GuildId, SeriesId
from show.texts import Text, text
from storage.held_back import AGE, HeldBack
from storage.library import Library
from storage.records import GuildSettings, SeriesState
from storage.whose import series_of_post

FOR_ADULTS = "mature"
"""The rating that asks for age-restricted channels."""
MEND = text("Turn on “Age-Restricted Channel” in the channel's settings, or choose a milder rating.")


def is_restricted(channel: object) -> bool:
    """Whether Discord shows a channel, or the one a thread belongs to, to adults only."""
    asked = getattr(channel, "is_nsfw", None)
    return bool(asked()) if callable(asked) else False


def places_of(settings: GuildSettings) -> tuple[ChannelId, ...]:
    """The channels in which members see something of a series."""
    return tuple(dict.fromkeys((settings.room_channel_id, settings.drafts_channel, settings.premieres_channel_id)))


def unfit_places(guild: discord.Guild, settings: GuildSettings) -> list[str]:
    """Mentions of channels that are not age-restricted though the rating asks for it."""
    if settings.rating != FOR_ADULTS:
        return []
    known = ((place, guild.get_channel(place)) for place in places_of(settings))
    return [f"<#{place}>" for place, channel in known if channel is not None and not is_restricted(channel)]


def check_places(guild: discord.Guild | None, all_settings: Iterable[GuildSettings]) -> None:
    """InvalidInput, naming the channels and how to mend it, when a rating asks for channels for adults only."""
    unfit = [place for one in all_settings if guild is not None for place in unfit_places(guild, one)]
    if unfit:
        raise InvalidInput(
            "What is rated mature may only be shown in age-restricted channels, and {channels} is not. {mend}",
            channels=listed(list(dict.fromkeys(unfit))),
            mend=MEND,
        )


def settings_under(db: sqlite_utils.Database, house: GuildSettings) -> list[GuildSettings]:
    """A guild's settings and those of all its series that run, as they would be under these settings of the house."""
    library = Library(db)
    running = (r for r in library.all_series(house.guild_id) if r.state is not SeriesState.ARCHIVED)
    return [house, *(library.settings_under(house, record.rules) for record in running)]


async def check_post(desk: Desk, guild: GuildId, channel: object, place: ChannelId, what: tuple[object, ...]) -> None:
    """NotFound, as for a channel that is gone, where something for adults would be posted for everybody to read."""
    if is_restricted(channel):
        return
    series = await desk.read(lambda db: _rated_for_adults(db, what))
    if series is not None:
        await hold_back(desk, guild, place, series, what)


def _rated_for_adults(db: sqlite_utils.Database, what: tuple[object, ...]) -> SeriesId | None:
    series = series_of_post(db, what)
    return series if series is not None and Library(db).settings_of(series).rating == FOR_ADULTS else None


async def hold_back(desk: Desk, guild: GuildId, place: ChannelId, series: SeriesId, what: tuple[object, ...]) -> None:
    """Keep in mind what could not be shown, tell the administrators, and raise NotFound: there is no fit channel."""
    now = desk.clock()

    def note(db: sqlite_utils.Database) -> tuple[bool, GuildSettings, str]:
        held = HeldBack(db)
        fresh = not held.is_known(place, series)
        held.add(guild, place, series, what, now)
        held.tell(place, what, AGE)
        return fresh, Library(db).guild(guild), Library(db).series(series).series.title

    fresh, settings, title = await desk.read(note)
    if fresh:
        words: Text = text(
            "Nothing of {title} is posted to {channel} any more: it is rated mature, and the channel is not "
            "age-restricted. {mend} What was held back is shown then.",
            title=title,
            channel=f"<#{place}>",
            mend=MEND,
        )
        await desk.log(settings, words)
    raise NotFound(
        "{title} is rated mature, and {channel} is not age-restricted: nothing of it is shown there. "
        "An administrator can mend that.",
        title=title,
        channel=f"<#{place}>",
    )


async def check_room(desk: Desk, settings: GuildSettings, series: SeriesId) -> None:
    """NotFound when what a member is about to give could not be shown in the series' room."""
    channel = desk.bot.get_channel(settings.room_channel_id)
    if settings.rating == FOR_ADULTS and channel is not None and not is_restricted(channel):
        await hold_back(desk, settings.guild_id, settings.room_channel_id, series, ("room", series))


def may_watch(interaction: Interaction, rating: str) -> bool:
    """Whether something of that rating may be shown where a command was used."""
    return rating != FOR_ADULTS or is_restricted(interaction.channel)


def check_watching(interaction: Interaction, rating: str) -> None:
    """NotAllowed when a member asks for something for adults in a channel that everybody reads."""
    if not may_watch(interaction, rating):
        raise NotAllowed("That is rated mature: ask for it in an age-restricted channel.")
