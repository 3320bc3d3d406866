"""The moderation service: made from the settings where a key is there, and what comes from the renderer shown to it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlite_utils

from cogs.desk import Desk
from cogs.premieres.watching import read_text
from cogs.second_opinion import Likely, Moderator, opinion
from show.bible import Series
from show.errors import NotFound, Refused
from show.ids import EpisodeId
from show.moderation import screen, screen_all, words_of_reason
from show.order import DraftResult, FilmResult, ProductionOrder
from show.passages import Passage, passages_of_episode, passages_of_film, passages_of_series, where_is
from show.reel import ReelOrder
from show.sketch import SketchResult
from show.texts import Text, text
from show.writers_room import Phase
from storage.bookings import Bookings
from storage.library import Library
from storage.records import Booking, GuildSettings, OrderKind
from storage.whose import settings_for

A_LINE, THE_CAPTIONS = text("a line"), text("the captions")
ADVICE = {
    OrderKind.FILM: text(
        "The draft is on the table again: change it there, or choose another rating, and approve it once more. "
        "Only what changed is made anew."
    ),
    OrderKind.DUB: text(
        "Say it another way on the dub's card, or choose another rating, and have the dub made once more. "
        "Only what changed is made anew."
    ),
    OrderKind.REEL: text("Choose another rating, and have it cut once more, or cut one of other films."),
}
"""What lets a finished film be shown that is held back."""
REMADE = text("The film that was shown stays as it is. Choose another rating, and have it made once more.")
UNTELLABLE = text("What failed names words that may not be shown here. An operator finds them in the renderer's log.")
_NO_WORDS = re.compile(r"(?m)^(?:WEBVTT.*|STYLE|::cue.*|NOTE.*|\d+|[^\n]*-->[^\n]*)$|<[^>]*>")
"""What a caption file holds besides its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationOptions:
    """Where the moderation service answers; without a key nobody is asked."""

    base_url: str = "https://api.openai.com/v1"
    api_key: str = field(default="", repr=False)
    model: str = "omni-moderation-latest"
    timeout_seconds: float = 8.0


def make_moderator(options: ModerationOptions) -> Moderator | None:
    """The service as the bot asks it, off its loop; None without a key."""
    if not options.api_key:
        return None
    # The bot loads nothing of the renderer's that it does not need.
    from renderer.crew.moderator_openai import OpenAIModerator

    asked = OpenAIModerator(
        base_url=options.base_url,
        api_key=options.api_key,
        model=options.model,
        timeout_seconds=options.timeout_seconds,
    )

    async def texts(given: Sequence[str]) -> list[Likely]:
        return await asyncio.to_thread(asked.texts, given)

    async def picture(content: bytes) -> Likely:
        return await asyncio.to_thread(asked.picture, content)

    return Moderator(texts=texts, picture=picture)


async def check_result(desk: Desk, order_id: str, result: object) -> None:
    """Refused, with where it stands and what to do, when something of a result may not be shown under the rating that
    holds for its series: words of a writer, and of members once more, who may have chosen another rating since.
    """
    try:
        advice, settings, passages = await desk.read(lambda db: _look(db, order_id, result))
    except NotFound:
        return
    texts = [one.text for one in passages]
    if isinstance(result, SketchResult):
        # A line that our own moderation stops is left for members to translate; the others are shown.
        texts = [one for one in texts if screen(one, settings.rating).allowed]
    captions = await _captions(desk, result) if isinstance(result, FilmResult) else []
    verdict = screen_all([*texts, *(one.text for one in captions)], settings.rating)
    if verdict.allowed and texts:
        # Most of a film's texts were its draft's.
        again = not isinstance(result, FilmResult)
        verdict = await opinion(desk, settings.guild_id, texts, settings.rating, again=again) or verdict
    if verdict.allowed:
        return
    category = Text(str(verdict.category))
    if advice is None:
        raise Refused(
            "What was written may not be shown here ({category}). Try again: it is written anew.",
            category=category,
            reason=verdict.reason,
        )
    raise Refused(
        "It is held back: {where} may not be shown here ({category}). {advice}",
        where=where_is([*passages, *captions], verdict.text),
        category=category,
        advice=advice,
        reason=verdict.reason,
    )


def _look(
    db: sqlite_utils.Database, order_id: str, result: object
) -> tuple[Text | None, GuildSettings, list[Passage]]:
    """What a result tells, the settings under which it would, and what helps where it may not: None to try again."""
    booking = Bookings(db).booking(order_id)
    passages: Iterable[Passage] = ()
    if isinstance(result, DraftResult):
        passages = passages_of_episode(result.script)
    elif isinstance(result, Series):
        passages = passages_of_series(result)
    elif isinstance(result, SketchResult) and result.translation is not None:
        passages = (Passage(where=A_LINE, text=one) for one in result.translation.texts())
    elif isinstance(result, FilmResult):
        order = Bookings(db).order(order_id) if booking.document else None
        if isinstance(order, ProductionOrder | ReelOrder):
            passages = passages_of_film(result.script, order.series, order.roll)
        else:
            passages = passages_of_episode(result.script)
    return _advice(db, booking), settings_for(db, booking), list(passages)


def _advice(db: sqlite_utils.Database, booking: Booking) -> Text | None:
    if booking.kind is OrderKind.FILM and Library(db).episode(EpisodeId(booking.subject)).phase is Phase.PREMIERED:
        return REMADE
    return ADVICE.get(booking.kind)


async def _captions(desk: Desk, result: FilmResult) -> list[Passage]:
    """What stands in a film's caption files and its transcript, row by row."""
    rows: dict[str, None] = {}
    for ref in result.subtitles:
        text = _NO_WORDS.sub("", await read_text(desk, ref))
        rows |= dict.fromkeys(row.strip() for row in text.splitlines() if row.strip())
    return [Passage(where=THE_CAPTIONS, text=row) for row in rows]


async def tellable(desk: Desk, order_id: str, reason: Text) -> Text:
    """Why something failed, as it may be told: without the words of whoever failed where these may not be shown."""

    def look(db: sqlite_utils.Database) -> str:
        return settings_for(db, Bookings(db).booking(order_id)).rating

    try:
        rating = await desk.read(look)
    except NotFound:
        return reason
    return reason if screen_all(words_of_reason(reason), rating).allowed else UNTELLABLE
