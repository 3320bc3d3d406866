"""Effects of things and people: phones, doors, steps, bells, hearts, breath."""

from __future__ import annotations

import numpy as np

from renderer.synthesis import (
    Track,
    bandpass,
    count,
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
    swell,
)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(1 << 30))


def heartbeat(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    for start in np.arange(0.05, seconds - 0.3, 0.86):
        for offset, gain, pitch in ((0.0, 1.0, 62.0), (0.24, 0.7, 74.0)):
            beat = sine(glide(pitch * 1.5, pitch * 0.75, 0.26, rate), 0.26, rate) * decay(
                0.26, 0.045, rate, attack_seconds=0.012
            )
            skin = lowpass(noise(0.26, rate, rng), 260.0, rate) * decay(0.26, 0.03, rate)
            lay(out, np.tanh(2.2 * (beat + 0.5 * skin)), float(start) + offset, rate, gain)
    return out


def phone(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    notes = (1318.5, 1568.0, 1975.5, 1568.0, 2349.3, 1975.5)
    for index, start in enumerate(np.arange(0.0, seconds - 0.1, 0.13)):
        if index % 12 < 6:
            tone = sine(notes[index % 6], 0.3, rate) + 0.25 * sine(notes[index % 6] * 3.0, 0.3, rate)
            lay(out, tone * decay(0.3, 0.06, rate), float(start), rate)
    return bandpass(out, 500.0, 6000.0, rate)


def buzz(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    for start in (0.0, 0.45):
        length = 0.3
        tone = lowpass(saw(148.0, length, rate), 900.0, rate) * swell(length, 0.02, 0.04, rate)
        rattle = bandpass(noise(length, rate, rng), 900.0, 3000.0, rate) * (
            np.sin(2 * np.pi * 148 * np.arange(count(length, rate)) / rate) > 0.4
        )
        lay(out, (tone + 0.3 * rattle).astype(np.float32), start, rate)
    return out


def door(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    slam = sine(glide(130.0, 55.0, 0.5, rate), 0.5, rate) * decay(0.5, 0.06, rate)
    wood = bandpass(noise(0.5, rate, rng), 150.0, 1400.0, rate) * decay(0.5, 0.035, rate)
    latch = bandpass(noise(0.08, rate, rng), 1800.0, 5000.0, rate) * decay(0.08, 0.008, rate)
    lay(out, np.tanh(2.0 * (slam + 0.9 * wood)), 0.06, rate)
    lay(out, latch, 0.0, rate, 0.4)
    lay(out, latch, 0.19, rate, 0.3)
    return room(out, 0.5, rate, _seed(rng), wet=0.3, dark_hz=3000.0)


def creak(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    pitch = (
        95.0
        + 60.0 * np.sin(np.linspace(0.0, 2.6, count(seconds, rate)))
        + lowpass(noise(seconds, rate, rng), 6.0, rate) * 400.0
    )
    pulses = (np.cumsum(np.clip(pitch, 30.0, None)) / rate % 1.0 < 0.06).astype(np.float32)
    wood = bandpass(pulses, 480.0, 900.0, rate) + 0.8 * bandpass(pulses, 1500.0, 2400.0, rate)
    return room(wood * swell(seconds, 0.15, 0.3, rate), 0.5, rate, _seed(rng), wet=0.3)


def knock(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    for start in (0.0, 0.2, 0.4):
        tone = sine(210.0, 0.15, rate) + 0.6 * sine(415.0, 0.15, rate)
        tap = bandpass(noise(0.15, rate, rng), 600.0, 3000.0, rate) * decay(0.15, 0.006, rate)
        lay(out, tone * decay(0.15, 0.018, rate) + tap, start, rate, float(rng.uniform(0.85, 1.0)))
    return room(out, 0.4, rate, _seed(rng), wet=0.25)


def _steps(seconds: float, rate: int, rng: np.random.Generator, gap_seconds: float) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    for index, start in enumerate(np.arange(0.05, seconds - 0.15, gap_seconds)):
        heel = sine(glide(150.0, 70.0, 0.2, rate), 0.2, rate) * decay(0.2, 0.018, rate)
        sole = bandpass(noise(0.2, rate, rng), 300.0, 2800.0, rate) * decay(0.2, 0.022, rate)
        step = heel + 0.7 * sole
        lay(step, sole, 0.07, rate, 0.35)
        at = float(start) + float(rng.uniform(-0.015, 0.015))
        lay(out, stereo(step, 0.25 if index % 2 else -0.25), at, rate, float(rng.uniform(0.8, 1.0)))
    return room(out, 0.4, rate, _seed(rng), wet=0.2)


def footsteps(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    return _steps(seconds, rate, rng, 0.54)


def running(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    return _steps(seconds, rate, rng, 0.29)


def bell(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    base = 220.0
    partials = ((0.5, 0.6, 1.3), (1.0, 0.9, 1.0), (1.19, 0.8, 0.8), (1.5, 0.5, 0.6), (2.0, 0.8, 0.6), (2.52, 0.4, 0.4),
                (2.98, 0.4, 0.3), (4.1, 0.3, 0.2), (5.4, 0.2, 0.12))  # fmt: skip
    for ratio, gain, half_life in partials:
        beat = float(rng.uniform(0.2, 0.7))
        tone = sine(base * ratio, seconds, rate) + 0.6 * sine(base * ratio + beat, seconds, rate)
        out += np.float32(gain) * tone * decay(seconds, half_life, rate)
    clang = highpass(noise(0.05, rate, rng), 2500.0, rate) * decay(0.05, 0.006, rate)
    lay(out, clang, 0.0, rate, 0.6)
    return room(out, 2.2, rate, _seed(rng), wet=0.35)


def clock_tick(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    for index, start in enumerate(np.arange(0.0, seconds - 0.05, 0.5)):
        pitch = 2300.0 if index % 2 == 0 else 1800.0
        tick = (sine(pitch, 0.08, rate) + 0.6 * sine(pitch * 2.3, 0.08, rate)) * decay(0.08, 0.006, rate)
        lay(
            out,
            tick + bandpass(noise(0.08, rate, rng), 2000.0, 7000.0, rate) * decay(0.08, 0.003, rate),
            float(start),
            rate,
        )
    return room(out, 0.4, rate, _seed(rng), wet=0.2)


def typing(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    at = 0.03
    while at < seconds - 0.1:
        down = bandpass(noise(0.05, rate, rng), 1200.0, 6500.0, rate) * decay(0.05, 0.005, rate)
        thock = sine(float(rng.uniform(240.0, 340.0)), 0.05, rate) * decay(0.05, 0.008, rate)
        lay(out, down + 0.5 * thock, at, rate, float(rng.uniform(0.5, 1.0)))
        lay(out, down, at + 0.07, rate, 0.25)
        at += float(rng.choice([0.09, 0.12, 0.16, 0.3], p=[0.35, 0.35, 0.2, 0.1]))
    return out


def camera(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    for start, low, high, gain in ((0.0, 1500.0, 7000.0, 1.0), (0.07, 900.0, 4500.0, 0.8), (0.1, 2500.0, 9000.0, 0.5)):
        snap = bandpass(noise(0.09, rate, rng), low, high, rate) * decay(0.09, 0.009, rate)
        lay(out, snap, start, rate, gain)
    return out


def breath(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    air = noise(seconds, rate, rng, tilt=-1.0)
    throat = sweep(air, 700.0, 1900.0, rate) + 0.6 * bandpass(air, 2600.0, 4200.0, rate)
    return throat * swell(seconds, seconds * 0.55, seconds * 0.25, rate)


def paper(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    rustle = highpass(noise(seconds, rate, rng), 1800.0, rate)
    crackle = (rng.random(len(rustle)) < 250.0 / rate).astype(np.float32)
    crackle = np.convolve(crackle, np.exp(-np.arange(400) / 60.0), mode="same")[: len(rustle)]
    return (rustle * (0.15 + crackle) * swell(seconds, 0.1, 0.3, rate)).astype(np.float32)


def coin(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    for start, gain in ((0.0, 1.0), (0.2, 0.6), (0.33, 0.4), (0.41, 0.25), (0.46, 0.15)):
        tone = sum(
            (sine(p, 0.4, rate) * decay(0.4, h, rate) for p, h in ((3720.0, 0.07), (5930.0, 0.05), (8260.0, 0.03))),
            np.float32(0),
        )
        lay(out, np.asarray(tone, np.float32), start, rate, gain)
    return room(out, 0.4, rate, _seed(rng), wet=0.2, dark_hz=9000.0)


def engine(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    turns = (
        38.0 + 14.0 * np.linspace(0.0, 1.0, count(seconds, rate)) + lowpass(noise(seconds, rate, rng), 4.0, rate) * 60.0
    )
    tone = lowpass(saw(turns, seconds, rate) + 0.6 * saw(turns * 1.5, seconds, rate), 520.0, rate)
    road = lowpass(noise(seconds, rate, rng, tilt=-5.0), 700.0, rate)
    return np.asarray(np.tanh(1.4 * tone) + 0.25 * road, np.float32)


def siren(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    time = np.arange(count(seconds, rate)) / rate
    pitch = 780.0 + 300.0 * np.sin(2 * np.pi * 0.45 * time - 1.57)
    tone = lowpass(saw(pitch, seconds, rate), 2200.0, rate)
    return room(tone, 1.6, rate, _seed(rng), wet=0.55, dark_hz=2500.0)


def static(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    hiss = bandpass(noise(seconds, rate, rng), 900.0, 7000.0, rate)
    gate = np.repeat(rng.random(count(seconds, rate) // 500 + 1) ** 2.0, 500)[: len(hiss)]
    return (hiss * (0.25 + gate)).astype(np.float32)


def splash(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    burst = sweep(noise(seconds, rate, rng, tilt=-2.0), 3500.0, 500.0, rate, width=2.5) * decay(
        seconds, 0.16, rate, attack_seconds=0.015
    )
    out = np.asarray(burst, np.float32)
    for _ in range(16):
        drop = sine(glide(float(rng.uniform(500, 900)), float(rng.uniform(1100, 1900)), 0.06, rate), 0.06, rate)
        lay(out, drop * decay(0.06, 0.012, rate), float(rng.uniform(0.15, seconds - 0.1)), rate, 0.12)
    return room(out, 0.7, rate, _seed(rng), wet=0.25)


def wings(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros(count(seconds, rate), np.float32)
    for index, start in enumerate(np.arange(0.0, seconds - 0.1, 0.095)):
        flap = bandpass(noise(0.09, rate, rng, tilt=-3.0), 250.0, 2500.0, rate) * swell(0.09, 0.03, 0.05, rate)
        lay(out, flap, float(start), rate, 1.0 / (1.0 + 0.12 * index))
    return out


def applause(seconds: float, rate: int, rng: np.random.Generator) -> Track:
    out = np.zeros((count(seconds, rate), 2), np.float32)
    claps = [
        bandpass(noise(0.05, rate, rng), 700.0 + 200 * i, 3200.0 + 300 * i, rate) * decay(0.05, 0.008, rate)
        for i in range(6)
    ]
    for start in rng.uniform(0.0, max(0.1, seconds - 0.05), int(130 * seconds)):
        lay(
            out,
            stereo(claps[int(rng.integers(6))], float(rng.uniform(-0.9, 0.9))),
            float(start),
            rate,
            float(rng.uniform(0.3, 1.0)),
        )
    return room(out, 0.9, rate, _seed(rng), wet=0.3)
