"""Dubs: the lines that members translated, and the films that were made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlite_utils

from show import codec
from show.credits import Deed, Roll, make_roll
from show.errors import InvalidInput, NotFound, WrongPhase
from show.ids import ChannelId, EpisodeId, LineId, MemberId, MessageId
from show.moderation import screen
from show.order import FilmResult, ProductionOrder, ReplyTo
from show.script import Episode
from show.sketch import SketchResult, Translate
from show.translation import Translation, series_in, translated
from show.writers_room import Phase
from storage.bookings import Bookings
from storage.commissions import book_sketch
from storage.films import Films
from storage.freezes import check_thawed
from storage.ledger import Ledger, contribution
from storage.library import Library, seed_of
from storage.records import NO_CHANNEL, NO_MESSAGE, Booking, BookingState, Member, OrderKind, Studio

OWN = ("title", "recap", "question")
"""What a film says besides its lines; these may stay as they are."""
TRANSLATION = "-translation"
"""What the subjects of orders for a writer's translation end with."""
OFFLINE = "offline"
"""The writer who does not translate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dub:
    """An episode in another language. `result` is None before its film is made, `message_id` 0 before it is posted."""

    episode_id: EpisodeId
    language: str
    script: Episode
    texts: dict[str, str]
    """What is translated, by the ids of lines, and of OWN."""
    result: FilmResult | None
    channel_id: ChannelId
    message_id: MessageId
    roll: Roll | None = None
    """What its credits say; None where unknown."""
    film_channel_id: ChannelId = NO_CHANNEL
    film_message_id: MessageId = NO_MESSAGE
    """Where its film is shown, 0 for nowhere yet."""

    @property
    def translation(self) -> Translation:
        """What is translated so far, for a sheet and for the film's order."""
        return Translation(
            language=self.language,
            lines={id: text for id, text in self.texts.items() if id not in OWN},
            title=self.texts.get("title", ""),
            recap=self.texts.get("recap", ""),
            question=self.texts.get("question", ""),
            by="the room",
        )

    @property
    def missing(self) -> list[LineId]:
        """Lines that nobody has translated."""
        return [line.id for _, line in self.script.lines() if line.id not in self.texts]

    def original(self, id: str) -> str:
        """What stands in the original; NotFound when there is no such line."""
        if id in OWN:
            return str(getattr(self.script, id))
        for _, line in self.script.lines():
            if line.id == id:
                return line.text
        raise NotFound("That line is not in the film any more.")


class Dubs:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def begin(self, id: EpisodeId, language: str, now: float) -> Dub:
        """Begin a dub of a film that has premiered, or give the one there is."""
        check_thawed(self._db, id)
        if Library(self._db).episode(id).phase is not Phase.PREMIERED:
            raise WrongPhase("A film can be dubbed once it has premiered.")
        if Films(self._db).film(id).result.script.language.split("-")[0] == language.split("-")[0]:
            raise InvalidInput("That is the language the film is in. Choose another.")
        self._db.execute("INSERT OR IGNORE INTO dubs (episode_id, language, at) VALUES (?, ?, ?)", [id, language, now])
        return self.dub(id, language)

    def dub(self, id: EpisodeId, language: str) -> Dub:
        """A dub with its lines; NotFound when nobody has begun it."""
        for row in self._db.query("SELECT * FROM dubs WHERE episode_id = ? AND language = ?", [id, language]):
            sql = "SELECT line_id, text FROM dub_lines WHERE episode_id = ? AND language = ?"
            return Dub(
                episode_id=id,
                language=language,
                script=Films(self._db).film(id).result.script,
                texts=dict(self._db.execute(sql, [id, language]).fetchall()),
                result=codec.loads(row["result"], FilmResult) if row["result"] else None,
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
                roll=codec.loads(row["roll"], Roll) if row["roll"] else None,
                film_channel_id=ChannelId(row["film_channel_id"]),
                film_message_id=MessageId(row["film_message_id"]),
            )
        raise NotFound("Nobody has begun that dub. /dub begins one.")

    def made(self, id: EpisodeId) -> list[Dub]:
        """An episode's dubs whose films are made."""
        sql = "SELECT language FROM dubs WHERE episode_id = ? AND result != '' ORDER BY language"
        return [self.dub(id, row[0]) for row in self._db.execute(sql, [id]).fetchall()]

    def say(self, dub: Dub, line: str, text: str, member: Member, now: float) -> Dub:
        """Keep how a line reads in the dub's language; the last word counts, and its author is credited."""
        dub.original(line)
        row = [dub.episode_id, dub.language, line, text, member.id, member.name, now]
        self._db.execute("INSERT OR REPLACE INTO dub_lines VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return self.dub(dub.episode_id, dub.language)

    def dubbers(self, dub: Dub) -> list[Member]:
        """Who translated what stands there now, each once, in the order they came."""
        sql = (
            "SELECT member_id, name FROM dub_lines WHERE episode_id = ? AND language = ? AND member_id != 0"
            " GROUP BY member_id ORDER BY min(at)"
        )
        found = self._db.execute(sql, [dub.episode_id, dub.language]).fetchall()
        return [Member(id=MemberId(id), name=name) for id, name in found]

    def hung(self, dub: Dub, channel: ChannelId, message: MessageId) -> None:
        """Remember where its card hangs."""
        changes = {"channel_id": channel, "message_id": message}
        self._db.table("dubs").update((dub.episode_id, dub.language), changes)

    def keep(self, id: EpisodeId, language: str, result: FilmResult, roll: Roll | None) -> None:
        """Keep the film of a dub, in place of an earlier one."""
        changes = {"result": codec.dumps(result), "roll": codec.dumps(roll) if roll is not None else ""}
        self._db.table("dubs").update((id, language), changes)

    def shown(self, dub: Dub, channel: ChannelId, message: MessageId) -> None:
        """Remember where its film is shown."""
        changes = {"film_channel_id": channel, "film_message_id": message}
        self._db.table("dubs").update((dub.episode_id, dub.language), changes)

    def doubted(self) -> list[Dub]:
        """Dubs whose credits are to be compared."""
        rows = self._db.execute("SELECT episode_id, language FROM dubs WHERE is_stale = 1 ORDER BY at DESC")
        return [self.dub(EpisodeId(id), language) for id, language in rows.fetchall()]

    def trust(self, dub: Dub) -> None:
        """Its credits were compared."""
        self._db.table("dubs").update((dub.episode_id, dub.language), {"is_stale": 0})


def order_dub(
    db: sqlite_utils.Database, dub: Dub, member: MemberId, studio: Studio, now: float, upload_limit_bytes: int
) -> Booking:
    """Order the film of a dub, its dubbers in the credits.

    InvalidInput while lines are missing, WrongPhase while it is being made.
    """
    check_thawed(db, dub.episode_id)
    library, bookings = Library(db), Bookings(db)
    if any(one.kind is OrderKind.DUB for one in bookings.live(dub.episode_id)):
        raise WrongPhase("A dub of this film is being made already.")
    record, made = library.episode(dub.episode_id), Films(db).made_from(dub.episode_id)
    # A dub is the film that members know, whoever has joined the cast since, with names said as they are said now.
    known = library.series(record.series_id).series
    series = replace(made.series if made is not None else known, lexicon=known.lexicon, lexicons=known.lexicons)
    for one in Dubs(db).dubbers(dub):
        deed = contribution(one, Deed.DUBBED, dub.language)
        Ledger(db).record(series.guild_id, series.id, dub.episode_id, deed, now)
    translation = dub.translation
    order = ProductionOrder(
        id=bookings.next_id(OrderKind.DUB, dub.episode_id),
        reply_to=ReplyTo(
            guild_id=series.guild_id,
            channel_id=library.settings_of(series.id).premieres_channel_id,
            subject=dub.episode_id,
        ),
        series=series_in(series, translation),
        script=translated(dub.script, translation),
        roll=roll_of_dub(db, dub),
        settings=replace(studio.film, language=dub.language, upload_limit_bytes=upload_limit_bytes),
        seed=seed_of(dub.episode_id),
    )
    return bookings.book(OrderKind.DUB, order, member, now)


def roll_of_dub(db: sqlite_utils.Database, dub: Dub) -> Roll:
    """The credits of a film in another language: those of the film, and its own dubbers."""
    deeds = Ledger(db).of_episode(Library(db).episode(dub.episode_id).series_id, dub.episode_id)
    return make_roll(one for one in deeds if one.deed is not Deed.DUBBED or one.detail == dub.language)


def order_translation(
    db: sqlite_utils.Database, dub: Dub, member: MemberId, studio: Studio, now: float
) -> Booking | None:
    """Have the writer translate a dub that nobody has begun to; None where none does, or it was asked already."""
    subject = f"{dub.episode_id}-{dub.language}{TRANSLATION}"
    if studio.film.writer == OFFLINE or dub.texts or Bookings(db).latest(subject) is not None:
        return None
    series = Library(db).series(Library(db).episode(dub.episode_id).series_id).series
    wish = Translate(series=series, script=dub.script, language=dub.language)
    return book_sketch(db, series, subject, wish, member, studio, now)


def deliver_translation(db: sqlite_utils.Database, order_id: str, result: SketchResult, now: float) -> Dub | None:
    """Keep what the writer translated where nobody has said it better by now, in nobody's name; None the second time.

    What may not be shown is left for members to translate.
    """
    bookings = Bookings(db)
    booking = bookings.booking(order_id)
    wish = getattr(bookings.order(order_id), "wish", None) if booking.document else None
    translation = result.translation
    if not bookings.settle(order_id, BookingState.DONE, now) or not isinstance(wish, Translate) or translation is None:
        return None
    dub = Dubs(db).dub(wish.script.id, wish.language)
    texts = {**translation.lines, **{own: getattr(translation, own) for own in OWN}}
    known = {line.id for _, line in dub.script.lines()} | set(OWN)
    rating = Library(db).settings_of(wish.series.id).rating
    for id, text in texts.items():
        if text and id in known and id not in dub.texts and screen(text, rating).allowed:
            dub = Dubs(db).say(dub, id, text, Member(id=MemberId(0), name=""), now)
    return dub


def deliver_dub(db: sqlite_utils.Database, order_id: str, result: FilmResult, now: float) -> Dub:
    """Keep the film of a dub; a second delivery gives the same again. WrongPhase when it was called off."""
    booking = Bookings(db).booking(order_id)
    if booking.state in (BookingState.FAILED, BookingState.CANCELLED):
        raise WrongPhase("It was called off before it arrived.")
    id, language = EpisodeId(booking.subject), result.script.language
    order = Bookings(db).order(order_id) if booking.document else None
    if Bookings(db).settle(order_id, BookingState.DONE, now):
        Dubs(db).keep(id, language, result, order.roll if isinstance(order, ProductionOrder) else None)
    return Dubs(db).dub(id, language)
