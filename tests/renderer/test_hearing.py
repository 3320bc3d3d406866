"""What was heard of a sound is kept for exactly that sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from renderer import hearing
from renderer.encode import encode_sound
from renderer.levelling import Leveller
from renderer.loudness import integrated_lufs, measure
from renderer.takes import Takes

RATE_HZ = 48_000


def noise(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-0.2, 0.2, (2 * RATE_HZ, 2)).astype(np.float32)


def test_a_sound_is_listened_to_once_whichever_file_it_lies_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    takes, first, second = Takes(tmp_path / "takes"), tmp_path / "first.mp4", tmp_path / "second.mp4"
    encode_sound(noise(1), RATE_HZ, first)
    second.write_bytes(first.read_bytes())
    heard = hearing.hearing_of(first, takes)
    # AAC leaves the treble out.
    assert heard.loudness.integrated_lufs == pytest.approx(integrated_lufs(noise(1), RATE_HZ), abs=3)
    monkeypatch.setattr(hearing, "hear", lambda path: pytest.fail(f"{path.name} was listened to again"))
    assert hearing.hearing_of(second, takes) == heard


def test_another_sound_is_not_taken_for_it(tmp_path: Path) -> None:
    takes, path = Takes(tmp_path / "takes"), tmp_path / "sound.mp4"
    encode_sound(noise(1), RATE_HZ, path)
    first = hearing.hearing_of(path, takes)
    encode_sound(noise(2) * np.float32(0.5), RATE_HZ, path)
    assert hearing.hearing_of(path, takes).loudness.integrated_lufs < first.loudness.integrated_lufs - 5


def test_one_mix_can_be_brought_to_several_loudnesses() -> None:
    mix = Leveller(noise(3), RATE_HZ)
    for target in (-14.0, -20.0, -14.0):
        levelled = measure(mix.levelled(target_lufs=target), RATE_HZ)
        assert levelled.integrated_lufs == pytest.approx(target, abs=0.3)
        assert levelled.true_peak_dbtp <= -0.99
