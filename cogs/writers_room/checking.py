"""The writer's word on a pitch: where one reads, it says what the pitch contradicts, and the room is asked."""

from __future__ import annotations

import sqlite_utils

from cogs.ballots.motions import show_motion
from cogs.desk import Desk
from show.ids import PitchId
from show.sketch import Check, SketchResult
from storage.bookings import Bookings
from storage.commissions import book_sketch
from storage.library import Library
from storage.motions import Motion
from storage.pitches import Pitches
from storage.records import Booking, BookingState
from storage.retcons import contest_later
from storage.revisions import NOBODY
from storage.whose import CHECK

BY_RULES = "offline"
"""The writer whose rules were applied when the pitch came in; it has nothing to add."""


async def order_check(desk: Desk, id: PitchId) -> None:
    """Have a model read a pitch against what is established; nothing without a model or facts."""
    if desk.studio.film.writer == BY_RULES:
        return
    now = desk.clock()

    def book(db: sqlite_utils.Database) -> Booking | None:
        pitch = Pitches(db).pitch(id)
        series = Library(db).series(Library(db).episode(pitch.episode_id).series_id).series
        subject = f"pitch-{id}{CHECK}"
        if not series.facts or Bookings(db).latest(subject) is not None:
            return None
        wish = Check(series=series, idea=pitch.text)
        return book_sketch(db, series, subject, wish, NOBODY, desk.studio, now)

    booking = await desk.read(book)
    if booking is not None:
        await desk.hand_over(booking)


async def hear_check(desk: Desk, order_id: str, result: SketchResult) -> None:
    """The writer has read a pitch. A second time nothing more happens."""
    now = desk.clock()

    def settle(db: sqlite_utils.Database) -> tuple[PitchId, Motion | None]:
        bookings = Bookings(db)
        booking = bookings.booking(order_id)
        id = PitchId(booking.subject.removeprefix("pitch-").removesuffix(CHECK))
        wish = getattr(bookings.order(order_id), "wish", None) if booking.document else None
        if not bookings.settle(order_id, BookingState.DONE, now) or not isinstance(wish, Check):
            return id, None
        known = wish.series.facts
        facts = tuple(known[place] for place in result.facts if 0 <= place < len(known))
        return id, contest_later(db, id, facts, desk.studio, now)

    id, motion = await desk.read(settle)
    if motion is not None:
        await show_motion(desk, motion.number)
        desk.redraw_pitch(id)
