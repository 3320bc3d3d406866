"""The button by which members tell the administrators of a pitch, a draft or a film, and its form."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import Gated
from cogs.modals import StudioModal
from cogs.replies import answered
from show.ids import GuildId
from storage.reports import Reported, Subject, subject_of
from storage.story import belongs_to

REASON_CHARACTERS = 200
WHAT = r"(?P<kind>pitch|draft|film):(?P<subject>[a-z0-9-]+)"
"""How ids name what a report is about."""


class ReportButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"report:{WHAT}"):
    """Opens the form to tell the administrators."""

    right = "Report"

    def __init__(self, kind: str, subject: str) -> None:
        super().__init__(ui.Button(label="Report", emoji="🚩", custom_id=f"report:{kind}:{subject}"))
        self.kind, self.subject = Reported(kind), subject

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        await desk_of(interaction).read(lambda db: own(db, self.kind, self.subject, guild))
        await interaction.response.send_modal(ReportModal(self.kind, self.subject))


class ReportModal(StudioModal):
    """One field: what is wrong."""

    def __init__(self, kind: Reported, subject: str) -> None:
        super().__init__(f"Report this {kind.value}", f"reported:{kind.value}:{subject}")
        self.add_item(
            ui.Label(
                text="What is wrong with it?",
                description="Only the administrators read this.",
                component=ui.TextInput(
                    custom_id="reason",
                    style=discord.TextStyle.paragraph,
                    min_length=3,
                    max_length=REASON_CHARACTERS,
                ),
            )
        )


def own(db: sqlite_utils.Database, kind: Reported, subject: str, guild: GuildId) -> Subject:
    """What was reported, when it is of this guild."""
    found = subject_of(db, kind, subject)
    belongs_to(db, found.episode_id, guild)
    return found
