"""The voice of last resort: eSpeak NG, robotic, instant, in more than a hundred languages."""

from __future__ import annotations

import bisect
import hashlib

import numpy as np

from renderer.crew.espeak_ng import Mark, MarkKind, Utterance, espeak
from renderer.crew.ports import PhonemeTiming, Samples, Speech, SpeechRequest, WordTiming
from renderer.crew.spoken import SpokenWord, spoken_words
from renderer.crew.timings import fill_gaps, sounding_part, spread
from show.bible import VoiceCasting
from show.errors import CrewUnavailable, InvalidInput
from show.script import Delivery, Emotion

_WORDS_A_MINUTE = 165
_PEAK = 0.9
_STRESS = "ˈˌ"

_ACTED: dict[Emotion, tuple[float, int, int]] = {
    Emotion.NEUTRAL: (1.0, 0, 0),
    Emotion.JOY: (1.08, 8, 25),
    Emotion.SORROW: (0.85, -8, -20),
    Emotion.RAGE: (1.12, 6, 30),
    Emotion.FEAR: (1.15, 14, 10),
    Emotion.TENDER: (0.92, -2, -8),
    Emotion.LOVE: (0.93, 3, 5),
    Emotion.SHOCK: (1.12, 16, 35),
    Emotion.DREAD: (0.85, -12, -15),
    Emotion.SMUG: (0.95, -2, 25),
    Emotion.RESOLVE: (0.97, -4, 8),
    Emotion.EXHAUSTED: (0.8, -12, -28),
    Emotion.EMBARRASSED: (1.1, 6, 5),
    Emotion.DEADPAN: (0.95, -5, -45),
}
"""Pace as a factor, pitch and pitch range in eSpeak's steps of 0–100, at strength 0.8."""

_VARIANTS = {
    "female": ("f1", "f2", "f3", "f4", "f5", "anika", "linda", "steph", "belinda"),
    "male": ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "max", "david"),
}
"""Voice variants shipped in espeak-ng-data/voices/!v."""
_AGES = {"child": 28, "teen": 12, "elder": -10}


class EspeakVoice:
    """Says lines with eSpeak NG, with exact word and phoneme times. Needs nothing but its package."""

    name = "espeak"
    version = "1.52/2"

    def speaks(self, language: str) -> bool:
        """Whether eSpeak has a voice for the language and its library loads."""
        try:
            return espeak().voice_for(language) is not None
        except CrewUnavailable:
            return False

    def say(self, request: SpeechRequest) -> Speech:
        """The line as speech; InvalidInput when it has no words to say."""
        engine = espeak()
        voice = engine.voice_for(request.language)
        if voice is None:
            raise CrewUnavailable("eSpeak NG does not speak “{language}”.", language=request.language)
        words = spoken_words(request.text, request.language, request.lexicon)
        text, starts = _text_for(words)
        if not text.strip():
            raise InvalidInput("There is nothing to say in “{line}”.", line=request.text[:60])
        variant = "whisper" if request.delivery is Delivery.WHISPER else _variant(request.casting)
        rate, pitch, pitch_range = _acted(request)
        spoken = engine.say(
            text, voice=f"{voice}+{variant}", rate=rate, pitch=pitch, pitch_range=pitch_range, afresh=True
        )
        return self._timed(spoken, words, starts, variant)

    def _timed(self, spoken: Utterance, words: tuple[SpokenWord, ...], starts: list[int], variant: str) -> Speech:
        rate = spoken.sample_rate_hz
        first, last = sounding_part(spoken.samples, rate)
        samples = _levelled(spoken.samples[first:last])
        duration = len(samples) / rate
        shifted = [(m, m.seconds - first / rate) for m in spoken.marks]
        return Speech(
            samples=samples,
            sample_rate_hz=rate,
            words=_words(words, starts, shifted, duration),
            phonemes=_phonemes(shifted, duration),
            engine=f"{self.name} {self.version} {variant}",
        )


def _text_for(words: tuple[SpokenWord, ...]) -> tuple[str, list[int]]:
    """What eSpeak reads, and where in it each word begins."""
    text = ""
    starts = []
    for word in words:
        starts.append(len(text))
        said = word.said if any(c.isalnum() for c in word.said) else ""
        onset = f"{said[0]}, " * min(word.stutters, 3) if said else ""
        text += onset + said + (word.marks.replace("—", ",") if said else "") + " "
    return text, starts


def _variant(casting: VoiceCasting) -> str:
    """A variant by gender and seed, the same for ever; a variant's name in `casting.voice` wins."""
    known = (*_VARIANTS["female"], *_VARIANTS["male"])
    if casting.voice in known:
        return casting.voice
    choice = _VARIANTS.get(casting.gender.lower(), known)
    digest = hashlib.sha256(f"espeak:{casting.seed}:{casting.voice}".encode()).digest()
    return choice[digest[0] % len(choice)]


def _acted(request: SpeechRequest) -> tuple[int, int, int]:
    """Words a minute, pitch and range for the emotion, its strength, the delivery and the casting."""
    power = min(max(request.strength, 0.0), 1.0) / 0.8
    pace, pitch, pitch_range = _ACTED[request.emotion]
    rate = _WORDS_A_MINUTE * pace**power * request.casting.pace
    octaves = float(np.log2(min(max(request.casting.pitch, 0.5), 2.0)))
    height = 50 + pitch * power + 40 * octaves + _AGES.get(request.casting.age.lower(), 0)
    if request.delivery is Delivery.SHOUT:
        height, pitch_range = height + 10, pitch_range + 15
    return (
        int(np.clip(rate, 80, 400)),
        int(np.clip(height, 0, 99)),
        int(np.clip(50 + pitch_range * power, 0, 99)),
    )


def _levelled(samples: Samples) -> Samples:
    peak = float(np.abs(samples).max(initial=0.0))
    return (samples * np.float32(_PEAK / peak) if peak > 0.0 else samples).astype(np.float32)


def _words(
    words: tuple[SpokenWord, ...], positions: list[int], marks: list[tuple[Mark, float]], duration: float
) -> tuple[WordTiming, ...]:
    """Word marks onto written words; one without a mark of its own shares its neighbour's."""
    begins: list[float | None] = [None] * len(words)
    for mark, seconds in marks:
        if mark.kind is MarkKind.WORD:
            index = max(0, bisect.bisect_right(positions, mark.position) - 1)
            if begins[index] is None:
                begins[index] = seconds
    stops = [seconds for mark, seconds in marks if mark.kind is MarkKind.CLAUSE_END]
    ends: list[float | None] = []
    for index, begin in enumerate(begins):
        if begin is None:
            ends.append(None)
            continue
        following = next((b for b in begins[index + 1 :] if b is not None), duration)
        ends.append(max((s for s in stops if begin < s <= following), default=following))
    fill_gaps([len(word.said) for word in words], begins, ends, duration)
    return spread([word.written for word in words], begins, ends, duration)


def _phonemes(marks: list[tuple[Mark, float]], duration: float) -> tuple[PhonemeTiming, ...]:
    """Phoneme marks as spans, each to the next one."""
    sounding = [(m, s) for m, s in marks if m.kind in (MarkKind.PHONEME, MarkKind.CLAUSE_END)]
    timings = []
    for index, (mark, seconds) in enumerate(sounding):
        symbol = mark.symbol.strip(" _:").lstrip(_STRESS)
        if mark.kind is MarkKind.CLAUSE_END or not symbol:
            continue
        end = sounding[index + 1][1] if index + 1 < len(sounding) else duration
        start = min(max(seconds, 0.0), duration)
        timings.append(PhonemeTiming(symbol=symbol, start_seconds=start, end_seconds=min(max(end, start), duration)))
    return tuple(timings)
