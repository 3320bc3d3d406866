"""The moves of a draft, each whole inside one transaction: delivered, edited, retaken, approved, failed, retried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import sqlite_utils

from show.credits import Contribution, Deed
from show.errors import InvalidInput, NotAllowed, NotFound, WrongPhase
from show.ids import EpisodeId, GuildId, LineId, MemberId, SeriesId, ShotId
from show.order import DraftResult
from show.script import Episode, Line
from show.texts import Text
from show.writers_room import SAYING, Phase, Step
from storage.bookings import Bookings
from storage.commissions import book_draft, book_film, book_founding
from storage.freezes import check_thawed
from storage.ledger import Ledger, contribution
from storage.library import Library
from storage.records import (
    Booking,
    BookingState,
    Draft,
    DraftState,
    EpisodeRecord,
    Member,
    OrderKind,
    SeriesState,
    Studio,
)
from storage.reels import order_again, title_of
from storage.rules import rules_of

DAY_SECONDS = 86400.0
NOBODY = MemberId(0)
"""Who orders what goes on by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A new version of a script: its order, the posted drafts it supersedes, the orders it makes pointless."""

    booking: Booking
    version: int
    superseded: tuple[Draft, ...]
    pointless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An order that came to nothing; `episode` is None for a series' founding. `version` 0: none written yet."""

    booking: Booking
    title: str
    episode: EpisodeRecord | None

    @property
    def is_reopened(self) -> bool:
        """Whether the draft lies on the table again."""
        return self.episode is not None and self.episode.phase is Phase.DRAFT


def deliver_draft(db: sqlite_utils.Database, order_id: str, result: DraftResult, now: float) -> Draft | None:
    """Keep a draft and put it on the table; None when a newer version has overtaken it.

    A second delivery of the same order gives the same draft again, also one that was approved or rewritten before
    anybody noted where its message is: members act on a message the moment they see it.
    """
    library, bookings = Library(db), Bookings(db)
    script = result.script
    fresh = bookings.settle(order_id, BookingState.DONE, now)
    if not fresh and bookings.booking(order_id).state is not BookingState.DONE:
        return None
    episode = library.episode(script.id)
    overtaken = script.version < episode.version or episode.phase not in (Phase.WRITING, Phase.DRAFT)
    if fresh:
        state = DraftState.SUPERSEDED if overtaken else DraftState.TABLED
        library.save_draft(script, state, now, result)
        if not overtaken:
            library.move(script.id, Step.DELIVER_DRAFT)
    draft = library.draft(script.id, script.version)
    was_tabled = not fresh and bookings.booking(order_id).state is BookingState.DONE
    return draft if draft.state is DraftState.TABLED or (was_tabled and not draft.message_id) else None


def edit_line(
    db: sqlite_utils.Database,
    episode: EpisodeId,
    line_id: LineId,
    seen: str,
    text: str,
    member: Member,
    studio: Studio,
    now: float,
) -> Revised:
    """Put another text to a line. `seen` is the text the member had before the eyes.

    InvalidInput when somebody changed that line in between, or nothing was changed.
    """

    def change(script: Episode) -> Episode:
        line = _line(script, line_id)
        if line.text != seen:
            raise InvalidInput("Somebody has changed that line meanwhile. It now reads: “{line}”", line=line.text)
        if line.text == text:
            raise InvalidInput("That is the line as it stands; nothing was changed.")
        return script.with_line(replace(line, text=text))

    return revise(db, episode, change, member, Deed.EDITED, f"line {line_id}", studio, now)


def retake_shot(
    db: sqlite_utils.Database,
    episode: EpisodeId,
    shot_id: ShotId,
    wish: str,
    member: Member,
    studio: Studio,
    now: float,
) -> Revised:
    """Have one shot made anew, with a wish in words."""

    def change(script: Episode) -> Episode:
        shot = script.shot(shot_id)
        return script.with_shot(replace(shot, take=shot.take + 1, wish=wish))

    return revise(db, episode, change, member, Deed.RETOOK, f"shot {shot_id}", studio, now)


def _line(script: Episode, line_id: LineId) -> Line:
    for _, line in script.lines():
        if line.id == line_id:
            return line
    raise NotFound("That line is not in the script any more.")


def revise(
    db: sqlite_utils.Database,
    id: EpisodeId,
    change: Callable[[Episode], Episode],
    member: Member,
    deed: Deed,
    detail: str,
    studio: Studio,
    now: float,
) -> Revised:
    """Make the next version by `change` from the latest one, credit it and order its drawing; what it overtakes ends.

    WrongPhase when the script can't be changed now.
    """
    check_thawed(db, id)
    library, bookings = Library(db), Bookings(db)
    episode, latest = library.episode(id), library.latest_draft(id)
    if latest is None or episode.phase not in (Phase.DRAFT, Phase.WRITING):
        raise WrongPhase("This script can't be changed now: {saying}.", saying=SAYING[episode.phase])
    script = change(latest.script)
    if episode.phase is Phase.DRAFT:
        library.move(id, Step.REDRAFT)
    earlier = library.drafts(id)
    for draft in earlier:
        library.mark_draft(id, draft.version, DraftState.SUPERSEDED)
    pointless = tuple(b.id for b in bookings.live(id))
    for order_id in pointless:
        bookings.settle(order_id, BookingState.CANCELLED, now)
    library.save_draft(script, DraftState.MAKING, now)
    series = library.series(episode.series_id).series
    check_changes(db, series.guild_id, member.id, now)
    Ledger(db).record(series.guild_id, series.id, id, contribution(member, deed, detail), now)
    booking = book_draft(db, episode, member.id, studio, now, script)
    return Revised(
        booking=booking,
        version=script.version,
        superseded=tuple(d for d in earlier if d.message_id),
        pointless=pointless,
    )


def check_changes(db: sqlite_utils.Database, guild: GuildId, member: MemberId, now: float) -> None:
    """NotAllowed, with the number, when a member or a guild has ordered as much in a day as its rules allow."""
    rules, since, bookings = rules_of(db, guild), now - DAY_SECONDS, Bookings(db)
    if rules.changes_each and bookings.since(guild, since, member) >= rules.changes_each:
        raise NotAllowed(
            "You have ordered {changes_each} changes within a day, which is the most here.",
            changes_each=rules.changes_each,
        )
    if rules.changes_daily and bookings.since(guild, since) >= rules.changes_daily:
        raise NotAllowed(
            "This server has ordered {changes_daily} times within a day, which is its most.",
            changes_daily=rules.changes_daily,
        )


def approve(
    db: sqlite_utils.Database,
    id: EpisodeId,
    version: int,
    member: Member,
    studio: Studio,
    now: float,
    upload_limit_bytes: int,
) -> tuple[Draft, Booking]:
    """Approve the version on the table and order its film; WrongPhase, with the reason, for any other."""
    _check_approvable(db, id, version)
    Library(db).move(id, Step.APPROVE)
    deed = contribution(member, Deed.APPROVED, f"version {version}")
    return _go_ahead(db, id, version, (deed,), member.id, studio, now, upload_limit_bytes)


def approve_together(
    db: sqlite_utils.Database,
    id: EpisodeId,
    version: int,
    members: tuple[Member, ...],
    studio: Studio,
    now: float,
    upload_limit_bytes: int,
) -> tuple[Draft, Booking]:
    """The same in the name of everybody in favour, or of nobody when nobody objected."""
    _check_approvable(db, id, version)
    Library(db).move(id, Step.APPROVE)
    deeds = tuple(contribution(member, Deed.APPROVED, f"version {version}") for member in members)
    orderer = members[-1].id if members else NOBODY
    return _go_ahead(db, id, version, deeds, orderer, studio, now, upload_limit_bytes)


def _check_approvable(db: sqlite_utils.Database, id: EpisodeId, version: int) -> None:
    check_thawed(db, id)
    episode = Library(db).episode(id)
    if episode.phase is Phase.WRITING and episode.version > version:
        raise WrongPhase(
            "Version {version} was superseded: version {newest} is being made.",
            version=version,
            newest=episode.version,
        )
    if episode.phase is Phase.RENDERING:
        raise WrongPhase("This draft was approved already: the film is being made.")
    if episode.phase is Phase.DRAFT and episode.version != version:
        raise WrongPhase(
            "Version {version} was superseded by version {newest}, further down.",
            version=version,
            newest=episode.version,
        )


def _go_ahead(
    db: sqlite_utils.Database,
    id: EpisodeId,
    version: int,
    deeds: tuple[Contribution, ...],
    orderer: MemberId,
    studio: Studio,
    now: float,
    upload_limit_bytes: int,
) -> tuple[Draft, Booking]:
    library = Library(db)
    episode = library.episode(id)
    library.mark_draft(id, version, DraftState.APPROVED)
    draft = library.draft(id, version)
    series = library.series(episode.series_id).series
    for deed in deeds:
        Ledger(db).record(series.guild_id, series.id, id, deed, now)
    booking = book_film(db, episode, draft.script, orderer, studio, now, upload_limit_bytes)
    return draft, booking


def fail_order(
    db: sqlite_utils.Database, order_id: str, reason: Text, now: float, *, reopened: bool = False
) -> Failure | None:
    """Write down that an order came to nothing; None when it had been overtaken or cancelled.

    `reopened` puts the draft of a film that may not be shown on the table again. Told a second time, nothing moves:
    what is being made by then is another order's.
    """
    bookings, library = Bookings(db), Library(db)
    fresh = bookings.settle(order_id, BookingState.FAILED, now, reason)
    booking = bookings.booking(order_id)
    if booking.state is not BookingState.FAILED:
        return None
    if booking.kind is OrderKind.FOUNDING:
        series = library.series(SeriesId(booking.subject)).series
        if fresh:
            library.save_series(series, SeriesState.FAILED)
        return Failure(booking=booking, title=series.title, episode=None)
    if booking.kind is OrderKind.REEL:
        return Failure(booking=booking, title=title_of(db, booking.subject), episode=None)
    if booking.kind is OrderKind.SKETCH:
        return Failure(booking=booking, title="", episode=None)
    episode = library.episode(EpisodeId(booking.subject))
    if fresh and reopened and booking.kind is OrderKind.FILM and episode.phase is Phase.RENDERING:
        library.move(episode.id, Step.REOPEN)
        library.mark_draft(episode.id, episode.version, DraftState.TABLED)
    elif fresh and episode.phase in (Phase.WRITING, Phase.RENDERING):
        library.move(episode.id, Step.FAIL)
    title = library.series(episode.series_id).series.title
    return Failure(booking=booking, title=title, episode=library.episode(episode.id))


def retry(db: sqlite_utils.Database, order_id: str, member: Member, studio: Studio, now: float) -> Booking:
    """Order again what failed; WrongPhase when that has been done, or the episode has moved on."""
    bookings, library = Bookings(db), Library(db)
    failed = bookings.booking(order_id)
    newest = bookings.latest(failed.subject)
    if failed.state is not BookingState.FAILED or newest is None or newest.id != failed.id:
        raise WrongPhase("That has been tried again already.")
    if failed.kind is OrderKind.FOUNDING:
        series = library.series(SeriesId(failed.subject)).series
        library.save_series(series, SeriesState.FOUNDING)
        return book_founding(db, series, member.id, studio, now)
    if failed.kind is OrderKind.SKETCH:
        again = bookings.order(order_id)
        order = replace(again, id=bookings.next_id(OrderKind.SKETCH, failed.subject))
        return bookings.book(OrderKind.SKETCH, order, member.id, now)
    if failed.kind is OrderKind.REEL:
        return order_again(db, failed, member.id, studio, now)
    id = EpisodeId(failed.subject)
    check_thawed(db, id)
    if failed.kind is OrderKind.DUB:
        raise WrongPhase("A dub is made again from its own card, with **Make the dub**.")
    latest = library.latest_draft(id)
    if failed.kind is OrderKind.FILM:
        if library.episode(id).phase is not Phase.PREMIERED:
            library.move(id, Step.RETRY_FILM)
        if latest is None:
            raise NotFound("The script of this episode is gone.")
        made = bookings.order(order_id).settings if failed.document else studio.film
        limit = made.upload_limit_bytes
        return book_film(db, library.episode(id), latest.script, member.id, studio, now, limit)
    library.move(id, Step.RETRY_DRAFT)
    return book_draft(
        db, library.episode(id), member.id, studio, now, latest.script if latest is not None else None
    )
