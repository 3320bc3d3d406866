"""What the words of a look say: found words by slot, colours by noun, extras, and the words nothing was made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from renderer.crew.house import vocabulary as words

LONGEST_LOOK = 4000
"""Characters of a look that are read; more is said to be ignored by an ellipsis."""
_MOST_IGNORED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of a look said: found words by slot, and the words nothing was known about."""

    said: Mapping[str, str]
    extras: frozenset[str]
    colours: Mapping[str, str]
    ignored: tuple[str, ...]
    """Every word that nothing was made of, as it was understood (lower case, at most 40 characters each); "…" at
    the end where the look was longer than is read."""
    contradictions: tuple[str, ...] = ()
    """Those of the ignored words that the painter knows, but that others had said otherwise before."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Those of the ignored words that the painter doesn't know."""
        return tuple(word for word in self.ignored if word not in (*self.contradictions, "…"))


def _index(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, names in table.items():
        found.setdefault(key, key)
        for name in names:
            found.setdefault(name, key)
    return found


_SLOTS = {
    "cut": _index(words.CUTS),
    "outfit": _index(words.OUTFITS),
    "eye_shape": _index(words.EYE_SHAPES),
    "age": _index(words.AGES),
    "gender": _index(words.GENDERS),
    "build": _index(words.BUILDS),
    "skin": _index(words.SKINS),
    "pattern": _index(words.PATTERNS),
}
_EXTRAS: dict[str, tuple[str, ...]] = {}
for _key, _names in words.EXTRAS.items():
    for _name in {_key, *_names}:
        _EXTRAS[_name] = (*_EXTRAS.get(_name, ()), _key)
_COLOURS = _index(words.COLOUR_WORDS)
_KNOWN = {*_COLOURS, *_EXTRAS, *words.HAIR_NOUNS, *words.EYE_NOUNS, *words.FILLERS,
          *words.STREAK_NOUNS, *words.TIP_NOUNS}  # fmt: skip
for _table in _SLOTS.values():
    _KNOWN |= set(_table)


def _tokens(text: str) -> list[str]:
    """Lower-case words; phrases that the vocabulary knows are joined, unknown compounds are taken apart."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_LOOK]).lower().replace("’", "'")
    raw = [w.strip("-'") for w in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", plain)]
    raw = [w.removesuffix("'s") for w in raw if w]
    joined: list[str] = []
    at = 0
    while at < len(raw):
        pair = "-".join(raw[at : at + 2])
        if at + 1 < len(raw) and pair in _KNOWN:
            joined.append(pair)
            at += 2
            continue
        joined += [raw[at]] if raw[at] in _KNOWN or "-" not in raw[at] else raw[at].split("-")
        at += 1
    return joined


def _target(tokens: Sequence[str], at: int) -> str:
    """What a colour word colours: the first noun in the next words, else the last one before it."""
    for word in tokens[at + 1 : at + 5]:
        if word in _NOUNS:
            return _NOUNS[word]
        if word in _EXTRAS:
            return _EXTRAS[word][0]
        if word in _SLOTS["outfit"]:
            return "cloth"
        if word in ("skin", "skinned"):
            return "skin"
    for word in reversed(tokens[max(0, at - 3) : at]):
        if word in _NOUNS:
            return _NOUNS[word]
        if word in _SLOTS["outfit"]:
            return "cloth"
    return ""


_LENGTHS = ("long", "short", "straight", "tidy", "flowing", "layered")
_TEXTURES = ("wavy", "messy", "curtain", "slick", "wolf", "pixie")
"""Cuts that say how hair falls; a word for its shape (a bun, a bob) says more."""
_NOUNS: dict[str, str] = dict.fromkeys((w for w in _SLOTS["cut"] if w not in _LENGTHS), "hair")
_NOUNS |= dict.fromkeys(words.HAIR_NOUNS, "hair") | dict.fromkeys(words.EYE_NOUNS, "eyes")
_NOUNS |= dict.fromkeys(words.STREAK_NOUNS, "streaks") | dict.fromkeys(words.TIP_NOUNS, "tips")


_GENERIC = ("uniform", "outfit", "clothes")
"""Words for garments that any outfit said before is, too: *a sailor uniform*."""


def _weight(word: str) -> int:
    """How much a word for a cut says: a length least, a shape most."""
    return 0 if word in _LENGTHS else 1 if _SLOTS["cut"][word] in _TEXTURES else 2


def _of_clothes(tokens: Sequence[str], at: int) -> bool:
    """Whether a word of length speaks of a garment rather than of hair."""
    for word in tokens[at + 1 : at + 4]:
        if word in words.HAIR_NOUNS or word in _SLOTS["cut"]:
            return False
        if word in _SLOTS["outfit"] or word in _EXTRAS or word in ("sleeves", "skirt", "man", "woman", "boy", "girl"):
            return True
    return False


class _Reader:
    """Collects what a look's words say, one word at a time."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.said: dict[str, str] = {}
        self.extras: set[str] = set()
        self.colours: dict[str, str] = {}
        self.ignored: list[str] = []
        self._cut_word = ""

    def ignore(self, word: str) -> None:
        if word not in self.ignored and len(self.ignored) < _MOST_IGNORED:
            self.ignored.append(word[:40])

    def read(self, at: int) -> None:
        word = self.tokens[at]
        used = word in words.FILLERS or word in _NOUNS or word in _EXTRAS or word.isdigit()
        if word in _COLOURS:
            used = self._colour(at) or used
        for slot, table in _SLOTS.items():
            if word in table and word not in _COLOURS:
                used = self._say(slot, word, at) or used
        self.extras.update(_EXTRAS.get(word, ()))
        if not used or self._beaten(word):
            self.ignore(word)

    def _colour(self, at: int) -> bool:
        name = _COLOURS[self.tokens[at]]
        target = _target(self.tokens, at) or ("hair" if "hair" not in self.colours else "cloth")
        if target == "eyes" and self.colours.get("eyes", name) != name:
            target = "other-eye"
        return self.colours.setdefault(target, name) == name

    def _say(self, slot: str, word: str, at: int) -> bool:
        value = _SLOTS[slot][word]
        if slot == "cut":
            if word in _LENGTHS and _of_clothes(self.tokens, at):
                return True
            if self._cut_word and _weight(word) <= _weight(self._cut_word):
                return _weight(word) < 2
            self._cut_word, self.said["cut"] = word, value
            return True
        self.said.setdefault(slot, value)
        return self.said[slot] == value or word in _GENERIC

    def _beaten(self, word: str) -> bool:
        """Whether a shape of hair was said that an earlier one excludes."""
        cuts = _SLOTS["cut"]
        return word in cuts and _weight(word) == 2 and cuts[word] != self.said.get("cut", cuts[word])


def _symbols(text: str) -> list[str]:
    """Emoji and other signs, which say nothing to the painter."""
    return [c for c in text if unicodedata.category(c) == "So" and c.isprintable()]


@lru_cache(maxsize=256)
def read_look(text: str) -> Reading:
    """Finds what a look says. Never fails: of contradicting words the first counts, the others are ignored."""
    tokens = _tokens(text)
    reader = _Reader(tokens)
    for at in range(len(tokens)):
        reader.read(at)
    for sign in dict.fromkeys(_symbols(text[:LONGEST_LOOK])):
        reader.ignore(sign)
    if len(text) > LONGEST_LOOK:
        reader.ignored = [*reader.ignored[: _MOST_IGNORED - 1], "…"]
    said = reader.said
    if said.get("outfit") == "coat" and "lab" in tokens:
        said["outfit"] = "labcoat"
    if "other-eye" in reader.colours:
        reader.extras.add("heterochromia")
    return Reading(
        said=said, extras=frozenset(reader.extras), colours=reader.colours, ignored=tuple(reader.ignored),
        contradictions=tuple(word for word in reader.ignored if word in _KNOWN),
    )  # fmt: skip
