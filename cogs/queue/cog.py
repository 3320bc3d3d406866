"""`/queue`: what is being made for this server, and what waits."""

from __future__ import annotations

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds
from cogs.desk import Interaction, desk_of, guild_of
from cogs.queue.views import QueueView, queue_words
from show.errors import NotFound
from show.ids import EpisodeId, SeriesId
from storage.library import Library


class Queue(commands.Cog):
    """The line in the open."""

    @app_commands.command(name="queue", description="Show what is being made now and what waits")
    @on_guilds
    async def queue(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        line = await desk.orders.waiting()
        mine = [entry for entry in line if entry.guild_id == guild]
        titles = await desk.read(lambda db: [_title(db, entry.subject) for entry in mine])
        words = queue_words(list(zip(mine, titles, strict=True)), len(line) - len(mine))
        await interaction.followup.send(view=QueueView(words), ephemeral=True)


def _title(db: sqlite_utils.Database, subject: str) -> str:
    library = Library(db)
    try:
        episode = library.episode(EpisodeId(subject))
    except NotFound:
        return library.series(SeriesId(subject)).series.title
    return f"{library.series(episode.series_id).series.title} · Episode {episode.number}"
