"""Discord's own poll as a ballot's face: opened with it, its votes written into the library, counted there, ended."""

from __future__ import annotations

import logging
import math
from datetime import timedelta

import discord
import sqlite_utils

from cogs.ballots.questions import question_of
from cogs.desk import Desk, name_of
from cogs.posting import send_poll_once
from cogs.words import clip
from show.ballot import Ballot, Method
from show.credits import NAMELESS
from show.errors import InvalidInput, NotAllowed, NotFound, WrongPhase
from show.ids import BallotId, GuildId, MemberId, MessageId
from show.texts import kept
from storage.ballots import OPTION_KEYS, Ballots, Papers
from storage.bans import Bans
from storage.library import Library
from storage.records import BallotRecord, Member

ANSWER_CHARACTERS, QUESTION_CHARACTERS = 55, 300
"""Characters of a poll's answer and question (Discord's documentation, August 2026)."""
MOST_HOURS = 768

_log = logging.getLogger(__name__)


async def show_poll(desk: Desk, guild: GuildId, record: BallotRecord) -> None:
    """Hang the poll up beside its ballot; doing it again changes nothing."""
    what = ("poll", record.id)
    message = await send_poll_once(desk, guild, record.channel_id, what, lambda: poll_of(record.ballot))
    await desk.read(lambda db: Ballots(db).set_poll(record.id, message))


def poll_of(ballot: Ballot) -> discord.Poll:
    """The poll of a ballot. It lasts whole hours, as Discord's do; the ballot's own timer ends it in time."""
    hours = math.ceil((ballot.closes_at - ballot.opens_at) / 3600)
    poll = discord.Poll(
        question=clip(" ".join(question_of(ballot).split()), QUESTION_CHARACTERS),
        duration=timedelta(hours=min(MOST_HOURS, max(1, hours))),
        multiple=ballot.rules.method is Method.APPROVAL,
    )
    for option in ballot.options:
        poll.add_answer(text=clip(f"{option.key.upper()} · {' '.join(option.text.split())}", ANSWER_CHARACTERS))
    return poll


async def poll_voted(
    desk: Desk, guild: GuildId, member: MemberId, message: MessageId, answer: int, *, back: bool
) -> None:
    """Somebody voted in a poll, or took a vote back: written down if the poll is one of ours."""
    now = desk.clock()

    def write(db: sqlite_utils.Database) -> BallotId | None:
        ballots = Ballots(db)
        record = ballots.of_poll(message)
        if record is None or not 0 < answer <= len(record.ballot.options):
            return None
        voter, papers = Member(id=member, name=NAMELESS), papers_of_id(member)
        key = OPTION_KEYS[answer - 1]
        try:
            if back:
                ballots.take_back(record.id, voter, key, now)
            else:
                _check_ban(db, guild, member, now)
                ballots.cast(record.id, voter, key, now, papers)
        except NotAllowed as refusal:
            ballots.note_refusal(record.id, voter, kept(refusal.text), now, papers)
        except (WrongPhase, InvalidInput) as late:
            _log.info("A vote in the poll of %s does not count: %s", record.id, late)
        return record.id

    id = await desk.read(write)
    if id is not None:
        desk.redraw_ballot(id)


def _check_ban(db: sqlite_utils.Database, guild: GuildId, member: MemberId, now: float) -> None:
    if Bans(db).of(guild, member, now) is not None:
        raise NotAllowed("banned from the room")


def papers_of_id(member: MemberId) -> Papers:
    """What an id tells of its owner: when the account was made."""
    return Papers(account_at=discord.utils.snowflake_time(member).timestamp())


async def settle_poll(desk: Desk, record: BallotRecord) -> None:
    """End the poll of a ballot that is about to be closed, and take over what it held, with the voters' names.

    Votes that came while the bot was away are in it. Where the poll was deleted, what is written down counts.
    """
    if not record.ballot.rules.poll or not record.poll_message_id or record.closed_at is not None:
        return
    try:
        channel = await desk.channel(record.channel_id)
        message = await channel.fetch_message(record.poll_message_id)
        if message.poll is not None and not message.poll.is_finalised():
            message = await message.end_poll()
        held = await _held(message)
    except (NotFound, discord.HTTPException) as exc:
        _log.warning("The poll of ballot %s can't be read: %s", record.id, exc)
        return
    now = desk.clock()

    def take_over(db: sqlite_utils.Database) -> None:
        episode = Library(db).episode(record.episode_id)
        guild = Library(db).guild_of(episode.series_id)
        counted = {}
        for member, keys in held.items():
            try:
                record.ballot.rules.check_age(papers_of_id(member.id).account_at, None, now)
                if guild is not None:
                    _check_ban(db, guild, member.id, now)
            except NotAllowed:
                continue
            counted[member] = keys
        Ballots(db).take_over(record.id, counted, now)

    await desk.read(take_over)


async def _held(message: discord.Message) -> dict[Member, tuple[str, ...]]:
    """Who voted for what, by the options' keys."""
    found: dict[Member, tuple[str, ...]] = {}
    for answer in message.poll.answers if message.poll is not None else ():
        async for user in answer.voters():
            name = name_of(user)
            member = Member(id=MemberId(user.id), name=name)
            found[member] = (*found.get(member, ()), OPTION_KEYS[answer.id - 1])
    return found


async def poll_ended(desk: Desk, message: MessageId) -> BallotId | None:
    """The ballot whose poll has ended, while it is still open."""
    record = await desk.read(lambda db: Ballots(db).of_poll(message))
    return record.id if record is not None and record.closed_at is None else None
