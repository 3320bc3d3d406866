"""How pitches look: the button and the form to pitch with, and the card of a pitch."""

from __future__ import annotations

import re

import discord
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import Gated
from cogs.modals import StudioModal
from cogs.replies import answered
from cogs.words import clip, counted, safe
from show.ids import SeriesId
from storage.library import Library
from storage.records import Pitch

PITCH_CHARACTERS = 300
"""Long enough for an idea, short enough that five of them stand in one message."""
MODAL_TITLE = 45
"""Characters of a modal's title (Discord's documentation, August 2026)."""


class PitchButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"pitch:(?P<series>[a-z0-9-]+)"):
    """Opens the form to pitch an idea for a series."""

    right = "Pitch an idea"

    def __init__(self, series: SeriesId) -> None:
        super().__init__(
            ui.Button(
                label="Pitch an idea",
                emoji="💡",
                style=discord.ButtonStyle.secondary,
                custom_id=f"pitch:{series}",
            )
        )
        self.series = series

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[ui.LayoutView], match: re.Match[str], /
    ) -> PitchButton:
        return cls(SeriesId(match["series"]))

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, self.series))
        await interaction.response.send_modal(PitchModal(self.series, record.series.title))


class PitchModal(StudioModal):
    """One field: the idea."""

    def __init__(self, series: SeriesId, title: str) -> None:
        super().__init__(clip(f"Pitch for {title}", MODAL_TITLE), f"pitching:{series}")
        self.add_item(
            ui.Label(
                text="Your idea",
                description="What should happen? One twist, in a sentence or two.",
                component=ui.TextInput(
                    custom_id="idea",
                    style=discord.TextStyle.paragraph,
                    min_length=3,
                    max_length=PITCH_CHARACTERS,
                    placeholder="The letter is from her own future…",
                ),
            )
        )


class PitchCard(ui.LayoutView):
    """A pitch as the room sees it. Without a button of its own: the announcement and the ballot have one."""

    def __init__(self, pitch: Pitch, title: str, number: int, waiting: int) -> None:
        super().__init__(timeout=None)
        words = (
            f"-# {safe(title)} · Episode {number} · {counted(waiting, 'pitch', 'pitches')}\n"
            f"💡 {safe(pitch.text)}\n-# pitched by {safe(pitch.member.name)} · add yours with `/pitch`"
        )
        self.add_item(ui.Container(ui.TextDisplay[PitchCard](words), accent_colour=palette.ROOM))
