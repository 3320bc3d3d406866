"""The choir: several voice engines in the order wished for, each standing in for the one before it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from renderer.crew.performance import VERSION, perform
from renderer.crew.ports import Speech, SpeechRequest, Voice
from show.errors import CrewError, CrewUnavailable, InvalidInput

_REST_SECONDS = 120.0
_FAILURES_TO_REST = 2

_log = logging.getLogger(__name__)


class CircuitBreaker:
    """Leaves an engine in peace for a while after it failed several times in a row.

    `clock` gives seconds that never run backwards. When the rest is over one call is let through; its success
    closes the breaker, its failure starts another rest.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        failures: int = _FAILURES_TO_REST,
        rest_seconds: float = _REST_SECONDS,
    ) -> None:
        self._clock = clock
        self._allowed = failures
        self._rest_seconds = rest_seconds
        self._failures = 0
        self._resting_until = float("-inf")

    @property
    def resting(self) -> bool:
        return self._clock() < self._resting_until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self, retry_after_seconds: float | None = None) -> None:
        self._failures += 1
        if self._failures >= self._allowed or retry_after_seconds is not None:
            rest = self._rest_seconds if retry_after_seconds is None else retry_after_seconds
            self._resting_until = self._clock() + rest


class Choir:
    """A Voice made of voices. Who really spoke stands in `Speech.engine`, with who it stood in for."""

    name = "choir"

    def __init__(self, voices: Sequence[Voice], clock: Callable[[], float] = time.monotonic) -> None:
        if not voices:
            raise CrewUnavailable("No voice engine is set up; set CLIFFHANGER_VOICES, for example to kokoro,espeak.")
        self._voices = tuple(voices)
        self._breakers = {voice.name: CircuitBreaker(clock) for voice in voices}
        self.version = f"acted-{VERSION}+" + "+".join(f"{voice.name}-{voice.version}" for voice in self._voices)

    def speaks(self, language: str) -> bool:
        return any(voice.speaks(language) for voice in self._voices)

    def first_speaker(self, language: str) -> str:
        """The name of the first engine that speaks a language, "" when none does."""
        return next((voice.name for voice in self._voices if voice.speaks(language)), "")

    def say(self, request: SpeechRequest) -> Speech:
        """The line by the first engine that can; CrewUnavailable when none could, InvalidInput as it comes."""
        reasons: list[str] = []
        for voice in self._voices:
            breaker = self._breakers[voice.name]
            if not voice.speaks(request.language):
                reasons.append(f"{voice.name} does not speak {request.language}")
                continue
            if breaker.resting:
                reasons.append(f"{voice.name} rests after failures")
                continue
            try:
                speech = perform(voice, request)
            except InvalidInput:
                raise
            except CrewError as exc:
                breaker.failed(getattr(exc, "retry_after_seconds", None))
                reasons.append(f"{voice.name}: {exc}")
                continue
            breaker.succeeded()
            return self._credited(speech, voice, reasons)
        raise CrewUnavailable("No voice could say the line: {reasons}.", reasons='; '.join(reasons))

    def _credited(self, speech: Speech, voice: Voice, reasons: list[str]) -> Speech:
        if not reasons:
            return speech
        _log.warning("%s stands in for a voice: %s", voice.name, "; ".join(reasons))
        return Speech(
            samples=speech.samples,
            sample_rate_hz=speech.sample_rate_hz,
            words=speech.words,
            phonemes=speech.phonemes,
            engine=f"{speech.engine} (stood in: {'; '.join(reasons)})",
        )
