"""Retcons: a pitch that contradicts what is established waits until the room has said whether it may."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.bible import Fact, Series
from show.canon import contradicted, without
from show.credits import Deed
from show.errors import NotAllowed, NotFound, WrongPhase
from show.ids import PitchId
from storage.ledger import Ledger
from storage.library import Library
from storage.motions import Matter, Motion, MotionKind, Motions
from storage.pitches import Pitches
from storage.pitching import NOWHERE, TAKING, Origin, Pitched, admit_pitch, check_limit, pitch, taking_pitches
from storage.records import Member, Pitch, PitchState, Studio
from storage.rules import rules_of, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A pitch that the room has to let in first."""

    pitch: Pitch
    motion: Motion


def pitch_or_contest(
    db: sqlite_utils.Database,
    series: Series,
    member: Member,
    text: str,
    studio: Studio,
    now: float,
    origin: Origin = NOWHERE,
) -> Pitched | Contested:
    """Take a pitch, or ask the room about it when it contradicts what is established.

    Beside the errors of `pitch`: WrongPhase while the room is asked about the same, NotAllowed for a member who has
    asked it something already.
    """
    record = Library(db).series(series.id)
    facts = contradicted(record.series, text)
    if not facts:
        return pitch(db, series, member, text, studio, now, origin)
    episode = taking_pitches(db, series)
    pitches = Pitches(db)
    check_limit(db, series.guild_id, pitches.of_episode(episode.id), member.id)
    asked = [m for m in Motions(db).running(series.id) if m.kind is MotionKind.RETCON]
    for motion in asked:
        if set(motion.matter.facts) & set(facts):
            raise WrongPhase(
                "The room is being asked about that right now: “{body}”. Vote there.", body=motion.matter.body
            )
        if member.id in {author.id for author in pitches.pitch(PitchId(motion.subject)).authors}:
            raise NotAllowed("The room is being asked about another pitch of yours; wait for what it says.")
    held = PitchState.CONTESTED
    added = pitches.add(episode.id, member, text, now, state=held, **origin.kept())
    if origin.author is not None:
        pitches.share(added.id, origin.author, now)
    added = pitches.pitch(added.id)
    matter = Matter(body=text, author=added.names, facts=facts)
    terms = terms_of(rules_of(db, series.guild_id), studio)
    motion = Motions(db).open(series.id, MotionKind.RETCON, added.id, matter, terms, now)
    return Contested(pitch=added, motion=motion)


def contest_later(
    db: sqlite_utils.Database, id: PitchId, facts: tuple[Fact, ...], studio: Studio, now: float
) -> Motion | None:
    """Ask the room about a pitch that is in already, because it contradicts facts that still hold.

    None when none of them does any more, the pitch has moved on, or the room is asked about the same already.
    """
    pitches = Pitches(db)
    try:
        contested = pitches.pitch(id)
    except NotFound:
        return None
    series = Library(db).series(Library(db).episode(contested.episode_id).series_id).series
    standing = tuple(fact for fact in facts if fact in series.facts)
    asked = [m for m in Motions(db).running(series.id) if set(m.matter.facts) & set(standing)]
    if contested.state is not PitchState.OPEN or not standing or asked:
        return None
    pitches.mark(id, PitchState.CONTESTED)
    matter = Matter(body=contested.text, author=contested.names, facts=standing)
    terms = terms_of(rules_of(db, series.guild_id), studio)
    return Motions(db).open(series.id, MotionKind.RETCON, id, matter, terms, now)


def settle_retcon(db: sqlite_utils.Database, motion: Motion, studio: Studio, now: float) -> Pitched | None:
    """What the room's answer means: the old facts no longer hold and the pitch is in, or it stays out.

    None when no pitch comes in: it was voted down or withdrawn, or its episode takes none any more.
    """
    pitches, library = Pitches(db), Library(db)
    try:
        contested = pitches.pitch(PitchId(motion.subject))
    except NotFound:
        return None
    if contested.state is not PitchState.CONTESTED:
        return None
    if not motion.carried:
        pitches.mark(contested.id, PitchState.KEPT_OUT)
        for author in contested.authors:
            Ledger(db).strike(contested.episode_id, author.id, Deed.PITCHED, f"pitch {contested.id}")
        return None
    record = library.series(motion.series_id)
    series = record.series
    for fact in motion.matter.facts:
        series = without(series, fact)
    library.save_series(series, record.state)
    episode = library.episode(contested.episode_id)
    if episode.phase not in TAKING:
        pitches.mark(contested.id, PitchState.DROPPED)
        return None
    pitches.mark(contested.id, PitchState.OPEN)
    return admit_pitch(db, series, episode, pitches.pitch(contested.id), studio, now)
