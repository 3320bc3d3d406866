"""`/dub`: a film in another language, translated by the room."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.dubs.buttons import SPOKEN, own_dub, redraw_dub, show_dub
from cogs.dubs.sheets import sheet_file, take_sheet
from cogs.languages import _, ngettext
from show.languages import language_name
from storage.dubs import Dubs, order_translation
from storage.programme import choose_showing


class DubCommands(commands.Cog):
    """Films in other languages."""

    @app_commands.command(name="dub", description="Dub a film into another language, together")
    @app_commands.describe(
        language="The language to translate into",
        episode="The episode's number; the newest film if left out",
        series="Which series; the newest if left out",
        sheet="The lines as a file (CSV): the one the answer brings, filled in or corrected",
    )
    @app_commands.choices(language=[app_commands.Choice(name=language_name(tag), value=tag) for tag in SPOKEN])
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def dub(
        self,
        interaction: Interaction,
        language: app_commands.Choice[str],
        episode: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
        sheet: discord.Attachment | None = None,
    ) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        held = await desk.read(lambda db: choose_showing(db, guild, series, episode))
        id, now = held.film.episode_id, desk.clock()
        dub = await desk.read(lambda db: Dubs(db).begin(id, language.value, now))
        booking = await desk.read(lambda db: order_translation(db, dub, member.id, desk.studio, now))
        settings = await show_dub(desk, id, language.value)
        if booking is not None:
            await desk.hand_over(booking)
        kept = await take_sheet(desk, dub, sheet, member, settings) if sheet is not None else 0
        dub, series_of = await desk.read(lambda db: own_dub(db, guild, id, language.value))
        told = [_("The dub is in <#{channel}>: translate its lines there, all of you.", channel=dub.channel_id)]
        if booking is not None:
            told.append(_("The writer translates it meanwhile; correct what it gets wrong."))
        if sheet is not None:
            told.append(ngettext("{number} line of the sheet is new.", "{number} lines of the sheet are new.", kept))
            desk.pace.soon(f"dub {id} {language.value}", lambda: redraw_dub(desk, id, language.value))
        await interaction.followup.send("\n".join(told), file=sheet_file(dub, series_of), ephemeral=True)
