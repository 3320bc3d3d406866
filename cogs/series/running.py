"""`/series edit`, `channels`, `schedule` and `archive`: what administrators change about a series that runs."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

import discord
import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.age_limits import check_places
from cogs.choices import MAX_CHOICES, language_choices, series_choices
from cogs.desk import Interaction, desk_of, guild_of
from cogs.languages import said
from cogs.replies import say
from cogs.second_opinion import admitted
from cogs.series.opening import set_bell
from cogs.series.views import GENRES, PREMISE_CHARACTERS, STYLE_CHARACTERS, TITLE_CHARACTERS, settings_words
from show.bible import Series
from show.errors import InvalidInput
from show.ids import ChannelId
from show.languages import known_language
from show.moderation import RATINGS
from show.schedule import DAYS, Schedule, minute_of
from show.series_rules import SERVERS_OWN, SeriesRules
from show.texts import text
from storage.library import Library
from storage.records import GuildSettings, SeriesRecord
from storage.running import archive, edit_series, set_rules, set_schedule

EVERY_DAY, NEVER = "every day", "never"
NAMED = {"title": text("The title"), "premise": text("The premise"), "style": text("The style")}
"""What a member has written, as the beginning of a sentence."""


async def zone_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Time zones whose name contains what was typed."""
    wanted = current.strip().replace(" ", "_").casefold()
    found = [name for name in _zones() if wanted in name.casefold()]
    return [app_commands.Choice(name=name, value=name) for name in found[:MAX_CHOICES]]


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    """Names with a place in them, and UTC first."""
    return ("UTC", *sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


class RunningCommands(commands.Cog):
    """A part of `/series`."""

    @app_commands.command(name="edit", description="Change a series, or just show how it is set (administrators)")
    @app_commands.describe(
        title="What it is called",
        premise="Who wants what, and what stands in the way",
        genre="What kind of drama it is",
        style="How it is told, in a few words",
        language="The language it is written and spoken in from the next episode on",
        rating="How strong it may be; never above the server's",
        series="Which series; the newest if left out",
    )
    @app_commands.choices(
        genre=[app_commands.Choice(name=name, value=name) for name in GENRES],
        rating=[app_commands.Choice(name=name, value=name) for name in RATINGS],
    )
    @app_commands.autocomplete(series=series_choices, language=language_choices)
    async def edit(
        self,
        interaction: Interaction,
        title: app_commands.Range[str, 1, TITLE_CHARACTERS] = "",
        premise: app_commands.Range[str, 10, PREMISE_CHARACTERS] = "",
        genre: str = "",
        style: app_commands.Range[str, 1, STYLE_CHARACTERS] = "",
        language: str = "",
        rating: str = "",
        series: str = "",
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        house = await desk.read(lambda db: Library(db).guild(guild))
        wished: dict[str, Any] = {"genre": genre, "language": known_language(language) if language else ""}
        for name, words, limit in (("title", title, TITLE_CHARACTERS), ("premise", premise, PREMISE_CHARACTERS),
                                   ("style", style, STYLE_CHARACTERS)):  # fmt: skip
            what = said(NAMED[name])
            wished[name] = await admitted(desk, house, words, limit=limit, what=what) if words else ""
        changes = {name: value for name, value in wished.items() if value}

        def change(found: Series) -> Series:
            return replace(found, **changes)

        def work(db: sqlite_utils.Database) -> SeriesRecord:
            record = edit_series(db, guild, series, change, rating)
            if rating:
                check_places(interaction.guild, [Library(db).settings_of(record.series.id)])
            return record

        record = await desk.read(work)
        await _show(interaction, record)

    @app_commands.command(name="channels", description="Give a series channels of its own (administrators)")
    @app_commands.describe(
        pitches="Where its pitches and votes go",
        drafts="Where its drafts go; with its pitches if left out",
        premieres="Where its films are shown",
        usual="Take its own channels away: everything goes where this server's things go",
        series="Which series; the newest if left out",
    )
    @app_commands.autocomplete(series=series_choices)
    async def channels(
        self,
        interaction: Interaction,
        pitches: discord.TextChannel | None = None,
        drafts: discord.TextChannel | None = None,
        premieres: discord.TextChannel | None = None,
        usual: bool = False,
        series: str = "",
    ) -> None:
        guild = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = {"room_channel_id": pitches, "drafts_channel_id": drafts, "premieres_channel_id": premieres}
        own: dict[str, Any] = {name: ChannelId(channel.id) for name, channel in chosen.items() if channel is not None}

        def change(rules: SeriesRules) -> SeriesRules:
            usual_ones: dict[str, Any] = dict.fromkeys(chosen, SERVERS_OWN) if usual else {}
            return replace(rules, **usual_ones | own)

        def work(db: sqlite_utils.Database) -> SeriesRecord:
            record = set_rules(db, guild, series, change)
            check_places(interaction.guild, [Library(db).settings_of(record.series.id)])
            return record

        record = await desk_of(interaction).read(work)
        await _show(interaction, record)

    @app_commands.command(name="schedule", description="Have a series' episodes open by themselves (administrators)")
    @app_commands.describe(
        day="On which day of the week; never: with the premiere of the one before",
        time="At what time, such as 18:00",
        zone="By whose clocks, such as Europe/Berlin",
        series="Which series; the newest if left out",
    )
    @app_commands.choices(day=[app_commands.Choice(name=name, value=name) for name in (*DAYS, EVERY_DAY, NEVER)])
    @app_commands.autocomplete(series=series_choices, zone=zone_choices)
    async def schedule(
        self, interaction: Interaction, day: str = "", time: str = "", zone: str = "", series: str = ""
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        record = await desk.read(lambda db: Library(db).choose_series(guild, series))
        if day or time or zone:
            wished, now = wished_schedule(record.rules.schedule, day, time, zone), desk.clock()
            record = await desk.read(lambda db: set_schedule(db, guild, record.series.id, wished, now))
            await set_bell(desk, record.series.id)
        await _show(interaction, record)

    @app_commands.command(name="archive", description="Put a series away, or bring it back (administrators)")
    @app_commands.describe(series="Which series; the newest if left out", back="Bring it back")
    @app_commands.autocomplete(series=series_choices)
    async def archive(self, interaction: Interaction, series: str = "", back: bool = False) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = desk.clock()
        record = await desk.read(lambda db: archive(db, guild, series, now, back=back))
        await set_bell(desk, record.series.id)
        await _show(interaction, record)


async def _show(interaction: Interaction, record: SeriesRecord) -> None:
    settings: GuildSettings = await desk_of(interaction).read(lambda db: Library(db).settings_of(record.series.id))
    await say(interaction, settings_words(record, settings))


def wished_schedule(before: Schedule | None, day: str, time: str, zone: str) -> Schedule | None:
    """The schedule as it is wished for; what is left out stays as it was. InvalidInput when the day or time lacks."""
    if day == NEVER:
        return None
    days = tuple(range(7)) if day == EVERY_DAY else (DAYS.index(day),) if day in DAYS else ()
    if before is None and not (days and time):
        raise InvalidInput("Say on which day and at what time, such as Friday and 18:00.")
    minute = minute_of(time) if time else before.minute if before else 0
    kept = before.zone if before else "UTC"
    return Schedule(days=days or (before.days if before else ()), minute=minute, zone=zone or kept)
