"""Whose something is: the series that an order, a post or a picture is for, and the settings that hold for it."""

from __future__ import annotations

import re

import sqlite_utils

from show.errors import NotFound
from show.ids import SeriesId
from storage.dubs import TRANSLATION
from storage.lexicons import SAYING
from storage.library import Library
from storage.records import Booking, GuildSettings, OrderKind

_NUMBERED = {
    "pitch": "SELECT e.series_id FROM pitches p JOIN episodes e ON e.id = p.episode_id WHERE p.number = ?",
    "audition": "SELECT series_id FROM auditions WHERE number = ?",
    "motion": "SELECT series_id FROM motions WHERE number = ?",
    "suggestion": "SELECT e.series_id FROM suggestions s JOIN episodes e ON e.id = s.episode_id WHERE s.number = ?",
}
"""How the series of a numbered thing is found."""
_NAMED = (
    "SELECT id FROM series WHERE id = ?",
    "SELECT series_id FROM episodes WHERE id = ?",
    "SELECT series_id FROM reels WHERE id = ?",
    "SELECT e.series_id FROM ballots b JOIN episodes e ON e.id = b.episode_id WHERE b.id = ?",
)
"""How the series of a thing with an id of its own is found."""
PREVIEWS, RESULT, CHECK = "-previews", "-result", "-check"
"""What the subject of a sketch for a ballot or a pitch ends with."""
_SKETCHED = re.compile(
    rf"(?:{PREVIEWS}|{RESULT}|{CHECK}|{SAYING})\Z|(?<=[0-9])-[A-Za-z]+(?:-[A-Za-z]+)*{TRANSLATION}\Z"
)
"""What the subject of a sketch ends with; a translation's tells its language too."""
_AUDITION = re.compile(r"audition-[0-9]+")


def series_of(db: sqlite_utils.Database, subject: str) -> SeriesId | None:
    """The series that something is of: of a series, an episode, a ballot, `pitch-3`, `audition-3`, `motion-3`.

    A series may be called Pitch or Audition: what has an id of its own goes first, but only a pitch is checked.
    None when there is no such thing (any more).
    """
    plain = _SKETCHED.sub("", subject)
    if not subject.endswith(CHECK):
        for sql in _NAMED:
            found = db.execute(sql, [plain]).fetchone()
            if found:
                return SeriesId(found[0])
    kind, _, number = plain.partition("-")
    return _of_numbered(db, kind, number)


def is_audition(subject: str) -> bool:
    """Whether a sketch of that subject is an audition's; sketches for a series called Audition are no such thing."""
    return _AUDITION.fullmatch(subject) is not None


def _of_numbered(db: sqlite_utils.Database, kind: str, number: str) -> SeriesId | None:
    if kind not in _NUMBERED or not number.isdecimal():
        return None
    found = db.execute(_NUMBERED[kind], [int(number)]).fetchone()
    return SeriesId(found[0]) if found else None


def _of_order(db: sqlite_utils.Database, subject: str, kind: OrderKind) -> SeriesId | None:
    if kind is OrderKind.SKETCH and is_audition(subject):
        return _of_numbered(db, *subject.split("-"))
    return series_of(db, subject)


def settings_for(db: sqlite_utils.Database, booking: Booking) -> GuildSettings:
    """The settings under which an order's result, or its failure, is shown: its series' own, else its guild's."""
    library, series = Library(db), _of_order(db, booking.subject, booking.kind)
    try:
        return library.settings_of(series) if series is not None else library.guild(booking.guild_id)
    except NotFound:
        return library.guild(booking.guild_id)


def series_of_post(db: sqlite_utils.Database, what: tuple[object, ...]) -> SeriesId | None:
    """The series that a post is of, by what names it: `("pitch", 3)`, `("premiere", order)`, `("opened", episode)`."""
    kind, first = str(what[0]), str(what[1]) if len(what) > 1 else ""
    if kind in _NUMBERED and first.isdecimal():
        return _of_numbered(db, kind, first)
    if kind in ("panels", "moments"):
        sql = "SELECT e.series_id FROM films f JOIN episodes e ON e.id = f.episode_id WHERE f.message_id = ?"
        found = db.execute(sql, [first]).fetchone()
        return SeriesId(found[0]) if found else None
    # What is shown once more has a number behind its name, or a language.
    name = first.partition(" ")[0]
    found = db.execute("SELECT subject, kind FROM bookings WHERE id = ?", [name]).fetchone()
    return _of_order(db, found[0], OrderKind(found[1])) if found else series_of(db, name)
