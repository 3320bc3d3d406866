"""When each word and phoneme of a spoken line sounds, from the reader's frames."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from renderer.crew.kokoro.model import FRAME_SECONDS, Floats
from renderer.crew.kokoro.phonemes import NOBODY, Symbols
from renderer.crew.ports import PhonemeTiming, WordTiming
from renderer.crew.timings import fill_gaps, spread

LAG_SECONDS = 0.085
"""Kokoro's frames run this far behind what is heard (measured against a forced aligner, pocketsphinx)."""
_SPACE_SECONDS = 0.08
"""The symbol between two words of a phrase lasts one to three frames and belongs to the sound before it."""
_STRESS = "ˈˌ"


def spans_of(symbols: Symbols, frames: Floats) -> list[tuple[str, int, float, float]]:
    """Symbol, owner, start and end in seconds for every sounding symbol; stress belongs to what follows."""
    ends = np.cumsum(frames) * FRAME_SECONDS - LAG_SECONDS
    spans: list[tuple[str, int, float, float]] = []
    held: float | None = None
    for index, (symbol, owner) in enumerate(zip(symbols.text, symbols.owners, strict=True)):
        start = float(ends[index]) if held is None else held
        if symbol in _STRESS:
            held = start
            continue
        held = None
        if owner != NOBODY and symbol != "—":
            spans.append((symbol, owner, start, float(ends[index + 1])))
    return spans


def word_timings(
    written: Sequence[str],
    lengths: Sequence[int],
    spans: Sequence[tuple[str, int, float, float]],
    duration_seconds: float,
) -> tuple[WordTiming, ...]:
    """One timing for every written word; marks and pictures take no time. `lengths` are letters to be said."""
    starts: list[float | None] = [None] * len(written)
    ends: list[float | None] = [None] * len(written)
    for _, owner, start, end in spans:
        first, last = starts[owner], ends[owner]
        starts[owner] = start if first is None else min(first, start)
        ends[owner] = end if last is None else max(last, end)
    for index, (until, following) in enumerate(zip(ends[:-1], starts[1:], strict=True)):
        if until is not None and following is not None and 0.0 < following - until <= _SPACE_SECONDS:
            ends[index] = following
    fill_gaps(lengths, starts, ends, duration_seconds)
    return spread(written, starts, ends, duration_seconds)


def phoneme_timings(
    spans: Sequence[tuple[str, int, float, float]], duration_seconds: float
) -> tuple[PhonemeTiming, ...]:
    """The sounding symbols with their times, inside the sound."""
    clipped = (
        (symbol, min(max(start, 0.0), duration_seconds), min(max(end, 0.0), duration_seconds))
        for symbol, _, start, end in spans
    )
    return tuple(PhonemeTiming(symbol=symbol, start_seconds=start, end_seconds=end) for symbol, start, end in clipped)
