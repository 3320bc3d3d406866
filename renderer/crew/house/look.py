"""From free words to a look: who the painter draws, the same person every time and nobody else of the cast."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, product

from renderer.crew.house import vocabulary as words
from renderer.crew.house.canvas import Colour
from renderer.crew.house.palette import CLOTH_COLOURS, EYE_COLOURS, HAIR_COLOURS, SKIN_TONES, distance, mix, toned
from renderer.crew.house.reading import Reading, read_look
from show.bible import Character

LEAST_UNLIKENESS = 0.55
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
    streaks: Colour | None
    eyes: Colour
    other_eye: Colour
    eye_shape: str
    outfit: str
    cloth: Colour
    accent: Colour
    pattern: str
    """What is printed on the outfit (see `vocabulary.PATTERNS`); empty for plain cloth."""
    extras: frozenset[str]
    jaw: float
    eye_size: float
    parting: float
    colours_of_extras: tuple[tuple[str, Colour], ...] = ()

    def colour_of(self, extra: str, otherwise: Colour) -> Colour:
        """The colour the words gave to an accessory."""
        return dict(self.colours_of_extras).get(extra, otherwise)


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
_PRINTS: dict[str, tuple[str, ...]] = dict.fromkeys(words.OUTFITS, ("",)) | {
    "tee": ("", "", "stripes", "stars"), "hoodie": ("", "", "", "stars"), "dress": ("", "dots", "flowers", "checks"),
    "kimono": ("flowers", "waves", "", "diamonds"), "shirt": ("", "", "stripes", "checks"),
}  # fmt: skip
_ACCENTS = ("red", "golden", "azure", "rose", "violet", "teal", "white", "navy", "orange")


def _colour(table: Mapping[str, Colour], name: str | None, otherwise: str) -> Colour:
    """A named colour as `table` has it, else as hair, cloth or eyes have it."""
    for tones in (table, HAIR_COLOURS, CLOTH_COLOURS, EYE_COLOURS):
        if name is not None and name in tones:
            return tones[name]
    return table.get(otherwise, next(iter(table.values())))


def _skin(reading: Reading, rng: random.Random) -> Colour:
    """A tone that words name, a colour of no human skin made pale, or one of the common tones."""
    rolled = rng.choice(("fair", "fair", "rosy", "porcelain", "warm", "tan"))
    colour = reading.colours.get("skin", "")
    if "skin" in reading.said or colour in ("", *SKIN_TONES):
        return SKIN_TONES[reading.said.get("skin") or colour or rolled]
    if colour in ("black", "white"):
        return SKIN_TONES["dark" if colour == "black" else "porcelain"]
    return mix(_colour(CLOTH_COLOURS, colour, "blue"), SKIN_TONES["porcelain"], 0.5)


def _gender(character: Character, reading: Reading, rng: random.Random) -> str:
    rolled = rng.choice("fm")
    voiced = character.voice.gender.lower()[:1]
    return reading.said.get("gender") or (voiced if voiced in ("f", "m") else rolled)


def _age(character: Character, reading: Reading, rng: random.Random) -> str:
    rolled = rng.choice(("teen", "teen", "adult", "adult"))
    voiced = {"child": "child", "teen": "teen", "young": "teen", "elder": "elder", "old": "elder"}
    return reading.said.get("age") or voiced.get(character.voice.age.lower(), rolled)


def _other_eye(reading: Reading, eyes: Colour, fresh: random.Random) -> Colour:
    """The second eye of a pair in two colours: the one the words name, else one that clearly differs."""
    far = [name for name in sorted(EYE_COLOURS) if distance(EYE_COLOURS[name], eyes) > 0.2]
    return _colour(EYE_COLOURS, reading.colours.get("other-eye"), fresh.choice(far))


def _dyed(colours: Mapping[str, str], where: str) -> Colour | None:
    return _colour(HAIR_COLOURS, colours[where], "white") if where in colours else None


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
    other = _other_eye(reading, eyes, fresh) if "heterochromia" in reading.extras else eyes
    cloth = _colour(CLOTH_COLOURS, colours.get("cloth"), fresh.choice(_CLOTH[outfit]))
    shapes = (
        ("round", "droopy", "sharp", "lively", "upturned", "almond")
        if gender == "f"
        else ("sharp", "narrow", "lively", "droopy", "almond", "hooded")
    )
    named = tuple(
        (extra, _colour(CLOTH_COLOURS, colours[extra], "red")) for extra in sorted(colours) if extra in words.EXTRAS
    )
    return Look(
        seed=seed, gender=gender, age=age, build=said.get("build") or rng.choice(("slim", "average", "average")),
        skin=_skin(reading, rng),
        cut=cut, hair=_colour(HAIR_COLOURS, hair_name, "black"),
        tips=_dyed(colours, "tips"), streaks=_dyed(colours, "streaks"),
        eyes=eyes, other_eye=other, eye_shape=said.get("eye_shape") or rng.choice(shapes), outfit=outfit, cloth=cloth,
        accent=CLOTH_COLOURS[fresh.choice(_ACCENTS)], extras=reading.extras,
        pattern=(said.get("pattern") or fresh.choice(_PRINTS[outfit])).replace("plain", ""), jaw=rng.uniform(-1, 1),
        eye_size=rng.uniform(-1, 1), parting=fresh.choice((-1.0, -0.5, 0.0, 0.5, 1.0)), colours_of_extras=named,
    )  # fmt: skip


def unlikeness(a: Look, b: Look) -> float:
    """How far apart two looks are: 0 for twins; from about 0.5 on nobody mixes them up."""
    total = min(0.7, 1.6 * distance(a.hair, b.hair)) + min(0.25, 0.8 * distance(a.cloth, b.cloth))
    total += min(0.25, 0.8 * distance(a.eyes, b.eyes)) + min(0.3, 0.15 * len(a.extras ^ b.extras))
    for slot, weight in (("cut", 0.35), ("age", 0.25), ("outfit", 0.2), ("gender", 0.15), ("build", 0.1)):
        total += weight if getattr(a, slot) != getattr(b, slot) else 0.0
    return total


_MARKS = ("hairpin", "earrings", "mole", "scarf", "freckles", "glasses", "necklace", "choker", "ribbon")
_SHADES = (1.0, 0.76, 1.26, 0.56, 1.5, 1.8)


def _apart(character: Character, earlier: Sequence[Look]) -> Look:
    """The first roll that keeps its distance from everyone before; else what the words fixed is told apart by
    marks and by shades of hair and cloth, and the widest of all is taken."""

    def gap(look: Look) -> float:
        return min((unlikeness(look, other) for other in earlier), default=9.0)

    best = look_of(character)
    for attempt in range(24):
        look = look_of(character, attempt)
        if gap(look) >= LEAST_UNLIKENESS:
            return look
        best = max(best, look, key=gap)
    rolled = best
    for hair, cloth, first in product(_SHADES, _SHADES, range(len(_MARKS))):
        marks = {_MARKS[first], _MARKS[(first + 1 + len(earlier)) % len(_MARKS)]}
        look = replace(
            rolled, hair=toned(rolled.hair, hair), cloth=toned(rolled.cloth, cloth), extras=rolled.extras | marks
        )
        if gap(look) >= LEAST_UNLIKENESS:
            return look
        best = max(best, look, key=gap)
    return best


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


def closest_pair(cast: tuple[Character, ...]) -> tuple[float, str, str]:
    """The least distance between two members of a cast, and their names; infinite for casts of one."""
    looks = cast_looks(cast)
    names: dict[str, str] = {member.id: member.name for member in cast}
    pairs = [(unlikeness(looks[a], looks[b]), names[a], names[b]) for a, b in combinations(looks, 2)]
    return min(pairs, default=(math.inf, "", ""))
