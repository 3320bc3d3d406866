"""`/pitch`, `/pitches`, 'Pitch this' on a message, and the form behind the pitch button."""

from __future__ import annotations

import re

import discord
import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of, name_of
from cogs.modals import Answers, Route
from cogs.writers_room.pictures import take_picture
from cogs.writers_room.taking import take_pitch
from cogs.writers_room.views import PITCH_CHARACTERS, PitchesView, PitchModal
from show.bible import Series
from show.errors import InvalidInput, NotAllowed
from show.ids import GuildId, MemberId
from show.moderation import clean
from storage.library import Library
from storage.links import link_of
from storage.pitches import Pitches
from storage.pitching import NOWHERE, Origin
from storage.records import EpisodeRecord, Member, Pitch
from storage.rules import rules_of


class WritersRoom(commands.Cog):
    """Pitches."""

    @app_commands.command(name="pitch", description="Pitch an idea for what happens in the next episode")
    @app_commands.describe(
        idea="What should happen? Leave it out to get a form",
        series="Which series; the newest if left out",
        picture="A picture for reference: how it might look",
    )
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def pitch(
        self,
        interaction: Interaction,
        idea: app_commands.Range[str, 3, PITCH_CHARACTERS] | None = None,
        series: str = "",
        picture: discord.Attachment | None = None,
    ) -> None:
        guild = guild_of(interaction)
        if idea is None:
            if picture is not None:
                raise InvalidInput("Write the idea beside the picture, in the same command.")
            record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, series))
            await interaction.response.send_modal(PitchModal(record.series.id, record.series.title))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        origin = NOWHERE
        if picture is not None:
            desk = desk_of(interaction)
            if not (await desk.read(lambda db: rules_of(db, guild))).pitch_pictures:
                raise NotAllowed("Pitches come without pictures on this server.")
            chosen = await desk.read(lambda db: Library(db).choose_series(guild, series))
            settings = await desk.read(lambda db: Library(db).settings_of(chosen.series.id))
            origin = await take_picture(desk, picture, settings)
        await take_pitch(interaction, series, idea, origin)

    @app_commands.command(name="pitches", description="Show an episode's pitches, and withdraw one of yours")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def pitches(self, interaction: Interaction, series: str = "") -> None:
        guild = guild_of(interaction)
        chosen, episode, pitches = await desk_of(interaction).read(lambda db: _look(db, guild, series))
        view = PitchesView(chosen, episode.number, pitches, MemberId(interaction.user.id))
        await interaction.response.send_message(view=view, ephemeral=True)


def _look(db: sqlite_utils.Database, guild: GuildId, wanted: str) -> tuple[Series, EpisodeRecord, list[Pitch]]:
    series = Library(db).choose_series(guild, wanted).series
    episode = Library(db).current_episode(series.id)
    return series, episode, Pitches(db).of_episode(episode.id)


async def pitch_this(interaction: Interaction, message: discord.Message) -> None:
    """The form, with the message's words in it to be put into shape."""
    guild = guild_of(interaction)
    text = clean(message.content, PITCH_CHARACTERS)
    if message.author.bot or len(text) < 3:
        raise InvalidInput("That message has no words of a member in it to pitch.")
    record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, ""))
    source = f"{message.channel.id}:{message.id}"
    await interaction.response.send_modal(PitchModal(record.series.id, record.series.title, text, source))


PITCH_THIS = on_guilds(app_commands.ContextMenu(name="Pitch this", callback=pitch_this))


async def pitching(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    origin = NOWHERE
    if match["message"]:
        origin = await _origin(interaction, int(match["channel"]), int(match["message"]))
    await take_pitch(interaction, match["series"], answers.get("idea", ""), origin)


async def _origin(interaction: Interaction, channel_id: int, message_id: int) -> Origin:
    """The message a pitch came from, and its author when that is somebody else; nowhere once it is gone."""
    channel = interaction.guild.get_channel_or_thread(channel_id) if interaction.guild else None
    if not isinstance(channel, discord.abc.Messageable):
        return NOWHERE
    try:
        message = await channel.fetch_message(message_id)
    except (discord.NotFound, discord.Forbidden):
        return NOWHERE
    author = None
    if message.author.id != interaction.user.id and not message.author.bot:
        author = Member(id=MemberId(message.author.id), name=name_of(message.author))
    return Origin(link=link_of(interaction.guild_id, channel_id, message_id), author=author)


ROUTES = (
    Route(
        right="Pitch",
        pattern=re.compile(r"pitching:(?P<series>[a-z0-9-]+)(?::(?P<channel>\d+):(?P<message>\d+))?"),
        handler=pitching,
    ),
)
