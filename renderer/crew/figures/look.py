"""From free text to a look: a documented vocabulary, seeds for what is left open, and nobody looks like another."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from renderer.crew.figures.haircuts import CUTS
from renderer.crew.figures.tones import from_hex
from renderer.crew.house.canvas import Colour
from show.bible import Character

LOOK_CHARACTERS = 600
"""More words than this are not read: nobody can draw them."""

HAIR_COLOURS = {
    "black": "#2b2733",
    "raven": "#25212e",
    "dark": "#352a33",
    "brown": "#6f4630",
    "brunette": "#6f4630",
    "chestnut": "#8a4f2f",
    "auburn": "#9c4430",
    "red": "#c8404a",
    "ginger": "#d8703a",
    "orange": "#e27f3a",
    "blonde": "#ecc873",
    "blond": "#ecc873",
    "golden": "#f0c65e",
    "gold": "#f0c65e",
    "silver": "#c3c8de",
    "white": "#e9e8f0",
    "grey": "#a5a6b4",
    "gray": "#a5a6b4",
    "platinum": "#e6dfcf",
    "blue": "#4763b8",
    "navy": "#36416f",
    "teal": "#3b9a9c",
    "green": "#5b9d6a",
    "mint": "#8fd3b6",
    "purple": "#7a559f",
    "violet": "#8460b4",
    "lavender": "#b39fd6",
    "pink": "#e59ab8",
    "rose": "#d97f97",
    "crimson": "#a82e3f",
}
EYE_COLOURS = {
    "blue": "#3f83d6",
    "green": "#3fa567",
    "brown": "#8c5632",
    "hazel": "#9b7a3a",
    "amber": "#dc9a2d",
    "golden": "#e3b23c",
    "gold": "#e3b23c",
    "red": "#cf3b47",
    "crimson": "#b82c40",
    "violet": "#8355c2",
    "purple": "#8355c2",
    "grey": "#7f8799",
    "gray": "#7f8799",
    "silver": "#9aa6bd",
    "black": "#3a3340",
    "dark": "#453a44",
    "pink": "#dd6a98",
    "teal": "#2f9c9f",
    "emerald": "#2fa866",
    "sapphire": "#2f66c8",
    "orange": "#df7b31",
}
CLOTH_COLOURS = {
    **{name: value for name, value in HAIR_COLOURS.items() if name not in ("blonde", "blond", "brunette", "raven")},
    "yellow": "#efc94f",
    "cream": "#f1e6cf",
    "beige": "#d9c3a0",
    "khaki": "#a79a6a",
    "scarlet": "#cc3340",
    "maroon": "#7b2c3a",
    "indigo": "#41458f",
    "turquoise": "#45b3b3",
    "charcoal": "#41414e",
    "blue": "#3f5fa8",
}
CUT_WORDS = {
    "bobbed": "bob",
    "bob": "bob",
    "long": "long",
    "short": "short",
    "spiky": "spiky",
    "spiked": "spiky",
    "messy": "messy",
    "tousled": "messy",
    "unruly": "messy",
    "wild": "messy",
    "shaggy": "messy",
    "pixie": "pixie",
    "cropped": "pixie",
    "hime": "hime",
    "wavy": "wavy",
    "curly": "wavy",
    "curls": "wavy",
    "ponytail": "ponytail",
    "pony": "ponytail",
    "twintails": "twin-tails",
    "twin-tails": "twin-tails",
    "pigtails": "twin-tails",
    "tails": "twin-tails",
    "bun": "bun",
    "braid": "braid",
    "braided": "braid",
    "plait": "braid",
    "slicked": "slick",
    "slick": "slick",
    "undercut": "undercut",
    "parted": "parted",
    "straight": "hime",
}
OUTFIT_WORDS = {
    "sailor": "sailor",
    "blazer": "blazer",
    "uniform": "blazer",
    "hoodie": "hoodie",
    "sweatshirt": "hoodie",
    "coat": "coat",
    "trenchcoat": "coat",
    "raincoat": "coat",
    "overcoat": "coat",
    "parka": "coat",
    "suit": "suit",
    "tie": "suit",
    "tuxedo": "suit",
    "dress": "dress",
    "gown": "dress",
    "kimono": "kimono",
    "yukata": "kimono",
    "hakama": "kimono",
    "robe": "kimono",
    "armour": "armour",
    "armor": "armour",
    "knight": "armour",
    "labcoat": "labcoat",
    "lab": "labcoat",
    "scientist": "labcoat",
    "doctor": "labcoat",
    "nurse": "nurse",
    "scrubs": "nurse",
    "tee": "tee",
    "t-shirt": "tee",
    "tshirt": "tee",
    "tank": "tee",
    "shirt": "shirt",
    "apron": "shirt",
    "cloak": "cloak",
    "cape": "cloak",
    "jacket": "jacket",
    "bomber": "jacket",
    "cardigan": "jacket",
    "sweater": "hoodie",
    "spacesuit": "jacket",
    "flight": "jacket",
}
AGE_WORDS = {
    "child": "child",
    "kid": "child",
    "little": "child",
    "teen": "teen",
    "teenage": "teen",
    "student": "teen",
    "schoolgirl": "teen",
    "schoolboy": "teen",
    "girl": "teen",
    "boy": "teen",
    "young": "teen",
    "adult": "adult",
    "woman": "adult",
    "man": "adult",
    "nurse": "adult",
    "teacher": "adult",
    "doctor": "adult",
    "captain": "adult",
    "detective": "adult",
    "mother": "adult",
    "father": "adult",
    "old": "elder",
    "elderly": "elder",
    "elder": "elder",
    "grandmother": "elder",
    "grandfather": "elder",
    "aged": "elder",
    "ancient": "elder",
}
GENDER_WORDS = {
    "girl": "female",
    "woman": "female",
    "female": "female",
    "lady": "female",
    "mother": "female",
    "sister": "female",
    "grandmother": "female",
    "she": "female",
    "her": "female",
    "schoolgirl": "female",
    "queen": "female",
    "princess": "female",
    "witch": "female",
    "boy": "male",
    "man": "male",
    "male": "male",
    "father": "male",
    "brother": "male",
    "grandfather": "male",
    "he": "male",
    "his": "male",
    "schoolboy": "male",
    "king": "male",
    "prince": "male",
    "gentleman": "male",
}
SKIN_WORDS = {
    "pale": "#ffeadd",
    "fair": "#ffe2d0",
    "light": "#fddcc6",
    "tan": "#e8b48c",
    "tanned": "#e2ab82",
    "olive": "#ddb088",
    "brown": "#b07a55",
    "dark": "#8a5a40",
    "ebony": "#6c452f",
    "bronze": "#c48d62",
}
EXTRA_WORDS = {
    "glasses": "glasses",
    "spectacles": "glasses",
    "scar": "scar",
    "scarred": "scar",
    "freckles": "freckles",
    "freckled": "freckles",
    "ribbon": "ribbon",
    "bow": "ribbon",
    "hat": "cap",
    "cap": "cap",
    "beret": "cap",
    "earrings": "earrings",
    "earring": "earrings",
    "scarf": "scarf",
    "horns": "horns",
    "horned": "horns",
    "cat-ears": "cat-ears",
    "catgirl": "cat-ears",
    "fox-ears": "cat-ears",
    "ears": "cat-ears",
    "eyepatch": "eyepatch",
    "patch": "eyepatch",
    "headphones": "headphones",
    "hairpin": "hairpin",
    "mole": "mole",
    "beard": "beard",
    "moustache": "beard",
    "tired": "tired",
}
SKINS = ("#ffe6d6", "#ffe0cc", "#fbd6bd", "#f0c4a2", "#d9a47c", "#b27d58")
IGNORED = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "with",
        "of",
        "in",
        "on",
        "at",
        "to",
        "who",
        "that",
        "is",
        "has",
        "her",
        "his",
        "their",
        "very",
        "but",
        "for",
        "from",
        "hair",
        "haired",
        "eyes",
        "eyed",
        "eye",
        "skin",
        "skinned",
        "wearing",
        "wears",
        "worn",
        "dressed",
        "over",
        "under",
        "always",
        "never",
        "one",
        "two",
    ]
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


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
    hair = sum((x - y) ** 2 for x, y in zip(a.hair, b.hair, strict=True)) ** 0.5 / 150
    cloth = sum((x - y) ** 2 for x, y in zip(a.cloth, b.cloth, strict=True)) ** 0.5 / 400
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
            trial = replace(trial, hair=from_hex(lot.choice(list(HAIR_COLOURS.values()))))
        if "cut" in look.open_traits:
            trial = replace(trial, cut=lot.choice(_cuts(look.gender)))
        if "cloth" in look.open_traits:
            trial = replace(trial, cloth=from_hex(lot.choice(list(CLOTH_COLOURS.values()))))
        gap = min((distance(trial, other) for other in taken), default=9.0)
        if gap > best_gap:
            best, best_gap = trial, gap
    return best


def parse(character: Character) -> Look:
    """The look that the character's words describe; everything they leave open follows from the name."""
    words = _WORD.findall(character.look[:LOOK_CHARACTERS].lower())
    lot = random.Random(_seed(character.name, str(character.voice.seed)))
    open_traits: set[str] = set()
    used: set[int] = set()

    def near(kind: Sequence[str], table: dict[str, str]) -> str | None:
        """The last word of the table before one of the kind's nouns."""
        for at, word in enumerate(words):
            if word in kind or any(word.endswith(f"-{k}") for k in kind):
                for back in range(at - 1, max(-1, at - 5), -1):
                    if words[back] in table and back not in used:
                        used.add(back)
                        return table[words[back]]
                first = word.split("-")[0]
                if first in table:
                    used.add(at)
                    return table[first]
        return None

    def any_of(table: dict[str, str]) -> str | None:
        for at, word in enumerate(words):
            if word in table:
                used.add(at)
                return table[word]
        return None

    gender = any_of(GENDER_WORDS) or {"female": "female", "male": "male"}.get(character.voice.gender, "")
    gender = gender or lot.choice(("female", "male"))
    age = any_of(AGE_WORDS) or (
        character.voice.age if character.voice.age in ("child", "teen", "adult", "elder") else "teen"
    )
    skin = near(("skin", "skinned", "complexion"), SKIN_WORDS) or (SKIN_WORDS["tan"] if "tanned" in words else None)
    eyes = near(("eyes", "eyed", "eye"), EYE_COLOURS)
    hair = near(("hair", "haired", *CUT_WORDS), HAIR_COLOURS)
    cut = any_of(CUT_WORDS)
    if cut == "hime" and "long" not in words and "hime" not in words:
        cut = "long" if gender == "female" else "short"
    if "long" in words and gender == "male" and cut == "long":
        cut = "low-tail"
    outfit = any_of(OUTFIT_WORDS)
    cloth = near(tuple(OUTFIT_WORDS), CLOTH_COLOURS)
    accent = near(("ribbon", "bow", "tie", "scarf"), CLOTH_COLOURS)
    extras = frozenset(EXTRA_WORDS[word] for word in words if word in EXTRA_WORDS)
    for trait, value in (("hair", hair), ("cut", cut), ("cloth", cloth), ("outfit", outfit)):
        if value is None:
            open_traits.add(trait)
    old = age == "elder"
    hair = hair or (lot.choice(("#c3c8de", "#a5a6b4", "#e9e8f0")) if old else lot.choice(tuple(HAIR_COLOURS.values())))
    eye = from_hex(eyes or lot.choice(tuple(EYE_COLOURS.values())))
    chosen = outfit or lot.choice(
        ("blazer", "hoodie", "sailor", "coat") if gender == "female" else ("blazer", "hoodie", "shirt", "coat")
    )
    if chosen == "sailor" and gender == "male":
        chosen = "blazer"
    cloth = cloth or lot.choice(
        ("#3f5fa8", "#7b2c3a", "#41414e", "#3b9a9c", "#8460b4", "#d9c3a0", "#36416f", "#5b9d6a")
    )
    return Look(
        cut=cut or lot.choice(_cuts(gender)),
        hair=from_hex(hair),
        eyes=(eye, eye),
        skin=from_hex(skin or lot.choice(SKINS[:4])),
        age=age,
        gender=gender,
        outfit=chosen,
        cloth=from_hex(cloth),
        second=_second(chosen, from_hex(cloth), lot),
        accent=from_hex(accent or lot.choice(("#d9485f", "#e9c46a", "#3f83d6", "#8355c2"))),
        extras=extras,
        eye_height={"child": 1.16, "teen": 1.06, "adult": 0.92, "elder": 0.8}[age]
        * (1.0 if gender == "female" else 0.86)
        * lot.uniform(0.96, 1.05),
        eye_width=lot.uniform(0.96, 1.05),
        eye_slant=lot.uniform(-0.6, 2.2) if gender == "female" else lot.uniform(0.2, 2.2),
        ignored=tuple(
            dict.fromkeys(w for n, w in enumerate(words) if n not in used and w not in IGNORED and not _known(w))
        )[:20],
        open_traits=frozenset(open_traits),
    )


def _known(word: str) -> bool:
    tables = (
        HAIR_COLOURS,
        EYE_COLOURS,
        CLOTH_COLOURS,
        CUT_WORDS,
        OUTFIT_WORDS,
        AGE_WORDS,
        GENDER_WORDS,
        SKIN_WORDS,
        EXTRA_WORDS,
    )
    return any(word in table for table in tables)


def _second(outfit: str, cloth: Colour, lot: random.Random) -> Colour:
    if outfit == "sailor":
        return from_hex("#36416f") if sum(cloth) > 420 else cloth
    if outfit in ("coat", "jacket", "hoodie", "cloak"):
        return from_hex(lot.choice(("#f1e6cf", "#41414e", "#e9e8f0")))
    if outfit == "armour":
        return from_hex("#b9c0cf")
    return from_hex(lot.choice(("#41414e", "#4a4f6e", "#5a4a4a", "#6b6f86")))


def _cuts(gender: str) -> tuple[str, ...]:
    female = ("bob", "long", "hime", "wavy", "ponytail", "twin-tails", "bun", "braid", "short")
    male = ("short", "spiky", "messy", "undercut", "parted", "slick", "low-tail")
    return tuple(cut for cut in (female if gender == "female" else male) if cut in CUTS)


def _seed(*words: str) -> int:
    return int(hashlib.sha256("\n".join(words).encode()).hexdigest()[:12], 16)
