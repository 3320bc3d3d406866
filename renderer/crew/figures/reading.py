"""Reading a look: which colour belongs to which noun, who somebody is, what they wear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from renderer.crew.figures import vocabulary as words
from renderer.crew.figures.tones import from_hex, mix, tune
from renderer.crew.house.canvas import Colour

LOOK_CHARACTERS = 600
"""More than this is not read: nobody can draw it."""

_TOKEN = re.compile(r"(?:twin|cat|fox|wolf|t)-(?:tails|ears|shirt)|[a-z]+|\d+|[,;.:()]")
_COMPOUNDS = re.compile(r"\b(twin-tails|t-shirt|cat-ears|fox-ears|wolf-ears)\b")
_PHRASES = re.compile(r"\b(" + "|".join(sorted(map(re.escape, words.PHRASES), key=len, reverse=True)) + r")\b")
_HAIR_NOUNS = frozenset(["hair", "haired", "locks", "mane", "fringe", "bangs"])
_EYE_NOUNS = frozenset(["eyes", "eyed", "eye"])
_SKIN_NOUNS = frozenset(["skin", "skinned", "complexion"])
_DARKER, _PALER = frozenset(["dark", "deep", "midnight"]), frozenset(["pale", "light", "soft", "pastel", "faded"])
_REACH = 5


@dataclass(slots=True)
class Reading:
    """The tokens of a look, and which of them have been understood."""

    tokens: list[str]
    used: set[int] = field(default_factory=set)

    def first(self, table: Mapping[str, str]) -> str | None:
        """What the first word of the table means."""
        for at, token in enumerate(self.tokens):
            if token in table:
                self.used.add(at)
                return table[token]
        return None

    def has(self, some: frozenset[str]) -> bool:
        return any(token in some for token in self.tokens)

    def colours(self, nouns: frozenset[str], table: Mapping[str, str]) -> list[Colour]:
        """The colours of the first of the nouns that has one: before it, or after it (“hair as black as ink”)."""
        places = [at for at, token in enumerate(self.tokens) if token in nouns]
        for at in places:
            found = [self._shaded(i, table) for i in self._before(at, nouns) if self._free(i, table)]
            if found:
                return found
        for at in places:
            after = next((i for i in self._after(at) if self._free(i, table)), None)
            if after is not None:
                return [self._shaded(after, table)]
        return []

    def _free(self, at: int, table: Mapping[str, str]) -> bool:
        return at not in self.used and self.tokens[at] in table

    def _before(self, at: int, nouns: frozenset[str]) -> Iterator[int]:
        """Backwards from a noun to where another thing begins; “and” is passed between two colours only."""
        for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
            token = self.tokens[i]
            paired = token == "and" and "one" in self.tokens[max(0, i - 3) : i + 2]
            if (token in _BOUNDARIES and not paired) or (token in _NOUNS and token not in nouns):
                return
            yield i

    def _after(self, at: int) -> Iterator[int]:
        for i in range(at + 1, min(len(self.tokens), at + 1 + _REACH)):
            if self.tokens[i] in _BOUNDARIES or self.tokens[i] in _NOUNS:
                return
            yield i

    def _shaded(self, at: int, table: Mapping[str, str]) -> Colour:
        """The colour at a token, darker or paler when the word before says so."""
        self.used.add(at)
        colour = from_hex(table[self.tokens[at]])
        before = self.tokens[at - 1] if at else ""
        if before in _DARKER and self.tokens[at] not in _DARKER:
            self.used.add(at - 1)
            return tune(colour, saturation=1.05, value=0.66)
        if before in _PALER:
            self.used.add(at - 1)
            return mix(colour, (255, 255, 255), 0.42)
        return colour

    def cuts(self) -> list[str]:
        """The haircuts named; an adjective (“long”) counts only where the next thing named is hair."""
        found = []
        for at, token in enumerate(self.tokens):
            if token not in words.CUT_WORDS:
                continue
            things = (t for t in self.tokens[at + 1 : at + 6] if t in _NOUNS or t in _CUT_THINGS or t in ",;.:()")
            if token in _CUT_THINGS or next(things, "") in CUT_NOUNS:
                self.used.add(at)
                found.append(words.CUT_WORDS[token])
        return found

    def left_over(self) -> tuple[str, ...]:
        """Words that meant nothing, once each."""
        over = [
            token
            for at, token in enumerate(self.tokens)
            if at not in self.used and token.isalpha() and token not in words.SILENT and token not in _KNOWN
        ]
        return tuple(dict.fromkeys(over))[:20]


_BOUNDARIES = words.STOPS | frozenset(",;.:()")
_NOUNS = (
    _HAIR_NOUNS
    | _EYE_NOUNS
    | _SKIN_NOUNS
    | words.ACCENT_NOUNS
    | frozenset(words.OUTFIT_WORDS)
    | frozenset(["uniform", "shirt", "apron", "glasses", "skirt", "cheek"])
)
_CUT_THINGS = frozenset(
    [
        "bob",
        "pixie",
        "ponytail",
        "pony",
        "pigtails",
        "twin-tails",
        "bun",
        "braid",
        "braids",
        "plait",
        "plaits",
        "curls",
        "topknot",
        "tails",
        "undercut",
        "hime",
    ]
)
CUT_NOUNS = _HAIR_NOUNS | _CUT_THINGS
EYE_NOUNS, SKIN_NOUNS = _EYE_NOUNS, _SKIN_NOUNS
CLOTH_NOUNS = frozenset(words.OUTFIT_WORDS) | frozenset(["uniform", "shirt", "apron", "blouse", "skirt"])
_KNOWN = frozenset().union(
    words.HAIR_COLOURS, words.EYE_COLOURS, words.CLOTH_COLOURS, words.CUT_WORDS, words.OUTFIT_WORDS, words.ROLE_WORDS,
    words.AGE_WORDS, words.GENDER_WORDS, words.PRONOUNS, words.SKIN_WORDS, words.EXTRA_WORDS, words.ACCENT_NOUNS,
    words.TROUSER_WORDS, words.OLD_WORDS, words.YOUNG_WORDS, words.STOPS, _NOUNS, _DARKER, _PALER,
)  # fmt: skip


def read(look: str) -> Reading:
    """The words of a look, word pairs made one; nothing else of the text is kept."""
    text = look[:LOOK_CHARACTERS].lower()
    plain = _COMPOUNDS.sub(lambda match: match[0].replace("-", " "), text).replace("-", " ").replace("’", "'")
    paired = _PHRASES.sub(lambda match: words.PHRASES[match[0]], plain)
    return Reading(_TOKEN.findall(paired))


def age_of(reading: Reading) -> str | None:
    """child, teen, adult or elder; None when the words don't say."""
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        if token.isdigit() and tokens[at + 1 : at + 3] in (["year", "old"], ["years", "old"]):
            years = int(token[:4])
            return "child" if years < 12 else "teen" if years < 20 else "adult" if years < 60 else "elder"
        nearby = tokens[at + 1 : at + 3]
        person = any(word in words.GENDER_WORDS or word in words.ROLE_WORDS or word == "person" for word in nearby)
        if token in words.OLD_WORDS and person:
            return "elder"
        if token in words.YOUNG_WORDS and any(word in ("girl", "boy", "child", "one", "kid") for word in nearby):
            return "child"
        if token == "young" and "adult" in nearby:
            return "adult"
    return reading.first(words.AGE_WORDS)


def outfit_of(reading: Reading, gender: str) -> str | None:
    """The garment named, or what a role named wears."""
    named = reading.first(words.OUTFIT_WORDS) or reading.first(words.ROLE_WORDS)
    if named == "sailor" and gender == "male":
        return "blazer"
    return named
