"""`/ballot open`, `/ballot close` and `/ballot audit`: putting pitches to the vote, and looking into how it went."""

from __future__ import annotations

import io
from dataclasses import replace

import discord
import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.ballots.audit import audit_file, audit_words
from cogs.ballots.board import finish_ballot, show_ballot
from cogs.ballots.wishes import LEAST_MINUTES, METHODS, MOST_MINUTES, RESULTS, wished
from cogs.choices import on_guilds, pitch_choices, series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of
from cogs.languages import _
from cogs.replies import say
from cogs.words import moment
from show.errors import NotFound, WrongPhase
from show.ids import GuildId, PitchId
from storage.audit import Audit, audit
from storage.ballots import Ballots
from storage.library import Library
from storage.records import BallotRecord
from storage.rules import rules_of, terms_of
from storage.story import open_ballot


@on_guilds
class BallotCommands(commands.GroupCog, group_name="ballot", group_description="Put pitches to the vote"):
    """Opening, closing and auditing ballots."""

    @app_commands.command(name="open", description="Open a ballot with pitches as its options (approvers)")
    @app_commands.describe(
        minutes="How long it runs; the studio's usual time if left out",
        first="An option; leave all out to take the most supported pitches",
        second="Another option",
        third="Another option",
        fourth="Another option",
        fifth="Another option",
        quorum="With fewer voters than this, the first option is taken",
        method="How members vote; as this server usually does if left out",
        results="When the counts are shown",
        reminder="Minutes before the close when a last call is posted; 0 for none",
        poll="Vote in a poll of Discord's own instead of by buttons",
        series="Which series; the newest if left out",
    )
    @app_commands.choices(method=METHODS, results=RESULTS)
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
        method: str = "",
        results: str = "",
        reminder: app_commands.Range[float, 0.0, MOST_MINUTES] | None = None,
        poll: bool | None = None,
        series: str = "",
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen, now = [PitchId(id) for id in (first, second, third, fourth, fifth) if id], desk.clock()
        changes = wished(method=method, results=results, minutes=minutes, quorum=quorum, reminder=reminder, poll=poll)

        def put_to_the_vote(db: sqlite_utils.Database) -> BallotRecord:
            record = Library(db).choose_series(guild, series)
            terms = terms_of(replace(rules_of(db, guild), **changes), desk.studio)
            if poll:
                terms.rules.check_poll()
            return open_ballot(db, record.series, chosen, terms.minutes, terms.quorum, now, terms.rules)

        opened = await desk.read(put_to_the_vote)
        await show_ballot(desk, opened.id)
        where, closes = f"<#{opened.channel_id}>", moment(opened.ballot.closes_at)
        await say(interaction, _("The ballot is open in {channel}; it closes {when}.", channel=where, when=closes))

    @app_commands.command(name="close", description="Close the running ballot now (approvers)")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def close(self, interaction: Interaction, series: str = "") -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        running = await _ballot(desk, guild, series)
        if running is None or running.closed_at is not None:
            raise WrongPhase("No ballot is running for this series.")
        await finish_ballot(desk, running.id, early=True)
        await say(interaction, _("The ballot is closed and counted."))

    @app_commands.command(name="audit", description="Look into who voted when, and how new they are (administrators)")
    @app_commands.describe(
        episode="The episode's number; the newest ballot if left out", series="Which series; the newest if left out"
    )
    @app_commands.autocomplete(series=series_choices)
    async def audit(
        self,
        interaction: Interaction,
        episode: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        record = await _ballot(desk, guild, series, episode)
        if record is None:
            raise NotFound("There is no ballot to look into yet.")
        found: Audit = await desk.read(lambda db: audit(db, record.id))
        file = discord.File(io.BytesIO(audit_file(found)), filename=f"{record.id}-audit.csv")
        await interaction.followup.send(audit_words(found), file=file, ephemeral=True)


async def _ballot(desk: Desk, guild: GuildId, series: str, number: int | None = None) -> BallotRecord | None:
    """The ballot of an episode; without a number the newest of the series."""

    def look(db: sqlite_utils.Database) -> BallotRecord | None:
        library = Library(db)
        record = library.choose_series(guild, series)
        episodes = [e for e in library.episodes(record.series.id) if number in (None, e.number)]
        found = (Ballots(db).of_episode(episode.id) for episode in reversed(episodes))
        return next((ballot for ballot in found if ballot is not None), None)

    return await desk.read(look)
