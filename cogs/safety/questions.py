"""Questions and auditions under a freeze: covered, and shown again once it is over."""

from __future__ import annotations

from functools import partial

import sqlite_utils
from discord import app_commands

from cogs.ballots.motions import redraw_motion
from cogs.choices import MAX_CHOICES
from cogs.desk import Desk, Interaction, desk_of
from cogs.series.auditions import redraw_audition
from cogs.words import CHOICE_LIMIT, clip, label, safe, safe_text
from show.errors import InvalidInput, NotFound
from show.ids import GuildId
from show.texts import Text, text
from storage.auditions import RUNNING, Auditions
from storage.freezes import Freezes
from storage.frozen_questions import AUDITION, MOTION, auditions_under, questions_under
from storage.library import Library
from storage.motions import Motion, Motions
from storage.reels import Reels
from storage.reported import subject_of
from storage.reports import Reported
from storage.running import owned


async def redraw_under(desk: Desk, subject: str) -> None:
    """Show every question and audition that a freeze touches as it stands now, and ring for those whose time came."""
    motions, auditions = await desk.read(lambda db: (questions_under(db, subject), auditions_under(db, subject)))
    for number in motions:
        await redraw_motion(desk, number)
        motion = await desk.read(partial(_motion, number=number))
        await desk.orders.ring_at(f"motion:{number}", motion.closes_at)
    for number in auditions:
        await redraw_audition(desk, number, again=True)


def _motion(db: sqlite_utils.Database, number: int) -> Motion:
    return Motions(db).motion(number)


def titled(db: sqlite_utils.Database, guild: GuildId, subject: str) -> Text:
    """A question, an audition or a reel of this guild in words, harmless; InvalidInput for anything else."""
    kind, _hyphen, number = subject.partition("-")
    if not number.isdecimal() or kind not in (MOTION, AUDITION):
        return _reel(db, guild, subject)
    if kind == MOTION:
        motion = Motions(db).motion(int(number))
        owned(db, motion.series_id, guild)
        words = safe(clip(motion.matter.body or motion.matter.question, CHOICE_LIMIT))
        return text("the question “{words}”", words=words)
    found = Auditions(db).audition(int(number))
    owned(db, found.series_id, guild)
    return text("the audition of {character}", character=safe(found.character.name))


def _reel(db: sqlite_utils.Database, guild: GuildId, subject: str) -> Text:
    try:
        about = subject_of(db, Reported.REEL, subject)
    except NotFound as exc:
        raise InvalidInput("Choose a question, an audition or a film from the list that opens.") from exc
    owned(db, about.series_id, guild)
    return safe_text(about.words)


def _running(db: sqlite_utils.Database, guild: GuildId) -> list[tuple[str, str]]:
    """Subjects with how they read: what runs, what is frozen, and the films cut from films."""
    found = {}
    for record in Library(db).all_series(guild):
        for motion in Motions(db).running(record.series.id):
            found[f"{MOTION}-{motion.number}"] = motion.matter.body or motion.matter.question
        for one in Auditions(db).of_series(record.series.id):
            if one.state in RUNNING:
                found[f"{AUDITION}-{one.number}"] = one.character.name
        found |= {reel.id: record.series.title for reel in Reels(db).made(record.series.id)}
    for freeze in Freezes(db).all(guild):
        if freeze.subject.partition("-")[0] in (MOTION, AUDITION):
            found.setdefault(freeze.subject, freeze.subject)
    return list(found.items())


async def question_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Questions and auditions that run, or are frozen; and reels."""
    if interaction.guild_id is None:
        return []
    guild = GuildId(interaction.guild_id)
    found = await desk_of(interaction).read(lambda db: _running(db, guild))
    return [
        app_commands.Choice(name=label(f"{words} ({subject})", CHOICE_LIMIT), value=subject)
        for subject, words in found
        if current.casefold() in f"{words} {subject}".casefold()
    ][:MAX_CHOICES]
