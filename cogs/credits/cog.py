"""`/credits`: who made an episode, and what oneself contributed."""

from __future__ import annotations

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.credits.views import Credited, CreditsView
from cogs.desk import Interaction, desk_of, guild_of, member_of
from show.errors import NotFound
from show.ids import GuildId
from storage.ledger import Ledger
from storage.library import Library
from storage.records import Member


class Credits(commands.Cog):
    """The ledger in the open."""

    @app_commands.command(name="credits", description="Show who made an episode, and what you contributed here")
    @app_commands.describe(
        episode="The episode's number; the running one if left out",
        series="Which series; the newest if left out",
    )
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def credits(
        self,
        interaction: Interaction,
        episode: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
    ) -> None:
        guild, member = guild_of(interaction), member_of(interaction)
        found = await desk_of(interaction).read(lambda db: _credits(db, guild, member, series, episode))
        await interaction.response.send_message(view=CreditsView(found), ephemeral=True)


def _credits(db: sqlite_utils.Database, guild: GuildId, member: Member, wanted: str, number: int | None) -> Credited:
    library, ledger = Library(db), Ledger(db)
    series = library.choose_series(guild, wanted).series
    episode = library.current_episode(series.id)
    if number is not None:
        episodes = [e for e in library.episodes(series.id) if e.number == number]
        if not episodes:
            raise NotFound("{title} has no episode {number} yet.", title=series.title, number=number)
        episode = episodes[0]
    return Credited(
        series=series,
        episode=episode,
        roll=ledger.roll(series.id, episode.id),
        mine=tuple(ledger.deeds_of(guild, member.id)),
        wish=ledger.wish(guild, member.id),
    )
