"""The eSpeak NG library through ctypes: what it says as samples, and which word and phoneme sounds when."""

from __future__ import annotations

import _ctypes
import ctypes
import threading
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import espeakng_loader
import numpy as np
import numpy.typing as npt

from show.errors import CrewUnavailable

_SYNCHRONOUS = 2
_PHONEME_EVENTS, _IPA, _DO_NOT_EXIT = 1, 2, 0x8000
_UTF8 = 1
_RATE, _PITCH, _RANGE = 1, 3, 4
"""Numbers of speak_lib.h, eSpeak NG 1.52."""

_SEED = 1

_VOICES = {
    "en": "en-us",
    "en-gb": "en",
    "zh": "cmn",
    "pt": "pt-br",
    "no": "nb",
    "fr-fr": "fr",
    "zh-tw": "cmn",
    "zh-hk": "yue",
}
"""Languages whose BCP 47 tag is not the name of eSpeak's voice."""


class MarkKind(IntEnum):
    """What a mark stands for; the values are eSpeak's event types."""

    WORD = 1
    CLAUSE_END = 5
    PHONEME = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something begins in the sound. `position` counts characters of the text from 0."""

    kind: MarkKind
    position: int
    seconds: float
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Mono samples in −1…1 and their marks in order."""

    samples: npt.NDArray[np.float32]
    sample_rate_hz: int
    marks: tuple[Mark, ...]


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class EspeakNg:
    """One loaded library. It keeps one global state of its own, so calls are serialised by a lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: list[npt.NDArray[np.int16]] = []
        self._events: list[tuple[int, int, int, bytes]] = []
        self._callback = _Callback(self._collect)
        self._library: Any = None
        self.sample_rate_hz = 0
        self._load()

    def _load(self) -> None:
        try:
            self._library = ctypes.CDLL(espeakng_loader.get_library_path())
            folder = espeakng_loader.get_data_path()
        except (OSError, RuntimeError) as exc:
            raise CrewUnavailable("eSpeak NG can't be loaded; reinstall the package espeakng-loader.") from exc
        options = _PHONEME_EVENTS | _IPA | _DO_NOT_EXIT
        self.sample_rate_hz = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, folder.encode(), options))
        if self.sample_rate_hz <= 0:
            raise CrewUnavailable("eSpeak NG did not start; reinstall the package espeakng-loader.")
        # Starting takes its seed for breath and flutter from the clock's second.
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
        self._library.espeak_SetSynthCallback(self._callback)

    def _forget(self) -> None:
        """Loads the library anew. Its wave generator goes on from where the last line left it, so that the same
        line would never sound the same twice; a fresh one always begins alike (about 6 ms)."""
        self._library.espeak_Terminate()
        handle = self._library._handle
        self._library = None
        _ctypes.dlclose(handle)
        self._load()

    def voice_for(self, language: str) -> str | None:
        """The name of eSpeak's voice for a BCP 47 tag, or None when it has none."""
        tag = language.strip().lower().replace("_", "-")
        primary = tag.split("-")[0]
        with self._lock:
            for name in (_VOICES.get(tag), tag, _VOICES.get(primary), primary):
                if name and name.replace("-", "").isalnum() and self._select(name):
                    return name
        return None

    def say(
        self, text: str, *, voice: str, rate: int = 165, pitch: int = 50, pitch_range: int = 50, afresh: bool = False
    ) -> Utterance:
        """The text as sound. `rate` is words a minute (80–450), pitch and range 0–100; `afresh` for samples
        that are the same every time."""
        data = text.replace("\0", " ").encode("utf-8", "replace") + b"\0"
        with self._lock:
            if afresh:
                self._forget()
            if not self._select(voice):
                raise CrewUnavailable("eSpeak NG has no voice “{voice}”.", voice=voice)
            for parameter, value in ((_RATE, rate), (_PITCH, pitch), (_RANGE, pitch_range)):
                self._library.espeak_SetParameter(parameter, value, 0)
            self._pieces.clear()
            self._events.clear()
            status = self._library.espeak_Synth(data, len(data), 0, 1, 0, _UTF8, None, None)
            self._library.espeak_Synchronize()
            if status != 0:
                raise CrewUnavailable("eSpeak NG failed with status {status}.", status=status)
            pieces = np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.int16)
            marks = tuple(_mark(event, self.sample_rate_hz) for event in self._events)
        samples = (pieces / 32768.0).astype(np.float32)
        return Utterance(samples=samples, sample_rate_hz=self.sample_rate_hz, marks=marks)

    def _select(self, name: str) -> bool:
        return int(self._library.espeak_SetVoiceByName(name.encode())) == 0

    def _collect(self, samples: Any, count: int, events: Any) -> int:
        if samples and count:
            self._pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != 0:
            event = events[index]
            if event.type in (MarkKind.WORD, MarkKind.CLAUSE_END, MarkKind.PHONEME):
                self._events.append((event.type, event.text_position, event.sample, bytes(event.id.string)))
            index += 1
        return 0


def _mark(event: tuple[int, int, int, bytes], sample_rate_hz: int) -> Mark:
    kind, position, sample, string = event
    symbol = string.decode("utf-8", "ignore") if kind == MarkKind.PHONEME else ""
    return Mark(kind=MarkKind(kind), position=max(0, position - 1), seconds=sample / sample_rate_hz, symbol=symbol)


@cache
def espeak() -> EspeakNg:
    """The process's one eSpeak NG; CrewUnavailable when it can't be loaded."""
    return EspeakNg()
