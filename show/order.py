"""Orders and results: everything a renderer needs, and everything it gives back, each one JSON document."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from show.bible import Series
from show.credits import Roll
from show.ids import ChannelId, EpisodeId, GuildId, Sha256
from show.script import Episode
from show.texts import marked

DISCORD_UPLOAD_BYTES = 10 * 1024 * 1024
"""Discord's default limit for one file (Discord's documentation, August 2026)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRef:
    """Bytes in the media store, by hash. `name` is a file name fit for a download."""

    sha256: Sha256
    size_bytes: int
    media_type: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A member's pitch as a writer gets to see it: text, and the name to credit."""

    text: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a writer writes from. Texts of members are data, never instructions to a model."""

    series: Series
    episode_id: EpisodeId
    episode_number: int
    twist: str = ""
    """The winning option of the last ballot."""
    ideas: tuple[Idea, ...] = ()
    previously: tuple[str, ...] = ()
    """Loglines of earlier episodes, oldest first."""
    open_question: str = ""
    """The last episode's cliffhanger."""
    target_seconds: int = 45
    seed: int = 0


class Fit(StrEnum):
    """How a film comes under the upload limit."""

    QUICK = "quick"
    """Encoded once, every shot as finely as the limit allows: the master is the copy that is posted."""
    BEST = "best"
    """A master without regard to the limit, and a copy encoded slowly from the same scenes, within 2 % of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSettings:
    """How a film is made. Sizes are pixels; engines are tried in the order given."""

    width_px: int = 1080
    height_px: int = 1920
    fps: int = 24
    upload_limit_bytes: int = DISCORD_UPLOAD_BYTES
    fit: Fit = Fit.QUICK
    writer: str = "offline"
    painter: str = "house"
    voices: tuple[str, ...] = ("kokoro", "espeak")
    musician: str = "house"
    language: str = "en"
    label: str = marked("Made with AI · Cliffhanger")
    """Shown in the credits of every film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTo:
    """Where a result goes: the guild and channel that asked. The renderer hands it back unread."""

    guild_id: GuildId
    channel_id: ChannelId
    subject: str
    """What the result is for: an episode's or a series' id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingOrder:
    """Make a new series' first characters and places."""

    id: str
    reply_to: ReplyTo
    series: Series
    settings: FilmSettings = field(default_factory=FilmSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOrder:
    """Write (unless `script` is given), draw the storyboard, cut the animatic."""

    id: str
    reply_to: ReplyTo
    brief: Brief
    script: Episode | None = None
    settings: FilmSettings = field(default_factory=FilmSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionOrder:
    """Make the film. A whole document: nothing else has to be asked of anyone."""

    id: str
    reply_to: ReplyTo
    series: Series
    script: Episode
    roll: Roll
    settings: FilmSettings = field(default_factory=FilmSettings)
    seed: int = 0


class Stage(StrEnum):
    """The stages of making a film, in order, as members see them."""

    WRITING = "writing"
    VOICES = "voices"
    PAINTING = "painting"
    FRAMES = "frames"
    SOUND = "sound"
    CUT = "cut"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an order is. `fraction` is 0–1 over the whole; `seconds_left` is None while unknown: whoever
    watches knows the pace best."""

    stage: Stage
    fraction: float
    shots_done: int = 0
    shots_total: int = 0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """What one stage took, in seconds of wall time."""

    stage: Stage
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftResult:
    """A draft, ready to be shown to members."""

    script: Episode
    storyboard: MediaRef
    animatic: MediaRef
    seconds: float
    """Length of the episode as timed by the voices."""
    stage_times: tuple[StageTime, ...] = ()
    more_pages: tuple[MediaRef, ...] = ()
    """The storyboard's pages after its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReport:
    """What the review measured on the finished film; `findings` is empty when it passed."""

    seconds: float
    planned_seconds: float
    width_px: int
    height_px: int
    loudness_lufs: float
    true_peak_dbtp: float
    size_bytes: int
    findings: tuple[str, ...] = ()
    facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmResult:
    """A finished, reviewed film. `copy` is the one that fits the upload limit; it may be the master itself."""

    script: Episode
    master: MediaRef
    copy: MediaRef
    cover: MediaRef
    subtitles: tuple[MediaRef, ...]
    report: ReviewReport
    stage_times: tuple[StageTime, ...] = ()
