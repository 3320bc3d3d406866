"""The episodes that are judged: three pitches, written, cast, said and mixed as for a film, without pictures."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import signal

from renderer import parts
from renderer.crew.ports import Samples
from renderer.cues import cue_spans
from renderer.encode import decoded_sound
from renderer.plan import Plan
from renderer.recording import record, speech_request
from renderer.steps import found, write
from renderer.timeline import lay_out
from renderer.workshop import StepContext, Workshop, WorkshopOptions
from show.bible import NARRATOR, Series
from show.codec import from_plain, to_plain
from show.credits import Roll
from show.ids import ChannelId, EpisodeId, GuildId, SeriesId
from show.order import Brief, FilmSettings, FoundingOrder, ProductionOrder, ReplyTo
from show.script import Episode, Line

JUDGES_HZ = 16_000
_REPLY_TO = ReplyTo(guild_id=GuildId(1), channel_id=ChannelId(1), subject="hearing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitch:
    """What a series is founded from, and what its first episode turns on."""

    title: str
    premise: str
    genre: str
    twist: str
    seed: int


PITCHES = (
    Pitch(
        title="Letters from Tomorrow",
        premise="Mika, a shy violinist, finds letters in her own hand, dated tomorrow.",
        genre="mystery",
        twist="Mika's best friend has been writing the letters all along",
        seed=11,
    ),
    Pitch(
        title="The Lighthouse Shift",
        premise="Two cadets guard a lighthouse at the edge of space, and something out there answers the light.",
        genre="sci-fi",
        twist="the answer comes from inside the lighthouse",
        seed=29,
    ),
    Pitch(
        title="Last Order",
        premise="A café that is open only at midnight serves ghosts their favourite meal.",
        genre="romance",
        twist="the new waiter died ten years ago",
        seed=47,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardLine:
    """A line and where its words stand in the mix, in seconds as the captions have them."""

    line: Line
    start_seconds: float
    end_seconds: float
    words: tuple[tuple[str, float, float], ...]
    acted: frozenset[int]
    """Words that are acted rather than said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardEpisode:
    """A finished mix, mono at JUDGES_HZ, with everything said in it."""

    plan: Plan
    sound: Samples
    stereo: Samples
    """The same at 48 kHz, both sides."""
    lines: tuple[HeardLine, ...]

    @property
    def text(self) -> str:
        """All that is said, in order."""
        return " ".join(word for line in self.lines for n, (word, _, _) in enumerate(line.words) if n not in line.acted)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the cast and of places: what a viewer knows from captions and cards."""
        series = self.plan.order.series
        return tuple(c.name for c in series.characters) + tuple(place.name for place in series.locations)


def context_in(home: Path) -> StepContext:
    """A workshop whose takes are kept in the folder, so that a second run hears what the first made."""
    options = WorkshopOptions(
        media_url=f"file://{home / 'media'}",
        takes_folder=str(home / "takes"),
        cache_folder=str(home / "cache"),
        voice_threads=2,
    )
    return StepContext(workshop=Workshop(options), report=lambda share: None, clock=time.time)


def written(pitch: Pitch, context: StepContext) -> tuple[Series, Episode]:
    """The series with its cast, and the first episode by the offline writer."""
    bare = Series(
        id=SeriesId(f"heard-{pitch.seed}"),
        guild_id=GuildId(1),
        title=pitch.title,
        premise=pitch.premise,
        genre=pitch.genre,
        seed=pitch.seed,
    )
    order = FoundingOrder(id="founding", reply_to=_REPLY_TO, series=bare)
    series: Series = from_plain(found({"order": to_plain(order)}, context)["series"], Series)
    brief = Brief(series=series, episode_id=EpisodeId("e1"), episode_number=1, twist=pitch.twist, seed=pitch.seed)
    script = write({"brief": to_plain(brief), "settings": to_plain(FilmSettings())}, context)["script"]
    return series, from_plain(script, Episode)


def planned(series: Series, script: Episode, settings: FilmSettings, context: StepContext) -> Plan:
    """The episode said and laid out."""
    workshop = context.workshop
    voice = workshop.voice(settings)
    voiced = [record(line, speech_request(line, series, settings), voice, workshop.takes) for _, line in script.lines()]
    order = ProductionOrder(
        id="film", reply_to=_REPLY_TO, series=series, script=script, roll=Roll(), settings=settings, seed=series.seed
    )
    return lay_out(order, voiced)


def performed(series: Series, script: Episode, settings: FilmSettings, context: StepContext) -> HeardEpisode:
    """The episode's finished sound, as it goes into the film (AAC, decoded again)."""
    plan = planned(series, script, settings, context)
    take = parts.sound_take(plan, context)
    path = context.workshop.takes.get("sound", take.take)
    assert path is not None
    samples, rate = decoded_sound(path)
    return HeardEpisode(plan=plan, sound=for_judges(samples, rate), stereo=samples, lines=_lines(plan))


def for_judges(samples: Samples, rate_hz: int) -> Samples:
    """Mono at JUDGES_HZ."""
    mono = samples.mean(axis=1) if samples.ndim == 2 else samples
    common = int(np.gcd(JUDGES_HZ, rate_hz))
    return np.asarray(signal.resample_poly(mono, JUDGES_HZ // common, rate_hz // common), np.float32)


def _lines(plan: Plan) -> tuple[HeardLine, ...]:
    by_id = {line.id: line for _, line in plan.order.script.lines()}
    fps = plan.order.settings.fps
    heard = []
    for setup in plan.setups:
        for placed in setup.lines:
            voiced, line = plan.line_voice(placed.line_id), by_id[placed.line_id]
            start = (setup.start_frame + placed.start_frame) / fps
            tokens = [word.text for word in voiced.words]
            acted = {
                n for span in cue_spans(tokens, plan.order.settings.language) for n in range(span.first, span.last)
            }
            heard.append(
                HeardLine(
                    line=line,
                    start_seconds=start,
                    end_seconds=start + voiced.duration_seconds,
                    words=tuple((w.text, start + w.start_seconds, start + w.end_seconds) for w in voiced.words),
                    acted=frozenset(acted),
                )
            )
    return tuple(heard)


def told_by(series: Series, speaker: str) -> str:
    """The name of who says a line."""
    if speaker == NARRATOR:
        return "narrator"
    return next((c.name for c in series.characters if c.id == speaker), speaker)


def in_language(series: Series, language: str) -> Series:
    """The series in another language, its parts cast anew."""
    return replace(series, language=language)
