"""Two languages nobody speaks: catalogues that mark every piece of a sentence, and what reads the marks again.

The guild speaks the one in the place of German, its members the other in the place of Portuguese. Values stay outside
the marks, so that an English word that is no member's and no story's shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from cogs.languages import catalogue
from sandbox.control import Community, Member
from sandbox.told import Message, Reply

GUILD, MEMBER = "de", "pt"
MARKS = {GUILD: "\ue000\ue001", MEMBER: "\ue002\ue003"}
_ANY = re.compile("[\ue000-\ue003]")
_PIECES = re.compile(r"(\{[^{}]*\})")
_HARMLESS = re.compile(r"<[^>\s]*>|https?://\S+|attachment://\S+|[a-z0-9]+(?:-[a-z0-9]+)+|/[a-z]+(?: [a-z]+)?")
"""Mentions and moments, addresses, ids, commands."""
SHOWN = {"content", "label", "placeholder", "description", "title", "text"}
"""Keys of Discord's objects under which people read something."""
JOINING = {"und", "more"}
"""What babel joins names with."""


def install(patch: pytest.MonkeyPatch) -> None:
    """Put the marks into both catalogues, and take them out where a test looks for words."""
    for language in MARKS:
        found = catalogue(language)
        patch.setattr(found, "gettext", lambda text, language=language: marked(text, language))
        patch.setattr(
            found, "ngettext", lambda one, many, n, language=language: marked(one if n == 1 else many, language)
        )
    words, labels, member, press = Message.text, Message.labels, Community.member, Member.press
    patch.setattr(Message, "text", property(lambda message: plain(words.fget(message))))
    patch.setattr(Message, "labels", property(lambda message: [plain(one) for one in labels.fget(message)]))

    async def speaking_member(self: Community, name: str, **options: Any) -> Member:
        made = await member(self, name, **options)
        await made.speak("pt-BR")
        return made

    async def press_plain(self: Member, message: Message | Reply, label: str) -> Reply:
        shown = message.message if isinstance(message, Reply) else message
        assert shown is not None
        found = {plain(one.get("label") or ""): one.get("custom_id") for one in shown.buttons}
        return await press(self, message, found.get(label) or label)

    patch.setattr(Community, "member", speaking_member)
    patch.setattr(Member, "press", press_plain)


def marked(template: str, language: str) -> str:
    """The template with its pieces between marks."""
    opening, closing = MARKS[language]
    pieces = _PIECES.split(template)
    return "".join(one if n % 2 or not one.strip() else f"{opening}{one}{closing}" for n, one in enumerate(pieces))


def plain(text: str) -> str:
    """A text without marks."""
    return _ANY.sub("", text)


def unmarked(text: str) -> str:
    """What of a text came from no catalogue; a piece whose end was cut off counts as marked."""
    for opening, closing in MARKS.values():
        text = re.sub(f"{opening}[^{closing}]*(?:{closing}|$)", " ", text)
    return text


def languages_of(text: str) -> set[str]:
    """Which of the two languages a text is in."""
    return {language for language, marks in MARKS.items() if marks[0] in text}


def words_of(text: str) -> set[str]:
    """The words of a text, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)}


def strings(value: Any, *keys: str) -> Iterator[str]:
    """Every string in a JSON document, with `keys` only those that stand under one of them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str):
                yield from [inner] if not keys or key in keys else []
            else:
                yield from strings(inner, *keys)
    elif isinstance(value, list):
        for inner in value:
            yield from [inner] if isinstance(inner, str) and not keys else strings(inner, *keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A text that somebody was shown: where, for whom (None: not known from the request), and its words."""

    where: str
    language: str | None
    text: str

    def forgotten(self, known: set[str]) -> set[str]:
        """Words that no catalogue gave and nobody of the story wrote."""
        return words_of(_HARMLESS.sub(" ", unmarked(self.text))) - known - JOINING


def shown_by(entry: dict[str, Any]) -> Iterator[Shown]:
    """What a request of the bot shows to people."""
    body, route = entry["body"], f"{entry['method']} {entry['route']}"
    if not isinstance(body, dict) or "/commands" in route:
        return
    kind, data = body.get("type"), body.get("data") or {}
    callback = route.endswith("/callback")
    named = (callback and kind == 8) or "threads" in route or "scheduled-events" in route
    for text in strings(body, *SHOWN, *(["name"] if named else [])):
        yield Shown(where=route, language=_reader(route, entry, kind if callback else None, data), text=text)


def _reader(route: str, entry: dict[str, Any], kind: int | None, data: dict[str, Any]) -> str | None:
    if kind in (8, 9):
        return MEMBER
    if kind is not None:
        return None if kind == 7 else MEMBER if data.get("flags", 0) & 64 else GUILD
    if "/webhooks/" in route:
        flags = (entry.get("response") or {}).get("flags", 0)
        return MEMBER if flags & 64 else GUILD
    return GUILD
