"""A series' canon: characters, places and the facts that episodes have established."""

from __future__ import annotations

from dataclasses import dataclass, field

from show.errors import NotFound
from show.ids import CharacterId, GuildId, LocationId, SeriesId

NARRATOR = CharacterId("narrator")
"""The speaker of lines that nobody on screen says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCasting:
    """Which voice plays a character.

    `voice` names a voice of whichever engine speaks ("" lets the engine cast from `gender`, `age` and the seed).
    `pitch` and `pace` are factors (1.0 = as the voice is), 0.5–2.0.
    """

    voice: str = ""
    gender: str = "any"
    age: str = "adult"
    pitch: float = 1.0
    pace: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One member of the cast; `look` is free text from which a painter draws the same person every time."""

    id: CharacterId
    name: str
    look: str
    role: str = ""
    want: str = ""
    secret: str = ""
    voice: VoiceCasting = field(default_factory=VoiceCasting)
    colour: str = "#ffffff"
    """Caption colour, #rrggbb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place of the series; `look` is free text from which a painter draws it."""

    id: LocationId
    name: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something an episode has established, with its receipt: where it was shown."""

    text: str
    episode_number: int
    shot_number: int
    subject: str = ""
    attribute: str = ""
    """What it says of whom, where that is understood (see `show.canon`); "" where it is only words."""
    value: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A run of episodes under one title."""

    number: int = 1
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series and its bible. `seed` makes everything that is left open come out the same every time."""

    id: SeriesId
    guild_id: GuildId
    title: str
    premise: str
    genre: str = "mystery"
    language: str = "en"
    style: str = ""
    """How it is told, in words, for a writer that takes words."""
    seed: int = 0
    season: Season = field(default_factory=Season)
    characters: tuple[Character, ...] = ()
    locations: tuple[Location, ...] = ()
    facts: tuple[Fact, ...] = ()
    lexicon: dict[str, str] = field(default_factory=dict)
    """Pronunciations in its own language: word → how it is said (see show.lexicon)."""
    lexicons: dict[str, dict[str, str]] = field(default_factory=dict)
    """The same for dubs, by the first part of their language's tag."""

    def character(self, character_id: CharacterId) -> Character:
        """The character of that id; NotFound when the bible has none."""
        for character in self.characters:
            if character.id == character_id:
                return character
        raise NotFound(
            "There is no character “{character_id}” in the bible of {title}.",
            character_id=character_id,
            title=self.title,
        )

    def location(self, location_id: LocationId) -> Location:
        """The place of that id; NotFound when the bible has none."""
        for location in self.locations:
            if location.id == location_id:
                return location
        raise NotFound(
            "There is no place “{location_id}” in the bible of {title}.", location_id=location_id, title=self.title
        )
