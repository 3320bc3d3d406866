"""Effects that surround: weather, crowds, insects, trains, and the quiet tones of rooms and streets."""

from __future__ import annotations

import numpy as np

from renderer.synthesis import (
    Track,
    bandpass,
    clock,
    count,
    decay,
    glide,
    highpass,
    lay,
    lowpass,
    noise,
    room,
    sine,
    stereo,
    swell,
)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(1 << 30))


def _wide(seconds: float, rate: int, rng: np.random.Generator, tilt: float) -> Track:
    """Two independent noises, left and right."""
    return np.stack([noise(seconds, rate, rng, tilt=tilt), noise(seconds, rate, rng, tilt=tilt)], axis=1)


class _Drift:
    """Slow random movements in 0…1 of one length and pace; the way from point to point is the same for all."""

    def __init__(self, seconds: float, rate: int, speed_hz: float) -> None:
        self._points = max(4, round(seconds * speed_hz) + 3)
        time = np.linspace(0.0, self._points - 1.0, count(seconds, rate))
        self._left = np.minimum(time.astype(np.int32), self._points - 2)
        self._share = (1.0 - np.cos((time - self._left) * np.pi)) / 2.0

    def of(self, rng: np.random.Generator) -> Track:
        """The next of them."""
        values = rng.random(self._points)
        return np.asarray(
            values[self._left] * (1.0 - self._share) + values[self._left + 1] * self._share, np.float32
        )


def _drift(seconds: float, rate: int, rng: np.random.Generator, speed_hz: float) -> Track:
    """A slow random movement in 0…1."""
    return _Drift(seconds, rate, speed_hz).of(rng)


def thunder(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    crack = highpass(noise(0.7, rate, rng), 500.0, rate) * decay(0.7, 0.06, rate)
    gate = np.repeat(rng.random(count(0.7, rate) // 300 + 1) > 0.4, 300)[: len(crack)]
    lay(out, stereo((crack * gate).astype(np.float32)), 0.0, rate, 0.7)
    roll = lowpass(_wide(seconds, rate, rng, -6.0), 180.0, rate)
    shape = (0.25 + 0.75 * _drift(seconds, rate, rng, 3.0)) * decay(seconds, 1.1, rate, attack_seconds=0.05)
    lay(out, np.tanh(1.5 * roll * shape[:, None]), 0.0, rate, 1.1)
    return room(out, 2.5, rate, _seed(rng), wet=0.35, dark_hz=1800.0)


def rain(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    bed = highpass(lowpass(_wide(seconds, rate, rng, -3.0), 7000.0, rate), 400.0, rate) * np.float32(0.5)
    drops = np.zeros_like(bed)
    samples = [
        bandpass(noise(0.03, rate, rng), 1500.0 + 500.0 * i, 5000.0 + 700.0 * i, rate) * decay(0.03, 0.003, rate)
        for i in range(6)
    ]
    for start in rng.uniform(0.0, seconds, int(90 * seconds)):
        drop = stereo(samples[int(rng.integers(6))], float(rng.uniform(-0.9, 0.9)))
        lay(drops, drop, float(start), rate, float(rng.exponential(0.5)))
    return np.asarray(bed + drops, np.float32)


def wind(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    for low, high, gain in ((120.0, 320.0, 1.0), (320.0, 700.0, 0.7), (700.0, 1500.0, 0.3)):
        band = bandpass(_wide(seconds, rate, rng, -3.0), low, high, rate)
        out += band * ((0.1 + _drift(seconds, rate, rng, 0.5) ** 2) * gain)[:, None]
    return out


def waves(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    time = clock(seconds, rate)
    surge = (0.5 + 0.5 * np.sin(2 * np.pi * time / 5.5 - 1.2)) ** 2.2
    foam = highpass(_wide(seconds, rate, rng, -3.0), 900.0, rate) * (surge**1.5).astype(np.float32)[:, None]
    body = lowpass(_wide(seconds, rate, rng, -4.0), 600.0, rate) * (0.25 + surge).astype(np.float32)[:, None]
    return np.asarray(0.6 * foam + 0.7 * body, np.float32)


def fire(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = (
        lowpass(_wide(seconds, rate, rng, -6.0), 350.0, rate)
        * (0.5 + 0.5 * _drift(seconds, rate, rng, 4.0))[:, None]
        * np.float32(0.35)
    )
    for start in rng.uniform(0.0, seconds, int(16 * seconds)):
        snap = bandpass(noise(0.04, rate, rng), 1200.0, 7000.0, rate) * decay(0.04, 0.003, rate)
        lay(out, stereo(snap, float(rng.uniform(-0.7, 0.7))), float(start), rate, float(rng.exponential(0.35)))
    return out


def crowd(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    """Murmur: many babbling sources, each a buzz through moving vowels."""
    out = np.zeros((count(seconds, rate), 2), np.float32)
    voice, dark, bright, hissed, turns, stress = (
        _Drift(seconds, rate, speed_hz) for speed_hz in (2.2, 5.5, 6.5, 7.0, 0.7, 4.0)
    )
    for _ in range(14):
        pitch = float(rng.uniform(95.0, 230.0))
        bend = pitch * (1.0 + 0.12 * (voice.of(rng) - 0.5))
        buzz = (np.cumsum(bend) / rate % 1.0 * 2.0 - 1.0).astype(np.float32)
        low = bandpass(buzz, 280.0, 720.0, rate) * dark.of(rng)
        high = bandpass(buzz, 1100.0, 2300.0, rate) * bright.of(rng)
        hiss = bandpass(noise(seconds, rate, rng), 3500.0, 6500.0, rate) * hissed.of(rng) ** 4
        speaking = np.clip(turns.of(rng) * 3.0 - 1.0, 0.0, 1.0)
        talk = (low + 0.7 * high + 0.05 * hiss) * stress.of(rng) * speaking
        out += stereo(np.asarray(talk, np.float32), float(rng.uniform(-0.9, 0.9)))
    return room(out, 0.9, rate, _seed(rng), wet=0.6, dark_hz=2600.0)[: len(out)]


def cicadas(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    time = clock(seconds, rate)
    out = np.zeros((len(time), 2), np.float32)
    for centre, trill, pan in ((4300.0, 38.0, -0.6), (5200.0, 51.0, 0.6), (6100.0, 44.0, 0.0)):
        band = bandpass(noise(seconds, rate, rng), centre * 0.93, centre * 1.07, rate)
        pulses = (0.5 + 0.5 * np.sin(2 * np.pi * trill * time)) ** 3 * (0.35 + 0.65 * _drift(seconds, rate, rng, 0.45))
        out += stereo((band * pulses).astype(np.float32), pan)
    return out


def birds(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    at = 0.2
    while at < seconds - 0.6:
        base, pan = float(rng.uniform(2400.0, 4600.0)), float(rng.uniform(-0.9, 0.9))
        for number in range(int(rng.integers(2, 6))):
            length = float(rng.uniform(0.06, 0.14))
            chirp = sine(
                glide(base * float(rng.uniform(0.85, 1.25)), base * float(rng.uniform(0.85, 1.25)), length, rate),
                length,
                rate,
            )
            lay(out, stereo(chirp * swell(length, 0.02, 0.04, rate), pan), at + number * 0.15, rate, 0.4)
        at += float(rng.uniform(0.7, 1.8))
    return room(out, 1.2, rate, _seed(rng), wet=0.4, dark_hz=7000.0)[: len(out)]


def night(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    time = clock(seconds, rate)
    out = wind(seconds, rate, rng) * np.float32(0.25)
    for pitch, pan, period in ((4150.0, -0.5, 0.62), (4550.0, 0.55, 0.81)):
        trill = (np.sin(2 * np.pi * 27.0 * time) > -0.2) * ((time % period) < period * 0.45)
        voice = sine(pitch, seconds, rate) * lowpass(trill.astype(np.float32), 60.0, rate)
        out += stereo(voice * np.float32(0.06) * (0.4 + _drift(seconds, rate, rng, 0.3)), pan)
    return out


def forest(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    leaves = highpass(_wide(seconds, rate, rng, -3.0), 1500.0, rate) * (_drift(seconds, rate, rng, 0.4) ** 2)[:, None]
    return np.asarray(wind(seconds, rate, rng) * 0.6 + leaves * 0.25 + birds(seconds, rate, rng) * 0.35, np.float32)


def train(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = lowpass(_wide(seconds, rate, rng, -5.0), 420.0, rate) * np.float32(0.5)
    clack = sine(glide(190.0, 85.0, 0.14, rate), 0.14, rate) * decay(0.14, 0.02, rate)
    clack = clack + bandpass(noise(0.14, rate, rng), 700.0, 3000.0, rate) * decay(0.14, 0.012, rate) * np.float32(0.5)
    for start in np.arange(0.0, seconds, 1.05):
        for offset, gain in ((0.0, 0.7), (0.15, 0.5), (0.52, 0.35), (0.66, 0.28)):
            lay(out, stereo(clack, float(rng.uniform(-0.3, 0.3))), float(start) + offset, rate, gain)
    return room(out, 0.5, rate, _seed(rng), wet=0.25, dark_hz=2500.0)[: len(out)]


def street(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = lowpass(_wide(seconds, rate, rng, -5.0), 800.0, rate) * np.float32(0.35)
    at = float(rng.uniform(0.0, 2.0))
    while at < seconds:
        length = float(rng.uniform(2.5, 4.5))
        passing = bandpass(noise(length, rate, rng, tilt=-3.0), 180.0, 1400.0, rate)
        bell = np.sin(np.linspace(0.0, np.pi, len(passing))) ** 3
        lay(out, stereo((passing * bell).astype(np.float32), float(rng.uniform(-0.8, 0.8))), at, rate, 0.5)
        at += float(rng.uniform(2.0, 5.0))
    return out


def stream(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = bandpass(_wide(seconds, rate, rng, -2.0), 500.0, 3500.0, rate) * np.float32(0.25)
    for start in rng.uniform(0.0, seconds, int(26 * seconds)):
        low = float(rng.uniform(400.0, 1100.0))
        bubble = sine(glide(low, low * float(rng.uniform(1.2, 1.9)), 0.07, rate), 0.07, rate) * decay(0.07, 0.015, rate)
        lay(out, stereo(bubble, float(rng.uniform(-0.7, 0.7))), float(start), rate, float(rng.uniform(0.05, 0.35)))
    return out


def room_tone(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    air = lowpass(_wide(seconds, rate, rng, -5.0), 600.0, rate)
    mains = stereo(sine(100.0, seconds, rate) * np.float32(0.06) + sine(200.0, seconds, rate) * np.float32(0.02))
    return np.asarray(air * 0.5 + mains, np.float32)


def hum(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = lowpass(_wide(seconds, rate, rng, -6.0), 260.0, rate) * np.float32(0.5)
    for pitch in (55.0, 82.6, 110.4, 164.9):
        out += stereo(
            sine(pitch, seconds, rate) * (0.1 + 0.15 * _drift(seconds, rate, rng, 0.3)), float(rng.uniform(-0.6, 0.6))
        )
    return out
