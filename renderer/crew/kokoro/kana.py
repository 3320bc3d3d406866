"""Japanese for Kokoro: a dictionary's readings in kana, and kana in the model's symbols."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from renderer.crew.kokoro.numerals import numeral
from show.errors import CrewUnavailable

_VOWELS = {"a": "a", "i": "i", "u": "ɯ", "e": "e", "o": "o"}
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ", "t": "タチツテト",
    "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ",
    "r": "ラリルレロ", "v": "ヷヸヴヹヺ",
}  # fmt: skip
_ONSETS = {"": "", "g": "ɡ", "z": "ʣ", "r": "ɾ"}
"""Where Kokoro's letter for a row's consonant is not the Latin one."""
_PALATAL = {"": "j", "s": "ɕ", "z": "ʥ", "t": "ʨ", "d": "ʥ", "n": "ɲ", "h": "ç"}
"""The consonant before i and in “sha”; of all others it is theirs with ʲ."""
_CENTRAL = {"ス": "sɨ", "ズ": "zɨ", "ツ": "ʦɨ", "ヅ": "zɨ", "フ": "ɸɯ", "ヰ": "i", "ヱ": "e", "ヲ": "o",
            "ヤ": "ja", "ユ": "jɯ", "ヨ": "jo", "ワ": "βa"}  # fmt: skip
_GLIDES = {"ャ": "a", "ュ": "ɨ", "ョ": "o", "ェ": "e"}
_FOREIGN = {
    "ファ": "ɸa", "フィ": "ɸʲi", "フェ": "ɸe", "フォ": "ɸo", "フュ": "ɸʲɨ", "ティ": "tʲi", "ディ": "dʲi", "トゥ": "tɯ",
    "ドゥ": "dɯ", "デュ": "dʲɨ", "テュ": "tʲɨ", "ウィ": "βi", "ウェ": "βe", "ウォ": "βo", "ヴァ": "va", "ヴィ": "vʲi",
    "ヴェ": "ve", "ヴォ": "vo", "ツァ": "ʦa", "ツェ": "ʦe", "ツォ": "ʦo", "クァ": "kᵝa", "クォ": "kᵝo", "イェ": "je",
}  # fmt: skip
_SMALL = dict(zip("ァィゥェォャュョヮ", "アイウエオヤユヨワ", strict=True))
_MARKS = {"。": ".", "、": ",", "！": "!", "？": "?", "…": "…", "ー": "ː", "〜": "ː", "～": "ː", "・": " "}
_LEANS_ON = {"助詞", "助動詞"}
"""Particles and endings, which are said in one breath with the word before them."""


@cache
def _table() -> dict[str, str]:
    """Every mora, of one kana or two, in Kokoro's symbols."""
    table = dict(_CENTRAL)
    for row, kana in _ROWS.items():
        plain = _ONSETS.get(row, row)
        soft = _PALATAL.get(row, plain + "ʲ")
        for letter, vowel in zip(kana, "aiueo", strict=True):
            onset = soft if vowel == "i" and row else plain
            table.setdefault(letter, onset + _VOWELS[vowel])
        if row:
            table |= {kana[1] + glide: soft + vowel for glide, vowel in _GLIDES.items()}
    table |= _FOREIGN
    table |= {small: table[large] for small, large in _SMALL.items()}
    return table


@cache
def _tokenizer() -> Any:
    try:
        from lindera import Tokenizer, load_dictionary

        return Tokenizer(load_dictionary("embedded://ipadic"))
    except (ImportError, ValueError, RuntimeError) as exc:
        raise CrewUnavailable("Japanese needs the package lindera-python-ipadic; install it again.") from exc


def installed() -> bool:
    """Whether the dictionary of readings is here."""
    try:
        return _tokenizer() is not None
    except CrewUnavailable:
        return False


def japanese(texts: Sequence[str], latin: Callable[[str], str]) -> list[str]:
    """Kokoro's symbols for each part of a line. The line is read as a whole, so that a word that goes over a part's
    end is still known; `latin` reads words in Latin letters."""
    plain = [_normal(text) for text in texts]
    owners = [number for number, text in enumerate(plain) for _ in text]
    whole = "".join(plain)
    spoken = [""] * len(texts)
    waiting, owner, at = "", 0, 0
    for token in _tokenizer().tokenize(whole):
        surface, details = str(token.surface), list(token.details or ())
        at = max(at, whole.find(surface, at))
        glued = bool(details) and details[0] in _LEANS_ON
        here = owners[at] if at < len(owners) else len(texts) - 1
        at += len(surface)
        if not glued or here != owner:
            spoken[owner] = _after(spoken[owner], spelled(waiting))
            waiting, owner = "", here
        waiting += _reading(surface, details)
        if not waiting:
            sound = latin(surface) if surface.isascii() and surface.isalpha() else _MARKS.get(surface, "")
            spoken[owner] = _after(spoken[owner], sound)
    spoken[owner] = _after(spoken[owner], spelled(waiting))
    return spoken


def bunsetsu(text: str) -> list[str]:
    """The text in the units that Japanese is said in: a word with the particles and endings that lean on it."""
    pieces: list[str] = []
    at = 0
    for token in _tokenizer().tokenize(text):
        start = text.find(str(token.surface), at)
        end = start + len(str(token.surface))
        details = list(token.details or ())
        leans = bool(details) and (details[0] in _LEANS_ON or details[1:2] in (["非自立"], ["接尾"]))
        mark = not any(c.isalnum() for c in str(token.surface))
        opens = bool(pieces) and pieces[-1][-1] in "「『（("
        if pieces and (((leans or mark) and str(token.surface)[0] not in "「『（(") or opens):
            pieces[-1] += text[at:end]
        else:
            pieces.append(text[at:end])
        at = end
    if pieces:
        pieces[-1] += text[at:]
    return pieces or [text]


def _after(text: str, sound: str) -> str:
    """The sound behind a text: words apart by a space, marks right behind them."""
    return f"{text} {sound}" if text and sound and sound[0] not in ".,!?…" else text + sound


def _reading(surface: str, details: Sequence[str]) -> str:
    """A word of the dictionary in katakana, as it is pronounced; "" for marks and foreign words."""
    if surface == "う" and details[:1] == ["助動詞"]:
        return "ー"
    reading = details[-1] if details and details[-1] not in ("*", "") else surface
    katakana = _katakana(reading)
    return katakana if any("ァ" <= c <= "ヺ" for c in katakana) else ""


def spelled(kana: str) -> str:
    """Katakana or hiragana in Kokoro's symbols; long vowels as ː, a stopped consonant as ʔ."""
    katakana, table = _katakana(kana), _table()
    text = ""
    index = 0
    while index < len(katakana):
        pair, one = katakana[index : index + 2], katakana[index]
        if len(pair) == 2 and pair in table:
            text += table[pair]
            index += 2
            continue
        if one == "ン":
            text += _nasal(table.get(katakana[index + 1 : index + 3]) or table.get(katakana[index + 1 : index + 2], ""))
        elif one == "ッ":
            text += "ʔ" if index + 1 < len(katakana) else ""
        else:
            text += table.get(one) or _MARKS.get(one, "")
        index += 1
    return text


def _nasal(following: str) -> str:
    """The nasal as the consonant after it makes it."""
    for symbol, consonants in (("m", "mpb"), ("ŋ", "kɡ"), ("ɲ", "ɲʨʥ"), ("n", "ntdɾz")):
        if following[:1] and following[0] in consonants:
            return symbol
    return "ɴ"


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def _normal(text: str) -> str:
    """Full-width forms, half-width kana and digits as the dictionary has them."""
    folded = unicodedata.normalize("NFKC", text).replace("...", "…")
    folded = folded.replace(",", "、").replace(".", "。").replace("!", "！").replace("?", "？")
    return re.sub(r"\d+", lambda digits: numeral(digits.group(), "ja"), folded)
