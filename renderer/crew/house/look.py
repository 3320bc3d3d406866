"""From free words to a look: who the painter draws, the same person every time and nobody else of the cast."""

from __future__ import annotations

import hashlib
import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from renderer.crew.house import vocabulary as words
from renderer.crew.house.canvas import Colour
from renderer.crew.house.palette import CLOTH_COLOURS, EYE_COLOURS, HAIR_COLOURS, SKIN_TONES, distance, toned
from show.bible import Character

_LONGEST_LOOK = 2000
"""Characters of a look that are read; the rest can't change a face any more."""
_APART = 0.55
"""The least distance (see `unlikeness`) between two looks of one cast; below it test viewers mixed people up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything that stays the same about a character from shot to shot."""

    seed: int
    gender: str
    age: str
    build: str
    skin: Colour
    cut: str
    hair: Colour
    tips: Colour | None
    eyes: Colour
    other_eye: Colour
    eye_shape: str
    outfit: str
    cloth: Colour
    accent: Colour
    extras: frozenset[str]
    jaw: float
    eye_size: float
    parting: float
    colours_of_extras: tuple[tuple[str, Colour], ...] = ()

    def colour_of(self, extra: str, otherwise: Colour) -> Colour:
        """The colour the words gave to an accessory."""
        return dict(self.colours_of_extras).get(extra, otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of a look said: found words by slot, and the words nothing was known about."""

    said: Mapping[str, str]
    extras: frozenset[str]
    colours: Mapping[str, str]
    ignored: tuple[str, ...]


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
}
_EXTRAS: dict[str, tuple[str, ...]] = {}
for _key, _names in words.EXTRAS.items():
    for _name in {_key, *_names}:
        _EXTRAS[_name] = (*_EXTRAS.get(_name, ()), _key)
_COLOURS = _index(words.COLOUR_WORDS)
_KNOWN = {*_COLOURS, *_EXTRAS, *words.HAIR_NOUNS, *words.EYE_NOUNS, *words.FILLERS, "streaks", "tips", "streaked"}
for _table in _SLOTS.values():
    _KNOWN |= set(_table)


def _tokens(text: str) -> list[str]:
    """Lower-case words; phrases that the vocabulary knows are joined, unknown compounds are taken apart."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_LOOK]).lower().replace("’", "'")
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
    nouns: dict[str, str] = dict.fromkeys(words.HAIR_NOUNS, "hair")
    nouns |= dict.fromkeys(words.EYE_NOUNS, "eyes")
    for word in tokens[at + 1 : at + 5]:
        if word in ("streaks", "streaked", "tips"):
            return "tips"
        if word in nouns:
            return nouns[word]
        if word in _EXTRAS:
            return _EXTRAS[word][0]
        if word in _SLOTS["outfit"]:
            return "cloth"
        if word in ("skin", "skinned"):
            return "skin"
    for word in reversed(tokens[max(0, at - 3) : at]):
        if word in nouns:
            return nouns[word]
        if word in _SLOTS["outfit"]:
            return "cloth"
    return ""


_LENGTHS = ("long", "short", "straight", "tidy", "flowing", "layered", "wavy")


def _of_clothes(tokens: Sequence[str], at: int) -> bool:
    """Whether a word of length speaks of a garment rather than of hair."""
    for word in tokens[at + 1 : at + 4]:
        if word in words.HAIR_NOUNS or word in _SLOTS["cut"]:
            return False
        if word in _SLOTS["outfit"] or word in _EXTRAS or word in ("sleeves", "skirt", "man", "woman", "boy", "girl"):
            return True
    return False


@lru_cache(maxsize=256)
def read_look(text: str) -> Reading:
    """Finds what a look says. Never fails: of contradicting words the first counts."""
    tokens = _tokens(text)
    said: dict[str, str] = {}
    extras: set[str] = set()
    colours: dict[str, str] = {}
    ignored: list[str] = []
    for at, word in enumerate(tokens):
        if word in _COLOURS and (target := _target(tokens, at) or ("hair" if "hair" not in colours else "cloth")):
            colours.setdefault(target, _COLOURS[word])
        known = word in _KNOWN or word.isdigit()
        for slot, table in _SLOTS.items():
            if (
                word in table
                and word not in _COLOURS
                and not (slot == "cut" and word in _LENGTHS and _of_clothes(tokens, at))
            ):
                said.setdefault(slot, table[word])
        extras.update(_EXTRAS.get(word, ()))
        if not known and word not in ignored and len(ignored) < 60:
            ignored.append(word[:40])
    if said.get("outfit") == "coat" and "lab" in tokens:
        said["outfit"] = "labcoat"
    return Reading(said=said, extras=frozenset(extras), colours=colours, ignored=tuple(ignored))


def _seed(*parts: object) -> int:
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


_CUTS_BY_GENDER = {
    "f": ("bob", "hime", "long", "wavy", "ponytail", "side-pony", "twintails", "braids", "bun", "twin-buns", "pixie",
          "wolf", "long", "curtain"),
    "m": ("short", "spiky", "messy", "undercut", "slick", "curtain", "wolf", "pixie", "messy", "short"),
}  # fmt: skip
_HAIR_BY_AGE = {"elder": ("white", "silver", "grey", "grey"), "child": ("brown", "black", "blond", "chestnut", "pink")}
_ANY_HAIR = ("black", "brown", "chestnut", "auburn", "blond", "golden", "ginger", "pink", "violet", "navy", "teal",
             "silver", "lavender", "crimson", "mint", "azure", "black", "brown")  # fmt: skip
_OUTFITS = {
    "child": (("tee", "dress", "hoodie", "sailor"), ("tee", "hoodie", "blazer", "tee")),
    "teen": (("sailor", "blazer", "hoodie", "sailor", "dress"), ("jacket", "blazer", "hoodie", "shirt")),
    "adult": (("coat", "suit", "dress", "shirt", "jacket"), ("suit", "coat", "shirt", "jacket")),
    "elder": (("kimono", "dress", "coat"), ("kimono", "suit", "coat")),
}
_CLOTH = {
    "sailor": ("navy", "crimson", "teal", "grey"), "blazer": ("navy", "brown", "grey", "crimson", "green"),
    "jacket": ("black", "navy", "crimson", "olive", "brown"), "cloak": ("navy", "violet", "crimson", "green"),
    "hoodie": ("orange", "violet", "teal", "grey", "red", "mint"),
    "coat": ("beige", "navy", "brown", "black", "crimson"), "kimono": ("violet", "crimson", "teal", "navy", "rose"),
    "suit": ("black", "navy", "grey", "brown"), "dress": ("rose", "azure", "violet", "cream", "crimson"),
    "armour": ("silver", "grey", "golden"), "labcoat": ("white",), "nurse": ("mint", "pink", "azure", "white"),
    "tee": ("white", "red", "azure", "olive", "golden"), "shirt": ("white", "azure", "beige"),
}  # fmt: skip
_ACCENTS = ("red", "golden", "azure", "rose", "violet", "teal", "white", "navy", "orange")


def _colour(table: Mapping[str, Colour], name: str | None, otherwise: str) -> Colour:
    return table.get(name or "", table.get(otherwise, next(iter(table.values()))))


def _gender(character: Character, reading: Reading, rng: random.Random) -> str:
    rolled = rng.choice("fm")
    voiced = character.voice.gender.lower()[:1]
    return reading.said.get("gender") or (voiced if voiced in ("f", "m") else rolled)


def _age(character: Character, reading: Reading, rng: random.Random) -> str:
    rolled = rng.choice(("teen", "teen", "adult", "adult"))
    voiced = {"child": "child", "teen": "teen", "young": "teen", "elder": "elder", "old": "elder"}
    return reading.said.get("age") or voiced.get(character.voice.age.lower(), rolled)


def look_of(character: Character, attempt: int = 0) -> Look:
    """The look of one character by itself; `attempt` rolls what the words leave open anew."""
    reading = read_look(f"{character.look}")
    seed = _seed(character.id, character.name)
    rng, fresh = random.Random(seed), random.Random(_seed(seed, attempt))
    gender, age = _gender(character, reading, rng), _age(character, reading, rng)
    said, colours = reading.said, reading.colours
    cut = said.get("cut") or fresh.choice(_CUTS_BY_GENDER[gender])
    outfit = said.get("outfit") or fresh.choice(_OUTFITS[age][0 if gender == "f" else 1])
    hair_name = colours.get("hair") or fresh.choice(_HAIR_BY_AGE.get(age, _ANY_HAIR))
    eye_names = sorted(EYE_COLOURS)
    eyes = _colour(EYE_COLOURS, colours.get("eyes"), fresh.choice(eye_names))
    other = _colour(EYE_COLOURS, None, fresh.choice(eye_names)) if "heterochromia" in reading.extras else eyes
    cloth = _colour(CLOTH_COLOURS, colours.get("cloth"), fresh.choice(_CLOTH[outfit]))
    shapes = (
        ("round", "droopy", "sharp", "lively", "lively") if gender == "f" else ("sharp", "narrow", "lively", "droopy")
    )
    named = tuple(
        (extra, _colour(CLOTH_COLOURS, colours[extra], "red")) for extra in sorted(colours) if extra in words.EXTRAS
    )
    return Look(
        seed=seed, gender=gender, age=age, build=said.get("build") or rng.choice(("slim", "average", "average")),
        skin=SKIN_TONES[said.get("skin") or rng.choice(("fair", "fair", "rosy", "porcelain", "warm", "tan"))],
        cut=cut, hair=_colour(HAIR_COLOURS, hair_name, "black"),
        tips=HAIR_COLOURS.get(colours["tips"]) if "tips" in colours else None,
        eyes=eyes, other_eye=other, eye_shape=said.get("eye_shape") or rng.choice(shapes), outfit=outfit, cloth=cloth,
        accent=CLOTH_COLOURS[fresh.choice(_ACCENTS)], extras=reading.extras, jaw=rng.uniform(-1, 1),
        eye_size=rng.uniform(-1, 1), parting=fresh.choice((-1.0, -0.5, 0.0, 0.5, 1.0)), colours_of_extras=named,
    )  # fmt: skip


def unlikeness(a: Look, b: Look) -> float:
    """How far apart two looks are: 0 for twins; from about 0.5 on nobody mixes them up."""
    total = min(0.7, 1.6 * distance(a.hair, b.hair)) + min(0.25, 0.8 * distance(a.cloth, b.cloth))
    total += min(0.25, 0.8 * distance(a.eyes, b.eyes)) + min(0.3, 0.15 * len(a.extras ^ b.extras))
    for slot, weight in (("cut", 0.35), ("age", 0.25), ("outfit", 0.2), ("gender", 0.15), ("build", 0.1)):
        total += weight if getattr(a, slot) != getattr(b, slot) else 0.0
    return total


def _apart(character: Character, earlier: Sequence[Look]) -> Look:
    best, widest = look_of(character), -1.0
    for attempt in range(24):
        look = look_of(character, attempt)
        gap = min((unlikeness(look, other) for other in earlier), default=9.0)
        if gap >= _APART:
            return look
        if gap > widest:
            best, widest = look, gap
    others = {other.cut for other in earlier}
    cuts = [cut for cut in _CUTS_BY_GENDER[best.gender] if cut not in others] or [best.cut]
    marks = ("hairpin", "earrings", "mole", "scarf", "freckles", "glasses")
    return replace(
        best,
        cut=cuts[len(earlier) % len(cuts)],
        hair=toned(best.hair, 0.78 if len(earlier) % 2 else 1.25),
        extras=best.extras | {marks[len(earlier) % len(marks)]},
    )


@lru_cache(maxsize=64)
def cast_looks(cast: tuple[Character, ...]) -> dict[str, Look]:
    """The looks of a whole cast by character id, each kept apart from those before it."""
    looks: dict[str, Look] = {}
    for character in cast:
        looks[character.id] = _apart(character, list(looks.values()))
    return looks


def cast_look(character: Character, cast: tuple[Character, ...]) -> Look:
    """The look of a character within its cast, whatever place it has in there."""
    if all(member.id != character.id for member in cast):
        cast = (*cast, character)
    looks = cast_looks(tuple(character if member.id == character.id else member for member in cast))
    return looks[character.id]
