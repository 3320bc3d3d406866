"""Undoing tricks of spelling: accents, look-alikes, digits for letters, stretched and spaced words."""

from __future__ import annotations

import re
import unicodedata

_LOOKALIKES = str.maketrans(
    "авеёкмнорстухіјѕԁѵɡαβεικνορτυχηωӏԛԝßøđłı",
    "abeekmhopctyxijsdvgabeiknoptuxnwlqwsodli",
)
"""Cyrillic, Greek and other letters that are read as Latin ones."""

_DIGITS = str.maketrans("01345789@$!|+€£", "oieastbgasiltel")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SPACED = re.compile(r"(?<![a-z])(?:[a-z][\s._\-*/]{1,3}){2,}[a-z](?![a-z])")
_INNER = re.compile(r"[a-z0-9@$!|+€£]*[a-z][a-z0-9@$!|+€£]*")


def folded(text: str) -> str:
    """Lower case without accents, invisible characters and look-alike letters; words stay where they are."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKD", text)
    kept = (c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return "".join(kept).translate(_LOOKALIKES).replace("’", "'")


def words_of(text: str) -> frozenset[str]:
    """Every word the text can be read as, in its variants: as written, with digits as letters, joined, singular."""
    plain = folded(text)
    found = set(re.findall(r"[a-z]+", plain))
    for chunk in _INNER.findall(plain):
        found.update(re.findall(r"[a-z]+", chunk.rstrip("!|+").translate(_DIGITS)))
    for spaced in _SPACED.findall(plain.translate(_DIGITS)):
        found.add(re.sub(r"[^a-z]", "", spaced))
    for word in tuple(found):
        found.add(_STRETCHED.sub(r"\1\1", word))
        found.add(_STRETCHED.sub(r"\1", word))
    found.update(word[:-1] for word in tuple(found) if len(word) > 3 and word.endswith(("s", "z")))
    return frozenset(found)
