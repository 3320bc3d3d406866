"""Founding: a new series' first characters and places, made from its premise, title and genre."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import Any

from renderer.crew.offline.genres import genre_of
from renderer.crew.offline.stock import read_json
from show.bible import Character, Location, Series, VoiceCasting
from show.ids import CharacterId, LocationId
from show.moderation import clean, screen

CAST_SIZE = 4
MAX_CAST = 5
PLACES = 4
_MODERN = ("headphones", "a beret")
PARTS = ("lead", "friend", "third", "fourth", "fourth")

_INTRODUCED = re.compile(
    r"\b([A-Z][\w'’\-]{1,20}(?: [A-Z][\w'’\-]{1,20})?),? (?:is |who is |was )?"
    r"((?:an?|the|his|her|their) [^,.;:!?()]{3,60})(?=[,.;:!?)]|$)"
)
_CALLED = re.compile(r"\b((?:an?|the) [^,.;:!?()]{3,50}?),? (?:named|called) ([A-Z][\w'’\-]{1,20})")
_CAPITALISED = re.compile(r"(?<![\w'’])([A-Z][a-z'’\-]{1,20})(?![\w])")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|of|to|from|on|near|the|into|planet|called|city|town|village) \Z", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    r" (?:Street|Academy|High|School|City|Island|Station|Tower|Castle|Forest|Bay|Hotel|Town)\b|-\d"
)
_PERSON_AFTER = re.compile(
    r"['’]s\b|,? and [A-Z]|, [A-Z]|, (?:an?|the) | (?:is|was|has|had|finds|must|can|wants|loves|discovers|wakes|lives|"
    r"hides|returns|meets)\b"
)
_WOMEN = re.compile(
    r"\b(?:she|her|girl|woman|daughter|queen|princess|sister|mother|grandmother|witch|actress|waitress|lady)\b", re.I
)
_MEN = re.compile(r"\b(?:he|his|him|boy|man|son|king|prince|brother|father|grandfather|wizard|monk|waiter)\b", re.I)
_SOMEBODY = re.compile(
    r"((?:an?|the|one) (?:[\w'’\-]+ ){0,4}?[\w'’\-]+?),? "
    r"(?:who|must|is|was|has|had|finds|wakes|can|wants|loves|discovers|gets|falls|inherits|returns|meets|moves|hears|"
    r"sees|opens|takes|lives|keeps|makes|loses|tries|learns|becomes|travels|comes|goes|hides|steals|receives|starts)\b",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(?:student|pupil|thief|violinist|pianist|singer|hunter|hacker|ghost|robot|android|swordsman|warrior|healer|"
    r"baker|cook|librarian|gardener|courier|idol|exorcist|alchemist|smuggler|stranger|orphan|rookie|postman)\b",
    re.IGNORECASE,
)
_CHILD = re.compile(r"\b(?:child|kid|little (?:girl|boy)|toddler)\b", re.I)
_ELDER = re.compile(r"\b(?:old|elder|grandmother|grandfather|retired|ancient|aged)\b", re.I)
_ADULT = re.compile(
    r"\b(?:woman|man|detective|doctor|nurse|teacher|captain|pilot|chef|king|queen|soldier|widow|mother|father|"
    r"engineer|professor|lawyer|officer|scientist|astronaut|mercenary|assassin|baker|barista)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A character as the premise gives it; empty where it says nothing."""

    name: str
    description: str = ""
    gender: str = ""


def found(series: Series) -> Series:
    """The series with characters and places; what the bible already has is kept."""
    genre = genre_of(series)
    rng = random.Random(f"{series.id}/{series.seed}/{series.title}")
    characters = series.characters or _characters(series, genre, rng)
    locations = series.locations or _locations(series, genre, rng)
    return replace(series, characters=characters, locations=locations)


def sketches(premise: str) -> list[Sketch]:
    """The people whom the premise names, in order, with what it says of them."""
    text = clean(premise, 600)
    found: dict[str, Sketch] = {}
    for name, description in _INTRODUCED.findall(text):
        found.setdefault(name, Sketch(name=name, description=description, gender=_gender_of(name, description, text)))
    for description, name in _CALLED.findall(text):
        found.setdefault(name, Sketch(name=name, description=description, gender=_gender_of(name, description, text)))
    common = set(read_json("common")["words"])
    for match in _CAPITALISED.finditer(text):
        name = match.group(1)
        if name.casefold() in common or any(name in other.split() for other in found):
            continue
        if _is_person(name, text[: match.start()], text[match.end() :]):
            found[name] = Sketch(name=name, gender=_gender_of(name, "", text))
    order = sorted(found.values(), key=lambda sketch: text.find(sketch.name))
    return [s for s in order if screen(s.name).allowed and s.name.casefold() not in common][:MAX_CAST]


def _unnamed(premise: str) -> list[Sketch]:
    """The one whom the premise starts with, when it gives no names: “A blacksmith's daughter must …”."""
    match = _SOMEBODY.match(clean(premise, 300))
    if match is None:
        return []
    description = match.group(1)
    is_person = any(p.search(description) for p in (_WOMEN, _MEN, _CHILD, _ADULT, _TRADE))
    gender = _gender_of("", description, "")
    return [Sketch(name="", description=description, gender=gender)] if is_person else []


def _is_person(name: str, before: str, after: str) -> bool:
    """Whether a capitalised word is somebody: no place, no institution, and no mere start of a sentence."""
    if name in _known_names():
        return True
    if _PLACE_BEFORE.search(before) or _PLACE_AFTER.match(after):
        return False
    starts = not before.strip() or before.rstrip()[-1] in '.!?…:“"'
    return not starts or _PERSON_AFTER.match(after) is not None


def _known_names() -> dict[str, str]:
    stock: dict[str, dict[str, list[str]]] = read_json("names")
    return {name: gender for group in stock.values() for gender, names in group.items() for name in names}


def _gender_of(name: str, description: str, text: str) -> str:
    for pattern, gender in ((_WOMEN, "female"), (_MEN, "male")):
        if pattern.search(description):
            return gender
    if name in _known_names():
        return _known_names()[name]
    after = text[text.find(name) + len(name) :][:80]
    women, men = _WOMEN.search(after), _MEN.search(after)
    if women and (not men or women.start() < men.start()):
        return "female"
    return "male" if men else ""


def _characters(series: Series, genre: str, rng: random.Random) -> tuple[Character, ...]:
    setting = _setting(series, genre)
    stock: Any = read_json("looks")
    people = sketches(series.premise) or _unnamed(series.premise)
    described = " ".join(person.description for person in people)
    palette = _Palette(stock, rng, described)
    if setting == "legend":
        palette.accessories = [worn for worn in palette.accessories if worn not in _MODERN]
    names = _fresh_names(setting, {person.name for person in people if person.name}, rng)
    genders = [person.gender for person in people]
    for k, person in enumerate(people):
        if not person.name:
            people[k] = replace(person, name=names[person.gender or "female"].pop())
    while len(people) < CAST_SIZE:
        gender = "male" if genders.count("female") > genders.count("male") else "female"
        if genders.count("female") == genders.count("male"):
            gender = rng.choice(("female", "male"))
        genders.append(gender)
        people.append(Sketch(name=names[gender].pop(), gender=gender))
    result: list[Character] = []
    for n, person in enumerate(people):
        result.append(_character(n, person, setting, palette, stock, rng))
    return tuple(result)


GARMENTS = frozenset(
    [
        "sailor",
        "blazer",
        "hoodie",
        "cardigan",
        "tracksuit",
        "coat",
        "jacket",
        "suit",
        "dress",
        "kimono",
        "armour",
        "cloak",
        "gown",
    ]
)
"""What tells two outfits apart at a glance."""


HAIR_FAMILIES = (
    {"silver", "white", "grey", "ash", "platinum", "lavender"},
    {"blond", "blonde", "golden", "sandy"},
    {"brown", "chestnut", "auburn"},
    {"black", "navy"},
    {"red", "ginger", "scarlet", "crimson", "copper"},
    {"teal", "green", "mint", "turquoise"},
    {"pink", "rose"},
    {"purple", "violet"},
)
"""Hair colours that a phone's screen hardly tells apart."""


def _alike(colour: str, words: str) -> bool:
    """Whether the colour, or one of its family, is among the words."""
    family = next((family for family in HAIR_FAMILIES if colour in family), {colour})
    return any(re.search(rf"\b{member}\b", words) for member in family)


class _Palette:
    """Hands out looks so that no two of a cast share hair, eyes, garment, accessory or colour."""

    def __init__(self, stock: Any, rng: random.Random, taken: str) -> None:
        self._hair = [colour for colour in stock["hair"] if not _alike(colour, taken)]
        self._elder_hair = list(stock["elder_hair"])
        self._cuts = {gender: list(cuts) for gender, cuts in stock["cuts"].items()}
        self.eyes = list(stock["eyes"])
        self.accessories = list(stock["accessories"])
        self.colours = list(stock["colours"])
        self._worn: set[str] = set()
        for hand in (self._hair, self._elder_hair, self.eyes, self.accessories, *self._cuts.values()):
            rng.shuffle(hand)

    def outfit(self, options: list[str]) -> str:
        """The first of the options whose garment nobody of the cast wears yet; any of them when all are taken."""
        chosen = next((option for option in options if not self._worn & set(option.split())), options[0])
        self._worn |= set(chosen.split()) & GARMENTS
        return chosen

    def hair(self, n: int, gender: str, age: str) -> str:
        """Cut and colour for the n-th of the cast."""
        fitting = [colour for colour in self._hair if age != "elder" or colour in self._elder_hair]
        colour = (fitting or self._elder_hair)[0]
        # An elder's hair is grey whatever the others have; it is at least another grey.
        self._elder_hair = [other for other in self._elder_hair if other != colour] or self._elder_hair
        self._hair = [other for other in self._hair if not _alike(other, colour)] or self._elder_hair
        cuts = self._cuts[gender]
        return f"{cuts[n % len(cuts)]} {colour}"


def _character(n: int, person: Sketch, setting: str, palette: _Palette, stock: Any, rng: random.Random) -> Character:
    part = PARTS[n]
    gender = person.gender or rng.choice(("female", "male"))
    age = _age(person.description, setting, n, rng)
    outfits = stock["outfits"]["city" if setting == "school" and age in ("adult", "elder") else setting][gender]
    who = stock["ages"][age][gender]
    article = "an" if who[0] in "aeiou" else "a"
    described = re.sub(r"\A(?:an?|the|one|his|her|their) ", "", clean(person.description, 80), flags=re.IGNORECASE)
    described = re.sub(r"\A(?:(?:young|teenage|teen|old|little) )?(?:girl|boy|woman|man)\b ?", "", described)
    if not screen(f"{who} {described}").allowed:
        described = ""
    hair, outfit = palette.hair(n, gender, age), palette.outfit(outfits)
    look = f"{article} {who}{_dressed(described, hair, palette.eyes[n], outfit, palette.accessories[n])}"
    return Character(
        id=CharacterId(_slug(person.name, n)),
        name=clean(person.name, 32),
        look=look,
        role=rng.choice(stock["roles"][part]) if described[:5] in ("", "with ") else described,
        want=rng.choice(stock["wants"][part]),
        secret=rng.choice(stock["secrets"][part]),
        voice=VoiceCasting(gender=gender, age=age, seed=rng.randrange(1 << 16)),
        colour=palette.colours[n],
    )


def _dressed(described: str, hair: str, eyes: str, outfit: str, accessory: str) -> str:
    """The rest of a look: what the premise says first, and the palette for what it leaves open."""
    parts = []
    if not re.search(r"\bhair(?:ed)?\b|\bbald\b", described):
        parts.append(f"{hair} hair")
    if not re.search(r"\beye[ds]", described):
        parts.append(f"{eyes} eyes")
    if not re.search(r"\b(?:in an?|wears|wearing|dressed)\b", described):
        parts.append(outfit)
    ending = f"{', '.join(parts)} and {accessory}" if parts else accessory
    if described.startswith("with "):
        return f" {described}, {ending}"
    return f", {described}, with {ending}" if described else f" with {ending}"


def _setting(series: Series, genre: str) -> str:
    text = f"{series.title} {series.premise} {series.genre}".casefold()
    if re.search(r"\b(?:school|student|class|exam|club|teen|locker|homework|pupil|graduation|prefect)", text):
        return "school"
    if genre == "fantasy" or re.search(r"\b(?:kingdom|castle|knight|dragon|samurai)", text):
        return "legend"
    if genre == "sci-fi":
        return "future"
    grown = _ADULT.search(text) or genre in ("action", "mystery")
    return "city" if grown else "school"


def _age(description: str, setting: str, n: int, rng: random.Random) -> str:
    for pattern, age in ((_CHILD, "child"), (_ELDER, "elder"), (_ADULT, "adult")):
        if pattern.search(description):
            return age
    if n == 3:
        return rng.choice(("elder", "child", "adult"))
    return "teen" if setting == "school" else "adult"


def _fresh_names(setting: str, taken: set[str], rng: random.Random) -> dict[str, list[str]]:
    """Names still free, by gender, shuffled; no two of a cast start with the same letter when it can be helped."""
    group = read_json("names")["japan" if setting in ("school", "city") else setting]
    used = {name[0] for name in taken}
    result: dict[str, list[str]] = {}
    for gender, names in group.items():
        free = [name for name in names if name not in taken]
        rng.shuffle(free)
        free.sort(key=lambda name: name[0] not in used)
        result[gender] = free
    return result


def _slug(name: str, n: int) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return plain[:24] if plain and plain != "narrator" else f"character-{n + 1}"


def _locations(series: Series, genre: str, rng: random.Random) -> tuple[Location, ...]:
    stock: Any = read_json("places")
    text = clean(f"{series.premise} {series.title}", 700).casefold()
    wanted: list[str] = []
    hits = [
        (match.start(), kinds)
        for word, kinds in stock["words"].items()
        if (match := re.search(rf"\b{word}(?:s|es)?\b", text)) is not None
    ]
    for _, kinds in sorted(hits):
        wanted += kinds
    usual = [kind for kind in stock["usual"][genre] if kind != "spaceship" or "street" not in wanted]
    rng.shuffle(usual)
    kinds = list(dict.fromkeys(wanted + usual))[:PLACES]
    setting = _setting(series, genre)
    return tuple(_location(kind, stock["places"][kind], setting) for kind in kinds)


def _location(kind: str, options: dict[str, list[str]], setting: str) -> Location:
    name, look = options.get(setting) or options["school"]
    return Location(id=LocationId(kind), name=name, look=look)
