"""When each word sounds in a voice that tells no times: another reading of the line, with times, is laid upon it.

eSpeak reads the line with a mark for every word and phoneme. Dynamic time warping (Sakoe and Chiba, 1978) finds
which moment of that reading sounds like which moment of the voice, and carries the marks over.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renderer.crew.ports import PhonemeTiming, Samples, Speech, WordTiming

_HOP_SECONDS = 0.0125
_WINDOW_SECONDS = 0.032
_BANDS = 26
_LOWEST_HZ, _HIGHEST_HZ = 80.0, 7600.0
_CEPSTRA = 13
"""Mel-frequency cepstral coefficients as recognisers use them (Davis and Mermelstein, 1980)."""
_LOUDNESS_WEIGHT = 2.0
"""Where a voice pauses is the surest landmark."""
_STEP_COST = 0.4
"""What it costs that one reading stands still while the other goes on."""
_SLOW_FRAMES = 1600
"""Above so many frames on either side the line is compared at half the resolution."""

Floats = npt.NDArray[np.float64]


def aligned(
    reference: Speech, samples: Samples, sample_rate_hz: int
) -> tuple[tuple[WordTiming, ...], tuple[PhonemeTiming, ...]]:
    """The reference's words and phonemes at the times at which they sound in `samples` (mono)."""
    duration = len(samples) / sample_rate_hz
    longest = max(duration, reference.duration_seconds) / _HOP_SECONDS
    hop = _HOP_SECONDS * max(1.0, np.ceil(longest / _SLOW_FRAMES))
    theirs = _features(reference.samples, reference.sample_rate_hz, hop)
    ours = _features(samples, sample_rate_hz, hop)
    if len(theirs) < 2 or len(ours) < 2:
        share = duration / max(reference.duration_seconds, 1e-6)
        return _moved(reference, np.array([0.0, reference.duration_seconds]), np.array([0.0, duration]) * share)
    pairs = _path(np.linalg.norm(theirs[:, None, :] - ours[None, :, :], axis=2))
    # Several moments may belong to one: the mean of them keeps the map going forward.
    moments = np.arange(len(theirs))
    found = np.array([pairs[pairs[:, 0] == moment, 1].mean() for moment in moments])
    xs = np.concatenate([[0.0], (moments + 0.5) * hop, [reference.duration_seconds]])
    ys = np.concatenate([[0.0], (found + 0.5) * hop, [duration]])
    return _moved(reference, np.maximum.accumulate(xs), np.minimum(np.maximum.accumulate(ys), duration))


def _moved(reference: Speech, xs: Floats, ys: Floats) -> tuple[tuple[WordTiming, ...], tuple[PhonemeTiming, ...]]:
    def at(seconds: float) -> float:
        return float(np.interp(seconds, xs, ys))

    words = tuple(
        WordTiming(text=w.text, start_seconds=at(w.start_seconds), end_seconds=at(w.end_seconds))
        for w in reference.words
    )
    phonemes = tuple(
        PhonemeTiming(symbol=p.symbol, start_seconds=at(p.start_seconds), end_seconds=at(p.end_seconds))
        for p in reference.phonemes
    )
    return words, phonemes


def _features(samples: Samples, rate_hz: int, hop_seconds: float) -> Floats:
    """How the sound is coloured and how loud it is, a row a hop, each column over the line of like size."""
    hop, window = round(hop_seconds * rate_hz), round(_WINDOW_SECONDS * rate_hz)
    padded = np.pad(samples.astype(np.float64), (window // 2, window))
    count = max(0, len(samples) // hop)
    if count == 0:
        return np.zeros((0, _CEPSTRA))
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:count] * np.hanning(window)
    size = 1 << (window - 1).bit_length()
    power = np.abs(np.fft.rfft(frames, size)) ** 2
    bands = power @ _mel_bands(rate_hz, size).T
    floor = max(1e-9, float(bands.max()) * 1e-6)
    logs = np.log(bands + floor)
    places = (np.arange(_BANDS) + 0.5) * np.pi / _BANDS
    cepstra = logs @ np.cos(np.outer(np.arange(1, _CEPSTRA), places)).T
    cepstra = (cepstra - cepstra.mean(axis=0)) / (cepstra.std(axis=0) + 1e-6)
    loudness = logs.mean(axis=1)
    loudness = (loudness - loudness.mean()) / (loudness.std() + 1e-6)
    return np.column_stack([cepstra / np.sqrt(_CEPSTRA - 1), loudness * _LOUDNESS_WEIGHT / 2.0])


def _mel_bands(rate_hz: int, size: int) -> Floats:
    """Triangles evenly spaced in mel, shape (bands, bins)."""

    def mel(hertz: float) -> float:
        return float(2595.0 * np.log10(1.0 + hertz / 700.0))

    highest = min(_HIGHEST_HZ, 0.48 * rate_hz)
    edges = 700.0 * (10.0 ** (np.linspace(mel(_LOWEST_HZ), mel(highest), _BANDS + 2) / 2595.0) - 1.0)
    bins = np.fft.rfftfreq(size, 1.0 / rate_hz)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.clip(np.minimum(rising, falling), 0.0, None), np.float64)


def _path(cost: Floats) -> npt.NDArray[np.int64]:
    """The cheapest way through a cost table from corner to corner, as rows (i, j); found diagonal by diagonal."""
    rows, columns = cost.shape
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0.0
    for diagonal in range(2, rows + columns + 1):
        i = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        j = diagonal - i
        beside = np.minimum(total[i - 1, j], total[i, j - 1]) + _STEP_COST
        total[i, j] = cost[i - 1, j - 1] + np.minimum(total[i - 1, j - 1], beside)
    i, j = rows, columns
    pairs = []
    while i > 0 and j > 0:
        pairs.append((i - 1, j - 1))
        here = (total[i - 1, j - 1], total[i - 1, j] + _STEP_COST, total[i, j - 1] + _STEP_COST)
        step = int(np.argmin(here))
        i, j = (i - 1, j - 1) if step == 0 else (i - 1, j) if step == 1 else (i, j - 1)
    return np.array(pairs[::-1], np.int64)
