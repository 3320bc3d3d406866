"""From how likely a text is something to whether it may be said: one table for every rating, lines for minors above it.

The same table serves the classifier of our own and OpenAI's moderation, whose categories are brought to our names.
"""

from __future__ import annotations

from enum import StrEnum

from show.texts import marked


class Category(StrEnum):
    """Why a text was declined."""

    MINORS = marked("sexual content about minors")
    SLUR = marked("slur or hatred")
    SELF_HARM = marked("encouraging self-harm")
    SEXUAL = marked("sexual content above the rating")
    PRIVATE = marked("private data")


RATINGS = ("everyone", "teen", "mature")
NEVER = 2.0
"""A threshold that nothing reaches."""
THRESHOLDS: dict[str, dict[str, float]] = {
    "everyone": {"explicit": 0.5, "suggestive": 0.5, "hate": 0.5, "harm": 0.55},
    "teen": {"explicit": 0.6, "suggestive": NEVER, "hate": 0.5, "harm": 0.55},
    "mature": {"explicit": NEVER, "suggestive": NEVER, "hate": 0.5, "harm": 0.55},
}
"""From which likelihood on a text is declined under a rating; violence and horror are no grounds under any."""
MINOR, CHARGED = 0.5, 0.5
"""Under any rating, what is about minors and at all sexual is declined."""
_CATEGORY = {
    "explicit": Category.SEXUAL,
    "suggestive": Category.SEXUAL,
    "hate": Category.SLUR,
    "harm": Category.SELF_HARM,
}


def decided(likely: dict[str, float], rating: str) -> tuple[Category, str] | None:
    """Why something may not be said under a rating, with what was heard; None when it may."""
    charged = max(likely.get("explicit", 0.0), likely.get("suggestive", 0.0))
    if likely.get("minor", 0.0) >= MINOR and charged >= CHARGED:
        return Category.MINORS, f"minors {likely['minor']:.2f}, sexual {charged:.2f}"
    for name in ("hate", "harm", "explicit", "suggestive"):
        if likely.get(name, 0.0) >= THRESHOLDS[rating][name]:
            return _CATEGORY[name], f"{name} {likely[name]:.2f}"
    return None
