"""What was held back from a channel open to everybody is shown once the channel is for adults, or the rating milder."""

from __future__ import annotations

from functools import partial

import sqlite_utils

from cogs.age_limits import FOR_ADULTS, is_restricted
from cogs.desk import Desk
from cogs.drafts.table import show_draft
from cogs.premieres.screening import screen
from show.errors import NotFound
from show.ids import ChannelId, EpisodeId
from storage.bookings import Bookings
from storage.freezes import is_frozen
from storage.held_back import Held, HeldBack
from storage.library import Library
from storage.records import DraftState


async def show_held(desk: Desk) -> None:
    """Try again what may be shown by now; ballots and questions are hung by the caretaker in any case."""
    for held in await desk.read(lambda db: HeldBack(db).all()):
        rating, place = await desk.read(partial(_standing, held=held))
        if rating == FOR_ADULTS and not is_restricted(desk.bot.get_channel(place)):
            continue
        await _show(desk, held)
        await desk.read(partial(_drop, held=held))


def _standing(db: sqlite_utils.Database, held: Held) -> tuple[str, ChannelId]:
    """The rating that holds now, and where it would be shown now."""
    try:
        settings = Library(db).settings_of(held.series_id)
    except NotFound:
        return "", held.channel_id
    places = {"premiere": settings.premieres_channel_id, "draft": settings.drafts_channel}
    return settings.rating, places.get(held.what[0], held.channel_id)


def _drop(db: sqlite_utils.Database, held: Held) -> None:
    HeldBack(db).drop(held.number)


async def _show(desk: Desk, held: Held) -> None:
    """A film, or the newest version of a draft; what else there was has been overtaken."""
    if held.what[0] not in ("premiere", "draft"):
        return
    episode = await desk.read(lambda db: _episode(db, held))
    if episode is None:
        return
    if held.what[0] == "premiere":
        await screen(desk, episode)
        return
    draft = await desk.read(lambda db: Library(db).latest_draft(episode))
    if draft is not None and draft.state is DraftState.TABLED and not draft.message_id:
        await show_draft(desk, episode, draft.version, held.what)


def _episode(db: sqlite_utils.Database, held: Held) -> EpisodeId | None:
    try:
        episode = EpisodeId(Bookings(db).booking(held.what[1].partition(" ")[0]).subject)
        Library(db).episode(episode)
    except NotFound:
        return None
    return None if is_frozen(db, episode) else episode
