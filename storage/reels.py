"""Reels: recaps and bests-of cut from finished films, with everybody in the credits whose film is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlite_utils

from show import codec
from show.credits import Deed, Roll, make_roll
from show.errors import NotFound, WrongPhase
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, MessageId, SeriesId
from show.order import FilmResult, ProductionOrder, ReplyTo
from show.reel import MOST_SOURCES, ReelKind, ReelOrder, ReelSource, appeal_of, chosen_sources
from storage.applause import Applause, applauded
from storage.bookings import Bookings
from storage.films import Films
from storage.freezes import Freeze, Freezes
from storage.ledger import Ledger
from storage.library import Library, seed_of
from storage.programme import shown_episodes
from storage.records import Booking, BookingState, OrderKind, SeriesRecord, Studio
from storage.wishes import Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """A reel and the episodes it is cut from. `result` is None before it is made, `message_id` 0 before
    it is posted."""

    id: str
    series_id: SeriesId
    kind: ReelKind
    sources: tuple[EpisodeId, ...]
    result: FilmResult | None
    roll: Roll | None
    version: int
    channel_id: ChannelId
    message_id: MessageId


class Reels:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def begin(self, series: SeriesId, kind: ReelKind, sources: tuple[EpisodeId, ...], now: float) -> Reel:
        """Write down that a reel is to be cut; a series' reels of a kind are numbered."""
        sql = "SELECT count(*) FROM reels WHERE series_id = ? AND kind = ?"
        number = int(self._db.execute(sql, [series, kind.value]).fetchone()[0]) + 1
        id = f"{series}-{kind.value}-{number}"
        row = {
            "id": id,
            "series_id": series,
            "kind": kind.value,
            "sources": json.dumps(list(sources)),
            "at": now,
        }
        self._db.table("reels").insert(row)
        return self.reel(id)

    def reel(self, id: str) -> Reel:
        """The reel of that id; NotFound when there is none."""
        for found in self._reels("id = ?", [id]):
            return found
        raise NotFound("That reel is not there any more.")

    def made(self, series: SeriesId) -> list[Reel]:
        """A series' reels that are made, the newest first."""
        return list(self._reels("series_id = ? AND result != '' ORDER BY at DESC", [series]))

    def under(self, subject: str) -> list[Reel]:
        """Reels that a freeze touches: of the reel itself, of its series, or of what it is cut from."""
        cut_from = "SELECT 1 FROM json_each(reels.sources) JOIN episodes ON episodes.id = json_each.value"
        where = f"id = ? OR series_id = ? OR EXISTS ({cut_from} WHERE ? IN (episodes.id, episodes.series_id))"
        return list(self._reels(f"{where} ORDER BY at", [subject] * 3))

    def keep(self, id: str, result: FilmResult, roll: Roll | None) -> Reel:
        """Keep the film of a reel, in place of an earlier one."""
        names = codec.dumps(roll) if roll is not None else ""
        self._db.execute(
            "UPDATE reels SET version = version + 1, result = ?, roll = ? WHERE id = ?",
            [codec.dumps(result), names, id],
        )
        return self.reel(id)

    def shown(self, id: str, channel: ChannelId, message: MessageId) -> None:
        """Remember where it was posted."""
        self._db.table("reels").update(id, {"channel_id": channel, "message_id": message})

    def doubted(self) -> list[Reel]:
        """Reels whose credits are to be compared, the newest first."""
        return list(self._reels("is_stale = 1 ORDER BY at DESC", []))

    def trust(self, id: str) -> None:
        """Its credits were compared."""
        self._db.table("reels").update(id, {"is_stale": 0})

    def _reels(self, where: str, parameters: list[Any]) -> Iterator[Reel]:
        for row in self._db.query(f"SELECT * FROM reels WHERE {where}", parameters):
            yield Reel(
                id=row["id"],
                series_id=SeriesId(row["series_id"]),
                kind=ReelKind(row["kind"]),
                sources=tuple(EpisodeId(id) for id in json.loads(row["sources"])),
                result=codec.loads(row["result"], FilmResult) if row["result"] else None,
                roll=codec.loads(row["roll"], Roll) if row["roll"] else None,
                version=row["version"],
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
            )


def cut_reel(
    db: sqlite_utils.Database,
    record: SeriesRecord,
    kind: ReelKind,
    member: MemberId,
    studio: Studio,
    now: float,
    upload_limit_bytes: int,
    first: int = 0,
    last: int = 0,
) -> Booking:
    """Order a reel of a series: of what happened (from episode `first` to `last`, 0 for all), or of what is loved most.

    NotFound before there is a film to cut from, WrongPhase while such a reel is being made or the series is frozen.
    """
    series = record.series
    frozen = Freezes(db).of_series(series.id)
    if frozen is not None:
        raise frozen.refusal()
    for booking in Bookings(db).live():
        if booking.kind is OrderKind.REEL and booking.subject.startswith(f"{series.id}-{kind.value}-"):
            raise WrongPhase("Such a film is being cut already; /queue shows how far it is.")
    shown = [one for one in shown_episodes(db, series) if first <= one[1] and (not last or one[1] <= last)]
    if kind is ReelKind.BEST:
        loved = {one.episode_id for one in applauded(db, series.guild_id, series.id)[:MOST_SOURCES] if one.members}
        shown = [one for one in shown if one[0] in loved]
        if not shown:
            raise NotFound("Nobody has reacted to a film of this series yet.")
    if not shown:
        raise NotFound("There is no film to cut from yet: the first one has to premiere.")
    ids = [id for id, _ in shown]
    sources = tuple(ids[place] for place in chosen_sources([number for _, number in shown]))
    reel = Reels(db).begin(series.id, kind, sources, now)
    return order_reel(db, reel, member, studio, now, upload_limit_bytes)


def order_reel(
    db: sqlite_utils.Database, reel: Reel, member: MemberId, studio: Studio, now: float, upload_limit_bytes: int
) -> Booking:
    """Order the film of a reel with the credits as they are now; WrongPhase while it, or what it shows, is frozen."""
    frozen = freeze_of_reel(db, reel)
    if frozen is not None:
        raise frozen.refusal()
    library, bookings = Library(db), Bookings(db)
    series = library.series(reel.series_id).series
    order = ReelOrder(
        id=bookings.next_id(OrderKind.REEL, reel.id),
        reply_to=ReplyTo(
            guild_id=series.guild_id,
            channel_id=library.settings_of(series.id).premieres_channel_id,
            subject=reel.id,
        ),
        kind=reel.kind,
        series=series,
        sources=tuple(_source(db, id, studio) for id in reel.sources),
        roll=roll_of(db, reel),
        settings=replace(studio.film, language=series.language, upload_limit_bytes=upload_limit_bytes),
        seed=seed_of(reel.id),
    )
    return bookings.book(OrderKind.REEL, order, member, now)


def _source(db: sqlite_utils.Database, id: EpisodeId, studio: Studio) -> ReelSource:
    """A film as it was made, and how much each of its shots is worth seeing again."""
    library, film = Library(db), Films(db).film(id)
    episode, script = library.episode(id), film.result.script
    made = Films(db).made_from(id) or ProductionOrder(
        id=film.order_id,
        reply_to=ReplyTo(guild_id=GuildId(0), channel_id=film.channel_id, subject=id),
        series=library.series(episode.series_id).series,
        script=script,
        roll=Roll(),
        settings=studio.film,
        seed=seed_of(id),
    )
    loved, wished = Applause(db).loved(id), Wishes(db).counts(script)
    counts = {shot.id: loved.get(shot.id, 0) + wished.get(shot.id, 0) for _, _, shot in script.shots()}
    return ReelSource(film=replace(made, script=script), appeal=appeal_of(script, episode.twist, counts))


def freeze_of_reel(db: sqlite_utils.Database, reel: Reel) -> Freeze | None:
    """What keeps a reel from being made and shown: its own freeze, its series', or that of a film it is cut from."""
    freezes = Freezes(db)
    found = freezes.of_any(reel.id, reel.series_id)
    return found or next((one for one in map(freezes.of, reel.sources) if one is not None), None)


def roll_of(db: sqlite_utils.Database, reel: Reel) -> Roll:
    """Everybody whose film is in a reel, each once under a heading; dubbers are heard in their dubs alone."""
    ledger = Ledger(db)
    deeds = [deed for id in reel.sources for deed in ledger.of_episode(reel.series_id, id)]
    return make_roll(deed for deed in deeds if deed.deed is not Deed.DUBBED)


def deliver_reel(db: sqlite_utils.Database, order_id: str, result: FilmResult, now: float) -> Reel:
    """Keep the film of a reel; a second delivery gives the same again. WrongPhase when it was called off."""
    bookings = Bookings(db)
    booking = bookings.booking(order_id)
    if booking.state in (BookingState.FAILED, BookingState.CANCELLED):
        raise WrongPhase("It was called off before it arrived.")
    order = bookings.order(order_id) if booking.document else None
    if bookings.settle(order_id, BookingState.DONE, now):
        roll = order.roll if isinstance(order, ReelOrder) else None
        return Reels(db).keep(booking.subject, result, roll)
    return Reels(db).reel(booking.subject)


def title_of(db: sqlite_utils.Database, id: str) -> str:
    """The title of a reel's series."""
    return Library(db).series(Reels(db).reel(id).series_id).series.title


def order_again(db: sqlite_utils.Database, failed: Booking, member: MemberId, studio: Studio, now: float) -> Booking:
    """Order a reel anew whose making failed, under the limit it had."""
    made = Bookings(db).order(failed.id).settings if failed.document else studio.film
    return order_reel(db, Reels(db).reel(failed.subject), member, studio, now, made.upload_limit_bytes)
