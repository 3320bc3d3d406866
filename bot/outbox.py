"""The outbox: what the renderer and the timers leave for the bot is carried out as durable workflows, once each."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from bot.bells import ring
from bot.moderation import check_result, tellable
from cogs.ballots.board import finish_ballot
from cogs.desk import Desk
from cogs.drafts.table import table_draft
from cogs.dubs.screening import screen_dub
from cogs.premieres.screening import screen_film
from cogs.queue.progress import report_failure
from cogs.reels.screening import screen_reel
from cogs.series.announcing import announce_bible
from cogs.sketches import deliver_sketch, sketch_failed
from show import texts
from show.bible import Series
from show.codec import loads
from show.errors import CliffhangerError, MediaMissing, NotFound, Refused, StorageError
from show.ids import BallotId, GuildId
from show.order import DraftResult, FilmResult, ReplyTo
from show.sketch import SketchResult
from show.texts import Text, text, told_again
from storage.bookings import Bookings
from storage.library import Library
from storage.queue import (
    CLOSE_BALLOT,
    POST_BIBLE,
    POST_DRAFT,
    POST_FAILURE,
    POST_FILM,
    POST_SKETCH,
    RING,
    durable_sleep_until,
    hop,
    once,
    register,
)
from storage.records import OrderKind

Deliver = Callable[[Desk, str, str], Coroutine[Any, Any, None]]

_log = logging.getLogger(__name__)


def worth_retrying(error: BaseException) -> bool:
    """Whether trying again may help: Discord or the disk may come back; what is wrong or gone stays so."""
    if isinstance(error, MediaMissing):
        return False
    return not isinstance(error, CliffhangerError) or isinstance(error, StorageError)


async def deliver_bible(desk: Desk, order_id: str, text: str) -> None:
    """A series' first characters and places."""
    bible = loads(text, Series)
    await check_result(desk, order_id, bible)
    await announce_bible(desk, order_id, bible)


async def deliver_draft(desk: Desk, order_id: str, text: str) -> None:
    """A draft with storyboard and animatic."""
    draft = loads(text, DraftResult)
    await check_result(desk, order_id, draft)
    await table_draft(desk, order_id, draft)


async def deliver_film(desk: Desk, order_id: str, text: str) -> None:
    """A finished, reviewed film."""
    booking = await desk.read(lambda db: Bookings(db).booking(order_id))
    film = loads(text, FilmResult)
    await check_result(desk, order_id, film)
    await SCREENINGS.get(booking.kind, screen_film)(desk, order_id, film)


SCREENINGS = {OrderKind.DUB: screen_dub, OrderKind.REEL: screen_reel}
"""Where films go that are no episode's premiere."""


async def deliver_picture(desk: Desk, order_id: str, text: str) -> None:
    """A sketch for the room."""
    sketch = loads(text, SketchResult)
    await check_result(desk, order_id, sketch)
    await deliver_sketch(desk, order_id, sketch)


async def deliver_failure(desk: Desk, order_id: str, text: str) -> None:
    """Why there is no result."""
    reason = await tellable(desk, order_id, told_again(text))
    if await sketch_failed(desk, order_id, reason):
        return
    await report_failure(desk, order_id, reason)


POSTS: dict[str, Deliver] = {
    POST_BIBLE: deliver_bible,
    POST_DRAFT: deliver_draft,
    POST_FILM: deliver_film,
    POST_SKETCH: deliver_picture,
    POST_FAILURE: deliver_failure,
}


def lost_text(order_id: str, error: CliffhangerError) -> Text:
    """What the administrators' log says of a result that nobody will see."""
    return text("The result of order `{order}` could not be posted: {reason}", order=order_id, reason=error.told())


class Outbox:
    """The bot's workflows. `loop` is discord.py's; the queue runs them on a loop of its own."""

    def __init__(self, desk: Desk, loop: asyncio.AbstractEventLoop) -> None:
        self._desk = desk
        self._loop = loop

    def register(self) -> None:
        """Make the workflows known; before the queue is joined, which takes up unfinished ones at once."""
        for name, deliver in POSTS.items():
            register(name, self._post(deliver))
        register(CLOSE_BALLOT, self._timer("close", lambda id: finish_ballot(self._desk, BallotId(id))))
        register(RING, self._timer("ring", lambda bell: ring(self._desk, bell)))

    def _post(self, deliver: Deliver) -> Callable[[str, str, str], Coroutine[Any, Any, None]]:
        async def carry_out(order_id: str, reply_to: str, text: str) -> None:
            async def act() -> None:
                await hop(self._deliver(deliver, order_id, reply_to, text), self._loop)

            await once("send", act, retry_if=worth_retrying)

        return carry_out

    async def _deliver(self, deliver: Deliver, order_id: str, reply_to: str, text: str) -> None:
        """On discord.py's loop. What can't be helped by trying again is told to the administrators' log."""
        await self._desk.bot.wait_until_ready()
        try:
            await deliver(self._desk, order_id, text)
        except Refused as refusal:
            await self._decline(order_id, refusal, loads(reply_to, ReplyTo).guild_id)
        except CliffhangerError as error:
            if worth_retrying(error):
                raise
            _log.exception("The result of order %s can't be posted.", order_id)
            guild = loads(reply_to, ReplyTo).guild_id
            settings = await self._desk.read(lambda db: Library(db).guild(guild))
            await self._desk.log(settings, lost_text(order_id, error))

    async def _decline(self, order_id: str, refusal: Refused, guild: GuildId) -> None:
        """What moderation stops on its way out is a failure that can be tried again; why, administrators read."""
        # A room that is gone, or whose series' title may not be told, is no reason for a silent log.
        with contextlib.suppress(NotFound):
            if not await sketch_failed(self._desk, order_id, refusal.text):
                await report_failure(self._desk, order_id, refusal.text, reopened=True)
        settings = await self._desk.read(lambda db: Library(db).guild(guild))
        told = texts.text("Moderation declined what order `{id}` brought: {reason}", id=order_id, reason=refusal.reason)
        await self._desk.log(settings, told)

    def _timer(
        self, step: str, work: Callable[[str], Coroutine[Any, Any, None]]
    ) -> Callable[[str, float], Coroutine[Any, Any, None]]:
        async def wake(what: str, moment: float) -> None:
            await durable_sleep_until(moment)

            async def act() -> None:
                await hop(self._awake(work, what), self._loop)

            await once(step, act, retry_if=worth_retrying)

        return wake

    async def _awake(self, work: Callable[[str], Coroutine[Any, Any, None]], what: str) -> None:
        await self._desk.bot.wait_until_ready()
        await work(what)
