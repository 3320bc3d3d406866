"""How a line is acted: emotions and deliveries as changes of pace, pitch, range, energy and pauses."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.kokoro.model import FRAME_SECONDS, SAMPLE_RATE_HZ, Floats, Intonation, Reading
from renderer.crew.kokoro.phonemes import NOBODY, Symbols
from show.script import Delivery, Emotion

_VOICED_HZ = 20.0
"""Below this Kokoro's source makes noise instead of a tone (its own threshold is 10 Hz)."""
_TREMOR_HZ = 6.5
"""A frightened voice trembles at 5–8 Hz."""
_WHISPER_FLOOR_HZ = 320.0
_EDGE_HZ = 1200.0
"""Louder voices gain most above 1 kHz (Traunmüller and Eriksson, 2000)."""
_FULL_STRENGTH = 0.8
"""The strength at which the table below holds as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """Factors on the voice's own way of speaking; 1.0 changes nothing. `tremor` is a share of the pitch;
    `edge_db` is vocal effort: how much more sounds above 1.2 kHz."""

    pace: float = 1.0
    pitch: float = 1.0
    range: float = 1.0
    energy: float = 1.0
    pause: float = 1.0
    tremor: float = 0.0
    edge_db: float = 0.0
    breathy: bool = False

    def to(self, power: float) -> Manner:
        """The same manner weaker (below 1) or stronger."""
        return replace(
            self,
            pace=self.pace**power,
            pitch=self.pitch**power,
            range=self.range**power,
            energy=self.energy**power,
            pause=self.pause**power,
            tremor=self.tremor * power,
            edge_db=self.edge_db * power,
        )

    def and_(self, other: Manner) -> Manner:
        """Both manners at once."""
        return Manner(
            pace=self.pace * other.pace,
            pitch=self.pitch * other.pitch,
            range=self.range * other.range,
            energy=self.energy * other.energy,
            pause=self.pause * other.pause,
            tremor=self.tremor + other.tremor,
            edge_db=self.edge_db + other.edge_db,
            breathy=self.breathy or other.breathy,
        )


EMOTIONS: dict[Emotion, Manner] = {
    Emotion.NEUTRAL: Manner(),
    Emotion.JOY: Manner(pace=1.05, pitch=1.14, range=1.65, energy=1.06, pause=0.85, edge_db=2.0),
    Emotion.SORROW: Manner(pace=0.82, pitch=0.95, range=0.62, energy=0.92, pause=1.6, edge_db=-2.0),
    Emotion.RAGE: Manner(pace=1.1, pitch=1.12, range=1.4, energy=1.3, pause=0.7, edge_db=4.0),
    Emotion.FEAR: Manner(pace=1.2, pitch=1.17, range=1.0, energy=0.9, pause=0.85, tremor=0.035, edge_db=-0.5),
    Emotion.TENDER: Manner(pace=0.88, pitch=0.96, range=0.85, energy=0.9, pause=1.2, edge_db=-3.0),
    Emotion.LOVE: Manner(pace=0.87, pitch=1.06, range=1.15, energy=0.93, pause=1.25, edge_db=-2.5),
    Emotion.SHOCK: Manner(pace=1.1, pitch=1.24, range=1.45, energy=1.06, pause=1.1, edge_db=2.0),
    Emotion.DREAD: Manner(pace=0.88, pitch=0.84, range=0.85, energy=0.95, pause=1.4, tremor=0.025, edge_db=-1.0),
    Emotion.SMUG: Manner(pace=0.88, pitch=0.94, range=1.65, energy=1.02, pause=1.25, edge_db=0.5),
    Emotion.RESOLVE: Manner(pace=0.94, pitch=0.91, range=1.1, energy=1.14, pause=1.0, edge_db=2.5),
    Emotion.EXHAUSTED: Manner(pace=0.79, pitch=0.88, range=0.62, energy=0.89, pause=1.7, edge_db=-3.0),
    Emotion.EMBARRASSED: Manner(pace=1.09, pitch=1.09, range=1.05, energy=0.92, pause=1.3, edge_db=-1.0),
    Emotion.DEADPAN: Manner(pace=0.95, pitch=0.94, range=0.32, energy=0.96, pause=0.95),
}
"""Directions follow Scherer (2003), "Vocal communication of emotion", table 3; sizes were set by listening."""

DELIVERIES: dict[Delivery, Manner] = {
    Delivery.SPOKEN: Manner(),
    Delivery.WHISPER: Manner(pace=0.93, energy=0.86, pause=1.1, breathy=True),
    Delivery.SHOUT: Manner(pace=0.97, pitch=1.17, range=1.2, energy=1.25, pause=0.8, edge_db=4.0),
    Delivery.THOUGHT: Manner(pace=0.95, pitch=0.97, range=0.9, energy=0.94, pause=1.1, edge_db=-1.0),
}
EMPHASIS = Manner(pace=0.82, pitch=1.12, energy=1.05)


def manner_of(emotion: Emotion, strength: float, delivery: Delivery) -> Manner:
    """How a line is to be said; `strength` 0–1."""
    power = min(max(strength, 0.0), 1.0) / _FULL_STRENGTH
    return EMOTIONS[emotion].to(power).and_(DELIVERIES[delivery])


def paced(reading: Reading, symbols: Symbols, emphatic: frozenset[int], manner: Manner) -> Reading:
    """The reading with pauses stretched and emphasised words drawn out; frames stay whole numbers."""
    factors = np.ones(len(symbols.text) + 2, np.float32)
    for index, (symbol, owner) in enumerate(zip(symbols.text, symbols.owners, strict=True), start=1):
        if owner == NOBODY and symbol != " ":
            factors[index] = manner.pause
        elif owner in emphatic:
            factors[index] = 1.0 / EMPHASIS.pace
    frames = np.maximum(1.0, np.round(reading.frames * factors)).astype(np.float32)
    return replace(reading, frames=frames)


def intoned(
    spoken: Intonation, frames: Floats, symbols: Symbols, emphatic: frozenset[int], manner: Manner
) -> Intonation:
    """The intonation with the manner's pitch, range, energy and tremor."""
    voiced = spoken.pitch_hz > _VOICED_HZ
    pitch = spoken.pitch_hz.astype(np.float64)
    energy = spoken.energy.astype(np.float64)
    stress = _stress_of(frames, symbols, emphatic, len(pitch))
    if voiced.any():
        centre = float(np.median(pitch[voiced]))
        moved = centre * manner.pitch * (pitch / centre).clip(0.05) ** manner.range
        moved *= 1.0 + stress * (EMPHASIS.pitch - 1.0)
        seconds = np.arange(len(pitch)) * FRAME_SECONDS / 2.0
        moved *= 1.0 + manner.tremor * np.sin(2.0 * np.pi * _TREMOR_HZ * seconds)
        pitch = np.where(voiced, moved.clip(50.0, 600.0), pitch)
    if manner.breathy:
        pitch = np.zeros_like(pitch)
    loud = 1.0 + stress * (EMPHASIS.energy - 1.0)
    energy = np.where(energy > 0.0, energy * manner.energy * loud, energy)
    return replace(spoken, pitch_hz=pitch.astype(np.float32), energy=energy.astype(np.float32))


def edged(samples: Floats, manner: Manner, rate_hz: int = SAMPLE_RATE_HZ) -> Floats:
    """Samples with the manner's vocal effort; a whisper without the rumble below its first formant."""
    if manner.breathy:
        samples = _above(samples, _WHISPER_FLOOR_HZ, rate_hz, order=2)
    if manner.edge_db == 0.0:
        return samples
    above = _above(samples, _EDGE_HZ, rate_hz, order=1)
    return np.asarray(samples + above * np.float32(10.0 ** (manner.edge_db / 20.0) - 1.0), np.float32)


def _above(samples: Floats, cutoff_hz: float, rate_hz: int, *, order: int) -> Floats:
    """What lies above a frequency, by a Butterworth filter of the first or second order.

    Its response is gone to the last bit after some hundred samples, so it is laid over them as it is: the library
    that filters by recursion takes longer to load than a line to be said.
    """
    warped = math.tan(math.pi * cutoff_hz / rate_hz)
    if order == 1:
        whole, ahead, back = 1.0 / (1.0 + warped), [1.0, -1.0], [(warped - 1.0) / (warped + 1.0), 0.0]
    else:
        whole = 1.0 / (1.0 + math.sqrt(2.0) * warped + warped**2)
        ahead = [1.0, -2.0, 1.0]
        back = [2.0 * (warped**2 - 1.0) * whole, (1.0 - math.sqrt(2.0) * warped + warped**2) * whole]
    response: list[float] = []
    fading = math.exp(-2.0 * math.pi * cutoff_hz / rate_hz / math.sqrt(order))
    for n in range(math.ceil(math.log(1e-16) / math.log(fading))):
        before = [response[n - 1] if n > 0 else 0.0, response[n - 2] if n > 1 else 0.0]
        response.append((whole * ahead[n] if n < len(ahead) else 0.0) - back[0] * before[0] - back[1] * before[1])
    return np.asarray(np.convolve(samples.astype(np.float64), response)[: len(samples)], np.float32)


def _stress_of(frames: Floats, symbols: Symbols, emphatic: frozenset[int], length: int) -> Floats:
    """1 where an emphasised word sounds, with soft edges; as long as the pitch curve."""
    marked = np.array([0.0, *(float(owner in emphatic) for owner in symbols.owners), 0.0])
    if not marked.any():
        return np.zeros(length, np.float32)
    curve = np.repeat(marked, frames.astype(int) * 2)[:length]
    curve = np.pad(curve, (0, length - len(curve)))
    window = np.hanning(9)
    smooth = np.convolve(np.pad(curve, 4, mode="edge"), window / window.sum(), mode="valid")
    return smooth.astype(np.float32)
