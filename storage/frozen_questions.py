"""Questions to the room and auditions that are frozen: by themselves, or with their series or episode."""

from __future__ import annotations

import sqlite_utils

from show.ids import SeriesId
from storage.auditions import RUNNING, Auditions, AuditionState
from storage.freezes import Freeze, Freezes
from storage.motions import MotionKind, Motions

MOTION, AUDITION = "motion", "audition"
"""What the subject of a freeze begins with, before a hyphen and the number."""


def freeze_of_motion(db: sqlite_utils.Database, number: int) -> Freeze | None:
    """What keeps a question frozen: its own freeze, that of the audition or pitch it is about, or of its series."""
    motion = Motions(db).motion(number)
    subjects = [f"{MOTION}-{number}", motion.series_id]
    if motion.kind is MotionKind.CHARACTER:
        subjects.append(f"{AUDITION}-{motion.subject}")
    else:
        found = db.execute("SELECT episode_id FROM pitches WHERE number = ?", [int(motion.subject)]).fetchone()
        subjects += [found[0]] if found else []
    return Freezes(db).of_any(*subjects)


def freeze_of_audition(db: sqlite_utils.Database, number: int) -> Freeze | None:
    """What keeps an audition frozen: its own freeze, or its series'."""
    return Freezes(db).of_any(f"{AUDITION}-{number}", Auditions(db).audition(number).series_id)


def check_motion_thawed(db: sqlite_utils.Database, number: int) -> None:
    """WrongPhase, in words for a member, when a question is frozen."""
    found = freeze_of_motion(db, number)
    if found is not None:
        raise found.refusal()


def check_audition_thawed(db: sqlite_utils.Database, number: int) -> None:
    """WrongPhase, in words for a member, when an audition is frozen."""
    found = freeze_of_audition(db, number)
    if found is not None:
        raise found.refusal()


def questions_under(db: sqlite_utils.Database, subject: str) -> list[int]:
    """The running questions that a freeze of that subject touches."""
    kind, _, number = subject.partition("-")
    found = []
    for motion in Motions(db).running():
        about_it = motion.kind is MotionKind.CHARACTER and kind == AUDITION and motion.subject == number
        episode = db.execute("SELECT episode_id FROM pitches WHERE number = ?", [motion.subject]).fetchone()
        of_episode = motion.kind is MotionKind.RETCON and episode is not None and episode[0] == subject
        if subject in (f"{MOTION}-{motion.number}", motion.series_id) or about_it or of_episode:
            found.append(motion.number)
    return found


def auditions_under(db: sqlite_utils.Database, subject: str) -> list[int]:
    """The auditions on show that a freeze of that subject touches."""
    kind, _, number = subject.partition("-")
    if kind == AUDITION and number.isdecimal():
        return [int(number)]
    shown = (*RUNNING, AuditionState.CAST)
    return [one.number for one in Auditions(db).of_series(SeriesId(subject)) if one.state in shown and one.message_id]
