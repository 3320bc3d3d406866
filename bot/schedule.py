"""The caretaker: after a start, and now and then, whatever was left half done is taken up again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any

import discord
import sqlite_utils

from bot.held import show_held
from bot.mending import Mender
from cogs.ballots.board import finish_ballot, show_ballot
from cogs.ballots.outcomes import take_up_motions
from cogs.desk import Desk
from cogs.drafts.deciding import settle_all
from cogs.premieres.remaking import renew
from cogs.premieres.schedule import begin_all
from cogs.series.bible import bible_soon
from cogs.series.opening import open_in_time
from show.errors import CliffhangerError, NotFound
from show.ids import SeriesId
from storage.ballots import Ballots
from storage.bible_pages import BiblePages
from storage.bookings import Bookings
from storage.ledger import forgettings, remembered
from storage.library import Library
from storage.queue import KEEP_SECONDS, QueueProcess
from storage.records import BallotRecord, Booking, BookingState, OrderKind

ROUND_SECONDS = 30.0
"""How often the caretaker looks. What it mends happens seldom: a crash between the library and the queue."""
GRACE_SECONDS = 10.0
"""What is younger is still in the hands of whoever began it."""
TIDY_SECONDS = 3600.0
"""How often finished posts that are old enough are deleted from the queue."""

FORGET_SECONDS = 3600.0
"""How long after somebody was forgotten finished orders are still looked for."""

_log = logging.getLogger(__name__)


async def take_up(desk: Desk, *, starting: bool, mender: Mender | None = None) -> None:
    """One round: place orders that were only written down, follow the others, hang and close ballots, settle drafts.

    At a start nothing is in anyone's hands, so nothing is too young. What can't be mended holds nothing else up.
    """
    bookings, unended, ballots = await desk.read(_left)
    for booking in unended:
        desk.follow(booking.id)
    for booking in bookings:
        await _tried(_take_up_order(desk, booking, starting))
    for record in ballots:
        await _tried(_take_up_ballot(desk, record, starting))
    await _tried(settle_all(desk))
    await _tried(take_up_motions(desk, starting=starting, grace_seconds=GRACE_SECONDS))
    if starting:
        for series in await desk.read(lambda db: BiblePages(db).kept()):
            bible_soon(desk, series)
    for series, opens_at in await desk.read(_scheduled):
        if starting or desk.clock() - opens_at > GRACE_SECONDS:
            await _tried(open_in_time(desk, series))
    await _tried((mender or Mender()).mend(desk, starting=starting))
    await _tried(begin_all(desk))
    await _tried(show_held(desk))
    await _tried(renew(desk))
    await _tried(forget_orders(desk))


async def _take_up_order(desk: Desk, booking: Booking, starting: bool) -> None:
    if booking.state is BookingState.PLACED:
        if booking.kind is not OrderKind.SKETCH:
            desk.follow(booking.id)
    elif starting or desk.clock() - booking.booked_at > GRACE_SECONDS:
        _log.info("Order %s is placed again.", booking.id)
        await desk.hand_over(booking)


async def _take_up_ballot(desk: Desk, record: BallotRecord, starting: bool) -> None:
    now, ballot = desk.clock(), record.ballot
    if not record.message_id and (starting or now - ballot.opens_at > GRACE_SECONDS):
        await show_ballot(desk, record.id)
    if now - ballot.closes_at > (0.0 if starting else GRACE_SECONDS):
        _log.info("Ballot %s is overdue and closed now.", record.id)
        await finish_ballot(desk, record.id)
    elif starting:
        await desk.orders.close_ballot_at(record.id, ballot.closes_at)


async def forget_orders(desk: Desk) -> None:
    """After a member had themselves forgotten: what the queue kept of that guild's orders goes, now and once more
    later, when those that were running then are over.
    """
    now = desk.clock()
    for guild, at in await desk.read(forgettings):
        await desk.orders.forget(guild)
        if now - at > FORGET_SECONDS:
            await desk.read(partial(remembered, guild=guild))


async def _tried(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except NotFound as exc:
        _log.info("The caretaker leaves something as it is: %s", exc)
    except (CliffhangerError, discord.HTTPException, OSError):
        _log.warning("The caretaker could not mend something yet.", exc_info=True)


def _left(db: sqlite_utils.Database) -> tuple[list[Booking], list[Booking], list[BallotRecord]]:
    return Bookings(db).live(), Bookings(db).unended(), Ballots(db).running()


def _scheduled(db: sqlite_utils.Database) -> list[tuple[SeriesId, float]]:
    return [(r.series.id, r.opens_at) for r in Library(db).scheduled() if r.opens_at is not None]


async def forget(process: QueueProcess, now: float) -> int:
    """Delete old posts and timers from the queue, members' words with them; how many they were."""
    gone = 0
    while found := await asyncio.to_thread(process.forget, KEEP_SECONDS, now=now):
        gone += found
    if gone:
        _log.info("%d old posts and timers are forgotten.", gone)
    return gone


async def keep_house(desk: Desk, process: QueueProcess, round_seconds: float = ROUND_SECONDS) -> None:
    """Rounds until cancelled; what goes wrong in one is tried again in the next."""
    starting, tidied_at, mender = True, float("-inf"), Mender()
    while True:
        try:
            await take_up(desk, starting=starting, mender=mender)
            starting = False
            if desk.clock() - tidied_at >= TIDY_SECONDS:
                tidied_at = desk.clock()
                await forget(process, desk.clock())
        except (CliffhangerError, discord.HTTPException, OSError):
            _log.warning("The caretaker's round was cut short.", exc_info=True)
        await asyncio.sleep(round_seconds)
