"""The moves of a story, each whole inside one transaction: found, open and close a ballot, deliver, premiere."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlite_utils

from show.ballot import MAX_OPTIONS, MIN_OPTIONS, Ballot, Option, Rules, Tally
from show.bible import Series
from show.canon import facts_of
from show.credits import Deed
from show.errors import InvalidInput, NotAllowed, NotFound, WrongPhase
from show.ids import BallotId, ChannelId, EpisodeId, GuildId, PitchId
from show.order import FilmResult, ProductionOrder
from show.script import Episode
from show.series_rules import SeriesRules
from show.texts import text
from show.writers_room import Phase, Step
from storage.ballots import Ballots, number_options
from storage.bookings import Bookings
from storage.commissions import book_draft, book_founding
from storage.films import Film, Films
from storage.ledger import Ledger, contribution, mark_of
from storage.library import Library, seed_of, series_id
from storage.pitches import Pitches
from storage.records import (
    BallotRecord,
    Booking,
    BookingState,
    EpisodeRecord,
    GuildSettings,
    Member,
    Pitch,
    PitchState,
    SeriesRecord,
    SeriesState,
    Studio,
)
from storage.rules import rules_of, terms_of
from storage.screenings import Screenings

FIRST_QUESTION = text("Which story shall it be?")
NEXT_QUESTION = text("What happens next?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """What an administrator begins a series from."""

    title: str
    premise: str
    genre: str
    language: str = "en"
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A closed ballot, its count and the draft it ordered."""

    ballot: BallotRecord
    tally: Tally
    episode: EpisodeRecord
    booking: Booking | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Premiere:
    """A finished film with what is shown beside it, and the ballot that opens under it (None: pitch instead).

    `following` is None where episodes open by a schedule; `opens_at` says when the next one does.
    """

    film: Film
    series: Series
    episode: EpisodeRecord
    settings: GuildSettings
    following: EpisodeRecord | None
    ballot: BallotRecord | None
    opens_at: float | None = None


def found_series(
    db: sqlite_utils.Database, guild: GuildId, premise: Premise, founder: Member, studio: Studio, now: float
) -> Booking:
    """Write a new series down and order its bible; NotFound before the studio is set up."""
    library = Library(db)
    library.guild(guild)
    if any(r.series.title.casefold() == premise.title.casefold() for r in library.all_series(guild)):
        raise InvalidInput("There is a series of that title here already. Choose another title.")
    id = series_id(guild, premise.title, now)
    series = Series(
        id=id,
        guild_id=guild,
        title=premise.title,
        premise=premise.premise,
        genre=premise.genre,
        language=premise.language,
        style=premise.style,
        seed=seed_of(id),
    )
    library.add_series(series, founder.id, now)
    schedule = rules_of(db, guild).schedule
    if schedule is not None:
        library.save_rules(id, SeriesRules(schedule=schedule), schedule.next_after(now))
    Ledger(db).record(guild, id, None, contribution(founder, Deed.FOUNDED), now)
    return book_founding(db, series, founder.id, studio, now)


def deliver_bible(db: sqlite_utils.Database, order_id: str, bible: Series, now: float) -> EpisodeRecord:
    """Keep a series' first characters and places and open episode 1; a second delivery changes nothing."""
    library = Library(db)
    _check_wanted(db, order_id)
    if Bookings(db).settle(order_id, BookingState.DONE, now):
        library.save_series(bible, SeriesState.OPEN)
        library.add_episode(bible.id, 1, now)
    return library.episodes(bible.id)[0]


def open_ballot(
    db: sqlite_utils.Database,
    series: Series,
    chosen: list[PitchId],
    minutes: float,
    quorum: int,
    now: float,
    rules: Rules | None = None,
) -> BallotRecord:
    """Put pitches to the vote: those chosen, or the five with the most support. The message is posted afterwards.

    Without `rules` the guild's hold.
    """
    library = Library(db)
    check_running(library.series(series.id))
    episode = library.current_episode(series.id)
    picked = _picked(Pitches(db).of_episode(episode.id), chosen)
    library.move(episode.id, Step.OPEN_BALLOT)
    for item in picked:
        Pitches(db).mark(item.id, PitchState.ON_BALLOT)
    options = [Option(key="", text=p.text, author=p.names, pitch_id=p.id) for p in picked]
    ballot = Ballot(
        id=BallotId(f"{episode.id}-b1"),
        question=str(FIRST_QUESTION if episode.number == 1 else NEXT_QUESTION),
        options=number_options(options),
        opens_at=now,
        closes_at=now + minutes * 60,
        quorum=quorum,
        rules=rules or rules_of(db, series.guild_id).of_ballot(minutes),
    )
    channel = library.settings_of(series.id).room_channel_id
    return Ballots(db).add(ballot, episode.id, channel)


def _picked(pitches: list[Pitch], chosen: list[PitchId]) -> list[Pitch]:
    """Those chosen, else the most supported."""
    there = {p.id: p for p in pitches}
    if any(id not in there for id in chosen):
        raise NotFound("One of those pitches is not there (any more). Choose from the list that opens.")
    favourites = sorted(pitches, key=lambda p: -p.support)[:MAX_OPTIONS]
    picked = [there[id] for id in dict.fromkeys(chosen)] or favourites
    if len(picked) < MIN_OPTIONS:
        if not picked:
            raise InvalidInput(
                "A ballot needs at least {least} pitches; there are none. Members pitch with /pitch.", least=MIN_OPTIONS
            )
        raise InvalidInput(
            "A ballot needs at least {least} pitches; there is 1. Members pitch with /pitch.", least=MIN_OPTIONS
        )
    return picked


def close_ballot(db: sqlite_utils.Database, id: BallotId, studio: Studio, now: float) -> Closing:
    """Close a ballot, credit its voters and order the draft; a second close changes nothing."""
    library, ballots = Library(db), Ballots(db)
    was_open = ballots.ballot(id).closed_at is None
    record, counted = ballots.close(id, now)
    episode = library.episode(record.episode_id)
    if not was_open or episode.phase is not Phase.VOTING:
        return Closing(ballot=record, tally=counted, episode=episode, booking=Bookings(db).latest(episode.id))
    library.set_twist(episode.id, counted.winner.text)
    library.move(episode.id, Step.CLOSE_BALLOT)
    _credit_ballot(db, record, counted, episode, now)
    episode = library.episode(episode.id)
    founder = library.series(episode.series_id).created_by
    booking = book_draft(db, episode, founder, studio, now)
    return Closing(ballot=record, tally=counted, episode=episode, booking=booking)


def _credit_ballot(
    db: sqlite_utils.Database, record: BallotRecord, counted: Tally, episode: EpisodeRecord, now: float
) -> None:
    library, ledger = Library(db), Ledger(db)
    series = library.series(episode.series_id).series
    for member, _ in Ballots(db).votes(record.id):
        ledger.record(
            series.guild_id, series.id, episode.id, contribution(member, Deed.VOTED, record.id), now
        )
    pitches = {p.id: p for p in Pitches(db).of_series(series.id)}
    for option in record.ballot.options:
        if option.pitch_id is None or option.pitch_id not in pitches:
            continue
        won = option.key == counted.winner.key
        Pitches(db).mark(option.pitch_id, PitchState.WON if won else PitchState.LOST)
        for author in pitches[option.pitch_id].authors if won else ():
            if author.id:
                deed = contribution(author, Deed.TWIST, mark_of(option.text))
                ledger.record(series.guild_id, series.id, episode.id, deed, now)


def deliver_film(
    db: sqlite_utils.Database, order_id: str, result: FilmResult, studio: Studio, now: float
) -> Premiere | None:
    """Keep a finished film and, unless its premiere has a time that is still to come, `premiere` it.

    A second delivery gives the same again; None while the film waits.
    """
    _check_wanted(db, order_id)
    bookings = Bookings(db)
    booking = bookings.booking(order_id)
    id = EpisodeId(booking.subject)
    order = bookings.order(order_id) if booking.document else None
    if bookings.settle(order_id, BookingState.DONE, now):
        made_from = order if isinstance(order, ProductionOrder) else None
        roll = made_from.roll if made_from is not None else None
        Films(db).keep(id, result, order_id, roll, now, made_from)
    return None if Screenings(db).waits(id, now) else premiere(db, id, studio, now)


def premiere(db: sqlite_utils.Database, id: EpisodeId, studio: Studio, now: float) -> Premiere:
    """Take an episode whose film is finished to its premiere and open the next one and its ballot, once.

    NotFound before the film is finished.
    """
    library, ballots, film = Library(db), Ballots(db), Films(db).film(id)
    episode = library.episode(id)
    record = library.series(episode.series_id)
    if episode.phase is Phase.RENDERING:
        library.move(id, Step.PREMIERE)
        new = facts_of(record.series, film.result.script, episode.twist)
        library.save_series(replace(record.series, facts=(*record.series.facts, *new)), record.state)
        record = library.series(episode.series_id)
        if record.opens_at is None and not record.branch_of:
            open_next(db, record.series, episode.number + 1, film.result.script, studio, now)
    later = (one for one in library.episodes(record.series.id) if one.number == episode.number + 1)
    following = next(later, None)
    return Premiere(
        film=film,
        series=record.series,
        episode=library.episode(id),
        settings=library.settings_of(record.series.id),
        following=following,
        ballot=ballots.of_episode(following.id) if following is not None else None,
        opens_at=record.opens_at,
    )


def _check_wanted(db: sqlite_utils.Database, order_id: str) -> None:
    """WrongPhase when an order was called off in the moment before its result came."""
    if Bookings(db).booking(order_id).state in (BookingState.FAILED, BookingState.CANCELLED):
        raise WrongPhase("It was called off before it arrived.")


def check_running(record: SeriesRecord) -> None:
    """WrongPhase for a series that was put away."""
    if record.state is SeriesState.ARCHIVED:
        raise WrongPhase(
            "{title} is archived. An administrator can bring it back with /series archive.", title=record.series.title
        )


def open_next(
    db: sqlite_utils.Database, series: Series, number: int, script: Episode, studio: Studio, now: float
) -> EpisodeRecord:
    """The next episode, and the ballot that its forerunner's cliffhanger asks for."""
    library = Library(db)
    following = library.add_episode(series.id, number, now)
    twists = list(dict.fromkeys(script.twists))[: MAX_OPTIONS - 1]
    if len(twists) < MIN_OPTIONS:
        return following
    library.move(following.id, Step.OPEN_BALLOT)
    pitched = {_plain(pitch.text): pitch for pitch in Pitches(db).of_series(series.id)}
    terms = terms_of(rules_of(db, series.guild_id), studio)
    ballot = Ballot(
        id=BallotId(f"{following.id}-b1"),
        question=script.question or str(NEXT_QUESTION),
        options=number_options([_credited(text, pitched) for text in twists]),
        opens_at=now,
        closes_at=now + terms.minutes * 60,
        quorum=terms.quorum,
        rules=terms.rules,
    )
    channel = library.settings_of(series.id).premieres_channel_id
    Ballots(db).add(ballot, following.id, ChannelId(channel))
    return library.episode(following.id)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!?…")


def _credited(text: str, pitched: dict[str, Pitch]) -> Option:
    """An option of the writer's; with its author when it takes up what a member once pitched."""
    pitch = pitched.get(_plain(text))
    if pitch is None or not pitch.member.id:
        return Option(key="", text=text)
    return Option(key="", text=text, author=pitch.names, pitch_id=pitch.id)


def belongs_to(db: sqlite_utils.Database, episode: EpisodeId, guild: GuildId) -> EpisodeRecord:
    """The episode, when it is of this guild; NotAllowed when a button was carried elsewhere."""
    record = Library(db).episode(episode)
    if Library(db).guild_of(record.series_id) != guild:
        raise NotAllowed("That episode belongs to another server.")
    return record
