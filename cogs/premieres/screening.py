"""The screening: a finished film goes to its channel, and the next ballot opens under it."""

from __future__ import annotations

import logging

import discord
import sqlite_utils

from cogs.ballots.board import show_ballot
from cogs.desk import Desk
from cogs.languages import speaking
from cogs.outgoing import check_words
from cogs.posting import View, attached, send_once, upload_limit
from cogs.premieres.panels import open_panels
from cogs.premieres.remaking import renew_soon, tell_remade
from cogs.premieres.views import PremiereView
from cogs.reels.moments import open_moments
from cogs.series.bible import bible_soon
from show.errors import NotFound
from show.ids import EpisodeId, MessageId
from show.order import FilmResult
from show.texts import text
from storage.bookings import Bookings
from storage.films import Films
from storage.ledger import Ledger
from storage.library import Library
from storage.queue import nonce_of
from storage.records import GuildSettings
from storage.rules import rules_of
from storage.story import Premiere, deliver_film, premiere

NO_MESSAGE = MessageId(0)

_log = logging.getLogger(__name__)


async def screen_film(desk: Desk, order_id: str, result: FilmResult) -> None:
    """Keep the film and show it, unless its premiere has a time still to come. A second time nothing more happens."""
    now = desk.clock()
    shown = await desk.read(lambda db: deliver_film(db, order_id, result, desk.studio, now))
    if shown is not None:
        await show(desk, shown, order_id)
    await _note(desk, order_id, result)


async def screen(desk: Desk, id: EpisodeId, *, again: bool = False) -> None:
    """The premiere of a film that is ready; for the timer, the caretaker and whoever brings it forward.

    `again` as for `show`.
    """
    now = desk.clock()
    await show(desk, await desk.read(lambda db: premiere(db, id, desk.studio, now)), again=again)


async def show(desk: Desk, shown: Premiere, order_id: str = "", *, again: bool = False) -> None:
    """Post a film with all that hangs on it; of one that was shown before, the newest version takes its place.

    `again` puts it back into its message also when it is the same.
    """
    film = shown.film
    message = film.message_id or await desk.read(lambda db: _posted(db, film.episode_id))
    if message and (again or film.version > 1) and await _exchange(desk, shown, message, order_id):
        await tell_remade(desk, shown, order_id)
    else:
        await _post(desk, shown, order_id)
        if shown.ballot is not None and shown.ballot.closed_at is None:
            await show_ballot(desk, shown.ballot.id)
    bible_soon(desk, shown.series.id)
    renew_soon(desk)


async def tell_again(desk: Desk, id: EpisodeId, order_id: str) -> None:
    """Tell once more which shots of a film that was shown are new."""
    now = desk.clock()
    shown = await desk.read(lambda db: premiere(db, id, desk.studio, now))
    await tell_remade(desk, shown, order_id)


async def _view(desk: Desk, shown: Premiere) -> tuple[View, list[discord.File]]:
    series, film = shown.series, shown.film
    guild = series.guild_id
    roll, rules = await desk.read(lambda db: (Ledger(db).roll(series.id, film.episode_id), rules_of(db, guild)))
    file = await attached(desk, film.result.copy, upload_limit(desk, guild))
    name = file.filename if file else ""
    link, label = desk.watch_link(film.episode_id), desk.studio.film.label

    def view() -> PremiereView:
        return PremiereView(shown, roll, label, name, spoiler=rules.spoilers, link=link)

    return view, [file] if file else []


async def _post(desk: Desk, shown: Premiere, order_id: str) -> None:
    film, guild = shown.film, shown.series.guild_id
    view, files = await _view(desk, shown)
    channel = shown.settings.premieres_channel_id
    # Of a film whose message was deleted, the newest version is a message of its own.
    named = film.order_id if film.version == 1 else order_id or f"{film.order_id} {film.version}"
    message = await send_once(desk, guild, channel, ("premiere", named), view, files)
    await desk.read(lambda db: Films(db).shown(film.episode_id, channel, message))
    await open_panels(desk, film.episode_id)
    await open_moments(desk, film.episode_id)


async def _exchange(desk: Desk, shown: Premiere, message: MessageId, order_id: str) -> bool:
    """Put the newest version in the place of an earlier one; False when its message is gone.

    NotFound, as when posting, for one that may not be shown now.
    """
    place = shown.film.channel_id or shown.settings.premieres_channel_id
    await check_words(desk, shown.series.guild_id, place, ("premiere", order_id or shown.film.order_id))
    view, files = await _view(desk, shown)
    channel = desk.bot.get_partial_messageable(place)
    with speaking(await desk.language(shown.series.guild_id)):
        built = view()
    try:
        await channel.get_partial_message(message).edit(view=built, attachments=files)
    except (discord.NotFound, discord.Forbidden) as exc:
        _log.info("Premiere %s can't be changed any more: %s", message, exc)
        return False
    return True


def _posted(db: sqlite_utils.Database, id: EpisodeId) -> MessageId:
    """Where a film was shown by an earlier release, which kept that by the order alone; 0 when nowhere."""
    for order_id in Bookings(db).films_of(id):
        found = Library(db).posted(nonce_of("premiere", order_id))
        if found:
            return found
    return NO_MESSAGE


async def _note(desk: Desk, order_id: str, result: FilmResult) -> None:
    """The administrators' log gets the facts, once (posts are remembered, so is this)."""
    nonce = f"log-{order_id}"

    def look(db: sqlite_utils.Database) -> tuple[MessageId | None, GuildSettings]:
        return Library(db).posted(nonce), Library(db).guild(Bookings(db).booking(order_id).guild_id)

    try:
        known, settings = await desk.read(look)
    except NotFound:
        return
    if known is not None:
        return
    report = result.report
    stages = ", ".join(f"{time.stage.value} {time.seconds:.0f} s" for time in result.stage_times)
    told = text(
        "Film {id}: {seconds:.1f} s, {width}×{height}, {loudness:.1f} LUFS, {size:.1f} MB. "
        "Stages, some side by side: {stages}.",
        id=result.script.id,
        seconds=report.seconds,
        width=report.width_px,
        height=report.height_px,
        loudness=report.loudness_lufs,
        size=report.size_bytes / 1e6,
        stages=stages,
    )
    await desk.log(settings, told)
    now = desk.clock()
    await desk.read(
        lambda db: Library(db).note_post(nonce, settings.guild_id, settings.log_channel_id, NO_MESSAGE, now)
    )
