"""Freezing and thawing: what is being made is stopped, what was shown is covered, and shown again afterwards."""

from __future__ import annotations

import contextlib
import functools
import logging
from functools import partial

import discord
import sqlite_utils

from cogs.desk import Desk
from cogs.dubs.screening import redraw_dubs
from cogs.languages import _, speaking
from cogs.posting import send_once
from cogs.premieres.screening import show
from cogs.premieres.views import NoteView
from cogs.queue.views import FailureView
from cogs.reels.screening import redraw_reels
from cogs.safety.questions import redraw_under
from cogs.words import safe
from show.errors import NotFound
from show.ids import EpisodeId, GuildId
from show.texts import Text, text
from show.writers_room import Phase
from storage.bookings import Bookings
from storage.films import Film, Films
from storage.freezes import Freeze, Freezes, is_frozen
from storage.library import Library
from storage.reels import Reels
from storage.revisions import Failure, fail_order
from storage.story import premiere
from storage.whose import settings_for

FROZEN = text("An administrator has frozen it.")

_log = logging.getLogger(__name__)


def episodes_of(db: sqlite_utils.Database, subject: str) -> list[EpisodeId]:
    """The episodes that a freeze of an episode or a series touches."""
    sql = "SELECT id FROM episodes WHERE id = ? OR series_id = ? ORDER BY number"
    return [EpisodeId(row[0]) for row in db.execute(sql, [subject, subject]).fetchall()]


async def freeze(desk: Desk, wish: Freeze, title: Text) -> None:
    """Stop what is being made, cover what was shown, and tell the room and the log; `title` is harmless already."""

    def work(db: sqlite_utils.Database) -> tuple[list[Failure], list[Film]]:
        Freezes(db).freeze(wish)
        stopped, films, now = [], [], wish.at
        made_of = [*episodes_of(db, wish.subject), *(reel.id for reel in Reels(db).under(wish.subject))]
        for booking in [one for subject in made_of for one in Bookings(db).live(subject)]:
            failure = fail_order(db, booking.id, FROZEN, now)
            stopped += [failure] if failure is not None else []
        for id in episodes_of(db, wish.subject):
            if Library(db).episode(id).phase is Phase.PREMIERED:
                films.append(Films(db).film(id))
        return stopped, films

    stopped, films = await desk.read(work)
    await desk.call_off(tuple(failure.booking.id for failure in stopped))
    settings = await desk.read(lambda db: Library(db).guild(wish.guild_id))
    for failure in stopped:
        named, view = ("failure", failure.booking.id), functools.partial(FailureView, failure)
        room = (await desk.read(functools.partial(settings_for, booking=failure.booking))).room_channel_id
        await send_once(desk, wish.guild_id, room, named, view)
    for film in films:
        await _cover(desk, film, wish.guild_id)
        await redraw_dubs(desk, film.episode_id)
    await redraw_reels(desk, wish.subject)
    await redraw_under(desk, wish.subject)
    told = text("{who} froze {title}: nothing of it is made or shown.", who=safe(wish.by), title=title)
    if wish.reason:
        told = text("{froze} Reason: {reason}", froze=told, reason=Text(safe(wish.reason)))
    await desk.log(settings, told)


async def _cover(desk: Desk, film: Film, guild: GuildId) -> None:
    """Take a film out of its message."""
    if not film.message_id:
        return
    message = desk.bot.get_partial_messageable(film.channel_id).get_partial_message(film.message_id)
    with speaking(await desk.language(guild)):
        view = NoteView(_("**An administrator has frozen this film.** It is not shown for now."))
    try:
        await message.edit(view=view, attachments=[])
    except (discord.NotFound, discord.Forbidden) as exc:
        _log.info("Film %s can't be covered: %s", film.episode_id, exc)


async def thaw(desk: Desk, wish: Freeze, title: Text) -> None:
    """Show again what was covered; what was stopped is ordered again with Retry. NotFound when it is not frozen."""

    def work(db: sqlite_utils.Database) -> list[EpisodeId]:
        Freezes(db).thaw(wish.subject)
        shown = [id for id in episodes_of(db, wish.subject) if Library(db).episode(id).phase is Phase.PREMIERED]
        return [id for id in shown if not is_frozen(db, id)]

    now = desk.clock()
    for id in await desk.read(work):
        shown = await desk.read(partial(premiere, id=id, studio=desk.studio, now=now))
        # What may not be shown under the rating by now is held back, and shown when it may.
        with contextlib.suppress(NotFound):
            await show(desk, shown, again=True)
        await redraw_dubs(desk, id)
    await redraw_reels(desk, wish.subject)
    await redraw_under(desk, wish.subject)
    settings = await desk.read(lambda db: Library(db).guild(wish.guild_id))
    thawed = text("{who} thawed {title}. What was stopped goes on with Retry.", who=safe(wish.by), title=title)
    await desk.log(settings, thawed)
