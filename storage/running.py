"""The running of a series: changed, put away and brought back, and its episodes opened by a schedule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import sqlite_utils

from show.bible import Series
from show.errors import InvalidInput, NotAllowed, WrongPhase
from show.ids import EpisodeId, GuildId, SeriesId
from show.schedule import Schedule
from show.series_rules import SeriesRules
from show.writers_room import SAYING, Phase
from storage.ballots import Ballots
from storage.library import Library
from storage.records import BallotRecord, EpisodeRecord, SeriesRecord, SeriesState, Studio
from storage.story import check_running, open_next

OVER = (Phase.PREMIERED, Phase.CANCELLED)
AT_REST = (Phase.PITCHING, *OVER)
"""Where a series can be put away without anything being lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An episode that has opened by itself, with its ballot (None: the room is open for pitches)."""

    record: SeriesRecord
    episode: EpisodeRecord
    ballot: BallotRecord | None


def owned(db: sqlite_utils.Database, id: SeriesId, guild: GuildId) -> SeriesRecord:
    """The series, when it is of this guild; NotAllowed when a button was carried elsewhere."""
    record = Library(db).series(id)
    if record.series.guild_id != guild:
        raise NotAllowed("That series belongs to another server.")
    return record


def edit_series(
    db: sqlite_utils.Database, guild: GuildId, wanted: str, change: Callable[[Series], Series], rating: str = ""
) -> SeriesRecord:
    """Change what a series is; films that are made keep what they were made from.

    InvalidInput when another series has that title already.
    """
    library = Library(db)
    record = library.choose_series(guild, wanted)
    series = change(record.series)
    others = (r for r in library.all_series(guild) if r.series.id != series.id)
    if any(r.series.title.casefold() == series.title.casefold() for r in others):
        raise InvalidInput("There is a series of that title here already. Choose another title.")
    library.save_series(series, record.state)
    if rating:
        library.save_rules(series.id, replace(record.rules, rating=rating), record.opens_at)
    return library.series(series.id)


def set_rules(
    db: sqlite_utils.Database, guild: GuildId, wanted: str, change: Callable[[SeriesRules], SeriesRules]
) -> SeriesRecord:
    """Change what a series does otherwise than its server."""
    library = Library(db)
    record = library.choose_series(guild, wanted)
    library.save_rules(record.series.id, change(record.rules), record.opens_at)
    return library.series(record.series.id)


def set_schedule(
    db: sqlite_utils.Database, guild: GuildId, wanted: str, schedule: Schedule | None, now: float
) -> SeriesRecord:
    """Have a series' episodes open by themselves from now on; None has each open with the last one's premiere."""
    library = Library(db)
    record = library.choose_series(guild, wanted)
    check_running(record)
    opens_at = schedule.next_after(now) if schedule is not None else None
    library.save_rules(record.series.id, replace(record.rules, schedule=schedule), opens_at)
    return library.series(record.series.id)


def archive(db: sqlite_utils.Database, guild: GuildId, wanted: str, now: float, *, back: bool) -> SeriesRecord:
    """Put a series away, or bring it `back`; doing it again changes nothing.

    WrongPhase while an episode is under way, or its first characters are being made.
    """
    library = Library(db)
    record = library.choose_series(guild, wanted)
    if back is (record.state is not SeriesState.ARCHIVED):
        return record
    if back:
        library.save_series(
            record.series, SeriesState.OPEN if library.episodes(record.series.id) else SeriesState.FAILED
        )
        schedule = record.rules.schedule
        opens_at = schedule.next_after(now) if schedule is not None else None
        library.save_rules(record.series.id, record.rules, opens_at)
        return library.series(record.series.id)
    if record.state is SeriesState.FOUNDING:
        raise WrongPhase("Its first characters and places are being made; wait for them.")
    for episode in library.episodes(record.series.id)[-1:]:
        if episode.phase not in AT_REST:
            raise WrongPhase(
                "Episode {number} is under way: {saying}. /episode cancel calls it off first.",
                number=episode.number,
                saying=SAYING[episode.phase],
            )
    library.save_series(record.series, SeriesState.ARCHIVED)
    library.save_rules(record.series.id, record.rules, None)
    return library.series(record.series.id)


def open_by_schedule(db: sqlite_utils.Database, id: SeriesId, studio: Studio, now: float) -> Opening | None:
    """Open the next episode when it is time; None when it is not, or when one is open already and this one is skipped.

    Either way the time after this one is set, so that an opening never happens twice.
    """
    library = Library(db)
    record = library.series(id)
    if record.opens_at is None or record.rules.schedule is None or now < record.opens_at:
        return None
    library.save_rules(id, record.rules, record.rules.schedule.next_after(now))
    record = library.series(id)
    episodes = library.episodes(id)
    if record.state is not SeriesState.OPEN or not episodes or episodes[-1].phase not in OVER:
        return None
    last = episodes[-1]
    draft = library.latest_draft(last.id)
    if last.phase is Phase.PREMIERED and draft is not None:
        episode = open_next(db, record.series, last.number + 1, draft.script, studio, now)
    else:
        episode = library.add_episode(id, last.number + 1, now)
    return Opening(record=record, episode=episode, ballot=Ballots(db).of_episode(episode.id))


def opening_of(db: sqlite_utils.Database, id: EpisodeId) -> Opening | None:
    """An episode that is open, as `open_by_schedule` tells it; None once it has moved on."""
    episode = Library(db).episode(id)
    if episode.phase not in (Phase.PITCHING, Phase.VOTING):
        return None
    return Opening(
        record=Library(db).series(episode.series_id), episode=episode, ballot=Ballots(db).of_episode(id)
    )
