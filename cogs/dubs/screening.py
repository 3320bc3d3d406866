"""The film of a dub goes to where its original is talked about."""

from __future__ import annotations

import logging

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk
from cogs.dubs.buttons import LANGUAGES
from cogs.languages import _, listed, said, speaking
from cogs.posting import View, attached, send_once, upload_limit
from cogs.words import clip, safe
from show.credits import HEADINGS, Deed
from show.ids import ChannelId, GuildId
from show.order import FilmResult
from show.texts import Text
from storage.bookings import Bookings
from storage.dubs import Dub, Dubs, deliver_dub, roll_of_dub
from storage.films import Films
from storage.library import Library

_log = logging.getLogger(__name__)


async def screen_dub(desk: Desk, order_id: str, result: FilmResult) -> None:
    """Keep the film of a dub and post it. A second time nothing more happens."""
    now = desk.clock()

    def work(db: sqlite_utils.Database) -> tuple[Dub, GuildId, ChannelId, list[str]]:
        dub = deliver_dub(db, order_id, result, now)
        guild = Bookings(db).booking(order_id).guild_id
        series = Library(db).episode(dub.episode_id).series_id
        place = Films(db).film(dub.episode_id).thread_id or Library(db).settings_of(series).premieres_channel_id
        sections = roll_of_dub(db, dub).sections
        names = [name for one in sections if one.heading == HEADINGS[Deed.DUBBED] for name in one.names]
        return dub, guild, ChannelId(place), names

    dub, guild, place, names = await desk.read(work)
    file = await attached(desk, result.copy, upload_limit(desk, guild))

    def view() -> DubView:
        return DubView(dub, names, desk.studio.film.label, file.filename if file else "")

    files = [file] if file else []
    if dub.film_message_id and await _exchanged(desk, dub, guild, view, files):
        return
    message = await send_once(desk, guild, place, ("dubbed", order_id), view, files)
    await desk.read(lambda db: Dubs(db).shown(dub, place, message))


async def _exchanged(desk: Desk, dub: Dub, guild: GuildId, view: View, files: list[discord.File]) -> bool:
    """Put a dub that was made again where the earlier one stands; False when its message is gone."""
    channel = desk.bot.get_partial_messageable(dub.film_channel_id)
    with speaking(await desk.language(guild)):
        built = view()
    try:
        await channel.get_partial_message(dub.film_message_id).edit(view=built, attachments=files)
    except (discord.NotFound, discord.Forbidden) as exc:
        _log.info("Dub %s can't be changed any more: %s", dub.film_message_id, exc)
        return False
    return True


class DubView(ui.LayoutView):
    """A dub's film with who made it."""

    def __init__(self, dub: Dub, names: list[str], label: str, film_name: str) -> None:
        super().__init__(timeout=None)
        title = dub.texts.get("title", dub.script.title)
        words = f"-# {LANGUAGES.get(dub.language, dub.language)}\n## {safe(clip(title, 120))}"
        box: ui.Container[DubView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.FILM)
        if film_name:
            box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{film_name}")))
        by = _("**Dubbed by** {names}", names=safe(clip(listed(names), 400))) + "\n" if names else ""
        box.add_item(ui.TextDisplay(f"{by}-# {safe(said(Text(label)))}"))
        self.add_item(box)
