"""The cards of pitches in the room: posting one, and redrawing it as it gathers support and is voted on."""

from __future__ import annotations

import discord
import sqlite_utils

from cogs.desk import Desk
from cogs.posting import attached, change, send_once, upload_limit
from cogs.writers_room.views import PitchCard
from show.ids import ChannelId, GuildId, PitchId
from storage.library import Library
from storage.pitches import HIDDEN, Pitches
from storage.records import EpisodeRecord, Pitch, SeriesRecord


def _standing(db: sqlite_utils.Database, id: PitchId) -> tuple[Pitch, EpisodeRecord, SeriesRecord]:
    pitch = Pitches(db).pitch(id)
    episode = Library(db).episode(pitch.episode_id)
    return pitch, episode, Library(db).series(episode.series_id)


async def show_card(desk: Desk, guild: GuildId, room: ChannelId, id: PitchId) -> None:
    """Hang a pitch in the room; doing it again changes nothing."""
    pitch, episode, record = await desk.read(lambda db: _standing(db, id))
    files = await _picture(desk, pitch, guild)

    def card() -> PitchCard:
        return PitchCard(pitch, record.series.title, episode.number)

    message = await send_once(desk, guild, room, ("pitch", id), card, files)
    await desk.read(lambda db: Pitches(db).set_message(id, room, message))


async def _picture(desk: Desk, pitch: Pitch, guild: GuildId) -> list[discord.File]:
    if pitch.shown_picture is None:
        return []
    file = await attached(desk, pitch.shown_picture, upload_limit(desk, guild))
    return [file] if file is not None else []


async def redraw_card(desk: Desk, id: PitchId, *, picture: bool = False) -> None:
    """Show a pitch as it stands now; with its `picture` when that was let through only now."""
    pitch, episode, record = await desk.read(lambda db: _standing(db, id))
    gone = pitch.picture is not None and pitch.state in HIDDEN

    def card() -> PitchCard:
        return PitchCard(pitch, record.series.title, episode.number)

    guild = record.series.guild_id
    files = await _picture(desk, pitch, guild) if picture and not gone else None
    await change(desk, guild, pitch.channel_id, pitch.message_id, card, without_files=gone, files=files)


def redraw_card_soon(desk: Desk, id: PitchId) -> None:
    """Have a card redrawn without waiting for it."""
    desk.pace.soon(f"pitch {id}", lambda: redraw_card(desk, id))
