"""The moves of a pitch, each whole inside one transaction: pitched, held back, shared, kept, supported, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlite_utils

from show.ballot import MAX_OPTIONS, MIN_OPTIONS, Option
from show.bible import Series
from show.credits import Deed
from show.errors import InvalidInput, NotAllowed, WrongPhase
from show.ids import GuildId, MemberId, PitchId
from show.likeness import ALIKE, likeness, same
from show.order import MediaRef
from show.writers_room import SAYING, Phase
from storage.ballots import OPTION_KEYS, Ballots
from storage.ledger import Ledger, contribution
from storage.library import Library
from storage.pitches import STATES_SAID, Pitches
from storage.records import BallotRecord, EpisodeRecord, Member, PictureState, Pitch, PitchState, Studio
from storage.rules import rules_of
from storage.story import check_running

MADE = (PitchState.OPEN, PitchState.ON_BALLOT)
"""Pitches that count towards a member's limit."""
TAKING = (Phase.PITCHING, Phase.VOTING)
"""Phases in which an episode takes pitches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a pitch comes with: a link to the message it was taken from, who wrote that (None: the one who pitches),
    and a picture for reference.
    """

    link: str = ""
    author: Member | None = None
    picture: MediaRef | None = None
    picture_state: PictureState = PictureState.SHOWN

    def kept(self) -> dict[str, Any]:
        """What is written down of it with the pitch."""
        return {"source": self.link, "picture": self.picture, "picture_state": self.picture_state}


NOWHERE = Origin()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitched:
    """What a pitch led to: written down, perhaps put on a running ballot, perhaps enough to open one."""

    pitch: Pitch
    episode: EpisodeRecord
    waiting: int
    """Pitches of this episode so far."""
    joined: BallotRecord | None = None
    ready: bool = False
    """So many lie there now that a ballot opens by itself."""
    like: Pitch | None = None
    """Somebody's pitch that is much the same: this one is held back until its author has decided."""
    merged: bool = False
    """The same idea was there already; `pitch` is that one, and bears both names now."""


def pitch(
    db: sqlite_utils.Database,
    series: Series,
    member: Member,
    text: str,
    studio: Studio,
    now: float,
    origin: Origin = NOWHERE,
) -> Pitched:
    """Take a member's idea for the episode the series is at.

    The very same idea of somebody else is shared; one much like it is held back until its author has decided.
    NotAllowed beyond the guild's limit, InvalidInput when the member said it before.
    """
    episode = taking_pitches(db, series)
    earlier = Pitches(db).of_episode(episode.id)
    check_limit(db, series.guild_id, earlier, member.id)
    for there in earlier:
        if same(there.text, text):
            return _say_again(db, series, episode, there, member, now)
    others = [p for p in earlier if p.state is PitchState.OPEN and member.id not in {a.id for a in p.authors}]
    like = max(others, key=lambda p: likeness(p.text, text), default=None)
    held = like is not None and likeness(like.text, text) >= ALIKE
    state = PitchState.HELD if held else PitchState.OPEN
    added = Pitches(db).add(episode.id, member, text, now, state=state, **origin.kept())
    if origin.author is not None:
        Pitches(db).share(added.id, origin.author, now)
    if held:
        return Pitched(pitch=added, episode=episode, waiting=len(earlier), like=like)
    return admit_pitch(db, series, episode, Pitches(db).pitch(added.id), studio, now)


def _say_again(
    db: sqlite_utils.Database, series: Series, episode: EpisodeRecord, there: Pitch, member: Member, now: float
) -> Pitched:
    if any(author.id == member.id for author in there.authors):
        raise InvalidInput("You have pitched exactly that already.")
    if there.state is not PitchState.OPEN:
        raise InvalidInput("Exactly that is on the ballot already: vote for it.")
    return _share(db, series, episode, there.id, (member,), now)


def taking_pitches(db: sqlite_utils.Database, series: Series) -> EpisodeRecord:
    """The episode that pitches of a series go to; WrongPhase when none takes any."""
    record = Library(db).series(series.id)
    check_running(record)
    episode = Library(db).current_episode(series.id)
    if episode.phase not in TAKING:
        number, saying = episode.number, SAYING[episode.phase]
        if episode.phase is Phase.PREMIERED and record.opens_at is not None:
            raise WrongPhase(
                "Episode {number} takes no pitches any more: {saying}. The next one opens on {when}.",
                number=number,
                saying=saying,
                # Discord's own notation: each reads it by clocks of their own.
                when=f"<t:{int(record.opens_at)}:F>",
            )
        raise WrongPhase("Episode {number} takes no pitches any more: {saying}.", number=number, saying=saying)
    return episode


def check_limit(db: sqlite_utils.Database, guild: GuildId, earlier: list[Pitch], member: MemberId) -> None:
    """NotAllowed when a member has as many pitches for an episode as the guild lets anybody have."""
    most = rules_of(db, guild).pitches_each
    if most and sum(p.member.id == member and p.state in MADE for p in earlier) >= most:
        raise NotAllowed(
            "You have {most} pitches for this episode, the most anybody may have here. /pitches lets you withdraw one.",
            most=most,
        )


def _share(
    db: sqlite_utils.Database,
    series: Series,
    episode: EpisodeRecord,
    id: PitchId,
    members: tuple[Member, ...],
    now: float,
) -> Pitched:
    for member in members:
        Pitches(db).share(id, member, now)
        deed = contribution(member, Deed.PITCHED, f"pitch {id}")
        Ledger(db).record(series.guild_id, series.id, episode.id, deed, now)
    waiting = len(Pitches(db).of_episode(episode.id))
    return Pitched(pitch=Pitches(db).pitch(id), episode=episode, waiting=waiting, merged=True)


def admit_pitch(
    db: sqlite_utils.Database, series: Series, episode: EpisodeRecord, added: Pitch, studio: Studio, now: float
) -> Pitched:
    """A pitch is in: it is credited, and joins the running ballot when it is its author's first."""
    pitches = Pitches(db)
    for author in added.authors:
        deed = contribution(author, Deed.PITCHED, f"pitch {added.id}")
        Ledger(db).record(series.guild_id, series.id, episode.id, deed, now)
    all_of_them = pitches.of_episode(episode.id)
    waiting = len(all_of_them)
    enough = 0 < studio.pitches_to_open <= waiting and waiting >= MIN_OPTIONS
    ready = enough and episode.phase is Phase.PITCHING
    joined = None
    first = not any(p.member.id == added.member.id for p in all_of_them if p.id != added.id)
    if episode.phase is Phase.VOTING and first:
        joined = _join(db, added, now)
    return Pitched(pitch=pitches.pitch(added.id), episode=episode, waiting=waiting, joined=joined, ready=ready)


def _join(db: sqlite_utils.Database, added: Pitch, now: float) -> BallotRecord | None:
    ballots = Ballots(db)
    running = ballots.of_episode(added.episode_id)
    if running is None or not running.ballot.is_open(now) or len(running.ballot.options) >= MAX_OPTIONS:
        return None
    if running.ballot.rules.poll:
        # Discord's polls take no answers once they stand.
        return None
    key = OPTION_KEYS[len(running.ballot.options)]
    option = Option(key=key, text=added.text, author=added.names, pitch_id=added.id)
    Pitches(db).mark(added.id, PitchState.ON_BALLOT)
    return ballots.add_option(running.id, option, now)


def decide(
    db: sqlite_utils.Database, id: PitchId, join: PitchId | None, member: Member, studio: Studio, now: float
) -> Pitched:
    """The author of a pitch that was held back shares the other one (`join`), or keeps the own.

    NotAllowed for anybody else, WrongPhase once it is decided or the other one has moved on.
    """
    pitches, held = Pitches(db), Pitches(db).pitch(id)
    if held.member.id != member.id:
        raise NotAllowed("Only its author can decide that.")
    if held.state is not PitchState.HELD:
        raise WrongPhase("That is decided already.")
    series = Library(db).series(Library(db).episode(held.episode_id).series_id).series
    episode = taking_pitches(db, series)
    if episode.id != held.episode_id:
        raise WrongPhase("That episode has moved on. Pitch it anew for the next one.")
    if join is None:
        check_limit(db, series.guild_id, pitches.of_episode(episode.id), member.id)
        pitches.mark(id, PitchState.OPEN)
        return admit_pitch(db, series, episode, pitches.pitch(id), studio, now)
    other = pitches.pitch(join)
    if other.state is not PitchState.OPEN or other.episode_id != held.episode_id:
        raise WrongPhase("That pitch has moved on. You can still keep yours.")
    pitches.mark(id, PitchState.MERGED)
    return _share(db, series, episode, join, held.authors, now)


def support(db: sqlite_utils.Database, id: PitchId, member: Member, now: float, *, back: bool = False) -> Pitch:
    """Count a member's support, or take it `back`; doing it again changes nothing.

    WrongPhase once the pitch is on a ballot or gone, InvalidInput for an own pitch.
    """
    pitch = Pitches(db).pitch(id)
    if pitch.state is PitchState.ON_BALLOT:
        raise WrongPhase("That pitch is on the ballot: vote for it there.")
    if pitch.state is not PitchState.OPEN:
        raise WrongPhase("That pitch can't be supported any more: {saying}.", saying=STATES_SAID[pitch.state])
    if any(author.id == member.id for author in pitch.authors):
        raise InvalidInput("Your name is on that pitch already.")
    if back:
        Pitches(db).unsupport(id, member.id)
    else:
        Pitches(db).support(id, member.id, now)
    return Pitches(db).pitch(id)


def withdraw(db: sqlite_utils.Database, id: PitchId, member: MemberId) -> Pitch:
    """Take a member's name off a pitch, and the pitch back when it was the only one.

    NotAllowed for other members, WrongPhase once it is on a ballot.
    """
    pitches, pitch = Pitches(db), Pitches(db).pitch(id)
    if all(author.id != member for author in pitch.authors):
        raise NotAllowed("Only its authors can withdraw a pitch.")
    if pitch.state is PitchState.WITHDRAWN:
        return pitch
    if pitch.state not in (PitchState.OPEN, PitchState.HELD, PitchState.CONTESTED):
        raise WrongPhase("That pitch can't be withdrawn any more: {saying}.", saying=STATES_SAID[pitch.state])
    if not pitches.unshare(id, member):
        pitches.mark(id, PitchState.WITHDRAWN)
    Ledger(db).strike(pitch.episode_id, member, Deed.PITCHED, f"pitch {id}")
    return pitches.pitch(id)
