"""A line's words as written and as they are to be said: numbers, names, stutters, shouting in capitals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from renderer.cues import cue_spans

_ABBREVIATIONS = {
    "dr": "doctor", "mr": "mister", "mrs": "missus", "ms": "miz", "st": "saint", "vs": "versus", "etc": "etcetera",
    "prof": "professor", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant", "jr": "junior", "sr": "senior",
    "ep": "episode", "no": "number",
}  # fmt: skip
"""English abbreviations that end in a full stop."""
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}
_INITIALISMS = frozenset(
    {"usa", "us", "uk", "eu", "un", "ufo", "ceo", "cia", "fbi", "ai", "id", "iq", "tv", "pc", "dj", "mc", "vip", "diy"}
    | {"aka", "abc", "ok", "cctv", "dna", "atm"}
)
"""Capitals that are spelled out; other words in capitals are shouted, not spelled."""
_MARKS = {
    "。": ".", "．": ".", "।": ".", "，": ",", "、": ",", "！": "!", "？": "?", "…": "…", "‥": "…", "¡": "", "¿": "",
    "；": ";", "：": ":", "–": "—", "—": "—", "―": "—", ";": ";", ":": ":", ",": ",", ".": ".", "!": "!", "?": "?",
    "؟": "?", "،": ",",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """One whitespace-separated word. `said` is what an engine gets to read ("" for marks alone)."""

    written: str
    said: str
    marks: str
    """Pause marks after it, of , ; : . … — ! ?"""
    ipa: str = ""
    """Its sounds in IPA when the lexicon gives them."""
    emphatic: bool = False
    stutters: int = 0
    """How often its beginning is said before the word itself ("W-w-what")."""


def spoken_words(text: str, language: str, lexicon: dict[str, str]) -> tuple[SpokenWord, ...]:
    """The words of a line, exactly `text.split()` in order, each with how it is said.

    What asks for a sound (“(laughs)”, “*gasps*”, “haha”) is not said: it is acted (see performance).
    A lexicon entry is a respelling ("Hah-roo-kah"), or IPA between slashes ("/hɑːɹˈuːkə/").
    """
    sounds = {_key(word): said.strip() for word, said in lexicon.items() if said.strip()}
    tokens = text.split()
    letters = [c for c in text if c.isalpha()]
    all_shouted = len(letters) > 3 and all(c.isupper() for c in letters)
    english = language.lower().startswith("en")
    words: list[SpokenWord] = []
    acted = {index for span in cue_spans(tokens, language) for index in range(span.first, span.last)}
    for index, token in enumerate(tokens):
        if index in acted:
            words.append(SpokenWord(written=token, said="", marks=""))
            continue
        word = _word(token, sounds, english, all_shouted)
        if words and not word.said and not word.ipa and word.marks:
            before = words[-1]
            words[-1] = replace(before, marks=_tidy_marks(before.marks + word.marks))
            word = replace(word, marks="")
        words.append(word)
    return tuple(words)


def _key(word: str) -> str:
    return re.sub(r"[^\w]", "", word).casefold()


def _word(token: str, sounds: dict[str, str], english: bool, all_shouted: bool) -> SpokenWord:
    starred = len(token) > 2 and token.strip(".,!?…")[:1] in "*_" and any(c.isalpha() for c in token)
    plain = unicodedata.normalize("NFC", token).replace("*", "").replace("_", "")
    core, marks = _split_marks(plain)
    known = sounds.get(_key(core)) or sounds.get(_key(re.sub(r"['’]s$", "", core)))
    if known:
        ipa = known[1:-1] if len(known) > 2 and known[0] == known[-1] == "/" else ""
        tail = "'s" if re.search(r"['’]s$", core) and not ipa else ""
        return SpokenWord(written=token, said=known.strip("/") + tail, marks=marks, ipa=ipa, emphatic=starred)
    stutter = re.match(r"(?i)^((\w)\w?-)(?:\2\w?-)*(?=\2)", core)
    stutters = stutter.group().count("-") if stutter else 0
    body = core[len(stutter.group()) :] if stutter else core
    marks, said = _english(body, marks) if english else (marks, body)
    shouted = len(core) > 1 and core.isupper() and core.isalpha() and core.casefold() not in _INITIALISMS
    if all_shouted or shouted:
        said = said.lower()
    emphatic = starred or (shouted and not all_shouted)
    return SpokenWord(written=token, said=said, marks=marks, emphatic=emphatic, stutters=stutters)


def _split_marks(token: str) -> tuple[str, str]:
    """The token without quotes, brackets, pictures and outer punctuation; and its closing pause marks."""
    body = "".join(c for c in token if not _is_picture(c))
    body = body.replace("...", "…").replace("--", "—").replace("’", "'")
    body = re.sub(r"^[^\w$€£¥+\-]+|[\"”“»«()\[\]{}<>~]+", "", body)
    body = re.sub(r"^-+(?=\D|$)", "", body)
    if "—" in body.strip("—") or "…" in body.strip("…"):
        body = re.sub(r"[—…]+(?=\w)", ", ", body)
    end = len(body)
    while end and not _belongs(body[end - 1]):
        end -= 1
    core, tail = body[:end].strip("'"), body[end:]
    if not any(c.isalnum() for c in core):
        tail, core = token, ""
    dash = "—" if tail.startswith("-") else ""
    marks = dash + "".join(_MARKS.get(c, "") for c in tail.replace("...", "…"))
    return core, _tidy_marks(marks)


def _belongs(character: str) -> bool:
    """Whether a character at the end of a token is part of the word: letters, digits, vowel signs, units."""
    return character.isalnum() or unicodedata.category(character)[0] == "M" or character in "%$€£¥+'"


def _tidy_marks(marks: str) -> str:
    """At most two different marks: “?!?!” is “?!”, “...” an ellipsis."""
    if marks.count(".") >= 2:
        marks = marks.replace(".", "") + "…"
    return "".join(dict.fromkeys(marks))[:2]


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk", "Cf", "Co", "Cn", "Cs"} or character == "\ufe0f"


def _english(core: str, marks: str) -> tuple[str, str]:
    """Marks and reading of an English word: stutters, drawn-out letters, money, abbreviations, addresses."""
    if marks.startswith(".") and core.casefold() in _ABBREVIATIONS and core[:1].isupper():
        return marks[1:], _ABBREVIATIONS[core.casefold()]
    if match := re.fullmatch(r"([$€£¥])(\d[\d,.]*)", core):
        return marks, f"{match[2].rstrip('.,')} {_CURRENCIES[match[1]]}"
    said = re.sub(r"(\d)%$", r"\1 percent", core)
    said = re.sub(r"(?i)([a-z])\1{2,}", r"\1", said)
    if re.match(r"(?i)(https?:|www\.)", said):
        said = "link"
    said = re.sub(r"[@#&/\\|=]+", " ", said)
    return marks, said.strip()
