"""Lines as actors give them: sounds acted and not read, pauses kept, times still right."""

from __future__ import annotations

import numpy as np
import pytest

from renderer.crew.cue_sounds import cue_sound
from renderer.crew.pitch import median_pitch, pitch_curve
from renderer.crew.ports import Speech
from renderer.crew.spoken import spoken_words
from renderer.crew.voice_espeak import EspeakVoice
from renderer.crew.voices import Choir
from renderer.cues import Cue, cue_spans, shown_words
from show.errors import InvalidInput
from tests.voices.conftest import asked, assert_well_timed

RATE = 24_000


def given(text: str, **casting: object) -> Speech:
    return Choir([EspeakVoice()]).say(asked(text, **casting))


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("(laughs softly) No.", [Cue.LAUGH]),
        ("*gasps* What?!", [Cue.GASP]),
        ("Fine. *sighs* Fine.", [Cue.SIGH]),
        ("I [sobs] can't… (breathes)", [Cue.SOB, Cue.BREATH]),
        ("Hahaha! You wish.", [Cue.LAUGH]),
        ("Ha ha ha! You wish.", [Cue.LAUGH]),
        ("Hehe…", [Cue.CHUCKLE]),
        ("ハハハ！ だめ", [Cue.LAUGH]),
        ("(beat) Go.", [Cue.PAUSE]),
        ("She *laughs* at us.", []),
        ("(to himself) The beat goes on.", []),
        ("Ha! He, he is here.", []),
        ("A sigh, a sob, a laugh.", []),
    ],
)
def test_sounds_are_told_from_words(text: str, cues: list[Cue]) -> None:
    assert [span.cue for span in cue_spans(text.split())] == cues


def test_laughter_in_one_language_is_agreement_in_another() -> None:
    assert cue_spans(["Jaja,", "no."], "es-MX")
    assert not cue_spans(["Jaja,", "nein."], "de")


def test_captions_show_sounds_in_brackets_and_no_stars() -> None:
    words = ["*gasps", "softly*", "I", "*never*", "said", "THAT.", "[sighs]", "Haha…"]
    assert shown_words(words) == ["(gasps", "softly)", "I", "never", "said", "THAT.", "(sighs)", "Haha…"]


def test_what_is_acted_is_not_read_aloud() -> None:
    assert [w.said for w in spoken_words("(laughs) You wish. *sighs*", "en", {})] == ["", "You", "wish", ""]


def test_words_and_times_stay_right_around_sounds() -> None:
    text = "I (sighs) know… you *never* came — (laughs) ever!"
    speech = given(text, gender="female")
    assert_well_timed(speech, text)
    rate = speech.sample_rate_hz
    for word in speech.words:
        if word.text != "—":
            part = speech.samples[round(word.start_seconds * rate) : round(word.end_seconds * rate)]
            assert np.abs(part).max() > 0.02, word
    assert speech.words[1].end_seconds - speech.words[1].start_seconds > 0.8
    assert [p.symbol for p in speech.phonemes].count("a") >= 5


def test_a_line_of_nothing_but_a_sound_is_given_in_the_parts_pitch() -> None:
    high, low = given("(sobs)", gender="female"), given("(sobs)", gender="male")
    assert_well_timed(high, "(sobs)")
    pitches = [median_pitch(s.samples, s.sample_rate_hz) for s in (high, low)]
    assert pitches[0] is not None
    assert pitches[1] is not None
    assert pitches[0] > 1.4 * pitches[1]
    with pytest.raises(InvalidInput):
        given("… —")


def test_ellipses_and_dashes_are_silences() -> None:
    speech = given("Wait… what — no")
    assert_well_timed(speech, "Wait… what — no")
    first, what, _, no = speech.words
    assert what.start_seconds - first.end_seconds >= 0.39
    assert no.start_seconds - what.end_seconds >= 0.24
    rate = speech.sample_rate_hz
    quiet = speech.samples[round((first.end_seconds + 0.1) * rate) : round((what.start_seconds - 0.1) * rate)]
    assert np.abs(quiet).max() < 0.1


@pytest.mark.parametrize("cue", list(Cue))
def test_every_sound_is_bounded_repeatable_and_ends_in_silence(cue: Cue) -> None:
    first, mouth = cue_sound(cue, pitch_hz=180.0, rate_hz=RATE, seed=1, level=0.12)
    again, _ = cue_sound(cue, pitch_hz=180.0, rate_hz=RATE, seed=1, level=0.12)
    assert np.array_equal(first, again)
    assert 0.3 < len(first) / RATE < 1.6
    assert np.abs(first).max(initial=0.0) <= 0.9
    assert np.abs(first[-20:]).max() < 0.05
    assert all(0 <= m.start_seconds < m.end_seconds <= len(first) / RATE + 0.01 for m in mouth)


def test_laughter_pulses_above_the_speaking_pitch_and_gasps_have_none() -> None:
    laugh, _ = cue_sound(Cue.LAUGH, pitch_hz=150.0, rate_hz=RATE, seed=3, level=0.12)
    hum = median_pitch(laugh, RATE)
    assert hum is not None
    assert 1.15 * 150 < hum < 2.0 * 150
    voiced = (pitch_curve(laugh, RATE) > 0).astype(int)
    assert 4 <= (np.diff(voiced) == 1).sum() + voiced[0] <= 8
    gasp, _ = cue_sound(Cue.GASP, pitch_hz=150.0, rate_hz=RATE, seed=3, level=0.12)
    assert (pitch_curve(gasp, RATE) > 0).mean() < 0.2
    eighths = [float(np.abs(part).mean()) for part in np.array_split(gasp, 8)]
    assert eighths.index(max(eighths)) >= 4


def test_pitch_is_heard_as_it_is() -> None:
    time = np.arange(RATE) / RATE
    for hertz in (90.0, 220.0, 400.0):
        tone = sum(np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, 6))
        heard = median_pitch(np.asarray(tone, np.float32) * 0.2, RATE)
        assert heard == pytest.approx(hertz, rel=0.03)
