"""Words on their way out: what may not be told under the rating that holds now is held back, and the room told why."""

from __future__ import annotations

import contextlib

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.age_limits import FOR_ADULTS, is_restricted
from cogs.desk import Desk
from cogs.languages import _, said, speaking
from cogs.words import clip, safe
from show.errors import NotFound
from show.ids import ChannelId, GuildId
from show.moderation import screen
from show.texts import Text, text
from storage.held_back import HeldBack
from storage.library import Library
from storage.outgoing import Stopped, stopped
from storage.queue import nonce_of
from storage.records import GuildSettings


async def check_words(desk: Desk, guild: GuildId, place: ChannelId, what: tuple[object, ...]) -> None:
    """NotFound, as for a channel that is gone, when something of a post may not be told: it is kept in mind, and
    shown once all of it may.
    """
    found = await desk.read(lambda db: stopped(db, what))
    if found is None:
        return
    await _hold(desk, guild, place, what, found)
    raise NotFound(
        "{where} may not be shown here ({category}).", where=found.where, category=Text(str(found.verdict.category))
    )


async def may_be_told(desk: Desk, guild: GuildId, place: ChannelId, what: tuple[object, ...]) -> bool:
    """The same as an answer: False when it was held back."""
    with contextlib.suppress(NotFound):
        await check_words(desk, guild, place, what)
        return True
    return False


async def _hold(desk: Desk, guild: GuildId, place: ChannelId, what: tuple[object, ...], found: Stopped) -> None:
    """Keep a post in mind; the first time, administrators read the reason and the room what can be done."""
    now = desk.clock()

    def note(db: sqlite_utils.Database) -> tuple[bool, GuildSettings, str]:
        fresh = HeldBack(db).add(guild, place, found.series_id, what, now)
        title = Library(db).series(found.series_id).series.title
        return fresh, Library(db).settings_of(found.series_id), title

    fresh, settings, title = await desk.read(note)
    if not fresh:
        return
    told = text(
        "Moderation holds a post back ({kind}): {where}, {reason}.",
        kind=str(what[0]),
        where=found.where,
        reason=found.verdict.reason,
    )
    await desk.log(settings, told)
    # The room may be gone: the log has been told.
    with contextlib.suppress(NotFound, discord.Forbidden):
        room = await desk.channel(settings.room_channel_id)
        fits = settings.rating != FOR_ADULTS or is_restricted(room)
        shown = title if fits and screen(title, settings.rating).allowed else ""
        with speaking(await desk.language(guild)):
            view = HeldView(found, shown)
        nonce = nonce_of("held", *what)
        await room.send(view=view, nonce=nonce, allowed_mentions=discord.AllowedMentions.none())


class HeldView(ui.LayoutView):
    """What is held back, why, and what lets it be shown."""

    def __init__(self, found: Stopped, title: str) -> None:
        super().__init__(timeout=None)
        category, where = said(Text(str(found.verdict.category))), said(found.where)
        lines = [
            f"-# {safe(clip(title, 100))}" if title else "",
            _(
                "✋ **Something is held back:** {where} may not be shown here ({category}).",
                where=where,
                category=category,
            ),
            _(
                "-# Nothing is lost. Where it can still be changed, change it there; or an administrator chooses "
                "another rating with `/series edit` or `/studio setup`. It is shown by itself then."
            ),
        ]
        words = ui.TextDisplay[HeldView]("\n".join(line for line in lines if line))
        self.add_item(ui.Container(words, accent_colour=palette.TROUBLE))
