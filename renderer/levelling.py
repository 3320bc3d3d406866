"""Bringing a mix to its loudness under the limiter's ceiling; what that takes to know of the mix is measured once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from renderer.limiter import BLOCK, block_peaks, limited, limiter_gains
from renderer.loudness import SILENCE_LUFS, gated_lufs, integrated_lufs_of, true_peak_dbtp, weighted_energy
from renderer.synthesis import Track

TARGET_LUFS = -14.0
"""What YouTube, TikTok and Spotify play at (their published normalisation targets, 2025)."""
CEILING_DBTP = -1.0
_LIMIT_MARGIN_DB = 0.2
"""Limited a little lower, as an encoder's filters raise peaks again."""
_TOLERANCE_LU = 0.05
_LIMITING_ROUNDS = 12
_MAX_GAIN_DB = 24.0


class Leveller:
    """A stereo mix at `rate_hz`, to be brought to one loudness or another."""

    def __init__(self, samples: Track, rate_hz: int) -> None:
        self._samples = samples
        self._rate_hz = rate_hz

    def levelled(self, *, target_lufs: float = TARGET_LUFS, ceiling_dbtp: float = CEILING_DBTP) -> Track:
        """The mix at that loudness under that ceiling, between its samples too; silence and near-silence stay."""
        final = self.limited(target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)
        if self._loudness <= SILENCE_LUFS:
            return final
        over = true_peak_dbtp(final) - ceiling_dbtp
        return np.asarray(final * np.float32(_gain(-over - 0.02)), np.float32) if over > 0.0 else final

    def limited(self, *, target_lufs: float = TARGET_LUFS, ceiling_dbtp: float = CEILING_DBTP) -> Track:
        """The same, found in a few rounds, but not measured again: for who measures what comes of it anyway."""
        if self._loudness <= SILENCE_LUFS:
            return self._samples
        limit_dbtp = ceiling_dbtp - _LIMIT_MARGIN_DB
        rate, energy = self._rate_hz, self._energy
        gain_db = min(target_lufs - self._loudness, _MAX_GAIN_DB)
        for _ in range(_LIMITING_ROUNDS):
            gains = limiter_gains(self._peaks, rate, gain=_gain(gain_db), ceiling_dbtp=limit_dbtp)
            error = target_lufs - gated_lufs(energy * np.square(gains[: len(energy)], dtype=np.float64), rate, BLOCK)
            if abs(error) <= _TOLERANCE_LU or gain_db >= _MAX_GAIN_DB:
                break
            gain_db = min(gain_db + error, _MAX_GAIN_DB)
        return limited(self._samples, self._peaks, rate, gain=_gain(gain_db), ceiling_dbtp=limit_dbtp)

    @cached_property
    def _loudness(self) -> float:
        return integrated_lufs_of(self._energy, len(self._samples), self._rate_hz, BLOCK)

    @cached_property
    def _peaks(self) -> Track:
        return block_peaks(self._samples)

    @cached_property
    def _energy(self) -> npt.NDArray[np.float64]:
        return weighted_energy(self._samples, self._rate_hz, BLOCK)


def _gain(decibels: float) -> float:
    return float(10.0 ** (decibels / 20.0))
