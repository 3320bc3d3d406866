"""What the room's answer to a question leads to: closed when its time is up, carried out, and shown."""

from __future__ import annotations

import logging

import discord
import sqlite_utils

from cogs.ballots.motions import redraw_motion, show_motion
from cogs.desk import Desk
from cogs.series.auditions import redraw_audition
from cogs.series.bible import bible_soon
from cogs.writers_room.taking import carry_on
from show.errors import NotFound
from storage.auditions import settle_audition
from storage.frozen_questions import freeze_of_motion
from storage.library import Library
from storage.motions import Motion, MotionKind, Motions
from storage.pitching import Pitched
from storage.retcons import settle_retcon

_log = logging.getLogger(__name__)


async def finish_motion(desk: Desk, number: int) -> None:
    """Close a question whose time is up and carry out what was decided; again, or too early, is harmless."""
    now = desk.clock()
    if await desk.read(lambda db: freeze_of_motion(db, number)) is not None:
        # It is taken up again when it is thawed.
        return

    def close(db: sqlite_utils.Database) -> tuple[Motion, Pitched | None] | None:
        if now < Motions(db).motion(number).closes_at:
            return None
        motion, fresh = Motions(db).close(number, now)
        if fresh and motion.kind is MotionKind.RETCON:
            return motion, settle_retcon(db, motion, desk.studio, now)
        if fresh and motion.kind is MotionKind.CHARACTER:
            settle_audition(db, motion, now)
        return motion, None

    closed = await desk.read(close)
    if closed is None:
        motion = await desk.read(lambda db: Motions(db).motion(number))
        await desk.orders.ring_at(f"motion:{number}", motion.closes_at)
        return
    motion, pitched = closed
    try:
        await redraw_motion(desk, number)
        if pitched is not None:
            series = await desk.read(lambda db: Library(db).series(motion.series_id).series)
            await carry_on(desk, motion.guild_id, series, pitched)
            desk.redraw_pitch(pitched.pitch.id)
        if motion.kind is MotionKind.CHARACTER:
            await redraw_audition(desk, int(motion.subject))
    except (NotFound, discord.Forbidden) as exc:
        # What was decided holds even where nobody can read it.
        _log.warning("The result of motion %s could not be shown: %s", number, exc)
    bible_soon(desk, motion.series_id)


async def take_up_motions(desk: Desk, *, starting: bool, grace_seconds: float) -> None:
    """For the caretaker: questions that were never hung up, or whose time passed while nobody was there."""
    now = desk.clock()
    for motion in await desk.read(lambda db: Motions(db).running()):
        if not motion.message_id and (starting or now - motion.opens_at > grace_seconds):
            await show_motion(desk, motion.number)
        if now - motion.closes_at > (0.0 if starting else grace_seconds):
            await finish_motion(desk, motion.number)
        elif starting:
            await desk.orders.ring_at(f"motion:{motion.number}", motion.closes_at)
