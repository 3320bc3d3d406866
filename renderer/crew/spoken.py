"""A line's words as written and as they are to be said: numbers, names, stutters, shouting in capitals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from renderer.crew.kokoro import hanzi, kana
from renderer.cues import cue_spans
from renderer.phrases import phrases_of
from show.errors import CrewUnavailable
from show.lexicon import Pronunciation, word_key

_ABBREVIATIONS = {
    "dr": "doctor", "mr": "mister", "mrs": "missus", "ms": "miz", "st": "saint", "vs": "versus", "etc": "etcetera",
    "prof": "professor", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant", "jr": "junior", "sr": "senior",
}  # fmt: skip
"""English abbreviations that end in a full stop."""
_BEFORE_NUMBERS = {"no": "number", "ep": "episode", "vol": "volume", "ch": "chapter"}
"""Abbreviations only where a number follows: “No. 7”, but “No. I won't.”"""
_PHRASE_CHARACTERS = 6
"""Short words of a script without spaces are lit together up to this length."""
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
    """The words of a line, `text.split()` in order, each with how it is said. Japanese and Chinese, which have no
    spaces, come as phrases, so that captions can follow them.

    What asks for a sound (“(laughs)”, “*gasps*”, “haha”) is not said: it is acted (see performance).
    A lexicon entry (see show.lexicon) is a respelling ("Hah-roo-kah"), IPA between slashes ("/hɑːɹˈuːkə/"), or both.
    """
    sounds = {word_key(word): Pronunciation.of(said) for word, said in lexicon.items() if said.strip()}
    tokens = [piece for token in text.split() for piece in _pieces(token, language, lexicon)]
    letters = [c for c in text if c.isalpha()]
    all_shouted = len(letters) > 3 and all(c.isupper() for c in letters)
    english = language.lower().startswith("en")
    words: list[SpokenWord] = []
    acted = {index for span in cue_spans(tokens, language) for index in range(span.first, span.last)}
    for index, token in enumerate(tokens):
        if index in acted:
            words.append(SpokenWord(written=token, said="", marks=""))
            continue
        numbered = index + 1 < len(tokens) and tokens[index + 1][:1].isdigit()
        word = _word(token, sounds, english, all_shouted, numbered)
        if words and not word.said and not word.ipa and word.marks:
            before = words[-1]
            words[-1] = replace(before, marks=_tidy_marks(before.marks + word.marks))
            word = replace(word, marks="")
        words.append(word)
    return tuple(words)


def _pieces(token: str, language: str, lexicon: dict[str, str]) -> list[str]:
    """A token of a script without spaces in phrases, names of the lexicon by themselves; any other as it is."""
    if not any(_is_character(c) for c in token):
        return [token]
    names = sorted((word for word in lexicon if word and any(_is_character(c) for c in word)), key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, names)) + ")", token) if names else [token]
    pieces: list[str] = []
    for part in parts:
        if part and part in lexicon:
            pieces.append(part)
        elif part and pieces and not any(c.isalnum() for c in part):
            pieces[-1] += part
        elif part:
            pieces += _phrases(part, language)
    return pieces


def _phrases(text: str, language: str) -> list[str]:
    """The text in phrases of whole words, as long as captions light at once."""
    try:
        words = {"ja": kana.bunsetsu, "zh": hanzi.words}[language.lower().split("-")[0]](text)
    except (KeyError, CrewUnavailable):
        return phrases_of(text)
    phrases: list[str] = []
    for word in words:
        pausing = bool(phrases) and not phrases[-1][-1].isalnum()
        if phrases and not pausing and len(phrases[-1]) + len(word) <= _PHRASE_CHARACTERS:
            phrases[-1] += word
        else:
            phrases.append(word)
    return [piece for phrase in phrases for piece in phrases_of(phrase)]


def _is_character(character: str) -> bool:
    """Kana or ideograph."""
    code = ord(character)
    return 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def _word(token: str, sounds: dict[str, Pronunciation], english: bool, all_shouted: bool, numbered: bool) -> SpokenWord:
    starred = len(token) > 2 and token.strip(".,!?…")[:1] in "*_" and any(c.isalpha() for c in token)
    plain = unicodedata.normalize("NFC", token).replace("*", "").replace("_", "")
    core, marks = _split_marks(plain)
    known = sounds.get(word_key(core)) or sounds.get(word_key(re.sub(r"['’]s$", "", core)))
    if known:
        owned = bool(re.search(r"['’]s$", core))
        said = known.respelling + "'s" * owned if known.respelling else core
        return SpokenWord(
            written=token, said=said, marks=marks, ipa=known.ipa + "z" * bool(owned and known.ipa), emphatic=starred
        )
    stutter = re.match(r"(?i)^((\w)\w?-)(?:\2\w?-)*(?=\2)", core)
    stutters = stutter.group().count("-") if stutter else 0
    body = core[len(stutter.group()) :] if stutter else core
    marks, said = _english(body, marks, numbered) if english else (marks, body)
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


def _english(core: str, marks: str, numbered: bool) -> tuple[str, str]:
    """Marks and reading of an English word: stutters, drawn-out letters, money, abbreviations, addresses."""
    short = _ABBREVIATIONS | _BEFORE_NUMBERS if numbered else _ABBREVIATIONS
    if marks.startswith(".") and core.casefold() in short and core[:1].isupper():
        return marks[1:], short[core.casefold()]
    if match := re.fullmatch(r"([$€£¥])(\d[\d,.]*)", core):
        return marks, f"{match[2].rstrip('.,')} {_CURRENCIES[match[1]]}"
    said = re.sub(r"(\d)%$", r"\1 percent", core)
    said = re.sub(r"(?i)([a-z])\1{2,}", r"\1", said)
    if re.match(r"(?i)(https?:|www\.)", said):
        said = "link"
    said = re.sub(r"[@#&/\\|=]+", " ", said)
    return marks, said.strip()
