"""Sketches that came from the renderer: handed to whatever they were ordered for, by what their order is for."""

from __future__ import annotations

import logging

from cogs.ballots.pictures import show_pictures
from cogs.desk import Desk
from cogs.dubs.sheets import show_translation
from cogs.series.auditions import show_audition
from cogs.series.pronouncing import show_saying
from cogs.writers_room.checking import hear_check
from show.errors import NotFound
from show.sketch import SketchResult
from show.texts import Text, text
from storage.bookings import Bookings
from storage.dubs import TRANSLATION
from storage.lexicons import SAYING
from storage.library import Library
from storage.records import BookingState, OrderKind
from storage.whose import CHECK, PREVIEWS, RESULT, is_audition

_log = logging.getLogger(__name__)


async def deliver_sketch(desk: Desk, order_id: str, result: SketchResult) -> None:
    """Hang a sketch where it belongs; a second time nothing more happens."""
    booking = await desk.read(lambda db: Bookings(db).booking(order_id))
    if is_audition(booking.subject):
        await show_audition(desk, order_id, result)
        return
    if booking.subject.endswith((PREVIEWS, RESULT)):
        await show_pictures(desk, order_id, result)
        return
    if booking.subject.endswith(SAYING):
        await show_saying(desk, order_id, result)
        return
    if booking.subject.endswith(TRANSLATION):
        await show_translation(desk, order_id, result)
        return
    if booking.subject.endswith(CHECK):
        await hear_check(desk, order_id, result)
        return
    _log.warning("Nobody knows what the sketch %s is for.", order_id)


async def sketch_failed(desk: Desk, order_id: str, reason: Text) -> bool:
    """Note the failure of a picture that nobody waits for; False when it was no such thing, and the room is told."""
    try:
        booking = await desk.read(lambda db: Bookings(db).booking(order_id))
    except NotFound:
        return True
    if booking.kind is not OrderKind.SKETCH or is_audition(booking.subject) or booking.subject.endswith(SAYING):
        return False
    now = desk.clock()
    fresh = await desk.read(lambda db: Bookings(db).settle(order_id, BookingState.FAILED, now, reason))
    if fresh:
        settings = await desk.read(lambda db: Library(db).guild(booking.guild_id))
        told = text("A picture could not be made (`{order}`): {reason}", order=order_id, reason=reason)
        await desk.log(settings, told)
    return True
