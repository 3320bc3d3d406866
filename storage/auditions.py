"""Auditions: characters that members made up, from the first words to a place in the cast, and out of it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sqlite_utils

from show import codec
from show.bible import Character, Series
from show.credits import Deed
from show.errors import InvalidInput, NotAllowed, NotFound, WrongPhase
from show.ids import ChannelId, CharacterId, MemberId, MessageId, SeriesId
from show.sketch import Audition, SketchResult
from show.texts import Text, text
from storage.bookings import Bookings
from storage.commissions import book_sketch
from storage.ledger import Ledger, contribution
from storage.library import Library
from storage.motions import Matter, Motion, MotionKind, Motions
from storage.records import Booking, BookingState, Member, SeriesState, Studio
from storage.rules import rules_of, terms_of
from storage.story import check_running

MOST_CAST = 12
"""Characters of one series: a mini drama with more is a crowd, and a bible's message holds no more."""
LEAST_CAST = 2
"""Nobody leaves whom the writer can't do without."""


class AuditionState(StrEnum):
    """Where an audition stands."""

    DRAWING = "being drawn"
    SHOWN = "waiting for its author's word"
    VOTING = "before the room"
    CAST = "in the cast"
    REJECTED = "voted down"
    WITHDRAWN = "withdrawn"


STATES_SAID: dict[AuditionState, Text] = {
    AuditionState.DRAWING: text("it is being drawn"),
    AuditionState.SHOWN: text("it is waiting for its author's word"),
    AuditionState.VOTING: text("it is before the room"),
    AuditionState.CAST: text("it is in the cast"),
    AuditionState.REJECTED: text("it is voted down"),
    AuditionState.WITHDRAWN: text("it is withdrawn"),
}
"""How each state is put to members, behind a colon."""
RUNNING = (AuditionState.DRAWING, AuditionState.SHOWN, AuditionState.VOTING)
"""What counts towards a member's limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditionRecord:
    """A member's character. `result` is None while its sheet is being drawn."""

    number: int
    series_id: SeriesId
    member: Member
    character: Character
    words: str
    state: AuditionState
    result: SketchResult | None
    consented_at: float | None
    channel_id: ChannelId
    message_id: MessageId


class Auditions:
    """Reads and writes inside the transaction that `Database.run` has opened."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def add(self, series: SeriesId, member: Member, character: Character, words: str, now: float) -> AuditionRecord:
        """Write an audition down."""
        row = {
            "series_id": series,
            "member_id": member.id,
            "name": member.name,
            "character": codec.dumps(character),
            "words": words,
            "state": AuditionState.DRAWING.value,
            "created_at": now,
        }
        number = self._db.table("auditions").insert(row).last_pk
        assert isinstance(number, int)
        return self.audition(number)

    def audition(self, number: int) -> AuditionRecord:
        """The audition of that number; NotFound when it is gone."""
        for found in self._auditions("number = ?", [number]):
            return found
        raise NotFound("That audition is not there any more.")

    def of_series(self, series: SeriesId) -> list[AuditionRecord]:
        """A series' auditions, the oldest first."""
        return list(self._auditions("series_id = ? ORDER BY number", [series]))

    def mark(self, number: int, state: AuditionState) -> None:
        """Keep what became of an audition."""
        self._db.table("auditions").update(number, {"state": state.value})

    def keep(self, number: int, result: SketchResult) -> None:
        """Keep what was drawn, and the voice that was found."""
        changes = {"result": codec.dumps(result), "state": AuditionState.SHOWN.value}
        if result.character is not None:
            changes["character"] = codec.dumps(result.character)
        self._db.table("auditions").update(number, changes)

    def consent(self, number: int, now: float) -> None:
        """Its author agrees that the character is used."""
        self._db.table("auditions").update(number, {"consented_at": now})

    def set_message(self, number: int, channel: ChannelId, message: MessageId) -> None:
        """Remember where its sheet hangs."""
        self._db.table("auditions").update(number, {"channel_id": channel, "message_id": message})

    def _auditions(self, where: str, parameters: list[Any]) -> Iterator[AuditionRecord]:
        for row in list(self._db.query(f"SELECT * FROM auditions WHERE {where}", parameters)):
            yield AuditionRecord(
                number=row["number"],
                series_id=SeriesId(row["series_id"]),
                member=Member(id=MemberId(row["member_id"]), name=row["name"]),
                character=codec.loads(row["character"], Character),
                words=row["words"],
                state=AuditionState(row["state"]),
                result=codec.loads(row["result"], SketchResult) if row["result"] else None,
                consented_at=row["consented_at"],
                channel_id=ChannelId(row["channel_id"]),
                message_id=MessageId(row["message_id"]),
            )


def subject_of(number: int) -> str:
    """What the order of an audition's sheet is for."""
    return f"audition-{number}"


def character_id(name: str, number: int) -> CharacterId:
    """An id no other character has."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24]
    return CharacterId(f"{slug or 'somebody'}-{number}")


def audition(
    db: sqlite_utils.Database,
    series: Series,
    member: Member,
    character: Character,
    words: str,
    studio: Studio,
    now: float,
) -> tuple[AuditionRecord, Booking]:
    """Take a member's character and order its sheet.

    NotAllowed beyond the guild's limit, InvalidInput when somebody of that name is there, WrongPhase for a series
    that is archived or still being founded.
    """
    record = Library(db).series(series.id)
    check_running(record)
    if record.state is not SeriesState.OPEN:
        raise WrongPhase("The first characters of this series are still being made; wait for them.")
    auditions, series = Auditions(db), record.series
    running = [one for one in auditions.of_series(series.id) if one.state in RUNNING]
    most = rules_of(db, series.guild_id).auditions_each
    if most and sum(one.member.id == member.id for one in running) >= most:
        raise NotAllowed(
            "You have {most} auditions for this series, the most anybody may have here at a time.", most=most
        )
    names = [c.name.casefold() for c in (*series.characters, *(one.character for one in running))]
    if character.name.casefold() in names:
        raise InvalidInput("There is a {name} already. Choose another name.", name=character.name)
    if len(series.characters) >= MOST_CAST:
        raise WrongPhase(
            "The cast of {title} is full: {most_cast} are the most.", title=series.title, most_cast=MOST_CAST
        )
    added = auditions.add(series.id, member, character, words, now)
    named = replace(character, id=character_id(character.name, added.number))
    db.table("auditions").update(added.number, {"character": codec.dumps(named)})
    wish = Audition(series=series, character=named, words=words)
    booking = book_sketch(db, series, subject_of(added.number), wish, member.id, studio, now)
    return auditions.audition(added.number), booking


def deliver_audition(db: sqlite_utils.Database, order_id: str, result: SketchResult, now: float) -> AuditionRecord:
    """Keep a sheet that was drawn; a second delivery gives the same again."""
    booking = Bookings(db).booking(order_id)
    number = int(booking.subject.removeprefix("audition-"))
    fresh = Bookings(db).settle(order_id, BookingState.DONE, now)
    if fresh and Auditions(db).audition(number).state is AuditionState.DRAWING:
        Auditions(db).keep(number, result)
    return Auditions(db).audition(number)


def put_to_vote(
    db: sqlite_utils.Database, number: int, member: MemberId, studio: Studio, now: float
) -> tuple[Motion, bool]:
    """The author consents to the character's use and puts it to the vote; again it is the same vote, and not new.

    NotAllowed for anybody else, WrongPhase when it is drawn still, or over.
    """
    found = _own(db, number, member)
    running = [m for m in Motions(db).running(found.series_id) if _is_about(m, number)]
    if found.state is AuditionState.VOTING and running:
        return running[0], False
    if found.state is not AuditionState.SHOWN:
        raise WrongPhase("That can't be put to the vote now: {saying}.", saying=STATES_SAID[found.state])
    record = Library(db).series(found.series_id)
    check_running(record)
    one = found.character
    body = f"{one.name}, {one.role}: {one.look}" if one.role else f"{one.name}: {one.look}"
    matter = Matter(name=one.name, body=body, author=found.member.name)
    terms = terms_of(rules_of(db, record.series.guild_id), studio)
    motion = Motions(db).open(found.series_id, MotionKind.CHARACTER, str(number), matter, terms, now)
    Auditions(db).consent(number, now)
    Auditions(db).mark(number, AuditionState.VOTING)
    return motion, True


def _is_about(motion: Motion, number: int) -> bool:
    return motion.kind is MotionKind.CHARACTER and motion.subject == str(number)


def _own(db: sqlite_utils.Database, number: int, member: MemberId) -> AuditionRecord:
    found = Auditions(db).audition(number)
    if found.member.id != member:
        raise NotAllowed("Only who made that character up can decide that.")
    return found


def settle_audition(db: sqlite_utils.Database, motion: Motion, now: float) -> AuditionRecord | None:
    """What the room's answer means: the character joins the cast and its author the ledger, or it stays out."""
    try:
        found = Auditions(db).audition(int(motion.subject))
    except NotFound:
        return None
    if found.state is not AuditionState.VOTING:
        return None
    library = Library(db)
    record = library.series(found.series_id)
    full = len(record.series.characters) >= MOST_CAST
    taken = any(c.name.casefold() == found.character.name.casefold() for c in record.series.characters)
    if not motion.carried or full or taken:
        Auditions(db).mark(found.number, AuditionState.REJECTED)
        return Auditions(db).audition(found.number)
    series = replace(record.series, characters=(*record.series.characters, found.character))
    library.save_series(series, record.state)
    deed = contribution(found.member, Deed.CHARACTER, found.character.id)
    Ledger(db).record(series.guild_id, series.id, None, deed, now)
    Auditions(db).mark(found.number, AuditionState.CAST)
    return Auditions(db).audition(found.number)


def withdraw_audition(db: sqlite_utils.Database, number: int, member: MemberId) -> AuditionRecord:
    """The author takes the character back, from the cast, too; films that are made keep it. Again changes nothing.

    NotAllowed for anybody else, WrongPhase when it was voted down, or too few would be left.
    """
    found = _own(db, number, member)
    if found.state is AuditionState.WITHDRAWN:
        return found
    if found.state is AuditionState.REJECTED:
        raise WrongPhase("That audition is over.")
    if found.state is AuditionState.CAST:
        library = Library(db)
        record = library.series(found.series_id)
        left = tuple(c for c in record.series.characters if c.id != found.character.id)
        if len(left) < LEAST_CAST:
            raise WrongPhase("The series can't do without this character. An administrator can archive the series.")
        library.save_series(replace(record.series, characters=left), record.state)
    Auditions(db).mark(number, AuditionState.WITHDRAWN)
    return Auditions(db).audition(number)
