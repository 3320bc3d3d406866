"""What readers and viewers come to see of a script, a bible or a film: passages, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from show.bible import Series
from show.credits import Roll
from show.script import Episode
from show.texts import Text, text

TITLE, LOGLINE, PREMISE = text("the title"), text("the logline"), text("the premise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text, and where it stands: a noun that begins or ends a sentence."""

    where: Text
    text: str


def passages_of_episode(episode: Episode) -> Iterator[Passage]:
    """Every text of a script."""
    yield Passage(where=TITLE, text=episode.title)
    yield Passage(where=LOGLINE, text=episode.logline)
    yield Passage(where=text("the recap"), text=episode.recap)
    yield Passage(where=text("the question"), text=episode.question)
    yield from (Passage(where=text("a way the story may go on"), text=twist) for twist in episode.twists)
    for number, _scene, shot in episode.shots():
        where = text("what shot {number} shows", number=number)
        yield from (Passage(where=where, text=one) for one in (shot.action, shot.prop, *shot.sound_words))
        yield Passage(where=text("the wish for shot {number}", number=number), text=shot.wish)
        where = text("what is said in shot {number}", number=number)
        yield from (Passage(where=where, text=line.text) for line in shot.lines)


def passages_of_series(series: Series) -> Iterator[Passage]:
    """Every text of a bible that a member can come to see."""
    yield from (Passage(where=TITLE, text=one) for one in (series.title, series.genre, series.season.title))
    yield Passage(where=PREMISE, text=series.premise)
    for character in series.characters:
        where = text("a character")
        parts = (character.name, character.look, character.role, character.want, character.secret)
        yield from (Passage(where=where, text=part) for part in parts)
    for location in series.locations:
        yield from (Passage(where=text("a place"), text=one) for one in (location.name, location.look))
    yield from (Passage(where=text("an established fact"), text=fact.text) for fact in series.facts)


def passages_of_film(script: Episode, series: Series, roll: Roll | None) -> Iterator[Passage]:
    """Every text of a finished film: what its script says, and what cover, captions, chapters and credits add."""
    yield Passage(where=TITLE, text=series.title)
    yield from passages_of_episode(script)
    speakers = {line.speaker for _shot, line in script.lines()}
    named = (one.name for one in series.characters if one.id in speakers)
    yield from (Passage(where=text("a character"), text=name) for name in named)
    seen = {scene.location_id for scene in script.scenes}
    places = (one.name for one in series.locations if one.id in seen)
    yield from (Passage(where=text("a place"), text=name) for name in places)
    yield from passages_of_roll(roll)


def passages_of_roll(roll: Roll | None) -> Iterator[Passage]:
    """The names of a film's credits."""
    names = [name for section in roll.sections for name in section.names] if roll is not None else []
    yield from (Passage(where=text("a name in the credits"), text=name) for name in names)


def where_is(passages: Iterable[Passage], words: str) -> Text:
    """Where these words stand."""
    return next((one.where for one in passages if one.text == words), text("a text"))
