"""The last step of the sound: AAC whose loudness and peaks are right as a player hears them, decoded."""

from __future__ import annotations

from pathlib import Path

from renderer.encode import decoded_sound, encode_sound
from renderer.hearing import Hearing, heard_in
from renderer.levelling import CEILING_DBTP, TARGET_LUFS, Leveller
from renderer.loudness import SILENCE_LUFS
from renderer.sound import RATE_HZ
from renderer.synthesis import Track

TRIES = 5
_NEAR_LU = 0.15
_OVERSHOOT_DB = 0.5
"""What AAC adds to the peaks of a film: up to 0.33 dB on six mixes; so most are right at the first try."""
_SPARE_DB = 0.05


def master_sound(layers: Track, path: Path) -> Hearing:
    """Encode a mix at 48 kHz, stereo, at −14 LUFS and at most −1 dBTP; what is heard of it.

    AAC gives back other peaks than it was given, up to a decibel more after hard hits, and every decibel that the
    limiter takes there makes a short film softer: so it is limited as low as most films need, what came back is
    measured, and the mix limited lower and raised further until both are right.
    """
    mix, target, ceiling = Leveller(layers, RATE_HZ), TARGET_LUFS, CEILING_DBTP - _OVERSHOOT_DB
    for _ in range(TRIES):
        encode_sound(mix.limited(target_lufs=target, ceiling_dbtp=ceiling), RATE_HZ, path)
        heard = heard_in(*decoded_sound(path))
        loudness = heard.loudness.integrated_lufs
        if loudness <= SILENCE_LUFS:
            break
        excess_db = heard.loudness.true_peak_dbtp - CEILING_DBTP
        short_lu = TARGET_LUFS - loudness
        if excess_db <= 0.0 and abs(short_lu) <= _NEAR_LU:
            break
        ceiling -= excess_db + _SPARE_DB if excess_db > 0.0 else 0.0
        target += short_lu
    return heard
