"""What was held back is shown once it may be: the channel is for adults by now, the rating or the words are others."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial

import discord
import sqlite_utils

from cogs.age_limits import FOR_ADULTS, is_restricted
from cogs.ballots.board import tell_winner
from cogs.desk import Desk
from cogs.drafts.suggesting import show_suggestion
from cogs.drafts.table import show_draft
from cogs.dubs.buttons import show_dub as show_dub_card
from cogs.dubs.screening import show_dub
from cogs.outgoing import PASSING, hold_words
from cogs.premieres.panels import open_panels
from cogs.premieres.screening import screen, tell_again
from cogs.queue.progress import report_failure
from cogs.reels.moments import open_moments
from cogs.reels.screening import show_reel
from cogs.series.announcing import post_bible
from cogs.series.auditions import show_audition
from cogs.series.bible import show_bible
from cogs.series.opening import tell_opening
from cogs.series.pronouncing import post_saying
from cogs.vault.branching import tell_branch
from cogs.writers_room.cards import show_card
from show.credits import FORMER
from show.errors import CliffhangerError, NotFound
from show.ids import BallotId, ChannelId, EpisodeId, PitchId, SeriesId
from storage.auditions import Auditions, AuditionState
from storage.ballots import Ballots
from storage.bookings import Bookings
from storage.branching import branch_of
from storage.dubs import Dubs
from storage.freezes import Freezes, is_frozen
from storage.frozen_questions import freeze_of_audition
from storage.held_back import Held, HeldBack
from storage.lexicons import saying_to_post
from storage.library import Library
from storage.outgoing import stopped
from storage.pitches import HIDDEN, Pitches
from storage.records import BookingState, DraftState
from storage.reels import Reels, freeze_of_reel
from storage.running import opening_of
from storage.sayings import Sayings
from storage.suggestions import Suggestions, SuggestionState
from storage.whose import is_audition

OF_THE_ROOM = (
    "audition", "suggestion", "failure", "saying", "opened", "bible", "bible thread", "bible pages", "branch",
)  # fmt: skip
IN_THREADS = ("dubbed", "dub", "panels", "moments", "remade")
"""What hangs in the thread under a premiere."""

_log = logging.getLogger(__name__)


async def show_held(desk: Desk) -> None:
    """Try again what may be shown by now, each post alone: what Discord refuses today holds nothing else up.

    Ballots and questions are hung by the caretaker in any case.
    """
    for held in await desk.read(lambda db: HeldBack(db).all()):
        if not await _fits(desk, held):
            continue
        try:
            done = await SHOWN[held.what[0]](desk, held) if held.what[0] in SHOWN else True
        except NotFound as error:
            _log.info("What was held back as %s is gone: %s", held.what, error)
            # Should the channel have lost its flag just now, it has only been held back once more.
            done = await _fits(desk, held)
        except (CliffhangerError, discord.HTTPException, OSError):
            _log.warning("What was held back as %s could not be shown yet.", held.what, exc_info=True)
            continue
        if done:
            await desk.read(partial(_drop, held=held))


async def _fits(desk: Desk, held: Held) -> bool:
    """Whether there is a channel by now in which it may be shown; of a series that is gone, nothing is kept."""
    rating, place, around = await desk.read(partial(_standing, held=held))
    # A thread that nobody has written in for long is not known; the channel around it is.
    channel = desk.bot.get_channel(place) or desk.bot.get_channel(around)
    if not rating:
        return True
    if channel is None or (rating == FOR_ADULTS and not is_restricted(channel)):
        return False
    found = await desk.read(lambda db: stopped(db, held.what))
    if found is None or held.what[0] in PASSING:
        return True
    # It may have been held back for its channel until now, or nobody could be told.
    await hold_words(desk, held.guild_id, held.channel_id, held.what, found)
    return False


def _standing(db: sqlite_utils.Database, held: Held) -> tuple[str, ChannelId, ChannelId]:
    """The rating that holds now, where it would be shown now, and the channel around that if it is a thread."""
    try:
        settings = Library(db).settings_of(held.series_id)
    except NotFound:
        return "", held.channel_id, held.channel_id
    room, premieres = settings.room_channel_id, settings.premieres_channel_id
    places = {"premiere": premieres, "reel": premieres, "draft": settings.drafts_channel}
    places |= {"draft again": settings.drafts_channel} | dict.fromkeys(OF_THE_ROOM, room)
    place = places.get(held.what[0], held.channel_id)
    return settings.rating, place, premieres if held.what[0] in IN_THREADS else place


def _drop(db: sqlite_utils.Database, held: Held) -> None:
    HeldBack(db).drop(held.number)


async def _premiere(desk: Desk, held: Held) -> bool:
    episode = await desk.read(lambda db: _of_order(db, held))
    if await desk.read(lambda db: is_frozen(db, episode)):
        return False
    await screen(desk, episode, again=True)
    return True


async def _draft(desk: Desk, held: Held) -> bool:
    """The newest version, if nobody has seen it; those before it have been overtaken."""
    episode = await desk.read(lambda db: _of_order(db, held))
    if await desk.read(lambda db: is_frozen(db, episode)):
        return False
    draft = await desk.read(lambda db: Library(db).latest_draft(episode))
    if draft is not None and draft.state is DraftState.TABLED and not draft.message_id:
        await show_draft(desk, episode, draft.version, held.what)
    return True


async def _reel(desk: Desk, held: Held) -> bool:
    reel = await desk.read(lambda db: Reels(db).reel(held.what[1]))
    if await desk.read(lambda db: freeze_of_reel(db, reel)) is not None:
        return False
    if not reel.message_id:
        await show_reel(desk, reel, held.what[2])
    return True


async def _dubbed(desk: Desk, held: Held) -> bool:
    """The films of an episode's dubs that nobody has seen."""
    episode = await desk.read(lambda db: _of_order(db, held))
    if await desk.read(lambda db: is_frozen(db, episode)):
        return False
    for dub in await desk.read(lambda db: Dubs(db).made(episode)):
        if not dub.film_message_id:
            await show_dub(desk, dub, f"{episode} {dub.language}")
    return True


async def _dub(desk: Desk, held: Held) -> bool:
    await show_dub_card(desk, EpisodeId(held.what[1]), held.what[2])
    return True


async def _audition(desk: Desk, held: Held) -> bool:
    order_id = held.what[1]
    subject = (await desk.read(lambda db: Bookings(db).booking(order_id))).subject
    if not is_audition(subject):
        return True
    number = int(subject.rpartition("-")[2])
    if await desk.read(lambda db: freeze_of_audition(db, number)) is not None:
        return False
    found = await desk.read(lambda db: Auditions(db).audition(number))
    if found.result is not None and not found.message_id and found.state is not AuditionState.WITHDRAWN:
        await show_audition(desk, order_id, found.result)
    return True


async def _suggestion(desk: Desk, held: Held) -> bool:
    found = await desk.read(lambda db: Suggestions(db).suggestion(int(held.what[1])))
    if found.state is SuggestionState.OPEN and not found.message_id:
        await show_suggestion(desk, held.guild_id, found.id)
    return True


async def _failure(desk: Desk, held: Held) -> bool:
    """What failed, with its button, unless it has been tried again since."""
    booking = await desk.read(lambda db: Bookings(db).booking(held.what[1]))
    newest = await desk.read(lambda db: Bookings(db).latest(booking.subject))
    if booking.state is BookingState.FAILED and newest is not None and newest.id == booking.id:
        await report_failure(desk, booking.id, booking.failure)
    return True


async def _saying(desk: Desk, held: Held) -> bool:
    """A spoken test that nobody has heard yet."""
    order_id = held.what[1]
    found = await desk.read(lambda db: saying_to_post(db, order_id))
    if found is not None:
        await post_saying(desk, order_id, found)
        return True
    # Kept while its series is frozen; else it has been posted.
    return await desk.read(lambda db: not Sayings(db).has(order_id))


async def _opened(desk: Desk, held: Held) -> bool:
    """That an episode is open, while it still is."""
    if await desk.read(lambda db: is_frozen(db, EpisodeId(held.what[1]))):
        return False
    opening = await desk.read(lambda db: opening_of(db, EpisodeId(held.what[1])))
    if opening is not None:
        await tell_opening(desk, opening)
    return True


async def _bible(desk: Desk, held: Held) -> bool:
    """The first characters of a series, as long as its first episode is open, and the thread with its bible."""
    order_id = held.what[1]
    id = SeriesId((await desk.read(lambda db: Bookings(db).booking(order_id))).subject)
    if await desk.read(lambda db: Freezes(db).of_series(id)) is not None:
        return False
    await post_bible(desk, id, order_id)
    return True


async def _bible_thread(desk: Desk, held: Held) -> bool:
    """The thread with a series' bible, or what is new in it."""
    id = (await desk.read(lambda db: Library(db).series(SeriesId(held.what[1])))).series.id
    if await desk.read(lambda db: Freezes(db).of_series(id)) is not None:
        return False
    await show_bible(desk, id)
    return await _fits(desk, held)


async def _thread(desk: Desk, held: Held) -> bool:
    """What hangs in the thread under a premiere."""
    episode = await desk.read(lambda db: _premiered(db, held.what[1]))
    if await desk.read(lambda db: is_frozen(db, episode)):
        return False
    await open_panels(desk, episode)
    await open_moments(desk, episode)
    return True


async def _pitch(desk: Desk, held: Held) -> bool:
    """The card of a pitch that nobody has seen."""
    found = await desk.read(lambda db: Pitches(db).pitch(PitchId(held.what[1])))
    if await desk.read(lambda db: is_frozen(db, found.episode_id)):
        return False
    if not found.message_id and found.state not in HIDDEN:
        await show_card(desk, held.guild_id, held.channel_id, found.id)
    return True


async def _winner(desk: Desk, held: Held) -> bool:
    """What a ballot decided."""
    record = await desk.read(lambda db: Ballots(db).ballot(BallotId(held.what[1])))
    if await desk.read(lambda db: is_frozen(db, record.episode_id)):
        return False
    if record.winner_key:
        await tell_winner(desk, record.id)
    return True


async def _branch(desk: Desk, held: Held) -> bool:
    """That a road is taken after all."""
    taken = await desk.read(lambda db: branch_of(db, SeriesId(held.what[1])))
    if await desk.read(lambda db: is_frozen(db, taken.episode.id)):
        return False
    # A mention without a ping shows the name.
    member = taken.record.created_by
    await tell_branch(desk, taken, f"<@{member}>" if member else FORMER)
    return True


async def _remade(desk: Desk, held: Held) -> bool:
    """Which shots of a film are new."""
    episode = await desk.read(lambda db: _of_order(db, held))
    if await desk.read(lambda db: is_frozen(db, episode)):
        return False
    await tell_again(desk, episode, held.what[1])
    return True


SHOWN: dict[str, Callable[[Desk, Held], Awaitable[bool]]] = {
    "premiere": _premiere,
    "draft": _draft,
    "reel": _reel,
    "dubbed": _dubbed,
    "dub": _dub,
    "audition": _audition,
    "suggestion": _suggestion,
    "failure": _failure,
    "draft again": _draft,
    "saying": _saying,
    "opened": _opened,
    "bible": _bible,
    "bible thread": _bible_thread,
    "bible pages": _bible_thread,
    "panels": _thread,
    "moments": _thread,
    "pitch": _pitch,
    "winner": _winner,
    "branch": _branch,
    "remade": _remade,
}
"""Who shows what, by the first word of its name; False while it is frozen. What is not here has been overtaken."""


def _of_order(db: sqlite_utils.Database, held: Held) -> EpisodeId:
    """The episode that a post is of, which is named by its order or by itself; NotFound when it is gone."""
    name = held.what[1].partition(" ")[0]
    try:
        name = Bookings(db).booking(name).subject
    except NotFound:
        _log.debug("%s is no order.", name)
    return Library(db).episode(EpisodeId(name)).id


def _premiered(db: sqlite_utils.Database, message: str) -> EpisodeId:
    found = db.execute("SELECT episode_id FROM films WHERE message_id = ?", [int(message)]).fetchone()
    if found is None:
        raise NotFound("The film of this episode is not made yet.")
    return EpisodeId(found[0])
