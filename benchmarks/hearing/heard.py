"""A finished episode against what the judges heard in it: its words, the times of its captions, its mouths."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.hearing.episodes import JUDGES_HZ, HeardEpisode, HeardLine, told_by
from benchmarks.hearing.measures import error_rate, spread, words_of
from renderer.crew.ports import Samples
from renderer.loudness import measure, mono_loss_db
from renderer.soundtrack import SAMPLE_RATE_HZ
from renderer.stage.layers import MouthCue, Viseme
from renderer.stage.visemes import mouth_cues, viseme_of

_BEFORE_SECONDS, _AFTER_SECONDS = 0.1, 0.2
"""What the aligner hears around a line."""
_LIPS = frozenset(("M", "B", "P", "F", "V"))
"""The aligner's phones (ARPABET) that are read from lips, whoever says them; vowels it takes from its dictionary."""
DRAWING_FRAMES = 2


def job_of(number: int, episode: HeardEpisode, sound: Callable[[str, Samples], str]) -> dict[str, list[dict[str, Any]]]:
    """What the judges are given: the whole mix to be understood, and each line of it to be aligned."""
    align = []
    for index, line in enumerate(episode.lines):
        first = max(0, round((line.start_seconds - _BEFORE_SECONDS) * JUDGES_HZ))
        last = round((line.end_seconds + _AFTER_SECONDS) * JUDGES_HZ)
        said = [word for n, (word, _, _) in enumerate(line.words) if n not in line.acted]
        align.append(
            {
                "sound": sound(f"episode-{number}-line-{index}", episode.sound[first:last]),
                "text": " ".join(said),
                "starts_at": first / JUDGES_HZ,
            }
        )
    return {"hear": [{"sound": sound(f"episode-{number}", episode.sound), "language": "en"}], "align": align}


def heard_episode(
    episode: HeardEpisode, text: str, answers: Sequence[Any], asked: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """The figures of one episode. Times are those that the film shows: on whole frames."""
    fps = episode.plan.order.settings.fps
    late: list[float] = []
    lips_off: list[float] = []
    lost = 0
    for line, answer, item in zip(episode.lines, answers, asked, strict=True):
        cues = _cues(episode, line, fps)
        starts = _shown_starts(line, fps)
        if answer is None or len(answer["words"]) != len(starts):
            lost += 1
            continue
        for start, (_, begins, _, known) in zip(starts, answer["words"], strict=True):
            if known:
                late.append(start - (begins + item["starts_at"]))
        shift = item["starts_at"]
        lips = [(Viseme.CLOSED, a + shift, b + shift) for phone, a, b in answer["phones"] if phone in _LIPS]
        lips_off += _off(cues, lips, fps)
    return {
        "title": episode.plan.order.series.title,
        "seconds": round(len(episode.sound) / JUDGES_HZ, 1),
        "word_error_rate": round(error_rate(words_of(episode.text), words_of(text)), 4),
        "heard": text,
        "caption_starts_seconds": spread(late) | {"signed_median": round(float(np.median(late)), 4) if late else 0.0},
        "mouths_off_frames": mouths(episode),
        "closed_lips_off_frames_by_aligner": _within(lips_off),
        "lines": len(episode.lines),
        "lines_not_aligned": lost,
        "speakers": sorted({told_by(episode.plan.order.series, line.line.speaker) for line in episode.lines}),
    } | mixed(episode)


def mouths(episode: HeardEpisode) -> dict[str, float]:
    """How far mouths that the film shows lie from the sounds they are of."""
    fps = episode.plan.order.settings.fps
    lines = episode.lines
    return _within(
        [frames for line in lines for frames in _off(_cues(episode, line, fps), _sounds(episode, line), fps)]
    )


def mixed(episode: HeardEpisode) -> dict[str, float]:
    """How loud the finished sound is, and what a phone with one speaker loses of it."""
    loudness = measure(episode.stereo, SAMPLE_RATE_HZ)
    return {
        "loudness_lufs": round(loudness.integrated_lufs, 2),
        "true_peak_dbtp": round(loudness.true_peak_dbtp, 2),
        "range_lu": round(loudness.range_lu, 1),
        "mono_loss_db": round(mono_loss_db(episode.stereo, SAMPLE_RATE_HZ), 2),
    }


def _shown_starts(line: HeardLine, fps: int) -> list[float]:
    """When each word that is said lights up, for the words that the aligner counts."""
    return [
        round(start * fps) / fps
        for n, (word, start, _) in enumerate(line.words)
        if n not in line.acted and re.sub(r"[^a-z']", "", word.lower().replace("’", "'")).strip("'")
    ]


def _within(frames: Sequence[float]) -> dict[str, float]:
    """How far mouths lie from their sounds, and the share that lies within one drawing."""
    near = float(np.mean(np.asarray(frames) <= DRAWING_FRAMES)) if frames else 1.0
    return spread(frames) | {"within_a_drawing": round(near, 4)}


def _sounds(episode: HeardEpisode, line: HeardLine) -> list[tuple[Viseme, float, float]]:
    """The mouths that the voice's phonemes want, with their times in the film."""
    return [
        (viseme_of(p.symbol), line.start_seconds + p.start_seconds, line.start_seconds + p.end_seconds)
        for p in episode.plan.line_voice(line.line.id).phonemes
        if viseme_of(p.symbol) is not Viseme.REST
    ]


def _cues(episode: HeardEpisode, line: HeardLine, fps: int) -> tuple[MouthCue, ...]:
    phonemes = episode.plan.line_voice(line.line.id).phonemes
    start = line.start_seconds
    return mouth_cues([(p.symbol, start + p.start_seconds, start + p.end_seconds) for p in phonemes], fps=fps)


def _off(cues: Sequence[MouthCue], sounds: Sequence[tuple[Viseme, float, float]], fps: int) -> list[float]:
    """For every sound that lasts a drawing, the frames from it to the nearest drawing of its mouth."""
    away = []
    for viseme, begins, ends in sounds:
        start, end = begins * fps, ends * fps
        if end - start >= DRAWING_FRAMES:
            gaps = [max(0.0, c.start_frame - end, start - c.end_frame) for c in cues if c.viseme is viseme]
            away.append(round(min(gaps, default=99.0), 3))
    return away
