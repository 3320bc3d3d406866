"""Effects that strike once: blows, blades, bursts, and the shimmer of magic."""

from __future__ import annotations

import numpy as np

from renderer.crew.score import instruments
from renderer.synthesis import (
    Track,
    bandpass,
    count,
    curve,
    decay,
    glide,
    highpass,
    lay,
    lowpass,
    noise,
    room,
    saw,
    sine,
    stereo,
    sweep,
)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(1 << 30))


def whoosh(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    air = noise(seconds, rate, rng, tilt=-2.0)
    half = len(air) // 2
    moved = np.concatenate([sweep(air[:half], 350.0, 2600.0, rate), sweep(air[half:], 2600.0, 500.0, rate)])
    bell = np.sin(np.linspace(0.0, np.pi, len(moved))) ** 2.2
    pans = np.linspace(-0.8, 0.8, len(moved))
    angle = (pans + 1.0) * np.pi / 4.0
    shaped = moved * bell
    return np.stack([shaped * np.cos(angle), shaped * np.sin(angle)], axis=1).astype(np.float32)


def hit(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    body = sine(glide(170.0, 48.0, seconds, rate), seconds, rate) * decay(seconds, 0.07, rate)
    slap = bandpass(noise(seconds, rate, rng), 500.0, 5000.0, rate) * decay(seconds, 0.02, rate)
    crack = highpass(noise(seconds, rate, rng), 3000.0, rate) * decay(seconds, 0.006, rate)
    return room(np.tanh(1.8 * (body + 0.5 * slap + 0.3 * crack)), 0.35, rate, _seed(rng), wet=0.25)


def boom(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    deep = sine(glide(90.0, 26.0, seconds, rate), seconds, rate) * decay(seconds, 0.5, rate)
    blast = lowpass(noise(seconds, rate, rng, tilt=-5.0), 900.0, rate) * decay(seconds, 0.28, rate)
    crack = bandpass(noise(seconds, rate, rng), 800.0, 6000.0, rate) * decay(seconds, 0.03, rate)
    debris = bandpass(noise(seconds, rate, rng), 1500.0, 5000.0, rate) * decay(seconds, 0.4, rate, attack_seconds=0.3)
    grains = (rng.random(len(debris)) < 40.0 / rate).astype(np.float32)
    grains = np.convolve(grains, np.exp(-np.arange(600) / 120.0), mode="same")[: len(debris)]
    mixed = np.tanh(1.6 * (deep + 0.8 * blast + 0.5 * crack)) + 0.25 * debris * grains
    return room(mixed.astype(np.float32), 1.8, rate, _seed(rng), wet=0.3, dark_hz=2500.0)


def riser(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    return instruments.riser(seconds, rate, _seed(rng))


def sting(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    chord = instruments.strings(
        (38, 50, 53, 56, 59, 62), seconds, rate, _seed(rng), attack_seconds=0.01, release_seconds=seconds * 0.8
    )
    lay(out, chord, 0.0, rate, 0.9)
    lay(out, stereo(instruments.drum(rate, _seed(rng), weight=1.5)), 0.0, rate, 0.9)
    return room(out, 1.8, rate, _seed(rng), wet=0.35)


def sword(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    scrape = sweep(noise(0.28, rate, rng), 2500.0, 8000.0, rate) * np.linspace(0.2, 1.0, count(0.28, rate))
    ring = np.zeros(count(seconds, rate), np.float32)
    base = float(rng.uniform(1900.0, 2300.0))
    for ratio in (1.0, 1.37, 1.94, 2.71, 3.53, 4.4):
        tone = sine(base * ratio, seconds, rate) + sine(base * ratio * 1.004, seconds, rate)
        ring += tone * decay(seconds, 0.16 / ratio**0.4, rate) / np.float32(1.5 * ratio)
    out = np.zeros(count(seconds, rate), np.float32)
    lay(out, scrape.astype(np.float32), 0.0, rate, 0.5)
    lay(out, ring, 0.22, rate, 0.5)
    return room(out, 0.9, rate, _seed(rng), wet=0.3, dark_hz=9000.0)


def glass(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    burst = highpass(noise(0.2, rate, rng), 2500.0, rate) * decay(0.2, 0.025, rate)
    lay(out, stereo(burst), 0.0, rate, 0.7)
    for _ in range(38):
        length = float(rng.uniform(0.08, 0.3))
        pitch = float(rng.uniform(2200.0, 9500.0))
        shard = sine(pitch, length, rate) * decay(length, length / 6, rate)
        start = float(rng.exponential(0.16))
        lay(out, stereo(shard, float(rng.uniform(-0.9, 0.9))), start, rate, float(rng.uniform(0.05, 0.25)))
    return room(out, 0.5, rate, _seed(rng), wet=0.2, dark_hz=10000.0)


def gunshot(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    crack = noise(seconds, rate, rng) * decay(seconds, 0.012, rate, attack_seconds=0.0002)
    body = lowpass(noise(seconds, rate, rng, tilt=-4.0), 700.0, rate) * decay(seconds, 0.07, rate)
    return room(np.tanh(2.0 * (crack + body)), 1.1, rate, _seed(rng), wet=0.4, dark_hz=3500.0)


def sparkle(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    scale = (84, 86, 88, 91, 93, 96, 98, 100, 103)
    for index in range(14):
        pitch = instruments.pitch_hz(scale[int(rng.integers(len(scale)))])
        tone = (sine(pitch, 0.7, rate) + 0.3 * sine(pitch * 2.76, 0.7, rate)) * decay(0.7, 0.09, rate)
        start = index * seconds * 0.045 + float(rng.uniform(0.0, 0.03))
        lay(out, stereo(tone, float(rng.uniform(-0.8, 0.8))), start, rate, 0.3)
    return room(out, 1.2, rate, _seed(rng), wet=0.45, dark_hz=9000.0)


def magic(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    shimmer = np.zeros(count(seconds, rate), np.float32)
    for index, note in enumerate((62, 66, 69, 73, 76, 81)):
        rise = glide(instruments.pitch_hz(note), instruments.pitch_hz(note + 12), seconds, rate)
        wobble = 1.0 + 0.4 * np.sin(2 * np.pi * (5 + index) * np.arange(len(rise)) / rate)
        shimmer += sine(rise, seconds, rate) * wobble.astype(np.float32) / 6
    air = sweep(noise(seconds, rate, rng, tilt=-2.0), 500.0, 8000.0, rate)
    growth = curve([(0, 0), (0.55 * seconds, 1.0), (seconds, 0.0)], seconds, rate)
    mixed = (shimmer + 0.5 * air) * growth
    out = stereo(mixed.astype(np.float32))
    lay(out, sparkle(min(1.2, seconds), rate, rng), 0.45 * seconds, rate, 0.5)
    return room(out, 1.6, rate, _seed(rng), wet=0.4, dark_hz=8000.0)


def laser(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    tone = saw(glide(2600.0, 180.0, seconds, rate), seconds, rate) * decay(seconds, 0.09, rate)
    fizz = highpass(noise(seconds, rate, rng), 3000.0, rate) * decay(seconds, 0.04, rate)
    return room(lowpass(tone + 0.4 * fizz, 7000.0, rate), 0.4, rate, _seed(rng), wet=0.25)


def pop(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    return sine(glide(380.0, 950.0, seconds, rate), seconds, rate) * decay(seconds, 0.02, rate)
