"""What is worked out the quick way is what the long way gives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from renderer.loudness import true_peak_dbtp
from renderer.sound import PlacedVoice, SoundPlan, layered
from renderer.synthesis import Track, glided
from show.script import Delivery


def noise(length: int, seed: int, *, channels: int, smooth: bool) -> Track:
    rng = np.random.default_rng(seed)
    samples = rng.standard_normal((length, channels) if channels > 1 else length)
    samples = np.cumsum(samples, axis=0) if smooth else samples
    return np.asarray(samples * rng.uniform(0.01, 2.0) / np.abs(samples).max(), np.float32)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5000), st.integers(0, 1000), st.sampled_from([1, 2]), st.booleans())
def test_the_true_peak_is_that_of_the_whole_oversampled(length: int, seed: int, channels: int, smooth: bool) -> None:
    samples = noise(length, seed, channels=channels, smooth=smooth)
    dense = signal.resample_poly(samples, 4, 1, axis=0)
    highest = max(float(np.abs(dense).max()), float(np.abs(samples).max()))
    assert true_peak_dbtp(samples) == pytest.approx(20.0 * np.log10(highest), abs=1e-5)


@pytest.mark.parametrize("pitch_hz", [997.0, 11_999.0, 12_000.0, 23_900.0])
def test_the_true_peak_of_a_tone_is_found_between_its_samples(pitch_hz: float) -> None:
    tone = np.sin(2.0 * np.pi * pitch_hz * np.arange(4800) / 48_000 + np.pi / 4).astype(np.float32)
    assert true_peak_dbtp(tone) == pytest.approx(20.0 * np.log10(np.abs(signal.resample_poly(tone, 4, 1)).max()))


@pytest.mark.parametrize("hop", [1, 2, 5, 32, 55, 240])
@pytest.mark.parametrize("points", [1, 2, 40])
def test_lines_between_values_are_straight(hop: int, points: int) -> None:
    values = np.random.default_rng(hop).standard_normal(points)
    length = points * hop - hop // 3
    straight = np.interp(np.arange(length), (np.arange(points) + 0.5) * hop, values)
    assert np.allclose(glided(values, hop, length), straight, atol=1e-6)


def test_a_kept_line_sounds_as_it_did_when_it_was_new() -> None:
    shelf: dict[str, Track] = {}

    def keep(spec: list[object], make: Callable[[], Track]) -> Track:
        if repr(spec) not in shelf:
            shelf[repr(spec)] = make()
        return shelf[repr(spec)]

    voices = tuple(
        PlacedVoice(
            samples=noise(24_000, number, channels=1, smooth=True),
            sample_rate_hz=24_000,
            start_seconds=float(number),
            pan=0.3 * number - 0.3,
            delivery=delivery,
        )
        for number, delivery in enumerate(Delivery)
    )
    plan = SoundPlan(duration_seconds=6.0, voices=voices)
    fresh, _ = layered(plan)
    first, _ = layered(plan, keep)
    assert len(shelf) == len(voices)
    again, _ = layered(plan, keep)
    assert np.array_equal(first, fresh)
    assert np.array_equal(again, fresh)
    assert not any(np.shares_memory(again, kept) for kept in shelf.values())
