"""A look-ahead limiter that holds the true peak, and a gentle compressor for speech."""

from __future__ import annotations

import numpy as np

from renderer.synthesis import Track, glided

BLOCK = 32
"""Samples over which one peak is taken and one gain holds."""
_LOOK_AHEAD_BLOCKS = 6
"""4 ms at 48 kHz: shorter than the ear tells apart, long enough not to click."""
_RELEASE_SECONDS = 0.09
_OVERSAMPLING = 4


def block_peaks(samples: Track) -> Track:
    """The highest oversampled level of each block of a stereo track; scales with the track's gain."""
    channels = [_peaks(samples[:, channel]) for channel in range(samples.shape[1])]
    return np.asarray(np.maximum.reduce(channels), np.float32)


def limited(samples: Track, peaks: Track, rate_hz: int, *, gain: float, ceiling_dbtp: float) -> Track:
    """Stereo samples times `gain`, their peaks, between the samples too, held at the ceiling.

    `peaks` are `block_peaks` of the samples before the gain.
    """
    gains = limiter_gains(peaks, rate_hz, gain=gain, ceiling_dbtp=ceiling_dbtp)
    return np.asarray(samples * glided(gains, BLOCK, len(samples))[:, None], np.float32)


def limiter_gains(peaks: Track, rate_hz: int, *, gain: float, ceiling_dbtp: float) -> Track:
    """By what each block of `BLOCK` samples is multiplied in the end."""
    from scipy import ndimage

    ceiling = 10.0 ** (ceiling_dbtp / 20.0)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-9))
    if float(needed.min()) >= 1.0:
        return np.full(len(peaks), gain, np.float32)
    held = _released(needed, rate_hz)
    window = 2 * _LOOK_AHEAD_BLOCKS + 1
    ahead = ndimage.minimum_filter1d(held, window, mode="nearest")
    smooth = ndimage.uniform_filter1d(ahead, window, mode="nearest")
    return np.asarray(gain * smooth, np.float32)


def _peaks(channel: Track) -> Track:
    from scipy import signal

    dense = np.abs(signal.resample_poly(channel, _OVERSAMPLING, 1))
    size = BLOCK * _OVERSAMPLING
    padded = np.pad(dense, (0, -len(dense) % size))
    return np.asarray(padded.reshape(-1, size).max(axis=1), np.float32)


def _released(needed: Track, rate_hz: int) -> Track:
    """Gain that falls at once and comes back slowly."""
    # Every block's reduction fades by one factor a block; the largest of what is left of all so far holds. Divided by
    # that fading, each is a constant, and "the largest so far" is a running maximum.
    fading = -BLOCK / (_RELEASE_SECONDS * rate_hz) * np.arange(len(needed))
    with np.errstate(divide="ignore"):
        wished = np.log(1.0 - np.asarray(needed, np.float64))
    return np.asarray(1.0 - np.exp(np.maximum.accumulate(wished - fading) + fading), np.float32)


def compressed(samples: Track, rate_hz: int, *, threshold_db: float = -22.0, ratio: float = 2.2) -> Track:
    """Mono speech with its loud syllables brought nearer to its soft ones; no make-up gain."""
    from scipy import ndimage

    hop = max(1, rate_hz // 200)
    padded = np.pad(samples, (0, -len(samples) % hop)).reshape(-1, hop)
    power = ndimage.uniform_filter1d((padded.astype(np.float64) ** 2).mean(axis=1), 5, mode="nearest")
    level = np.sqrt(np.maximum(power, 0.0))  # the running sum may end a hair below nothing
    over = np.maximum(0.0, 20.0 * np.log10(np.maximum(level, 1e-6)) - threshold_db)
    reduction_db = ndimage.gaussian_filter1d(ndimage.maximum_filter1d(over, 7), 5.0) * (1.0 - 1.0 / ratio)
    gains = 10.0 ** (-reduction_db / 20.0)
    return np.asarray(samples * glided(gains, hop, len(samples)), np.float32)
