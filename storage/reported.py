"""What a report is about: found again by its kind and id, in words, with its message and its author."""

from __future__ import annotations

import sqlite_utils

from show.errors import NotFound
from show.ids import BallotId, EpisodeId, PitchId
from show.reel import ReelKind
from show.texts import text
from storage.auditions import Auditions
from storage.ballots import Ballots
from storage.frozen_questions import AUDITION, MOTION
from storage.library import Library
from storage.links import link_of
from storage.motions import MotionKind, Motions
from storage.pitches import Pitches
from storage.reels import Reels
from storage.reports import Reported, Subject
from storage.suggestions import Suggestions


def subject_of(db: sqlite_utils.Database, kind: Reported, subject: str) -> Subject:
    """What a report is about; NotFound when it is gone."""
    if kind is Reported.PITCH:
        return _pitch(db, PitchId(subject))
    if kind is Reported.AUDITION:
        return _audition(db, int(subject))
    if kind is Reported.MOTION:
        return _motion(db, int(subject))
    if kind is Reported.SUGGESTION:
        return _suggestion(db, int(subject))
    if kind is Reported.BALLOT:
        return _ballot(db, BallotId(subject))
    if kind is Reported.REEL:
        return _reel(db, subject)
    return _of_episode(db, kind, _dubbed(db, subject) if kind is Reported.DUB else EpisodeId(subject))


def _pitch(db: sqlite_utils.Database, id: PitchId) -> Subject:
    pitch, library = Pitches(db).pitch(id), Library(db)
    record = library.series(library.episode(pitch.episode_id).series_id)
    return Subject(
        words=text("a pitch by {names}: “{words}”", names=pitch.names, words=pitch.text),
        link=link_of(record.series.guild_id, pitch.channel_id, pitch.message_id),
        series_id=record.series.id,
        freezes=pitch.episode_id,
        author=pitch.member,
    )


def _audition(db: sqlite_utils.Database, number: int) -> Subject:
    found = Auditions(db).audition(number)
    guild = Library(db).guild_of(found.series_id)
    return Subject(
        words=text("an audition by {name}: {character}", name=found.member.name, character=found.character.name),
        link=link_of(guild, found.channel_id, found.message_id),
        series_id=found.series_id,
        freezes=f"{AUDITION}-{number}",
        author=found.member if found.member.id else None,
    )


def _motion(db: sqlite_utils.Database, number: int) -> Subject:
    motion = Motions(db).motion(number)
    author = None
    try:
        if motion.kind is MotionKind.RETCON:
            author = Pitches(db).pitch(PitchId(motion.subject)).member
        else:
            author = Auditions(db).audition(int(motion.subject)).member
    except NotFound:
        pass
    return Subject(
        words=text("a question to the room: “{words}”", words=motion.matter.body or motion.matter.question),
        link=link_of(motion.guild_id, motion.channel_id, motion.message_id),
        series_id=motion.series_id,
        freezes=f"{MOTION}-{number}",
        author=author if author is not None and author.id else None,
    )


def _suggestion(db: sqlite_utils.Database, number: int) -> Subject:
    found, library = Suggestions(db).suggestion(number), Library(db)
    series = library.episode(found.episode_id).series_id
    return Subject(
        words=text("a suggestion by {name}: “{words}”", name=found.member.name, words=found.wish.text),
        link=link_of(library.guild_of(series), found.channel_id, found.message_id),
        series_id=series,
        freezes=found.episode_id,
        author=found.member if found.member.id else None,
    )


def _ballot(db: sqlite_utils.Database, id: BallotId) -> Subject:
    record, library = Ballots(db).ballot(id), Library(db)
    episode = library.episode(record.episode_id)
    series = library.series(episode.series_id).series
    return Subject(
        words=text("the ballot of {series}, episode {number}", series=series.title, number=episode.number),
        link=link_of(series.guild_id, record.channel_id, record.message_id),
        series_id=series.id,
        freezes=episode.id,
        author=None,
    )


def _reel(db: sqlite_utils.Database, id: str) -> Subject:
    reel = Reels(db).reel(id)
    series = Library(db).series(reel.series_id).series
    words = {
        ReelKind.RECAP: text("a recap of {series}", series=series.title),
        ReelKind.BEST: text("the best of {series}", series=series.title),
    }[reel.kind]
    link = link_of(series.guild_id, reel.channel_id, reel.message_id)
    return Subject(words=words, link=link, series_id=series.id, freezes=id, author=None)


def _dubbed(db: sqlite_utils.Database, subject: str) -> EpisodeId:
    sql = "SELECT episode_id FROM dubs WHERE episode_id || '-' || lower(language) = ?"
    found = db.execute(sql, [subject]).fetchone()
    if found is None:
        raise NotFound("That dub is not there any more.")
    return EpisodeId(found[0])


def _of_episode(db: sqlite_utils.Database, kind: Reported, id: EpisodeId) -> Subject:
    library = Library(db)
    episode = library.episode(id)
    series = library.series(episode.series_id).series
    words = {
        Reported.DRAFT: text("the draft of {series}, episode {number}", series=series.title, number=episode.number),
        Reported.FILM: text("the film of {series}, episode {number}", series=series.title, number=episode.number),
        Reported.DUB: text("a dub of {series}, episode {number}", series=series.title, number=episode.number),
    }[kind]
    return Subject(words=words, link="", series_id=series.id, freezes=episode.id, author=None)
