"""`/pitch`, and the form behind the pitch button: a member's idea for the episode a series is at."""

from __future__ import annotations

import re

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.ballots.board import show_ballot
from cogs.choices import on_guilds, series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.intake import admit
from cogs.modals import Answers, Route
from cogs.posting import send_once
from cogs.replies import say
from cogs.words import counted
from cogs.writers_room.views import PITCH_CHARACTERS, PitchCard, PitchModal
from show.ids import GuildId
from storage.library import Library
from storage.records import BallotRecord, GuildSettings, SeriesRecord
from storage.rules import rules_of, terms_of
from storage.story import Pitched, open_ballot, pitch


class WritersRoom(commands.Cog):
    """Pitches."""

    @app_commands.command(name="pitch", description="Pitch an idea for what happens in the next episode")
    @app_commands.describe(
        idea="What should happen? Leave it out to get a form", series="Which series; the newest if left out"
    )
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def pitch(
        self,
        interaction: Interaction,
        idea: app_commands.Range[str, 3, PITCH_CHARACTERS] | None = None,
        series: str = "",
    ) -> None:
        guild = guild_of(interaction)
        if idea is None:
            record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, series))
            await interaction.response.send_modal(PitchModal(record.series.id, record.series.title))
            return
        await take_pitch(interaction, series, idea)


async def pitching(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    await take_pitch(interaction, match["series"], answers.get("idea", ""))


async def take_pitch(interaction: Interaction, series: str, idea: str) -> None:
    """Keep a pitch, show it to the room, and open the ballot when there are enough."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    settings, record = await desk.read(lambda db: (Library(db).guild(guild), Library(db).choose_series(guild, series)))
    # Before anything is kept: a pitch nobody can see would block the same words for ever.
    await desk.channel(settings.room_channel_id)
    text = admit(idea, rating=settings.rating, limit=PITCH_CHARACTERS, what="Your pitch", least=3)
    now = desk.clock()
    outcome = await desk.read(lambda db: pitch(db, record.series, member, text, desk.studio, now))
    await _show(desk, guild, settings, record, outcome)
    await say(interaction, pitch_words(outcome))
    if outcome.ready:
        await open_by_itself(desk, record)


async def _show(desk: Desk, guild: GuildId, settings: GuildSettings, record: SeriesRecord, outcome: Pitched) -> None:
    number = outcome.episode.number
    card = PitchCard(outcome.pitch, record.series.title, number, outcome.waiting)
    await send_once(desk, guild, settings.room_channel_id, ("pitch", outcome.pitch.id), card)
    if outcome.joined is not None:
        desk.redraw_ballot(outcome.joined.id)


def pitch_words(outcome: Pitched) -> str:
    """What the member reads who pitched."""
    if outcome.joined is not None:
        key = outcome.joined.ballot.options[-1].key.upper()
        return f"Your pitch is on the running ballot as option {key}."
    if outcome.ready:
        return "Your pitch is in, and there are enough now: the ballot opens."
    return f"Your pitch is in: {counted(outcome.waiting, 'pitch', 'pitches')} for episode {outcome.episode.number}."


async def open_by_itself(desk: Desk, record: SeriesRecord) -> None:
    """Open a ballot with the pitches that lie there."""
    now = desk.clock()

    def opening(db: sqlite_utils.Database) -> BallotRecord:
        terms = terms_of(rules_of(db, record.series.guild_id), desk.studio)
        return open_ballot(db, record.series, [], terms.minutes, terms.quorum, now, terms.rules)

    await show_ballot(desk, (await desk.read(opening)).id)


ROUTES = (Route(right="Pitch", pattern=re.compile(r"pitching:(?P<series>[a-z0-9-]+)"), handler=pitching),)
