"""Checks a sandbox's journal against Discord's OpenAPI description, and against rules the description misses.

`violations(journal)` takes the entries of `Community.journal()`. The description is looked for beside the
repository; without it only our own rules are checked (`document_path()` is None then).
"""

import functools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]
DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
METHODS = ("get", "put", "post", "patch", "delete")
# Gateway events that carry an object which the description knows from a REST answer.
EVENT_SCHEMAS = {
    "MESSAGE_CREATE": "MessageResponse",
    "MESSAGE_UPDATE": "MessageResponse",
    "CHANNEL_CREATE": "GuildChannelResponse",
    "CHANNEL_UPDATE": "GuildChannelResponse",
    "CHANNEL_DELETE": "GuildChannelResponse",
    "THREAD_CREATE": "ThreadResponse",
    "THREAD_UPDATE": "ThreadResponse",
    "GUILD_CREATE": "GuildWithCountsResponse",
    "GUILD_MEMBER_ADD": "GuildMemberResponse",
    "GUILD_MEMBER_UPDATE": "GuildMemberResponse",
}


def document_path() -> Path | None:
    """Where the description lies; None when it is not there."""
    return DOCUMENT if DOCUMENT.is_file() else None


class Document:
    """Discord's description, with a compiled validator for each place that is asked for."""

    def __init__(self, path: Path) -> None:
        self._spec = json.loads(path.read_text())
        resource = Resource.from_contents(self._spec, default_specification=DRAFT202012)
        self._registry = Registry().with_resource("urn:discord", resource)
        self._routes = sorted(self._list_routes(), key=lambda one: one[0].count("{"))

    def _list_routes(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        for path in self._spec["paths"]:
            pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))
            yield path, re.compile(f"^{pattern}$")

    def route(self, path: str) -> str | None:
        return next((name for name, pattern in self._routes if pattern.match(path)), None)

    def operation(self, route: str, method: str) -> Json | None:
        return self._spec["paths"][route].get(method.lower())

    @functools.cache  # noqa: B019 - one document lives as long as the process
    def validator(self, pointer: str) -> Draft202012Validator:
        return Draft202012Validator({"$ref": f"urn:discord#{pointer}"}, registry=self._registry)

    def problems(self, pointer: str, value: Any) -> list[str]:
        found = []
        for error in self.validator(pointer).iter_errors(value):
            deep = best_match([error])
            where = "/".join(map(str, deep.absolute_path))
            found.append(f"{where}: {deep.message[:160]}")
        return found


@functools.cache
def document() -> Document | None:
    path = document_path()
    return Document(path) if path else None


def _escaped(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1")


def _coerced(value: Any) -> Any:
    """What discord.py writes otherwise than the description, and Discord takes: ids as numbers, bits as text."""
    if isinstance(value, list):
        return [_coerced(one) for one in value]
    if not isinstance(value, dict):
        return value
    fresh = {key: _coerced(inner) for key, inner in value.items()}
    if isinstance(fresh.get("attachments"), list):
        fresh["attachments"] = [{**one, "id": str(one["id"])} if "id" in one else one for one in fresh["attachments"]]
    for key in ("permissions", "allow", "deny"):
        if isinstance(fresh.get(key), str) and fresh[key].isdigit():
            fresh[key] = int(fresh[key])
    for one in fresh.get("permission_overwrites") or []:
        one["id"] = str(one["id"])
    for key in ("parent_id", "recipient_id"):
        if isinstance(fresh.get(key), int):
            fresh[key] = str(fresh[key])
    if isinstance(fresh.get("duration"), float) and fresh["duration"].is_integer():
        fresh["duration"] = int(fresh["duration"])
    return fresh


def _request_problems(spec: Document, entry: Json) -> list[str]:
    """Problems of the request, unless the sandbox refused it, and of the answer."""
    route = spec.route(entry["path"])
    operation = spec.operation(route, entry["method"]) if route else None
    if route is None or operation is None:
        return ["the description has no such route"] if entry["status"] != 404 else []
    found = []
    accepted = entry["status"] < 400
    if accepted and entry["body"] not in (None, {}) and "requestBody" in operation:
        kinds = operation["requestBody"]["content"]
        kind = "application/json" if "application/json" in kinds else next(iter(kinds))
        pointer = f"/paths/{_escaped(route)}/{entry['method'].lower()}/requestBody/content/{_escaped(kind)}/schema"
        found += [f"request {one}" for one in spec.problems(pointer, _coerced(entry["body"]))]
    if entry["status"] >= 500 and entry.get("fault"):
        return found
    return found + [f"response {one}" for one in _response_problems(spec, entry, route, operation)]


def _response_problems(spec: Document, entry: Json, route: str, operation: Json) -> list[str]:
    status, answers, body = str(entry["status"]), operation["responses"], entry["response"]
    if entry["status"] >= 400:
        # The description calls the codes of field errors integers; Discord sends names (BASE_TYPE_MAX_LENGTH).
        body = {key: value for key, value in body.items() if key != "errors"}
    key = status if status in answers else f"{status[0]}XX"
    if key not in answers and entry["status"] >= 400:
        return spec.problems("/components/schemas/ErrorResponse", body)
    if key not in answers:
        return [f"status {status} is not described, only {sorted(answers)}"]
    answer = answers[key]
    if "$ref" in answer:
        base = f"{answer['$ref'].removeprefix('#')}/content/application~1json/schema"
    elif "content" in answer:
        base = f"/paths/{_escaped(route)}/{entry['method'].lower()}/responses/{key}/content/application~1json/schema"
    else:
        return []
    return spec.problems(base, body) if body is not None else []


def _event_problems(spec: Document, entry: Json) -> list[str]:
    data, name = entry["data"], entry["name"]
    if name == "INTERACTION_CREATE":
        message = data.get("message")
        found = spec.problems("/components/schemas/MessageResponse", message) if message else []
        member = {key: value for key, value in data.get("member", {}).items() if key != "permissions"}
        return found + (spec.problems("/components/schemas/GuildMemberResponse", member) if member else [])
    if name not in EVENT_SCHEMAS:
        return []
    return spec.problems(f"/components/schemas/{EVENT_SCHEMAS[name]}", data)


# ---- what the description does not say


def _walk(components: Iterable[Json]) -> Iterator[Json]:
    for one in components:
        yield one
        yield from _walk(one.get("components") or [])
        yield from _walk([one[key] for key in ("accessory", "component") if isinstance(one.get(key), dict)])


def _message_rules(body: Json) -> Iterator[str]:
    if len(body.get("content") or "") > 2000:
        yield "content over 2000 characters"
    text = 0
    for embed in body.get("embeds") or []:
        text += len(embed.get("title") or "") + len(embed.get("description") or "")
        text += len((embed.get("footer") or {}).get("text") or "") + len((embed.get("author") or {}).get("name") or "")
        text += sum(len(one["name"]) + len(one["value"]) for one in embed.get("fields") or [])
    if text > 6000:
        yield "embeds over 6000 characters together"
    every = list(_walk(body.get("components") or []))
    ids = [one["custom_id"] for one in every if one.get("custom_id")]
    if len(ids) != len(set(ids)):
        yield "a custom_id stands twice"
    if (body.get("flags") or 0) & 1 << 15:
        if any(body.get(key) for key in ("content", "embeds", "poll")):
            yield "components v2 together with content, embeds or a poll"
        if len(every) > 40:
            yield "more than 40 components"
        if sum(len(one.get("content") or "") for one in every if one.get("type") == 10) > 4000:
            yield "text displays over 4000 characters together"
    for answer in (body.get("poll") or {}).get("answers") or []:
        if len((answer.get("poll_media") or {}).get("text") or "") > 55:
            yield "a poll answer over 55 characters"


def _command_rules(commands: list[Json]) -> Iterator[str]:
    for command in commands:
        name = str(command.get("name"))
        if command.get("type", 1) == 1 and not (re.fullmatch(r"[-_'\w]{1,32}", name) and name == name.lower()):
            yield f"command name {name!r}"
        yield from _option_rules(command)


def _option_rules(holder: Json) -> Iterator[str]:
    optional = False
    for option in holder.get("options") or []:
        if option.get("required") and optional:
            yield f"required option {option['name']!r} after an optional one"
        optional = optional or not option.get("required")
        yield from _option_rules(option)


def _own_rules(entry: Json) -> Iterator[str]:
    body, route = entry["body"], entry["route"]
    if route.endswith("/commands") and isinstance(body, list):
        yield from _command_rules(body)
    elif route.endswith("/callback") and isinstance(body, dict):
        data = body.get("data") or {}
        if body.get("type") == 9:
            if not 1 <= len(data.get("components") or []) <= 5:
                yield "a modal holds one to five components"
        else:
            yield from _message_rules(data)
    elif isinstance(body, dict) and ("/messages" in route or route.startswith("/webhooks")):
        yield from _message_rules(body)


def violations(journal: Iterable[Json]) -> list[str]:
    """Every way in which requests, answers and events break Discord's description or our own rules.

    A request that the sandbox refused (4xx) is judged by its answer alone.
    """
    spec, found = document(), []
    for entry in journal:
        if entry["kind"] == "request":
            problems = _request_problems(spec, entry) if spec else []
            if entry["status"] < 400:
                problems += list(_own_rules(entry))
            found += [f"#{entry['number']} {entry['method']} {entry['route']}: {one}" for one in problems]
        elif entry["kind"] == "event" and spec:
            found += [f"#{entry['number']} {entry['name']}: {one}" for one in _event_problems(spec, entry)]
    return found


def checked(journal: Iterable[Json]) -> dict[str, int]:
    """How many requests with a body, answers, and events of a journal the description has a say in."""
    counts = {"requests": 0, "answers": 0, "events": 0}
    for entry in journal:
        if entry["kind"] == "request":
            counts["requests"] += entry["body"] not in (None, {}) and entry["status"] < 400
            counts["answers"] += entry["response"] is not None
        elif entry["kind"] == "event":
            counts["events"] += entry["name"] in EVENT_SCHEMAS or entry["name"] == "INTERACTION_CREATE"
    return counts
