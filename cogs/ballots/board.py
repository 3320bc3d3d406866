"""The board where ballots hang: posting one, redrawing its counts at a walking pace, closing it."""

from __future__ import annotations

import logging

import discord
import sqlite_utils

from cogs.ballots.pictures import order_previews, order_result
from cogs.ballots.polls import settle_poll, show_poll
from cogs.ballots.results import WinnerView
from cogs.ballots.views import BallotView, ReminderView
from cogs.desk import Desk
from cogs.posting import change, send_once
from show.ballot import Tally
from show.errors import NotFound
from show.ids import BallotId, GuildId
from storage.ballots import Ballots
from storage.bookings import LIVE
from storage.freezes import is_frozen
from storage.library import Library
from storage.links import link_of
from storage.records import BallotRecord, EpisodeRecord, SeriesRecord
from storage.story import close_ballot

_log = logging.getLogger(__name__)
Standing = tuple[BallotRecord, Tally, EpisodeRecord, SeriesRecord]


def standing(db: sqlite_utils.Database, id: BallotId) -> Standing:
    """A ballot with its count, episode and series."""
    record = Ballots(db).ballot(id)
    episode = Library(db).episode(record.episode_id)
    return record, Ballots(db).count(id), episode, Library(db).series(episode.series_id)


async def show_ballot(desk: Desk, id: BallotId) -> None:
    """Hang a ballot in its channel and set its timer; doing it again changes nothing."""
    record, tally, episode, series = await desk.read(lambda db: standing(db, id))
    guild = GuildId(series.series.guild_id)

    def view() -> BallotView:
        return BallotView(record, tally, episode, series.series.title)

    message = await send_once(desk, guild, record.channel_id, ("ballot", id), view)
    await desk.read(lambda db: Ballots(db).set_message(id, record.channel_id, message))
    if record.ballot.rules.poll:
        await show_poll(desk, guild, record)
    _redraw_cards(desk, record)
    if record.ballot.reminds_at is not None:
        await desk.orders.close_ballot_at(id, record.ballot.reminds_at)
    await desk.orders.close_ballot_at(id, record.ballot.closes_at)
    await order_previews(desk, id)


def _redraw_cards(desk: Desk, record: BallotRecord) -> None:
    """The cards of the pitches that a ballot asks about say what became of them."""
    for option in record.ballot.options:
        if option.pitch_id is not None:
            desk.redraw_pitch(option.pitch_id)


async def remind(desk: Desk, id: BallotId) -> None:
    """The last call, once, in the channel where the ballot hangs."""
    record, tally, _episode, series = await desk.read(lambda db: standing(db, id))
    guild = series.series.guild_id
    link = link_of(guild, record.channel_id, record.message_id)

    def view() -> ReminderView:
        return ReminderView(record, tally, series.series.title, link)

    try:
        await send_once(desk, guild, record.channel_id, ("reminder", id), view)
    except (NotFound, discord.Forbidden) as exc:
        _log.warning("The last call of ballot %s could not be posted: %s", id, exc)


async def redraw(desk: Desk, id: BallotId) -> None:
    """Show a ballot as it stands now."""
    record, tally, episode, series = await desk.read(lambda db: standing(db, id))

    def view() -> BallotView:
        return BallotView(record, tally, episode, series.series.title)

    await change(desk, series.series.guild_id, record.channel_id, record.message_id, view)


def redraw_soon(desk: Desk, id: BallotId) -> None:
    """Have a ballot's counts redrawn; a hundred votes in a second are one edit."""
    desk.pace.soon(f"ballot {id}", lambda: redraw(desk, id))


async def finish_ballot(desk: Desk, id: BallotId, *, early: bool = False) -> None:
    """Close a ballot, order the draft, say who won. Before the deadline only when `early`; again is harmless."""
    async with desk.pace.turn(f"closing {id}"):
        await _finish(desk, id, early)


async def _finish(desk: Desk, id: BallotId, early: bool) -> None:
    now = desk.clock()
    record = await desk.read(lambda db: Ballots(db).ballot(id))
    if record.closed_at is None and now < record.ballot.closes_at and not early:
        # The timer also rings for the reminder.
        if record.ballot.reminds_at is not None and now >= record.ballot.reminds_at:
            await remind(desk, id)
        await desk.orders.close_ballot_at(id, record.ballot.closes_at)
        return
    if record.closed_at is not None and not record.winner_key:
        await redraw(desk, id)
        return
    if record.closed_at is None and await desk.read(lambda db: is_frozen(db, record.episode_id)):
        # The caretaker closes it once it is thawed.
        return
    await settle_poll(desk, record)
    closing = await desk.read(lambda db: close_ballot(db, id, desk.studio, now))
    try:
        await tell_winner(desk, id)
    except (NotFound, discord.Forbidden) as exc:
        # The story goes on even where its ballot can't be seen any more.
        _log.warning("The result of ballot %s could not be shown: %s", id, exc)
    await redraw(desk, id)
    _redraw_cards(desk, closing.ballot)
    if closing.booking is not None and closing.booking.state in LIVE:
        await desk.hand_over(closing.booking)
    await order_result(desk, id)


async def tell_winner(desk: Desk, id: BallotId) -> None:
    """What a closed ballot decided, once, in the channel where it hangs."""
    record, tally, _episode, series = await desk.read(lambda db: standing(db, id))

    def view() -> WinnerView:
        return WinnerView(tally, record.ballot.quorum, record.ballot.rules)

    await send_once(desk, series.series.guild_id, record.channel_id, ("winner", id), view)
