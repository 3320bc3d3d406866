"""Recorded lines: what a voice said, kept among the takes with its timings."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np

from renderer.crew.ports import PhonemeTiming, Samples, Speech, SpeechRequest, Voice, WordTiming
from renderer.plan import VoicedLine
from renderer.takes import Takes, take_key
from show.bible import NARRATOR, Series, VoiceCasting
from show.codec import from_plain, to_plain
from show.errors import MediaMissing
from show.lexicon import lexicon_of, spoken_of
from show.order import FilmSettings
from show.script import Line

KIND = "line"
_FULL_WIDTH_CUE = re.compile(r"\s*(（[^（）]{1,12}）)\s*")
"""“（笑）” stands in its line without spaces; as a word of its own it is acted, not read."""


def speech_request(line: Line, series: Series, settings: FilmSettings) -> SpeechRequest:
    """What the voice is asked for; the narrator is cast from the series' seed."""
    casting = VoiceCasting(age="adult", pace=0.97, seed=series.seed + 7)
    if line.speaker != NARRATOR:
        casting = series.character(line.speaker).voice
    return SpeechRequest(
        text=_FULL_WIDTH_CUE.sub(r" \1 ", line.text).strip(),
        language=settings.language,
        casting=casting,
        emotion=line.emotion,
        strength=line.strength,
        delivery=line.delivery,
        lexicon=spoken_of(line.text, lexicon_of(series, settings.language)),
    )


def record(line: Line, request: SpeechRequest, voice: Voice, takes: Takes) -> VoicedLine:
    """The line as said, from the takes or fresh."""
    key = take_key([to_plain(request), voice.name, voice.version])

    def write(path: Path) -> None:
        _save(path, voice.say(request))

    path = takes.make(KIND, key, ".npz", write)
    speech = _load(path)
    return VoicedLine(
        line_id=line.id,
        take=key,
        duration_seconds=speech.duration_seconds,
        words=speech.words,
        phonemes=speech.phonemes,
        engine=speech.engine,
    )


def samples_of(voiced: VoicedLine, takes: Takes) -> tuple[Samples, int]:
    """The line's sound and its rate in hertz; MediaMissing when the take is gone."""
    path = takes.get(KIND, voiced.take)
    if path is None:
        raise MediaMissing("A recorded line is gone from the takes; order the draft again.")
    speech = _load(path)
    return speech.samples, speech.sample_rate_hz


def _save(path: Path, speech: Speech) -> None:
    facts = {
        "rate": speech.sample_rate_hz,
        "words": to_plain(speech.words),
        "phonemes": to_plain(speech.phonemes),
        "engine": speech.engine,
    }
    with path.open("wb") as file:
        np.savez(file, samples=speech.samples, facts=np.frombuffer(json.dumps(facts).encode(), np.uint8))


def _load(path: Path) -> Speech:
    try:
        with np.load(path, allow_pickle=False) as stored:
            samples = stored["samples"].astype(np.float32, copy=False)
            facts = json.loads(bytes(stored["facts"]))
    except (OSError, ValueError, KeyError) as exc:
        raise MediaMissing("A recorded line can't be read: {problem}", problem=exc) from exc
    return Speech(
        samples=samples,
        sample_rate_hz=facts["rate"],
        words=from_plain(facts["words"], tuple[WordTiming, ...]),
        phonemes=from_plain(facts["phonemes"], tuple[PhonemeTiming, ...]),
        engine=facts["engine"],
    )
