"""Where Discord, or discord.py with Discord's blessing, departs from Discord's own description: one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Amend = Callable[[Json], Json]
REQUEST, QUERY, RESPONSE, EVENT = "request", "query", "response", "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One known departure. `amend` rewrites an object (every object of a body) to what the description says."""

    name: str
    where: tuple[str, ...]
    reason: str
    amend: Amend


def _attachment_ids(one: Json) -> Json:
    if not isinstance(one.get("attachments"), list):
        return one
    fixed = [a | {"id": str(a["id"])} if isinstance(a.get("id"), int) else a for a in one["attachments"]]
    return one | {"attachments": fixed}


def _mentioned_ids(one: Json) -> Json:
    allowed = one.get("allowed_mentions")
    if not isinstance(allowed, dict):
        return one
    lists = {key: [str(id) for id in allowed[key]] for key in ("users", "roles") if isinstance(allowed.get(key), list)}
    return one | {"allowed_mentions": allowed | lists}


def _poll_duration(one: Json) -> Json:
    hours = one.get("duration")
    whole = isinstance(hours, float) and hours.is_integer()
    return one | {"duration": int(hours)} if whole and hours is not None else one


def _permission_bits(one: Json) -> Json:
    keys = ("permissions", "allow", "deny", "default_member_permissions")
    return one | {key: int(one[key]) for key in keys if isinstance(one.get(key), str) and one[key].isdigit()}


_IDS = ("id", "parent_id", "recipient_id", "channel_id", "message_id", "guild_id", "role_id", "user_id", "entity_id")


def _ids_as_numbers(one: Json) -> Json:
    # Components carry an `id` that is a number by right: they have a type and are no overwrite.
    keys = [key for key in _IDS if isinstance(one.get(key), int) and not (key == "id" and _is_component(one))]
    return one | {key: str(one[key]) for key in keys}


def _is_component(one: Json) -> bool:
    return "type" in one and not {"allow", "deny", "permission"} & one.keys()


def _error_names(one: Json) -> Json:
    return {key: value for key, value in one.items() if key != "errors"} if "code" in one and "message" in one else one


def _without(key: str) -> Amend:
    def amend(one: Json) -> Json:
        return {name: value for name, value in one.items() if name != key}

    return amend


def _thread_without_message(one: Json) -> Json:
    return {key: value for key, value in one.items() if key != "message"} if "thread_metadata" in one else one


def _overwrite_without_id(one: Json) -> Json:
    return {key: value for key, value in one.items() if key != "id"} if one.keys() >= {"allow", "deny"} else one


def _thread_without_kind(one: Json) -> Json:
    kind = "auto_archive_duration" in one and "name" in one
    return {key: value for key, value in one.items() if key != "type"} if kind else one


DEVIATIONS = (
    Deviation(
        name="attachment ids as numbers",
        where=(REQUEST,),
        reason="discord.py numbers the files of a request; the description wants text, Discord takes both",
        amend=_attachment_ids,
    ),
    Deviation(
        name="allowed mentions as numbers",
        where=(REQUEST,),
        reason="discord.py sends the ids of who may be pinged as numbers; the description wants text",
        amend=_mentioned_ids,
    ),
    Deviation(
        name="poll duration as a float",
        where=(REQUEST,),
        reason="discord.py divides a timedelta and sends 24.0; the description wants an integer, Discord takes both",
        amend=_poll_duration,
    ),
    Deviation(
        name="permission bits as text",
        where=(REQUEST,),
        reason="permission bits outgrew 53 bits and are sent as text; the description still says integer",
        amend=_permission_bits,
    ),
    Deviation(
        name="ids as numbers",
        where=(REQUEST,),
        reason="discord.py sends some ids as integers; the description wants text, Discord takes both",
        amend=_ids_as_numbers,
    ),
    Deviation(
        name="tts of an edit",
        where=(REQUEST,),
        reason="discord.py builds edits like new messages and sends tts along; Discord passes over it",
        amend=_without("tts"),
    ),
    Deviation(
        name="enforce_nonce everywhere",
        where=(REQUEST,),
        reason="discord.js sends it with edits and webhooks too; the description has none there, Discord ignores it",
        amend=_without("enforce_nonce"),
    ),
    Deviation(
        name="name in a webhook's edit",
        where=(REQUEST,),
        reason="discord.js builds a webhook's edit like its message, with a username; Discord passes over it",
        amend=_without("username"),
    ),
    Deviation(
        name="id of an overwrite",
        where=(REQUEST,),
        reason="both libraries say in the body of an overwrite for whom it is, which the path has said",
        amend=_overwrite_without_id,
    ),
    Deviation(
        name="kind of a message's thread",
        where=(REQUEST,),
        reason="discord.js sends a type with a thread that is opened from a message, whose kind the channel decides",
        amend=_thread_without_kind,
    ),
    Deviation(
        name="first message of a forum post",
        where=(RESPONSE,),
        reason="Discord answers a forum post with its thread and the message in it; the description has no message",
        amend=_thread_without_message,
    ),
    Deviation(
        name="use_nested_fields",
        where=(QUERY,),
        reason="discord.py asks for forum posts in their present form with a query that the description leaves out",
        amend=_without("use_nested_fields"),
    ),
    Deviation(
        name="a ban's query",
        where=(QUERY,),
        reason="discord.py sends delete_message_seconds in the query, as of old; the description wants it in the body",
        amend=_without("delete_message_seconds"),
    ),
    Deviation(
        name="names of field errors",
        where=(RESPONSE,),
        reason="the description calls the codes of field errors integers; Discord sends names (BASE_TYPE_MAX_LENGTH)",
        amend=_error_names,
    ),
)


def amended(value: Any, amend: Amend) -> Any:
    """The value with every object in it rewritten."""
    if isinstance(value, list):
        return [amended(one, amend) for one in value]
    if isinstance(value, dict):
        return amend({key: amended(one, amend) for key, one in value.items()})
    return value


def judged(value: Any, where: str, judge: Callable[[Any], list[str]]) -> tuple[list[str], list[str]]:
    """(problems that remain, names of the deviations that were needed) for one value under a judge."""
    problems = judge(value)
    needed: list[str] = []
    for one in DEVIATIONS:
        if not problems:
            break
        if where not in one.where:
            continue
        fresh = amended(value, one.amend)
        if fresh != value:
            left = judge(fresh)
            if left != problems:
                needed.append(one.name)
                problems, value = left, fresh
    return problems, needed
