"""The speech of any server that speaks OpenAI's audio API: OpenAI itself, or one of the many local ones."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from renderer.crew.alignment import aligned
from renderer.crew.espeak_ng import espeak
from renderer.crew.finishing import UnreadableSound, decoded, trimmed
from renderer.crew.ports import Samples, Speech, SpeechRequest
from renderer.crew.spoken import SpokenWord, spoken_words
from renderer.crew.voice_espeak import EspeakVoice
from show.bible import VoiceCasting
from show.errors import CrewRefused, CrewUnavailable, InvalidInput
from show.script import Delivery, Emotion

if TYPE_CHECKING:
    import openai

_RATE_HZ = 24_000
_DEADLINE_SECONDS = 60.0
_LARGEST_ANSWER_BYTES = 32 * 1024 * 1024
_SECONDS_A_LETTER = (0.015, 0.9)
"""Sound much shorter or longer than its line is not that line: people say 10–20 letters a second."""
_FEMALE = ("alloy", "coral", "nova", "sage", "shimmer")
_MALE = ("ash", "ballad", "echo", "fable", "onyx", "verse")
"""Built-in voices of OpenAI's speech models, by how they are heard (OpenAI's API reference, 2026)."""

_MANNERS: dict[Emotion, tuple[str, float]] = {
    Emotion.NEUTRAL: ("calm and natural", 1.0),
    Emotion.JOY: ("bright, smiling, full of joy", 1.06),
    Emotion.SORROW: ("sorrowful, heavy, close to tears", 0.88),
    Emotion.RAGE: ("furious, hard, barely controlled", 1.08),
    Emotion.FEAR: ("frightened, trembling, breathless", 1.1),
    Emotion.TENDER: ("tender, soft and warm", 0.93),
    Emotion.LOVE: ("in love, warm, a little breathless", 0.94),
    Emotion.SHOCK: ("shocked, voice jumping up", 1.08),
    Emotion.DREAD: ("full of dread, low and slow", 0.88),
    Emotion.SMUG: ("smug and sarcastic, drawling", 0.95),
    Emotion.RESOLVE: ("resolved, firm and steady", 0.97),
    Emotion.EXHAUSTED: ("exhausted, hardly able to speak", 0.84),
    Emotion.EMBARRASSED: ("embarrassed, hasty, stumbling a little", 1.06),
    Emotion.DEADPAN: ("deadpan, flat, without any expression", 0.97),
}
"""What the model is told, and the speed for servers that don't listen to that."""
_DELIVERIES = {
    Delivery.WHISPER: "Whisper.",
    Delivery.SHOUT: "Shout it across a street.",
    Delivery.THOUGHT: "An inner voice, close and quiet.",
}


class OpenAISpeech:
    """Asks a server for each line and finds by listening when its words sound (such servers don't tell).

    `voices` are names the server knows, female and male mixed, when they aren't OpenAI's own. Raises
    CrewUnavailable (limits, time-outs, no connection, sound that can't be the line) and CrewRefused.
    """

    name = "openai"

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        model: str,
        voices: tuple[str, ...] = (),
        deadline_seconds: float = _DEADLINE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base_url, self._api_key, self._model = base_url, api_key, model
        self._voices = voices
        self._deadline_seconds = deadline_seconds
        self._clock = clock
        self._plain = False
        """Whether the server was found not to take anything beyond the oldest form of a request."""
        told = "\x1f".join((base_url, model, *voices))
        self.version = f"1/{hashlib.sha256(told.encode()).hexdigest()[:10]}"

    def speaks(self, language: str) -> bool:
        """Such servers don't say; any language that eSpeak can listen for is taken to be spoken."""
        try:
            return bool(self._base_url) and espeak().voice_for(language) is not None
        except CrewUnavailable:
            return False

    def say(self, request: SpeechRequest) -> Speech:
        """The line as speech; InvalidInput without words."""
        words = spoken_words(request.text, request.language, request.lexicon)
        text = _text_for(words)
        if not any(c.isalnum() for c in text):
            raise InvalidInput("There is nothing to say in “{line}”.", line=request.text[:60])
        voice = self._voice_for(request.casting)
        data = self._asked(text, voice, request)
        try:
            samples, _ = trimmed(decoded(data, _RATE_HZ), _RATE_HZ)
        except UnreadableSound as exc:
            raise CrewUnavailable("The speech server sent something that can't be played ({exc}).", exc=exc) from exc
        _check(samples, text)
        timings, phonemes = aligned(EspeakVoice().say(request), samples, _RATE_HZ)
        return Speech(
            samples=samples,
            sample_rate_hz=_RATE_HZ,
            words=timings,
            phonemes=phonemes,
            engine=f"{self.name} {self._model} {voice}",
        )

    def _voice_for(self, casting: VoiceCasting) -> str:
        """A voice by gender and seed, the same for ever; one the server knows by name wins."""
        known = self._voices or _FEMALE + _MALE
        if casting.voice in known:
            return casting.voice
        choice = known
        if not self._voices:
            choice = {"female": _FEMALE, "male": _MALE}.get(casting.gender.strip().lower(), known)
        digest = hashlib.sha256(f"speech:{casting.seed}:{casting.voice}".encode()).digest()
        return choice[int.from_bytes(digest[:4], "big") % len(choice)]

    def _asked(self, text: str, voice: str, request: SpeechRequest) -> bytes:
        """The answer's bytes, asked for with acting instructions where the server takes them."""
        import openai

        while True:
            extras = {} if self._plain else _acted(request)
            try:
                return self._request(text, voice, extras)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as exc:
                if self._plain or re.search(r"content[_ ]?policy|safety|moderation", str(exc), re.IGNORECASE):
                    raise CrewRefused("The speech server declined this line.") from exc
                self._plain = True
            except openai.OpenAIError as exc:
                raise _translated(exc) from exc

    def _request(self, text: str, voice: str, extras: dict[str, Any]) -> bytes:
        import openai

        client = openai.OpenAI(
            base_url=self._base_url,
            api_key=self._api_key or "none",
            timeout=self._deadline_seconds,
            max_retries=0,
        )
        latest = self._clock() + self._deadline_seconds
        sound = bytearray()
        with (
            client,
            client.audio.speech.with_streaming_response.create(
                model=self._model, voice=voice, input=text, response_format="wav", **extras
            ) as answer,
        ):
            # A server that keeps sending a little at a time never runs into the connection's own time limit.
            for piece in answer.iter_bytes():
                sound += piece
                if self._clock() > latest:
                    raise CrewUnavailable("The speech server took too long to answer.")
                if len(sound) > _LARGEST_ANSWER_BYTES:
                    raise CrewUnavailable("The speech server sent more sound than any line has.")
        return bytes(sound)


def _text_for(words: tuple[SpokenWord, ...]) -> str:
    """The line as such models read it best: words as said, with their marks."""
    return " ".join(word.said + word.marks for word in words if word.said or word.marks)


def _acted(request: SpeechRequest) -> dict[str, Any]:
    manner, speed = _MANNERS[request.emotion]
    power = min(max(request.strength, 0.0), 1.0) / 0.8
    degree = "slightly " if request.strength < 0.35 else "extremely " if request.strength > 0.85 else ""
    told = f"Voice acting for an animated drama: {degree}{manner}. {_DELIVERIES.get(request.delivery, '')}".strip()
    return {
        "instructions": told,
        "speed": round(float(np.clip(speed**power * request.casting.pace, 0.5, 2.0)), 3),
    }


def _check(samples: Samples, text: str) -> None:
    letters = sum(c.isalnum() for c in text)
    shortest, longest = (letters * bound for bound in _SECONDS_A_LETTER)
    seconds = len(samples) / _RATE_HZ
    if float(np.abs(samples).max(initial=0.0)) < 0.003:
        raise CrewUnavailable("The speech server sent silence.")
    if not shortest <= seconds <= longest + 4.0:
        raise CrewUnavailable(
            "The speech server sent {seconds:.1f} s of sound for {letters} letters.", seconds=seconds, letters=letters
        )


def _translated(error: openai.OpenAIError) -> CrewUnavailable:
    import openai

    if isinstance(error, openai.RateLimitError):
        told = error.response.headers.get("retry-after") or ""
        wait = float(told) if re.fullmatch(r"\d{1,6}(?:\.\d+)?", told.strip()) else None
        return CrewUnavailable("The speech server is over its limit; try again later.", retry_after_seconds=wait)
    if isinstance(error, openai.APITimeoutError):
        return CrewUnavailable("The speech server took too long to answer.")
    if isinstance(error, openai.APIConnectionError):
        return CrewUnavailable("The speech server can't be reached; check CLIFFHANGER_SPEECH_BASE_URL.")
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return CrewUnavailable("The speech server doesn't accept the key; check CLIFFHANGER_SPEECH_API_KEY.")
    if isinstance(error, openai.APIStatusError):
        return CrewUnavailable(
            "The speech server answered {status_code}; try again later.", status_code=error.status_code
        )
    return CrewUnavailable("The speech server sent something that is no answer of a speech API.")
