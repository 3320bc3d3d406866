"""Cues composed by the house for moods no recorded track has: dread, fear, rage, shock and mischief."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from renderer.crew.score.instruments import drone, drum, metal, pattern, pitch_hz, pluck, riser, strings
from renderer.synthesis import (
    Track,
    bandpass,
    count,
    decay,
    faded,
    generator,
    lay,
    lowpass,
    noise,
    room,
    saw,
    sine,
    stereo,
    swell,
)
from show.script import Emotion

_ROOT = 38
"""D below the bass stave; every cue is in D so that cues can melt into each other."""


def dread(seconds: float, rate_hz: int, seed: int) -> Track:
    """A bass that breathes, a heart under it, metal far off, a cluster of strings that keeps coming back."""
    rng = generator("dread", seed)
    dry = np.zeros((count(seconds, rate_hz), 2), np.float32)
    lay(dry, drone(_ROOT - 12, seconds, rate_hz, seed), 0.0, rate_hz, 1.1)
    lay(dry, drone(_ROOT - 5 + int(rng.integers(0, 2)), seconds, rate_hz, seed + 1), 0.0, rate_hz, 0.5)
    beat = 1.5
    soft = drum(rate_hz, seed, low_hz=41.0, weight=0.7)
    hits = []
    for start in np.arange(0.4, seconds - 0.8, beat):
        hits += [(float(start), soft, 0.75, 0.0), (float(start) + 0.28, soft, 0.45, 0.0)]
    lay(dry, pattern(hits, seconds, rate_hz), 0.0, rate_hz, 0.8)
    wet = np.zeros_like(dry)
    position = 1.0
    while position < seconds - 2.0:
        length = float(rng.uniform(4.5, 7.0))
        top = 62 + int(rng.choice([0, 3, 5]))
        cluster = strings(
            (top, top + 1, top + 13),
            length,
            rate_hz,
            seed + int(position * 10),
            attack_seconds=length * 0.7,
            release_seconds=length * 0.28,
            brightness_hz=3200.0,
        )
        lay(wet, cluster, position, rate_hz, 0.55)
        far = metal(rate_hz, seed + int(position), pitch=float(rng.choice([147.0, 156.0, 220.0])))
        lay(wet, stereo(far, float(rng.uniform(-0.7, 0.7))), position + length, rate_hz, 0.5)
        position += length + float(rng.uniform(0.5, 2.0))
    air = bandpass(noise(seconds, rate_hz, rng, tilt=-4.0), 180.0, 900.0, rate_hz)
    drift = 0.5 + 0.5 * np.sin(2 * np.pi * 0.09 * np.arange(len(air)) / rate_hz)
    lay(wet, stereo(air * drift.astype(np.float32)), 0.0, rate_hz, 0.05)
    return _hall(dry, wet, rate_hz, seed, seconds_of_hall=3.2)


def fear(seconds: float, rate_hz: int, seed: int) -> Track:
    """A running low pulse under trembling strings that climb by half-steps, with ticks and risers."""
    rng = generator("fear", seed)
    step = 60.0 / 118.0 / 2.0
    dry = np.zeros((count(seconds, rate_hz), 2), np.float32)
    ostinato = (0, 0, 1, 0, 0, 3, 1, 0)
    for index, start in enumerate(np.arange(0.0, seconds, step)):
        note = _ROOT + ostinato[index % 8]
        tone = lowpass(saw(pitch_hz(note), step * 0.9, rate_hz), 500.0 + 160.0 * (index % 4), rate_hz)
        accent = 1.0 if index % 8 in (0, 3, 6) else 0.6
        lay(dry, stereo(tone * decay(step * 0.9, 0.09, rate_hz)), float(start), rate_hz, 0.5 * accent)
        tick = bandpass(noise(0.05, rate_hz, rng), 3000.0, 9000.0, rate_hz) * decay(0.05, 0.006, rate_hz)
        lay(dry, stereo(tick, 0.5 if index % 2 else -0.5), float(start), rate_hz, 0.1 * accent)
    bar = step * 16
    big = drum(rate_hz, seed)
    lay(dry, pattern([(float(s), big, 0.8, 0.0) for s in np.arange(0, seconds, bar)], seconds, rate_hz), 0.0, rate_hz)
    wet = np.zeros_like(dry)
    for number, start in enumerate(np.arange(0.0, seconds, bar)):
        low = 62 + (number % 4)
        climbing = strings(
            (low, low + 1, low + 6),
            bar + 0.5,
            rate_hz,
            seed + number,
            attack_seconds=bar * 0.5,
            release_seconds=0.5,
            tremolo_hz=11.0,
            brightness_hz=3800.0,
        )
        lay(wet, climbing, float(start), rate_hz, 0.8)
        if number % 4 == 3:
            lay(wet, riser(bar, rate_hz, seed + number), float(start), rate_hz, 0.28)
    return _hall(dry, wet, rate_hz, seed, seconds_of_hall=1.8)


def rage(seconds: float, rate_hz: int, seed: int) -> Track:
    """War drums in three, three and two under biting low strings, brass-like stabs on the bar."""
    step = 60.0 / 138.0 / 2.0
    bar = step * 8
    deep, mid, high = (
        drum(rate_hz, seed, low_hz=46.0),
        drum(rate_hz, seed + 1, low_hz=74.0, weight=0.7),
        drum(rate_hz, seed + 2, low_hz=118.0, weight=0.45),
    )
    hits: list[tuple[float, Track, float, float]] = []
    for start in np.arange(0.0, seconds, bar):
        hits += [(float(start) + step * p, deep, 0.95 if p == 0 else 0.7, 0.0) for p in (0, 3, 6)]
        hits += [(float(start) + step * p, mid, 0.4, -0.45) for p in (2, 5, 7)]
        hits += [(float(start) + step * p, high, 0.26, 0.5) for p in (1, 4, 6.5, 7.5)]
    dry = pattern(hits, seconds, rate_hz)
    wet = np.zeros_like(dry)
    for number, start in enumerate(np.arange(0.0, seconds, bar)):
        root = _ROOT + _RAGE_ROOTS[number % 8]
        for index, offset in enumerate(_RAGE_RIFF):
            lay(dry, _bite(root + offset, step * 0.85, rate_hz), float(start) + index * step, rate_hz, 0.2)
        stab = strings(
            (root + 12, root + 19, root + 24, root + 27),
            bar,
            rate_hz,
            seed + number,
            attack_seconds=0.06,
            release_seconds=0.5,
            brightness_hz=1800.0 + 250.0 * (number % 4),
        )
        lay(wet, stab, float(start), rate_hz, 0.75)
    return _hall(dry, wet, rate_hz, seed, seconds_of_hall=1.6)


_RAGE_ROOTS = (0, 0, -4, -2, 0, 3, -4, -5)
_RAGE_RIFF = (0, 0, 12, 0, 0, 10, 0, 7)


def _bite(note: float, seconds: float, rate_hz: int) -> Track:
    """One short, overdriven low string."""
    twins = saw(pitch_hz(note), seconds, rate_hz) + saw(pitch_hz(note) * 1.006, seconds, rate_hz)
    tone = lowpass(twins, 1100.0, rate_hz)
    return stereo(np.tanh(1.6 * tone * decay(seconds, 0.1, rate_hz)), 0.15)


def shock(seconds: float, rate_hz: int, seed: int) -> Track:
    """One blow that falls away into a bass drop, then a high held cluster and near silence."""
    rng = generator("shock", seed)
    dry = np.zeros((count(seconds, rate_hz), 2), np.float32)
    blow = drum(rate_hz, seed, low_hz=38.0, weight=1.8)
    lay(dry, stereo(blow), 0.0, rate_hz, 1.3)
    fall_seconds = min(2.6, seconds)
    drop = sine(np.geomspace(95.0, 27.0, count(fall_seconds, rate_hz)), fall_seconds, rate_hz)
    lay(dry, stereo(drop * decay(fall_seconds, 0.8, rate_hz)), 0.0, rate_hz, 0.7)
    wet = np.zeros_like(dry)
    crash = noise(2.4, rate_hz, rng) * decay(2.4, 0.35, rate_hz)
    lay(wet, stereo(bandpass(crash, 1500.0, 9000.0, rate_hz)), 0.0, rate_hz, 0.12)
    stab_seconds = min(1.2, seconds)
    notes = (50, 51, 57, 62, 63, 68)
    stab = strings(notes, stab_seconds, rate_hz, seed, attack_seconds=0.01, release_seconds=0.7, brightness_hz=4200.0)
    lay(wet, stab, 0.0, rate_hz, 1.1)
    if seconds > 1.5:
        length = seconds - 0.6
        held = strings(
            (74, 75, 81),
            length,
            rate_hz,
            seed + 1,
            attack_seconds=0.8,
            release_seconds=min(2.0, length / 2),
            tremolo_hz=9.0,
            brightness_hz=5200.0,
        )
        lay(wet, held, 0.6, rate_hz, 0.38)
        low = drone(_ROOT - 12, length, rate_hz, seed) * swell(length, 2.0, 1.5, rate_hz)[:, None]
        lay(dry, low, 0.6, rate_hz, 0.6)
    return _hall(dry, wet, rate_hz, seed, seconds_of_hall=3.0)


def mischief(seconds: float, rate_hz: int, seed: int) -> Track:
    """Tiptoeing plucked strings over a walking bass, for the smug and the embarrassed."""
    rng = generator("mischief", seed)
    step = 60.0 / 108.0 / 2.0
    bass = (0, 7, 3, 7, 5, 8, 7, 2)
    tune = (12, None, 15, 14, None, 12, 19, None, 18, None, 17, 15, None, 14, 12, None)
    hits: list[tuple[float, Track, float, float]] = []
    for index, start in enumerate(np.arange(0.0, seconds, step)):
        late = float(start) + (0.03 if index % 2 else 0.0)
        if index % 2 == 0:
            hits.append((late, pluck(_ROOT + bass[(index // 2) % 8], rate_hz, seed), 0.9, -0.15))
        note = tune[index % 16]
        if note is not None and (index // 16) % 2 == 0:
            hits.append((late, pluck(_ROOT + 12 + note, rate_hz, seed + 1), 0.55, 0.3))
        if index % 4 == 2:
            hits += [(late, pluck(_ROOT + 24 + n, rate_hz, seed + 2), 0.22, 0.5) for n in (0, 3, 7)]
        brush = bandpass(noise(0.08, rate_hz, rng), 4000.0, 10000.0, rate_hz) * decay(0.08, 0.014, rate_hz)
        hits.append((late, brush, 0.06 if index % 4 else 0.1, 0.2))
    dry = pattern(hits, seconds, rate_hz)
    return _hall(dry, dry * np.float32(0.4), rate_hz, seed, seconds_of_hall=0.9)


COMPOSED: dict[Emotion, Callable[[float, int, int], Track]] = {
    Emotion.DREAD: dread,
    Emotion.FEAR: fear,
    Emotion.RAGE: rage,
    Emotion.SHOCK: shock,
    Emotion.SMUG: mischief,
    Emotion.EMBARRASSED: mischief,
}
"""Mood to composer: (seconds, rate in Hz, seed) → stereo samples of that length."""


def _hall(dry: Track, wet: Track, rate_hz: int, seed: int, *, seconds_of_hall: float) -> Track:
    """Dry and reverberated parts together, cut to the dry part's length with soft ends."""
    hall = room(wet, seconds_of_hall, rate_hz, seed, wet=0.55, dark_hz=4200.0)[: len(dry)]
    return faded(dry * np.float32(0.85) + hall, 0.02, 0.6, rate_hz)
