"""Dubs and reels made again when somebody's name in their credits changed or is hidden, as finished films are."""

from __future__ import annotations

import sqlite_utils

from show.errors import CliffhangerError
from show.ids import GuildId
from storage.bookings import Bookings
from storage.dubs import Dubs, order_dub, roll_of_dub
from storage.library import Library
from storage.records import Booking, BookingState, OrderKind, Studio
from storage.reels import Reels, order_reel, roll_of
from storage.revisions import NOBODY


def renew_others(db: sqlite_utils.Database, studio: Studio, now: float) -> list[Booking]:
    """Order dubs and reels again whose credits no longer say what the ledger says, one at a time for each guild.

    What failed before waits for somebody to try again; what can't be made now is looked at again later.
    """
    busy = {one.guild_id for one in Bookings(db).live() if one.kind in (OrderKind.DUB, OrderKind.REEL)}
    return [*_dubs(db, studio, now, busy), *_reels(db, studio, now, busy)]


def _dubs(db: sqlite_utils.Database, studio: Studio, now: float, busy: set[GuildId]) -> list[Booking]:
    made = []
    for dub in Dubs(db).doubted():
        guild = Library(db).guild_of(Library(db).episode(dub.episode_id).series_id)
        if dub.result is None or dub.roll == roll_of_dub(db, dub):
            Dubs(db).trust(dub)
        elif guild is not None and guild not in busy and not _has_failed(db, dub.episode_id, OrderKind.DUB):
            limit = max(studio.film.upload_limit_bytes, dub.result.copy.size_bytes)
            try:
                made.append(order_dub(db, dub, NOBODY, studio, now, limit))
            except CliffhangerError:
                continue
            busy.add(guild)
    return made


def _reels(db: sqlite_utils.Database, studio: Studio, now: float, busy: set[GuildId]) -> list[Booking]:
    made = []
    for reel in Reels(db).doubted():
        guild = Library(db).guild_of(reel.series_id)
        if reel.result is None or reel.roll == roll_of(db, reel):
            Reels(db).trust(reel.id)
        elif guild is not None and guild not in busy and not _has_failed(db, reel.id, OrderKind.REEL):
            limit = max(studio.film.upload_limit_bytes, reel.result.copy.size_bytes)
            try:
                made.append(order_reel(db, reel, NOBODY, studio, now, limit))
            except CliffhangerError:
                continue
            busy.add(guild)
    return made


def _has_failed(db: sqlite_utils.Database, subject: str, kind: OrderKind) -> bool:
    newest = Bookings(db).latest(subject)
    return newest is not None and newest.kind is kind and newest.state is BookingState.FAILED
