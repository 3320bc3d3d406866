"""`/dub`: a film in another language, translated by the room."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of
from cogs.dubs.buttons import LANGUAGES, show_dub
from cogs.languages import _
from cogs.replies import say
from storage.dubs import Dubs
from storage.programme import choose_showing


class DubCommands(commands.Cog):
    """Films in other languages."""

    @app_commands.command(name="dub", description="Dub a film into another language, together")
    @app_commands.describe(
        language="The language to translate into",
        episode="The episode's number; the newest film if left out",
        series="Which series; the newest if left out",
    )
    @app_commands.choices(language=[app_commands.Choice(name=name, value=code) for code, name in LANGUAGES.items()])
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def dub(
        self,
        interaction: Interaction,
        language: app_commands.Choice[str],
        episode: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        held = await desk.read(lambda db: choose_showing(db, guild, series, episode))
        id, now = held.film.episode_id, desk.clock()
        await desk.read(lambda db: Dubs(db).begin(id, language.value, now))
        await show_dub(desk, id, language.value)
        dub = await desk.read(lambda db: Dubs(db).dub(id, language.value))
        told = _("The dub is in <#{channel}>: translate its lines there, all of you.", channel=dub.channel_id)
        await say(interaction, told)
