"""An operator's own music: found by name, folder and tags, played for its mood, and never a film's downfall."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from renderer.crew.musician_house import HouseMusician
from renderer.crew.ports import MusicCue, ScoreRequest
from renderer.crew.score.library import MusicLibrary, mood_of
from renderer.loudness import mono_loss_db
from show.script import Emotion

RATE_HZ = 16_000
TONE_HZ = 1_000.0


def a_track(path: Path, seconds: float = 2.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    tone = 0.3 * np.sin(2 * np.pi * TONE_HZ * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((tone * 32767).astype("<i2").tobytes())
    return path


def scored(library: MusicLibrary, mood: Emotion) -> np.ndarray:
    cue = MusicCue(start_seconds=0.0, end_seconds=4.0, mood=mood, intensity=1.0)
    request = ScoreRequest(cues=(cue,), duration_seconds=4.0, sample_rate_hz=RATE_HZ, seed=3)
    return HouseMusician(library=library).score(request)


def share_of_the_tone(music: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(music.mean(axis=1))) ** 2
    near = np.abs(np.fft.rfftfreq(len(music), 1 / RATE_HZ) - TONE_HZ) < 20
    return float(power[near].sum() / power.sum())


@pytest.mark.parametrize(
    ("name", "mood"),
    [
        ("sad-rain.wav", Emotion.SORROW),
        ("Horror/07 cellar.wav", Emotion.DREAD),
        ("joy/Track_01.wav", Emotion.JOY),
        ("Epic Battle.wav", Emotion.RESOLVE),
        ("07.wav", None),
    ],
)
def test_a_mood_stands_in_the_name_or_the_folder(tmp_path: Path, name: str, mood: Emotion | None) -> None:
    assert mood_of(a_track(tmp_path / name), tmp_path) is mood


def test_a_mood_stands_in_the_tags(tmp_path: Path) -> None:
    import av

    path = tmp_path / "07.flac"
    with av.open(str(path), "w") as container:
        container.metadata["genre"] = "Romantic ballad"
        stream = container.add_stream("flac", rate=RATE_HZ, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4096), np.int16), format="s16", layout="mono")
        frame.sample_rate = RATE_HZ
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    assert mood_of(path, tmp_path) is Emotion.LOVE


def test_own_tracks_play_for_their_mood_and_the_house_for_the_rest(tmp_path: Path) -> None:
    a_track(tmp_path / "sad.wav")
    library = MusicLibrary(tmp_path)
    assert library.moods == {Emotion.SORROW}
    assert share_of_the_tone(scored(library, Emotion.SORROW)) > 0.9
    assert share_of_the_tone(scored(library, Emotion.DREAD)) < 0.1


def test_a_track_that_cannot_be_played_gives_way_to_the_house(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "dread.mp3").write_bytes(b"not music at all")
    music = scored(MusicLibrary(tmp_path), Emotion.DREAD)
    assert np.abs(music).max() > 0.01
    assert "dread.mp3" in caplog.text


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert MusicLibrary(tmp_path / "gone").track(Emotion.JOY, 1) is None
    assert "CLIFFHANGER_MUSIC_FOLDER" in caplog.text


def test_what_is_played_changes_the_musicians_version(tmp_path: Path) -> None:
    plain = HouseMusician().version
    a_track(tmp_path / "sad.wav")
    one = HouseMusician(library=MusicLibrary(tmp_path)).version
    a_track(tmp_path / "happy.wav")
    assert len({plain, one, HouseMusician(library=MusicLibrary(tmp_path)).version}) == 3


def test_what_a_phone_loses_by_playing_one_side_is_measured() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000).astype(np.float32)[:, None] * 0.3
    assert mono_loss_db(np.hstack([tone, tone]), 48_000) == pytest.approx(0.0, abs=0.01)
    assert mono_loss_db(np.hstack([tone, 0 * tone]), 48_000) == pytest.approx(3.0, abs=0.1)
    assert mono_loss_db(np.hstack([tone, -tone]), 48_000) > 40
