"""A second opinion on what passed our own moderation: OpenAI's where a key is there, else none."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from cogs.desk import Desk
from cogs.intake import admit, refusal
from show.errors import CrewUnavailable, NotFound
from show.ids import GuildId
from show.moderation import Verdict
from show.texts import Text, text
from show.thresholds import decided
from storage.library import Library
from storage.records import GuildSettings

Likely = dict[str, float]
Answer = TypeVar("Answer")
MOST_KNOWN = 4096
"""Answers that are remembered: a film is asked about text by text, and most of its texts were its draft's."""
DOWN = text(
    "The moderation service does not answer. Until it does, texts pass our own word list and classifier alone, "
    "and pictures wait for an approver."
)
BACK = text("The moderation service answers again.")

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Moderator:
    """Asks a service how likely texts and a picture are each thing; both raise CrewUnavailable when it is down."""

    texts: Callable[[Sequence[str]], Awaitable[list[Likely]]]
    picture: Callable[[bytes], Awaitable[Likely]]
    told: set[GuildId] = field(default_factory=set)
    """Guilds whose administrators know that it is down."""
    known: dict[str, Likely] = field(default_factory=dict)
    """Answers by the sha256 of what was asked about."""

    def remember(self, answers: Mapping[str, Likely]) -> None:
        """Keep answers by their texts; the oldest make room."""
        self.known |= {_mark(text): likely for text, likely in answers.items()}
        for mark in list(self.known)[: max(0, len(self.known) - MOST_KNOWN)]:
            del self.known[mark]


async def opinion(
    desk: Desk, guild: GuildId, texts: Sequence[str], rating: str, *, again: bool = True
) -> Verdict | None:
    """The first refusal, leave for all, or None when nobody could be asked; administrators learn of that once.

    Without `again` nobody is asked about what was answered before.
    """
    moderator = desk.moderator
    if moderator is None:
        return None
    asked = list(dict.fromkeys(one for one in texts if one.strip()))
    known: dict[str, Likely] = {}
    if not again:
        known = {one: likely for one in asked if (likely := moderator.known.get(_mark(one))) is not None}
    unknown = [one for one in asked if one not in known]
    if unknown:
        answers = await _answer(desk, moderator, guild, moderator.texts(unknown))
        if answers is None:
            return None
        known |= dict(zip(unknown, answers, strict=True))
        moderator.remember({one: known[one] for one in unknown})
    for one in asked:
        verdict = _verdict(known[one], rating)
        if not verdict.allowed:
            return replace(verdict, text=one)
    return Verdict(allowed=True)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def picture_opinion(desk: Desk, guild: GuildId, content: bytes, rating: str) -> Verdict | None:
    """Whether a picture may be shown under a rating; None when nobody could be asked."""
    moderator = desk.moderator
    if moderator is None:
        return None
    likely = await _answer(desk, moderator, guild, moderator.picture(content))
    return _verdict(likely, rating) if likely is not None else None


def _verdict(likely: Likely, rating: str) -> Verdict:
    answer = decided(likely, rating)
    if answer is None:
        return Verdict(allowed=True)
    return Verdict(allowed=False, category=answer[0], reason=f"moderation service: {answer[1]}")


async def _answer(desk: Desk, moderator: Moderator, guild: GuildId, asked: Awaitable[Answer]) -> Answer | None:
    """What the service answers, None when it is down; administrators learn of either when it changes."""
    try:
        answer = await asked
    except CrewUnavailable as error:
        _log.warning("%s", error)
        if guild not in moderator.told:
            moderator.told.add(guild)
            await _tell(desk, guild, DOWN)
        return None
    if guild in moderator.told:
        moderator.told.discard(guild)
        await _tell(desk, guild, BACK)
    return answer


async def _tell(desk: Desk, guild: GuildId, words: Text) -> None:
    try:
        settings = await desk.read(lambda db: Library(db).guild(guild))
    except NotFound:
        return
    await desk.log(settings, words)


async def admitted(
    desk: Desk, settings: GuildSettings, words: str, *, limit: int, what: str, least: int = 1
) -> str:
    """`admit` under the rating that holds, and then the second opinion; Refused when either says no."""
    cleaned = admit(words, rating=settings.rating, limit=limit, what=what, least=least)
    verdict = await opinion(desk, settings.guild_id, [cleaned], settings.rating)
    if verdict is not None and not verdict.allowed:
        raise refusal(verdict)
    return cleaned
