"""A finished episode against what the judges heard in it: its words, the times of its captions, its mouths."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.hearing.episodes import JUDGES_HZ, HeardEpisode, HeardLine, told_by
from benchmarks.hearing.measures import error_rate, spread, words_of
from renderer.crew.ports import Samples
from renderer.loudness import mono_loss_db
from renderer.stage.layers import Viseme
from renderer.stage.visemes import mouth_cues

_BEFORE_SECONDS, _AFTER_SECONDS = 0.1, 0.2
"""What the aligner hears around a line."""
_SHAPES = {
    Viseme.CLOSED: ("M", "B", "P", "F", "V"),
    Viseme.A: ("AA", "AE", "AH", "AY", "AW"),
    Viseme.O: ("AO", "OW", "OY"),
    Viseme.U: ("UW", "UH"),
    Viseme.E: ("EH", "EY", "ER"),
    Viseme.I: ("IY", "IH"),
}
"""The aligner's phones (ARPABET) by the mouth they want."""
_BY_PHONE = {phone: viseme for viseme, phones in _SHAPES.items() for phone in phones}
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
    frames_off: list[float] = []
    lost = 0
    for line, answer, item in zip(episode.lines, answers, asked, strict=True):
        starts = _shown_starts(line, fps)
        if answer is None or len(answer["words"]) != len(starts):
            lost += 1
            continue
        for start, (_, begins, _, known) in zip(starts, answer["words"], strict=True):
            if known:
                late.append(start - (begins + item["starts_at"]))
        frames_off += _mouths_off(episode, line, answer["phones"], item["starts_at"], fps)
    return {
        "title": episode.plan.order.series.title,
        "seconds": round(len(episode.sound) / JUDGES_HZ, 1),
        "word_error_rate": round(error_rate(words_of(episode.text), words_of(text)), 4),
        "heard": text,
        "caption_starts_seconds": spread(late) | {"signed_median": round(float(np.median(late)), 4) if late else 0.0},
        "mouths_off_frames": spread(frames_off)
        | {
            "within_a_drawing": round(float(np.mean(np.asarray(frames_off) <= DRAWING_FRAMES)), 4)
            if frames_off
            else 1.0
        },
        "lines": len(episode.lines),
        "lines_not_aligned": lost,
        "speakers": sorted({told_by(episode.plan.order.series, line.line.speaker) for line in episode.lines}),
        "mono_loss_db": round(mono_loss_db(episode.stereo, 48_000), 2),
    }


def _shown_starts(line: HeardLine, fps: int) -> list[float]:
    """When each word that is said lights up, for the words that the aligner counts."""
    return [
        round(start * fps) / fps
        for n, (word, start, _) in enumerate(line.words)
        if n not in line.acted and re.sub(r"[^a-z']", "", word.lower().replace("’", "'")).strip("'")
    ]


def _mouths_off(
    episode: HeardEpisode, line: HeardLine, phones: Sequence[tuple[str, float, float]], offset: float, fps: int
) -> list[float]:
    """For every phone that lasts a drawing, the frames from its sound to the nearest drawing of its mouth."""
    voiced = episode.plan.line_voice(line.line.id)
    cues = mouth_cues(
        [(p.symbol, line.start_seconds + p.start_seconds, line.start_seconds + p.end_seconds) for p in voiced.phonemes],
        fps=fps,
    )
    away = []
    for phone, begins, ends in phones:
        viseme = _BY_PHONE.get(phone)
        start, end = (begins + offset) * fps, (ends + offset) * fps
        if viseme is None or end - start < DRAWING_FRAMES:
            continue
        gaps = [max(0.0, c.start_frame - end, start - c.end_frame) for c in cues if c.viseme is viseme]
        if gaps and min(gaps) < 12:  # a vowel that the voice says otherwise than the dictionary has no drawing
            away.append(round(min(gaps), 3))
    return away
