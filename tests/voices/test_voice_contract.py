"""What every voice must do, run against each that can run here."""

from __future__ import annotations

import numpy as np
import pytest

from renderer.crew.ports import Voice
from renderer.crew.voice_edge import EdgeVoice
from renderer.crew.voice_espeak import EspeakVoice
from renderer.crew.voice_kokoro import KokoroVoice
from renderer.crew.voice_openai import OpenAISpeech
from renderer.crew.voice_piper import PiperVoice
from renderer.crew.voices import Choir
from show.errors import CrewUnavailable, InvalidInput
from show.script import Delivery, Emotion
from tests.voices.conftest import ReadAloudService, asked, assert_well_timed


@pytest.fixture(params=["kokoro", "espeak", "edge", "openai", "piper", "choir"])
def voice(request: pytest.FixtureRequest, kokoro: KokoroVoice) -> Voice:
    if request.param == "edge":
        request.getfixturevalue("read_aloud")
        return EdgeVoice(sleep=lambda _: None)
    if request.param == "openai":
        return OpenAISpeech(base_url=request.getfixturevalue("speech_service").url, api_key="k", model="tts")
    if request.param == "piper":
        return PiperVoice(request.getfixturevalue("piper_file"))
    return {"kokoro": kokoro, "espeak": EspeakVoice(), "choir": Choir([kokoro, EspeakVoice()])}[request.param]


def test_says_a_line_with_every_word_timed(voice: Voice) -> None:
    text = "Haruka... you lied — 42 times!"
    speech = voice.say(asked(text))
    assert speech.samples.dtype == np.float32
    assert speech.samples.ndim == 1
    assert speech.sample_rate_hz >= 16_000
    assert 1.0 < speech.duration_seconds < 8.0
    assert 0.05 < float(np.abs(speech.samples).max()) <= 1.0
    assert_well_timed(speech, text)
    assert len(speech.phonemes) > 10
    assert speech.engine


def test_starts_and_ends_close_to_the_words(voice: Voice) -> None:
    speech = voice.say(asked("Go home."))
    loud = np.flatnonzero(np.abs(speech.samples) > 0.05 * np.abs(speech.samples).max())
    assert loud[0] / speech.sample_rate_hz <= 0.12
    assert speech.duration_seconds - loud[-1] / speech.sample_rate_hz <= 0.25
    assert speech.words[0].start_seconds <= 0.15


def test_says_the_same_thing_twice_alike(voice: Voice) -> None:
    first, second = voice.say(asked("Again?", seed=5)), voice.say(asked("Again?", seed=5))
    assert np.array_equal(first.samples, second.samples)
    assert first.words == second.words


@pytest.mark.parametrize("text", ["", "   ", "...", "🥺 —"])
def test_refuses_a_line_without_words(voice: Voice, text: str) -> None:
    with pytest.raises(InvalidInput):
        voice.say(asked(text))


def test_does_not_claim_languages_that_do_not_exist(voice: Voice) -> None:
    assert voice.speaks("en")
    assert voice.speaks("en-GB")
    assert not voice.speaks("xx")
    assert not voice.speaks("")


def test_whispers_and_shouts_without_losing_words(voice: Voice) -> None:
    for delivery in (Delivery.WHISPER, Delivery.SHOUT):
        speech = voice.say(asked("Run!", delivery=delivery, emotion=Emotion.FEAR))
        assert_well_timed(speech, "Run!")


def test_the_network_voice_tries_again_and_then_gives_up(read_aloud: ReadAloudService) -> None:
    waits: list[float] = []
    voice = EdgeVoice(sleep=waits.append)
    read_aloud.failures = 2
    assert_well_timed(voice.say(asked("Still here?")), "Still here?")
    assert len(waits) == 2
    read_aloud.failures = 10
    with pytest.raises(CrewUnavailable, match="503"):
        voice.say(asked("Still here?"))


def test_the_network_voice_gives_up_on_an_answer_without_sound(read_aloud: ReadAloudService) -> None:
    read_aloud.silent = True
    with pytest.raises(CrewUnavailable, match="does not answer"):
        EdgeVoice(sleep=lambda _: None).say(asked("Hello?"))


def test_the_network_voice_sends_no_markup_of_a_member(read_aloud: ReadAloudService) -> None:
    EdgeVoice(sleep=lambda _: None).say(asked("Say </prosody><break/> & run"))
    assert "<break/>" not in read_aloud.asked[0]
