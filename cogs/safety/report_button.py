"""The button by which members tell the administrators of anything in the room, and its form."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import Gated
from cogs.languages import _, said
from cogs.modals import StudioModal, field
from cogs.replies import answered
from cogs.words import label
from show.ids import GuildId
from show.texts import text
from storage.reported import subject_of
from storage.reports import Reported, Subject
from storage.running import owned

REASON_CHARACTERS = 200
WHAT = r"(?P<kind>pitch|draft|film|audition|motion|ballot|suggestion|dub|reel):(?P<subject>[a-z0-9-]+)"
"""How ids name what a report is about."""
TITLES = {
    Reported.PITCH: text("Report this pitch"),
    Reported.DRAFT: text("Report this draft"),
    Reported.FILM: text("Report this film"),
    Reported.AUDITION: text("Report this audition"),
    Reported.MOTION: text("Report this question"),
    Reported.BALLOT: text("Report this ballot"),
    Reported.SUGGESTION: text("Report this suggestion"),
    Reported.DUB: text("Report this dub"),
    Reported.REEL: text("Report this film"),
}


class ReportButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"report:{WHAT}"):
    """Opens the form to tell the administrators."""

    right = "Report"

    def __init__(self, kind: str, subject: str) -> None:
        super().__init__(ui.Button(label=label(_("Report")), emoji="🚩", custom_id=f"report:{kind}:{subject}"))
        self.kind, self.subject = Reported(kind), subject

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        await desk_of(interaction).read(lambda db: own(db, self.kind, self.subject, guild))
        await interaction.response.send_modal(ReportModal(self.kind, self.subject))


class ReportModal(StudioModal):
    """One field: what is wrong."""

    def __init__(self, kind: Reported, subject: str) -> None:
        super().__init__(said(TITLES[kind]), f"reported:{kind.value}:{subject}")
        answer: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id="reason", style=discord.TextStyle.paragraph, min_length=3, max_length=REASON_CHARACTERS
        )
        self.add_item(field(_("What is wrong with it?"), answer, _("Only the administrators read this.")))


def own(db: sqlite_utils.Database, kind: Reported, subject: str, guild: GuildId) -> Subject:
    """What was reported, when it is of this guild."""
    found = subject_of(db, kind, subject)
    owned(db, found.series_id, guild)
    return found
