"""The composer's instruments: drones, bowed strings, big drums, plucked strings, bells, risers."""

from __future__ import annotations

import numpy as np

from renderer.synthesis import (
    Track,
    bandpass,
    clock,
    curve,
    decay,
    generator,
    glide,
    highpass,
    lay,
    lowpass,
    noise,
    saw,
    sine,
    stereo,
    sweep,
    swell,
)


def pitch_hz(note: float) -> float:
    """A MIDI note number as a frequency; 69 is A at 440 Hz."""
    return float(440.0 * 2.0 ** ((note - 69.0) / 12.0))


def drone(note: float, seconds: float, rate_hz: int, seed: int) -> Track:
    """A dark, slowly breathing bass of detuned saws, stereo."""
    rng = generator("drone", seed, note)
    time = clock(seconds, rate_hz)
    out = np.zeros((len(time), 2), np.float32)
    for voice in range(4):
        pitch = pitch_hz(note) * 2.0 ** (rng.uniform(-7.0, 7.0) / 1200.0)
        tone = saw(pitch, seconds, rate_hz)
        breath = 0.75 + 0.25 * np.sin(2 * np.pi * (0.11 + 0.05 * voice) * time + rng.uniform(0, 6.28))
        out += stereo(tone * breath.astype(np.float32), rng.uniform(-0.8, 0.8))
    dark = lowpass(out, 190.0, rate_hz)
    bright = lowpass(out, 620.0, rate_hz)
    opening = (0.5 - 0.5 * np.cos(2 * np.pi * time / max(6.0, seconds / 2))).astype(np.float32)[:, None]
    return np.asarray((dark * (1 - opening) + bright * opening) * 0.2, np.float32)


def strings(
    notes: tuple[float, ...],
    seconds: float,
    rate_hz: int,
    seed: int,
    *,
    attack_seconds: float = 1.2,
    release_seconds: float = 1.2,
    tremolo_hz: float = 0.0,
    brightness_hz: float = 2600.0,
) -> Track:
    """A string section holding a chord, stereo; `tremolo_hz` bows it back and forth."""
    rng = generator("strings", seed, notes, round(seconds, 3))
    time = clock(seconds, rate_hz)
    out = np.zeros((len(time), 2), np.float32)
    for note in notes:
        for _desk in range(3):
            detune = rng.uniform(-9.0, 9.0)
            vibrato = 9.0 * np.sin(2 * np.pi * rng.uniform(4.8, 6.0) * time + rng.uniform(0, 6.28))
            growing = np.minimum(1.0, time / 1.0)
            pitch = pitch_hz(note) * 2.0 ** ((detune + vibrato * growing) / 1200.0)
            out += stereo(saw(pitch, seconds, rate_hz), rng.uniform(-0.7, 0.7))
    out = highpass(lowpass(out, brightness_hz, rate_hz), 120.0, rate_hz)
    if tremolo_hz:
        wobble = 0.62 + 0.38 * np.sin(2 * np.pi * tremolo_hz * time + rng.normal(0, 0.02, len(time)).cumsum())
        out *= wobble.astype(np.float32)[:, None]
    out *= swell(seconds, attack_seconds, release_seconds, rate_hz)[:, None]
    return np.asarray(out * (0.22 / np.sqrt(len(notes))), np.float32)


def drum(rate_hz: int, seed: int, *, low_hz: float = 52.0, weight: float = 1.0) -> Track:
    """A struck big drum: a falling skin, a slap and the room's air; mono, 1.6 s."""
    seconds = 1.6
    rng = generator("drum", seed)
    skin = sine(glide(low_hz * 2.3, low_hz, 0.09, rate_hz), 0.09, rate_hz)
    rest = sine(np.full(round((seconds - 0.09) * rate_hz), low_hz), seconds - 0.09, rate_hz)
    body = np.concatenate([skin, rest])[: round(seconds * rate_hz)]
    body = body * decay(len(body) / rate_hz, 0.16 * weight, rate_hz)
    overtone = sine(low_hz * 1.59, seconds, rate_hz)[: len(body)] * decay(len(body) / rate_hz, 0.07, rate_hz)
    slap = bandpass(noise(seconds, rate_hz, rng), 300.0, 2600.0, rate_hz)[: len(body)]
    slap = slap * decay(len(body) / rate_hz, 0.016, rate_hz)
    return np.asarray(np.tanh(1.4 * (body + 0.35 * overtone[: len(body)] + 0.35 * slap)) * 0.8, np.float32)


def pluck(note: float, rate_hz: int, seed: int, *, seconds: float = 0.9) -> Track:
    """A plucked string, short and woody; mono."""
    rng = generator("pluck", seed, note)
    pitch = pitch_hz(note)
    tone = np.zeros(round(seconds * rate_hz), np.float32)
    for partial in range(1, 9):
        if pitch * partial < 0.4 * rate_hz:
            half_life = 0.16 / partial**0.8
            tone += (
                sine(pitch * partial * (1 + 0.0004 * partial**2), seconds, rate_hz)
                * decay(seconds, half_life, rate_hz)
                / np.float32(partial**1.1)
            )
    knock = bandpass(noise(seconds, rate_hz, rng), 200, 1500, rate_hz) * decay(seconds, 0.008, rate_hz)
    return np.asarray(0.4 * tone + 0.12 * knock, np.float32)


def metal(rate_hz: int, seed: int, *, pitch: float = 311.0, seconds: float = 4.0) -> Track:
    """A bowed or struck piece of metal with unrelated partials and a long tail; mono."""
    rng = generator("metal", seed)
    out = np.zeros(round(seconds * rate_hz), np.float32)
    for ratio in (1.0, 1.483, 1.932, 2.546, 2.63, 3.897, 5.11):
        beat = rng.uniform(0.3, 1.6)
        for offset in (-beat, beat):
            tone = sine(pitch * ratio + offset, seconds, rate_hz)
            out += tone * decay(seconds, 0.9 / ratio**0.6, rate_hz, attack_seconds=0.03) / np.float32(ratio)
    return np.asarray(out * 0.12, np.float32)


def riser(seconds: float, rate_hz: int, seed: int) -> Track:
    """Tension that climbs to a cut: a rising noise band over a rising cluster; stereo."""
    rng = generator("riser", seed)
    air = sweep(noise(seconds, rate_hz, rng, tilt=-3.0), 250.0, 7000.0, rate_hz)
    growth = curve([(0.0, 0.0), (0.6 * seconds, 0.25), (seconds, 1.0)], seconds, rate_hz)
    out = stereo(air * growth * 0.8, 0.0)
    for detune, pan in ((0.0, -0.6), (0.5, 0.6), (1.07, 0.0)):
        pitch = glide(pitch_hz(50 + detune), pitch_hz(67 + detune), seconds, rate_hz)
        out += stereo(lowpass(saw(pitch, seconds, rate_hz), 2200.0, rate_hz) * growth**2 * 0.16, pan)
    return np.asarray(out, np.float32)


def pattern(hits: list[tuple[float, Track, float, float]], seconds: float, rate_hz: int) -> Track:
    """Pieces (start in seconds, sound, gain, pan) laid out on a stereo track."""
    out = np.zeros((round(seconds * rate_hz), 2), np.float32)
    for start, piece, gain, pan in hits:
        lay(out, stereo(piece, pan), start, rate_hz, gain)
    return out
