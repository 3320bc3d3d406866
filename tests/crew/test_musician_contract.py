"""What every musician must do, whichever it is."""

from __future__ import annotations

import re

import numpy as np
import pytest

from renderer.crew.musician_house import HouseMusician
from renderer.crew.ports import MusicCue, Musician, Samples, ScoreRequest
from renderer.loudness import integrated_lufs
from show.errors import InvalidInput
from show.script import Emotion

MUSICIANS = {"house": HouseMusician}
RATE_HZ = 24_000


@pytest.fixture(scope="module", params=sorted(MUSICIANS))
def musician(request: pytest.FixtureRequest) -> Musician:
    return MUSICIANS[request.param]()


def cue(start: float, end: float, mood: Emotion = Emotion.NEUTRAL, intensity: float = 0.8) -> MusicCue:
    return MusicCue(start_seconds=start, end_seconds=end, mood=mood, intensity=intensity)


def request(*cues: MusicCue, seconds: float = 4.0, rate_hz: int = RATE_HZ, seed: int = 3) -> ScoreRequest:
    return ScoreRequest(cues=cues, duration_seconds=seconds, sample_rate_hz=rate_hz, seed=seed)


def assert_music(samples: Samples, seconds: float, rate_hz: int = RATE_HZ) -> None:
    assert samples.dtype == np.float32
    assert samples.shape == (round(seconds * rate_hz), 2)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max(initial=0.0) <= 1.0


def test_it_has_a_name_and_a_version(musician: Musician) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", musician.name)
    assert musician.version


@pytest.mark.parametrize("mood", list(Emotion))
def test_every_mood_is_heard_at_its_level(musician: Musician, mood: Emotion) -> None:
    music = musician.score(request(cue(0.0, 4.0, mood, 1.0)))
    assert_music(music, 4.0)
    assert -26.0 < integrated_lufs(music[: 3 * RATE_HZ], RATE_HZ) < -14.0


@pytest.mark.parametrize("seconds", [0.3, 1.0 / 3.0, 2.77])
def test_music_is_exactly_as_long_as_the_film(musician: Musician, seconds: float) -> None:
    assert_music(musician.score(request(cue(0.0, seconds), seconds=seconds)), seconds)


def test_it_plays_at_the_rate_it_is_asked_for(musician: Musician) -> None:
    assert_music(musician.score(request(cue(0.0, 2.0), seconds=2.0, rate_hz=48_000)), 2.0, 48_000)


def test_intensity_nothing_is_silence(musician: Musician) -> None:
    music = musician.score(request(cue(0.0, 1.5), cue(1.5, 2.5, Emotion.NEUTRAL, 0.0), cue(2.5, 4.0)))
    assert np.abs(music[round(1.7 * RATE_HZ) : round(2.3 * RATE_HZ)]).max() < 1e-3
    assert np.abs(music[:RATE_HZ]).max() > 0.01
    assert not musician.score(request()).any()


def test_the_end_fades(musician: Musician) -> None:
    music = musician.score(request(cue(0.0, 4.0, Emotion.JOY, 1.0)))
    assert np.abs(music[-RATE_HZ // 50 :]).max() < 0.02


def test_equal_requests_give_equal_samples(musician: Musician) -> None:
    asked = request(cue(0.0, 2.0, Emotion.FEAR), cue(2.0, 4.0, Emotion.TENDER))
    again = type(musician)()
    assert np.array_equal(musician.score(asked), again.score(asked))


@pytest.mark.parametrize(
    "cues",
    [
        (cue(2.0, 4.0), cue(0.0, 2.0, Emotion.RAGE)),
        (cue(0.0, 3.0), cue(1.0, 4.0, Emotion.DREAD)),
        (cue(-3.0, 9.0),),
        (cue(3.0, 1.0), cue(2.0, 2.0)),
        (cue(0.0, 4.0, intensity=7.0),),
        tuple(cue(n / 10, (n + 1) / 10, list(Emotion)[n % len(Emotion)]) for n in range(40)),
    ],
    ids=["backwards", "overlapping", "beyond both ends", "empty", "too intense", "every tenth of a second"],
)
def test_odd_cues_make_music_all_the_same(musician: Musician, cues: tuple[MusicCue, ...]) -> None:
    assert_music(musician.score(request(*cues)), 4.0)


@pytest.mark.parametrize(("seconds", "rate_hz"), [(0.0, RATE_HZ), (-1.0, RATE_HZ), (2.0, 0)])
def test_no_time_or_no_rate_is_refused_in_words(musician: Musician, seconds: float, rate_hz: int) -> None:
    with pytest.raises(InvalidInput):
        musician.score(request(seconds=seconds, rate_hz=rate_hz))
