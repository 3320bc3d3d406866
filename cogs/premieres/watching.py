"""`/watch` and `/gallery`: films that have premiered, and the series of this server."""

from __future__ import annotations

import io

import discord
import sqlite_utils
from discord import app_commands, ui
from discord.ext import commands

from cogs import palette
from cogs.age_limits import check_watching, may_watch
from cogs.choices import MAX_CHOICES, on_guilds, series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of
from cogs.languages import _, ngettext
from cogs.posting import attached, upload_limit
from cogs.premieres.chapters import Chapter, chapters_of, minutes
from cogs.words import CHOICE_LIMIT, clip, duration, label, safe
from show.errors import MediaMissing, NotFound
from show.ids import GuildId
from show.moderation import RATINGS
from show.order import MediaRef
from storage.library import Library
from storage.programme import Showing, choose_showing, showings, shown_episodes

MOST_SERIES = 9
LOGLINE_CHARACTERS = 300


class Watch(commands.Cog):
    """The cinema of a server."""

    @app_commands.command(name="watch", description="Watch a film with its captions, transcript and chapters")
    @app_commands.describe(
        episode="The episode; the newest if left out", series="Which series; the newest if left out"
    )
    @app_commands.autocomplete(series=series_choices)
    @on_guilds
    async def watch(
        self,
        interaction: Interaction,
        episode: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        held = await desk.read(lambda db: choose_showing(db, guild, series, episode))
        check_watching(interaction, (await desk.read(lambda db: Library(db).settings_of(held.series.id))).rating)
        files = await _files(desk, held, upload_limit(desk, guild))
        view = WatchView(held, await scenes(desk, held), desk.watch_link(held.film.episode_id), files)
        await interaction.followup.send(view=view, files=files, ephemeral=True)

    @watch.autocomplete("episode")
    async def episodes(self, interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        """The episodes of the series chosen in the same command that have premiered."""
        if interaction.guild_id is None:
            return []
        guild = GuildId(interaction.guild_id)
        wanted = str(getattr(interaction.namespace, "series", "") or "")
        found = await desk_of(interaction).read(lambda db: _choices(db, guild, wanted))
        return [
            app_commands.Choice(name=label(title, CHOICE_LIMIT), value=number)
            for number, title in found
            if current.casefold() in title.casefold()
        ][:MAX_CHOICES]

    @app_commands.command(name="gallery", description="See the series of this server with their covers")
    @on_guilds
    async def gallery(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        ratings = [rating for rating in RATINGS if may_watch(interaction, rating)]
        posters = await desk.read(lambda db: _posters(db, guild, ratings))
        if not posters:
            raise NotFound("No film has premiered here yet.")
        limit, shown = upload_limit(desk, guild), []
        for number, (held, count) in enumerate(posters):
            cover = held.film.result.cover
            file = await attached(desk, cover, limit // len(posters))
            if file is not None:
                file.filename = f"{number}-{file.filename}"
            shown.append((held, count, file))
        files = [file for *_held, file in shown if file is not None]
        await interaction.followup.send(view=GalleryView(shown, desk), files=files, ephemeral=True)


def _choices(db: sqlite_utils.Database, guild: GuildId, wanted: str) -> list[tuple[int, str]]:
    if not Library(db).all_series(guild):
        return []
    series = Library(db).choose_series(guild, wanted).series
    found = [(number, held.script.title) for held, number in showings(db, series, MAX_CHOICES * 2)]
    return [(number, f"{number} · {title}") for number, title in reversed(found)]


def _posters(db: sqlite_utils.Database, guild: GuildId, ratings: list[str]) -> list[tuple[Showing, int]]:
    """The newest film of each series of these ratings, with how many there are."""
    found = []
    for record in Library(db).all_series(guild):
        if Library(db).settings_of(record.series.id).rating not in ratings:
            continue
        newest = showings(db, record.series, 1)
        if newest:
            found.append((newest[0][0], len(shown_episodes(db, record.series))))
    return found[:MOST_SERIES]


async def scenes(desk: Desk, held: Showing) -> list[Chapter]:
    """A film's chapters."""
    captions = await read_text(desk, held.media("text/vtt"))
    return chapters_of(held.script, held.series, captions, held.film.result.report.seconds)


async def read_text(desk: Desk, ref: MediaRef | None) -> str:
    """The words of a file; empty when there is none, or it is gone."""
    if ref is None:
        return ""
    try:
        return (await desk.media.read_async(ref)).decode("utf-8", "replace")
    except MediaMissing:
        return ""


async def _files(desk: Desk, held: Showing, limit_bytes: int) -> list[discord.File]:
    """The film and its captions and transcript, as far as this server takes them."""
    film = await attached(desk, held.film.result.copy, limit_bytes)
    texts = []
    for ref in held.film.result.subtitles:
        text = await read_text(desk, ref)
        if text:
            texts.append(discord.File(io.BytesIO(text.encode()), filename=ref.name))
    return [*([film] if film is not None else []), *texts]


class WatchView(ui.LayoutView):
    """A film for one member, with its files and where to find it."""

    def __init__(self, held: Showing, chapters: list[Chapter], link: str, files: list[discord.File]) -> None:
        super().__init__(timeout=None)
        script, length = held.script, duration(held.film.result.report.seconds)
        lines = [
            f"-# {safe(held.series.title)} · {_('Episode {number}', number=script.number)} · {length}",
            f"## {safe(clip(script.title, 120))}",
            safe(clip(script.logline, LOGLINE_CHARACTERS)),
        ]
        if len(chapters) > 1:
            marks = [f"`{minutes(one.start_seconds)}` {safe(clip(one.title, 60))}" for one in chapters[:12]]
            lines.append(" · ".join(marks))
        if held.link:
            lines.append(_("-# Premiere: {link}", link=held.link))
        box: ui.Container[WatchView] = ui.Container(
            ui.TextDisplay("\n".join(line for line in lines if line)), accent_colour=palette.FILM
        )
        for file in files:
            if file.filename.endswith(".mp4"):
                box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{file.filename}")))
            else:
                box.add_item(ui.File(f"attachment://{file.filename}"))
        if link:
            box.add_item(ui.ActionRow(watch_button(link)))
        self.add_item(box)


def watch_button(link: str) -> ui.Button[ui.LayoutView]:
    """Opens the watch page."""
    words = label(_("Full quality, chapters, captions"))
    return ui.Button(label=words, style=discord.ButtonStyle.link, url=link)


class GalleryView(ui.LayoutView):
    """Series with the covers of their newest films."""

    def __init__(self, shown: list[tuple[Showing, int, discord.File | None]], desk: Desk) -> None:
        super().__init__(timeout=None)
        lines = [_("## What this server has made")]
        for held, count, _file in shown:
            link = desk.watch_link(held.film.episode_id) or held.link
            newest = f" · [{_('the newest')}]({link})" if link else ""
            films = ngettext("{number} film", "{number} films", count)
            title, words = safe(held.series.title), safe(clip(held.series.premise, 140))
            lines.append(f"**{title}** · {films}{newest}\n-# {words}")
        box: ui.Container[GalleryView] = ui.Container(
            ui.TextDisplay(clip("\n".join(lines), 3900)), accent_colour=palette.FILM
        )
        covers = [
            discord.MediaGalleryItem(f"attachment://{file.filename}", description=clip(held.series.title, 250))
            for held, _count, file in shown
            if file is not None
        ]
        if covers:
            box.add_item(ui.MediaGallery(*covers))
        self.add_item(box)
