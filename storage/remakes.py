"""Films made again after their premiere: one shot at members' wish, or the credits when somebody's name changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlite_utils

from show.credits import Deed
from show.errors import NotFound, WrongPhase
from show.ids import EpisodeId, GuildId, MemberId, ShotId
from show.order import ProductionOrder
from show.script import Episode
from show.writers_room import Phase
from storage.bookings import Bookings
from storage.commissions import book_film
from storage.films import Films
from storage.freezes import check_thawed, is_frozen
from storage.ledger import Ledger, contribution
from storage.library import Library
from storage.records import Booking, BookingState, DraftState, Member, OrderKind, Studio
from storage.revisions import NOBODY
from storage.rules import rules_of
from storage.wishes import Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Remake:
    """The order of a film that is made again, and the orders that it overtakes."""

    booking: Booking
    pointless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """How many want a shot made again, of how many it takes; `remake` once that made it happen."""

    number: int
    count: int
    needed: int
    remake: Remake | None


def wish_again(
    db: sqlite_utils.Database, id: EpisodeId, shot_id: ShotId, member: Member, studio: Studio, now: float
) -> Wished:
    """Count a member who wants a shot of a finished film made again; with enough of them it is ordered.

    WrongPhase before the premiere, NotFound when the script has no such shot (any more).
    """
    script = _finished(db, id)
    number = next((number for number, _, shot in script.shots() if shot.id == shot_id), 0)
    if not number:
        raise NotFound("That shot is not in the film any more.")
    shot, series = script.shot(shot_id), Library(db).series(Library(db).episode(id).series_id).series
    Wishes(db).add(id, shot_id, shot.take, member, now)
    members = Wishes(db).of(id, shot_id, shot.take)
    needed = rules_of(db, series.guild_id).retakes_needed
    if len(members) < needed:
        return Wished(number=number, count=len(members), needed=needed, remake=None)
    for one in members:
        deed = contribution(one, Deed.RETOOK, f"film {shot_id} {shot.take + 1}")
        Ledger(db).record(series.guild_id, series.id, id, deed, now)
    remake = order_again(db, script.with_shot(replace(shot, take=shot.take + 1, wish="")), member.id, studio, now)
    return Wished(number=number, count=len(members), needed=needed, remake=remake)


def order_again(
    db: sqlite_utils.Database, script: Episode, member: MemberId, studio: Studio, now: float
) -> Remake:
    """Order a finished film again from a script with the credits as they are now; a live order for it is overtaken."""
    library, bookings, id = Library(db), Bookings(db), script.id
    pointless = tuple(booking.id for booking in bookings.live(id))
    for order_id in pointless:
        bookings.settle(order_id, BookingState.CANCELLED, now)
    latest = library.latest_draft(id)
    if latest is None or script.version > latest.version:
        for draft in library.drafts(id):
            library.mark_draft(id, draft.version, DraftState.SUPERSEDED)
        library.save_draft(script, DraftState.APPROVED, now)
    limit = max(studio.film.upload_limit_bytes, Films(db).film(id).result.copy.size_bytes)
    made = Films(db).made_from(id)
    bible = made.series if made is not None else None
    booking = book_film(db, library.episode(id), script, member, studio, now, limit, bible)
    return Remake(booking=booking, pointless=pointless)


def _finished(db: sqlite_utils.Database, id: EpisodeId) -> Episode:
    """The newest script of a film that has premiered."""
    check_thawed(db, id)
    if Library(db).episode(id).phase is not Phase.PREMIERED:
        raise WrongPhase("That film has not premiered yet.")
    latest = Library(db).latest_draft(id)
    return latest.script if latest is not None else Films(db).film(id).result.script


def renew_credits(db: sqlite_utils.Database, studio: Studio, now: float) -> list[Remake]:
    """Order films again whose credits no longer say what the ledger says: at most one at a time for each guild.

    What failed before waits for an approver. Those that are right, or being made, are left alone.
    """
    library, bookings, busy, made = Library(db), Bookings(db), _busy(db), []
    for id in Films(db).doubted():
        episode = library.episode(id)
        guild = library.guild_of(episode.series_id)
        film, newest = Films(db).film(id), bookings.latest(id)
        if film.roll == Ledger(db).roll(episode.series_id, id) or episode.phase is not Phase.PREMIERED:
            Films(db).trust(id)
            continue
        failed = newest is not None and newest.state is BookingState.FAILED
        if guild is not None and guild not in busy and not failed and not is_frozen(db, id):
            busy.add(guild)
            made.append(order_again(db, _finished(db, id), NOBODY, studio, now))
    return made


def _busy(db: sqlite_utils.Database) -> set[GuildId]:
    """Guilds for which a finished film is being made again."""
    library = Library(db)
    return {
        booking.guild_id
        for booking in Bookings(db).live()
        if booking.kind is OrderKind.FILM and library.episode(EpisodeId(booking.subject)).phase is Phase.PREMIERED
    }


def correct_running(db: sqlite_utils.Database, guild: GuildId, studio: Studio, now: float) -> list[Remake]:
    """Order a guild's running films anew whose credits no longer say what the ledger says."""
    library, bookings, made = Library(db), Bookings(db), []
    for booking in bookings.live():
        if booking.guild_id != guild or booking.kind is not OrderKind.FILM:
            continue
        order = bookings.order(booking.id)
        if not isinstance(order, ProductionOrder):
            continue
        episode = library.episode(EpisodeId(booking.subject))
        if order.roll == Ledger(db).roll(episode.series_id, episode.id):
            continue
        bookings.settle(booking.id, BookingState.CANCELLED, now)
        limit = order.settings.upload_limit_bytes
        fresh = book_film(db, episode, order.script, booking.member_id, studio, now, limit, order.series)
        made.append(Remake(booking=fresh, pointless=(booking.id,)))
    return made


def is_quiet(db: sqlite_utils.Database, booking: Booking) -> bool:
    """Whether an order is a film's, a dub's or a reel's that is made again for its credits alone: nobody waits for it
    in the room."""
    if booking.member_id != NOBODY or booking.kind not in (OrderKind.FILM, OrderKind.DUB, OrderKind.REEL):
        return False
    if booking.kind is not OrderKind.FILM:
        return True
    return bool(db.execute("SELECT 1 FROM films WHERE episode_id = ?", [booking.subject]).fetchone())
