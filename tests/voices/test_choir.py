"""Engines standing in for each other, and the breaker that leaves a failing one in peace."""

from __future__ import annotations

import logging

import pytest

from renderer.crew.ports import Speech, SpeechRequest
from renderer.crew.voice_edge import EdgeVoice
from renderer.crew.voice_espeak import EspeakVoice
from renderer.crew.voices import Choir, CircuitBreaker
from show.errors import CrewUnavailable
from tests.voices.conftest import ReadAloudService, asked


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Mute(EspeakVoice):
    """A voice that is there but always fails."""

    name = "mute"

    def __init__(self) -> None:
        self.asked = 0

    def say(self, request: SpeechRequest) -> Speech:
        self.asked += 1
        raise CrewUnavailable("The voice is away.")


def test_the_next_voice_stands_in_and_it_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        speech = Choir([Mute(), EspeakVoice()]).say(asked("Hello there."))
    assert speech.engine.startswith("espeak")
    assert "mute: The voice is away." in speech.engine
    assert len(caplog.records) == 1


def test_a_language_the_first_does_not_speak_goes_to_the_next(read_aloud: ReadAloudService) -> None:
    choir = Choir([EdgeVoice(), EspeakVoice()])
    assert choir.speaks("la")
    assert choir.say(asked("Carpe diem.", language="la")).engine.startswith("espeak")
    assert read_aloud.asked == []


def test_a_voice_that_keeps_failing_is_left_in_peace_and_tried_again_later() -> None:
    clock, mute = Clock(), Mute()
    choir = Choir([mute, EspeakVoice()], clock)
    for _ in range(5):
        choir.say(asked("Hello."))
    assert mute.asked == 2
    clock.now = 121.0
    choir.say(asked("Hello."))
    assert mute.asked == 3
    choir.say(asked("Hello."))
    assert mute.asked == 3


def test_a_breaker_rests_as_long_as_the_service_asks() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    breaker.failed(retry_after_seconds=300.0)
    clock.now = 299.0
    assert breaker.resting
    clock.now = 300.0
    assert not breaker.resting
    breaker.succeeded()
    breaker.failed()
    assert not breaker.resting


def test_when_nobody_can_the_reasons_are_told() -> None:
    with pytest.raises(CrewUnavailable, match="mute: The voice is away"):
        Choir([Mute()]).say(asked("Hello."))
    with pytest.raises(CrewUnavailable, match="CLIFFHANGER_VOICES"):
        Choir([])
