"""From what an engine tells about its sound to timings of every written word: matching, filling, clipping."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from renderer.crew.ports import PhonemeTiming, Samples, WordTiming

_SILENCE_PEAK_SHARE = 0.02
_LEAD_SECONDS, _TAIL_SECONDS = 0.06, 0.1
_SEARCH_CHARACTERS = 60


def spread(
    written: Sequence[str],
    starts: Sequence[float | None],
    ends: Sequence[float | None],
    duration_seconds: float,
) -> tuple[WordTiming, ...]:
    """One timing for every written word, in order, never running backwards, all inside the sound.

    A word of which nothing is known takes no time, where it stands between its neighbours.
    """
    timings: list[WordTiming] = []
    clock = 0.0
    for index, text in enumerate(written):
        start, end = starts[index], ends[index]
        begin = clock if start is None else min(max(start, clock), duration_seconds)
        finish = begin if end is None else min(max(end, begin), duration_seconds)
        following = next((s for s in starts[index + 1 :] if s is not None), None)
        if following is not None:
            finish = max(begin, min(finish, following))
        timings.append(WordTiming(text=text, start_seconds=begin, end_seconds=finish))
        clock = finish
    return tuple(timings)


def fill_gaps(
    lengths: Sequence[int], starts: list[float | None], ends: list[float | None], duration_seconds: float
) -> None:
    """Gives words that should sound but have no time a share of their gap, in proportion to their letters.

    `lengths` are letters to be said, 0 for marks; a first word without a time starts with the sound. When the
    gap is empty the word before shares its own time.
    """
    index = 0
    while index < len(lengths):
        if starts[index] is not None or lengths[index] == 0:
            index += 1
            continue
        last = index
        while last + 1 < len(lengths) and starts[last + 1] is None:
            last += 1
        before = next((i for i in range(index - 1, -1, -1) if starts[i] is not None), None)
        left = 0.0 if before is None else ends[before]
        right = duration_seconds if last + 1 == len(lengths) else starts[last + 1]
        members = [i for i in range(index, last + 1) if lengths[i]]
        left, right = left or 0.0, duration_seconds if right is None else right
        if before is not None and right - left < 0.03 * len(members):
            members, left = [before, *members], starts[before] or 0.0
        total = sum(lengths[i] for i in members) or 1
        clock = left
        for i in members:
            starts[i], clock = clock, clock + max(0.0, right - left) * lengths[i] / total
            ends[i] = clock
        index = last + 1


def letters_of(text: str) -> str:
    """The letters and digits of a word, folded, for comparing what was written with what was said."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", folded)


def match_words(
    written: Sequence[str], heard: Sequence[tuple[str, float, float]], duration_seconds: float
) -> tuple[WordTiming, ...]:
    """Timings of the written words from an engine's own list of (words, start, end), which may cut differently:
    “well-known” as two, “e.g.” as one, and leave marks out."""
    keys = [letters_of(word) for word in written]
    owners = [index for index, key in enumerate(keys) for _ in key]
    whole = "".join(keys)
    starts: list[float | None] = [None] * len(written)
    ends: list[float | None] = [None] * len(written)
    position = 0
    for text, start, end in heard:
        key = letters_of(text)
        at = whole.find(key, position, position + _SEARCH_CHARACTERS + len(key)) if key else -1
        if at < 0:
            continue
        position = at + len(key)
        for offset in range(len(key)):
            owner = owners[at + offset]
            share = (end - start) / len(key)
            first, last = start + share * offset, start + share * (offset + 1)
            known = starts[owner]
            starts[owner] = first if known is None else min(known, first)
            ends[owner] = max(ends[owner] or 0.0, last)
    fill_gaps([len(key) for key in keys], starts, ends, duration_seconds)
    return spread(written, starts, ends, duration_seconds)


def phonemes_inside(words: Sequence[WordTiming], symbols: Sequence[Sequence[str]]) -> tuple[PhonemeTiming, ...]:
    """Phonemes spread evenly over their words, for engines that tell of words alone."""
    timings = []
    for word, sounds in zip(words, symbols, strict=True):
        step = (word.end_seconds - word.start_seconds) / max(1, len(sounds))
        for number, symbol in enumerate(sounds):
            start = word.start_seconds + number * step
            timings.append(PhonemeTiming(symbol=symbol, start_seconds=start, end_seconds=start + step))
    return tuple(timings)


def sounding_part(samples: Samples, sample_rate_hz: int) -> tuple[int, int]:
    """First and last sample (exclusive) worth keeping: all that sounds, with a short lead and tail."""
    window = max(1, sample_rate_hz // 100)
    usable = len(samples) // window * window
    if usable == 0:
        return 0, len(samples)
    levels = np.sqrt(np.mean(samples[:usable].reshape(-1, window) ** 2, axis=1))
    loud = np.flatnonzero(levels > max(1e-4, _SILENCE_PEAK_SHARE * float(levels.max())))
    if loud.size == 0:
        return 0, min(len(samples), round(2 * _LEAD_SECONDS * sample_rate_hz))
    first = int(loud[0]) * window - round(_LEAD_SECONDS * sample_rate_hz)
    last = (int(loud[-1]) + 1) * window + round(_TAIL_SECONDS * sample_rate_hz)
    return max(0, first), min(len(samples), last)
