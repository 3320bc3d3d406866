"""Chapters of a film by its scenes: when each begins, read off the film's own captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cogs.drafts.texts import place
from show.bible import Series
from show.script import Episode

LEAD_SECONDS = 0.8
"""A scene is seen a little before its first word is heard."""
_CUE = re.compile(r"(?m)^(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3}) -->[^\n]*\n((?:[^\n]+\n?)+)")
_TAG = re.compile(r"<[^>]*>")
_COMPARED_CHARACTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A scene: when it begins, in seconds, and where it plays."""

    start_seconds: float
    title: str


def chapters_of(script: Episode, series: Series, captions: str, seconds: float) -> list[Chapter]:
    """A script's scenes with their times; one that has no words begins where the shots before it leave off.

    `captions` is WebVTT, empty for none; `seconds` is the film's length.
    """
    cues = list(_cues(captions))
    shots_total = max(1, sum(1 for _ in script.shots()))
    found: list[Chapter] = []
    shots, at = 0, 0
    for scene in script.scenes:
        start = seconds * shots / shots_total
        first = next((line.text for shot in scene.shots for line in shot.lines), "")
        for index in range(at, len(cues)):
            if first and _alike(first, cues[index][1]):
                start, at = cues[index][0] - LEAD_SECONDS, index + 1
                break
        earliest = found[-1].start_seconds + LEAD_SECONDS if found else 0.0
        start = max(earliest, start) if found else 0.0
        found.append(Chapter(start_seconds=round(start, 2), title=f"{place(series, scene.location_id)}"))
        shots += len(scene.shots)
    return found


def chapters_vtt(chapters: list[Chapter], seconds: float) -> str:
    """Chapters as a WebVTT track."""
    ends = [*(chapter.start_seconds for chapter in chapters[1:]), seconds]
    cues = [
        f"{_clock(one.start_seconds)} --> {_clock(max(end, one.start_seconds + 0.1))}\n{_plain(one.title)}\n"
        for one, end in zip(chapters, ends, strict=True)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def minutes(seconds: float) -> str:
    """A time as players show it: 1:05."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _cues(captions: str) -> Iterator[tuple[float, str]]:
    for hours, mins, secs, thousandths, text in _CUE.findall(captions.replace("\r\n", "\n")):
        start = int(hours or 0) * 3600 + int(mins) * 60 + int(secs) + int(thousandths) / 1000
        yield start, _TAG.sub("", text)


def _alike(line: str, cue: str) -> bool:
    """Whether a caption begins a line: by their first letters, whatever stands between them."""
    one, other = _letters(line), _letters(cue)
    count = min(_COMPARED_CHARACTERS, len(one), len(other))
    return count > 0 and one[:count] == other[:count]


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    mins, rest = divmod(rest, 60_000)
    return f"{hours:02}:{mins:02}:{rest // 1000:02}.{rest % 1000:03}"


def _plain(text: str) -> str:
    return " ".join(text.replace("-->", "→").replace("&", "&amp;").replace("<", "&lt;").split()) or "…"
