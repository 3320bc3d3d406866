"""`/whatif`: the roads a series did not take."""

from __future__ import annotations

import sqlite_utils
from discord import app_commands, ui
from discord.ext import commands

from cogs import palette
from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import approves
from cogs.languages import _
from cogs.vault.branching import BranchMenu
from cogs.words import clip, safe
from show.bible import Series
from show.ids import GuildId
from storage.library import Library
from storage.vault import Road, roads_not_taken

WORDS_LIMIT = 3800
ROAD_CHARACTERS = 200


class Vault(commands.Cog):
    """What lost the vote is not lost."""

    @app_commands.command(name="whatif", description="Show what lost the vote and never happened")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def whatif(self, interaction: Interaction, series: str = "") -> None:
        guild = guild_of(interaction)
        chosen, roads = await desk_of(interaction).read(lambda db: _look(db, guild, series))
        view = VaultView(chosen, roads, may_tell=bool(roads) and await approves(interaction))
        await interaction.response.send_message(view=view, ephemeral=True)


def _look(db: sqlite_utils.Database, guild: GuildId, wanted: str) -> tuple[Series, list[Road]]:
    chosen = Library(db).choose_series(guild, wanted).series
    return chosen, roads_not_taken(db, chosen.id)


def vault_words(series: Series, roads: list[Road]) -> str:
    """The vault, an episode a heading; as many roads as a message holds."""
    lines, number = [_("## What if · {title}", title=safe(series.title))], 0
    if not roads:
        lines.append(_("Nothing has lost a vote yet. What does is kept here."))
    for road in roads:
        block = []
        if road.number != number:
            block.append(_("### Episode {number}", number=road.number))
            block.append(_("-# What happened: {twist}", twist=safe(clip(road.instead, ROAD_CHARACTERS))))
        by = f" · {safe(road.option.author)}" if road.option.author else ""
        votes = _("{votes} of {total}", votes=road.votes, total=road.total)
        block.append(f"- {safe(clip(road.option.text, ROAD_CHARACTERS))}\n-# {votes}{by}")
        if sum(map(len, lines)) + sum(map(len, block)) > WORDS_LIMIT:
            lines.append(_("-# … and older ones."))
            break
        lines += block
        number = road.number
    return "\n".join(lines)


class VaultView(ui.LayoutView):
    """The vault, for the asker's eyes; approvers have a menu to have a road told after all."""

    def __init__(self, series: Series, roads: list[Road], *, may_tell: bool = False) -> None:
        super().__init__(timeout=None)
        text = ui.TextDisplay[VaultView](vault_words(series, roads))
        box: ui.Container[VaultView] = ui.Container(text, accent_colour=palette.QUIET)
        if may_tell and roads:
            menu = BranchMenu(series.id)
            menu.offer(roads)
            box.add_item(ui.ActionRow(menu))
        self.add_item(box)
