"""A film's plan: which set-up is seen from which frame to which, and what is said when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from renderer.crew.ports import PhonemeTiming, WordTiming
from show.ids import LineId, ShotId
from show.order import ProductionOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicedLine:
    """A line as it was said. `take` is the key of its sound among the takes (mono WAV, float32)."""

    line_id: LineId
    take: str
    duration_seconds: float
    words: tuple[WordTiming, ...]
    phonemes: tuple[PhonemeTiming, ...]
    engine: str


class Kind(StrEnum):
    """What a set-up shows."""

    SHOT = "shot"
    RECAP = "recap"
    CHAPTER = "chapter"
    """Of a reel: from which episode the next shots are, while a narrator tells of it."""
    TITLE = "title"
    CLIFFHANGER = "cliffhanger"
    CREDITS = "credits"


STAGED = (Kind.SHOT, Kind.CHAPTER)
"""What is staged with a place and people; the others are cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """When a line starts, in frames from its set-up's first."""

    line_id: LineId
    start_frame: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One camera set-up from cut to cut. A shot with several lines may be covered from several set-ups."""

    key: str
    """Number and letter, as on a slate: 03b."""
    kind: Kind
    start_frame: int
    frames: int
    shot_number: int = 0
    shot_id: ShotId | None = None
    part: int = 0
    """Which set-up of its shot this is, from 0."""
    parts: int = 1
    lines: tuple[PlacedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything the stages after the voices work from; kept among the takes under its own digest."""

    order: ProductionOrder
    voiced: tuple[VoicedLine, ...]
    setups: tuple[Setup, ...]

    @property
    def frames(self) -> int:
        return sum(setup.frames for setup in self.setups)

    def line_voice(self, line_id: LineId) -> VoicedLine:
        return next(voiced for voiced in self.voiced if voiced.line_id == line_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan's key and size, small enough to travel."""

    key: str
    setup_frames: tuple[int, ...]
    """How long each set-up is."""
    fps: int
    encoder: str = "libx264"
    """Of all its film segments: those of two encoders don't join."""

    @property
    def setups(self) -> int:
        return len(self.setup_frames)

    @property
    def frames(self) -> int:
        return sum(self.setup_frames)
