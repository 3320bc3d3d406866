"""The lexicon of a series: how its names are said, changed by members and heard before the next film."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.errors import NotFound, WrongPhase
from show.ids import MemberId, SeriesId
from show.lexicon import lexicon_of, with_pronunciation, without_pronunciation, word_key
from show.sketch import Saying, SketchResult
from storage.bookings import Bookings
from storage.commissions import book_sketch
from storage.library import Library
from storage.records import Booking, BookingState, SeriesState, Studio
from storage.story import check_running

SAYING = "-saying"
"""What the subjects of orders for a spoken test end with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A spoken test that has come: who says what in which language, and for a word of the lexicon how it is said."""

    wish: Saying
    said: str
    language: str
    result: SketchResult


def pronounce(
    db: sqlite_utils.Database,
    id: SeriesId,
    word: str,
    said: str,
    language: str,
    member: MemberId,
    studio: Studio,
    now: float,
) -> Booking | None:
    """Keep how a word is said in a language, and order a spoken test; `said` empty forgets it, and nothing is ordered.

    InvalidInput says what no voice could read, NotFound what there is nothing of to forget, WrongPhase for a series
    that is archived or still being founded.
    """
    library = Library(db)
    record = library.series(id)
    check_running(record)
    if record.state is not SeriesState.OPEN:
        raise WrongPhase("The first characters of this series are still being made; wait for them.")
    if not said:
        library.save_series(without_pronunciation(record.series, word, language), record.state)
        return None
    series = with_pronunciation(record.series, word, said, language)
    library.save_series(series, record.state)
    if not series.characters:
        return None
    own = (one for one in series.characters if word_key(word) in word_key(one.name))
    speaker = next(own, series.characters[0])
    name = " ".join(word.split())
    wish = Saying(series=series, character=speaker, words=f"{name}. {name}!", word=name)
    return book_sketch(db, series, f"{series.id}{SAYING}", wish, member, studio, now, language)


def have_said(
    db: sqlite_utils.Database, id: SeriesId, name: str, words: str, member: MemberId, studio: Studio, now: float
) -> Booking:
    """Order a clip of somebody of the cast; NotFound for a name that nobody bears."""
    record = Library(db).series(id)
    check_running(record)
    wanted = name.casefold()
    found = next((one for one in record.series.characters if wanted in (one.id, one.name.casefold())), None)
    if found is None:
        raise NotFound("Nobody of that name is in the cast of {title}.", title=record.series.title)
    wish = Saying(series=record.series, character=found, words=words)
    return book_sketch(db, record.series, f"{id}{SAYING}", wish, member, studio, now)


def deliver_saying(db: sqlite_utils.Database, order_id: str, result: SketchResult, now: float) -> Said | None:
    """A spoken test has come; None the second time."""
    bookings = Bookings(db)
    booking = bookings.booking(order_id)
    order = bookings.order(order_id) if booking.document else None
    wish, settings = getattr(order, "wish", None), getattr(order, "settings", None)
    if not bookings.settle(order_id, BookingState.DONE, now) or not isinstance(wish, Saying) or settings is None:
        return None
    return Said(
        wish=wish,
        said=lexicon_of(wish.series, settings.language).get(wish.word, ""),
        language=settings.language,
        result=result,
    )
