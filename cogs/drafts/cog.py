"""`/episode status`, `draft`, `versions` and `cancel`, and the forms by which members change a script."""

from __future__ import annotations

import re

from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.drafts import VERSION_IDS
from cogs.drafts.buttons import on_table
from cogs.drafts.forms import LINE_CHARACTERS, WISH_CHARACTERS
from cogs.drafts.opinions import OBJECTION_ROUTE
from cogs.drafts.restaging import RESTAGING_ROUTES
from cogs.drafts.status import StatusView, status_of
from cogs.drafts.suggesting import carry_out, change_or_suggest
from cogs.drafts.table import show_draft
from cogs.drafts.texts import line_text
from cogs.drafts.versions import VersionsView, difference_words, script_file, shelf_of, versions_words
from cogs.languages import _
from cogs.modals import Answers, Route
from cogs.picking import chosen
from cogs.queue.calling_off import CancelView
from cogs.replies import say
from cogs.second_opinion import admitted
from cogs.words import safe
from show.errors import InvalidInput, WrongPhase
from show.ids import EpisodeId, LineId, ShotId
from storage.library import Library
from storage.records import DraftState
from storage.revisions import retake_shot
from storage.suggestions import SuggestionKind, Wish


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
        found = await desk.read(lambda db: status_of(db, guild, series))
        settings = await desk.read(lambda db: Library(db).settings_of(found.series.id))
        if found.draft is None or found.draft.state is not DraftState.TABLED:
            raise WrongPhase("No draft is on the table now.")
        await show_draft(desk, found.episode.id, found.draft.version, ("draft again", found.episode.id, interaction.id))
        await say(interaction, _("The draft is in <#{channel}> again.", channel=settings.drafts_channel))

    @app_commands.command(name="cancel", description="Call the running episode off (approvers)")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def cancel(self, interaction: Interaction, series: str = "") -> None:
        guild = guild_of(interaction)
        found = await desk_of(interaction).read(lambda db: status_of(db, guild, series))
        words = _(
            "## Call episode {number} of {title} off?\n"
            "Its ballot, its drafts and whatever is being made of it end here, and the next episode opens for pitches.",
            number=found.episode.number,
            title=safe(found.series.title),
        )
        await interaction.response.send_message(view=CancelView(words, found.episode.id), ephemeral=True)

    @app_commands.command(name="versions", description="Show every version of the script, or what changed between two")
    @app_commands.describe(
        first="A version; leave both out to list all",
        second="The version to compare it with; the latest if left out",
        series="Which series; the newest if left out",
    )
    @app_commands.autocomplete(series=series_choices)
    async def versions(
        self,
        interaction: Interaction,
        first: app_commands.Range[int, 1, 10000] | None = None,
        second: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
    ) -> None:
        guild = guild_of(interaction)
        shelf = await desk_of(interaction).read(lambda db: shelf_of(db, guild, series))
        shown = second or shelf.drafts[-1].version
        words = versions_words(shelf) if first is None else difference_words(shelf, first, shown)
        file = script_file(shelf, shown)
        view = VersionsView(words, file.filename)
        await interaction.response.send_message(view=view, file=file, ephemeral=True)


async def edited(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form with a line's new text was sent off."""
    desk = desk_of(interaction)
    episode, version, line = EpisodeId(match["episode"]), int(match["version"]), LineId(match["line"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    draft, series = await on_table(interaction, episode, version)
    settings = await desk.read(lambda db: Library(db).settings_of(series.id))
    text = await admitted(desk, settings, answers.get("text", ""), limit=LINE_CHARACTERS, what=_("The line"))
    wish = Wish(kind=SuggestionKind.LINE, subject=line, seen=line_text(draft.script, line), text=text)
    await change_or_suggest(interaction, episode, wish, _("The line is changed."))


async def retaken(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form with a shot and a wish was sent off."""
    desk, member = desk_of(interaction), member_of(interaction)
    episode, version = EpisodeId(match["episode"]), int(match["version"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    series = (await on_table(interaction, episode, version))[1]
    settings = await desk.read(lambda db: Library(db).settings_of(series.id))
    shot = chosen(answers, "shot")
    if not shot:
        raise InvalidInput("Choose the shot that should be made anew.")
    wish = answers.get("wish", "")
    if wish.strip():
        wish = await admitted(desk, settings, wish, limit=WISH_CHARACTERS, what=_("Your wish"))
    now = desk.clock()
    revised = await desk.read(
        lambda db: retake_shot(db, episode, ShotId(shot), wish.strip(), member, desk.studio, now)
    )
    await carry_out(desk, episode, revised)
    done = _("The shot gets another take. Version {version} is being drawn.", version=revised.version)
    await say(interaction, done)


ROUTES = (
    OBJECTION_ROUTE,
    Route(right="Rewrite a line", pattern=re.compile(rf"edited:{VERSION_IDS}:(?P<line>.+)"), handler=edited),
    Route(right="Retake a shot", pattern=re.compile(rf"retaken:{VERSION_IDS}"), handler=retaken),
    *RESTAGING_ROUTES,
)
