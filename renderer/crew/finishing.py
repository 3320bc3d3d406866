"""What is done to a voice's samples when its engine can't do it: read from a file, moved in pitch, whispered."""

from __future__ import annotations

import io

import av
import numpy as np

from renderer.crew.ports import Samples
from renderer.crew.timings import sounding_part
from renderer.synthesis import generator, highpass

_PEAK = 0.9
_WHISPER_WINDOW_SECONDS = 0.01
"""Shorter than a period of a low voice: what is left in a window is the shape of the mouth, not the tone."""
_WHISPER_FLOOR_HZ = 320.0
_LONGEST_SECONDS = 180.0


class UnreadableSound(ValueError):
    """Bytes that hold no sound, or more of it than a line can have."""


def decoded(data: bytes, rate_hz: int, container: str | None = None) -> Samples:
    """Any sound file (WAV, MP3, Ogg, FLAC …) as mono samples at the rate; UnreadableSound when it is none."""
    pieces = []
    count = 0
    try:
        with av.open(io.BytesIO(data), "r", format=container) as opened:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=rate_hz)
            for frame in opened.decode(audio=0):
                pieces += [out.to_ndarray() for out in resampler.resample(frame)]
                count = sum(piece.shape[1] for piece in pieces[-1:]) + count
                if count > _LONGEST_SECONDS * rate_hz:
                    raise UnreadableSound("longer than any line")
            pieces += [out.to_ndarray() for out in resampler.resample(None)]
    except (av.FFmpegError, OSError, IndexError) as exc:
        raise UnreadableSound("no sound file") from exc
    if not pieces:
        raise UnreadableSound("no sound in it")
    return np.nan_to_num(np.ascontiguousarray(np.concatenate(pieces, axis=1).ravel(), np.float32))


def trimmed(samples: Samples, rate_hz: int) -> tuple[Samples, float]:
    """The sounding part at a peak of 0.9 or less, and how many seconds were cut from its beginning."""
    first, last = sounding_part(samples, rate_hz)
    kept = samples[first:last]
    peak = float(np.abs(kept).max(initial=0.0))
    kept = kept * np.float32(_PEAK / peak) if peak > _PEAK else kept
    return np.array(kept, np.float32), first / rate_hz


def resampled(samples: Samples, factor: float) -> Samples:
    """Played `factor` times as fast: higher and shorter by as much."""
    if abs(factor - 1.0) < 1e-3:
        return samples
    count = max(1, round(len(samples) / factor))
    places = np.linspace(0.0, len(samples) - 1.0, count)
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


def whispered(samples: Samples, rate_hz: int) -> Samples:
    """The same words without a tone: noise in the shape of the mouth; as long as before, and quieter."""
    from scipy import signal

    window = round(_WHISPER_WINDOW_SECONDS * rate_hz)
    _, _, spectrum = signal.stft(samples, rate_hz, nperseg=window, noverlap=window * 3 // 4)
    phases = generator("whisper", len(samples)).uniform(0.0, 2.0 * np.pi, spectrum.shape)
    _, breath = signal.istft(np.abs(spectrum) * np.exp(1j * phases), rate_hz, nperseg=window, noverlap=window * 3 // 4)
    breath = np.pad(breath, (0, max(0, len(samples) - len(breath))))[: len(samples)]
    breath = highpass(breath.astype(np.float32), _WHISPER_FLOOR_HZ, rate_hz)
    level = float(samples.std()) / max(1e-9, float(breath.std()))
    return np.asarray(breath * np.float32(0.6 * level), np.float32).clip(-1.0, 1.0)
