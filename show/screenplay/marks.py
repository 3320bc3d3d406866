"""Marks of the screenplay's text: escapes, notes, and the names that cues and headings go by."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from show.bible import NARRATOR, Series
from show.ids import CharacterId, LocationId

EMPTY = "\\0"
"""How a text of no characters is written, since a blank line would end its block."""

_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)
_LETTERED = {"n": "\n", "r": "\r", "s": " ", "t": "\t", "0": ""}
_SPOKEN_MARKS = set("\\*_[]")
_LEADING_MARKS = set("(~@!>.#=")
_BARE = re.compile(r"[\w.:+\-]+\Z")
_PAIR = re.compile(r'\s*(\w+)=("(?:[^"\\]|\\.)*"|[^\s"\[\]=]+)(?=\s|\Z)')
_NOTE = re.compile(r"\[\[\s*(\w+)((?:\s.*)?)\]\]\Z")
_UNSEEN = {"Cc", "Zl", "Zp"}
_CUE = re.compile(r"(?!(?:INT|EXT|EST)\b|.*\b(?:TO|IN|OUT)\.\Z)[A-Z][A-Z0-9 '’.\-]*[A-Z0-9.]\Z|[A-Z]\Z")


def escape(text: str, *, more: str = "") -> str:
    """One line of Fountain that reads back as exactly this text; characters in `more` are escaped as well."""
    if not text:
        return EMPTY
    marked = _SPOKEN_MARKS | set(more)
    parts = []
    for n, character in enumerate(text):
        at_edge = n in (0, len(text) - 1)
        if character == "\n":
            parts.append("\\n")
        elif character == " " and at_edge:
            parts.append("\\s")
        elif unicodedata.category(character) in _UNSEEN or (at_edge and character.isspace()):
            parts.append(f"\\u{{{ord(character):x}}}")
        elif character in marked or (n == 0 and character in _LEADING_MARKS):
            parts.append("\\" + character)
        else:
            parts.append(character)
    return "".join(parts)


def unescape(text: str) -> str:
    """The text behind a line of Fountain: escapes resolved, marks of emphasis dropped."""
    parts: list[str] = []
    last = 0
    for match in _ESCAPE.finditer(text):
        parts.append(_plain(text[last : match.start()]))
        parts.append(_resolved(match))
        last = match.end()
    parts.append(_plain(text[last:]))
    return "".join(parts)


def _resolved(match: re.Match[str]) -> str:
    code, letter = match.groups()
    if code is not None:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else match.group()
    if letter in _LETTERED:
        return _LETTERED[letter]
    return match.group() if letter.isalnum() else str(letter)


def _plain(text: str) -> str:
    return re.sub(r"(?<!\w)_|_(?!\w)", "", text.replace("*", ""))


def note(kind: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A Fountain note of one line: `[[kind key=value key="free text"]]`."""
    return "[[" + " ".join([kind, *(f"{key}={quoted(value)}" for key, value in pairs)]) + "]]"


def quoted(value: str) -> str:
    """A value as it stands in a note: bare when it is one plain word, else as a JSON string."""
    if _BARE.match(value):
        return value
    text = json.dumps(value, ensure_ascii=False).replace("[", "\\u005b").replace("]", "\\u005d").replace("*", "\\u002a")
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _UNSEEN else c for c in text)


def read_note(line: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Kind and pairs of a note that fills the line; None when it is a comment of another form."""
    match = _NOTE.match(line.strip())
    if match is None:
        return None
    pairs = read_pairs(match.group(2))
    return None if pairs is None else (match.group(1), pairs)


def read_pairs(text: str) -> list[tuple[str, str]] | None:
    """`key=value` pairs in order; None when the text is anything else."""
    pairs = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _PAIR.match(text, position)
        if match is None:
            return None
        key, value = match.groups()
        try:
            pairs.append((key, json.loads(value, strict=False) if value.startswith('"') else value))
        except ValueError:
            return None
        position = match.end()
    return pairs


def cue_index(series: Series) -> dict[str, CharacterId]:
    """Speakers by their folded cue; names shared by two characters are left out."""
    found: dict[str, list[CharacterId]] = {"narrator": [NARRATOR]}
    for character in series.characters:
        found.setdefault(character.name.strip().casefold(), []).append(character.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def place_index(series: Series) -> dict[str, LocationId]:
    """Places by their folded name; names shared by two places are left out."""
    found: dict[str, list[LocationId]] = {}
    for location in series.locations:
        found.setdefault(location.name.strip().casefold(), []).append(location.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def cue(series: Series, speaker: CharacterId) -> str:
    """The cue a speaker's lines stand under; forced with @ when the name is not plain capitals."""
    names = {character.id: character.name for character in series.characters}
    name = "NARRATOR" if speaker == NARRATOR else names.get(speaker, str(speaker))
    capitals = name.strip().upper()
    return capitals if _CUE.match(capitals) and not capitals.endswith("TO:") else "@" + escape(name, more="()^")
