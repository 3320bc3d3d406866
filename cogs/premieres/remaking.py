"""Finished films made again: ordering them, and telling their thread what changed."""

from __future__ import annotations

import logging

from cogs.desk import Desk
from cogs.languages import _, listed
from cogs.posting import send_once
from cogs.premieres.views import NoteView
from cogs.words import clip, safe
from show.credits import Deed
from show.ids import GuildId
from show.texts import marked
from storage.films import Films
from storage.ledger import Ledger
from storage.remakes import Remake, correct_running, renew_credits
from storage.renewals import renew_others
from storage.story import Premiere

_log = logging.getLogger(__name__)


async def order(desk: Desk, remake: Remake) -> None:
    """Hand a remake over and stop what it overtakes."""
    await desk.hand_over(remake.booking)
    await desk.call_off(remake.pointless)


async def renew(desk: Desk) -> None:
    """Order films again whose credits are no longer right; again is harmless."""
    now = desk.clock()
    for remake in await desk.read(lambda db: renew_credits(db, desk.studio, now)):
        _log.info("The credits of %s changed; it is made again.", remake.booking.subject)
        await order(desk, remake)
    for booking in await desk.read(lambda db: renew_others(db, desk.studio, now)):
        _log.info("The credits of %s changed; it is made again.", booking.subject)
        await desk.hand_over(booking)


def renew_soon(desk: Desk) -> None:
    """The same without waiting for it."""
    desk.pace.soon("credits", lambda: renew(desk))


async def correct(desk: Desk, guild: GuildId) -> None:
    """After a name changed: films being made get the right credits, and finished ones are made again."""
    now = desk.clock()
    for remake in await desk.read(lambda db: correct_running(db, guild, desk.studio, now)):
        await order(desk, remake)
    renew_soon(desk)


async def tell_remade(desk: Desk, shown: Premiere, order_id: str) -> None:
    """Tell the film's thread which shots are new and who asked for them; nothing when only names changed."""
    film, series = shown.film, shown.series
    if not film.thread_id or not order_id:
        return
    earlier, deeds = await desk.read(
        lambda db: (Films(db).earlier(film.episode_id), Ledger(db).of_episode(series.id, film.episode_id))
    )
    before = {shot.id: shot.take for _number, _scene, shot in earlier[-1].script.shots()} if earlier else {}
    remade = []
    for number, _scene, shot in film.result.script.shots():
        if before.get(shot.id, shot.take) == shot.take:
            continue
        names = [d.name for d in deeds if d.deed is Deed.RETOOK and d.detail == f"film {shot.id} {shot.take}"]
        remade.append((number, shot.take, names))
    if remade:
        what = ("remade", order_id)
        await send_once(desk, series.guild_id, film.thread_id, what, lambda: NoteView(remade_words(remade)))


def remade_words(remade: list[tuple[int, int, list[str]]]) -> str:
    """Which shots are new: each by its number, its take, and the names of who asked for it."""
    lines = []
    for number, take, names in remade:
        template = marked("🔁 Shot {number} was made again (take {take}). The film above is the new one.")
        if names:
            template = marked(
                "🔁 Shot {number} was made again (take {take}, asked for by {names}). The film above is the new one."
            )
        asked = safe(clip(listed(names), 300))
        lines.append(_(template, number=number, take=take, names=asked))
    return "\n".join(lines)
