"""What can be watched: a film with everything that is shown beside it, for members and for the watch page."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

import sqlite_utils

from show.bible import Series
from show.credits import HEADINGS, Contribution, Deed
from show.errors import NotFound
from show.ids import EpisodeId, GuildId
from show.moderation import screen_all
from show.order import MediaRef
from show.passages import passages_of_film
from show.script import Episode
from show.writers_room import Phase
from storage.dubs import Dubs
from storage.films import Film, Films
from storage.freezes import check_thawed, is_frozen
from storage.ledger import Ledger
from storage.library import Library
from storage.links import link_of
from storage.pitches import Pitches


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A name of the roll, with the message in which its deed was done; "" where there is none."""

    name: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """A film that has premiered. `link` is its premiere; `credits` are the roll's headings with their names."""

    film: Film
    series: Series
    script: Episode
    link: str
    credits: tuple[tuple[str, tuple[Credit, ...]], ...]
    dub: str = ""
    """The language it is shown in instead of its own; "" for its own."""
    own_language: str = ""
    dubs: tuple[str, ...] = ()
    """The languages that the room has made dubs in."""

    def media(self, media_type: str) -> MediaRef | None:
        """The subtitles of that type; None where there are none."""
        return next((ref for ref in self.film.result.subtitles if ref.media_type == media_type), None)


def showing(db: sqlite_utils.Database, id: EpisodeId, dub: str = "") -> Showing:
    """A film, or a dub of it, with what is shown beside it.

    NotFound before its premiere, when there is no such dub, and while something in it may not be told under the rating
    that holds; WrongPhase while it is frozen.
    """
    library = Library(db)
    episode = library.episode(id)
    if episode.phase is not Phase.PREMIERED:
        raise NotFound("The film of this episode has not premiered yet.")
    check_thawed(db, id)
    film, series = Films(db).film(id), library.series(episode.series_id).series
    own_language = film.result.script.language
    made = {one.language: one.result for one in Dubs(db).made(id) if one.result is not None}
    if dub:
        if dub not in made:
            raise NotFound("There is no such dub.")
        film = replace(film, result=made[dub])
    told = (one.text for one in passages_of_film(film.result.script, series, film.roll))
    if not screen_all(told, library.settings_of(series.id).rating).allowed:
        raise NotFound("This film is held back: something in it may not be shown under the rating that holds here.")
    return Showing(
        film=film,
        dub=dub,
        own_language=own_language,
        dubs=tuple(sorted(made)),
        series=series,
        script=film.result.script,
        link=link_of(series.guild_id, film.channel_id, film.message_id),
        credits=_credits(db, series, id),
    )


def choose_showing(db: sqlite_utils.Database, guild: GuildId, wanted: str, number: int | None) -> Showing:
    """The film that a member means: that episode's, or the newest of the chosen (or newest) series."""
    series = Library(db).choose_series(guild, wanted).series
    shown = shown_episodes(db, series)
    fitting = [id for id, one in shown if number in (None, one)]
    if not fitting:
        if number:
            raise NotFound("There is no film of episode {number}.", number=number)
        raise NotFound("No film of {title} has premiered yet.", title=series.title)
    return showing(db, fitting[-1])


def showings(db: sqlite_utils.Database, series: Series, most: int) -> list[tuple[Showing, int]]:
    """The newest films of a series that can be watched, with the numbers of their episodes, in order."""
    found: list[tuple[Showing, int]] = []
    for id, number in reversed(shown_episodes(db, series)):
        if len(found) < most:
            with contextlib.suppress(NotFound):
                found.append((showing(db, id), number))
    return found[::-1]


def shown_episodes(db: sqlite_utils.Database, series: Series) -> list[tuple[EpisodeId, int]]:
    """A series' episodes that have premiered, with their numbers, in order."""
    shown = (one for one in Library(db).episodes(series.id) if one.phase is Phase.PREMIERED)
    return [(one.id, one.number) for one in shown if not is_frozen(db, one.id)]


def _credits(
    db: sqlite_utils.Database, series: Series, id: EpisodeId
) -> tuple[tuple[str, tuple[Credit, ...]], ...]:
    links = _links(db, series, id)
    found: dict[Deed, dict[int, Credit]] = {}
    for deed in Ledger(db).of_episode(series.id, id):
        named = found.setdefault(deed.deed, {})
        if deed.member_id not in named:
            named[deed.member_id] = Credit(name=deed.name, link=_link_of(deed, links))
    return tuple((HEADINGS[deed], tuple(found[deed].values())) for deed in HEADINGS if deed in found)


def _link_of(deed: Contribution, links: dict[tuple[str, int], str]) -> str:
    if deed.deed in (Deed.PITCHED, Deed.TWIST):
        return links.get(("pitch", deed.member_id), "")
    if deed.deed is Deed.APPROVED and deed.detail.startswith("version "):
        number = deed.detail.removeprefix("version ")
        return links.get(("draft", int(number)), "") if number.isdecimal() else ""
    return ""


def _links(db: sqlite_utils.Database, series: Series, id: EpisodeId) -> dict[tuple[str, int], str]:
    """The messages of an episode's pitches by their authors, and of its drafts by their versions."""
    guild = series.guild_id
    links: dict[tuple[str, int], str] = {}
    for pitch in Pitches(db).of_series(series.id):
        if pitch.episode_id == id:
            for author in pitch.authors:
                links.setdefault(("pitch", author.id), link_of(guild, pitch.channel_id, pitch.message_id))
    for draft in Library(db).drafts(id):
        links["draft", draft.version] = link_of(guild, draft.channel_id, draft.message_id)
    return links
