"""Who plays which role in an episode, and the words that stand for them in the stock's sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from renderer.crew.offline.clauses import names_in
from show.bible import NARRATOR, Character, Series
from show.errors import InvalidInput
from show.ids import CharacterId
from show.moderation import clean

MAX_NAME = 32
_STRANGERS = {"B": "the voice", "C": "the stranger"}
_PRONOUNS = {
    "female": {"they": "she", "them": "her", "their": "her"},
    "male": {"they": "he", "them": "him", "their": "his"},
    "any": {"they": "they", "them": "them", "their": "their"},
}
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody in a role; `id` is the narrator's for a role that nobody of the bible is left for."""

    id: CharacterId
    name: str
    gender: str = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The players by role, and the other words of the episode by slot."""

    players: Mapping[str, Player]
    words: Mapping[str, str] = field(default_factory=dict)

    def with_words(self, **words: str) -> Company:
        """This company with these words for these slots as well."""
        return replace(self, words={**self.words, **words})

    def with_roles(self, **roles: str) -> Company:
        """This company in which further roles (S, L) are played by those of other roles."""
        return replace(self, players={**self.players, **{role: self.players[by] for role, by in roles.items()}})

    def player(self, role: str) -> Player:
        """Who plays the role; the narrator for N."""
        return self.players.get(role, Player(id=NARRATOR, name="the narrator"))

    def named_in(self, text: str) -> set[str]:
        """The roles among A, B and C whose players the text speaks of."""
        return {role for role in "ABC" if names_in(text, self.players[role].name)}

    def fill(self, template: str) -> str:
        """The template with its slots filled, every sentence starting with a capital."""
        text = _SLOT.sub(self._slot, template)
        return re.sub(r"(\A|(?<!\.\.)[.!?]\s+)([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)

    def _slot(self, match: re.Match[str]) -> str:
        name, form = match.groups()
        if name in self.words:
            return self.words[name]
        if name.lower() in self.words:
            word = self.words[name.lower()]
            return word[:1].upper() + word[1:]
        player = self.players[name]
        if form is None:
            return player.name
        pronoun = _PRONOUNS[player.gender][form.lower()]
        return pronoun.capitalize() if form[0].isupper() else pronoun


def company_of(series: Series, episode_number: int) -> Company:
    """The lead is the bible's first character; the others take turns as friend and as third."""
    if not series.characters:
        raise InvalidInput("This series has no characters yet; its first ones have to be made before an episode.")
    lead, *others = series.characters
    cast = [lead]
    if others:
        friend = others[0] if episode_number % 3 else others[(episode_number // 3) % len(others)]
        cast.append(friend)
        rest = [character for character in others if character is not friend]
        if rest:
            cast.append(rest[(episode_number - 1) % len(rest)])
    players = {role: _player(character) for role, character in zip("ABC", cast, strict=False)}
    for role, name in _STRANGERS.items():
        players.setdefault(role, Player(id=NARRATOR, name=name))
    return Company(players=players)


def _player(character: Character) -> Player:
    gender = character.voice.gender if character.voice.gender in _PRONOUNS else "any"
    return Player(id=character.id, name=clean(character.name, MAX_NAME) or "someone", gender=gender)
