"""Small pieces of wording: text of members made harmless, lengths, bars, durations, moments."""

from __future__ import annotations

import re

import discord

from cogs.languages import _, ngettext
from show.credits import AS_THEY_WERE, FORMER, NAMELESS
from show.texts import Text

TEXT_LIMIT = 4000
"""Characters of text in all components of one message together (Discord's documentation, August 2026)."""
LABEL_LIMIT = 80
"""Characters of a button's label (same)."""
CHOICE_LIMIT = 100
"""Characters of an autocomplete choice's or select option's text (same)."""
MENU_TEXT_LIMIT = 150
"""Characters of what a menu says before something is chosen (same)."""
MENU_OPTIONS = 25
"""Options of a menu (same)."""

_CUSTOM = re.compile(r"<(?=[@#/:a-z]|t:)")
_SCHEME = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*):(?=//)|(?<![\w.])(www)\.(?=\w)")
_INVISIBLE = "\u2060"
"""Word joiner: breaks a link or a mention without being seen."""


def named(text: str) -> str:
    """Words in which whoever has no name is called what they are, in the spoken language."""
    if text in AS_THEY_WERE:
        return named(AS_THEY_WERE[text])
    if NAMELESS not in text and FORMER not in text:
        return text
    return text.replace(NAMELESS, _("a member")).replace(FORMER, _("a former member"))


def safe(text: str) -> str:
    """A member's words as they may stand in a message: no mark-up, mention, link or command works in them."""
    escaped = discord.utils.escape_markdown(named(text), ignore_links=False)
    escaped = _CUSTOM.sub(f"<{_INVISIBLE}", escaped)
    escaped = escaped.replace("@", f"@{_INVISIBLE}")
    return _SCHEME.sub(lambda found: f"{found[1] or found[2]}{_INVISIBLE}" + (":" if found[1] else "."), escaped)


def safe_text(text: Text) -> Text:
    """A text whose values are members' words, made harmless."""
    return Text(text.template, {name: _safe_value(value) for name, value in text.values.items()})


def _safe_value(value: object) -> object:
    if isinstance(value, Text):
        return safe_text(value)
    return safe(value) if isinstance(value, str) else value


def clip(text: str, limit: int) -> str:
    """The text in at most `limit` characters, cut with an ellipsis."""
    text = named(text)
    return text if len(text) <= limit else text[: max(0, limit - 1)].rstrip() + "…"


def label(text: str, limit: int = LABEL_LIMIT) -> str:
    """The text on one line, for buttons and menus, where mark-up does nothing."""
    return clip(" ".join(text.split()), limit) or "–"


def bar(fraction: float, width: int = 12) -> str:
    """How much is done, drawn: ▰▰▰▱▱▱."""
    done = round(min(1.0, max(0.0, fraction)) * width)
    return "▰" * done + "▱" * (width - done)


def duration(seconds: float) -> str:
    """A span of time in the spoken language's words, coarser as it grows."""
    whole = max(0, round(seconds))
    if whole < 60:
        return _("{seconds} s", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        if rest and minutes < 10:
            return _("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
        return _("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return _("{hours} h {minutes} min", hours=hours, minutes=minutes) if minutes else _("{hours} h", hours=hours)
    return ngettext("{number} day", "{number} days", hours // 24)


def moment(epoch_seconds: float, style: str = "R") -> str:
    """A time that each reader sees in the own time zone; "R" counts ("in 5 minutes"), "f" is date and time."""
    return f"<t:{int(epoch_seconds)}:{style}>"
