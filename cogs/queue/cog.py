"""`/queue`: what is being made for this server, what waits, why it stands there, and how long that usually takes."""

from __future__ import annotations

import contextlib

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds
from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import approves, is_administrator
from cogs.queue.line import Entry, QueueView
from cogs.queue.views import KINDS, Subject
from show.errors import NotFound
from show.ids import EpisodeId, MemberId, SeriesId
from storage.bookings import LIVE, Bookings
from storage.library import Library
from storage.queue import OrderState, Waiting
from storage.whose import series_of


class Queue(commands.Cog):
    """The line in the open."""

    @app_commands.command(name="queue", description="Show what is being made now and what waits, and call one off")
    @on_guilds
    async def queue(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        line = await desk.orders.waiting()
        mine = [entry for entry in line if entry.guild_id == guild]
        entries = await desk.read(lambda db: [_entry(db, entry, line) for entry in mine])
        everything = bool(mine) and await approves(interaction)
        mover = is_administrator(interaction)
        view = QueueView(entries, len(line) - len(mine), MemberId(interaction.user.id), everything, may_move=mover)
        await interaction.followup.send(view=view, ephemeral=True)


def _entry(db: sqlite_utils.Database, entry: Waiting, line: list[Waiting]) -> Entry:
    waits = [other for other in line if other.state is not OrderState.WORKING and other.place < entry.place]
    own = sum(other.guild_id == entry.guild_id for other in waits)
    kind, bookings = KINDS.get(entry.kind), Bookings(db)
    try:
        booking = bookings.booking(entry.order_id)
    except NotFound:
        booking = None
    return Entry(
        waiting=entry,
        subject=_subject(db, entry.subject),
        own_before=own,
        others_before=len(waits) - own,
        usual_seconds=bookings.usual_seconds(kind) if kind is not None else None,
        moved=booking.moved if booking is not None else None,
        member_id=booking.member_id if booking is not None and booking.state in LIVE else None,
    )


def _subject(db: sqlite_utils.Database, subject: str) -> Subject:
    library = Library(db)
    with contextlib.suppress(NotFound):
        episode = library.episode(EpisodeId(subject))
        return Subject(title=library.series(episode.series_id).series.title, episode=episode.number)
    with contextlib.suppress(NotFound):
        return Subject(title=library.series(series_of(db, subject) or SeriesId(subject)).series.title)
    return Subject()
