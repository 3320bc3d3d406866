"""`/episode status` and `/episode draft`, and the forms by which members change a script."""

from __future__ import annotations

import re

from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.drafts.buttons import on_table
from cogs.drafts.forms import LINE_CHARACTERS, WISH_CHARACTERS
from cogs.drafts.status import StatusView, status_of
from cogs.drafts.table import show_draft
from cogs.drafts.texts import line_text
from cogs.intake import admit
from cogs.modals import Answers, Route
from cogs.replies import say
from show.errors import InvalidInput, WrongPhase
from show.ids import EpisodeId, LineId, ShotId
from storage.library import Library
from storage.records import DraftState
from storage.revisions import Revised, edit_line, retake_shot


@on_guilds
class EpisodeCommands(commands.GroupCog, group_name="episode", group_description="Where the running episode stands"):
    """Looking at the episode a series is at."""

    @app_commands.command(name="status", description="Show where the running episode stands")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def status(self, interaction: Interaction, series: str = "") -> None:
        guild = guild_of(interaction)
        found = await desk_of(interaction).read(lambda db: status_of(db, guild, series))
        await interaction.response.send_message(view=StatusView(found), ephemeral=True)

    @app_commands.command(name="draft", description="Post the draft on the table again (approvers)")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def draft(self, interaction: Interaction, series: str = "") -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        settings = await desk.read(lambda db: Library(db).guild(guild))
        found = await desk.read(lambda db: status_of(db, guild, series))
        if found.draft is None or found.draft.state is not DraftState.TABLED:
            raise WrongPhase("No draft is on the table now.")
        await show_draft(desk, found.episode.id, found.draft.version, ("draft again", interaction.id))
        await say(interaction, f"The draft is in <#{settings.room_channel_id}> again.")


async def edited(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form with a line's new text was sent off."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    episode, version, line = EpisodeId(match["episode"]), int(match["version"]), LineId(match["line"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    settings, (_, draft, _) = await desk.read(
        lambda db: (Library(db).guild(guild), on_table(db, guild, episode, version))
    )
    text = admit(answers.get("text", ""), rating=settings.rating, limit=LINE_CHARACTERS, what="The line")
    seen, now = line_text(draft.script, line), desk.clock()
    revised = await desk.read(lambda db: edit_line(db, episode, line, seen, text, member, desk.studio, now))
    await carry_out(desk, episode, revised)
    await say(interaction, f"The line is changed. Version {revised.version} is being drawn.")


async def retaken(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form with a shot and a wish was sent off."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    episode, version = EpisodeId(match["episode"]), int(match["version"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    settings, _ = await desk.read(lambda db: (Library(db).guild(guild), on_table(db, guild, episode, version)))
    chosen = next((v for k, v in answers.items() if k.startswith("shot") and v), "")
    if not chosen:
        raise InvalidInput("Choose the shot that should be made anew.")
    wish = answers.get("wish", "")
    if wish.strip():
        wish = admit(wish, rating=settings.rating, limit=WISH_CHARACTERS, what="Your wish")
    now = desk.clock()
    revised = await desk.read(
        lambda db: retake_shot(db, episode, ShotId(chosen), wish.strip(), member, desk.studio, now)
    )
    await carry_out(desk, episode, revised)
    await say(interaction, f"The shot gets another take. Version {revised.version} is being drawn.")


async def carry_out(desk: Desk, episode: EpisodeId, revised: Revised) -> None:
    """Order the new version, stop what it overtook, and let older messages say so."""
    for draft in revised.superseded:
        desk.redraw_draft(episode, draft.version)
    await desk.hand_over(revised.booking)
    await desk.call_off(revised.pointless)


_IDS = r"(?P<episode>[a-z0-9-]+):(?P<version>\d+)"
ROUTES = (
    Route(right="Rewrite a line", pattern=re.compile(rf"edited:{_IDS}:(?P<line>.+)"), handler=edited),
    Route(right="Retake a shot", pattern=re.compile(rf"retaken:{_IDS}"), handler=retaken),
)
