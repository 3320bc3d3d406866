"""Premieres with a time: the announcement with its countdown, Discord's event, and the moment itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord
import sqlite_utils

from cogs.age_limits import FOR_ADULTS
from cogs.desk import Desk
from cogs.languages import _, speaking
from cogs.posting import change, send_once
from cogs.premieres.screening import screen
from cogs.premieres.views import NoteView
from cogs.words import clip, label, moment, safe
from show.bible import Series
from show.errors import NotFound
from show.ids import EpisodeId, MessageId
from show.texts import marked
from show.writers_room import Phase
from storage.library import Library
from storage.records import EpisodeRecord, GuildSettings
from storage.screenings import Screening, Screenings, is_ready

EVENT_NAME_CHARACTERS = 100
EVENT_MINUTES = 10.0
"""Of an event that is held nowhere Discord knows, an end has to be named; a film takes a minute or two."""
MOMENT_SECONDS = 1.0
"""Clocks of two processes may differ by as much."""

PREMIERED = marked("**Episode {number} has premiered.**")
POSTPONED = marked("**Episode {number} premieres when it is ready.**")
BELL = "premiere"
"""What rings when a premiere's time has come, followed by a colon and the episode."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A premiere that has a time, with what its announcement says."""

    screening: Screening
    episode: EpisodeRecord
    series: Series
    settings: GuildSettings


def bill_of(db: sqlite_utils.Database, id: EpisodeId) -> Bill:
    """Gather what an announcement says; NotFound when the premiere has no time."""
    library = Library(db)
    episode = library.episode(id)
    series = library.series(episode.series_id).series
    return Bill(
        screening=Screenings(db).screening(id),
        episode=episode,
        series=series,
        settings=library.settings_of(series.id),
    )


async def announce(desk: Desk, id: EpisodeId) -> bool:
    """Announce a premiere's time, as a message and as an event, and set the timer; whether there is an event.

    A time that was changed changes both; again is harmless.
    """
    bill = await desk.read(lambda db: bill_of(db, id))
    screening, guild = bill.screening, bill.series.guild_id
    await desk.orders.ring_at(f"{BELL}:{id}", screening.at)
    channel = bill.settings.premieres_channel_id
    message = screening.message_id

    def view() -> NoteView:
        return NoteView(_words(bill))

    if not message or not await change(desk, guild, screening.channel_id, message, view):
        named = ("screening", id, f"{screening.at:.0f}")
        message = await send_once(desk, guild, channel, named, view)
    event = await _event(desk, bill)
    await desk.read(lambda db: Screenings(db).announced(id, event, channel, message))
    return bool(event)


def _words(bill: Bill) -> str:
    at, number = bill.screening.at, bill.episode.number
    premieres = _("## Episode {number} premieres {countdown}", number=number, countdown=moment(at))
    return "\n".join([f"-# {safe(bill.series.title)}", premieres, _("{when}, here.", when=moment(at, "F"))])


async def _event(desk: Desk, bill: Bill) -> int:
    """Make or move Discord's event; 0 where the bot may not."""
    guild = desk.bot.get_guild(bill.series.guild_id)
    if guild is None:
        return 0
    starts = datetime.fromtimestamp(bill.screening.at, UTC)
    ends = starts + timedelta(minutes=EVENT_MINUTES)
    try:
        if bill.screening.event_id:
            known = await guild.fetch_scheduled_event(bill.screening.event_id)
            await known.edit(start_time=starts, end_time=ends)
            return known.id
    except (discord.NotFound, discord.Forbidden) as exc:
        _log.info("The event of %s can't be moved: %s", bill.episode.id, exc)
    channel = guild.get_channel(bill.settings.premieres_channel_id)
    with speaking(await desk.language(bill.series.guild_id)):
        name = _("Premiere: {series} · Episode {number}", series=bill.series.title, number=bill.episode.number)
        here = _("here")
    try:
        made = await guild.create_scheduled_event(
            name=label(name, EVENT_NAME_CHARACTERS),
            start_time=starts,
            end_time=ends,
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            location=label(f"#{channel.name}" if channel is not None else here, EVENT_NAME_CHARACTERS),
            # Everybody on the server sees the event.
            description="" if bill.settings.rating == FOR_ADULTS else clip(bill.series.premise, 1000),
        )
    except discord.Forbidden as exc:
        _log.info("The premiere of %s gets no event: %s", bill.episode.id, exc)
        return 0
    return made.id


async def begin(desk: Desk, id: EpisodeId) -> bool:
    """The moment has come: screen a film that is ready, unless the time was moved; whether it was screened."""

    def look(db: sqlite_utils.Database) -> bool:
        late = not Screenings(db).waits(id, desk.clock() + MOMENT_SECONDS)
        return late and is_ready(db, id) and Library(db).episode(id).phase is Phase.RENDERING

    if not await desk.read(look):
        return False
    await hold(desk, id)
    return True


async def hold(desk: Desk, id: EpisodeId) -> None:
    """Screen a film now, whatever time it had, and let announcement and event say so."""
    held = await desk.read(lambda db: Screenings(db).of(id))
    await desk.read(lambda db: Screenings(db).clear(id))
    try:
        await screen(desk, id)
    except NotFound:
        # It is shown as soon as it may be; neither announcement nor event may go on waiting for it.
        if held is not None:
            await close(desk, id, held, POSTPONED)
        raise
    if held is not None:
        await close(desk, id, held, PREMIERED, completed=True)


async def close(desk: Desk, id: EpisodeId, held: Screening, what: str, *, completed: bool = False) -> None:
    """Let the announcement say what became of it (PREMIERED or POSTPONED), and end the event."""
    episode = await desk.read(lambda db: Library(db).episode(id))
    series = await desk.read(lambda db: Library(db).series(episode.series_id).series)

    def view() -> NoteView:
        return NoteView(f"-# {safe(series.title)}\n{_(what, number=episode.number)}")

    await change(desk, series.guild_id, held.channel_id, MessageId(held.message_id), view)
    guild = desk.bot.get_guild(series.guild_id)
    if guild is None or not held.event_id:
        return
    try:
        event = await guild.fetch_scheduled_event(held.event_id)
        if completed and event.status is discord.EventStatus.active:
            await event.end()
        else:
            await event.delete()
    except (discord.NotFound, discord.Forbidden) as exc:
        _log.info("The event of %s can't be ended: %s", id, exc)


async def begin_all(desk: Desk) -> None:
    """For the caretaker: premieres whose moment passed while nobody was there, and timers that may be lost."""
    now = desk.clock()
    due, coming = await desk.read(lambda db: (Screenings(db).due(now), Screenings(db).coming()))
    for id in due:
        try:
            await begin(desk, id)
        except NotFound as exc:
            _log.info("The premiere of %s waits: %s", id, exc)
    for screening in coming:
        if screening.episode_id not in due:
            await _announce_again(desk, screening)


async def _announce_again(desk: Desk, screening: Screening) -> None:
    """Set the timer once more; one announcement that may not be shown keeps no other from it."""
    await desk.orders.ring_at(f"{BELL}:{screening.episode_id}", screening.at)
    try:
        if not screening.message_id:
            await announce(desk, screening.episode_id)
    except NotFound as exc:
        _log.info("The premiere of %s is not announced: %s", screening.episode_id, exc)
