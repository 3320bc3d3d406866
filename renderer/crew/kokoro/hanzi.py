"""Mandarin for Kokoro: characters as pinyin with tones in context, and pinyin in the model's symbols."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from renderer.crew.kokoro.numerals import numeral
from show.errors import CrewUnavailable

_INITIALS = {
    "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l",
    "g": "k", "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip
_FINALS = {
    "a": "a*", "ai": "ai*", "an": "a*n", "ang": "a*ŋ", "ao": "au*", "e": "ɤ*", "ei": "ei*", "en": "ə*n", "eng": "ə*ŋ",
    "er": "ɚ*", "i": "i*", "ia": "ja*", "ian": "jɛ*n", "iang": "ja*ŋ", "iao": "jau*", "ie": "je*", "in": "i*n",
    "ing": "i*ŋ", "iong": "jʊ*ŋ", "iou": "jou*", "iu": "jou*", "o": "wo*", "ong": "ʊ*ŋ", "ou": "ou*", "u": "u*",
    "ua": "wa*", "uai": "wai*", "uan": "wa*n", "uang": "wa*ŋ", "uei": "wei*", "ui": "wei*", "uen": "wə*n",
    "un": "wə*n", "ueng": "wə*ŋ", "uo": "wo*", "ü": "y*", "üe": "ɥe*", "üan": "ɥɛ*n", "ün": "y*n", "ê": "ɛ*",
}  # fmt: skip
"""Finals in IPA (Lee and Zee, 2003), the tone where the star stands."""
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_MARKS = {"。": ".", "，": ",", "、": ",", "！": "!", "？": "?", "；": ";", "：": ":", "…": "…", "—": "—"}
_OPENING = "“‘（《"
_APICAL = ("zh", "ch", "sh", "r", "z", "c", "s")


@cache
def _reader() -> Callable[[str], list[str]]:
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError as exc:
        raise CrewUnavailable("Chinese needs the package pypinyin; install it again.") from exc

    def read(text: str) -> list[str]:
        # What is no Chinese character is given back letter by letter, which pypinyin's annotations don't foresee.
        apart: Any = list
        return list(
            lazy_pinyin(
                text, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True, v_to_u=True, errors=apart
            )
        )

    return read


@cache
def _words(text: str) -> list[str]:
    """The text in words of the dictionary; letters and digits of other scripts stay together."""
    from pypinyin.seg.mmseg import seg

    return [
        word
        for part in re.findall(r"[!-~]+|[^!-~]+", text)
        for word in ([part] if part.isascii() else seg.cut(part))
    ]


def installed() -> bool:
    """Whether the dictionary of readings is here."""
    try:
        return _reader() is not None
    except CrewUnavailable:
        return False


def mandarin(texts: Sequence[str], latin: Callable[[str], str]) -> list[str]:
    """Kokoro's symbols for each part of a line, read as a whole for the tones; `latin` reads words in Latin letters."""
    plain = [_normal(text) for text in texts]
    owners = [number for number, text in enumerate(plain) for _ in text]
    whole = "".join(plain)
    spoken = [""] * len(texts)
    at = 0
    for word in _words(whole):
        sound = "".join(_syllable(s) if len(s) > 1 else _MARKS.get(s, "") for s in _reader()(word))
        if word.isascii() and any(c.isalpha() for c in word):
            sound = latin(word)
        owner = owners[at] if at < len(owners) else len(texts) - 1
        at += len(word)
        spoken[owner] += sound if not spoken[owner] or not sound or sound[0] in ".,!?;:…—" else f" {sound}"
    return spoken


def words(text: str) -> list[str]:
    """The text in words of a dictionary, marks with the word before them."""
    pieces: list[str] = []
    for word in _words(text):
        closes = not any(c.isalnum() for c in word) and word[0] not in _OPENING
        opened = bool(pieces) and not any(c.isalnum() for c in pieces[-1])
        if pieces and (closes or opened):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces or [text]


def _syllable(pinyin: str) -> str:
    """A syllable like "zhong1" in Kokoro's symbols."""
    match = re.fullmatch(r"([a-zêü]+)([1-5])", pinyin)
    if match is None:
        return ""
    body, tone = match[1], _TONES[match[2]]
    initial, final = _parted(body)
    if final == "i" and initial in _APICAL:
        return _INITIALS[initial] + "ɨ" + tone
    if final.startswith("u") and initial in ("j", "q", "x"):
        final = "ü" + final[1:]
    if final == "o" and initial not in ("b", "p", "m", "f"):
        return _INITIALS.get(initial, "") + "wo" + tone
    return _INITIALS.get(initial, "") + _FINALS.get(final, final).replace("*", tone)


def _parted(body: str) -> tuple[str, str]:
    """Initial and final; y and w, which only spell, undone."""
    if body[0] == "y":
        rest = body[1:]
        if rest.startswith("u"):
            return "", "ü" + rest[1:]
        return "", rest if rest.startswith("i") else "i" + rest
    if body[0] == "w":
        return "", body[1:] if body[1:].startswith("u") else "u" + body[1:]
    initial = next((i for i in _INITIALS if body.startswith(i)), "")
    return initial, body[len(initial) :]


def _normal(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("...", "…")
    folded = folded.replace(",", "，").replace("!", "！").replace("?", "？").replace(";", "；").replace(":", "：")
    return re.sub(r"\d+", lambda digits: numeral(digits.group(), "zh"), folded.replace(".", "。"))
