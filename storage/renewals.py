"""Dubs and reels made again when somebody's name in their credits changed or is hidden, as finished films are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import sqlite_utils

from show.errors import CliffhangerError
from show.ids import MemberId, SeriesId
from show.order import FilmResult
from storage.bookings import Bookings
from storage.dubs import Dubs, order_dub, roll_of_dub
from storage.library import Library
from storage.records import Booking, BookingState, OrderKind, Studio
from storage.reels import Reels, order_reel, roll_of
from storage.revisions import NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubted:
    """A dub or a reel whose credits are to be compared; `is_right` when they say what the ledger says."""

    kind: OrderKind
    subject: str
    series_id: SeriesId
    result: FilmResult | None
    is_right: bool
    trust: Callable[[], None]
    order: Callable[[MemberId, Studio, float, int], Booking]


def renew_others(db: sqlite_utils.Database, studio: Studio, now: float) -> list[Booking]:
    """Order dubs and reels again whose credits no longer say what the ledger says, one at a time for each guild.

    What failed before waits for somebody to try again; what can't be made now is looked at again later.
    """
    busy = {one.guild_id for one in Bookings(db).live() if one.kind in (OrderKind.DUB, OrderKind.REEL)}
    made = []
    for film in (*_dubs(db), *_reels(db)):
        guild = Library(db).guild_of(film.series_id)
        if film.result is None or film.is_right:
            film.trust()
        elif guild is not None and guild not in busy and not _has_failed(db, film.subject, film.kind):
            limit = max(studio.film.upload_limit_bytes, film.result.copy.size_bytes)
            try:
                made.append(film.order(NOBODY, studio, now, limit))
            except CliffhangerError:
                continue
            busy.add(guild)
    return made


def _dubs(db: sqlite_utils.Database) -> Iterator[_Doubted]:
    for dub in Dubs(db).doubted():
        yield _Doubted(
            kind=OrderKind.DUB,
            subject=dub.episode_id,
            series_id=Library(db).episode(dub.episode_id).series_id,
            result=dub.result,
            is_right=dub.result is None or dub.roll == roll_of_dub(db, dub),
            trust=partial(Dubs(db).trust, dub),
            order=partial(order_dub, db, dub),
        )


def _reels(db: sqlite_utils.Database) -> Iterator[_Doubted]:
    for reel in Reels(db).doubted():
        yield _Doubted(
            kind=OrderKind.REEL,
            subject=reel.id,
            series_id=reel.series_id,
            result=reel.result,
            is_right=reel.result is None or reel.roll == roll_of(db, reel),
            trust=partial(Reels(db).trust, reel.id),
            order=partial(order_reel, db, reel),
        )


def _has_failed(db: sqlite_utils.Database, subject: str, kind: OrderKind) -> bool:
    newest = Bookings(db).latest(subject)
    return newest is not None and newest.kind is kind and newest.state is BookingState.FAILED
