"""`/premiere schedule`, `/premiere now` and `/premiere style`: when films are shown, and how."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of
from cogs.languages import _, ngettext
from cogs.premieres.schedule import POSTPONED, announce, close, hold
from cogs.replies import say
from cogs.words import moment
from show.errors import InvalidInput, WrongPhase
from show.house_rules import HouseRules
from show.ids import EpisodeId, GuildId
from show.writers_room import Phase
from storage.freezes import check_thawed
from storage.library import Library
from storage.rules import change_rules
from storage.screenings import Screening, Screenings, is_ready

HOUR_SECONDS = 3600.0
MOST_HOURS = 24.0 * 90
MOST_RETAKES = 100


@on_guilds
class PremiereCommands(commands.GroupCog, group_name="premiere", group_description="When films are shown, and how"):
    """Times, spoilers and threads."""

    @app_commands.command(name="schedule", description="Give the running episode's premiere a time (approvers)")
    @app_commands.describe(
        hours="So many hours from now",
        at="Or a day and time in UTC, like 2026-12-24 20:00",
        series="Which series; the newest if left out",
    )
    @app_commands.autocomplete(series=series_choices)
    async def schedule(
        self,
        interaction: Interaction,
        hours: app_commands.Range[float, 0.02, MOST_HOURS] | None = None,
        at: app_commands.Range[str, 1, 30] | None = None,
        series: str = "",
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = desk.clock()
        when = time_of(hours, at, now)

        def work(db: sqlite_utils.Database) -> Screening:
            id = unshown(db, guild, series)
            return Screenings(db).set(id, when, now)

        screening = await desk.read(work)
        has_event = await announce(desk, screening.episode_id)
        words = _("It premieres {when}, {countdown}.", when=moment(when, "F"), countdown=moment(when))
        if not has_event:
            words += " " + _("I may not make an event for it: that needs the permission to manage events.")
        await say(interaction, words)

    @app_commands.command(name="now", description="Show a film that is ready now, or take its time back (approvers)")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def now(self, interaction: Interaction, series: str = "") -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        id = await desk.read(lambda db: unshown(db, guild, series))
        await desk.read(lambda db: check_thawed(db, id))
        if await desk.read(lambda db: is_ready(db, id) and Library(db).episode(id).phase is Phase.RENDERING):
            await hold(desk, id)
            await say(interaction, _("It premieres now."))
            return
        held = await desk.read(lambda db: Screenings(db).clear(id))
        if held is None:
            raise WrongPhase("The film is not ready, and its premiere has no time: it begins when it is ready.")
        await close(desk, id, held, POSTPONED)
        await say(interaction, _("Its time is taken back: it premieres when it is ready."))

    @app_commands.command(name="style", description="Set how premieres are shown here, or just show it (admins)")
    @app_commands.describe(
        spoiler="Cover films until somebody chooses to look",
        thread="Open a thread under each film",
        retakes="How many members must want a shot of a finished film made again",
    )
    async def style(
        self,
        interaction: Interaction,
        spoiler: bool | None = None,
        thread: bool | None = None,
        retakes: app_commands.Range[int, 1, MOST_RETAKES] | None = None,
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        change = partial(change_rules, guild=guild, spoilers=spoiler, threads=thread, retakes_needed=retakes)
        await say(interaction, style_words(await desk.read(change)))


def time_of(hours: float | None, at: str | None, now: float) -> float:
    """The time that somebody means, in Unix seconds; InvalidInput, with an example, when it can't be read."""
    if (hours is None) == (at is None):
        raise InvalidInput("Say either in how many hours, or at which day and time.")
    if hours is not None:
        return now + hours * HOUR_SECONDS
    try:
        read = datetime.fromisoformat((at or "").strip())
    except ValueError:
        raise InvalidInput("That is no day and time. Write it like 2026-12-24 20:00, in UTC.") from None
    return (read if read.tzinfo is not None else read.replace(tzinfo=UTC)).timestamp()


def unshown(db: sqlite_utils.Database, guild: GuildId, wanted: str) -> EpisodeId:
    """The episode that premieres next in the chosen (or newest) series."""
    library = Library(db)
    return library.current_episode(library.choose_series(guild, wanted).series.id).id


def style_words(rules: HouseRules) -> str:
    """How premieres are shown."""
    if rules.spoilers:
        shown = _("Films are covered until somebody chooses to look; no threads are opened.")
        if rules.threads:
            shown = _("Films are covered until somebody chooses to look; each has a thread.")
    else:
        shown = _("Films are open to see; no threads are opened.")
        if rules.threads:
            shown = _("Films are open to see; each has a thread.")
    again = ngettext(
        "A shot is made again when {number} member wants it.",
        "A shot is made again when {number} members want it.",
        rules.retakes_needed,
    )
    return f"{shown} {again}"
