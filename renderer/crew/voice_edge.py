"""The network voice a user may choose: Microsoft Edge's read-aloud service through edge-tts."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import aiohttp
import edge_tts
from edge_tts.exceptions import EdgeTTSException

from renderer.crew.espeak_ng import MarkKind, espeak
from renderer.crew.finishing import UnreadableSound, decoded, trimmed
from renderer.crew.ports import Speech, SpeechRequest
from renderer.crew.spoken import spoken_words
from renderer.crew.timings import match_words, phonemes_inside
from show.bible import VoiceCasting
from show.errors import CrewUnavailable, InvalidInput
from show.script import Delivery, Emotion

_TICKS_PER_SECOND = 10_000_000
_RATE_HZ = 24_000
_TRIES = 3
_DEADLINE_SECONDS = 45.0

_VOICES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (("en-US-AriaNeural", "en-US-JennyNeural", "en-US-EmmaNeural", "en-US-AvaNeural", "en-US-MichelleNeural",
            "en-GB-SoniaNeural"),
           ("en-US-GuyNeural", "en-US-AndrewNeural", "en-US-BrianNeural", "en-US-ChristopherNeural",
            "en-US-EricNeural", "en-GB-RyanNeural")),
    "es": (("es-ES-ElviraNeural", "es-MX-DaliaNeural"), ("es-ES-AlvaroNeural", "es-MX-JorgeNeural")),
    "fr": (("fr-FR-DeniseNeural", "fr-FR-EloiseNeural"), ("fr-FR-HenriNeural",)),
    "pt": (("pt-BR-FranciscaNeural",), ("pt-BR-AntonioNeural",)),
    "it": (("it-IT-ElsaNeural", "it-IT-IsabellaNeural"), ("it-IT-DiegoNeural",)),
    "de": (("de-DE-KatjaNeural", "de-DE-AmalaNeural"), ("de-DE-ConradNeural", "de-DE-KillianNeural")),
    "ja": (("ja-JP-NanamiNeural",), ("ja-JP-KeitaNeural",)),
    "zh": (("zh-CN-XiaoxiaoNeural", "zh-CN-XiaoyiNeural"), ("zh-CN-YunxiNeural", "zh-CN-YunjianNeural")),
    "ko": (("ko-KR-SunHiNeural",), ("ko-KR-InJoonNeural",)),
    "hi": (("hi-IN-SwaraNeural",), ("hi-IN-MadhurNeural",)),
    "ru": (("ru-RU-SvetlanaNeural",), ("ru-RU-DmitryNeural",)),
    "id": (("id-ID-GadisNeural",), ("id-ID-ArdiNeural",)),
    "tr": (("tr-TR-EmelNeural",), ("tr-TR-AhmetNeural",)),
    "pl": (("pl-PL-ZofiaNeural",), ("pl-PL-MarekNeural",)),
    "nl": (("nl-NL-ColetteNeural",), ("nl-NL-MaartenNeural",)),
    "ar": (("ar-SA-ZariyahNeural",), ("ar-SA-HamedNeural",)),
    "vi": (("vi-VN-HoaiMyNeural",), ("vi-VN-NamMinhNeural",)),
    "th": (("th-TH-PremwadeeNeural",), ("th-TH-NiwatNeural",)),
}  # fmt: skip
"""Female and male voices of the service by language, as `edge-tts --list-voices` of 7.3.1 names them."""

_ACTED: dict[Emotion, tuple[int, int]] = {
    Emotion.NEUTRAL: (0, 0),
    Emotion.JOY: (8, 18),
    Emotion.SORROW: (-14, -12),
    Emotion.RAGE: (12, 10),
    Emotion.FEAR: (14, 16),
    Emotion.TENDER: (-8, -4),
    Emotion.LOVE: (-8, 6),
    Emotion.SHOCK: (12, 28),
    Emotion.DREAD: (-14, -16),
    Emotion.SMUG: (-6, -4),
    Emotion.RESOLVE: (-4, -6),
    Emotion.EXHAUSTED: (-20, -16),
    Emotion.EMBARRASSED: (8, 10),
    Emotion.DEADPAN: (-5, -8),
}
"""Rate in percent and pitch in Hz at strength 0.8; the service takes no more than that and volume."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the service sent: MP3 bytes, and words with start and end in seconds."""

    mp3: bytes
    words: tuple[tuple[str, float, float], ...]


class EdgeVoice:
    """Says lines over the network. Free and without a key, and sometimes away: keep a local voice behind it.

    `sleep` waits between tries. The same request may sound different when the service changes.
    """

    name = "edge"
    version = "7.3.1/1"

    def __init__(
        self, *, sleep: Callable[[float], None] = time.sleep, deadline_seconds: float = _DEADLINE_SECONDS
    ) -> None:
        self._sleep = sleep
        self._deadline_seconds = deadline_seconds

    def speaks(self, language: str) -> bool:
        return language.strip().lower().split("-")[0] in _VOICES

    def say(self, request: SpeechRequest) -> Speech:
        """The line as speech; CrewUnavailable when the service does not answer, InvalidInput without words."""
        words = spoken_words(request.text, request.language, request.lexicon)
        if not any(any(c.isalnum() for c in word.said) for word in words):
            raise InvalidInput("There is nothing to say in “{line}”.", line=request.text[:60])
        voice = _voice_for(request.casting, request.language)
        respelled = " ".join(
            word.said + word.marks if _known(word.written, request.lexicon) else word.written for word in words
        )
        answer = self._answer(respelled, voice, request)
        try:
            kept, shift = trimmed(decoded(answer.mp3, _RATE_HZ, "mp3"), _RATE_HZ)
        except UnreadableSound as exc:
            raise CrewUnavailable("The edge-tts service sent something that can't be played ({exc}).", exc=exc) from exc
        heard = [(text, start - shift, end - shift) for text, start, end in answer.words]
        timings = match_words([word.written for word in words], heard, len(kept) / _RATE_HZ)
        return Speech(
            samples=kept,
            sample_rate_hz=_RATE_HZ,
            words=timings,
            phonemes=phonemes_inside(timings, _phonemes([word.said for word in words], request.language)),
            engine=f"{self.name} {self.version} {voice}",
        )

    def _answer(self, text: str, voice: str, request: SpeechRequest) -> _Answer:
        rate, pitch = _acted(request)
        reason: Exception | None = None
        for attempt in range(_TRIES):
            if attempt:
                self._sleep(0.6 * 2**attempt)
            with ThreadPoolExecutor(1) as thread:  # the caller may have an event loop of its own
                try:
                    return thread.submit(asyncio.run, self._ask(text, voice, rate, pitch)).result()
                except (EdgeTTSException, aiohttp.ClientError, TimeoutError, OSError) as exc:
                    reason = exc
                except ValueError as exc:
                    raise CrewUnavailable("edge-tts does not take the voice “{voice}”.", voice=voice) from exc
        status = getattr(reason, "status", None)
        told = f"HTTP {status}" if status else type(reason).__name__
        raise CrewUnavailable(
            "The edge-tts service does not answer ({told}).",
            told=told,
            retry_after_seconds=300.0 if status == 429 else None,
        ) from reason

    async def _ask(self, text: str, voice: str, rate: str, pitch: str) -> _Answer:
        # The library's own synchronous stream waits for ever when the connection fails, so its async one is used.
        request = edge_tts.Communicate(
            text, voice, rate=rate, pitch=pitch, boundary="WordBoundary", connect_timeout=8, receive_timeout=20
        )
        sound = bytearray()
        words: list[tuple[str, float, float]] = []
        async with asyncio.timeout(self._deadline_seconds):
            async for event in request.stream():
                if event["type"] == "audio":
                    sound += event["data"]
                elif event["type"] == "WordBoundary":
                    start = event["offset"] / _TICKS_PER_SECOND
                    words.append((event["text"], start, start + event["duration"] / _TICKS_PER_SECOND))
        return _Answer(mp3=bytes(sound), words=tuple(words))


def _known(written: str, lexicon: dict[str, str]) -> bool:
    core = "".join(c for c in written if c.isalnum()).casefold()
    return any(core == "".join(c for c in word if c.isalnum()).casefold() for word in lexicon)


def _voice_for(casting: VoiceCasting, language: str) -> str:
    """A voice of the service by gender and seed, the same for ever; a full name in `casting.voice` wins."""
    female, male = _VOICES[language.strip().lower().split("-")[0]]
    if casting.voice.endswith("Neural"):
        return casting.voice
    choice = {"female": female, "male": male}.get(casting.gender.lower(), female + male)
    digest = hashlib.sha256(f"edge:{casting.seed}:{casting.voice}".encode()).digest()
    return choice[digest[0] % len(choice)]


def _acted(request: SpeechRequest) -> tuple[str, str]:
    """Rate and pitch as the service writes them: +8%, -12Hz."""
    power = min(max(request.strength, 0.0), 1.0) / 0.8
    rate, pitch = _ACTED[request.emotion]
    percent = rate * power + (request.casting.pace - 1.0) * 100.0
    hertz = pitch * power + 180.0 * (request.casting.pitch - 1.0)
    if request.casting.age.lower() == "child":
        hertz += 35.0
    if request.delivery is Delivery.SHOUT:
        hertz += 15.0
    return f"{round(min(max(percent, -50), 80)):+d}%", f"{round(min(max(hertz, -90), 120)):+d}Hz"


def _phonemes(said: list[str], language: str) -> list[list[str]]:
    """Phonemes of each word by eSpeak, for the mouths; none where eSpeak is missing."""
    try:
        engine = espeak()
        voice = engine.voice_for(language)
    except CrewUnavailable:
        voice = None
    if voice is None:
        return [[] for _ in said]
    sounds = []
    for word in said:
        marks = engine.say(word, voice=voice).marks if any(c.isalnum() for c in word) else ()
        sounds.append([m.symbol.strip("ˈˌ ") for m in marks if m.kind is MarkKind.PHONEME and m.symbol.strip("ˈˌ _:")])
    return sounds
