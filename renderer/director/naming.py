"""Whom a text names: characters called by their first name or their whole one, in any script."""

from __future__ import annotations

import re
from collections.abc import Sequence

from renderer.phrases import STRONG_MARKS, is_unspaced
from show.bible import Character

_OPENING_WORDS = (
    "April Ash August Autumn Chance Charity Dawn Destiny Faith Grace Harmony Hope Joy June Liberty May Mercy Patience "
    "Rain Shadow Snow Spring Storm Summer Will Winter"
)
"""First names that open English sentences as words as well: “Will anyone come?” names nobody."""
_ORDINARY = frozenset(_OPENING_WORDS.split())
_OPENING_MARKS = "\"'“”‘’«»‹›„‚(¿¡—–- \t\n"
"""What may stand between the end of a sentence and the first word of the next."""
_KATAKANA = re.compile("[ァ-ヺー]")
_HANGUL = re.compile("[가-힣]")


def named_in(text: str, characters: Sequence[Character]) -> list[Character]:
    """Who is called by name, in the order of the words; those of one first name together.

    A first name that is an ordinary word too, and opens a sentence, counts only with the rest of the name.
    """
    calls: dict[str, list[Character]] = {}
    for one in characters:
        words = one.name.split() or [one.id]
        for call in dict.fromkeys((" ".join(words), words[0])):
            calls.setdefault(call, []).append(one)
    if not calls:
        return []
    # The longest first: where two names begin alike, the whole of what is written counts.
    pattern = "|".join(re.escape(call) for call in sorted(calls, key=len, reverse=True))
    found = [match for match in re.finditer(pattern, text) if _is_word(match) and not _may_be_ordinary(match)]
    return list({one.id: one for match in found for one in calls[match.group()]}.values())


def _is_word(match: re.Match[str]) -> bool:
    """Whether what was found begins and ends where words may."""
    text, start, end = match.string, match.start(), match.end()
    if start and not _may_part(text[start - 1], text[start]):
        return False
    # Korean particles are written onto the name.
    return end == len(text) or _may_part(text[end - 1], text[end]) or bool(_HANGUL.match(text, end - 1))


def _may_part(one: str, other: str) -> bool:
    if _KATAKANA.match(one) and _KATAKANA.match(other):
        return False  # A run of katakana is one word: ハル is not named in ハルカ.
    return is_unspaced(one) or is_unspaced(other) or not (_in_word(one) and _in_word(other))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _may_be_ordinary(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rstrip(_OPENING_MARKS)
    return match.group() in _ORDINARY and (not before or before[-1] in STRONG_MARKS)
