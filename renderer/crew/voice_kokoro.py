"""The house's own voice: Kokoro-82M on the CPU, with pace, pitch and energy acted inside the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from renderer.crew.espeak_ng import espeak
from renderer.crew.kokoro.acting import Manner, edged, intoned, manner_of, paced
from renderer.crew.kokoro.casting import Cast, cast_voice
from renderer.crew.kokoro.model import (
    MAX_SYMBOLS,
    SAMPLE_RATE_HZ,
    SAMPLES_PER_FRAME,
    Floats,
    KokoroModel,
    packages_installed,
)
from renderer.crew.kokoro.phonemes import NOBODY, Symbols, dialect, readable, symbols_of, vocabulary
from renderer.crew.kokoro.styles import style_for
from renderer.crew.kokoro.timing import phoneme_timings, spans_of, word_timings
from renderer.crew.ports import Speech, SpeechRequest
from renderer.crew.spoken import SpokenWord, spoken_words
from renderer.crew.timings import sounding_part
from show.errors import CrewUnavailable, InvalidInput

_PACE_LIMITS = (0.5, 1.8)
_PITCH_LIMITS = (0.6, 1.7)
_PEAK = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A part of a line short enough for the model, as said: samples and frames per symbol."""

    samples: Floats
    frames: Floats
    symbols: Symbols


class KokoroVoice:
    """Says lines in English, Spanish, French, Italian, Portuguese, Hindi, Japanese and Chinese.

    `cache_folder` keeps the prepared model; `model_path` takes an official ONNX file (the kokoro-onnx v1.0
    export) instead of the packages' one; `threads` are those of one session. The model loads with the first
    line. Equal requests give equal samples.
    """

    name = "kokoro"
    version = "1.0-int8/3"

    def __init__(self, cache_folder: Path, *, model_path: Path | None = None, threads: int = 1) -> None:
        self._cache_folder = cache_folder
        self._model_path = model_path
        self._threads = threads
        self._model: KokoroModel | None = None

    def speaks(self, language: str) -> bool:
        """Whether Kokoro learned the language, and its model and a dictionary of readings are here."""
        voice = dialect(language)
        return voice is not None and readable(voice) and (self._model_path is not None or packages_installed())

    def say(self, request: SpeechRequest) -> Speech:
        """The line as speech; InvalidInput when it has no words, CrewUnavailable when the model fails."""
        voice = dialect(request.language)
        if voice is None:
            raise CrewUnavailable("Kokoro does not speak “{language}”.", language=request.language)
        words = spoken_words(request.text, request.language, request.lexicon)
        symbols = symbols_of(words, espeak(), voice)
        if all(owner == NOBODY for owner in symbols.owners):
            raise InvalidInput("There is nothing to say in “{line}”.", line=request.text[:60])
        cast = cast_voice(request.casting, request.language)
        manner = manner_of(request.emotion, request.strength, request.delivery).and_(
            Manner(pace=cast.pace, pitch=cast.pitch)
        )
        emphatic = frozenset(index for index, word in enumerate(words) if word.emphatic)
        phrases = [self._phrase(part, cast, manner, emphatic) for part in _parts(symbols)]
        return self._assembled(words, phrases, cast)

    def _phrase(self, symbols: Symbols, cast: Cast, manner: Manner, emphatic: frozenset[int]) -> _Phrase:
        self._model = self._model or KokoroModel(self._cache_folder, official=self._model_path, threads=self._threads)
        numbers = vocabulary()
        tokens = [numbers[symbol] for symbol in symbols.text]
        style = style_for(cast.voice, len(tokens))
        pace = float(np.clip(manner.pace, *_PACE_LIMITS))
        manner = manner.and_(Manner(pitch=float(np.clip(manner.pitch, *_PITCH_LIMITS)) / manner.pitch))
        reading = paced(self._model.read(tokens, style, pace), symbols, emphatic, manner)
        intonation = intoned(self._model.intone(reading), reading.frames, symbols, emphatic, manner)
        samples = edged(self._model.speak(intonation), manner)
        return _Phrase(samples=samples, frames=reading.frames, symbols=symbols)

    def _assembled(self, words: tuple[SpokenWord, ...], phrases: list[_Phrase], cast: Cast) -> Speech:
        """The phrases one after the other, silence cut off at both ends, timings moved along."""
        samples = np.concatenate([phrase.samples for phrase in phrases])
        first, last = sounding_part(samples, SAMPLE_RATE_HZ)
        spans = []
        offset = -first / SAMPLE_RATE_HZ
        for phrase in phrases:
            spans += [(s, o, a + offset, b + offset) for s, o, a, b in spans_of(phrase.symbols, phrase.frames)]
            offset += float(phrase.frames.sum()) * SAMPLES_PER_FRAME / SAMPLE_RATE_HZ
        kept = samples[first:last]
        peak = float(np.abs(kept).max(initial=0.0))
        kept = kept * np.float32(_PEAK / peak) if peak > _PEAK else kept.copy()
        duration = len(kept) / SAMPLE_RATE_HZ
        return Speech(
            samples=kept.astype(np.float32),
            sample_rate_hz=SAMPLE_RATE_HZ,
            words=word_timings([word.written for word in words], [len(word.said) for word in words], spans, duration),
            phonemes=phoneme_timings(spans, duration),
            engine=f"{self.name} {self.version} {cast.voice}",
        )


def _parts(symbols: Symbols) -> Iterator[Symbols]:
    """The line in parts the model can take, cut after a pause mark where there is one, else at a space."""
    start, length = 0, len(symbols.text)
    while start < length:
        end = min(start + MAX_SYMBOLS, length)
        if end < length:
            window = symbols.text[start:end]
            marks = max(window.rfind(mark) for mark in ".!?…")
            pause = max(window.rfind(mark) for mark in ",;:—")
            cut = next((c for c in (marks, pause, window.rfind(" ")) if c > MAX_SYMBOLS // 4), len(window) - 1)
            end = start + cut + 1
        text = symbols.text[start:end]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            yield Symbols(text=text[lead:], owners=symbols.owners[start + lead : end])
        start = end
