"""What a post tells, by what names it, and whether all of it may be told under the rating that holds now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import sqlite_utils

from show.errors import NotFound
from show.ids import BallotId, EpisodeId, PitchId, SeriesId
from show.moderation import Verdict, screen_all, words_of_reason
from show.passages import (
    TITLE,
    Passage,
    passages_of_episode,
    passages_of_film,
    passages_of_roll,
    passages_of_series,
    where_is,
)
from show.texts import Text, text, told_again
from show.writers_room import Phase
from storage.auditions import Auditions
from storage.ballots import Ballots
from storage.bookings import Bookings
from storage.dubs import Dubs
from storage.films import Films
from storage.library import Library
from storage.motions import MotionKind, Motions
from storage.pitches import Pitches
from storage.reels import Reels
from storage.sayings import Sayings
from storage.suggestions import Suggestions
from storage.whose import series_of_post

FOR_ADMINISTRATORS = ("report", "held")
"""What names these tells nothing of a story's, or tells it to those who are to judge it."""

TITLE_ALONE = ("bible thread", "opened", "called off", "progress", "next", "dub", "room", "voice taken")
"""What names these tells the title of its series, and nothing else of it."""

Gather = Callable[[sqlite_utils.Database, str], Iterable[Passage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What may not be told: the series it is of, where it stands, and why it may not."""

    series_id: SeriesId
    where: Text
    verdict: Verdict


def stopped(db: sqlite_utils.Database, what: tuple[object, ...]) -> Stopped | None:
    """What of a post may not be told under its series' rating; None when all of it may."""
    series = series_of_post(db, what) if what[0] not in FOR_ADMINISTRATORS else None
    if series is None:
        return None
    passages = passages_of_post(db, series, what)
    verdict = screen_all((one.text for one in passages), Library(db).settings_of(series).rating)
    if verdict.allowed:
        return None
    return Stopped(series_id=series, where=where_is(passages, verdict.text), verdict=verdict)


def passages_of_post(db: sqlite_utils.Database, series: SeriesId, what: tuple[object, ...]) -> list[Passage]:
    """Everything of members' and writers' that a post of a series tells; of what is gone, nothing is."""
    found = [Passage(where=TITLE, text=Library(db).series(series).series.title)]
    try:
        found += TOLD[str(what[0])](db, str(what[1]))
    except NotFound:
        return found
    return found


def _pitch(db: sqlite_utils.Database, number: str) -> Iterator[Passage]:
    yield Passage(where=text("the pitch"), text=Pitches(db).pitch(PitchId(number)).text)


def _suggestion(db: sqlite_utils.Database, number: str) -> Iterator[Passage]:
    wish = Suggestions(db).suggestion(int(number)).wish
    words = (str(told_again(kept)) for kept in (wish.seen, wish.text))
    yield from (Passage(where=text("the suggestion"), text=one) for one in words)


def _motion(db: sqlite_utils.Database, number: str) -> Iterator[Passage]:
    matter = Motions(db).motion(int(number)).matter
    words = (matter.question, matter.name, matter.body, matter.author, *(fact.text for fact in matter.facts))
    yield from (Passage(where=text("the question"), text=one) for one in words)


def _ballot(db: sqlite_utils.Database, id: str) -> Iterator[Passage]:
    ballot = Ballots(db).ballot(BallotId(id)).ballot
    yield Passage(where=text("the question"), text=ballot.question)
    yield from (Passage(where=text("an option"), text=one.text) for one in ballot.options)


def _audition(db: sqlite_utils.Database, order_id: str) -> Iterator[Passage]:
    found = Auditions(db).audition(int(Bookings(db).booking(order_id).subject.rpartition("-")[2]))
    one, made = found.character, found.result
    words = (one.name, one.look, one.role, found.words, *(made.words if made is not None else ()))
    yield from (Passage(where=text("a character"), text=word) for word in words)


def _saying(db: sqlite_utils.Database, order_id: str) -> Iterator[Passage]:
    found = Sayings(db).saying(order_id)
    words = (found.wish.character.name, found.wish.words, found.wish.word, found.said)
    yield from (Passage(where=text("what is said"), text=one) for one in words)


def _bible(db: sqlite_utils.Database, order_id: str) -> Iterable[Passage]:
    return _canon(db, Bookings(db).booking(order_id).subject)


def _canon(db: sqlite_utils.Database, id: str) -> Iterable[Passage]:
    """What a series was founded with; secrets stay with the writer."""
    series = Library(db).series(SeriesId(id)).series
    cast = tuple(replace(one, secret="") for one in series.characters)
    return passages_of_series(replace(series, characters=cast))


def _pages(db: sqlite_utils.Database, id: str) -> Iterator[Passage]:
    """The same with what the pages of a bible tell besides: episodes, the room's verdicts, how words are said."""
    yield from _canon(db, id)
    library = Library(db)
    series = library.series(SeriesId(id)).series
    for episode in library.episodes(series.id):
        draft = library.latest_draft(episode.id) if episode.phase is Phase.PREMIERED else None
        if draft is not None:
            yield Passage(where=TITLE, text=draft.script.title)
            yield Passage(where=text("the question"), text=draft.script.question)
            yield Passage(where=text("the twist"), text=episode.twist)
    for motion in Motions(db).of_series(series.id, MotionKind.RETCON):
        if motion.carried is not None:
            words = (motion.matter.body, *(fact.text for fact in motion.matter.facts))
            yield from (Passage(where=text("an established fact"), text=one) for one in words)
    for entries in (series.lexicon, *series.lexicons.values()):
        yield from (Passage(where=text("what is said"), text=one) for entry in entries.items() for one in entry)


def _episode_of(db: sqlite_utils.Database, name: str) -> EpisodeId:
    """The episode that a post is of: its own id, its order, or where its film was shown.

    Behind it may stand how often the film was shown, or the language of a dub.
    """
    name = name.partition(" ")[0]
    shown = db.execute("SELECT episode_id FROM films WHERE message_id != 0 AND message_id = ?", [name]).fetchone()
    ordered = db.execute("SELECT subject FROM bookings WHERE id = ?", [name]).fetchone()
    return EpisodeId((shown or ordered or [name])[0])


def _draft(db: sqlite_utils.Database, name: str) -> Iterator[Passage]:
    id = _episode_of(db, name)
    latest = Library(db).latest_draft(id)
    yield Passage(where=text("the twist"), text=Library(db).episode(id).twist)
    if latest is not None:
        yield from passages_of_episode(latest.script)


def _film(db: sqlite_utils.Database, name: str) -> Iterator[Passage]:
    id = _episode_of(db, name)
    film, series = Films(db).film(id), Library(db).series(Library(db).episode(id).series_id).series
    yield from passages_of_film(film.result.script, series, film.roll)


def _panels(db: sqlite_utils.Database, name: str) -> Iterator[Passage]:
    """What a film tells, and the storyboard and the menu under it, which are of its newest script."""
    yield from _film(db, name)
    latest = Library(db).latest_draft(_episode_of(db, name))
    if latest is not None:
        yield from passages_of_episode(latest.script)


def _dub(db: sqlite_utils.Database, name: str) -> Iterator[Passage]:
    id, language = _episode_of(db, name), name.partition(" ")[2]
    series = Library(db).series(Library(db).episode(id).series_id).series
    for dub in Dubs(db).made(id):
        # Posts that an older version held back are named by their orders alone.
        if dub.result is not None and language in ("", dub.language):
            yield from passages_of_film(dub.result.script, series, dub.roll)


def _reel(db: sqlite_utils.Database, id: str) -> Iterator[Passage]:
    reel = Reels(db).reel(id)
    if reel.result is not None:
        yield from passages_of_film(reel.result.script, Library(db).series(reel.series_id).series, reel.roll)
    titles = (Films(db).film(source).result.script.title for source in reel.sources)
    yield from (Passage(where=TITLE, text=title) for title in titles)
    yield from passages_of_roll(reel.roll)


def _failure(db: sqlite_utils.Database, order_id: str) -> Iterator[Passage]:
    reason = Bookings(db).booking(order_id).failure
    yield from (Passage(where=text("the reason"), text=one) for one in words_of_reason(reason))


def _screening(db: sqlite_utils.Database, id: str) -> Iterator[Passage]:
    series = Library(db).series(Library(db).episode(EpisodeId(id)).series_id).series
    yield Passage(where=text("the premise"), text=series.premise)


def _twist(db: sqlite_utils.Database, series: str) -> Iterator[Passage]:
    twists = (episode.twist for episode in Library(db).episodes(SeriesId(series)))
    yield from (Passage(where=text("the twist"), text=twist) for twist in twists)


def _title_alone(db: sqlite_utils.Database, name: str) -> tuple[Passage, ...]:
    return ()


TOLD: dict[str, Gather] = {
    "pitch": _pitch,
    "suggestion": _suggestion,
    "motion": _motion,
    **dict.fromkeys(("ballot", "poll", "reminder", "winner", "previews"), _ballot),
    "audition": _audition,
    "saying": _saying,
    "bible": _bible,
    "bible pages": _pages,
    **dict.fromkeys(("draft", "draft again"), _draft),
    **dict.fromkeys(("premiere", "moments", "remade"), _film),
    "panels": _panels,
    "dubbed": _dub,
    "reel": _reel,
    "failure": _failure,
    "screening": _screening,
    "branch": _twist,
    **dict.fromkeys(TITLE_ALONE, _title_alone),
}
"""What each kind of post tells besides the title of its series."""
