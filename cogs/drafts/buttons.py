"""What can be pressed on a draft. The ids carry episode and version, so an old message knows that it is old."""

from __future__ import annotations

from functools import partial

import discord
import sqlite_utils
from discord import ui

from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.drafts import VERSION_IDS
from cogs.drafts.forms import EditModal, RetakeModal
from cogs.drafts.texts import line_picks, line_text, shot_picks
from cogs.gate import Gated
from cogs.languages import _
from cogs.picking import rows
from cogs.posting import upload_limit
from cogs.replies import answered, say
from cogs.words import label
from show.bible import Series
from show.errors import WrongPhase
from show.ids import ChannelId, EpisodeId, LineId
from show.writers_room import SAYING, Phase
from storage.library import Library
from storage.records import Booking, Draft
from storage.revisions import approve
from storage.story import belongs_to

MOST_MENUS = 5


async def on_table(interaction: Interaction, id: EpisodeId, version: int) -> tuple[Draft, Series]:
    """A version and its series, when scripts may be changed now; WrongPhase, with the reason, when not."""
    guild = guild_of(interaction)

    def look(db: sqlite_utils.Database) -> tuple[Draft, Series]:
        library = Library(db)
        episode = belongs_to(db, id, guild)
        if episode.phase not in (Phase.DRAFT, Phase.WRITING):
            raise WrongPhase("This script can't be changed now: {saying}.", saying=SAYING[episode.phase])
        return library.draft(id, version), library.series(episode.series_id).series

    return await desk_of(interaction).read(look)


class ApproveButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"approve:{VERSION_IDS}"):
    """Approves this version; for approvers."""

    right = "Approve"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(
            ui.Button(
                label=label(_("Approve")),
                emoji="✅",
                style=discord.ButtonStyle.success,
                custom_id=f"approve:{episode}:{version}",
            )
        )
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        member, now, limit = member_of(interaction), desk.clock(), upload_limit(desk, guild)

        def decide(db: sqlite_utils.Database) -> tuple[Booking, ChannelId]:
            series = belongs_to(db, self.episode, guild).series_id
            booking = approve(db, self.episode, self.version, member, desk.studio, now, limit)[1]
            return booking, Library(db).settings_of(series).premieres_channel_id

        booking, place = await desk.read(decide)
        desk.redraw_draft(self.episode, self.version)
        await desk.hand_over(booking)
        await say(interaction, _("Approved. The film comes to <#{channel}> when it is done.", channel=place))


class EditButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"edit:{VERSION_IDS}"):
    """Opens the menu of lines."""

    right = "Edit a line"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(ui.Button(label=label(_("Edit a line")), emoji="✏️", custom_id=f"edit:{episode}:{version}"))
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        draft, series = await on_table(interaction, self.episode, self.version)
        await interaction.response.send_message(view=LinePicker(draft, series), ephemeral=True)


class RetakeButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"retake:{VERSION_IDS}"):
    """Opens the form to have a shot made anew."""

    right = "Retake"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(ui.Button(label=label(_("Retake")), emoji="🔁", custom_id=f"retake:{episode}:{version}"))
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        draft, series = await on_table(interaction, self.episode, self.version)
        picks = shot_picks(series, draft.script)
        await interaction.response.send_modal(RetakeModal(self.episode, self.version, picks))


class LineMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=rf"line:{VERSION_IDS}:(?P<part>\d)"):
    """Picks the line to rewrite and opens the form with its text."""

    right = "Choose a line"

    def __init__(self, episode: EpisodeId, version: int, part: int) -> None:
        super().__init__(
            ui.Select(placeholder=_("Choose a line"), custom_id=f"line:{episode}:{version}:{part}", options=[])
        )
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        line = LineId(self.item.values[0])
        draft = (await on_table(interaction, self.episode, self.version))[0]
        text = line_text(draft.script, line)
        await interaction.response.send_modal(EditModal(self.episode, self.version, line, text))


class LinePicker(ui.LayoutView):
    """Menus with every line of a script (25 each); picking one opens the form with its text."""

    def __init__(self, draft: Draft, series: Series) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.TextDisplay(_("Which line shall read differently?")))
        menu_of = partial(LineMenu, draft.episode_id, draft.version)
        for row in rows(line_picks(series, draft.script), menu_of, MOST_MENUS):
            self.add_item(row)
