"""From free text to a look: what the words say, a seed for what they leave open, and nobody looks like another."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from renderer.crew.figures import vocabulary as words
from renderer.crew.figures.reading import (
    CLOTH_NOUNS,
    CUT_NOUNS,
    EYE_NOUNS,
    SKIN_NOUNS,
    Reading,
    age_of,
    outfit_of,
    read,
)
from renderer.crew.figures.tones import from_hex
from renderer.crew.house.canvas import Colour
from show.bible import Character


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that identity consists of; it never depends on the shot."""

    cut: str
    hair: Colour
    eyes: tuple[Colour, Colour]
    skin: Colour
    age: str
    gender: str
    outfit: str
    cloth: Colour
    second: Colour
    accent: Colour
    extras: frozenset[str]
    eye_height: float
    eye_width: float
    eye_slant: float
    trousers: bool = False
    """Trousers where the outfit would have a skirt."""
    ignored: tuple[str, ...] = ()
    open_traits: frozenset[str] = frozenset()
    """Traits the words left open: only these may be changed to tell two people apart."""


def look_of(character: Character, cast: Sequence[Character]) -> Look:
    """The look of a character among the cast; those before it in the cast keep theirs."""
    taken: list[Look] = []
    for member in cast:
        look = _apart(parse(member), taken, member.name)
        if member.id == character.id:
            return look
        taken.append(look)
    return _apart(parse(character), taken, character.name)


def distance(a: Look, b: Look) -> float:
    """How far apart two looks are: 0 the same, above 1 nobody mixes them up."""
    hair, cloth = math.dist(a.hair, b.hair) / 150, math.dist(a.cloth, b.cloth) / 400
    return (
        min(1.0, hair)
        + 0.5 * (a.cut != b.cut)
        + 0.35 * (a.outfit != b.outfit)
        + min(0.3, cloth)
        + 0.3 * (a.gender != b.gender)
        + 0.3 * (a.age != b.age)
        + 0.15 * len(a.extras ^ b.extras)
    )


ENOUGH = 0.8


def _apart(look: Look, taken: Sequence[Look], name: str) -> Look:
    """Change what the words left open until the look is far enough from everybody's before."""
    lot = random.Random(_seed(name, "apart"))
    best, best_gap = look, min((distance(look, other) for other in taken), default=9.0)
    for _ in range(24):
        if best_gap >= ENOUGH or not look.open_traits:
            break
        trial = look
        if "hair" in look.open_traits:
            trial = replace(trial, hair=from_hex(lot.choice(list(words.HAIR_COLOURS.values()))))
        if "cut" in look.open_traits:
            trial = replace(trial, cut=lot.choice(_cuts(look.gender, look.age)))
        if "cloth" in look.open_traits:
            trial = replace(trial, cloth=from_hex(lot.choice(_cloths(look.outfit))))
        gap = min((distance(trial, other) for other in taken), default=9.0)
        if gap > best_gap:
            best, best_gap = trial, gap
    return best


def parse(character: Character) -> Look:
    """The look that the character's words describe; everything they leave open follows from the name."""
    reading = read(character.look)
    name = f"{character.name}\n{character.voice.seed}"
    gender = _gender(reading, character, name)
    age = age_of(reading) or _known_age(character.voice.age)
    skin = reading.colours(SKIN_NOUNS, words.SKIN_WORDS)
    eyes = reading.colours(EYE_NOUNS, words.EYE_COLOURS)
    hair = reading.colours(CUT_NOUNS, words.HAIR_COLOURS)
    hair = hair or [from_hex(words.HAIR_COLOURS[token]) for token in reading.tokens if token in words.BLONDS]
    accent = reading.colours(words.ACCENT_NOUNS, words.CLOTH_COLOURS)
    cloth = reading.colours(CLOTH_NOUNS, words.CLOTH_COLOURS)
    cut, outfit, build = _cut(reading, gender), outfit_of(reading, gender), _lot(name, "build")
    wears = outfit or _lot(name, "outfit").choice(_outfits(gender))
    given = {"hair": hair, "cut": cut, "cloth": cloth, "outfit": outfit}
    shade = cloth[0] if cloth else from_hex(_lot(name, "cloth").choice(_cloths(wears)))
    iris = eyes or [from_hex(_lot(name, "eyes").choice(tuple(words.EYE_COLOURS.values())))]
    female = gender == "female"
    return Look(
        cut=cut or _lot(name, "cut").choice(_cuts(gender, age)),
        hair=hair[0] if hair else from_hex(_lot(name, "hair").choice(_hairs(age))),
        eyes=(iris[-1], iris[0]),
        skin=_skin(reading, skin, name),
        age=age,
        gender=gender,
        outfit=wears,
        cloth=shade,
        second=_second(wears, shade, _lot(name, "second")),
        accent=accent[0] if accent else from_hex(_lot(name, "accent").choice(_ACCENTS)),
        extras=frozenset(words.EXTRA_WORDS[token] for token in reading.tokens if token in words.EXTRA_WORDS),
        eye_height={"child": 1.14, "teen": 1.04, "adult": 0.92, "elder": 0.78}[age]
        * (1.0 if female else 0.86)
        * build.uniform(0.96, 1.05),
        eye_width=build.uniform(0.96, 1.05),
        eye_slant=build.uniform(-0.6, 2.2) if female else build.uniform(0.2, 2.2),
        trousers=not female or reading.has(words.TROUSER_WORDS),
        ignored=reading.left_over(),
        open_traits=frozenset(trait for trait, value in given.items() if not value),
    )


_ACCENTS = ("#d9485f", "#e9c46a", "#3f83d6", "#8355c2", "#3b9a9c")


def _gender(reading: Reading, character: Character, name: str) -> str:
    said = reading.first(words.GENDER_WORDS) or reading.first(words.PRONOUNS)
    if said is None and character.voice.gender in ("female", "male"):
        said = character.voice.gender
    return said or _lot(name, "gender").choice(("female", "male"))


def _known_age(age: str) -> str:
    return age if age in ("child", "teen", "adult", "elder") else "teen"


def _cut(reading: Reading, gender: str) -> str | None:
    """The haircut named; a shape (spiky, braided) says more than a length."""
    named = reading.cuts()
    shapes = [cut for cut in named if cut not in ("long", "short", "hime")]
    cut = shapes[0] if shapes else named[0] if named else None
    if cut == "hime" and "hime" not in reading.tokens and "long" not in reading.tokens:
        cut = "long" if gender == "female" else "short"
    if cut in ("long", "hime", "ponytail") and gender == "male":
        return "low-tail"
    return cut


def _skin(reading: Reading, said: list[Colour], name: str) -> Colour:
    if said:
        return said[0]
    alone = next((words.SKIN_WORDS[t] for t in reading.tokens if t in ("tanned", "tan", "ebony", "bronze")), None)
    return from_hex(alone or _lot(name, "skin").choice(words.SKINS))


def _hairs(age: str) -> tuple[str, ...]:
    return ("#c3c8de", "#a5a6b4", "#e9e8f0") if age == "elder" else tuple(words.HAIR_COLOURS.values())


def _cloths(outfit: str) -> tuple[str, ...]:
    return words.CLOTH_DEFAULTS.get(outfit, words.CLOTHS_OPEN)


def _outfits(gender: str) -> tuple[str, ...]:
    if gender == "female":
        return "blazer", "hoodie", "sailor", "coat", "jacket"
    return "blazer", "hoodie", "shirt", "coat", "jacket"


def _second(outfit: str, cloth: Colour, lot: random.Random) -> Colour:
    """The colour of skirts, trousers, linings, or steel."""
    if outfit == "sailor":
        return from_hex("#36416f") if sum(cloth) > 560 else cloth
    if outfit == "armour":
        return from_hex("#b9c0cf")
    if outfit in ("kimono", "jacket", "hoodie"):
        return from_hex(lot.choice(("#41414e", "#e9e8f0", "#4a4f6e")))
    return from_hex(lot.choice(("#41414e", "#4a4f6e", "#5a4a4a", "#5d6178")))


_GIRLS = ("bob", "long", "hime", "wavy", "ponytail", "twin-tails", "bun", "braid", "short")
_BOYS = ("short", "spiky", "messy", "undercut", "parted", "slick", "low-tail")


def _cuts(gender: str, age: str) -> tuple[str, ...]:
    if gender == "female":
        return ("bun", "bob", "short", "wavy") if age == "elder" else _GIRLS
    return ("short", "parted", "slick", "low-tail") if age == "elder" else _BOYS


def _lot(name: str, trait: str) -> random.Random:
    """A draw of its own for every trait, so that a new word never changes what it doesn't speak of."""
    return random.Random(_seed(name, trait))


def _seed(*parts: str) -> int:
    return int(hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:12], 16)
