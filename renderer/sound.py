"""The mix: voices levelled line by line, music that makes way for them, effects, room tone, one loudness."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from renderer.crew.ports import Samples
from renderer.effects import EFFECTS_VERSION, effect, effect_name, room_tone
from renderer.levelling import CEILING_DBTP, TARGET_LUFS, Leveller
from renderer.limiter import compressed
from renderer.loudness import Loudness, integrated_lufs, measure
from renderer.stems import Keep, fresh, whole_steps
from renderer.synthesis import Track, count, faded, glided, highpass, lay, lowpass, room, stereo
from show.errors import InvalidInput
from show.script import Delivery

RATE_HZ = 48_000

_LEVELS_LUFS: dict[Delivery, float] = {
    Delivery.SPOKEN: -18.0,
    Delivery.WHISPER: -22.0,
    Delivery.SHOUT: -16.0,
    Delivery.THOUGHT: -20.0,
}
"""How loud lines lie against each other before the whole is brought to its loudness."""

_LINE_VERSION = 1
"""Raised when equal lines are levelled or treated otherwise."""
_MUSIC_DB = -1.5
_TONE_DB = -20.0
_DUCK_MUSIC_DB = -9.0
_DUCK_EFFECTS_DB = -3.0
_TONE_STEP_SECONDS = 5.0
_CONTROL_HZ = 200
_LOOK_AHEAD_SECONDS = 0.25
_HOLD_SECONDS = 0.35
_GLIDE_SECONDS = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedVoice:
    """A spoken line and where it stands. `pan` −1 left … 1 right, `gain_db` on top of the line's own level."""

    samples: Samples
    sample_rate_hz: int
    start_seconds: float
    pan: float = 0.0
    gain_db: float = 0.0
    delivery: Delivery = Delivery.SPOKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEffect:
    """A sound effect, by name or as samples at 48 kHz. `seconds` stretches those that last."""

    start_seconds: float
    name: str = ""
    samples: Samples | None = None
    seconds: float | None = None
    gain_db: float = -6.0
    pan: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTone:
    """The room tone of a scene, from one second to another."""

    name: str
    start_seconds: float
    end_seconds: float
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPlan:
    """Everything that is heard. `music` is stereo (or mono) at 48 kHz from second 0."""

    duration_seconds: float
    voices: tuple[PlacedVoice, ...] = ()
    music: Samples | None = None
    effects: tuple[PlacedEffect, ...] = ()
    tones: tuple[PlacedTone, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """The finished sound, stereo (N, 2) float32 at 48 kHz, and what it measures."""

    samples: Samples
    sample_rate_hz: int
    loudness: Loudness
    notes: tuple[str, ...] = ()
    """What was left out, for the log."""


def mix(plan: SoundPlan) -> Mixed:
    """Mixes a film's sound to −14 LUFS and at most −1 dBTP; a plan without any sound stays silent.

    InvalidInput when the duration is not above 0 or longer than an hour.
    """
    out, notes = layered(plan)
    final = brought_to_loudness(out)
    return Mixed(samples=final, sample_rate_hz=RATE_HZ, loudness=measure(final, RATE_HZ), notes=notes)


def layered(plan: SoundPlan, keep: Keep = fresh) -> tuple[Track, tuple[str, ...]]:
    """All that is heard, levelled against each other but not yet brought to a loudness; and what was left out.

    InvalidInput when the duration is not above 0 or longer than an hour.
    """
    if not 0.0 < plan.duration_seconds <= 3600.0:
        raise InvalidInput("A film's sound lasts between 0 seconds and an hour.")
    voices = _voice_bus(plan, keep)
    presence = _presence(voices)
    effects, notes = _effect_bus(plan, keep)
    bed = _tone_bus(plan, keep)
    out = voices
    out += effects * _ducking(presence, _DUCK_EFFECTS_DB, len(out))
    out += bed
    if plan.music is not None:
        music = np.zeros_like(out)
        lay(music, stereo(np.asarray(plan.music, np.float32)), 0.0, RATE_HZ, _gain(_MUSIC_DB))
        out += music * _ducking(presence, _DUCK_MUSIC_DB, len(out))
    return faded(highpass(out, 28.0, RATE_HZ), 0.01, 0.05, RATE_HZ), tuple(notes)


def _gain(decibels: float) -> float:
    return float(10.0 ** (decibels / 20.0))


def _voice_bus(plan: SoundPlan, keep: Keep) -> Track:
    bus = np.zeros((count(plan.duration_seconds, RATE_HZ), 2), np.float32)
    for voice in plan.voices:
        # By what was said, not by its name: a server asked again may say the same line otherwise.
        said = hashlib.sha256(voice.samples.tobytes()).hexdigest()
        facts = (said, voice.samples.shape, voice.sample_rate_hz, voice.delivery.value, voice.pan)
        line = keep(["line", _LINE_VERSION, *facts], partial(_in_its_place, voice))
        lay(bus, line, voice.start_seconds, RATE_HZ, _gain(voice.gain_db))
    return bus


def _in_its_place(voice: PlacedVoice) -> Track:
    """The line in stereo, at its delivery's loudness, where it stands in the room."""
    return _treated(stereo(_levelled(_resampled(voice), voice.delivery), voice.pan), voice.delivery)


def _resampled(voice: PlacedVoice) -> Track:
    from scipy import signal

    mono = np.nan_to_num(np.asarray(voice.samples, np.float32))
    mono = mono.mean(axis=1) if mono.ndim == 2 else mono
    if voice.sample_rate_hz == RATE_HZ or not len(mono):
        return mono
    common = math.gcd(RATE_HZ, voice.sample_rate_hz)
    up, down = RATE_HZ // common, voice.sample_rate_hz // common
    return np.asarray(signal.resample_poly(mono, up, down), np.float32)


def _levelled(line: Track, delivery: Delivery) -> Track:
    """The line at its delivery's loudness, evened out by a compressor."""
    if not np.any(line):
        return line
    even = highpass(line, 75.0 if delivery is not Delivery.WHISPER else 140.0, RATE_HZ)
    even = compressed(even * np.float32(_gain(-18.0 - _speech_lufs(even))), RATE_HZ)
    return np.asarray(even * np.float32(_gain(_LEVELS_LUFS[delivery] - _speech_lufs(even))), np.float32)


def _speech_lufs(line: Track) -> float:
    """Loudness of a line of any length: lines under half a second are measured twice over."""
    repeated = np.tile(line, math.ceil(0.5 * RATE_HZ / len(line))) if len(line) < 0.5 * RATE_HZ else line
    return max(integrated_lufs(repeated, RATE_HZ), -60.0)


def _treated(line: Track, delivery: Delivery) -> Track:
    """Thoughts sound inside a head, shouts drive the microphone, everyone stands in the same small room."""
    if not len(line):
        return line
    if delivery is Delivery.THOUGHT:
        soft = highpass(lowpass(line, 6500.0, RATE_HZ), 160.0, RATE_HZ)
        return room(soft, 1.1, RATE_HZ, 11, wet=0.38, dark_hz=3800.0)
    if delivery is Delivery.SHOUT:
        driven = np.tanh(line * 2.2) / 2.2 * np.float32(1.15)
        return room(np.asarray(driven, np.float32), 0.7, RATE_HZ, 12, wet=0.14)
    return room(line, 0.35, RATE_HZ, 13, wet=0.07)


def _effect_bus(plan: SoundPlan, keep: Keep) -> tuple[Track, list[str]]:
    bus = np.zeros((count(plan.duration_seconds, RATE_HZ), 2), np.float32)
    notes: list[str] = []
    for number, placed in enumerate(plan.effects):
        samples = placed.samples
        if samples is None:
            seed = plan.seed * 1009 + placed.seed + number
            samples = _kept_effect(placed, seed, keep)
        if samples is None:
            notes.append(f"no sound effect like “{placed.name[:40]}”")
            continue
        made = np.asarray(samples, np.float32)
        lay(bus, stereo(made, placed.pan), placed.start_seconds, RATE_HZ, _gain(placed.gain_db))
    return bus, notes


def _kept_effect(placed: PlacedEffect, seed: int, keep: Keep) -> Track | None:
    """The effect, from the stems if it is there; None when nobody knows it."""
    name = effect_name(placed.name)
    if name is None:
        return None

    def make() -> Track:
        made = effect(name, seconds=placed.seconds, sample_rate_hz=RATE_HZ, seed=seed)
        return np.zeros(0, np.float32) if made is None else made

    return keep(["effect", EFFECTS_VERSION, name, placed.seconds, seed], make)


def _tone_bus(plan: SoundPlan, keep: Keep) -> Track:
    bus = np.zeros((count(plan.duration_seconds, RATE_HZ), 2), np.float32)
    for tone in plan.tones:
        seconds = min(tone.end_seconds, plan.duration_seconds) - tone.start_seconds
        if seconds > 0.1:
            whole = whole_steps(seconds, _TONE_STEP_SECONDS)
            made = keep(
                ["tone", EFFECTS_VERSION, tone.name, whole, plan.seed],
                partial(room_tone, tone.name, whole, RATE_HZ, plan.seed),
            )
            cut = faded(stereo(made)[: count(seconds, RATE_HZ)].copy(), 0.0, 0.3, RATE_HZ)
            lay(bus, cut, tone.start_seconds, RATE_HZ, _gain(_TONE_DB + tone.gain_db))
    return bus


def _presence(voices: Track) -> Track:
    """How much somebody is speaking, 0–1 at the control rate: early by the look-ahead, held over pauses."""
    from scipy import ndimage

    hop = RATE_HZ // _CONTROL_HZ
    padded = np.pad(voices, ((0, -len(voices) % hop), (0, 0))).reshape(-1, hop, 2)
    level_db = 20.0 * np.log10(np.maximum(np.sqrt((padded**2).mean(axis=(1, 2))), 1e-6))
    speaking = np.clip((level_db + 50.0) / 12.0, 0.0, 1.0)
    before, after = round(_LOOK_AHEAD_SECONDS * _CONTROL_HZ), round(_HOLD_SECONDS * _CONTROL_HZ)
    size = before + after + 1
    held = ndimage.maximum_filter1d(speaking, size, origin=(before - after) // 2, mode="constant")
    width = round(_GLIDE_SECONDS * _CONTROL_HZ) | 1
    window = np.hanning(width + 2)[1:-1]
    return np.asarray(ndimage.convolve1d(held, window / window.sum(), mode="nearest"), np.float32)


def _ducking(presence: Track, depth_db: float, length: int) -> Track:
    """Gains for every sample, shape (length, 1)."""
    return glided(10.0 ** (presence * depth_db / 20.0), RATE_HZ // _CONTROL_HZ, length)[:, None]


def brought_to_loudness(
    samples: Track, *, target_lufs: float = TARGET_LUFS, ceiling_dbtp: float = CEILING_DBTP
) -> Track:
    """−14 LUFS under the limiter's ceiling, found in a few rounds; silence and near-silence stay as they are."""
    return Leveller(samples, RATE_HZ).levelled(target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)
