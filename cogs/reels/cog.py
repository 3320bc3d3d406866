"""`/recap` and `/bestof`: short films cut from a series' finished ones, and what members like best."""

from __future__ import annotations

import contextlib

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.age_limits import check_watching, may_watch
from cogs.choices import on_guilds, series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.languages import _
from cogs.posting import attached, upload_limit
from cogs.reels.counting import seen_reactions
from cogs.reels.views import BestView, Liked
from cogs.replies import say
from show.bible import Series
from show.errors import InvalidInput, NotFound
from show.ids import EpisodeId, GuildId, MemberId
from show.moderation import RATINGS
from show.reel import ReelKind
from storage.applause import Applause, applauded
from storage.library import Library
from storage.programme import showing
from storage.records import Booking
from storage.reels import cut_reel
from storage.revisions import check_changes

MOST_FILMS = 9
"""Of the best-of card; a message carries ten files."""


class ReelCommands(commands.Cog):
    """Films cut from films."""

    @app_commands.command(name="recap", description="Cut a short “previously on” from a series' films (approvers)")
    @app_commands.describe(
        series="Which series; the newest if left out",
        first="The first episode to tell of; the series' first if left out",
        last="The last one; the newest if left out",
    )
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def recap(
        self,
        interaction: Interaction,
        series: str = "",
        first: app_commands.Range[int, 1, 10000] | None = None,
        last: app_commands.Range[int, 1, 10000] | None = None,
    ) -> None:
        if first is not None and last is not None and first > last:
            raise InvalidInput("The first episode comes after the last one. Exchange them.")
        await interaction.response.defer(ephemeral=True, thinking=True)
        await order(interaction, ReelKind.RECAP, series, first or 0, last or 0)
        await say(interaction, _("The recap is being cut from the films there are; it premieres when it is ready."))

    @app_commands.command(name="bestof", description="See which films and moments members like best")
    @app_commands.describe(series="Which series; all of this server's if left out")
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def bestof(self, interaction: Interaction, series: str = "") -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if series:
            chosen = await desk.read(lambda db: Library(db).choose_series(guild, series).series.id)
            check_watching(interaction, (await desk.read(lambda db: Library(db).settings_of(chosen))).rating)
        liked = await ranking(desk, guild, series, [rating for rating in RATINGS if may_watch(interaction, rating)])
        if not liked:
            raise NotFound("No film has premiered here yet.")
        limit, shown = upload_limit(desk, guild), []
        for number, one in enumerate(liked):
            file = await attached(desk, one.held.film.result.cover, limit // len(liked))
            if file is not None:
                file.filename = f"{number}-{file.filename}"
            shown.append((one, file))
        files = [file for _one, file in shown if file is not None]
        best = await desk.read(lambda db: _to_cut(db, liked))
        view = BestView(shown, desk.watch_link, best)
        await interaction.followup.send(view=view, files=files, ephemeral=True)


def _to_cut(db: sqlite_utils.Database, liked: list[Liked]) -> Series | None:
    """The series of the first film that members like, as far as the library knows: only of that is a reel cut."""
    applause = Applause(db)
    return next((one.held.series for one in liked if applause.members(one.held.film.episode_id)), None)


async def ranking(desk: Desk, guild: GuildId, series: str, ratings: list[str]) -> list[Liked]:
    """Films of these ratings by how many members like them; reactions of a time when the bot was away are asked for."""

    def look(db: sqlite_utils.Database) -> list[Liked]:
        found = [one for one in applauded(db, guild, series) if _rating(db, one.episode_id) in ratings][:MOST_FILMS]
        liked = []
        for one in found:
            # What is held back is seen by nobody.
            with contextlib.suppress(NotFound):
                held = showing(db, one.episode_id)
                liked.append(Liked(held=held, members=one.members, moments=one.moments[:3]))
        return liked

    liked = [await seen_reactions(desk, one) for one in await desk.read(look)]
    return sorted(liked, key=lambda one: -one.members)


def _rating(db: sqlite_utils.Database, id: EpisodeId) -> str:
    library = Library(db)
    return library.settings_of(library.episode(id).series_id).rating


async def order(interaction: Interaction, kind: ReelKind, series: str, first: int = 0, last: int = 0) -> None:
    """Order a reel in the name of whoever asks, within the limits of the server."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    now, limit = desk.clock(), upload_limit(desk, guild)

    def work(db: sqlite_utils.Database) -> Booking:
        record = Library(db).choose_series(guild, series)
        check_changes(db, guild, MemberId(member.id), now)
        return cut_reel(db, record, kind, member.id, desk.studio, now, limit, first, last)

    await desk.hand_over(await desk.read(work))
