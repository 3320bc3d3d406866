"""Where what was ordered can be seen."""

from __future__ import annotations

import sqlite_utils

from show.errors import NotFound
from show.ids import EpisodeId
from storage.films import Films
from storage.freezes import is_frozen
from storage.library import Library
from storage.links import link_of
from storage.records import Booking, OrderKind
from storage.screenings import Screenings

PATIENCE_SECONDS = 60.0
"""How long after it was made something is waited for that is still being posted."""


def made_link(db: sqlite_utils.Database, booking: Booking, now: float) -> str | None:
    """A link to the message that shows what an order made; None while it is being posted, "" where it never is."""
    if booking.kind in (OrderKind.FOUNDING, OrderKind.DUB, OrderKind.REEL):
        return ""
    id = EpisodeId(booking.subject)
    try:
        channel, message = _place(db, id, booking)
    except NotFound:
        return ""
    if message:
        return link_of(booking.guild_id, channel, message)
    if is_frozen(db, id) or Screenings(db).waits(id, now):
        return ""
    return "" if now - (booking.settled_at or now) > PATIENCE_SECONDS else None


def _place(db: sqlite_utils.Database, id: EpisodeId, booking: Booking) -> tuple[int, int]:
    if booking.kind is OrderKind.FILM:
        film = Films(db).film(id)
        return film.channel_id, film.message_id
    latest = Library(db).latest_draft(id)
    return (latest.channel_id, latest.message_id) if latest is not None else (0, 0)
