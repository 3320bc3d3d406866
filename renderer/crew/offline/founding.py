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
    r"\b(?:she|her|girl|woman|queen|princess|sister|mother|grandmother|witch|actress|waitress|lady)\b", re.I
)
_MEN = re.compile(r"\b(?:he|his|him|boy|man|king|prince|brother|father|grandfather|wizard|monk|waiter)\b", re.I)
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
    palette = _Palette(stock, rng)
    people = sketches(series.premise)
    names = _fresh_names(setting, {person.name for person in people}, rng)
    genders = [person.gender for person in people]
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


class _Palette:
    """Hands out looks so that no two of a cast share hair, eyes, accessory or colour."""

    def __init__(self, stock: Any, rng: random.Random) -> None:
        self.hair = list(rng.choice(stock["hair"]))
        self.eyes = list(stock["eyes"])
        self.accessories = list(stock["accessories"])
        self.colours = list(stock["colours"])
        for hand in (self.hair, self.eyes, self.accessories):
            rng.shuffle(hand)


def _character(n: int, person: Sketch, setting: str, palette: _Palette, stock: Any, rng: random.Random) -> Character:
    part = PARTS[n]
    gender = person.gender or rng.choice(("female", "male"))
    age = _age(person.description, setting, n, rng)
    outfits = stock["outfits"]["city" if setting == "school" and age in ("adult", "elder") else setting][gender]
    who = stock["ages"][age][gender]
    article = "an" if who[0] in "aeiou" else "a"
    look = (
        f"{article} {who} with {palette.hair[n]} hair, {palette.eyes[n]} eyes, {outfits[n % len(outfits)]} "
        f"and {palette.accessories[n]}"
    )
    described = re.sub(r"\A(?:an?|the|his|her|their) ", "", clean(person.description, 60))
    if described and screen(f"{look}, {described}").allowed:
        look += f", {described}"
    return Character(
        id=CharacterId(_slug(person.name, n)),
        name=clean(person.name, 32),
        look=look,
        role=described or rng.choice(stock["roles"][part]),
        want=rng.choice(stock["wants"][part]),
        secret=rng.choice(stock["secrets"][part]),
        voice=VoiceCasting(gender=gender, age=age, seed=rng.randrange(1 << 16)),
        colour=palette.colours[n],
    )


def _setting(series: Series, genre: str) -> str:
    text = f"{series.title} {series.premise} {series.genre}".casefold()
    if re.search(r"\b(?:school|student|classroom|class|exam|club|teen)", text):
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
    usual = list(stock["usual"][genre])
    rng.shuffle(usual)
    kinds = list(dict.fromkeys(wanted + usual))[:PLACES]
    setting = _setting(series, genre)
    return tuple(_location(kind, stock["places"][kind], setting) for kind in kinds)


def _location(kind: str, options: dict[str, list[str]], setting: str) -> Location:
    name, look = options.get(setting) or options["school"]
    return Location(id=LocationId(kind), name=name, look=look)
