"""Recorded tracks of the package immich-memories-music (MIT), by the moods of a script."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import av
import numpy as np

from renderer.stems import whole_steps
from renderer.synthesis import Track, generator, looped
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
        raise CrewUnavailable("The package immich-memories-music has no tracks of the mood “{folder}”.", folder=folder)
    return found


def track_for(mood: Emotion, seed: int) -> Path:
    """The track that plays a mood in one film, always the same for the same seed."""
    found = tracks(MOODS[mood])
    return found[int(generator("track", seed, MOODS[mood]).integers(len(found)))]


MAX_SECONDS = 120.0
"""So much of a track is used; a film has many moods, and a minute of stereo is 23 MB."""
_DECODING_SECONDS = 30.0
"""Tracks are decoded in so long steps: most cues need a track's beginning only."""
_MELT_SECONDS = 2.0
"""What going round takes of a track's end (`renderer.synthesis.looped`)."""


def played(path: Path, place_seconds: float, seconds: float, rate_hz: int) -> Track:
    """So much of a track from a place in it, stereo samples; from its beginning again where it ends."""
    reach = place_seconds + seconds + _MELT_SECONDS
    longest = min(MAX_SECONDS, whole_steps(reach, _DECODING_SECONDS))
    return looped(decoded(path, rate_hz, longest), place_seconds, seconds, rate_hz)


@lru_cache(maxsize=4)
def decoded(path: Path, rate_hz: int, seconds: float = MAX_SECONDS) -> Track:
    """The beginning of a track, at most so many seconds, as stereo samples at the rate."""
    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="fltp", layout="stereo", rate=rate_hz)
            pieces, left = [], round(seconds * rate_hz)
            for frame in container.decode(audio=0):
                for out in resampler.resample(frame):
                    pieces.append(out.to_ndarray()[:, : max(0, left)])
                    left -= pieces[-1].shape[1]
                if left <= 0:
                    break
            pieces += [out.to_ndarray()[:, : max(0, left)] for out in resampler.resample(None)]
    except (av.FFmpegError, OSError, IndexError) as exc:
        raise CrewUnavailable("The track {name} can't be read.", name=path.name) from exc
    if sum(piece.shape[1] for piece in pieces) < rate_hz:
        raise CrewUnavailable("The track {name} is shorter than a second.", name=path.name)
    return np.ascontiguousarray(np.concatenate(pieces, axis=1).T, np.float32)
