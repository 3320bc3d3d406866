"""A finished reel goes to where its series' films premiere, with a thread to talk about it."""

from __future__ import annotations

import logging

import discord
import sqlite_utils

from cogs.desk import Desk
from cogs.languages import said, speaking
from cogs.outgoing import may_be_told
from cogs.posting import attached, change, send_once, upload_limit
from cogs.premieres.panels import THREAD_EXISTS, THREAD_NAME_CHARACTERS
from cogs.reels.views import TITLES, ReelView, Shown
from cogs.safety.covers import CoverView
from cogs.words import label
from show.house_rules import HouseRules
from show.ids import ChannelId, MessageId
from show.order import FilmResult
from show.texts import Text
from storage.bookings import Bookings
from storage.films import Films
from storage.library import Library
from storage.links import link_of
from storage.records import GuildSettings
from storage.reels import Reel, Reels, deliver_reel, freeze_of_reel, roll_of
from storage.rules import rules_of

_log = logging.getLogger(__name__)


async def screen_reel(desk: Desk, order_id: str, result: FilmResult) -> None:
    """Keep the film of a reel and post it, unless it is frozen by now. Again is harmless."""
    now = desk.clock()
    await show_reel(desk, await desk.read(lambda db: deliver_reel(db, order_id, result, now)), order_id)


async def redraw_reels(desk: Desk, subject: str) -> None:
    """Cover every reel that a freeze of that subject touches, or show it again once it is thawed."""
    for reel, order_id in await desk.read(lambda db: _touched(db, subject)):
        await show_reel(desk, reel, order_id)


def _touched(db: sqlite_utils.Database, subject: str) -> list[tuple[Reel, str]]:
    """Reels that are made, each with the order it was made by."""
    found = []
    for reel in Reels(db).under(subject):
        newest = Bookings(db).latest(reel.id)
        if reel.result is not None:
            found.append((reel, newest.id if newest is not None else ""))
    return found


async def show_reel(desk: Desk, reel: Reel, order_id: str) -> None:
    """Post a reel that is made; a newer version takes the place of an earlier one, a cover that of a frozen one."""
    result = reel.result
    if result is None:
        return
    shown, settings, rules = await desk.read(lambda db: _look(db, reel))
    guild = settings.guild_id
    if shown is None:
        await change(desk, guild, reel.channel_id, reel.message_id, CoverView, without_files=True)
        return
    what = ("reel", reel.id, order_id)
    if not await may_be_told(desk, guild, settings.premieres_channel_id, what):
        return
    file = await attached(desk, result.copy, upload_limit(desk, guild))
    name, made_with = file.filename if file else "", desk.studio.film.label

    def view() -> ReelView:
        return ReelView(shown, made_with, name, spoiler=rules.spoilers)

    files = [file] if file else []
    if await change(desk, guild, reel.channel_id, reel.message_id, view, files=files):
        return
    place = settings.premieres_channel_id
    message = await send_once(desk, guild, place, what, view, files)
    await desk.read(lambda db: Reels(db).shown(reel.id, place, message))
    if rules.threads:
        await _open_thread(desk, shown, place, message)


def _look(db: sqlite_utils.Database, reel: Reel) -> tuple[Shown | None, GuildSettings, HouseRules]:
    """What a reel shows, None while that is frozen, and where and how its series does."""
    settings = Library(db).settings_of(reel.series_id)
    shown = _shown(db, reel) if freeze_of_reel(db, reel) is None else None
    return shown, settings, rules_of(db, settings.guild_id)


def _shown(db: sqlite_utils.Database, reel: Reel) -> Shown:
    series = Library(db).series(reel.series_id).series
    episodes = []
    for id in reel.sources:
        film = Films(db).film(id)
        script = film.result.script
        link = link_of(series.guild_id, film.channel_id, film.message_id)
        episodes.append((script.number, script.title, link))
    return Shown(reel=reel, series=series, roll=roll_of(db, reel), episodes=tuple(episodes))


async def _open_thread(desk: Desk, shown: Shown, channel: ChannelId, message: MessageId) -> None:
    guild = shown.series.guild_id
    with speaking(await desk.language(guild)):
        name = said(Text(TITLES[shown.reel.kind].template, {"title": shown.series.title}))
    posted = desk.bot.get_partial_messageable(channel, guild_id=guild).get_partial_message(message)
    try:
        await posted.create_thread(name=label(name, THREAD_NAME_CHARACTERS), auto_archive_duration=10080)
    except discord.HTTPException as exc:
        if exc.code == THREAD_EXISTS:
            return
        if not isinstance(exc, discord.Forbidden | discord.NotFound):
            raise
        _log.warning("The reel %s gets no thread: %s", message, exc)
