"""What the library hands out: guild settings, episodes, pitches, ballots, drafts and bookings as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from show.ballot import Ballot
from show.bible import Series
from show.ids import BallotId, ChannelId, EpisodeId, GuildId, MemberId, MessageId, PitchId, SeriesId
from show.order import DraftResult, FilmSettings, MediaRef
from show.script import Episode
from show.series_rules import SeriesRules
from show.texts import Text
from show.writers_room import Phase

NO_SERIES = SeriesId("")
NO_CHANNEL, NO_MESSAGE = ChannelId(0), MessageId(0)
"""Where nothing was posted yet."""


class SeriesState(StrEnum):
    """Where a series stands."""

    FOUNDING = "founding"
    OPEN = "open"
    FAILED = "failed"
    ARCHIVED = "archived"


class PitchState(StrEnum):
    """What became of a pitch."""

    HELD = "held back"
    """Much like another one; its author decides."""
    CONTESTED = "before the room"
    """Contradicts what is established; the room decides."""
    KEPT_OUT = "kept out"
    """The room wanted it to stay as it was told."""
    OPEN = "open"
    ON_BALLOT = "on the ballot"
    WON = "won"
    LOST = "lost"
    MERGED = "merged"
    """Its author shares the one it was like."""
    WITHDRAWN = "withdrawn"
    DROPPED = "called off with its episode"


class PictureState(StrEnum):
    """What became of the picture that came with a pitch."""

    SHOWN = ""
    WAITING = "waiting"
    """Until an approver has looked at it."""
    LEFT_OUT = "left out"


class DraftState(StrEnum):
    """What became of a version of a script."""

    MAKING = "being made"
    TABLED = "on the table"
    SUPERSEDED = "superseded"
    APPROVED = "approved"


class OrderKind(StrEnum):
    """What is ordered from the renderer."""

    FOUNDING = "founding"
    DRAFT = "draft"
    FILM = "film"
    DUB = "dub"
    REEL = "reel"
    SKETCH = "sketch"
    """A small picture for the room; its progress is not shown."""


class BookingState(StrEnum):
    """Where an order stands, as the bot knows it."""

    BOOKED = "booked"
    """Written here, not yet known to be in the queue."""
    PLACED = "placed"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """How this installation works where nobody says otherwise."""

    ballot_minutes: float = 24 * 60.0
    pitches_to_open: int = 5
    """A ballot opens by itself when so many pitches lie there; 0 leaves it to the approvers."""
    quorum: int = 1
    pictures: bool = True
    """Whether ballots are shown with pictures of their options and of their result."""
    target_seconds: int = 45
    film: FilmSettings = field(default_factory=FilmSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who did something, with the name to credit."""

    id: MemberId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSettings:
    """What an administrator set up: where the room, the premieres and the log are, and who approves."""

    guild_id: GuildId
    room_channel_id: ChannelId
    premieres_channel_id: ChannelId
    log_channel_id: ChannelId
    approver_role_id: int
    rating: str = "teen"
    drafts_channel_id: ChannelId = NO_CHANNEL
    """Where drafts go; 0 for the room."""
    language: str = ""
    """The language new series are told in; "" for the studio's."""

    @property
    def drafts_channel(self) -> ChannelId:
        """Where drafts go."""
        return self.drafts_channel_id or self.room_channel_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRecord:
    """A series with its bible, its state and its own rules. `opens_at` is when its next episode opens by itself."""

    series: Series
    state: SeriesState
    created_by: MemberId
    rules: SeriesRules = field(default_factory=SeriesRules)
    opens_at: float | None = None
    branch_of: SeriesId = NO_SERIES
    """The series beside which it tells one episode otherwise; "" for a series of its own."""
    branch_road: str = ""
    """The episode's number and the option's key ("3:b")."""

    @property
    def branches_at(self) -> int:
        """The episode that a branch tells otherwise; 0 for a series of its own."""
        return int(self.branch_road.partition(":")[0] or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRecord:
    """An episode's row. `version` is the latest version of its script, 0 before there is one."""

    id: EpisodeId
    series_id: SeriesId
    number: int
    phase: Phase
    twist: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitch:
    """A member's idea for an episode. `source` links to the message it was taken from, "" for none.

    `message_id` is its card in the room, 0 before it is posted.
    """

    id: PitchId
    episode_id: EpisodeId
    member: Member
    text: str
    state: PitchState
    others: tuple[Member, ...] = ()
    """Whose names it bears besides."""
    support: int = 0
    source: str = ""
    channel_id: ChannelId = NO_CHANNEL
    message_id: MessageId = NO_MESSAGE
    picture: MediaRef | None = None
    """What came with it, for reference."""
    picture_state: PictureState = PictureState.SHOWN

    @property
    def shown_picture(self) -> MediaRef | None:
        """The picture, when it is to be seen."""
        return self.picture if self.picture_state is PictureState.SHOWN else None

    @property
    def authors(self) -> tuple[Member, ...]:
        """Everybody whose idea it is, in the order they came."""
        return (self.member, *self.others)

    @property
    def names(self) -> str:
        """All authors as a ballot shows them."""
        return " & ".join(author.name for author in self.authors)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRecord:
    """A ballot with where its message stands (`message_id` 0: not posted yet), and its end (None: running)."""

    ballot: Ballot
    episode_id: EpisodeId
    channel_id: ChannelId
    message_id: MessageId
    closed_at: float | None
    winner_key: str
    poll_message_id: MessageId = NO_MESSAGE
    """The poll in which its votes are cast, if it is one of Discord's."""

    @property
    def id(self) -> BallotId:
        """The ballot's id."""
        return self.ballot.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One version of a script; `result` is None while its storyboard and animatic are being made."""

    episode_id: EpisodeId
    version: int
    state: DraftState
    script: Episode
    result: DraftResult | None
    channel_id: ChannelId
    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An order as the bot keeps it; `document` is its JSON, empty once it is settled well.

    `progress_message_id` is the one message that shows how far it is, 0 before it is posted.
    """

    id: str
    kind: OrderKind
    subject: str
    guild_id: GuildId
    channel_id: ChannelId
    member_id: MemberId
    document: str
    state: BookingState
    booked_at: float
    settled_at: float | None
    progress_message_id: MessageId
    failure: Text
    moved: Text | None = None
    """Who moved it in the line, where and why; None for nobody."""
