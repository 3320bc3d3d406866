"""How far what was heard lies from what was written: error rates of words and letters, and of times."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from benchmarks.voices import edits

_SPELLINGS = {"cafe": "café", "favorite": "favourite", "gray": "grey", "ok": "okay", "mr": "mister", "color": "colour"}
"""Words that are written in two ways and said in one."""
_DIGITS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve",
}  # fmt: skip

_RETROFLEX = {"ड़": "र", "ढ़": "र"}
_CONSONANTS = {
    letter: sound
    for sound, letters in {
        "k": "कखکقخ", "g": "गघگغ", "c": "चछچ", "j": "जझجزذضظژ", "t": "टठतथٹتط", "d": "डढदधڈد", "n": "नणن",
        "p": "पफپف", "b": "बभب", "m": "मم", "r": "रرڑ", "l": "लل", "s": "शषसشسصث",
    }.items()
    for letter in letters
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of an English text as they are said, without marks."""
    folded = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("-", " ")
    words = [_SPELLINGS.get(word, word) for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", folded)]
    return [_DIGITS.get(word, word) for word in words]


def letters_of(text: str) -> list[str]:
    """The letters of a text in any script, with their marks, without spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M"]


def consonants_of(text: str) -> list[str]:
    """The consonants of Hindi, written in Devanagari or in Urdu's letters, which leave out half of the vowels."""
    plain = "".join(_RETROFLEX.get(pair, pair) for pair in re.findall(r".़?", unicodedata.normalize("NFKD", text)))
    return [_CONSONANTS[c] for c in plain if c in _CONSONANTS]


def error_rate(wished: Sequence[str], heard: Sequence[str]) -> float:
    """The fewest changes that turn one into the other, by the length of what was wished."""
    return edits(list(wished), list(heard)) / max(1, len(wished))


def spread(values: Sequence[float]) -> dict[str, float]:
    """Middle, 95th percentile and largest of some sizes."""
    sizes = np.abs(np.asarray(values, np.float64))
    if not len(sizes):
        return {"count": 0, "median": 0.0, "p95": 0.0, "max": 0.0}
    return {
        "count": len(sizes),
        "median": round(float(np.median(sizes)), 4),
        "p95": round(float(np.percentile(sizes, 95)), 4),
        "max": round(float(sizes.max()), 4),
    }
