"""Turning what the library knows into orders for the renderer, each a whole document, written into the order book."""

from __future__ import annotations

from dataclasses import replace

import sqlite_utils

from show.bible import Series
from show.ids import ChannelId, MemberId, SeriesId
from show.order import Brief, DraftOrder, FoundingOrder, Idea, ProductionOrder, ReplyTo
from show.script import Episode
from show.sketch import Audition, Chart, Check, Previews, Saying, SketchOrder, Translate
from show.writers_room import Phase
from storage.bookings import Bookings
from storage.freezes import check_thawed
from storage.ledger import Ledger
from storage.library import Library, seed_of
from storage.pitches import Pitches
from storage.records import Booking, EpisodeRecord, OrderKind, Studio


def book_founding(
    db: sqlite_utils.Database, series: Series, member: MemberId, studio: Studio, now: float
) -> Booking:
    """Order a new series' first characters and places; the answer goes to the writers' room."""
    bookings = Bookings(db)
    order = FoundingOrder(
        id=bookings.next_id(OrderKind.FOUNDING, series.id),
        reply_to=_room(db, series, series.id),
        series=series,
        settings=replace(studio.film, language=series.language),
    )
    return bookings.book(OrderKind.FOUNDING, order, member, now)


def book_draft(
    db: sqlite_utils.Database,
    episode: EpisodeRecord,
    member: MemberId,
    studio: Studio,
    now: float,
    script: Episode | None = None,
) -> Booking:
    """Order a draft: written anew, or drawn again from `script` so that only what changed is made."""
    check_thawed(db, episode.id)
    bookings = Bookings(db)
    series = Library(db).series(episode.series_id).series
    order = DraftOrder(
        id=bookings.next_id(OrderKind.DRAFT, episode.id),
        reply_to=_room(db, series, episode.id),
        brief=brief_for(db, episode, studio),
        script=script,
        settings=replace(studio.film, language=series.language),
    )
    return bookings.book(OrderKind.DRAFT, order, member, now)


def book_film(
    db: sqlite_utils.Database,
    episode: EpisodeRecord,
    script: Episode,
    member: MemberId,
    studio: Studio,
    now: float,
    upload_limit_bytes: int,
    bible: Series | None = None,
) -> Booking:
    """Order the film of a script, with the credits roll as the ledger has it now.

    `bible` is the one it was made with before, if it is made again: whoever joined the cast since changes nothing.
    """
    bookings, library = Bookings(db), Library(db)
    series = bible or library.series(episode.series_id).series
    settings = library.settings_of(series.id)
    order = ProductionOrder(
        id=bookings.next_id(OrderKind.FILM, episode.id),
        reply_to=ReplyTo(
            guild_id=series.guild_id, channel_id=settings.premieres_channel_id, subject=episode.id
        ),
        series=series,
        script=script,
        roll=Ledger(db).roll(series.id, episode.id),
        settings=replace(studio.film, language=series.language, upload_limit_bytes=upload_limit_bytes),
        seed=seed_of(episode.id),
    )
    return bookings.book(OrderKind.FILM, order, member, now)


def book_sketch(
    db: sqlite_utils.Database,
    series: Series,
    subject: str,
    wish: Audition | Previews | Chart | Check | Saying | Translate,
    member: MemberId,
    studio: Studio,
    now: float,
    language: str = "",
) -> Booking:
    """Order a sketch; `subject` tells the bot what it is for. `language` is the series' own when left out."""
    bookings = Bookings(db)
    order = SketchOrder(
        id=bookings.next_id(OrderKind.SKETCH, subject),
        reply_to=_room(db, series, subject),
        wish=wish,
        settings=replace(studio.film, language=language or series.language),
    )
    return bookings.book(OrderKind.SKETCH, order, member, now)


def brief_for(db: sqlite_utils.Database, episode: EpisodeRecord, studio: Studio) -> Brief:
    """What a writer writes an episode from: bible, twist, pitches, and what happened before.

    Pitches go without their members' names: the ledger credits them, and a queue need not keep them.
    """
    library = Library(db)
    series = library.series(episode.series_id).series
    branch = library.series(episode.series_id)
    earlier = [
        *(_told_before(library, branch.branch_of, branch.branches_at) if branch.branch_of else []),
        *_told_before(library, series.id, episode.number),
    ]
    return Brief(
        series=series,
        episode_id=episode.id,
        episode_number=episode.number,
        twist=episode.twist,
        ideas=tuple(Idea(text=pitch.text, author="") for pitch in Pitches(db).of_episode(episode.id)),
        previously=tuple(script.logline for script in earlier if script.logline),
        open_question=earlier[-1].question if earlier else "",
        target_seconds=studio.target_seconds,
        seed=seed_of(episode.id),
    )


def _told_before(library: Library, series: SeriesId, number: int) -> list[Episode]:
    """The scripts of a series' films before that episode."""
    return [
        draft.script
        for record in library.episodes(series)
        if record.number < number and record.phase is Phase.PREMIERED
        if (draft := library.latest_draft(record.id)) is not None
    ]


def _room(db: sqlite_utils.Database, series: Series, subject: str) -> ReplyTo:
    settings = Library(db).settings_of(series.id)
    return ReplyTo(guild_id=series.guild_id, channel_id=ChannelId(settings.room_channel_id), subject=subject)
