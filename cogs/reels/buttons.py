"""What is pressed about reels: the button that has a film cut of what members like best."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _
from cogs.posting import upload_limit
from cogs.replies import answered, say
from cogs.words import label
from show.errors import NotAllowed
from show.ids import SeriesId
from show.reel import ReelKind
from storage.library import Library
from storage.records import Booking
from storage.reels import cut_reel
from storage.revisions import check_changes


class CutButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"cutbest:(?P<series>[a-z0-9-]+)"):
    """Orders a film of a series' most loved shots; for approvers."""

    right = "Cut a film of them"

    def __init__(self, series: SeriesId) -> None:
        words, style = label(_("Cut a film of them")), discord.ButtonStyle.primary
        super().__init__(ui.Button(label=words, emoji="🎞️", style=style, custom_id=f"cutbest:{series}"))
        self.series = series

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now, limit = desk.clock(), upload_limit(desk, guild)

        def work(db: sqlite_utils.Database) -> Booking:
            record = Library(db).series(self.series)
            if record.series.guild_id != guild:
                raise NotAllowed("That series belongs to another server.")
            check_changes(db, guild, member.id, now)
            return cut_reel(db, record, ReelKind.BEST, member.id, desk.studio, now, limit)

        await desk.hand_over(await desk.read(work))
        await say(interaction, _("The best-of is being cut; it premieres when it is ready."))
