"""A classifier of our own: how likely some words of a text are sexual, about minors, hateful, or urge to self-harm.

A linear model over the letters of words and over words side by side, in five languages. It was fitted to examples of
our own (`python -m benchmarks.moderation --fit`); nothing was downloaded.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from show.classifier_weights import WEIGHTS
from show.plain import pieces

CONCEPTS = ("explicit", "suggestive", "minor", "hate", "harm")
LONGEST = 5
"""Pieces of the longest stretch of a text that is judged at once."""
SCALE = 12.0
"""Weights are kept as whole numbers, as many to one of log-odds."""
MOST_PIECES = 600
Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """How likely the most suspicious words of a text are each thing, from 0 to 1."""

    explicit: float = 0.0
    suggestive: float = 0.0
    minor: float = 0.0
    hate: float = 0.0
    harm: float = 0.0


def marks_of(word: str) -> Iterator[str]:
    """What is looked at in a word: itself, its letters with its ends in fours to sixes; kana and kanji singly, too."""
    whole = f"^{word}$"
    yield whole
    shortest = 1 if word[0] > "\u3000" else 4
    for length in range(shortest, shortest + 3 + (shortest == 1)):
        for start in range(len(whole) - length + 1):
            mark = whole[start : start + length]
            if mark != whole and mark not in "^$":
                yield mark


def marks_between(one: str, other: str) -> str:
    """What is looked at in two words side by side."""
    return f"{one} {other}"


@lru_cache(maxsize=1)
def _model() -> tuple[Vector, dict[str, Vector]]:
    """The bias and the weights of each mark, one a concept."""
    document = json.loads(zlib.decompress(base64.b85decode("".join(WEIGHTS))))
    return tuple(document["bias"]), {mark: tuple(weights) for mark, weights in document["weights"].items()}


@lru_cache(maxsize=4096)
def _weight_of(word: str) -> Vector:
    _, weights = _model()
    return _sum(weights[mark] for mark in marks_of(word[:40]) if mark in weights)


def _sum(vectors: Iterator[Vector]) -> Vector:
    total = [0] * len(CONCEPTS)
    for vector in vectors:
        for n, weight in enumerate(vector):
            total[n] += weight
    return tuple(total)


def likelihood(text: str) -> Likelihood:
    """How likely a text's most suspicious words are each thing."""
    bias, weights = _model()
    words = pieces(text)[:MOST_PIECES]
    singles = [[_weight_of(reading) for reading in readings] for readings in words]
    best = list(bias)
    for n in range(len(CONCEPTS)):
        sums = [max(vector[n] for vector in vectors) for vectors in singles]
        links = [_link(weights, one, other, n) for one, other in pairwise(words)]
        best[n] += _heaviest(sums, links)
    return Likelihood(**{name: _logistic(score / SCALE) for name, score in zip(CONCEPTS, best, strict=True)})


def _link(weights: dict[str, Vector], one: tuple[str, ...], other: tuple[str, ...], n: int) -> int:
    found = [weights[mark][n] for a in one for b in other if (mark := marks_between(a, b)) in weights]
    return max(found, default=0)


def _heaviest(sums: list[int], links: list[int]) -> int:
    """The greatest sum of a stretch of at most LONGEST words, with what links them; 0 for no words."""
    best = max(sums, default=0)
    for start in range(len(sums)):
        total = sums[start]
        for place in range(start + 1, min(start + LONGEST, len(sums))):
            total += sums[place] + links[place - 1]
            best = max(best, total)
    return best


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, value))))
