"""The pitch of a voice over time, by autocorrelation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renderer.crew.ports import Samples

_FRAME_SECONDS, _HOP_SECONDS = 0.04, 0.01
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 520.0
_VOICED = 0.5
"""The least normalised autocorrelation of a voiced frame (Boersma, 1993, uses 0.45)."""
_OCTAVE_COST = 0.06
"""A longer period must be that much more alike: half the pitch always fits nearly as well."""


def pitch_curve(samples: Samples, rate_hz: int) -> npt.NDArray[np.float64]:
    """The pitch in Hz every 10 ms; 0 where nothing is voiced."""
    frame, hop = round(_FRAME_SECONDS * rate_hz), round(_HOP_SECONDS * rate_hz)
    if len(samples) < frame:
        return np.zeros(0)
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), frame)[::hop]
    frames = frames - frames.mean(axis=1, keepdims=True)
    window = np.hanning(frame)
    size = 1 << (2 * frame - 1).bit_length()
    alike = np.fft.irfft(np.abs(np.fft.rfft(frames * window, size)) ** 2, size)[:, :frame]
    own = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2, size)[:frame]
    alike = alike / np.maximum(alike[:, :1], 1e-12) / np.maximum(own / own[0], 1e-3)
    shortest, longest = int(rate_hz / _HIGHEST_HZ), min(int(rate_hz / _LOWEST_HZ), frame - 1)
    lags = np.arange(shortest, longest)
    scores = alike[:, shortest:longest] - _OCTAVE_COST * np.log2(lags / shortest)
    best = scores.argmax(axis=1)
    strength = alike[np.arange(len(frames)), best + shortest]
    loudness = np.sqrt((frames**2).mean(axis=1))
    voiced = (strength > _VOICED) & (loudness > 0.05 * loudness.max(initial=0.0)) & (best > 0)
    return np.where(voiced, rate_hz / lags[best], 0.0)


def median_pitch(samples: Samples, rate_hz: int) -> float | None:
    """The pitch in the middle of all voiced moments, or None when there are hardly any."""
    voiced = pitch_curve(samples, rate_hz)
    voiced = voiced[voiced > 0.0]
    return float(np.median(voiced)) if len(voiced) >= 5 else None
