"""How loud a sound is: integrated loudness, loudness range, true peak, and where it is silent."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renderer.synthesis import Track

SILENCE_LUFS = -70.0
"""The absolute gate of ITU-R BS.1770-4; quieter than this is silence."""
_OVERSAMPLING = 4
"""BS.1770-4, annex 2: true peak is measured at four times 48 kHz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """A sound's measures by ITU-R BS.1770-4 and EBU Tech 3342."""

    integrated_lufs: float
    true_peak_dbtp: float
    range_lu: float


def measure(samples: Track, rate_hz: int) -> Loudness:
    """Measures mono (N,) or stereo (N, 2) samples; silence and anything shorter than 0.4 s is −70 LUFS."""
    return Loudness(
        integrated_lufs=integrated_lufs(samples, rate_hz),
        true_peak_dbtp=true_peak_dbtp(samples),
        range_lu=range_lu(samples, rate_hz),
    )


def integrated_lufs(samples: Track, rate_hz: int) -> float:
    """Gated loudness of the whole."""
    if len(samples) < round(0.4 * rate_hz) + 1 or not np.any(samples):
        return SILENCE_LUFS
    import pyloudnorm

    with warnings.catch_warnings(), np.errstate(divide="ignore"):
        warnings.simplefilter("ignore")
        value = float(pyloudnorm.Meter(rate_hz).integrated_loudness(np.asarray(samples, np.float64)))
    return value if np.isfinite(value) else SILENCE_LUFS


def weighted_energy(samples: Track, rate_hz: int, block: int) -> npt.NDArray[np.float64]:
    """Energy of each block of stereo samples as the ear weighs it (K-weighting), both channels together."""
    import pyloudnorm

    meter = pyloudnorm.Meter(rate_hz)
    total = np.zeros(-(-len(samples) // block), np.float64)
    for channel in range(samples.shape[1]):
        heard = np.asarray(samples[:, channel], np.float64)
        for stage in meter._filters.values():
            heard = stage.apply_filter(heard)
        total += np.square(np.pad(heard, (0, -len(heard) % block))).reshape(-1, block).sum(axis=1)
    return total


def gated_lufs(energy: npt.NDArray[np.float64], rate_hz: int, block: int) -> float:
    """Integrated loudness from `weighted_energy` of blocks that divide a tenth of a second; −70 under 0.4 s."""
    tenth = rate_hz // 10
    steps = np.add.reduceat(energy, np.arange(0, len(energy), tenth // block)) / (4 * tenth)
    # BS.1770-4: windows of 400 ms that overlap by three quarters, gated at −70 LUFS and 10 LU under their mean.
    windows = np.convolve(steps, np.ones(4), "valid") if len(steps) >= 4 else np.zeros(0)
    audible = windows[windows > 10.0 ** ((SILENCE_LUFS + 0.691) / 10.0)]
    if not len(audible):
        return SILENCE_LUFS
    return float(-0.691 + 10.0 * np.log10(audible[audible > audible.mean() / 10.0].mean()))


def true_peak_dbtp(samples: Track) -> float:
    """The highest level between the samples too, in dB of full scale; silence is −120."""
    from scipy import signal

    if not np.any(samples):
        return -120.0
    columns = np.atleast_2d(samples.T)
    peak = max(float(np.abs(signal.resample_poly(c, _OVERSAMPLING, 1)).max()) for c in columns)
    return max(-120.0, 20.0 * float(np.log10(max(peak, float(np.abs(samples).max())))))


def range_lu(samples: Track, rate_hz: int) -> float:
    """The spread between quiet and loud passages; 0 for anything shorter than 3 s."""
    if len(samples) < 3 * rate_hz + 1 or not np.any(samples):
        return 0.0
    import pyloudnorm

    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = float(pyloudnorm.Meter(rate_hz).loudness_range(np.asarray(samples, np.float64)))
        except (ValueError, IndexError):
            return 0.0
    return value if np.isfinite(value) else 0.0


def mono_loss_db(samples: Track, rate_hz: int) -> float:
    """How much quieter stereo samples (N, 2) are when a phone plays both sides from one speaker, in LU; what is on
    both sides alike loses nothing, what is out of phase is gone."""
    if samples.ndim == 1:
        return 0.0
    middle = samples.mean(axis=1, keepdims=True)
    whole, folded = integrated_lufs(samples, rate_hz), integrated_lufs(np.hstack([middle, middle]), rate_hz)
    return 0.0 if whole <= SILENCE_LUFS else whole - folded


def silent_stretches(
    samples: Track, rate_hz: int, *, threshold_dbfs: float = -60.0, at_least_seconds: float = 1.0
) -> tuple[tuple[float, float], ...]:
    """Start and end in seconds of every stretch in which nothing rises above the threshold (RMS of 50 ms)."""
    window = max(1, rate_hz // 20)
    mono = np.asarray(samples if samples.ndim == 1 else samples.mean(axis=1))
    padded = np.pad(mono, (0, -len(mono) % window)).reshape(-1, window)
    quiet = np.sqrt((padded**2).mean(axis=1)) < 10.0 ** (threshold_dbfs / 20.0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(int)))
    stretches = ((a * window / rate_hz, min(b * window, len(mono)) / rate_hz) for a, b in edges.reshape(-1, 2))
    return tuple((float(a), float(b)) for a, b in stretches if b - a >= at_least_seconds)
