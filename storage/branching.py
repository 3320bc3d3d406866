"""Branches: an option that lost a vote is told after all, as an episode beside the series."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlite_utils

from show.ballot import Option
from show.credits import Deed
from show.errors import InvalidInput, NotFound, WrongPhase
from show.ids import EpisodeId, GuildId, SeriesId
from show.texts import text
from show.writers_room import Step
from storage.ballots import Ballots
from storage.bookings import Bookings
from storage.commissions import book_draft
from storage.ledger import Ledger, contribution, mark_of
from storage.library import Library, seed_of, series_id
from storage.pitches import Pitches
from storage.records import Booking, EpisodeRecord, Member, SeriesRecord, SeriesState, Studio

_INHERITED = """
INSERT OR IGNORE INTO contributions (guild_id, series_id, episode_id, member_id, name, deed, detail, at)
SELECT guild_id, ?, '', member_id, name, deed, detail, at FROM contributions WHERE series_id = ? AND episode_id = ''
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A road taken after all: its own small series, the one episode of it, and the order of its draft."""

    record: SeriesRecord
    episode: EpisodeRecord
    option: Option
    booking: Booking


TITLE = text("{title}: what if {number}")
"""What a branch is called, in the language of the series it comes from."""


def branch(
    db: sqlite_utils.Database,
    guild: GuildId,
    wanted: str,
    road: str,
    member: Member,
    studio: Studio,
    now: float,
    called: str = TITLE.template,
) -> Branch:
    """Tell what would have happened: `road` is the episode's number and the option's key ("3:b").

    The branch starts from what was established before that episode, and has the same people and places; `called` is
    TITLE in its language. NotFound when there is no such road, WrongPhase when it was taken before.
    """
    library = Library(db)
    parent = library.choose_series(guild, wanted)
    number, option = _road(db, parent.series.id, road)
    for other in library.all_series(guild):
        if other.branch_of == parent.series.id and other.branch_road == road:
            raise WrongPhase("That road has been taken: it is {title}.", title=other.series.title)
    title = _title(library, guild, parent.series.title, called)
    id = series_id(guild, title, now)
    told_before = tuple(fact for fact in parent.series.facts if fact.episode_number < number)
    series = replace(parent.series, id=id, title=title, seed=seed_of(id), facts=told_before)
    library.add_series(series, member.id, now, branch_of=parent.series.id, branch_road=road)
    library.save_series(series, SeriesState.OPEN)
    library.save_rules(id, replace(parent.rules, schedule=None), None)
    episode = library.add_episode(id, number, now)
    for step in (Step.OPEN_BALLOT, Step.CLOSE_BALLOT):
        library.move(episode.id, step)
    library.set_twist(episode.id, option.text)
    db.execute(_INHERITED, [id, parent.series.id])
    _credit(db, series.guild_id, id, episode.id, option, now)
    episode = library.episode(episode.id)
    booking = book_draft(db, episode, member.id, studio, now)
    return Branch(record=library.series(id), episode=episode, option=option, booking=booking)


def branch_of(db: sqlite_utils.Database, id: SeriesId) -> Branch:
    """A branch as it was taken; NotFound when there is no such branch, or its draft was never ordered."""
    record = Library(db).series(id)
    episodes = Library(db).episodes(id)
    booking = Bookings(db).latest(episodes[0].id) if record.branch_of and episodes else None
    if booking is None:
        raise NotFound("There is no such road (any more). /whatif shows those there are.")
    _number, option = _road(db, SeriesId(record.branch_of), record.branch_road)
    return Branch(record=record, episode=episodes[0], option=option, booking=booking)


def _road(db: sqlite_utils.Database, series: SeriesId, road: str) -> tuple[int, Option]:
    """An option that lost the vote of an episode, with the episode's number."""
    number, _, key = road.partition(":")
    if not number.isdigit() or not key:
        raise InvalidInput("There is no such road. Choose one from /whatif.")
    for episode in Library(db).episodes(series):
        ballot = Ballots(db).of_episode(episode.id) if episode.number == int(number) else None
        if ballot is not None and ballot.winner_key and key != ballot.winner_key:
            return episode.number, ballot.ballot.option(key)
    raise NotFound("There is no such road (any more). /whatif shows those there are.")


def _title(library: Library, guild: GuildId, title: str, called: str) -> str:
    """The first title that no series of the guild has."""
    taken = {record.series.title.casefold() for record in library.all_series(guild)}
    numbered = (called.format(title=title, number=number) for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one.casefold() not in taken)


def _credit(
    db: sqlite_utils.Database, guild: GuildId, series: SeriesId, episode: EpisodeId, option: Option, now: float
) -> None:
    """Whoever pitched it has the twist after all."""
    if option.pitch_id is None:
        return
    for author in Pitches(db).pitch(option.pitch_id).authors:
        if author.id:
            Ledger(db).record(guild, series, episode, contribution(author, Deed.TWIST, mark_of(option.text)), now)
