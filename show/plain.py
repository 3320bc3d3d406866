"""Texts as they are meant, whatever tricks of spelling hide it, in pieces to judge: Latin letters and Japanese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product

_LOOKALIKES = str.maketrans(
    "авеёкмнорстухіјѕԁѵɡαβεικνορτυχηωӏԛԝßøđłıɑʙᴀᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢօսһոցɩƒʋɓɗҡєпгү",
    "abeekmhopctyxijsdvgabeiknoptuxnwlqwsodliabacdefghijklmnoprstuvwyzouhngifvbdkenry",
)
"""Cyrillic, Greek, Armenian, small capital and other letters that are read as Latin ones."""
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
"""Katakana say the same as hiragana."""
_BADGES = {chr(0x1F1E6 + n): chr(97 + n) for n in range(26)} | {
    chr(start + n): chr(97 + n) for start in (0x1F130, 0x1F150, 0x1F170) for n in range(26)
}
"""Letters on badges, in circles and in squares."""
_LEET = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s",
         "!": "i", "|": "l", "+": "t", "€": "e", "£": "l", "*": "aeiou", "#": "aeiou"}  # fmt: skip
_MOST_READINGS = 10
_CHUNK = re.compile(r"[a-z0-9@$!|+€£*#']*[a-z][a-z0-9@$!|+€£*#']*|[0-9]+")
_SPACED = re.compile(
    r"(?<![^\W_])(?:[^\W_][\s._\-*/·・,|~]{1,3}){2,}[^\W_](?![^\W_])|"
    r"(?:[\u3040-\u30ff][\s._\-*/·・,|~]{1,3}){2,}[\u3040-\u30ff]"
)
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_LAST_TWICE = re.compile(r"([a-z])\1+\Z")
_RUNS = re.compile(r"[a-z0-9@$!|+€£*#']+|[\u3040-\u309f]+|[\u30a0-\u30ff]+|[\u3400-\u9fff々]+")
_SEPARATORS = re.compile(r"[\s._\-*/·・,|~]+")


def plain(text: str) -> str:
    """Lower case without unseen characters, accents on Latin letters, look-alikes, spaces inside words."""
    text = "".join(_BADGES.get(c, c) for c in unicodedata.normalize("NFKC", text)).casefold()
    text = "".join(_bare(text)).translate(_LOOKALIKES).replace("’", "'")
    return _SPACED.sub(lambda found: _SEPARATORS.sub("", found.group()), text)


def _bare(text: str) -> Iterator[str]:
    for character in text:
        kind = unicodedata.category(character)
        if kind in ("Cf", "Mn", "Me") or character in "\u115f\u1160\u3164\uffa0":
            continue
        # Taken apart, kana would lose what tells か from が.
        if character.isalpha() and not "\u3040" <= character <= "\u9fff":
            character = "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn")
        yield character


def pieces(text: str) -> list[tuple[str, ...]]:
    """The words of a text in order, each in every way it can be read (s3x: s3x, sex); Japanese by kinds of script."""
    found: list[tuple[str, ...]] = []
    for run in _RUNS.findall(plain(text)):
        if run[0] > "\u3000":
            found.append((run.translate(_HIRAGANA),))
            continue
        found += [readings for chunk in _CHUNK.findall(run.strip("'")) if (readings := _readings(chunk))]
    return found


def _readings(chunk: str) -> tuple[str, ...]:
    """A word as written and with other signs as the letters they look like."""
    read = [chunk]
    if not chunk.isalpha() and not chunk.isdecimal():
        bare = chunk.rstrip("!|+*#'")
        tried = product(*(_LEET.get(c, c) for c in bare))
        read = [re.sub(r"[^a-z0-9]", "", bare)]
        read += [re.sub(r"[^a-z]", "", "".join(letters)) for letters in islice(tried, _MOST_READINGS)]
    shorter = [pattern.sub(r"\1", word) for word in read for pattern in (_STRETCHED, _LAST_TWICE)]
    return tuple(dict.fromkeys(word for word in (*read, *shorter) if word))
