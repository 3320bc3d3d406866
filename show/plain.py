"""Texts as they are meant, whatever tricks of spelling hide it, in Latin letters and Japanese; in pieces to judge by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

_LOOKALIKES = str.maketrans(
    "авеёкмнорстухіјѕԁѵɡαβεικνορτυχηωӏԛԝßøđłıɑʙᴀᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢօսһոցɩƒʋɓɗҡєпгү",
    "abeekmhopctyxijsdvgabeiknoptuxnwlqwsodliabacdefghijklmnoprstuvwyzouhngifvbdkenry",
)
"""Cyrillic, Greek, Armenian, small capital and other letters that are read as Latin ones."""
_BADGES = {chr(0x1F1E6 + n): chr(97 + n) for n in range(26)} | {
    chr(start + n): chr(97 + n) for start in (0x1F130, 0x1F150, 0x1F170) for n in range(26)
}
"""Letters on badges, in circles and in squares."""
_LEET = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s",
         "!": "i", "|": "l", "+": "t", "€": "e", "£": "l", "*": "aeiou", "#": "aeiou"}  # fmt: skip
_MOST_READINGS = 10
_CHUNK = re.compile(r"[a-z0-9@$!|+€£*#']*[a-z][a-z0-9@$!|+€£*#']*|[0-9]+")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\s._\-*/·・,|~]{1,3}){2,}[^\W_](?![^\W_])")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_RUNS = re.compile(r"[a-z0-9@$!|+€£*#']+|[\u3040-\u309f]+|[\u30a0-\u30ff]+|[\u3400-\u9fff々]+")
_SEPARATORS = re.compile(r"[\s._\-*/·・,|~]+")


def plain(text: str) -> str:
    """Lower case without invisible characters, accents on Latin letters, look-alikes, spaced and stretched words."""
    text = "".join(_BADGES.get(c, c) for c in unicodedata.normalize("NFKC", text)).casefold()
    text = "".join(_bare(text)).translate(_LOOKALIKES).replace("’", "'")
    text = _SPACED.sub(lambda found: _SEPARATORS.sub("", found.group()), text)
    return _STRETCHED.sub(r"\1\1", text)


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
            found.append((run,))
            continue
        found += [readings for chunk in _CHUNK.findall(run.strip("'")) if (readings := _readings(chunk))]
    return found


def _readings(chunk: str) -> tuple[str, ...]:
    """A word as written and with other signs as the letters they look like."""
    if chunk.isalpha() or chunk.isdecimal():
        return (chunk, *((once,) if (once := _STRETCHED_ONCE.sub(r"\1", chunk)) != chunk else ()))
    bare = chunk.rstrip("!|+*#'")
    tried = product(*(_LEET.get(c, c) for c in bare))
    read = [re.sub(r"[^a-z]", "", "".join(letters)) for letters, _ in zip(tried, range(_MOST_READINGS), strict=False)]
    plainest = re.sub(r"[^a-z0-9]", "", bare)
    return tuple(dict.fromkeys(word for word in (plainest, *read) if word))


_STRETCHED_ONCE = re.compile(r"([a-z])\1+\Z")
"""A last letter said twice: stretched."""
