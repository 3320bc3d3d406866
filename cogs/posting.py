"""Sending and changing messages: each with a nonce and remembered, so that nothing is posted twice."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Sequence

import discord
from discord import ui

from cogs.age_limits import check_post
from cogs.desk import Desk
from cogs.languages import speaking
from cogs.outgoing import check_words
from show.errors import MediaMissing
from show.ids import ChannelId, GuildId, MemberId, MessageId
from show.order import MediaRef
from storage.library import Library
from storage.queue import nonce_of

_log = logging.getLogger(__name__)

View = Callable[[], ui.LayoutView]
"""Builds a message; called where the language of its readers is being spoken."""


async def send_once(
    desk: Desk,
    guild: GuildId,
    channel_id: ChannelId,
    what: tuple[object, ...],
    view: View,
    files: Sequence[discord.File] = (),
    pinged: MemberId | None = None,
) -> MessageId:
    """Post a message unless it was posted before; `what` names it, the same after a restart.

    `view` is built when it is needed, in the guild's language. Nobody is pinged but the one member named, if any.
    """
    nonce = nonce_of(*what)
    known = await desk.read(lambda db: Library(db).posted(nonce))
    if known is not None:
        return known
    channel = await desk.channel(channel_id)
    await check_post(desk, guild, channel, channel_id, what)
    await check_words(desk, guild, channel_id, what)
    mentions = discord.AllowedMentions.none()
    if pinged is not None:
        mentions.users = [discord.Object(pinged)]
    with speaking(await desk.language(guild)):
        built = view()
    message = await channel.send(view=built, files=list(files), nonce=nonce, allowed_mentions=mentions)
    sent = MessageId(message.id)
    now = desk.clock()
    await desk.read(lambda db: Library(db).note_post(nonce, guild, channel_id, sent, now))
    return sent


async def send_poll_once(
    desk: Desk, guild: GuildId, channel_id: ChannelId, what: tuple[object, ...], poll: Callable[[], discord.Poll]
) -> MessageId:
    """The same for a poll, which stands in a message of its own."""
    nonce = nonce_of(*what)
    known = await desk.read(lambda db: Library(db).posted(nonce))
    if known is not None:
        return known
    channel = await desk.channel(channel_id)
    await check_post(desk, guild, channel, channel_id, what)
    await check_words(desk, guild, channel_id, what)
    with speaking(await desk.language(guild)):
        built = poll()
    sent = MessageId((await channel.send(poll=built, nonce=nonce)).id)
    now = desk.clock()
    await desk.read(lambda db: Library(db).note_post(nonce, guild, channel_id, sent, now))
    return sent


async def change(
    desk: Desk,
    guild: GuildId,
    channel_id: ChannelId,
    message_id: MessageId,
    view: View,
    *,
    without_files: bool = False,
    files: Sequence[discord.File] | None = None,
) -> bool:
    """Redraw a message with its files left as they are, taken away, or new; False when it is gone or out of reach."""
    if not message_id:
        return False
    with speaking(await desk.language(guild)):
        built = view()
    channel = desk.bot.get_partial_messageable(channel_id)
    try:
        message = channel.get_partial_message(message_id)
        if without_files or files is not None:
            await message.edit(view=built, attachments=list(files or ()))
        else:
            await message.edit(view=built)
    except (discord.NotFound, discord.Forbidden) as exc:
        _log.info("Message %s can't be changed any more: %s", message_id, exc)
        return False
    return True


async def attached(desk: Desk, ref: MediaRef, limit_bytes: int) -> discord.File | None:
    """Media as an upload under its own name; None when it is too large for this guild, or gone."""
    if ref.size_bytes > limit_bytes:
        _log.warning("%s has %d bytes; this guild takes %d.", ref.name, ref.size_bytes, limit_bytes)
        return None
    try:
        content = await desk.media.read_async(ref)
    except MediaMissing:
        _log.exception("The bytes of %s are gone.", ref.name)
        return None
    return discord.File(io.BytesIO(content), filename=ref.name)


def upload_limit(desk: Desk, guild: GuildId) -> int:
    """Bytes of one file that a guild takes."""
    found = desk.bot.get_guild(guild)
    return found.filesize_limit if found else desk.studio.film.upload_limit_bytes
