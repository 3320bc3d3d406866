"""The house musician: lays recorded tracks and composed cues under a film, following its moods."""

from __future__ import annotations

import logging

import numpy as np

from renderer.crew.ports import MusicCue, Samples, ScoreRequest
from renderer.crew.score.cues import COMPOSED
from renderer.crew.score.library import MusicLibrary
from renderer.crew.score.tracks import MOODS, played, track_for
from renderer.loudness import SILENCE_LUFS, integrated_lufs
from renderer.stems import Keep, fresh, whole_steps
from renderer.synthesis import Track, count, generator, glided, lay, lowpass
from show.errors import CrewUnavailable, InvalidInput
from show.script import Emotion

TARGET_LUFS = -20.0
_VERSION = "3"
_CROSSFADE_SECONDS = 0.9
_BREATH_SECONDS = 0.12
"""Beside a silence the music stops and starts this fast, so that the silence is heard."""
_TOUCHING_SECONDS = 0.1
_HIT_SECONDS = 0.04
"""Shock and rage come in on the cut, not gently."""
_STEP_SECONDS = 6.0
"""Composed cues are as long as a multiple of this."""
_FADE_OUT_SECONDS = 1.6
_SWELL_SECONDS = 2.5
_QUIETEST_DB = -10.0
"""How far under full the softest music lies."""
_CONTROL_HZ = 1000
"""How often levels are worked out; between, they glide."""


_log = logging.getLogger(__name__)


class HouseMusician:
    """Scores films without a network, first from the operator's own tracks. Equal requests give equal samples."""

    name = "house"

    def __init__(self, keep: Keep = fresh, library: MusicLibrary | None = None) -> None:
        self._keep = keep
        self._library = library
        self.version = _VERSION if library is None else f"{_VERSION}+{library.version}"

    def score(self, request: ScoreRequest) -> Samples:
        """Stereo samples (N, 2) of the whole duration at about −20 LUFS where music plays.

        Neighbouring cues of one mood play on as one; a mood that comes back goes on where it left off. Music
        swells towards a stronger cue, is silent at intensity 0, and fades at the end.
        """
        if request.duration_seconds <= 0.0 or request.sample_rate_hz < 8_000:
            raise InvalidInput("Music needs a duration above 0 and a rate of at least 8000 Hz.")
        rate = request.sample_rate_hz
        out = np.zeros((count(request.duration_seconds, rate), 2), np.float32)
        places: dict[Emotion, float] = {}
        runs = _runs(request)
        for number, run in enumerate(runs):
            joins = number > 0 and _touch(runs[number - 1], run)
            goes_on = number + 1 < len(runs) and _touch(run, runs[number + 1])
            rise = _rise(run[0]) if joins else _BREATH_SECONDS
            fall = _CROSSFADE_SECONDS if goes_on else _BREATH_SECONDS
            start = max(0.0, run[0].start_seconds - (rise / 2 if joins else 0.0))
            end = min(request.duration_seconds, run[-1].end_seconds + (fall / 2 if goes_on else 0.0))
            if end - start < 0.05:
                continue
            mood = run[0].mood
            music = _levelled(self._music(mood, places.get(mood, 0.0), end - start, rate, request.seed), rate)
            places[mood] = places.get(mood, 0.0) + end - start
            lay(out, _shaped(music, run, start, (rise, fall), rate), start, rate)
        return _finished(out, request)

    def _music(self, mood: Emotion, place: float, seconds: float, rate_hz: int, seed: int) -> Track:
        """So much music of a mood: of the operator's tracks, of the package's, or composed."""
        own = self._library.track(mood, seed) if self._library is not None else None
        if own is not None:
            try:
                return played(own, place, seconds, rate_hz)
            except CrewUnavailable as exc:
                _log.warning("%s Something else plays.", exc)
        composer = COMPOSED.get(mood)
        if composer is None:
            try:
                return played(track_for(mood, seed), place, seconds, rate_hz)
            except CrewUnavailable:
                composer = COMPOSED[Emotion.DREAD if MOODS[mood] in ("nostalgic", "calm") else Emotion.SMUG]
        # A cue that starts a little later, or lasts a little longer, than yesterday is the same piece, cut differently.
        own_seed = int(generator("cue", seed, mood, int(place // _STEP_SECONDS)).integers(1 << 30))
        whole = whole_steps(seconds, _STEP_SECONDS)
        spec: list[object] = ["cue", _VERSION, mood, composer.__name__, whole, rate_hz, own_seed]
        return self._keep(spec, lambda: composer(whole, rate_hz, own_seed))[: count(seconds, rate_hz)]


def _runs(request: ScoreRequest) -> list[list[MusicCue]]:
    """Audible cues in order, neighbours of one mood together."""
    cues = sorted(
        (c for c in request.cues if c.intensity > 0.0 and c.end_seconds > c.start_seconds),
        key=lambda cue: cue.start_seconds,
    )
    runs: list[list[MusicCue]] = []
    for cue in cues:
        if runs and runs[-1][0].mood is cue.mood and _touch(runs[-1], [cue]):
            runs[-1].append(cue)
        else:
            runs.append([cue])
    return runs


def _touch(before: list[MusicCue], after: list[MusicCue]) -> bool:
    """Whether there is no silence between two runs of cues."""
    return after[0].start_seconds - before[-1].end_seconds < _TOUCHING_SECONDS


def _rise(cue: MusicCue) -> float:
    """How long a mood takes to fade in over the one before."""
    return _HIT_SECONDS if cue.mood in (Emotion.SHOCK, Emotion.RAGE) else _CROSSFADE_SECONDS


def _levelled(music: Track, rate_hz: int) -> Track:
    loudness = integrated_lufs(music, rate_hz)
    if loudness <= SILENCE_LUFS:
        return music
    return np.asarray(music * np.float32(10.0 ** ((TARGET_LUFS - loudness) / 20.0)), np.float32)


def _shaped(music: Track, run: list[MusicCue], start_seconds: float, fades: tuple[float, float], rate_hz: int) -> Track:
    """Level and brightness follow the intensities; both ends fade."""
    points: list[tuple[float, float]] = []
    for index, cue in enumerate(run):
        begin, end = cue.start_seconds - start_seconds, cue.end_seconds - start_seconds
        points.append((max(0.0, begin), cue.intensity))
        louder = index + 1 < len(run) and run[index + 1].intensity > cue.intensity
        hold = max(begin, end - (_SWELL_SECONDS if louder else 0.4))
        points.append((hold, cue.intensity))
    hop = rate_hz // _CONTROL_HZ
    seconds = len(music) / rate_hz
    time = (np.arange(-(-len(music) // hop)) + 0.5) * hop / rate_hz
    xs, ys = zip(*points, strict=True)
    intensity = np.clip(np.interp(time, xs, ys), 0.0, 1.0)
    gain = 10.0 ** (_QUIETEST_DB * (1.0 - intensity) / 20.0)
    fade_in = np.clip(time / fades[0], 0.0, 1.0)
    fade_out = np.clip((seconds - time) / fades[1], 0.0, 1.0)
    gain *= np.sin(fade_in * np.pi / 2) * np.sin(fade_out * np.pi / 2)
    veil, clear = 0.75 * (1.0 - intensity) * gain, (0.25 + 0.75 * intensity) * gain
    dark = lowpass(music, 900.0, rate_hz) * glided(veil, hop, len(music))[:, None]
    return np.asarray(dark + music * glided(clear, hop, len(music))[:, None], np.float32)


def _finished(music: Track, request: ScoreRequest) -> Samples:
    """Fade at the end; if need be brought down so that nothing clips."""
    rate = request.sample_rate_hz
    length = min(len(music), count(_FADE_OUT_SECONDS, rate))
    music[len(music) - length :] *= np.cos(np.linspace(0.0, np.pi / 2, length, dtype=np.float32))[:, None]
    peak = float(np.abs(music).max(initial=0.0))
    return music * np.float32(0.98 / peak) if peak > 0.98 else music
