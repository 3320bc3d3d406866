"""How loud a sound is: integrated loudness, loudness range, true peak, and where it is silent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
    tenths = _tenths(samples, rate_hz)
    return Loudness(
        integrated_lufs=integrated_lufs_of(tenths, len(samples), rate_hz, rate_hz // 10),
        true_peak_dbtp=true_peak_dbtp(samples),
        range_lu=_range(tenths, len(samples), rate_hz),
    )


def integrated_lufs(samples: Track, rate_hz: int) -> float:
    """Gated loudness of the whole."""
    return integrated_lufs_of(_tenths(samples, rate_hz), len(samples), rate_hz, rate_hz // 10)


def integrated_lufs_of(energy: npt.NDArray[np.float64], samples: int, rate_hz: int, block: int) -> float:
    """The same of so many samples' `weighted_energy`, in blocks that divide a tenth of a second."""
    if samples < round(0.4 * rate_hz) + 1:
        return SILENCE_LUFS
    # A last tenth of which less than half is there counts for nothing.
    tenth = rate_hz // 10
    return gated_lufs(energy[: max(4, round(samples / tenth)) * (tenth // block)], rate_hz, block)


def weighted_energy(samples: Track, rate_hz: int, block: int) -> npt.NDArray[np.float64]:
    """Energy of each block of mono or stereo samples as the ear weighs it (K-weighting), both channels together."""
    if not len(samples):
        return np.zeros(0, np.float64)
    import pyloudnorm
    from scipy import signal

    stages = np.stack([np.concatenate([one.b, one.a]) for one in pyloudnorm.Meter(rate_hz)._filters.values()])
    total = np.zeros(-(-len(samples) // block), np.float64)
    for channel in np.atleast_2d(samples.T):
        heard = signal.sosfilt(stages, np.pad(np.asarray(channel, np.float64), (0, -len(channel) % block)))
        blocks = heard.reshape(-1, block)
        total += np.einsum("bn,bn->b", blocks, blocks)
    return total


def gated_lufs(energy: npt.NDArray[np.float64], rate_hz: int, block: int) -> float:
    """Integrated loudness from `weighted_energy` of blocks that divide a tenth of a second; −70 under 0.4 s."""
    # BS.1770-4: windows of 400 ms that overlap by three quarters, gated at −70 LUFS and 10 LU under their mean.
    audible = _audible_windows(energy, rate_hz, block, 4)
    if not len(audible):
        return SILENCE_LUFS
    return float(_lufs(audible[audible > audible.mean() / 10.0].mean()))


def _tenths(samples: Track, rate_hz: int) -> npt.NDArray[np.float64]:
    """Weighted energy of every tenth of a second."""
    return weighted_energy(samples, rate_hz, rate_hz // 10)


def _range(tenths: npt.NDArray[np.float64], samples: int, rate_hz: int) -> float:
    if samples < 3 * rate_hz + 1:
        return 0.0
    # EBU Tech 3342: windows of 3 s, gated at −70 LUFS and 20 LU under their mean; from the 10th to the 95th percentile.
    # The last one stands over the end, as a film is followed by silence.
    audible = _audible_windows(np.pad(tenths, (0, 15)), rate_hz, rate_hz // 10, 30)
    if not len(audible):
        return 0.0
    low, high = np.percentile(_lufs(audible[audible >= audible.mean() / 100.0]), [10, 95])
    return float(high - low)


def _audible_windows(energy: npt.NDArray[np.float64], rate_hz: int, block: int, tenths: int) -> npt.NDArray[np.float64]:
    """Mean power of windows of so many tenths of a second, one every tenth, without those under the absolute gate."""
    tenth = rate_hz // 10
    steps = np.add.reduceat(energy, np.arange(0, len(energy), tenth // block)) / (tenths * tenth)
    windows = np.convolve(steps, np.ones(tenths), "valid") if len(steps) >= tenths else np.zeros(0)
    return np.asarray(windows[windows > 10.0 ** ((SILENCE_LUFS + 0.691) / 10.0)])


def _lufs(power: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(-0.691 + 10.0 * np.log10(power))


def true_peak_dbtp(samples: Track) -> float:
    """The highest level between the samples too, in dB of full scale; silence is −120."""
    peak = float(np.abs(samples).max(initial=0.0))
    if peak == 0.0:
        return -120.0
    for column in np.atleast_2d(samples.T):
        peak = max(peak, _peak_between(np.asarray(column), peak))
    return max(-120.0, 20.0 * float(np.log10(peak)))


_STRETCH = 64
_REACH = 11
"""By so many samples on either side `scipy.signal.resample_poly` looks when it oversamples by four, and one more."""


def _peak_between(channel: Track, floor: float) -> float:
    """The highest level of an oversampled channel, if it is above the floor; else anything up to it.

    No level rises above its neighbours' highest sample times what the filter adds up to: most stretches need not be
    looked at more closely.
    """
    from scipy import signal

    stretches = -(-len(channel) // _STRETCH)
    padded = np.pad(channel, (_STRETCH, (stretches + 1) * _STRETCH - len(channel)))
    highest = np.abs(padded).reshape(-1, _STRETCH).max(axis=1)
    around = np.maximum(np.maximum(highest[:-2], highest[2:]), highest[1:-1])
    (found,) = np.nonzero(around * _most_between() > floor)
    if not len(found):
        return 0.0
    windows = np.lib.stride_tricks.sliding_window_view(padded, _STRETCH + 2 * _REACH)
    dense = signal.resample_poly(windows[(found + 1) * _STRETCH - _REACH], _OVERSAMPLING, 1, axis=1)
    return float(np.abs(dense[:, _REACH * _OVERSAMPLING : (_REACH + _STRETCH) * _OVERSAMPLING]).max())


@cache
def _most_between() -> float:
    """How far oversampling rises above samples of one level at most: the largest sum of a phase of its filter."""
    from scipy import signal

    taps = _OVERSAMPLING * signal.firwin(20 * _OVERSAMPLING + 1, 1.0 / _OVERSAMPLING, window=("kaiser", 5.0))
    return 1.001 * max(float(np.abs(taps[phase::_OVERSAMPLING]).sum()) for phase in range(_OVERSAMPLING))


def range_lu(samples: Track, rate_hz: int) -> float:
    """The spread between quiet and loud passages; 0 for anything shorter than 3 s."""
    return _range(_tenths(samples, rate_hz), len(samples), rate_hz)


def mono_loss_db(samples: Track, rate_hz: int, whole_lufs: float | None = None) -> float:
    """How much quieter stereo samples (N, 2) are when a phone plays both sides from one speaker, in LU; what is on
    both sides alike loses nothing, what is out of phase is gone. `whole_lufs` is their loudness, if it is known."""
    if samples.ndim == 1:
        return 0.0
    middle = np.asarray((samples[:, 0] + samples[:, 1]) * np.float32(0.5))
    whole = integrated_lufs(samples, rate_hz) if whole_lufs is None else whole_lufs
    folded = integrated_lufs_of(2.0 * _tenths(middle, rate_hz), len(samples), rate_hz, rate_hz // 10)
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
