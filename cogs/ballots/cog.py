"""`/ballot open` and `/ballot close`: approvers put pitches to the vote."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from cogs.ballots.board import finish_ballot, show_ballot
from cogs.choices import on_guilds, pitch_choices, series_choices
from cogs.desk import Interaction, desk_of, guild_of
from cogs.replies import say
from cogs.words import moment
from show.errors import WrongPhase
from show.ids import PitchId
from storage.ballots import Ballots
from storage.library import Library
from storage.story import open_ballot

MOST_MINUTES = 14 * 24 * 60.0
LEAST_MINUTES = 0.1
"""Six seconds: enough for a demonstration among scripted members."""


@on_guilds
class BallotCommands(commands.GroupCog, group_name="ballot", group_description="Put pitches to the vote"):
    """Opening and closing ballots."""

    @app_commands.command(name="open", description="Open a ballot with pitches as its options (approvers)")
    @app_commands.describe(
        minutes="How long it runs; the studio's usual time if left out",
        first="An option; leave all out to take the first five pitches",
        second="Another option",
        third="Another option",
        fourth="Another option",
        fifth="Another option",
        quorum="With fewer voters than this, the first option is taken",
        series="Which series; the newest if left out",
    )
    @app_commands.autocomplete(
        first=pitch_choices,
        second=pitch_choices,
        third=pitch_choices,
        fourth=pitch_choices,
        fifth=pitch_choices,
        series=series_choices,
    )
    async def open(
        self,
        interaction: Interaction,
        minutes: app_commands.Range[float, LEAST_MINUTES, MOST_MINUTES] | None = None,
        first: str = "",
        second: str = "",
        third: str = "",
        fourth: str = "",
        fifth: str = "",
        quorum: app_commands.Range[int, 1, 1000] | None = None,
        series: str = "",
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        record = await desk.read(lambda db: Library(db).choose_series(guild, series))
        chosen = [PitchId(id) for id in (first, second, third, fourth, fifth) if id]
        length, needed = minutes or desk.studio.ballot_minutes, quorum or desk.studio.quorum
        now = desk.clock()
        opened = await desk.read(lambda db: open_ballot(db, record.series, chosen, length, needed, now))
        await show_ballot(desk, opened.id)
        where = f"<#{opened.channel_id}>"
        await say(interaction, f"The ballot is open in {where}; it closes {moment(opened.ballot.closes_at)}.")

    @app_commands.command(name="close", description="Close the running ballot now (approvers)")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def close(self, interaction: Interaction, series: str = "") -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        record = await desk.read(lambda db: Library(db).choose_series(guild, series))
        episode = await desk.read(lambda db: Library(db).current_episode(record.series.id))
        running = await desk.read(lambda db: Ballots(db).of_episode(episode.id))
        if running is None or running.closed_at is not None:
            raise WrongPhase("No ballot is running for this series.")
        await finish_ballot(desk, running.id, early=True)
        await say(interaction, "The ballot is closed and counted.")
