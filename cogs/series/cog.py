"""`/series create`, `/series list`, `/cast list` and `/bible`: founding a series, and reading what it is."""

from __future__ import annotations

import re

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.languages import _
from cogs.modals import Answers, Route
from cogs.replies import say
from cogs.second_opinion import admitted
from cogs.series.auditions import AUDITION_ROUTE, AuditionCommands
from cogs.series.bible import show_bible
from cogs.series.opening import set_bell
from cogs.series.pages import PageView, canon_of, pages_of
from cogs.series.pronouncing import PRONOUNCE_ROUTE, PronouncingCommands
from cogs.series.running import RunningCommands
from cogs.series.views import (
    GENRES,
    PREMISE_CHARACTERS,
    TITLE_CHARACTERS,
    BibleView,
    SeriesListView,
    SeriesModal,
    series_words,
)
from cogs.words import clip, safe
from show.errors import WrongPhase
from show.ids import GuildId, SeriesId
from storage.library import Library
from storage.records import SeriesState
from storage.story import Premise, found_series


@on_guilds
class SeriesCommands(
    RunningCommands, commands.GroupCog, group_name="series", group_description="Begin, change and list series"
):
    """Founding, changing and listing."""

    @app_commands.command(name="create", description="Begin a series from a premise (administrators)")
    @app_commands.describe(
        title="What it is called; leave it out to get a form",
        premise="Who wants what, and what stands in the way",
        genre="What kind of drama it is",
    )
    @app_commands.choices(genre=[app_commands.Choice(name=name, value=name) for name in GENRES])
    async def create(
        self,
        interaction: Interaction,
        title: app_commands.Range[str, 1, TITLE_CHARACTERS] | None = None,
        premise: app_commands.Range[str, 10, PREMISE_CHARACTERS] | None = None,
        genre: str = GENRES[0],
    ) -> None:
        if title is None or premise is None:
            await interaction.response.send_modal(SeriesModal(title or "", premise or "", genre))
            return
        await found(interaction, title, premise, genre)

    @app_commands.command(name="list", description="Show this server's series and where each stands")
    async def list(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        lines = await desk_of(interaction).read(lambda db: _lines(db, guild))
        await interaction.response.send_message(view=SeriesListView(lines), ephemeral=True)


@on_guilds
class CastCommands(
    AuditionCommands,
    PronouncingCommands,
    commands.GroupCog,
    group_name="cast",
    group_description="Who is who, and who might be",
):
    """The cast."""

    @app_commands.command(name="list", description="Show a series' characters and places")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def list(self, interaction: Interaction, series: str = "") -> None:
        guild = guild_of(interaction)
        record, episode = await desk_of(interaction).read(
            lambda db: (
                (chosen := Library(db).choose_series(guild, series)),
                Library(db).current_episode(chosen.series.id),
            )
        )
        view = BibleView(record.series, episode, opening=False)
        await interaction.response.send_message(view=view, ephemeral=True)


class Bible(commands.Cog):
    """What is established."""

    @app_commands.command(name="bible", description="Show where a series' bible stands, and what is open")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def bible(self, interaction: Interaction, series: str = "") -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        record = await desk.read(lambda db: Library(db).choose_series(guild, series))
        if record.state is SeriesState.FOUNDING:
            raise WrongPhase("Its first characters and places are being made; wait for them.")
        thread = await show_bible(desk, record.series.id, check=True)
        canon = await desk.read(lambda db: canon_of(db, record.series.id))
        if thread:
            where = _("The bible stands in {thread}.", thread=f"<#{thread}>")
        else:
            where = _("I may not open a thread for the bible here.")
        words = f"{where}\n{pages_of(canon)['open']}"
        await interaction.followup.send(view=PageView(clip(words, 3900)), ephemeral=True)


def _lines(db: sqlite_utils.Database, guild: GuildId) -> list[str]:
    library = Library(db)
    return [
        series_words(record, next(iter(library.episodes(record.series.id)[-1:]), None))
        for record in library.all_series(guild)
    ]


async def founding(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    genre = answers.get("genre", "")
    await found(
        interaction,
        answers.get("title", ""),
        answers.get("premise", ""),
        genre if genre in GENRES else GENRES[0],
    )


async def found(interaction: Interaction, title: str, premise: str, genre: str) -> None:
    """Write a new series down and order its first characters and places."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    settings = await desk.read(lambda db: Library(db).guild(guild))
    wanted = Premise(
        title=await admitted(desk, settings, title, limit=TITLE_CHARACTERS, what=_("The title")),
        premise=await admitted(
            desk, settings, premise, limit=PREMISE_CHARACTERS, what=_("The premise"), least=10
        ),
        genre=genre,
        language=settings.language or desk.studio.film.language,
    )
    now = desk.clock()
    booking = await desk.read(lambda db: found_series(db, guild, wanted, member, desk.studio, now))
    await desk.hand_over(booking)
    await set_bell(desk, SeriesId(booking.subject))
    told = _(
        "**{title}** is founded. Its first characters and places come to {channel}.",
        title=safe(wanted.title),
        channel=f"<#{settings.room_channel_id}>",
    )
    await say(interaction, told)


ROUTES = (
    Route(right="A new series", pattern=re.compile(r"founding"), handler=founding),
    AUDITION_ROUTE,
    PRONOUNCE_ROUTE,
)
