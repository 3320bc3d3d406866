"""Recorded tracks of the package immich-memories-music (MIT), by the moods of a script."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import av
import numpy as np

from renderer.synthesis import Track, generator
from show.errors import CrewUnavailable
from show.script import Emotion

MOODS: dict[Emotion, str] = {
    Emotion.NEUTRAL: "calm",
    Emotion.DEADPAN: "calm",
    Emotion.JOY: "happy",
    Emotion.SORROW: "nostalgic",
    Emotion.EXHAUSTED: "nostalgic",
    Emotion.TENDER: "tender",
    Emotion.LOVE: "tender",
    Emotion.RESOLVE: "energetic",
}
"""A script's mood to the package's folder."""


@cache
def tracks(folder: str) -> tuple[Path, ...]:
    """The package's files of a mood in a fixed order; CrewUnavailable when the package is missing."""
    try:
        import immich_memories_music

        found = tuple(sorted((immich_memories_music.tracks_dir() / folder).glob("*.opus")))
    except (ImportError, OSError) as exc:
        raise CrewUnavailable("The package immich-memories-music is not installed.") from exc
    if not found:
        raise CrewUnavailable(f"The package immich-memories-music has no tracks of the mood “{folder}”.")
    return found


def track_for(mood: Emotion, seed: int) -> Path:
    """The track that plays a mood in one film, always the same for the same seed."""
    found = tracks(MOODS[mood])
    return found[int(generator("track", seed, MOODS[mood]).integers(len(found)))]


@lru_cache(maxsize=4)
def decoded(path: Path, rate_hz: int) -> Track:
    """A track as stereo samples at the rate."""
    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="fltp", layout="stereo", rate=rate_hz)
            pieces = [out.to_ndarray() for frame in container.decode(audio=0) for out in resampler.resample(frame)]
            pieces += [out.to_ndarray() for out in resampler.resample(None)]
    except (av.FFmpegError, OSError) as exc:
        raise CrewUnavailable(f"The track {path.name} can't be read.") from exc
    return np.ascontiguousarray(np.concatenate(pieces, axis=1).T, np.float32)


def looped(track: Track, start_seconds: float, seconds: float, rate_hz: int) -> Track:
    """So much of a track from a place in it, its end melted into its beginning where it has to go round."""
    melt = min(round(2.0 * rate_hz), len(track) // 4)
    loop = np.array(track[: len(track) - melt])
    ramp = np.linspace(0.0, 1.0, melt, dtype=np.float32)[:, None]
    loop[:melt] = track[:melt] * np.sqrt(ramp) + track[len(track) - melt :] * np.sqrt(1.0 - ramp)
    first = np.array(track[: len(track) - melt])
    begin, needed = round(start_seconds * rate_hz), round(seconds * rate_hz)
    pieces = [first[begin : begin + needed]] if begin < len(first) else []
    position = begin + sum(map(len, pieces))
    while sum(map(len, pieces)) < needed:
        at = position % len(loop)
        part = loop[at : at + needed - sum(map(len, pieces))]
        pieces.append(part)
        position += len(part)
    return np.concatenate(pieces)
