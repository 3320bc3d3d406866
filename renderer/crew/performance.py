"""A line as an actor gives it, whatever engine says its words: sounds where the text asks for them, and pauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from renderer.crew.cue_sounds import cue_sound
from renderer.crew.pitch import median_pitch
from renderer.crew.ports import PhonemeTiming, Samples, Speech, SpeechRequest, Voice, WordTiming
from renderer.crew.spoken import spoken_words
from renderer.cues import CueSpan, cue_spans
from show.bible import VoiceCasting
from show.errors import InvalidInput
from show.script import Delivery

VERSION = "2"
"""Changes whenever the same line would be given differently."""
PAUSES_SECONDS = {"…": 0.4, "—": 0.25}
"""The least silence after these marks inside a line."""
_AROUND_SECONDS = 0.12
_SEARCH_SECONDS = 0.06
_USUAL_RATE_HZ = 24_000
_LEVELS = {Delivery.SPOKEN: 0.12, Delivery.WHISPER: 0.05, Delivery.SHOUT: 0.16, Delivery.THOUGHT: 0.1}
"""How loud a voice is (root mean square) when it says nothing else in the line."""
_PITCHES = {"female": 195.0, "male": 115.0}
_AGES = {"child": 1.4, "teen": 1.12, "elder": 0.93}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A part of the line in sound: words as written, with times from its own beginning."""

    samples: Samples
    words: tuple[WordTiming, ...]
    phonemes: tuple[PhonemeTiming, ...]


def perform(voice: Voice, request: SpeechRequest) -> Speech:
    """The line by the engine, with its cues acted and its pauses kept. Errors come as the engine raises them;
    InvalidInput when there is neither a word nor a sound in the line."""
    tokens = request.text.split()
    spans = cue_spans(tokens, request.language)
    if not spans:
        return _paused(voice.say(request), request)
    said = {
        first: speech
        for first, last in _between(len(tokens), spans)
        if (speech := _said(voice, replace(request, text=" ".join(tokens[first:last])))) is not None
    }
    speeches = list(said.values())
    rate = speeches[0].sample_rate_hz if speeches else _USUAL_RATE_HZ
    pitch, level = _manner(speeches, request)
    pieces: list[_Piece] = []
    for first, last, span in _parts(len(tokens), spans):
        if span is not None:
            samples, mouth = cue_sound(
                span.cue, pitch_hz=pitch, rate_hz=rate, seed=request.casting.seed + first, level=level
            )
            pieces.append(
                _Piece(samples=samples, words=_shared(tokens[first:last], len(samples) / rate), phonemes=mouth)
            )
        elif first in said:
            pieces.append(_Piece(samples=said[first].samples, words=said[first].words, phonemes=said[first].phonemes))
        else:
            pieces.append(_Piece(samples=np.zeros(0, np.float32), words=_shared(tokens[first:last], 0.0), phonemes=()))
    engine = speeches[0].engine if speeches else f"{voice.name} {voice.version}"
    return _joined(pieces, rate, engine)


def _said(voice: Voice, request: SpeechRequest) -> Speech | None:
    """A part of the line; None when it is only marks."""
    try:
        return _paused(voice.say(request), request)
    except InvalidInput:
        return None


def _parts(count: int, spans: Sequence[CueSpan]) -> Iterator[tuple[int, int, CueSpan | None]]:
    """The whole line in order: what is said, and what is acted."""
    at = 0
    for span in spans:
        if at < span.first:
            yield at, span.first, None
        yield span.first, span.last, span
        at = span.last
    if at < count:
        yield at, count, None


def _between(count: int, spans: Sequence[CueSpan]) -> Iterator[tuple[int, int]]:
    return ((first, last) for first, last, span in _parts(count, spans) if span is None)


def _manner(speeches: Sequence[Speech], request: SpeechRequest) -> tuple[float, float]:
    """The pitch and level at which this speaker laughs: those at which they talk."""
    pitch, level = _usual_pitch(request.casting), _LEVELS[request.delivery]
    if speeches:
        longest = max(speeches, key=lambda s: len(s.samples))
        pitch = median_pitch(longest.samples, longest.sample_rate_hz) or pitch
        loud = longest.samples[np.abs(longest.samples) > 0.05]
        level = float(loud.std()) if len(loud) else level
    return pitch, level


def _usual_pitch(casting: VoiceCasting) -> float:
    middle = _PITCHES.get(casting.gender.strip().lower(), 155.0)
    return middle * _AGES.get(casting.age.strip().lower(), 1.0) * casting.pitch


def _shared(tokens: Sequence[str], seconds: float) -> tuple[WordTiming, ...]:
    """The words of a cue, each for its share of the sound."""
    letters = np.cumsum([0, *(len(token) for token in tokens)]) / max(1, sum(len(token) for token in tokens))
    return tuple(
        WordTiming(text=token, start_seconds=float(letters[n]) * seconds, end_seconds=float(letters[n + 1]) * seconds)
        for n, token in enumerate(tokens)
    )


def _joined(pieces: Sequence[_Piece], rate_hz: int, engine: str) -> Speech:
    """The pieces one after the other with a breath of silence between."""
    gap = np.zeros(round(_AROUND_SECONDS * rate_hz), np.float32)
    samples: list[Samples] = []
    words: list[WordTiming] = []
    phonemes: list[PhonemeTiming] = []
    count = 0
    for piece in pieces:
        if count and len(piece.samples):
            samples.append(gap)
            count += len(gap)
        words += [_later(word, count / rate_hz) for word in piece.words]
        phonemes += [_later(phoneme, count / rate_hz) for phoneme in piece.phonemes]
        samples.append(piece.samples)
        count += len(piece.samples)
    whole = np.concatenate(samples)
    if not len(whole):
        raise InvalidInput("There is nothing to say in the line.")
    return Speech(samples=whole, sample_rate_hz=rate_hz, words=tuple(words), phonemes=tuple(phonemes), engine=engine)


Timing = TypeVar("Timing", WordTiming, PhonemeTiming)


def _later(timing: Timing, seconds: float) -> Timing:
    return replace(timing, start_seconds=timing.start_seconds + seconds, end_seconds=timing.end_seconds + seconds)


def _paused(speech: Speech, request: SpeechRequest) -> Speech:
    """The speech with silence put in where an engine ran over an ellipsis or a dash."""
    words = spoken_words(request.text, request.language, request.lexicon)
    for index in range(len(words) - 2, -1, -1):
        wanted = max((PAUSES_SECONDS.get(mark, 0.0) for mark in words[index].marks), default=0.0)
        following = next((n for n in range(index + 1, len(words)) if words[n].said or words[n].ipa), None)
        if not wanted or following is None:
            continue
        end, start = speech.words[index].end_seconds, speech.words[following].start_seconds
        if start - end < wanted:
            speech = _opened(speech, (end + start) / 2.0, wanted - (start - end), following)
    return speech


def _opened(speech: Speech, around_seconds: float, seconds: float, following: int) -> Speech:
    """The speech with so much silence put in at its quietest moment near a time, before the word `following`."""
    rate = speech.sample_rate_hz
    window = max(1, rate // 100)
    low = max(0, round((around_seconds - _SEARCH_SECONDS) * rate))
    high = min(len(speech.samples) - window, round((around_seconds + _SEARCH_SECONDS) * rate))
    starts = range(low, max(low + 1, high), window // 2)
    quietest = min(starts, key=lambda at: float(np.square(speech.samples[at : at + window]).sum()))
    cut = min(quietest + window // 2, len(speech.samples))
    before, after = speech.samples[:cut].copy(), speech.samples[cut:].copy()
    fade = min(window // 2, len(before), len(after))
    ramp = np.linspace(1.0, 0.0, fade, dtype=np.float32)
    before[len(before) - fade :] *= ramp
    after[:fade] *= ramp[::-1]
    at, silence = cut / rate, np.zeros(round(seconds * rate), np.float32)
    seconds = len(silence) / rate
    words = tuple(_later(word, seconds) if n >= following else word for n, word in enumerate(speech.words))
    limit = speech.words[following].start_seconds
    phonemes = tuple(_later(p, seconds) if p.start_seconds >= min(at, limit) else p for p in speech.phonemes)
    return replace(speech, samples=np.concatenate([before, silence, after]), words=words, phonemes=phonemes)
