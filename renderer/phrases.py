"""Scripts that are written without spaces: which they are, and how a line of one is cut into phrases (kinsoku)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MAX_PHRASE_CHARACTERS = 8
MIN_PHRASE_CHARACTERS = 2
_NEVER_FIRST = frozenset(
    "、。，．・：；！？!?,.:;)]}〕〉》」』】）］｝〙〗’”»…‥〜～"
    "ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％"
)
_NEVER_LAST = frozenset("([{〔〈《「『【（［｛〘〖‘“«¥$￥＄")
_NEVER_PARTED = frozenset("…‥—―")
"""Kinsoku shori as JIS X 4051 gives it: characters that begin no line, end none, or stay together."""

STRONG_MARKS = ".!?…。！？؟।"
WEAK_MARKS = ",;:—–、，；：،"
"""What ends a sentence, and what only pauses in one."""


def is_unspaced(character: str) -> bool:
    """Whether the character belongs to a script that is written without spaces between words."""
    code = ord(character)
    return (
        0x0E00 <= code <= 0x0EFF
        or 0x3000 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


def join_words(words: Sequence[str]) -> str:
    """The words as one text: with spaces, but none between words of scripts that have none."""
    text = ""
    for word in words:
        if text and word and not (is_unspaced(text[-1]) and is_unspaced(word[0])):
            text += " "
        text += word
    return text


def phrases_of(text: str) -> list[str]:
    """A text of an unspaced script in phrases of at most MAX_PHRASE_CHARACTERS, by the rules of kinsoku: none
    begins with a closing mark or a small kana, none ends with an opening one. Other texts stay whole."""
    if len(text) <= MAX_PHRASE_CHARACTERS or not all(is_unspaced(c) or not c.isalnum() for c in text):
        return [text]
    pieces: list[str] = []
    start = 0
    while start < len(text):
        rest = text[start:]
        ends = [n for n in range(1, min(len(rest), MAX_PHRASE_CHARACTERS) + 1) if _may_part(rest, n)]
        if not ends or len(rest) <= MIN_PHRASE_CHARACTERS:
            # Where the rules allow no cut the phrase grows until they do.
            ends = [
                next((n for n in range(1, len(rest)) if n > MIN_PHRASE_CHARACTERS and _may_part(rest, n)), len(rest))
            ]
        best = max(ends, key=lambda n: _phrase_worth(rest, n))
        pieces.append(rest[:best])
        start += best
    return pieces


def _may_part(text: str, at: int) -> bool:
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after in _NEVER_FIRST or before in _NEVER_LAST or unicodedata.category(after)[0] == "M":
        return False
    return not (before in _NEVER_PARTED and after == before)


def _phrase_worth(text: str, at: int) -> float:
    """How good a place it is to end a phrase: after a mark, or where kana gives way to a word's first kanji."""
    if at == len(text):
        return 3.0
    before, after = text[at - 1], text[at]
    worth = -abs(at - 6) * 0.08
    if before in STRONG_MARKS or before in WEAK_MARKS:
        return worth + 2.0
    if _is_hiragana(before) and not _is_hiragana(after):
        worth += 1.0
    return worth - (1.0 if len(text) - at < 2 or at < 2 else 0.0)


def _is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"
