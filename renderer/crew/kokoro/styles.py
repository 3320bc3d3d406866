"""Kokoro's voices as style vectors: the shipped pack, blends of several voices, and the row for a line's length."""

from __future__ import annotations

import importlib.resources
import re
from functools import cache, lru_cache

import numpy as np

from renderer.crew.kokoro.model import Floats
from show.errors import CrewUnavailable

_TERM = re.compile(r"([a-z]{2}_[a-z]+)(?::(\d(?:\.\d{1,3})?))?")


@cache
def _pack() -> tuple[Floats, dict[str, Floats]]:
    """The kept rows' numbers and each voice's rows, shape (rows, 256)."""
    path = importlib.resources.files("renderer.crew.kokoro") / "voices.npz"
    try:
        with path.open("rb") as file, np.load(file) as archive:
            voices = {name: archive[name].astype(np.float32) for name in archive.files if name != "rows"}
            return archive["rows"].astype(np.float32), voices
    except (OSError, ValueError, KeyError) as exc:
        raise CrewUnavailable("Kokoro's voices.npz is missing or damaged; reinstall Cliffhanger.") from exc


def voice_names() -> tuple[str, ...]:
    """All voices of the pack, in alphabetical order."""
    return tuple(_pack()[1])


def is_voice(name: str) -> bool:
    """Whether a name is a voice of the pack or a blend of such, like "af_heart:0.6+bf_emma:0.4"."""
    return bool(_terms(name))


@lru_cache(maxsize=64)
def _blend(name: str) -> Floats:
    terms = _terms(name)
    if not terms:
        raise CrewUnavailable("Kokoro has no voice “{name}”.", name=name)
    voices = _pack()[1]
    total = sum(weight for _, weight in terms)
    rows = sum((voices[voice] * np.float32(weight / total) for voice, weight in terms), np.float32(0.0))
    return np.asarray(rows, np.float32)


def _terms(name: str) -> tuple[tuple[str, float], ...]:
    terms = []
    for term in name.split("+"):
        match = _TERM.fullmatch(term.strip())
        if match is None or match[1] not in _pack()[1]:
            return ()
        terms.append((match[1], float(match[2] or 1.0)))
    return tuple(terms) if sum(weight for _, weight in terms) > 0 else ()


def style_for(name: str, symbols: int) -> Floats:
    """The style vector, shape (1, 256), of a voice or blend for a line of so many symbols."""
    rows = _pack()[0]
    vectors = _blend(name)
    place = float(np.clip(symbols - 1, rows[0], rows[-1]))
    above = int(np.clip(np.searchsorted(rows, place), 1, len(rows) - 1))
    share = (place - rows[above - 1]) / (rows[above] - rows[above - 1])
    return np.asarray(vectors[above - 1] * (1.0 - share) + vectors[above] * share, np.float32)[None]


def timbre(name: str) -> Floats:
    """The part of a voice's style that makes its timbre, shape (128,), for telling how far two are apart."""
    return np.asarray(_blend(name).mean(axis=0)[:128], np.float32)
