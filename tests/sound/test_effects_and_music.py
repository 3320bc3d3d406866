"""Effects by name, room tones by place, and music that follows its cues."""

from __future__ import annotations

import numpy as np
import pytest

from renderer.crew.musician_house import HouseMusician
from renderer.crew.ports import MusicCue, ScoreRequest
from renderer.crew.score.cues import COMPOSED
from renderer.crew.score.tracks import MOODS
from renderer.effects import EFFECTS, ROOM_TONES, effect, effect_name, room_tone, room_tone_for
from renderer.loudness import integrated_lufs
from renderer.synthesis import decay
from show.script import Emotion

RATE = 24_000


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_every_effect_sounds_and_ends_softly(name: str) -> None:
    made = effect(name, sample_rate_hz=RATE, seed=3)
    assert made is not None
    assert made.dtype == np.float32
    assert np.isfinite(made).all()
    assert np.abs(made).max() == pytest.approx(EFFECTS[name].peak, abs=0.01)
    assert np.abs(made[-1]).max() < 0.02
    again = effect(name, sample_rate_hz=RATE, seed=3)
    assert again is not None
    assert np.array_equal(made, again)


@pytest.mark.parametrize("name", ["thunder", "boom", "sword", "door", "bell"])
def test_no_click_where_an_effect_dies_away(name: str) -> None:
    """After the strike, no ten milliseconds hold more treble than the hundred before them, many times over."""
    made = effect(name, sample_rate_hz=RATE, seed=1)
    assert made is not None
    mono = made if made.ndim == 1 else made.mean(axis=1)
    treble = np.abs(np.diff(mono, n=3))
    size = RATE // 100
    peaks = treble[: len(treble) // size * size].reshape(-1, size).max(axis=1)
    later = range(len(peaks) // 2, len(peaks))
    struck = peaks.max()
    assert all(peaks[i] < max(8.0 * peaks[i - 10 : i].max(), 0.02 * struck) for i in later)
    assert decay(0.26, 0.045, RATE)[-1] < 1e-4


def test_there_are_at_least_forty_effects_and_no_two_sound_alike() -> None:
    assert len(EFFECTS) >= 40
    prints = []
    for name in EFFECTS:
        made = effect(name, sample_rate_hz=RATE, seed=1)
        assert made is not None
        mono = made if made.ndim == 1 else made.mean(axis=1)
        spectrum = np.abs(np.fft.rfft(mono, 8192 * 8))[: 8192 * 4].reshape(-1, 512).mean(axis=1)
        envelope = np.abs(np.resize(mono, 64 * (len(mono) // 64)).reshape(64, -1)).mean(axis=1)
        prints.append(np.concatenate([spectrum / spectrum.sum(), envelope / envelope.sum()]))
    apart = [np.abs(a - b).sum() for i, a in enumerate(prints) for b in prints[:i]]
    assert min(apart) > 0.1


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("thunder", "thunder"),
        ("Thunderclap", "thunder"),
        ("door slam", "door"),
        ("a phone rings", "phone"),
        ("footstep", "footsteps"),
        ("glas", "glass"),
        ("swooshes", "whoosh"),
        ("Heart_beat", "heartbeat"),
        ("xyzzy", None),
        ("", None),
        ("../../etc/passwd", None),
    ],
)
def test_effects_are_found_by_what_people_call_them(words: str, name: str | None) -> None:
    assert effect_name(words) == name


def test_lasting_effects_last_as_long_as_wished_and_hits_do_not() -> None:
    rain = effect("rain", seconds=9.0, sample_rate_hz=RATE, seed=1)
    hit = effect("hit", seconds=9.0, sample_rate_hz=RATE, seed=1)
    assert rain is not None
    assert hit is not None
    assert len(rain) == 9 * RATE
    assert len(hit) < 2 * RATE


@pytest.mark.parametrize("name", [*ROOM_TONES, "somewhere else"])
def test_room_tones_are_quiet_and_even(name: str) -> None:
    tone = room_tone(name, 5.0, RATE, 1)
    halves = [float(np.sqrt(np.mean(part**2))) for part in np.array_split(tone[RATE // 2 : -RATE // 2], 2)]
    assert tone.shape == (5 * RATE, 2)
    assert max(halves) < 4.0 * min(halves)


def test_places_find_their_tone() -> None:
    assert room_tone_for("Rooftop over the city at night") == "street"
    assert room_tone_for("The old shrine") == "forest"
    assert room_tone_for("Haruka's bedroom") == "room"


def cue(start: float, end: float, mood: Emotion, intensity: float) -> MusicCue:
    return MusicCue(start_seconds=start, end_seconds=end, mood=mood, intensity=intensity)


def scored(*cues: MusicCue, seconds: float, seed: int = 1) -> np.ndarray:
    request = ScoreRequest(cues=cues, duration_seconds=seconds, sample_rate_hz=RATE, seed=seed)
    return HouseMusician().score(request)


def loudness(music: np.ndarray, start: float, end: float) -> float:
    return integrated_lufs(music[round(start * RATE) : round(end * RATE)], RATE)


def test_a_held_breath_is_silent_even_within_one_mood() -> None:
    music = scored(
        cue(0.0, 5.0, Emotion.DREAD, 0.9),
        cue(5.0, 5.55, Emotion.DREAD, 0.0),
        cue(5.55, 9.0, Emotion.DREAD, 0.9),
        seconds=9.0,
    )
    assert np.abs(music[round(5.02 * RATE) : round(5.53 * RATE)]).max() < 1e-3
    assert np.abs(music[round(4.5 * RATE) : round(4.8 * RATE)]).max() > 0.02
    assert np.abs(music[round(5.8 * RATE) : round(6.2 * RATE)]).max() > 0.02


def test_every_mood_has_music() -> None:
    assert set(MOODS) | set(COMPOSED) == set(Emotion)
    assert not set(MOODS) & set(COMPOSED)


def test_music_follows_moods_swells_falls_silent_and_fades() -> None:
    music = scored(
        cue(0.0, 6.0, Emotion.SORROW, 0.3),
        cue(6.0, 12.0, Emotion.SORROW, 1.0),
        cue(12.0, 15.0, Emotion.NEUTRAL, 0.0),
        cue(15.0, 20.0, Emotion.DREAD, 1.0),
        seconds=20.0,
    )
    assert music.shape == (20 * RATE, 2)
    assert music.dtype == np.float32
    assert np.abs(music).max() <= 1.0
    assert loudness(music, 7.0, 12.0) > loudness(music, 0.5, 4.0) + 3.0
    assert np.abs(music[13 * RATE : 14 * RATE]).max() < 1e-3
    assert loudness(music, 15.5, 18.5) == pytest.approx(-20.0, abs=4.0)
    assert np.abs(music[-RATE // 50 :]).max() < 0.02


@pytest.mark.parametrize("mood", sorted(COMPOSED))
def test_composed_cues_move_and_fill_both_sides(mood: Emotion) -> None:
    music = COMPOSED[mood](8.0, RATE, 2)
    assert music.shape == (8 * RATE, 2)
    assert np.isfinite(music).all()
    left, right = music.T
    assert 0.05 < float(np.corrcoef(left, right)[0, 1]) < 0.98
    frames = np.abs(music.mean(axis=1)).reshape(80, -1).mean(axis=1)
    assert frames.std() / frames.mean() > 0.08


def test_a_cut_into_shock_is_heard_on_the_cut() -> None:
    music = scored(cue(0.0, 4.0, Emotion.NEUTRAL, 0.4), cue(4.0, 8.0, Emotion.SHOCK, 1.0), seconds=8.0)
    onset = np.abs(music[round(4.0 * RATE) : round(4.15 * RATE)]).max()
    assert onset > 2.0 * np.abs(music[round(3.5 * RATE) : round(3.9 * RATE)]).max()


def test_the_same_score_twice_and_another_for_another_seed() -> None:
    cues = (cue(0.0, 4.0, Emotion.JOY, 0.8), cue(4.0, 7.0, Emotion.FEAR, 0.8))
    assert np.array_equal(scored(*cues, seconds=7.0), scored(*cues, seconds=7.0))
    assert not np.array_equal(scored(*cues, seconds=7.0), scored(*cues, seconds=7.0, seed=2))


def test_music_longer_than_its_track_goes_round_without_a_hole() -> None:
    music = scored(cue(0.0, 50.0, Emotion.TENDER, 1.0), seconds=50.0)
    levels = [loudness(music, start, start + 3.0) for start in range(1, 46, 3)]
    assert min(levels) > -32.0


def test_no_cues_is_silence() -> None:
    assert not scored(seconds=3.0).any()
