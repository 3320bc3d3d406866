"""The bible in a thread: a message a page, each changed in place when what it tells has changed."""

from __future__ import annotations

import hashlib
import logging

import discord
from discord import ui

from cogs import palette
from cogs.desk import Desk
from cogs.languages import _, speaking
from cogs.outgoing import may_be_told
from cogs.posting import send_once
from cogs.series.pages import PageView, canon_of, pages_of
from cogs.words import clip, safe
from show.bible import Series
from show.errors import NotFound
from show.ids import ChannelId, MessageId, SeriesId
from storage.bible_pages import THREAD, BiblePages, Page
from storage.library import Library

THREAD_NAME = 100
"""Characters of a thread's name (Discord's documentation, August 2026)."""
ALREADY_A_THREAD = 160004
"""Discord's code for a message that has one (same)."""
UNKNOWN_CHANNEL, ASLEEP = 10003, 50083
"""Discord's codes for a channel that is gone, and for a thread that is archived (same)."""
_log = logging.getLogger(__name__)


def bible_soon(desk: Desk, id: SeriesId) -> None:
    """Have a bible brought up to date without waiting for it."""

    async def work() -> None:
        await show_bible(desk, id)

    desk.pace.soon(f"bible {id}", work)


async def show_bible(desk: Desk, id: SeriesId, *, check: bool = False) -> ChannelId | None:
    """Bring the thread up to date, with only what changed; its id, or None where there can't be one.

    A thread or a page that was deleted is made again; `check` looks first whether the thread is there. Without the
    permission for threads there is none, and `/cast list` still shows the cast.
    """
    async with desk.pace.turn(f"bible {id}"):
        return await _laid_out(desk, id, check)


async def _laid_out(desk: Desk, id: SeriesId, check: bool) -> ChannelId | None:
    canon = await desk.read(lambda db: canon_of(db, id))
    room = (await desk.read(lambda db: Library(db).settings_of(id))).room_channel_id
    if not await may_be_told(desk, canon.series.guild_id, room, ("bible pages", id)):
        return None
    with speaking(await desk.language(canon.series.guild_id)):
        pages = pages_of(canon)
    for _attempt in range(2):
        thread = await _thread(desk, canon.series)
        if thread is None:
            return None
        try:
            if check:
                await desk.bot.fetch_channel(thread)
            for name, text in pages.items():
                await _write(desk, id, thread, name, text)
            return thread
        except discord.NotFound:
            _log.info("The thread with the bible of %s is gone and is made again.", id)
            await desk.read(lambda db: BiblePages(db).lost(id))
    return None


async def _write(desk: Desk, id: SeriesId, thread: ChannelId, name: str, text: str) -> None:
    """Write a page: left alone if it says the same, changed in place, or posted when it isn't there."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = (await desk.read(lambda db: BiblePages(db).of(id))).get(name)
    if known is not None and known.digest == digest:
        return
    message = await _changed(desk, thread, known.message_id, text) if known is not None else None
    if message is None:
        channel = desk.bot.get_partial_messageable(thread)
        sent = await channel.send(view=PageView(text), allowed_mentions=discord.AllowedMentions.none())
        message = MessageId(sent.id)
    page = Page(name=name, channel_id=thread, message_id=message, digest=digest)
    await desk.read(lambda db: BiblePages(db).note(id, page))


async def _changed(desk: Desk, thread: ChannelId, message: MessageId, text: str) -> MessageId | None:
    """Change a page in place; None when it was deleted. A thread that went to sleep is woken."""
    page = desk.bot.get_partial_messageable(thread).get_partial_message(message)
    try:
        await page.edit(view=PageView(text))
    except discord.NotFound as gone:
        if gone.code == UNKNOWN_CHANNEL:
            raise
        return None
    except discord.HTTPException as refused:
        if refused.code != ASLEEP:
            raise
        channel = await desk.bot.fetch_channel(thread)
        if isinstance(channel, discord.Thread):
            await channel.edit(archived=False)
        await page.edit(view=PageView(text))
    return message


async def _thread(desk: Desk, series: Series) -> ChannelId | None:
    known = (await desk.read(lambda db: BiblePages(db).of(series.id))).get(THREAD)
    if known is not None and known.channel_id:
        return known.channel_id
    settings = await desk.read(lambda db: Library(db).settings_of(series.id))
    room, attempt = settings.room_channel_id, known.digest if known is not None else "0"
    try:
        channel = await desk.channel(room)
        if not isinstance(channel, discord.TextChannel):
            return None
        what = ("bible thread", series.id, attempt)
        start = await send_once(desk, series.guild_id, room, what, lambda: StartView(series))
        thread = await _started(channel, start, series, await desk.language(series.guild_id))
    except (NotFound, discord.Forbidden) as exc:
        _log.info("The bible of %s has no thread: %s", series.id, exc)
        return None
    page = Page(name=THREAD, channel_id=thread, message_id=start, digest=attempt)
    await desk.read(lambda db: BiblePages(db).note(series.id, page))
    return thread


async def _started(channel: discord.TextChannel, start: MessageId, series: Series, language: str) -> ChannelId:
    """The thread of a message, named in a language; the one it has already, should a crash have come between."""
    try:
        with speaking(language):
            name = clip(_("The bible of {title}", title=series.title), THREAD_NAME)
        thread = await channel.get_partial_message(start).create_thread(name=name, auto_archive_duration=10080)
    except discord.HTTPException as exc:
        if exc.code != ALREADY_A_THREAD:
            raise
        return ChannelId(start)
    return ChannelId(thread.id)


class StartView(ui.LayoutView):
    """The message from which the thread hangs."""

    def __init__(self, series: Series) -> None:
        super().__init__(timeout=None)
        head = _("The bible of {title}", title=safe(series.title))
        about = _("Who is who, where, and what is established so far: it stands in the thread and is kept up to date.")
        words = f"📖 **{head}**\n-# {about}"
        self.add_item(ui.Container(ui.TextDisplay[StartView](words), accent_colour=palette.ROOM))
