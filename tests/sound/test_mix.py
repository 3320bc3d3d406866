"""The mix as measured: loudness, peaks, music that makes way, what is silent and what is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from renderer.hearing import hear
from renderer.limiter import BLOCK, _released, limiter_gains
from renderer.loudness import (
    gated_lufs,
    integrated_lufs,
    measure,
    mono_loss_db,
    range_lu,
    silent_stretches,
    weighted_energy,
)
from renderer.mastering import master_sound
from renderer.sound import RATE_HZ, PlacedEffect, PlacedTone, PlacedVoice, SoundPlan, mix
from renderer.synthesis import noise, swell
from show.errors import InvalidInput
from show.script import Delivery


def speech_like(seconds: float, rate_hz: int, level: float, seed: int = 1) -> np.ndarray:
    """Noise in syllables, as loud as asked."""
    sound = noise(seconds, rate_hz, np.random.default_rng(seed), tilt=-4.0)
    time = np.arange(len(sound)) / rate_hz
    return (sound * np.clip(np.sin(2 * np.pi * 4.0 * time), 0.0, 1.0) * level).astype(np.float32)


def tone(seconds: float, pitch_hz: float = 440.0, level: float = 0.1) -> np.ndarray:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return np.repeat((level * np.sin(2 * np.pi * pitch_hz * time)).astype(np.float32)[:, None], 2, axis=1)


def plan(**changes: object) -> SoundPlan:
    voices = (
        PlacedVoice(samples=speech_like(3.0, 24_000, 0.02), sample_rate_hz=24_000, start_seconds=2.0),
        PlacedVoice(samples=speech_like(2.0, 22_050, 0.9), sample_rate_hz=22_050, start_seconds=8.0, pan=0.3),
    )
    whole: dict[str, object] = {"duration_seconds": 14.0, "voices": voices, "music": tone(14.0, level=0.12)}
    return SoundPlan(**(whole | changes))  # type: ignore[arg-type]


def test_a_film_is_as_loud_as_the_platforms_play_it() -> None:
    boom = PlacedEffect(name="boom", start_seconds=11.0, gain_db=6.0)
    mixed = mix(plan(effects=(boom,), tones=(PlacedTone(name="rain", start_seconds=0.0, end_seconds=14.0),)))
    assert mixed.samples.shape == (14 * RATE_HZ, 2)
    assert mixed.samples.dtype == np.float32
    assert mixed.loudness.integrated_lufs == pytest.approx(-14.0, abs=0.3)
    assert mixed.loudness.true_peak_dbtp <= -1.0
    again = measure(mixed.samples, RATE_HZ)
    assert again == mixed.loudness


def test_music_makes_way_before_a_line_begins_and_comes_back_after_it() -> None:
    """The music is a pure tone, so what is left of it under speech can be told from the spectrum."""
    mixed = mix(plan()).samples.mean(axis=1)

    def tone_level(at_seconds: float) -> float:
        part = mixed[round(at_seconds * RATE_HZ) : round((at_seconds + 0.25) * RATE_HZ)]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        return 20 * float(np.log10(spectrum[round(440 * 0.25) - 1 : round(440 * 0.25) + 2].max()))

    alone = tone_level(0.8)
    assert tone_level(1.75) < alone - 3.0
    assert tone_level(7.0) == pytest.approx(alone, abs=1.5)


def test_a_soft_and_a_loud_voice_come_out_alike() -> None:
    mixed = mix(plan(music=None)).samples
    soft = integrated_lufs(mixed[2 * RATE_HZ : 5 * RATE_HZ], RATE_HZ)
    loud = integrated_lufs(mixed[8 * RATE_HZ : 10 * RATE_HZ], RATE_HZ)
    assert soft == pytest.approx(loud, abs=1.5)


def test_a_whisper_stays_under_speech_and_a_shout_over_it() -> None:
    def voice(start: float, delivery: Delivery) -> PlacedVoice:
        samples = speech_like(2.0, 24_000, 0.3)
        return PlacedVoice(samples=samples, sample_rate_hz=24_000, start_seconds=start, delivery=delivery)

    order = (Delivery.WHISPER, Delivery.THOUGHT, Delivery.SPOKEN, Delivery.SHOUT)
    voices = tuple(voice(4.0 * n, delivery) for n, delivery in enumerate(order))
    mixed = mix(SoundPlan(duration_seconds=16.0, voices=voices)).samples
    levels = [integrated_lufs(mixed[4 * n * RATE_HZ : (4 * n + 2) * RATE_HZ], RATE_HZ) for n in range(4)]
    assert levels == sorted(levels)
    assert levels[3] - levels[0] > 3.0


def test_a_thought_rings_on_longer_than_speech() -> None:
    def tail(delivery: Delivery) -> float:
        line = PlacedVoice(
            samples=speech_like(1.0, 24_000, 0.3), sample_rate_hz=24_000, start_seconds=0.5, delivery=delivery
        )
        samples = mix(SoundPlan(duration_seconds=3.0, voices=(line,))).samples
        during = float(np.sqrt(np.mean(samples[round(0.5 * RATE_HZ) : round(1.5 * RATE_HZ)] ** 2)))
        after = float(np.sqrt(np.mean(samples[round(1.7 * RATE_HZ) : round(2.1 * RATE_HZ)] ** 2)))
        return after / during

    assert tail(Delivery.THOUGHT) > 5.0 * tail(Delivery.SPOKEN)


def test_a_voice_keeps_its_side() -> None:
    line = PlacedVoice(samples=speech_like(2.0, 24_000, 0.3), sample_rate_hz=24_000, start_seconds=0.2, pan=-0.6)
    left, right = np.abs(mix(SoundPlan(duration_seconds=2.5, voices=(line,))).samples).mean(axis=0)
    assert left > 1.5 * right


def test_silence_stays_silent_and_is_found() -> None:
    mixed = mix(SoundPlan(duration_seconds=3.0))
    assert not mixed.samples.any()
    assert mixed.loudness.integrated_lufs == -70.0
    assert silent_stretches(mixed.samples, RATE_HZ) == ((0.0, 3.0),)


def test_silent_stretches_are_found_between_sounds() -> None:
    samples = np.concatenate([tone(2.0), np.zeros((round(1.6 * RATE_HZ), 2), np.float32), tone(1.0)])
    ((start, end),) = silent_stretches(samples, RATE_HZ)
    assert start == pytest.approx(2.0, abs=0.06)
    assert end == pytest.approx(3.6, abs=0.06)
    assert silent_stretches(samples, RATE_HZ, at_least_seconds=2.0) == ()


def test_an_unknown_effect_is_left_out_and_noted() -> None:
    mixed = mix(plan(effects=(PlacedEffect(name="qwzrk", start_seconds=1.0),)))
    assert mixed.notes == ("no sound effect like “qwzrk”",)


def test_sounds_outside_the_film_are_cut_off() -> None:
    early = PlacedEffect(name="rain", start_seconds=-2.0, seconds=4.0)
    late = PlacedVoice(samples=speech_like(3.0, 24_000, 0.3), sample_rate_hz=24_000, start_seconds=13.0)
    assert len(mix(plan(effects=(early,), voices=(late,))).samples) == 14 * RATE_HZ


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), 1e9])
def test_a_film_has_a_length(seconds: float) -> None:
    with pytest.raises(InvalidInput):
        mix(SoundPlan(duration_seconds=seconds))


def test_the_same_plan_gives_the_same_samples() -> None:
    effects = (PlacedEffect(name="thunder", start_seconds=1.0),)
    first, second = mix(plan(effects=effects)), mix(plan(effects=effects))
    assert np.array_equal(first.samples, second.samples)


def test_a_limited_gain_falls_at_once_and_comes_back_evenly() -> None:
    peaks = np.abs(np.random.default_rng(4).normal(0.0, 0.4, 20_000)).astype(np.float32)
    wished = [1.0 - min(1.0, 0.5 / max(float(peak), 1e-9)) for peak in peaks]
    fading = float(np.exp(-BLOCK / (0.09 * RATE_HZ)))
    held, reduction = [], 0.0
    for wish in wished:
        reduction = max(wish, reduction * fading)
        held.append(1.0 - reduction)
    np.testing.assert_allclose(_released(1.0 - np.array(wished), RATE_HZ), held, atol=1e-6)
    # Looked ahead over and smoothed: no gain lets a peak through, nor is any under the lowest that is held.
    gains = limiter_gains(peaks, RATE_HZ, gain=1.0, ceiling_dbtp=20 * np.log10(0.5))
    assert (gains * peaks <= 0.5 + 1e-6).all()
    assert gains.min() >= min(held) - 1e-6


def test_a_limiter_lets_go_slowly_after_one_peak() -> None:
    gains = limiter_gains(np.float32([2.0] + [0.0] * 3000), RATE_HZ, gain=1.0, ceiling_dbtp=0.0)
    falls_by_e = 0.09 * RATE_HZ / BLOCK
    reduction = 1.0 - gains[20:600]
    np.testing.assert_allclose(reduction[1:] / reduction[:-1], np.exp(-1.0 / falls_by_e), rtol=1e-3)


def test_what_the_master_is_heard_to_be_is_what_its_file_holds(tmp_path: Path) -> None:
    layers = 0.2 * np.random.default_rng(5).standard_normal((3 * RATE_HZ, 2)).astype(np.float32)
    heard = master_sound(layers, tmp_path / "sound.mp4")
    assert heard == hear(tmp_path / "sound.mp4")
    assert heard.loudness.integrated_lufs == pytest.approx(-14.0, abs=0.2)


def test_loudness_is_measured_as_the_standard_says() -> None:
    """EBU Tech 3341, case 1: a stereo sine of 1 kHz at −23 dBFS is −23 LUFS."""
    sine = tone(20.0, 1000.0, 10 ** (-23 / 20))
    measured = measure(sine, RATE_HZ)
    assert measured.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert measured.true_peak_dbtp == pytest.approx(-23.0, abs=0.2)
    assert measured.range_lu < 0.5


def test_a_peak_between_samples_is_seen() -> None:
    """A sine at a quarter of the rate, sampled off its crests, is 3 dB higher than its samples."""
    time = np.arange(RATE_HZ)
    sine = np.sin(np.pi / 2 * time + np.pi / 4).astype(np.float32) * 0.5
    sine *= swell(1.0, 0.1, 0.1, RATE_HZ)
    assert measure(np.stack([sine, sine], axis=1), RATE_HZ).true_peak_dbtp == pytest.approx(-6.02, abs=0.3)


def test_the_loudness_of_weighted_blocks_is_that_of_the_samples() -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, (RATE_HZ * 4, 2)).astype(np.float32)
    noise[: RATE_HZ * 2] *= 0.2
    energy = weighted_energy(noise, RATE_HZ, 32)
    assert gated_lufs(energy, RATE_HZ, 32) == pytest.approx(integrated_lufs(noise, RATE_HZ), abs=0.05)
    assert gated_lufs(energy / 4, RATE_HZ, 32) == pytest.approx(integrated_lufs(noise / 2, RATE_HZ), abs=0.05)
    assert gated_lufs(energy[:100], RATE_HZ, 32) == -70.0


@pytest.mark.parametrize("rate_hz", [24_000, RATE_HZ])
@pytest.mark.parametrize("seconds", [0.45, 1.04, 9.97])
def test_loudness_is_what_another_meter_says(seconds: float, rate_hz: int) -> None:
    sound = speech_like(seconds, rate_hz, 0.2)
    sides = np.stack([sound, 0.3 * np.roll(sound, 99)], axis=1)
    for samples in (sound, sides):
        meter = pyloudnorm.Meter(rate_hz)
        assert integrated_lufs(samples, rate_hz) == pytest.approx(meter.integrated_loudness(samples), abs=0.001)
        if seconds > 3:
            # Its windows lie 90 ms apart, ours the 100 ms that EBU Tech 3342 recommends.
            assert range_lu(samples, rate_hz) == pytest.approx(meter.loudness_range(samples), abs=0.3)


def test_what_one_loudspeaker_loses_is_told_from_both_sides() -> None:
    sine = tone(2.0)
    assert mono_loss_db(sine, RATE_HZ) == pytest.approx(0.0, abs=0.01)
    one_side = sine * np.array([1.0, 0.0], np.float32)
    assert mono_loss_db(one_side, RATE_HZ) == pytest.approx(3.01, abs=0.01)
    assert mono_loss_db(sine * np.array([1.0, -1.0], np.float32), RATE_HZ) > 40.0
