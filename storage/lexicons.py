"""The lexicon of a series: how its names are said, changed by members and heard before the next film."""

from __future__ import annotations

from dataclasses import replace

import sqlite_utils

from show.bible import Character, Series, VoiceCasting
from show.errors import NotFound, WrongPhase
from show.ids import MemberId, SeriesId
from show.lexicon import lexicon_of, with_pronunciation, without_pronunciation, word_key
from show.sketch import Saying, SketchResult
from storage.bookings import Bookings
from storage.commissions import book_sketch
from storage.freezes import Freezes
from storage.held_back import HeldBack
from storage.library import Library
from storage.records import Booking, BookingState, SeriesRecord, SeriesState, Studio
from storage.sayings import Said, Sayings
from storage.story import check_running

SAYING = "-saying"
"""What the subjects of orders for a spoken test end with."""


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

    Nor is a second test while one of the member's is on its way. InvalidInput says what no voice could read, NotFound
    what there is nothing of to forget, WrongPhase for a series that is archived, frozen or still being founded.
    """
    library = Library(db)
    record = speaking(db, id)
    if record.state is not SeriesState.OPEN:
        raise WrongPhase("The first characters of this series are still being made; wait for them.")
    if not said:
        library.save_series(without_pronunciation(record.series, word, language), record.state)
        return None
    series = with_pronunciation(record.series, word, said, language)
    library.save_series(series, record.state)
    if not series.characters or _waits(db, id, member):
        return None
    own = (one for one in series.characters if word_key(word) in word_key(one.name))
    speaker = next(own, series.characters[0])
    name = " ".join(word.split())
    wish = Saying(series=series, character=speaker, words=f"{name}. {name}!", word=name)
    return book_sketch(db, series, f"{series.id}{SAYING}", wish, member, studio, now, language)


def have_said(
    db: sqlite_utils.Database,
    id: SeriesId,
    name: str,
    words: str,
    member: MemberId,
    studio: Studio,
    now: float,
    *,
    voices: int = 0,
    sound: VoiceCasting | None = None,
) -> Booking:
    """Order a clip of somebody of the cast, or with `voices` clips of them in so many others, of the gender and age of
    `sound` if that is given. NotFound for a name that nobody bears.

    WrongPhase for a series that is archived or frozen, and while another of the member's is on its way.
    """
    record = speaking(db, id)
    found = of_the_cast(record.series, name)
    if _waits(db, id, member):
        room = Library(db).settings_of(id).room_channel_id
        raise WrongPhase("It comes to {channel}.", channel=f"<#{room}>")
    if sound is not None:
        found = replace(found, voice=replace(found.voice, gender=sound.gender, age=sound.age))
    wish = Saying(series=record.series, character=found, words=words, voices=voices)
    return book_sketch(db, record.series, f"{id}{SAYING}", wish, member, studio, now)


def of_the_cast(series: Series, name: str) -> Character:
    """Somebody of the cast by id or name; NotFound for one that nobody bears."""
    wanted = name.casefold()
    found = next((one for one in series.characters if wanted in (one.id, one.name.casefold())), None)
    if found is None:
        raise NotFound("Nobody of that name is in the cast of {title}.", title=series.title)
    return found


def speaking(db: sqlite_utils.Database, id: SeriesId) -> SeriesRecord:
    """A series whose cast may be heard; WrongPhase when it is archived or frozen."""
    record = Library(db).series(id)
    check_running(record)
    frozen = Freezes(db).of_series(id)
    if frozen is not None:
        raise frozen.refusal()
    return record


def _waits(db: sqlite_utils.Database, id: SeriesId, member: MemberId) -> bool:
    """Whether a spoken test of the member's is on its way already."""
    return any(booking.member_id == member for booking in Bookings(db).live(f"{id}{SAYING}"))


def deliver_saying(db: sqlite_utils.Database, order_id: str, result: SketchResult, now: float) -> Said | None:
    """A spoken test has come, and is kept until it is posted; None once it was, and while its series is
    frozen."""
    bookings = Bookings(db)
    booking = bookings.booking(order_id)
    order = bookings.order(order_id) if booking.document else None
    wish, settings = getattr(order, "wish", None), getattr(order, "settings", None)
    if bookings.settle(order_id, BookingState.DONE, now) and isinstance(wish, Saying) and settings is not None:
        how = lexicon_of(wish.series, settings.language).get(wish.word, "")
        Sayings(db).keep(order_id, Said(wish=wish, said=how, language=settings.language, result=result))
        if Freezes(db).of_series(wish.series.id) is not None:
            held = wish.series.guild_id, booking.channel_id, wish.series.id, ("saying", order_id)
            HeldBack(db).add(*held, now)
    return saying_to_post(db, order_id)


def saying_to_post(db: sqlite_utils.Database, order_id: str) -> Said | None:
    """A spoken test that waits to be posted; None when it was, and while its series is frozen."""
    try:
        found = Sayings(db).saying(order_id)
    except NotFound:
        return None
    return None if Freezes(db).of_series(found.wish.series.id) is not None else found
