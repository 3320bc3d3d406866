"""The film of a dub goes to where its original is talked about."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk
from cogs.languages import _, listed, said
from cogs.outgoing import may_be_told
from cogs.posting import attached, change, send_once, upload_limit
from cogs.safety.covers import CoverView
from cogs.words import clip, safe
from show.credits import HEADINGS, Deed
from show.ids import ChannelId, EpisodeId, GuildId
from show.languages import language_name
from show.order import FilmResult
from show.texts import Text
from storage.dubs import Dub, Dubs, deliver_dub, roll_of_dub
from storage.films import Films
from storage.freezes import is_frozen
from storage.library import Library


async def screen_dub(desk: Desk, order_id: str, result: FilmResult) -> None:
    """Keep the film of a dub and post it, unless it is frozen by now. A second time nothing more happens."""
    now = desk.clock()
    dub = await desk.read(lambda db: deliver_dub(db, order_id, result, now))
    await show_dub(desk, dub, f"{order_id} {dub.language}")


async def redraw_dubs(desk: Desk, id: EpisodeId) -> None:
    """Cover the films of an episode's dubs while it is frozen, or show them again."""
    for dub in await desk.read(lambda db: Dubs(db).made(id)):
        if dub.film_message_id:
            await show_dub(desk, dub, f"{id} {dub.language}")


async def show_dub(desk: Desk, dub: Dub, name: str) -> None:
    """Post a dub that is made, under a name of its own that ends with its language; a newer version takes the place
    of an earlier one, a cover that of a frozen one.
    """
    result = dub.result
    if result is None:
        return

    def work(db: sqlite_utils.Database) -> tuple[bool, GuildId, ChannelId, list[str]]:
        series = Library(db).episode(dub.episode_id).series_id
        guild = Library(db).series(series).series.guild_id
        place = Films(db).film(dub.episode_id).thread_id or Library(db).settings_of(series).premieres_channel_id
        sections = roll_of_dub(db, dub).sections
        names = [name for one in sections if one.heading == HEADINGS[Deed.DUBBED] for name in one.names]
        return is_frozen(db, dub.episode_id), guild, ChannelId(place), names

    frozen, guild, place, names = await desk.read(work)
    shown = (dub.film_channel_id, dub.film_message_id)
    if frozen:
        await change(desk, guild, *shown, CoverView, without_files=True)
        return
    if not await may_be_told(desk, guild, place, ("dubbed", name)):
        return
    file = await attached(desk, result.copy, upload_limit(desk, guild))

    def view() -> DubView:
        return DubView(dub, names, desk.studio.film.label, file.filename if file else "")

    files = [file] if file else []
    if await change(desk, guild, *shown, view, files=files):
        return
    message = await send_once(desk, guild, place, ("dubbed", name), view, files)
    await desk.read(lambda db: Dubs(db).shown(dub, place, message))


class DubView(ui.LayoutView):
    """A dub's film with who made it."""

    def __init__(self, dub: Dub, names: list[str], label: str, film_name: str) -> None:
        super().__init__(timeout=None)
        title = dub.texts.get("title", dub.script.title)
        words = f"-# {language_name(dub.language)}\n## {safe(clip(title, 120))}"
        box: ui.Container[DubView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.FILM)
        if film_name:
            box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{film_name}")))
        by = _("**Dubbed by** {names}", names=safe(clip(listed(names), 400))) + "\n" if names else ""
        box.add_item(ui.TextDisplay(f"{by}-# {safe(said(Text(label)))}"))
        self.add_item(box)
