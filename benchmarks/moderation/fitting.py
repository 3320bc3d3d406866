"""Fitting the classifier: a logistic regression for each concept over the marks of words, kept as whole numbers."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from benchmarks.moderation.corpus import Example
from show.classifier import CONCEPTS, LONGEST, SCALE, marks_between, marks_of
from show.plain import pieces

RIDGE = 0.00003
"""How much large weights cost, for each example."""
LEAST_WEIGHT = 3
"""Smaller ones (of SCALE to one of log-odds) are left out."""
POSITIVE_WEIGHT = 6.0
"""How much more one example of a thing counts than one of nothing: there are many more of those."""
SIDE = 110
MOST_JOINED = 3
WHOLE_WORTH = 2.5
WHOLE = {"always": ("explicit", "minor")}
Floats = NDArray[np.float64]


def windows(words: Sequence[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Every stretch of a text that could be judged at once, first readings only."""
    first = [readings[0] for readings in words]
    for start in range(len(first)):
        for end in range(start + 1, min(start + LONGEST, len(first)) + 1):
            yield tuple(first[start:end])


def marks(words: Sequence[str]) -> list[str]:
    """Everything that is looked at in a stretch of words."""
    found = [mark for word in words for mark in marks_of(word)]
    return found + [marks_between(*pair) for pair in pairwise(words)]


def rows_of(examples: Iterable[Example]) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """What is learned: whole phrases of a thing, and every stretch of those that are nothing."""
    rows: dict[tuple[str, ...], set[str]] = {}
    for example in examples:
        words = pieces(example.text)
        if example.concept == "none":
            for stretch in windows(words):
                rows.setdefault(stretch, set())
        elif words:
            stretch = tuple(readings[0] for readings in words)
            concepts = WHOLE.get(example.concept, (example.concept,))
            rows.setdefault(stretch, set()).update(concepts)
            if 1 < len(stretch) <= MOST_JOINED and stretch[0].isascii():
                # What is written with spaces between all letters comes as one word.
                rows.setdefault(("".join(stretch),), set()).update(concepts)
    return [(words, frozenset(concepts)) for words, concepts in rows.items()]


def fit(examples: Sequence[Example]) -> dict[str, object]:
    """The bias and the weights of each mark, as `show.classifier` reads them."""
    rows = rows_of(examples)
    known = sorted({mark for words, concepts in rows if concepts for mark in marks(words)})
    place = {mark: n for n, mark in enumerate(known)}
    matrix = sparse.lil_matrix((len(rows), len(known)))
    for n, (words, _) in enumerate(rows):
        for mark in marks(words):
            if mark in place:
                matrix[n, place[mark]] += _worth(mark)
    table = matrix.tocsr()
    found = []
    # Minors stand in ordinary drama, too: there they are neither here nor there.
    for concept in CONCEPTS:
        keep = [n for n, (words, concepts) in enumerate(rows) if concept != "minor" or concepts or len(words) < 3]
        target = np.array([concept in rows[n][1] for n in keep], dtype=np.float64)
        found.append(_regress(table[keep], target))
    bias = [round(float(weights[-1]) * SCALE) for weights in found]
    kept: dict[str, list[int]] = {}
    for mark, n in place.items():
        whole = [round(float(weights[n]) * SCALE * _worth(mark)) for weights in found]
        whole = [weight if abs(weight) >= LEAST_WEIGHT else 0 for weight in whole]
        if any(whole):
            kept[mark] = whole
    return {"bias": bias, "weights": kept}


def _worth(mark: str) -> float:
    """Whole words, and two side by side, say more than some letters of theirs."""
    return WHOLE_WORTH if " " in mark or (mark[0] == "^" and mark[-1] == "$") else 1.0


def _regress(table: sparse.csr_matrix, target: Floats) -> Floats:
    """Weights and, last, the bias of one concept."""
    weight = np.where(target > 0, POSITIVE_WEIGHT, 1.0)
    sign = np.where(target > 0, 1.0, -1.0)
    count = table.shape[1]

    def loss(values: Floats) -> tuple[float, Floats]:
        margin = sign * (table @ values[:count] + values[count])
        slope = -sign * weight / (1.0 + np.exp(np.clip(margin, -40, 40)))
        inner = values[:count]
        cost = float((weight * np.logaddexp(0, -margin)).sum()) + RIDGE * len(target) * float(inner @ inner)
        return cost, np.append(table.T @ slope + 2 * RIDGE * len(target) * inner, slope.sum())

    done = optimize.minimize(loss, np.zeros(count + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(done.x)


def packed(model: dict[str, object]) -> list[str]:
    """The model as lines of a module."""
    document = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = base64.b85encode(zlib.compress(document.encode(), 9)).decode()
    return [text[start : start + SIDE] for start in range(0, len(text), SIDE)]


def module(lines: Sequence[str]) -> str:
    """The source of `show/classifier_weights.py`."""
    body = "\n".join(f"    {json.dumps(line)}," for line in lines)
    return (
        '"""The weights of the classifier, packed; written by `python -m benchmarks.moderation --fit`."""\n\n'
        f"WEIGHTS = (\n{body}\n)\n"
    )
