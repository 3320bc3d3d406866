"""Calling off: one order, which can be tried again, or a whole episode, after which the next one opens."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.errors import NotAllowed, WrongPhase
from show.ids import BallotId, EpisodeId, GuildId
from show.texts import text
from show.writers_room import Phase, Step
from storage.ballots import Ballots
from storage.bookings import LIVE, Bookings
from storage.library import Library
from storage.pitches import Pitches
from storage.records import BookingState, Draft, DraftState, EpisodeRecord, Member, PitchState
from storage.revisions import Failure, fail_order

SETTLED = {
    BookingState.DONE: text("That order is done already."),
    BookingState.FAILED: text("That order has failed already."),
    BookingState.CANCELLED: text("That order is cancelled already."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledOff:
    """An episode that won't be: what was shown of it and has to say so, its orders, and the episode after it."""

    episode: EpisodeRecord
    following: EpisodeRecord
    drafts: tuple[Draft, ...]
    ballot: BallotId | None
    orders: tuple[str, ...]


def call_off_order(
    db: sqlite_utils.Database, order_id: str, guild: GuildId, by: Member, now: float, *, any_of_them: bool
) -> Failure:
    """Stop an order; it can be tried again like one that failed.

    NotAllowed for somebody else's (unless `any_of_them`) or another guild's, WrongPhase when it is settled already.
    """
    booking = Bookings(db).of_guild(order_id, guild)
    if not any_of_them and booking.member_id != by.id:
        raise NotAllowed("Only who ordered it, or an approver, can call it off.")
    if booking.state not in LIVE:
        raise WrongPhase(SETTLED[booking.state].template)
    failure = fail_order(db, order_id, text("{name} called it off.", name=by.name), now)
    if failure is None:
        raise WrongPhase("That order is settled already.")
    return failure


def call_off_episode(db: sqlite_utils.Database, id: EpisodeId, now: float) -> CalledOff:
    """Call an episode off and open the next one; WrongPhase when it is over or was called off before."""
    library, bookings, ballots = Library(db), Bookings(db), Ballots(db)
    episode = library.episode(id)
    if episode.phase in (Phase.PREMIERED, Phase.CANCELLED):
        raise WrongPhase("That episode is over; there is nothing to call off.")
    library.move(id, Step.CANCEL)
    orders = tuple(booking.id for booking in bookings.live(id))
    for order_id in orders:
        bookings.settle(order_id, BookingState.CANCELLED, now)
    ballot = ballots.of_episode(id)
    if ballot is not None and ballot.closed_at is None:
        ballots.abandon(ballot.id, now)
    for pitch in Pitches(db).of_episode(id):
        if pitch.state in (PitchState.OPEN, PitchState.ON_BALLOT):
            Pitches(db).mark(pitch.id, PitchState.DROPPED)
    drafts = library.drafts(id)
    for draft in drafts:
        library.mark_draft(id, draft.version, DraftState.SUPERSEDED)
    following = library.add_episode(episode.series_id, episode.number + 1, now)
    return CalledOff(
        episode=library.episode(id),
        following=following,
        drafts=tuple(draft for draft in drafts if draft.message_id),
        ballot=ballot.id if ballot is not None else None,
        orders=orders,
    )
