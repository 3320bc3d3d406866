"""Words on their way out: what may not be told under the rating that holds now is held back, and the room told why."""

from __future__ import annotations

import contextlib
import logging

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
from storage.held_back import WORDS, HeldBack
from storage.library import Library
from storage.outgoing import Stopped, stopped
from storage.queue import nonce_of
from storage.records import GuildSettings

PASSING = ("progress", "next", "reminder", "called off", "voice taken", "previews")
"""What names these is of interest for the moment only: it is left out, and not shown later."""

_log = logging.getLogger(__name__)


async def check_words(desk: Desk, guild: GuildId, place: ChannelId, what: tuple[object, ...]) -> None:
    """NotFound, as for a channel that is gone, when something of a post may not be told: it is kept in mind, and
    shown once all of it may, unless it is PASSING.
    """
    found = await desk.read(lambda db: stopped(db, what))
    if found is None:
        return
    if what[0] not in PASSING:
        await hold_words(desk, guild, place, what, found)
    raise NotFound(
        "{where} may not be shown here ({category}).", where=found.where, category=Text(str(found.verdict.category))
    )


async def may_be_told(desk: Desk, guild: GuildId, place: ChannelId, what: tuple[object, ...]) -> bool:
    """The same as an answer: False when it was held back."""
    with contextlib.suppress(NotFound):
        await check_words(desk, guild, place, what)
        return True
    return False


async def hold_words(desk: Desk, guild: GuildId, place: ChannelId, what: tuple[object, ...], found: Stopped) -> None:
    """Keep a post in mind; unless they have been told, administrators read the reason and the room what can be done."""
    now = desk.clock()

    def note(db: sqlite_utils.Database) -> tuple[str, GuildSettings, str]:
        held = HeldBack(db)
        held.add(guild, place, found.series_id, what, now)
        known = held.told(place, what)
        held.tell(place, what, WORDS)
        title = Library(db).series(found.series_id).series.title
        return known, Library(db).settings_of(found.series_id), title

    known, settings, title = await desk.read(note)
    if known == WORDS:
        return
    try:
        await _tell_room(desk, settings, what, found, title)
    except discord.HTTPException:
        # The caretaker tells it the next time around.
        await desk.read(lambda db: HeldBack(db).tell(place, what, known))
        _log.warning("The room could not be told yet that %s is held back.", what, exc_info=True)
        return
    told = text(
        "Moderation holds back something of {title}: {where}, {reason}.",
        title=safe(clip(title, 100)),
        where=found.where,
        reason=found.verdict.reason,
    )
    await desk.log(settings, told)


async def _tell_room(
    desk: Desk, settings: GuildSettings, what: tuple[object, ...], found: Stopped, title: str
) -> None:
    """What is held back, for the room to mend."""
    # The room may be gone: the log is told all the same.
    with contextlib.suppress(NotFound, discord.Forbidden):
        room = await desk.channel(settings.room_channel_id)
        fits = settings.rating != FOR_ADULTS or is_restricted(room)
        shown = title if fits and screen(title, settings.rating).allowed else ""
        with speaking(await desk.language(settings.guild_id)):
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
