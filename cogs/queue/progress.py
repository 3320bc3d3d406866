"""Following orders: one message each that edits itself, at a walking pace, until the order is settled."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, replace

import discord
import sqlite_utils

from cogs.desk import Desk
from cogs.posting import change, send_once
from cogs.queue.views import FailureView, NextView, ProgressView, Subject, progress_words
from show.errors import CliffhangerError
from show.ids import EpisodeId, SeriesId
from show.order import Progress
from show.texts import Text
from storage.bookings import LIVE, Bookings
from storage.library import Library
from storage.receipts import made_link
from storage.records import Booking, BookingState, GuildSettings, OrderKind
from storage.remakes import is_quiet
from storage.revisions import fail_order
from storage.whose import series_of, settings_for

LOOK_SECONDS = 1.0
"""How often the queue is asked; it answers in milliseconds (notes of July 2026: median 5 ms)."""

WINDOW_SECONDS = 45.0
"""How far back the pace is looked at: what came out of the takes in no time is soon forgotten."""
LEAST_SEEN_SECONDS = 4.0

_log = logging.getLogger(__name__)


class Outlook:
    """How long an order will take, from how fast its fraction has lately grown."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    def seconds_left(self, fraction: float, now: float) -> float | None:
        """Seconds until the whole is done, or None while there is too little to go by."""
        if not self._seen or fraction > self._seen[-1][1]:
            self._seen.append((now, fraction))
        while len(self._seen) > 2 and now - self._seen[1][0] > WINDOW_SECONDS:
            self._seen.popleft()
        first_time, first = self._seen[0]
        if fraction <= first or now - first_time < LEAST_SEEN_SECONDS:
            return None
        return (1 - fraction) * (now - first_time) / (fraction - first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an order stands, with everything its message shows. `link` leads to what was made."""

    booking: Booking
    subject: Subject
    settings: GuildSettings
    progress: Progress | None = None
    place: int | None = None
    link: str = ""

    @property
    def words(self) -> str:
        """It in the spoken language."""
        return progress_words(self.booking, self.subject.words, self.progress, self.place, self.link)


class Followers:
    """Tasks that follow orders. `edit_seconds` is the least time between two edits of a message."""

    def __init__(self, desk: Desk, edit_seconds: float, look_seconds: float = LOOK_SECONDS) -> None:
        self._desk = desk
        self._edit_seconds = edit_seconds
        self._look_seconds = look_seconds
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._waited: set[str] = set()
        """Orders that were seen behind others: only whoever waited is told that it is their turn."""

    def follow(self, order_id: str) -> None:
        """Show this order's progress until it is settled; following it already changes nothing."""
        if order_id in self._tasks:
            return
        task = asyncio.create_task(self._follow(order_id), name=f"follow-{order_id}")
        self._tasks[order_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(order_id, None))

    async def close(self) -> None:
        """Stop following; the messages are taken up again after a restart."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, order_id: str) -> None:
        desk, shown, edited_at, outlook = self._desk, "", float("-inf"), Outlook()
        clock = asyncio.get_running_loop().time
        while True:
            try:
                standing = await self._standing(await desk.read(lambda db: _found(db, order_id)), outlook)
                settled, words = standing.booking.state not in LIVE, standing.words
                due = clock() - edited_at >= self._edit_seconds
                if words != shown and (due or settled):
                    await asyncio.sleep(max(0.0, edited_at + self._edit_seconds - clock()))
                    await self._show(standing)
                    shown, edited_at = words, clock()
                if settled and await self._linked(standing):
                    await desk.read(lambda db: Bookings(db).end_progress(order_id))
                    return
            except (CliffhangerError, discord.HTTPException, OSError) as exc:
                _log.warning("Following %s: %s", order_id, exc)
                await asyncio.sleep(self._edit_seconds)
            await asyncio.sleep(self._look_seconds)

    async def _standing(self, found: Standing, outlook: Outlook) -> Standing:
        """The same with how far it is, or how far behind."""
        if found.booking.state not in LIVE:
            return found
        progress = await self._desk.orders.progress(found.booking.id)
        if progress is not None:
            left = outlook.seconds_left(progress.fraction, asyncio.get_running_loop().time())
            return replace(found, progress=replace(progress, seconds_left=left))
        line = await self._desk.orders.waiting()
        place = next((entry.place for entry in line if entry.order_id == found.booking.id), None)
        await self._tell_whose_turn(found, place)
        return replace(found, place=place)

    async def _linked(self, standing: Standing) -> bool:
        """Let the last words lead to what was made, once that is shown; False while it is still to be."""
        booking = standing.booking
        if booking.state is not BookingState.DONE or not booking.progress_message_id:
            return True
        now = self._desk.clock()
        link = await self._desk.read(lambda db: made_link(db, booking, now))
        if link is None:
            return False
        if link:
            await self._show(replace(standing, link=link))
        return True

    async def _tell_whose_turn(self, found: Standing, place: int | None) -> None:
        """Ping the one who ordered when nothing is before their order any more."""
        booking, subject = found.booking, found.subject
        if place is not None and place > 1:
            self._waited.add(booking.id)
        elif place == 1 and booking.id in self._waited and booking.member_id:
            self._waited.discard(booking.id)
            settings = await self._desk.read(lambda db: settings_for(db, booking))
            room, who, what = settings.room_channel_id, booking.member_id, ("next", booking.id)
            guild = booking.guild_id
            await send_once(self._desk, guild, room, what, lambda: NextView(booking, subject), pinged=who)

    async def _show(self, standing: Standing) -> None:
        desk, booking, room = self._desk, standing.booking, standing.settings.room_channel_id

        def view() -> ProgressView:
            return ProgressView(standing.words, booking.state)

        if booking.progress_message_id:
            await change(desk, booking.guild_id, room, booking.progress_message_id, view)
            return
        if booking.state not in LIVE:
            # Settled before anybody saw it begin: the result itself is the news.
            return
        if await desk.read(lambda db: is_quiet(db, booking)):
            return
        message = await send_once(desk, booking.guild_id, room, ("progress", booking.id), view)
        await desk.read(lambda db: Bookings(db).set_progress_message(booking.id, message))


def _found(db: sqlite_utils.Database, order_id: str) -> Standing:
    booking, library = Bookings(db).booking(order_id), Library(db)
    if booking.kind in (OrderKind.FOUNDING, OrderKind.REEL):
        record = library.series(series_of(db, booking.subject) or SeriesId(booking.subject))
        subject = Subject(title=record.series.title)
    else:
        episode = library.episode(EpisodeId(booking.subject))
        record = library.series(episode.series_id)
        subject = Subject(title=record.series.title, episode=episode.number)
    return Standing(booking=booking, subject=subject, settings=library.settings_of(record.series.id))


async def report_failure(desk: Desk, order_id: str, reason: Text, *, reopened: bool = False) -> None:
    """Write down that an order came to nothing and tell the room, with a retry button.

    `reopened` puts the draft of a film that may not be shown on the table again instead.
    """
    now = desk.clock()
    failure = await desk.read(lambda db: fail_order(db, order_id, reason, now, reopened=reopened))
    if failure is None:
        _log.info("Order %s failed, but nobody waits for it any more: %s", order_id, reason)
        return
    booking = failure.booking
    settings = await desk.read(lambda db: settings_for(db, booking))
    room = settings.room_channel_id
    if failure.episode is not None and failure.is_reopened:
        desk.redraw_draft(failure.episode.id, failure.episode.version)
    await send_once(desk, booking.guild_id, room, ("failure", order_id), lambda: FailureView(failure))
