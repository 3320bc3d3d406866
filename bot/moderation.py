"""The moderation service: made from the settings where a key is there, and what comes from the renderer shown to it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlite_utils

from cogs.desk import Desk
from cogs.second_opinion import Likely, Moderator, opinion
from show.bible import Series
from show.errors import NotFound, Refused
from show.moderation import screen, screen_all, texts_of_episode, texts_of_series
from show.order import DraftResult
from show.sketch import SketchResult
from show.texts import Text
from show.translation import Translation
from storage.bookings import Bookings
from storage.records import GuildSettings
from storage.whose import settings_for

_log = logging.getLogger(__name__)


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
    """Refused when what a writer wrote may not be shown under the rating that holds for its series."""
    translation: Translation | None = None
    texts: list[str] = []
    if isinstance(result, DraftResult):
        texts = list(texts_of_episode(result.script))
    elif isinstance(result, Series):
        texts = list(texts_of_series(result))
    elif isinstance(result, SketchResult) and result.translation is not None:
        translation = result.translation
    else:
        return

    def look(db: sqlite_utils.Database) -> GuildSettings:
        return settings_for(db, Bookings(db).booking(order_id))

    try:
        settings = await desk.read(look)
    except NotFound:
        return
    if translation is not None:
        # A line that our own moderation stops is left for members to translate; the others are shown.
        texts = [one for one in translation.texts() if screen(one, settings.rating).allowed]
    verdict = screen_all(texts, settings.rating)
    if verdict.allowed and texts:
        verdict = await opinion(desk, settings.guild_id, texts, settings.rating) or verdict
    if not verdict.allowed:
        raise Refused(
            "What was written may not be shown here ({category}). Try again: it is written anew.",
            category=Text(str(verdict.category)),
            reason=verdict.reason,
        )
