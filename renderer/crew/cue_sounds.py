"""Laughter, gasps, sighs, sobs and breath made from a source and the resonances of a throat, at a voice's pitch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from renderer.crew.ports import PhonemeTiming, Samples
from renderer.cues import Cue
from renderer.synthesis import count, curve, generator, glide, highpass, lowpass, noise

_FORMANTS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "a": ((780.0, 90.0, 1.0), (1250.0, 110.0, 0.6), (2600.0, 180.0, 0.25), (3500.0, 260.0, 0.12)),
    "ə": ((520.0, 80.0, 1.0), (1450.0, 120.0, 0.4), (2500.0, 180.0, 0.2), (3500.0, 260.0, 0.1)),
    "m": ((260.0, 70.0, 1.0), (1050.0, 200.0, 0.12), (2200.0, 260.0, 0.06), (3300.0, 300.0, 0.03)),
}
"""Frequency, bandwidth in Hz and strength of a man's resonances (Peterson and Barney, 1952)."""
_MALE_PITCH_HZ = 120.0
_AIRY = 5.0
"""An open glottis damps the resonances of breath: as narrow as a vowel's they would whistle."""
PAUSE_SECONDS = 0.6
LAUGH_PERIOD_SECONDS = 0.21
"""People laugh 4–5 syllables a second at up to twice their speaking pitch (Bachorowski and others, 2001)."""

Contour = npt.NDArray[np.float64]


class _Throat:
    """A source and resonances at one rate, for one speaker."""

    def __init__(self, rate_hz: int, pitch_hz: float, rng: np.random.Generator) -> None:
        self.rate_hz, self.pitch_hz, self.rng = rate_hz, pitch_hz, rng
        # Throats of high voices are shorter, and their resonances higher: by a sixth from man to woman.
        self._short = float(np.clip((pitch_hz / _MALE_PITCH_HZ) ** 0.3, 0.9, 1.35))

    def voiced(self, pitch: Contour, vowel: str, breath: float) -> Samples:
        """A vowel on a pitch curve in Hz, with a share of breath in it."""
        shake = 1.0 + 0.012 * np.interp(
            np.arange(len(pitch)), np.linspace(0, len(pitch), 24), self.rng.standard_normal(24)
        )
        phase = np.cumsum(pitch * shake) / self.rate_hz
        tone = (1.0 - 2.0 * (phase % 1.0)).astype(np.float32)
        hiss = self.rng.standard_normal(len(pitch)).astype(np.float32)
        return self._resonated(lowpass(tone, 2200.0, self.rate_hz, 1) + hiss * np.float32(breath), vowel)

    def breath(self, seconds: float, vowel: str) -> Samples:
        """Air through an open mouth, without a tone."""
        air = noise(seconds, self.rate_hz, self.rng, tilt=-2.0)
        return highpass(self._resonated(air, vowel, _AIRY), 350.0, self.rate_hz)

    def _resonated(self, source: Samples, vowel: str, wider: float = 1.0) -> Samples:
        from scipy import signal

        out = np.zeros(len(source), np.float64)
        for frequency, width, strength in _FORMANTS[vowel]:
            centre = min(frequency * self._short, 0.45 * self.rate_hz)
            b, a = signal.iirpeak(centre, centre / (width * wider), fs=self.rate_hz)
            out += strength * signal.lfilter(b, a, source)
        return out.astype(np.float32)


def cue_sound(
    cue: Cue, *, pitch_hz: float, rate_hz: int, seed: int, level: float
) -> tuple[Samples, tuple[PhonemeTiming, ...]]:
    """The sound, mono, at most `level` loud on the average where it sounds; and what the mouth does meanwhile."""
    if cue is Cue.PAUSE:
        return np.zeros(count(PAUSE_SECONDS, rate_hz), np.float32), ()
    throat = _Throat(rate_hz, pitch_hz, generator("cue", cue, seed, round(pitch_hz)))
    samples, mouth, share = _MADE[cue](throat)
    loud = samples[np.abs(samples) > 0.1 * np.abs(samples).max()]
    scaled = samples * np.float32(share * level / max(1e-9, float(loud.std())))
    peak = float(np.abs(scaled).max(initial=0.0))
    return np.asarray(scaled * np.float32(min(1.0, 0.9 / max(peak, 1e-9))), np.float32), tuple(mouth)


_Made = tuple[Samples, list[PhonemeTiming], float]


def _open(symbol: str, start: float, end: float) -> PhonemeTiming:
    return PhonemeTiming(symbol=symbol, start_seconds=start, end_seconds=end)


def _syllables(throat: _Throat, vowel: str, number: int, height: tuple[float, float], breath: float) -> _Made:
    """Bursts of voice with breath before each, falling in pitch and strength."""
    rate = throat.rate_hz
    parts, mouth, clock = [], [], 0.0
    for index in range(number):
        progress = index / max(1, number - 1)
        period = LAUGH_PERIOD_SECONDS * float(1.0 + 0.12 * progress + 0.05 * throat.rng.standard_normal())
        air, sung = 0.36 * period, 0.64 * period
        top = throat.pitch_hz * (height[0] + (height[1] - height[0]) * progress)
        strength = 1.0 - 0.6 * progress
        aspirated = throat.breath(air, vowel) * np.float32(0.3 * strength)
        voice = throat.voiced(glide(top * 1.05, top * 0.88, sung, rate), vowel, breath)
        voice *= curve([(0.0, 0.0), (0.025, 1.0), (sung * 0.6, 0.8), (sung, 0.0)], sung, rate) * np.float32(strength)
        parts += [aspirated * curve([(0.0, 0.2), (air * 0.7, 1.0), (air, 0.5)], air, rate), voice]
        mouth.append(_open("a" if vowel == "a" else "ə" if vowel == "ə" else "m", clock + air, clock + period))
        clock += (len(parts[-2]) + len(parts[-1])) / rate
    return np.concatenate(parts), mouth, 0.9


def _laugh(throat: _Throat) -> _Made:
    return _syllables(throat, "a", 5, (1.75, 1.25), 0.25)


def _chuckle(throat: _Throat) -> _Made:
    samples, mouth, _ = _syllables(throat, "m", 3, (1.2, 0.98), 0.35)
    return samples, mouth, 0.55


def _gasp(throat: _Throat) -> _Made:
    seconds = 0.38
    air = throat.breath(seconds, "a")
    air *= curve([(0.0, 0.0), (0.08, 0.25), (0.27, 1.0), (0.33, 0.7), (seconds, 0.0)], seconds, throat.rate_hz)
    return air, [_open("a", 0.05, seconds)], 0.6


def _sigh(throat: _Throat) -> _Made:
    rate, seconds = throat.rate_hz, 1.05
    air = throat.breath(seconds, "ə") * np.float32(0.5)
    voice = throat.voiced(glide(throat.pitch_hz * 1.12, throat.pitch_hz * 0.72, seconds, rate), "ə", 0.6)
    voice *= curve([(0.0, 0.0), (0.12, 1.0), (0.55, 0.35), (0.8, 0.0), (seconds, 0.0)], seconds, rate)
    air *= curve([(0.0, 0.0), (0.1, 0.6), (0.4, 1.0), (seconds, 0.0)], seconds, rate)
    return voice + air, [_open("ə", 0.05, 0.85)], 0.5


def _sob(throat: _Throat) -> _Made:
    rate = throat.rate_hz
    parts, mouth, clock = [], [], 0.0
    for height, seconds in ((1.25, 0.2), (1.4, 0.16), (1.15, 0.36)):
        catch = 0.1
        inhaled = throat.breath(catch, "ə") * curve([(0.0, 0.0), (0.07, 1.0), (catch, 0.1)], catch, rate)
        pitch = glide(throat.pitch_hz * height, throat.pitch_hz * height * 0.8, seconds, rate)
        tremble = 1.0 + 0.06 * np.sin(2.0 * np.pi * 9.0 * np.arange(len(pitch)) / rate)
        voice = throat.voiced(pitch * tremble, "ə", 0.4)
        voice *= curve([(0.0, 0.0), (0.03, 1.0), (seconds * 0.6, 0.6), (seconds, 0.0)], seconds, rate)
        mouth.append(_open("ə", clock + catch, clock + catch + seconds))
        parts += [inhaled * np.float32(0.4), voice, np.zeros(count(0.05, rate), np.float32)]
        clock += sum(len(part) for part in parts[-3:]) / rate
    return np.concatenate(parts), mouth, 0.7


def _breath(throat: _Throat) -> _Made:
    inward, outward = 0.45, 0.5
    rate = throat.rate_hz
    first = throat.breath(inward, "a") * curve([(0.0, 0.0), (0.3, 1.0), (inward, 0.0)], inward, rate)
    second = throat.breath(outward, "ə") * curve([(0.0, 0.0), (0.1, 0.8), (outward, 0.0)], outward, rate)
    gap = np.zeros(count(0.06, rate), np.float32)
    return np.concatenate([first, gap, second]), [_open("ə", 0.1, 0.9)], 0.3


_MADE: dict[Cue, Callable[[_Throat], _Made]] = {
    Cue.LAUGH: _laugh,
    Cue.CHUCKLE: _chuckle,
    Cue.GASP: _gasp,
    Cue.SIGH: _sigh,
    Cue.SOB: _sob,
    Cue.BREATH: _breath,
}
