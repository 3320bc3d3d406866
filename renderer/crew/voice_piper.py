"""The user's own Piper voice as one of the crew: cast by pitch or by its speakers, acted by pace and pitch."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from renderer.crew.alignment import aligned
from renderer.crew.espeak_ng import espeak
from renderer.crew.finishing import resampled, trimmed, whispered
from renderer.crew.kokoro.acting import Manner, edged, manner_of
from renderer.crew.kokoro.phonemes import heard_phonemes
from renderer.crew.piper import PiperConfig, PiperModel, read_config
from renderer.crew.ports import PhonemeTiming, Samples, Speech, SpeechRequest, WordTiming
from renderer.crew.spoken import SpokenWord, spoken_words
from renderer.crew.timings import fill_gaps, spread
from renderer.crew.voice_espeak import EspeakVoice
from show.bible import VoiceCasting
from show.errors import CrewUnavailable, InvalidInput
from show.script import Delivery

_PITCH_LIMITS = (0.82, 1.28)
"""Beyond these a voice moved by playing it faster sounds like a puppet."""
_PACE_LIMITS = (0.6, 1.6)
_PARTS = (0.9, 1.0, 1.1, 0.95, 1.05, 0.86, 1.15)
"""Pitches at which a voice with one speaker plays different people."""
_AGES = {"child": 1.2, "teen": 1.07, "elder": 0.93}
_MARKS = {"…": ".", "—": ","}
"""Pause marks that Piper's alphabet lacks, and what pauses as long."""
_NOBODY = -1
_LAG_SECONDS = 0.05
"""The model's lengths run this far behind what is heard (median against the aligner, on en_US-joe-medium)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ids:
    """What the model gets to read: a number a sound, the word it belongs to and its sign."""

    numbers: tuple[int, ...]
    owners: tuple[int, ...]
    signs: tuple[str, ...]


class PiperVoice:
    """Says lines with a voice file of the user's. Equal requests give equal samples; the model loads with the
    first line. `voice_path` is the .onnx file, with its .onnx.json beside it."""

    name = "piper"

    def __init__(self, voice_path: Path, *, threads: int = 1) -> None:
        self._path = voice_path
        self._threads = threads
        self._model: PiperModel | None = None
        self._config: PiperConfig | None = None
        self.version = f"1/{_fingerprint(voice_path)}"

    def speaks(self, language: str) -> bool:
        """Whether the voice file is there and in this language."""
        try:
            self._config = self._config or read_config(self._path)
        except CrewUnavailable:
            return False
        primary = language.strip().lower().replace("_", "-").split("-")[0]
        theirs = self._config.espeak_voice.lower().split("-")[0]
        return self._path.is_file() and primary == {"cmn": "zh", "nb": "no"}.get(theirs, theirs)

    def say(self, request: SpeechRequest) -> Speech:
        """The line as speech; InvalidInput when it has no words, CrewUnavailable when the file can't be used."""
        words = spoken_words(request.text, request.language, request.lexicon)
        if not any(any(c.isalnum() for c in word.said) or word.ipa for word in words):
            raise InvalidInput("There is nothing to say in “{line}”.", line=request.text[:60])
        self._model = self._model or PiperModel(self._path, threads=self._threads)
        config = self._model.config
        ids = _ids_of(words, config)
        speaker, part = _part_of(request.casting, config)
        manner = manner_of(request.emotion, request.strength, request.delivery).and_(
            Manner(pace=request.casting.pace, pitch=request.casting.pitch * part)
        )
        pitch = float(np.clip(manner.pitch, *_PITCH_LIMITS))
        pace = float(np.clip(manner.pace, *_PACE_LIMITS))
        samples, lengths = self._model.speak(list(ids.numbers), length=pitch / pace, speaker=speaker)
        samples = resampled(samples, pitch)
        if request.delivery is Delivery.WHISPER:
            samples = whispered(samples, config.sample_rate_hz)
        samples = edged(samples, Manner(edge_db=manner.edge_db), config.sample_rate_hz)
        kept, cut = trimmed(samples, config.sample_rate_hz)
        timed = None if lengths is None else lengths / np.float32(pitch)
        return self._speech(request, words, ids, kept, cut, timed, config)

    def _speech(
        self,
        request: SpeechRequest,
        words: tuple[SpokenWord, ...],
        ids: _Ids,
        samples: Samples,
        cut_seconds: float,
        lengths: Samples | None,
        config: PiperConfig,
    ) -> Speech:
        duration = len(samples) / config.sample_rate_hz
        if lengths is None:
            timings, phonemes = aligned(EspeakVoice().say(request), samples, config.sample_rate_hz)
        else:
            timings, phonemes = _timings(words, ids, np.cumsum(lengths) - cut_seconds - _LAG_SECONDS, duration)
        return Speech(
            samples=samples,
            sample_rate_hz=config.sample_rate_hz,
            words=timings,
            phonemes=phonemes,
            engine=f"{self.name} {self.version} {self._path.stem}",
        )


def _fingerprint(path: Path) -> str:
    """Name, size and age of the file: enough to tell voices apart without reading them whole."""
    try:
        facts = path.stat()
        told = f"{path.name}:{facts.st_size}:{facts.st_mtime_ns}"
    except OSError:
        told = path.name
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def _part_of(casting: VoiceCasting, config: PiperConfig) -> tuple[int, float]:
    """A speaker of the file by name or seed and a pitch, the same for ever."""
    age = _AGES.get(casting.age.strip().lower(), 1.0)
    if casting.voice in config.speakers:
        return config.speakers[casting.voice], age
    digest = hashlib.sha256(f"piper:{casting.seed}:{casting.voice}".encode()).digest()
    if config.speakers:
        return sorted(config.speakers.values())[int.from_bytes(digest[:4], "big") % len(config.speakers)], age
    return 0, age * _PARTS[digest[0] % len(_PARTS)]


def _ids_of(words: tuple[SpokenWord, ...], config: PiperConfig) -> _Ids:
    """The line in the voice's alphabet: begin, every sign followed by a pad, end."""
    engine = espeak()
    voice = engine.voice_for(config.espeak_voice)
    if voice is None:
        raise CrewUnavailable(
            "eSpeak NG can't read “{espeak_voice}” to the Piper voice.", espeak_voice=config.espeak_voice
        )
    heard = heard_phonemes(words, engine, voice)
    numbers, owners, signs = [*config.ids["^"]], [_NOBODY], ["^"]
    owners *= len(numbers)
    signs *= len(numbers)

    def add(sign: str, owner: int) -> None:
        for number in (*config.ids.get(sign, ()), *(config.ids["_"] if sign in config.ids else ())):
            numbers.append(number)
            owners.append(owner)
            signs.append(sign)

    add("_", _NOBODY)
    for index, (word, sounds) in enumerate(zip(words, heard, strict=True)):
        spelled = unicodedata.normalize("NFD", word.ipa or "".join(s.strip() or " " for s in sounds))
        if index and spelled:
            add(" ", _NOBODY)
        for sign in (spelled[:2] + "," + " ") * min(word.stutters, 2) + spelled if spelled else "":
            add(sign, index)
        for mark in word.marks:
            add(mark if mark in config.ids else _MARKS.get(mark, ""), _NOBODY)
    for number in config.ids["$"]:
        numbers.append(number)
        owners.append(_NOBODY)
        signs.append("$")
    return _Ids(numbers=tuple(numbers), owners=tuple(owners), signs=tuple(signs))


def _timings(
    words: tuple[SpokenWord, ...], ids: _Ids, ends: Samples, duration_seconds: float
) -> tuple[tuple[WordTiming, ...], tuple[PhonemeTiming, ...]]:
    """When each word and sound begins and ends; a pad belongs to the sound before it."""
    starts = np.concatenate([[ends[0]], ends[:-1]])
    first: list[float | None] = [None] * len(words)
    last: list[float | None] = [None] * len(words)
    phonemes: list[PhonemeTiming] = []
    before = ("", -2)
    for number, owner in enumerate(ids.owners):
        if owner == _NOBODY:
            before = ("", -2)
            continue
        start, end = (float(np.clip(t, 0.0, duration_seconds)) for t in (starts[number], ends[number]))
        known = first[owner]
        first[owner] = start if known is None else known
        last[owner] = end
        sign = ids.signs[number]
        if before == (sign, number - 1) and phonemes:
            phonemes[-1] = PhonemeTiming(
                symbol=phonemes[-1].symbol, start_seconds=phonemes[-1].start_seconds, end_seconds=end
            )
        elif sign.isalpha():
            phonemes.append(PhonemeTiming(symbol=sign, start_seconds=start, end_seconds=end))
        before = (sign, number)
    fill_gaps([len(word.said) for word in words], first, last, duration_seconds)
    return spread([word.written for word in words], first, last, duration_seconds), tuple(phonemes)
