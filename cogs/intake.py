"""Members' words on their way in: cleaned, measured, and seen by moderation."""

from __future__ import annotations

from show.errors import InvalidInput, Refused
from show.moderation import Verdict, clean, screen
from show.texts import Text


def admit(text: str, *, rating: str, limit: int, what: str, least: int = 1) -> str:
    """The text as it is kept. InvalidInput when it is too short or long, Refused when moderation says no.

    `what` names it in the member's language ("Your pitch"). The reason stays with the error, for the administrators.
    """
    if len(text) > limit:
        raise InvalidInput("{what} is too long: {limit} characters are the most.", what=what, limit=limit)
    cleaned = clean(text, limit)
    if len(cleaned) < least:
        if cleaned:
            raise InvalidInput("{what} is too short.", what=what)
        raise InvalidInput("{what} is empty.", what=what)
    verdict = screen(cleaned, rating)
    if not verdict.allowed:
        raise refusal(verdict)
    return cleaned


def refusal(verdict: Verdict) -> Refused:
    """What a member reads whose words or picture are declined, in whatever language it is told."""
    return Refused(
        "This can't go into the show: {category}. Please put it another way.",
        category=Text(str(verdict.category)),
        reason=verdict.reason,
    )
