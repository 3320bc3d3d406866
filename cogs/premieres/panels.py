"""A premiere's thread, with its storyboard and a menu by which members have single shots made again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.drafts.texts import shot_picks
from cogs.gate import Gated
from cogs.languages import _, ngettext
from cogs.picking import rows
from cogs.posting import attached, change, send_once, upload_limit
from cogs.premieres.remaking import order
from cogs.replies import answered, say
from cogs.words import MENU_TEXT_LIMIT, clip, label, safe
from show.bible import Series
from show.ids import ChannelId, EpisodeId, ShotId
from show.order import MediaRef
from show.script import Episode
from storage.films import Film, Films
from storage.library import Library
from storage.remakes import Wished, wish_again
from storage.rules import rules_of
from storage.story import belongs_to
from storage.wishes import Wishes

MOST_MENUS = 4
MOST_PAGES = 8
"""Of the storyboard; a message carries ten files."""
THREAD_NAME_CHARACTERS = 100
"""Discord's documentation, August 2026."""
THREAD_EXISTS = 160004
"""The message has one already (same); its id is the message's."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """A finished film with what its thread shows."""

    film: Film
    series: Series
    script: Episode
    pages: tuple[MediaRef, ...]
    """The storyboard's."""
    counts: dict[ShotId, int]
    needed: int
    threads: bool


def panels_of(db: sqlite_utils.Database, id: EpisodeId) -> Panels:
    """Gather a film's panels; NotFound before it is finished."""
    library, film = Library(db), Films(db).film(id)
    series = library.series(library.episode(id).series_id).series
    drafts, rules = library.drafts(id), rules_of(db, series.guild_id)
    drawn = [draft.result for draft in drafts if draft.result is not None]
    script = drafts[-1].script if drafts else film.result.script
    return Panels(
        film=film,
        series=series,
        script=script,
        pages=(drawn[-1].storyboard, *drawn[-1].more_pages)[:MOST_PAGES] if drawn else (),
        counts=Wishes(db).counts(script),
        needed=rules.retakes_needed,
        threads=rules.threads,
    )


async def open_panels(desk: Desk, id: EpisodeId) -> None:
    """Open a premiere's thread with its panels, where the guild wants threads; again is harmless."""
    held = await desk.read(lambda db: panels_of(db, id))
    film, guild = held.film, held.series.guild_id
    if not held.threads or not film.message_id:
        return
    thread = await _thread(desk, held)
    if thread is None:
        return
    limit = upload_limit(desk, guild)
    files = [file for page in held.pages if (file := await attached(desk, page, limit)) is not None]
    names, what = [file.filename for file in files], ("panels", film.message_id)
    message = await send_once(desk, guild, thread, what, lambda: PanelsView(held, names), files)
    await desk.read(lambda db: Films(db).talked_about(id, thread, message))


async def _thread(desk: Desk, held: Panels) -> ChannelId | None:
    """The thread under a premiere; None where the bot may open none."""
    film = held.film
    name = label(f"{held.series.title} · {held.script.number}: {held.script.title}", THREAD_NAME_CHARACTERS)
    channel = desk.bot.get_partial_messageable(film.channel_id, guild_id=held.series.guild_id)
    message = channel.get_partial_message(film.message_id)
    try:
        thread = await message.create_thread(name=name, auto_archive_duration=10080)
    except discord.HTTPException as exc:
        if exc.code == THREAD_EXISTS:
            return ChannelId(film.message_id)
        if isinstance(exc, discord.Forbidden | discord.NotFound):
            _log.warning("The premiere %s gets no thread: %s", film.message_id, exc)
            return None
        raise
    return ChannelId(thread.id)


async def redraw_panels(desk: Desk, id: EpisodeId) -> None:
    """Show how many want which shot made again now."""
    held = await desk.read(lambda db: panels_of(db, id))
    if not held.film.panels_id:
        return
    names = [page.name for page in held.pages]
    guild, thread = held.series.guild_id, held.film.thread_id
    await change(desk, guild, thread, held.film.panels_id, lambda: PanelsView(held, names))


class AgainMenu(
    Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"again:(?P<episode>[a-z0-9-]+):(?P<part>\d)"
):
    """Counts a member who wants a shot of a finished film made again."""

    right = "Make a shot again"

    def __init__(self, episode: EpisodeId, part: int) -> None:
        words = label(_("🔁 Make a shot again"), MENU_TEXT_LIMIT)
        super().__init__(ui.Select(placeholder=words, custom_id=f"again:{episode}:{part}", options=[]))
        self.episode = episode

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        shot, now = ShotId(self.item.values[0]), desk.clock()

        def work(db: sqlite_utils.Database) -> Wished:
            belongs_to(db, self.episode, guild)
            return wish_again(db, self.episode, shot, member, desk.studio, now)

        wished = await desk.read(work)
        desk.pace.soon(f"panels {self.episode}", lambda: redraw_panels(desk, self.episode))
        if wished.remake is not None:
            await order(desk, wished.remake)
        await say(interaction, wished_words(wished))


def wished_words(wished: Wished) -> str:
    """What somebody reads who wants a shot made again."""
    if wished.remake is not None:
        return _(
            "That makes enough: shot {shot} is made again. The film above changes when it is done.",
            shot=wished.number,
        )
    return ngettext(
        "You want shot {shot} made again. {number} more member is needed.",
        "You want shot {shot} made again. {number} more members are needed.",
        wished.needed - wished.count,
        shot=wished.number,
    )


class PanelsView(ui.LayoutView):
    """The storyboard with a menu of its shots."""

    def __init__(self, held: Panels, pages: Sequence[str]) -> None:
        super().__init__(timeout=None)
        words = ngettext(
            "A shot that deserves better? When {number} member chooses it below, "
            "it is made again, and the film above changes.",
            "A shot that deserves better? When {number} members choose the same one below, "
            "it is made again, and the film above changes.",
            held.needed,
        )
        wanted = [
            _("🔁 Shot {number}: {count} of {needed}", number=number, count=held.counts[shot.id], needed=held.needed)
            for number, _scene, shot in held.script.shots()
            if held.counts.get(shot.id)
        ]
        text = "\n".join([_("### Talk about it here"), words, *wanted[:10]])
        box: ui.Container[PanelsView] = ui.Container(ui.TextDisplay(text), accent_colour=palette.FILM)
        if pages:
            alt = clip(_("The storyboard of {title}", title=safe(held.script.title)), 250)
            shown = [discord.MediaGalleryItem(f"attachment://{page}", description=alt) for page in pages]
            box.add_item(ui.MediaGallery(*shown))
        menu_of = partial(AgainMenu, held.film.episode_id)
        for row in rows(shot_picks(held.series, held.script), menu_of, MOST_MENUS):
            box.add_item(row)
        self.add_item(box)
