"""Rules of our own for requests, where Discord's description says less than Discord enforces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]
_COMPONENTS_V2 = 1 << 15
_TEXT_DISPLAY, _MODAL, _CHAT_INPUT = 10, 9, 1


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """Every component, parents before children."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        yield from walk([one[key] for key in ("accessory", "component") if isinstance(one.get(key), dict)])


def _embed_characters(embed: Json) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for one in embed.get("fields") or []:
        parts += [one.get("name"), one.get("value")]
    return sum(len(part or "") for part in parts)


def _twice(every: Iterable[Json]) -> bool:
    ids = [one["custom_id"] for one in every if one.get("custom_id")]
    return len(ids) != len(set(ids))


def message_rules(body: Json) -> Iterator[str]:
    """What Discord would refuse of a message."""
    if len(body.get("content") or "") > 2000:
        yield "content over 2000 characters"
    if sum(_embed_characters(one) for one in body.get("embeds") or []) > 6000:
        yield "embeds over 6000 characters together"
    every = list(walk(body.get("components") or []))
    if _twice(every):
        yield "a custom_id stands twice"
    if (body.get("flags") or 0) & _COMPONENTS_V2:
        if any(body.get(key) for key in ("content", "embeds", "poll")):
            yield "components v2 together with content, embeds or a poll"
        if len(every) > 40:
            yield "more than 40 components"
        if sum(len(one.get("content") or "") for one in every if one.get("type") == _TEXT_DISPLAY) > 4000:
            yield "text displays over 4000 characters together"
    for answer in (body.get("poll") or {}).get("answers") or []:
        if len((answer.get("poll_media") or {}).get("text") or "") > 55:
            yield "a poll answer over 55 characters"


def modal_rules(data: Json) -> Iterator[str]:
    """What Discord would refuse of a modal."""
    if not 1 <= len(data.get("components") or []) <= 5:
        yield "a modal holds one to five components"
    if _twice(walk(data.get("components") or [])):
        yield "a custom_id stands twice"


def command_rules(commands: list[Json]) -> Iterator[str]:
    """What Discord would refuse of commands."""
    for command in commands:
        name = str(command.get("name"))
        chat = command.get("type", _CHAT_INPUT) == _CHAT_INPUT
        if chat and not (re.fullmatch(r"[-_'\w]{1,32}", name) and name == name.lower()):
            yield f"command name {name!r}"
        yield from _option_rules(command)


def _option_rules(holder: Json) -> Iterator[str]:
    optional = False
    for option in holder.get("options") or []:
        if option.get("required") and optional:
            yield f"required option {option['name']!r} after an optional one"
        optional = optional or not option.get("required")
        yield from _option_rules(option)


def request_rules(entry: Json) -> Iterator[str]:
    """How an accepted request of the journal breaks our own rules."""
    body, route = entry["body"], entry["route"]
    if route.endswith("/commands"):
        commands = body if isinstance(body, list) else [body] if isinstance(body, dict) and body else []
        yield from command_rules(commands)
    elif route.endswith("/callback") and isinstance(body, dict):
        data = body.get("data") or {}
        yield from modal_rules(data) if body.get("type") == _MODAL else message_rules(data)
    elif isinstance(body, dict) and ("/messages" in route or route.startswith("/webhooks")):
        yield from message_rules(body)
