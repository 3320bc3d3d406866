"""The sound workbench: noise, tones, envelopes, filters, reverb, and pieces laid on a track."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt

Track = npt.NDArray[np.float32]
"""Mono (N,) or stereo (N, 2)."""


def generator(*words: object) -> np.random.Generator:
    """Random numbers that depend on the words alone."""
    digest = hashlib.sha256("\x1f".join(str(word) for word in words).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def count(seconds: float, rate_hz: int) -> int:
    return max(1, round(seconds * rate_hz))


def clock(seconds: float, rate_hz: int) -> npt.NDArray[np.float64]:
    """The time of every sample in seconds."""
    return np.arange(count(seconds, rate_hz)) / rate_hz


def noise(seconds: float, rate_hz: int, rng: np.random.Generator, *, tilt: float = 0.0) -> Track:
    """Noise of about unit level; `tilt` in dB an octave: 0 white, −3 pink, −6 brown."""
    samples = count(seconds, rate_hz)
    white = rng.standard_normal(samples).astype(np.float32)
    if tilt == 0.0:
        return white
    spectrum = np.fft.rfft(white)
    frequencies = np.maximum(np.fft.rfftfreq(samples, 1.0 / rate_hz), 20.0)
    spectrum *= (frequencies / 1000.0) ** (tilt / 6.02)
    spectrum[0] = 0.0
    coloured = np.fft.irfft(spectrum, samples)
    return (coloured / max(1e-9, float(coloured.std()))).astype(np.float32)


def sine(pitch_hz: float | npt.NDArray[np.float64], seconds: float, rate_hz: int) -> Track:
    """A sine, of one pitch or of a pitch for every sample."""
    return np.sin(2.0 * np.pi * _phase(pitch_hz, seconds, rate_hz)).astype(np.float32)


def saw(pitch_hz: float | npt.NDArray[np.float64], seconds: float, rate_hz: int) -> Track:
    """A sawtooth in −1…1; meant to be low-passed."""
    return (2.0 * (_phase(pitch_hz, seconds, rate_hz) % 1.0) - 1.0).astype(np.float32)


def _phase(pitch_hz: float | npt.NDArray[np.float64], seconds: float, rate_hz: int) -> npt.NDArray[np.float64]:
    if isinstance(pitch_hz, np.ndarray):
        return np.cumsum(pitch_hz) / rate_hz
    return clock(seconds, rate_hz) * pitch_hz


def glide(start_hz: float, end_hz: float, seconds: float, rate_hz: int) -> npt.NDArray[np.float64]:
    """A pitch moving evenly, as heard, from one to the other."""
    samples = count(seconds, rate_hz)
    return np.asarray(start_hz * (end_hz / start_hz) ** np.linspace(0.0, 1.0, samples))


def decay(seconds: float, half_life_seconds: float, rate_hz: int, *, attack_seconds: float = 0.002) -> Track:
    """A struck thing's envelope: a short rise, then halving every half-life, and nothing left at the end."""
    time = clock(seconds, rate_hz)
    rise = np.minimum(1.0, time / max(attack_seconds, 1e-5))
    end = np.clip((seconds - time) / (0.15 * seconds), 0.0, 1.0)
    return np.asarray(rise * 0.5 ** (time / half_life_seconds) * end, np.float32)


def swell(seconds: float, attack_seconds: float, release_seconds: float, rate_hz: int) -> Track:
    """A bowed or blown thing's envelope: smooth rise, held, smooth fall to nothing."""
    time = clock(seconds, rate_hz)
    rise = np.clip(time / max(attack_seconds, 1e-4), 0.0, 1.0)
    fall = np.clip((seconds - time) / max(release_seconds, 1e-4), 0.0, 1.0)
    return np.asarray(np.sin(rise * np.pi / 2) ** 2 * np.sin(fall * np.pi / 2) ** 2, np.float32)


def curve(points: list[tuple[float, float]], seconds: float, rate_hz: int) -> Track:
    """Straight lines through (seconds, value) points."""
    xs, ys = zip(*points, strict=True)
    return np.asarray(np.interp(clock(seconds, rate_hz), xs, ys), np.float32)


def glided(values: npt.NDArray[np.floating[Any]], hop: int, length: int) -> Track:
    """Straight lines between values that stand in the middle of `hop` samples each: `length` samples, level at both
    ends. As `numpy.interp` has it, in a fifth of the time."""
    points = np.asarray(values, np.float32)
    first = -(-hop // 2)
    ramp = ((np.arange(hop) + (hop % 2) / 2) / hop).astype(np.float32)
    between = points[:-1, None] + np.diff(points)[:, None] * ramp
    last = np.full(max(0, length - first - between.size), points[-1], np.float32)
    return np.concatenate([np.full(first, points[0], np.float32), between.ravel(), last])[:length]


def lowpass(samples: Track, cutoff_hz: float, rate_hz: int, order: int = 2) -> Track:
    return _filtered(samples, "lowpass", min(cutoff_hz, 0.45 * rate_hz), rate_hz, order)


def highpass(samples: Track, cutoff_hz: float, rate_hz: int, order: int = 2) -> Track:
    return _filtered(samples, "highpass", min(cutoff_hz, 0.45 * rate_hz), rate_hz, order)


def bandpass(samples: Track, low_hz: float, high_hz: float, rate_hz: int, order: int = 2) -> Track:
    return _filtered(samples, "bandpass", (low_hz, min(high_hz, 0.45 * rate_hz)), rate_hz, order)


def _filtered(samples: Track, kind: str, cutoff_hz: float | tuple[float, float], rate_hz: int, order: int) -> Track:
    from scipy import signal

    sections = signal.butter(order, cutoff_hz, kind, fs=rate_hz, output="sos")
    return np.asarray(signal.sosfilt(sections, samples, axis=0), np.float32)


def sweep(samples: Track, start_hz: float, end_hz: float, rate_hz: int, *, width: float = 1.6) -> Track:
    """A band moving through a noise from one frequency to the other; `width` is its width as a factor."""
    steps = 8
    centres = start_hz * (end_hz / start_hz) ** np.linspace(0.0, 1.0, steps)
    place = np.linspace(0.0, steps - 1.0, len(samples))
    moved = np.zeros(len(samples), np.float32)
    for step, centre in enumerate(centres):
        weight = np.clip(1.0 - np.abs(place - step), 0.0, 1.0).astype(np.float32)
        moved += weight * bandpass(samples, centre / width, centre * width, rate_hz)
    return moved


def stereo(samples: Track, pan: float = 0.0) -> Track:
    """Mono to (N, 2) at equal power; `pan` −1 left … 1 right. Stereo passes through."""
    if samples.ndim == 2:
        return samples
    angle = (min(max(pan, -1.0), 1.0) + 1.0) * np.pi / 4.0
    gains = np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2.0))
    return np.asarray(samples[:, None] * gains, np.float32)


def room(
    samples: Track, seconds: float, rate_hz: int, seed: int, *, wet: float = 0.3, dark_hz: float = 5000.0
) -> Track:
    """Stereo with the reverberation of a room that fades by 60 dB in `seconds`; longer by as much."""
    from scipy import signal

    rng = generator("room", seed, round(seconds, 3))
    length = count(seconds, rate_hz)
    fall = 10.0 ** (-3.0 * np.arange(length) / length)
    impulse = lowpass((rng.standard_normal((length, 2)) * fall[:, None]).astype(np.float32), dark_hz, rate_hz)
    impulse = np.pad(impulse, ((count(0.012, rate_hz), 0), (0, 0)))
    impulse /= np.sqrt((impulse**2).sum(axis=0))
    dry = stereo(samples)
    tail = signal.fftconvolve(dry, impulse, axes=0)
    mixed = np.asarray(tail * wet, np.float32)
    mixed[: len(dry)] += dry * np.float32(1.0 - wet * 0.5)
    return mixed


def lay(track: Track, piece: Track, start_seconds: float, rate_hz: int, gain: float = 1.0) -> None:
    """Adds a piece onto a track in place; what sticks out at either end is cut."""
    start = round(start_seconds * rate_hz)
    first = max(0, -start)
    last = min(len(piece), len(track) - start)
    if last > first:
        part = piece[first:last]
        track[start + first : start + last] += np.float32(gain) * (
            stereo(part) if track.ndim == 2 and part.ndim == 1 else part
        )


def faded(samples: Track, in_seconds: float, out_seconds: float, rate_hz: int) -> Track:
    """A copy with smooth ends."""
    out = np.array(samples, np.float32)
    for seconds, at_end in ((in_seconds, False), (out_seconds, True)):
        length = min(len(out), round(seconds * rate_hz))
        if length > 0:
            ramp = np.sin(np.linspace(0.0, np.pi / 2, length)) ** 2
            ramp = (ramp[::-1] if at_end else ramp).astype(np.float32)
            part = slice(len(out) - length, None) if at_end else slice(0, length)
            out[part] *= ramp[:, None] if out.ndim == 2 else ramp
    return out


def peaked(samples: Track, peak: float) -> Track:
    """Scaled so that the loudest sample is `peak`."""
    loudest = float(np.abs(samples).max(initial=0.0))
    return samples if loudest == 0.0 else np.asarray(samples * np.float32(peak / loudest), np.float32)


def looped(track: Track, start_seconds: float, seconds: float, rate_hz: int) -> Track:
    """So much of a track from a place in it, its end melted into its beginning where it has to go round."""
    melt = min(round(2.0 * rate_hz), len(track) // 4)
    loop = np.array(track[: len(track) - melt])
    ramp = np.linspace(0.0, 1.0, melt, dtype=np.float32)[:, None]
    loop[:melt] = track[:melt] * np.sqrt(ramp) + track[len(track) - melt :] * np.sqrt(1.0 - ramp)
    first = np.array(track[: len(track) - melt])
    begin, needed = round(start_seconds * rate_hz), round(seconds * rate_hz)
    pieces = [first[begin : begin + needed]] if begin < len(first) else []
    position = begin + sum(map(len, pieces))
    while sum(map(len, pieces)) < needed:
        at = position % len(loop)
        part = loop[at : at + needed - sum(map(len, pieces))]
        pieces.append(part)
        position += len(part)
    return np.concatenate(pieces)
