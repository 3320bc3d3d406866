"""What a line's text asks to be acted rather than read: laughter, gasps, sighs, sobs, breath, silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Cue(StrEnum):
    """A sound that is no word."""

    LAUGH = "laugh"
    CHUCKLE = "chuckle"
    GASP = "gasp"
    SIGH = "sigh"
    SOB = "sob"
    BREATH = "breath"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSpan:
    """The words `first` to `last - 1` of a line ask for a sound. `written_out` is laughter in letters: “haha”."""

    cue: Cue
    first: int
    last: int
    written_out: bool = False


_STEMS: tuple[tuple[Cue, str], ...] = (
    (Cue.CHUCKLE, r"chuckl\w*|giggl\w*|snicker\w*|snigger\w*|gluckst|kichert|ricane|risita|sonrisita|くすっ\w*|ふふ"),
    (Cue.LAUGH, r"laugh\w*|cackl\w*|r[ií]e(?:n|ndo)?|risas?|rit|rires?|ri|rindo|risada|ridono|ride|risata|lacht|lachen"
                r"|笑\w*|हँस\w*|हंस\w*"),
    (Cue.GASP, r"gasp\w*|jadea\w*|sursaute|hal[eè]te\w*|ofega\w*|ansima\w*|sussulta|keucht|息を[呑の飲]\w*|倒吸\w*"),
    (Cue.SIGH, r"sigh\w*|exhal\w*|suspira\w*|soupir\w*|sospira\w*|seufzt|seufzen|ため息\w*|叹气|आह भर\w*"),
    (Cue.SOB, r"sob|sobs|sobbing|cr(?:y|ies|ying)|weep\w*|whimper\w*|sniff\w*|solloza\w*|llora\w*|sanglot\w*|pleure\w*"
              r"|solu[cç]a\w*|chora\w*|singhiozz\w*|piange|schluchz\w*|weint|泣\w*|すすり泣\w*|哭\w*|रोत\w*"),
    (Cue.BREATH, r"breath\w*|inhal\w*|pants?|panting|respira\w*|respire|inspira\w*|atmet|深呼吸|呼吸"),
    (Cue.PAUSE, r"pause|pauses|beat|silence|silencio|silenzio|sil[êe]ncio|間|沈黙"),
)  # fmt: skip
"""Words for each sound as scripts use them, in the languages that the voices speak; the first that fits counts."""
_BY_STEM = tuple((cue, re.compile(rf"(?:{stems})", re.IGNORECASE)) for cue, stems in _STEMS)
_OPENERS = {"(": ")", "[": "]", "*": "*", "（": "）", "_": "_"}
_LONGEST_WORDS = 5
_TRAILING = '.,!?…;:—-"”’»！？。、，～'
_LAUGHTER = re.compile(
    r"(?i)(?:mua|mwa|bwa|a|e|o)?(?:(?P<open>ha|ja(?=ja|$)|ах|ха|哈|は|ハ)|(?P<shut>he|hi|ho|je(?=je|$)|хе|嘿|嘻|ふ|へ|フ))"
    r"(?:-?(?:ha|he|hi|ho|ja|je|ха|хе|哈|嘿|嘻|は|ハ|ふ|へ|フ))+[hっッ]?[ー〜~]*"
)
"""Laughter written out needs two syllables at least: “Ha!” is a word."""
_SYLLABLE = re.compile(r"(?i)(?:ha|ho)h?")
_SPANISH = re.compile(r"(?i)(?:j[aei])+")
"""“Jaja” is laughter in Spanish and “yes, yes” in German."""


def cue_spans(words: Sequence[str], language: str = "") -> tuple[CueSpan, ...]:
    """The parts of a line, given as its words, that ask for a sound, in order and apart from each other.

    Stars stress a word (“She *laughs* at us”) unless they stand where a sentence begins or pauses.
    """
    spans: list[CueSpan] = []
    index = 0
    while index < len(words):
        span = _bracketed(words, index) or _laughed(words, index, language)
        if span is not None:
            spans.append(span)
            index = span.last
        else:
            index += 1
    return tuple(spans)


def shown_words(words: Sequence[str]) -> list[str]:
    """A line's words as captions show them: sounds in brackets, no stars around what is stressed."""
    shown = [_without_stars(word) for word in words]
    for span in cue_spans(words):
        if span.written_out:
            continue
        inside = [word.strip("()[]（）*_") for word in words[span.first : span.last]]
        inside[-1] = inside[-1].rstrip(_TRAILING + "*_)]）")
        inside[0] = "(" + inside[0]
        inside[-1] += ")"
        shown[span.first : span.last] = inside
    return shown


def _without_stars(word: str) -> str:
    bare = word.strip(_TRAILING)
    if (len(bare) > 2 and bare[0] in "*_") or (len(word) > 1 and word.rstrip(_TRAILING)[-1:] in ("*", "_")):
        return word.replace("*", "").replace("_", "") or word
    return word


def _bracketed(words: Sequence[str], first: int) -> CueSpan | None:
    """“(laughs softly)”, “*gasps*”, “[sigh]”, as far as the bracket's end within a few words."""
    closer = _OPENERS.get(words[first][:1])
    if closer is None:
        return None
    if words[first][0] in "*_" and first and words[first - 1][-1] not in _TRAILING + ")]":
        return None
    for last in range(first, min(first + _LONGEST_WORDS, len(words))):
        if last > first and words[last][:1] in _OPENERS:
            return None
        body = words[last][1:] if last == first else words[last]
        if body.rstrip(_TRAILING).endswith(closer):
            inside = " ".join(words[first : last + 1]).strip("()[]（）*_" + _TRAILING)
            cue = _named(inside)
            return None if cue is None else CueSpan(cue=cue, first=first, last=last + 1)
    return None


def _named(inside: str) -> Cue | None:
    for word in inside.split():
        for cue, pattern in _BY_STEM:
            if pattern.fullmatch(word.strip(_TRAILING)):
                return cue
    return None


def _laughed(words: Sequence[str], first: int, language: str) -> CueSpan | None:
    """“Hahaha!”, “hehe…”, “ha ha ha”."""
    core = words[first].strip(_TRAILING + "“‘«¡¿*~")
    german = _SPANISH.fullmatch(core) and not language.lower().startswith("es")
    if (found := _LAUGHTER.fullmatch(core)) and not german:
        cue = Cue.LAUGH if found["open"] else Cue.CHUCKLE
        return CueSpan(cue=cue, first=first, last=first + 1, written_out=True)
    last = first
    while last < len(words) and _SYLLABLE.fullmatch(words[last].strip(_TRAILING)):
        last += 1
    if last - first < 2:
        return None
    return CueSpan(cue=Cue.LAUGH, first=first, last=last, written_out=True)
