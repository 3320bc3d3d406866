"""How alike two ideas are, judged by the words that carry them: enough to ask, never enough to decide."""

from __future__ import annotations

import re

from show.spelling import folded

ALIKE = 0.6
"""Ideas this much alike are shown to their author before both are kept."""
LEAST_WORDS = 4
"""With fewer telling words than this, ideas are alike only if they share all of them."""
LEAST_STEM = 4

_WORD = re.compile(r"\w+")
_RUN = re.compile("[\u2e80-\u9fff\uac00-\ud7af]{2,}")
"""Writing without spaces between words; pairs of characters stand for words there."""
_LITTLE = (
    "a all also an and any are as at be been before being but by can could did do does else even every "
    "for from get had has have he her hers him his how i if in into is it its just let like me my no not "
    "now of on one or our out really she should so some somebody someone something than that the their "
    "them then there these they this those to too turns us very was we were what when where which while "
    "who whom whose why will with would you your"
)
_EMPTY = frozenset(_LITTLE.split())


def telling_words(text: str) -> frozenset[str]:
    """The words that carry an idea, cut to their stems."""
    plain = folded(text)
    runs = _RUN.findall(plain)
    words = {run[n : n + 2] for run in runs for n in range(len(run) - 1)}
    for word in _WORD.findall(_RUN.sub(" ", plain)):
        if word not in _EMPTY:
            words.add(_stem(word))
    return frozenset(words)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM - 1:
            return word[: -len(ending)]
    return word


def _same(one: str, other: str) -> bool:
    """Whether two stems are forms of one word: equal, or one begins the other."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) >= LEAST_STEM and longer.startswith(shorter))


def same(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order."""
    return _WORD.findall(folded(one)) == _WORD.findall(folded(other))


def likeness(one: str, other: str) -> float:
    """The share of telling words that two texts have in common, 0 to 1."""
    ours, theirs = telling_words(one), telling_words(other)
    if not ours or not theirs:
        return float(folded(one).split() == folded(other).split())
    numbered = any(word.isdigit() and word not in ours & theirs for word in ours | theirs)
    if numbered or min(len(ours), len(theirs)) < LEAST_WORDS:
        return float(ours == theirs)
    shared = sum(any(_same(word, its) for its in theirs) for word in ours)
    back = sum(any(_same(word, its) for its in ours) for word in theirs)
    return (shared + back) / (len(ours) + len(theirs))
