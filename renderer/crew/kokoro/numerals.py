"""Digits as Japanese and Chinese readers say them."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "億", "兆")
_SIMPLIFIED = {"億": "亿"}
_MERGED = {"三百": "サンビャク", "六百": "ロッピャク", "八百": "ハッピャク", "三千": "サンゼン", "八千": "ハッセン"}
"""Japanese numbers whose parts change when they meet."""


def numeral(digits: str, language: str) -> str:
    """The number in characters that are read right ("ja" or "zh"); one that is too long, or begins with 0, digit by
    digit."""
    if len(digits) > 16 or (len(digits) > 1 and digits[0] == "0"):
        return "".join(_DIGITS[int(digit)] for digit in digits)
    if int(digits) == 0:
        return "ゼロ" if language == "ja" else "零"
    text, pending = "", False
    groups = [digits[max(0, end - 4) : end] for end in range(len(digits), 0, -4)][::-1]
    for number, group in enumerate(groups):
        name = _GROUPS[len(groups) - 1 - number]
        said = _group(group, language)
        if language == "zh" and text and said and (pending or group[0] == "0"):
            said = "零" + said.removeprefix("零")
        pending = not said
        text += said + (name if language == "ja" else _SIMPLIFIED.get(name, name)) * bool(said)
    if language == "ja":
        for written, read in _MERGED.items():
            text = text.replace(written, read)
        return text
    return text.removeprefix("一") if text.startswith("一十") else text


def _group(group: str, language: str) -> str:
    """Up to four digits with their places; Chinese says a nought that stands between."""
    text, skipped = "", False
    for place, digit in zip(range(len(group) - 1, -1, -1), group, strict=True):
        if digit == "0":
            skipped = bool(text)
            continue
        if skipped and language == "zh":
            text += "零"
        skipped = False
        one = digit == "1" and language == "ja" and place > 0
        text += ("" if one else _DIGITS[int(digit)]) + _PLACES[place]
    return text
