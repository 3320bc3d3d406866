"""The ports of the crew: what a writer, a painter, a voice and a musician must be able to do.

All ports are synchronous and are called from worker processes; an adapter that talks to a network does so
inside the call and raises CrewUnavailable (with `retry_after_seconds` when told) or CrewRefused. Every adapter
is repeatable: equal requests give equal results, except where a remote model decides otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from renderer.crew.cels import Backdrop, Picture, Puppet
from show.bible import Character, Location, Series, VoiceCasting
from show.order import Brief
from show.script import Angle, Delivery, Emotion, Episode, Framing, Pose, TimeOfDay, Weather
from show.translation import Translation

Samples = npt.NDArray[np.float32]
"""Sound in −1…1: shape (N,) mono or (N, 2) stereo."""


class Writer(Protocol):
    """Writes scripts and, for a new series, its first characters and places."""

    name: str

    def found(self, series: Series) -> Series:
        """The series with its first characters (3–5) and places (3–4) made from title, premise and genre."""
        ...

    def write(self, brief: Brief) -> Episode:
        """A whole episode from a brief: 8–14 shots, about 40–60 s when spoken, a twist and a cliffhanger."""
        ...

    def contradicts(self, series: Series, idea: str) -> tuple[int, ...]:
        """The places, from 0, of the series' facts that an idea can't be squared with."""
        ...

    def translate(self, script: Episode, series: Series, language: str) -> Translation:
        """Every text of the script in a BCP 47 language, lines about as long as they are, names as they are;
        CrewUnavailable from a writer who doesn't translate."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterRequest:
    """One puppet. `height_px` is the puppet's canvas height; the rest decides what is drawn."""

    character: Character
    cast: tuple[Character, ...]
    """The cast up to this character, so that it looks like nobody before it."""
    expression: Emotion
    strength: float
    angle: Angle
    pose: Pose
    framing: Framing
    light_from_left: bool
    seed: int
    take: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BackdropRequest:
    """One place as seen in one shot. Planes are painted with a margin for camera moves."""

    location: Location
    time: TimeOfDay
    weather: Weather
    mood: Emotion
    framing: Framing
    width_px: int
    height_px: int
    seed: int
    take: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PropRequest:
    """One object for an insert shot, from words."""

    words: str
    time: TimeOfDay
    mood: Emotion
    width_px: int
    height_px: int
    seed: int


class Painter(Protocol):
    """Delivers pictures in layers (see `cels`). `version` changes whenever equal requests paint differently."""

    name: str
    version: str

    def puppet(self, request: CharacterRequest) -> Puppet: ...

    def backdrop(self, request: BackdropRequest) -> Backdrop: ...

    def prop(self, request: PropRequest) -> Picture: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRequest:
    """One line to be said. `language` is a BCP 47 tag; `lexicon` gives pronunciations as respellings."""

    text: str
    language: str
    casting: VoiceCasting
    emotion: Emotion
    strength: float
    delivery: Delivery
    lexicon: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTiming:
    """One spoken word as written in the line (with its punctuation), in seconds from the start of the sound."""

    text: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonemeTiming:
    """One phoneme in IPA, in seconds from the start of the sound."""

    symbol: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A spoken line: mono samples, and when each word and phoneme sounds. Words cover the line's text in order."""

    samples: Samples
    sample_rate_hz: int
    words: tuple[WordTiming, ...]
    phonemes: tuple[PhonemeTiming, ...]
    engine: str
    """Which engine spoke, with its version and voice; kept as provenance."""

    @property
    def duration_seconds(self) -> float:
        return len(self.samples) / self.sample_rate_hz


class Voice(Protocol):
    """Says lines."""

    name: str
    version: str

    def speaks(self, language: str) -> bool:
        """Whether this engine can say lines in the language, on this machine, now."""
        ...

    def say(self, request: SpeechRequest) -> Speech: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicCue:
    """Music of one mood from one second to another; `intensity` is 0–1, 0 is silence."""

    start_seconds: float
    end_seconds: float
    mood: Emotion
    intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRequest:
    """A whole episode's music."""

    cues: tuple[MusicCue, ...]
    duration_seconds: float
    sample_rate_hz: int
    seed: int


class Musician(Protocol):
    """Scores a film from its mood cues."""

    name: str
    version: str

    def score(self, request: ScoreRequest) -> Samples:
        """Stereo samples (N, 2) of the whole duration, before ducking, at about −20 LUFS."""
        ...
