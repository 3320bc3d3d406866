"""Speech from a server and from a user's voice file: what goes wrong there, and words found by listening."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from renderer.crew.alignment import aligned
from renderer.crew.hire import Crew, SpeechServer
from renderer.crew.voice_espeak import EspeakVoice
from renderer.crew.voice_kokoro import KokoroVoice
from renderer.crew.voice_openai import OpenAISpeech
from renderer.crew.voice_piper import PiperVoice
from renderer.crew.voices import Choir
from show.errors import CrewRefused, CrewUnavailable, SettingsError
from show.order import FilmSettings
from show.script import Delivery, Emotion
from tests.voices.conftest import SpeechService, asked, assert_well_timed, wav

LINE = "You lied to me, Haruka."


def speech(service: SpeechService, **changes: float) -> OpenAISpeech:
    return OpenAISpeech(base_url=service.url, api_key="secret", model="tts", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ({"status": 500}, "answered 500"),
        ({"status": 401}, "CLIFFHANGER_SPEECH_API_KEY"),
        ({"status": 429}, "over its limit"),
        ({"body": b"<html>busy</html>"}, "can't be played"),
        ({"body": b""}, "can't be played"),
        ({"body": wav(np.zeros(48_000), 24_000)}, "silence"),
        ({"body": wav(np.ones(24_000 * 60) * 0.5, 24_000)}, "60.0 s of sound"),
        ({"body": wav(np.ones(2_400) * 0.5, 24_000)}, "0.1 s of sound"),
    ],
)
def test_a_bad_answer_is_said_in_one_line_and_the_next_voice_stands_in(
    speech_service: SpeechService, trouble: dict[str, object], told: str, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in trouble.items():
        setattr(speech_service, name, value)
    with caplog.at_level(logging.WARNING):
        said = Choir([speech(speech_service), EspeakVoice()]).say(asked(LINE))
    assert_well_timed(said, LINE)
    assert said.engine.startswith("espeak")
    assert told in said.engine
    assert "\n" not in said.engine
    assert [told in record.getMessage() for record in caplog.records if record.name == "renderer.crew.voices"] == [True]
    assert "secret" not in caplog.text


def test_an_answer_that_never_ends_is_given_up(speech_service: SpeechService) -> None:
    speech_service.drips = True
    with pytest.raises(CrewUnavailable, match="too long"):
        speech(speech_service, deadline_seconds=0.3).say(asked(LINE))


def test_a_server_that_is_not_there_is_said_with_the_setting_to_check() -> None:
    voice = OpenAISpeech(base_url="http://127.0.0.1:9/v1", api_key="", model="tts", deadline_seconds=5)
    with pytest.raises(CrewUnavailable, match="CLIFFHANGER_SPEECH_BASE_URL"):
        voice.say(asked(LINE))


def test_a_server_over_its_limit_is_left_in_peace_as_long_as_it_asks(speech_service: SpeechService) -> None:
    speech_service.status, speech_service.headers = 429, {"Retry-After": "90"}
    choir = Choir([speech(speech_service), EspeakVoice()], lambda: 0.0)
    choir.say(asked(LINE))
    choir.say(asked(LINE))
    assert len(speech_service.asked) == 1


def test_a_server_that_knows_no_acting_is_asked_plainly_from_then_on(speech_service: SpeechService) -> None:
    speech_service.knows_instructions = False
    voice = speech(speech_service)
    assert_well_timed(voice.say(asked(LINE, emotion=Emotion.RAGE)), LINE)
    voice.say(asked(LINE))
    assert ["instructions" in wish for wish in speech_service.asked] == [True, False, False]


def test_a_line_the_provider_declines_is_refused(speech_service: SpeechService) -> None:
    speech_service.status = 400
    with pytest.raises(CrewRefused):
        speech(speech_service).say(asked(LINE))


def test_a_server_is_told_how_to_act_and_every_part_keeps_its_voice(speech_service: SpeechService) -> None:
    voice = speech(speech_service)
    for _ in range(2):
        voice.say(asked(LINE, emotion=Emotion.SORROW, delivery=Delivery.WHISPER, gender="female", seed=3))
    first, second = speech_service.asked
    assert first == second
    assert first["voice"] in ("alloy", "coral", "nova", "sage", "shimmer")
    assert "sorrowful" in str(first["instructions"])
    assert "Whisper" in str(first["instructions"])
    assert float(str(first["speed"])) < 0.95


def test_words_are_found_by_listening_to_another_voice(kokoro: KokoroVoice) -> None:
    text = "The last train left at midnight, and nobody was driving it."
    spoken = kokoro.say(asked(text, voice="am_michael"))
    found, phonemes = aligned(EspeakVoice().say(asked(text)), spoken.samples, spoken.sample_rate_hz)
    late = [abs(a.start_seconds - b.start_seconds) for a, b in zip(found, spoken.words, strict=True)]
    assert np.median(late) <= 0.06
    assert max(late) <= 0.2
    assert len(phonemes) > 30


def test_a_voice_file_tells_when_its_words_sound(piper_file: Path) -> None:
    spoken = PiperVoice(piper_file).say(asked("Stay here… please.", seed=1))
    loud = np.abs(spoken.samples) > 0.05
    rate = spoken.sample_rate_hz
    for word in spoken.words:
        assert loud[round(word.start_seconds * rate) : round(word.end_seconds * rate)].mean() > 0.3
    assert spoken.words[2].start_seconds > spoken.words[1].end_seconds


def test_a_voice_file_speaks_its_own_language_and_says_what_it_lacks(piper_file: Path, tmp_path: Path) -> None:
    assert not PiperVoice(piper_file).speaks("fr")
    alone = tmp_path / "alone.onnx"
    alone.write_bytes(b"no model")
    assert not PiperVoice(alone).speaks("en")
    with pytest.raises(CrewUnavailable, match=r"alone\.onnx\.json"):
        PiperVoice(alone).say(asked(LINE))
    alone.with_name("alone.onnx.json").write_bytes(piper_file.with_name(piper_file.name + ".json").read_bytes())
    with pytest.raises(CrewUnavailable, match="can't be loaded"):
        PiperVoice(alone).say(asked(LINE))


def test_a_voice_file_acts_by_pace_and_keeps_its_words(piper_file: Path) -> None:
    voice = PiperVoice(piper_file)
    plain, tired = (voice.say(asked(LINE, emotion=e)) for e in (Emotion.NEUTRAL, Emotion.EXHAUSTED))
    assert tired.duration_seconds > 1.1 * plain.duration_seconds
    assert_well_timed(tired, LINE)


def test_the_crew_names_the_setting_that_is_missing(tmp_path: Path, piper_file: Path) -> None:
    for name, setting in (("openai", "SPEECH_BASE_URL"), ("piper", "PIPER_VOICE")):
        with pytest.raises(SettingsError, match=setting):
            Crew(cache_folder=tmp_path).voice(FilmSettings(voices=(name,)))
    crew = Crew(
        cache_folder=tmp_path,
        speech=SpeechServer(base_url="http://127.0.0.1:9/v1", model="tts"),
        piper_voice=str(piper_file),
    )
    assert crew.voice(FilmSettings(voices=("openai", "piper"))).speaks("en")
