"""Gateway events: which parts Discord's description knows, and schemas of our own for the frame around them.

Frames: Discord developer documentation, "Gateway Events" (August 2026).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.fidelity.document import Document, own_problems

Json = dict[str, Any]
_ID: Json = {"type": "string", "pattern": r"^\d{15,21}$"}
_TIME: Json = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$"}
_OBJECT: Json = {"type": "object"}
_LIST: Json = {"type": "array"}
_NUMBER: Json = {"type": "integer"}
_TEXT: Json = {"type": "string"}
_FLAG: Json = {"type": "boolean"}

# The parts of an event that the description knows from REST: path within the event (`[]`: each of a list), schema.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "READY": (("user", "UserResponse"),),
    "GUILD_CREATE": (
        ("", "GuildWithCountsResponse"),
        ("channels[]", "GuildChannelResponse"),
        ("threads[]", "ThreadResponse"),
        ("members[]", "GuildMemberResponse"),
        ("guild_scheduled_events[]", "ExternalScheduledEventResponse"),
    ),
    "GUILD_UPDATE": (("", "GuildResponse"),),
    **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"), (("", "GuildChannelResponse"),)),
    **dict.fromkeys(("THREAD_CREATE", "THREAD_UPDATE"), (("", "ThreadResponse"),)),
    "THREAD_MEMBERS_UPDATE": (("added_members[]", "ThreadMemberResponse"),),
    "THREAD_LIST_SYNC": (("threads[]", "ThreadResponse"), ("members[]", "ThreadMemberResponse")),
    **dict.fromkeys(("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE"), (("", "GuildMemberResponse"),)),
    "GUILD_MEMBER_REMOVE": (("user", "UserResponse"),),
    "GUILD_MEMBERS_CHUNK": (("members[]", "GuildMemberResponse"),),
    **dict.fromkeys(("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE"), (("role", "GuildRoleResponse"),)),
    **dict.fromkeys(("GUILD_BAN_ADD", "GUILD_BAN_REMOVE"), (("user", "UserResponse"),)),
    "GUILD_EMOJIS_UPDATE": (("emojis[]", "EmojiResponse"),),
    **dict.fromkeys(
        ("GUILD_SCHEDULED_EVENT_CREATE", "GUILD_SCHEDULED_EVENT_UPDATE", "GUILD_SCHEDULED_EVENT_DELETE"),
        (("", "ExternalScheduledEventResponse"),),
    ),
    **dict.fromkeys(("MESSAGE_CREATE", "MESSAGE_UPDATE"), (("", "MessageResponse"),)),
    "MESSAGE_REACTION_ADD": (("member", "GuildMemberResponse"), ("emoji", "MessageReactionEmojiResponse")),
    "MESSAGE_REACTION_REMOVE": (("emoji", "MessageReactionEmojiResponse"),),
    "MESSAGE_REACTION_REMOVE_EMOJI": (("emoji", "MessageReactionEmojiResponse"),),
    "TYPING_START": (("member", "GuildMemberResponse"),),
    "APPLICATION_COMMAND_PERMISSIONS_UPDATE": (("", "CommandPermissionsResponse"),),
    "INTERACTION_CREATE": (
        ("message", "MessageResponse"),
        ("member", "GuildMemberResponse"),
        ("user", "UserResponse"),
        ("data.resolved.users{}", "UserResponse"),
        ("data.resolved.roles{}", "GuildRoleResponse"),
        ("data.resolved.messages{}", "MessageResponse"),
        ("data.resolved.attachments{}", "AttachmentResponse"),
        ("entitlements[]", "EntitlementResponse"),
    ),
}


# What the gateway adds to an object that REST knows as well, as the same documentation has it.
ADDED: dict[str, frozenset[str]] = {
    "GuildMemberResponse": frozenset({"guild_id", "permissions"}),
    "MessageResponse": frozenset({"channel_type", "guild_id", "member"}),
    "ThreadMemberResponse": frozenset({"presence", "guild_id"}),
    "ThreadResponse": frozenset({"newly_created"}),
    "UserResponse": frozenset({"email", "mfa_enabled", "verified"}),
    "GuildWithCountsResponse": frozenset(
        {
            "joined_at",
            "large",
            "unavailable",
            "member_count",
            "members",
            "channels",
            "threads",
            "presences",
            "voice_states",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        }
    ),
}


def _frame(**fields: Json) -> Json:
    """An object with these fields, all required but those whose name ends in an underscore."""
    wanted = [name for name in fields if not name.endswith("_")]
    return {"type": "object", "required": wanted, "properties": {n.rstrip("_"): one for n, one in fields.items()}}


_IN_CHANNEL: dict[str, Json] = {"channel_id": _ID, "guild_id_": _ID}
_REACTION: dict[str, Json] = {"user_id": _ID, "message_id": _ID, "emoji": _OBJECT, "burst": _FLAG, "type": _NUMBER}
_INVITE: dict[str, Json] = {"code": _TEXT}
FRAMES: dict[str, Json] = {
    "READY": _frame(
        v={"const": 10},
        user=_OBJECT,
        guilds={"type": "array", "items": _frame(id=_ID, unavailable={"const": True})},
        session_id=_TEXT,
        resume_gateway_url={"type": "string", "pattern": "^ws"},
        application=_frame(id=_ID, flags=_NUMBER),
        shard_={"type": "array", "minItems": 2, "maxItems": 2},
    ),
    "RESUMED": _frame(),
    "GUILD_CREATE": _frame(
        joined_at=_TIME,
        large=_FLAG,
        member_count=_NUMBER,
        members=_LIST,
        channels=_LIST,
        threads=_LIST,
        presences=_LIST,
        voice_states=_LIST,
        stage_instances=_LIST,
        guild_scheduled_events=_LIST,
    ),
    "GUILD_DELETE": _frame(id=_ID),
    "CHANNEL_PINS_UPDATE": _frame(**_IN_CHANNEL, last_pin_timestamp_={"anyOf": [_TIME, {"type": "null"}]}),
    "THREAD_DELETE": _frame(id=_ID, guild_id=_ID, parent_id=_ID, type=_NUMBER),
    "THREAD_MEMBERS_UPDATE": _frame(id=_ID, guild_id=_ID, member_count={"type": "integer", "maximum": 50}),
    "GUILD_MEMBER_ADD": _frame(guild_id=_ID),
    "GUILD_MEMBER_UPDATE": _frame(guild_id=_ID),
    "GUILD_MEMBER_REMOVE": _frame(guild_id=_ID, user=_OBJECT),
    "GUILD_MEMBERS_CHUNK": _frame(
        guild_id=_ID, members={"type": "array", "maxItems": 1000}, chunk_index=_NUMBER, chunk_count=_NUMBER
    ),
    "GUILD_ROLE_CREATE": _frame(guild_id=_ID, role=_OBJECT),
    "GUILD_ROLE_UPDATE": _frame(guild_id=_ID, role=_OBJECT),
    "GUILD_ROLE_DELETE": _frame(guild_id=_ID, role_id=_ID),
    "GUILD_BAN_ADD": _frame(guild_id=_ID, user=_OBJECT),
    "GUILD_BAN_REMOVE": _frame(guild_id=_ID, user=_OBJECT),
    "GUILD_EMOJIS_UPDATE": _frame(guild_id=_ID, emojis=_LIST),
    "GUILD_AUDIT_LOG_ENTRY_CREATE": _frame(guild_id=_ID, id=_ID, action_type=_NUMBER),
    "INVITE_CREATE": _frame(**_INVITE, **_IN_CHANNEL, max_age=_NUMBER, max_uses=_NUMBER, uses=_NUMBER),
    "INVITE_DELETE": _frame(**_INVITE, **_IN_CHANNEL),
    "WEBHOOKS_UPDATE": _frame(guild_id=_ID, channel_id=_ID),
    "MESSAGE_DELETE": _frame(id=_ID, **_IN_CHANNEL),
    "MESSAGE_DELETE_BULK": _frame(ids={"type": "array", "items": _ID}, **_IN_CHANNEL),
    "MESSAGE_REACTION_ADD": _frame(**_REACTION, **_IN_CHANNEL, message_author_id_=_ID),
    "MESSAGE_REACTION_REMOVE": _frame(**_REACTION, **_IN_CHANNEL),
    "MESSAGE_REACTION_REMOVE_ALL": _frame(message_id=_ID, **_IN_CHANNEL),
    "MESSAGE_REACTION_REMOVE_EMOJI": _frame(message_id=_ID, emoji=_OBJECT, **_IN_CHANNEL),
    "MESSAGE_POLL_VOTE_ADD": _frame(user_id=_ID, message_id=_ID, answer_id=_NUMBER, **_IN_CHANNEL),
    "MESSAGE_POLL_VOTE_REMOVE": _frame(user_id=_ID, message_id=_ID, answer_id=_NUMBER, **_IN_CHANNEL),
    "TYPING_START": _frame(user_id=_ID, timestamp=_NUMBER, **_IN_CHANNEL),
    "GUILD_SCHEDULED_EVENT_USER_ADD": _frame(guild_scheduled_event_id=_ID, user_id=_ID, guild_id=_ID),
    "GUILD_SCHEDULED_EVENT_USER_REMOVE": _frame(guild_scheduled_event_id=_ID, user_id=_ID, guild_id=_ID),
    "INTERACTION_CREATE": _frame(
        id=_ID,
        application_id=_ID,
        type={"enum": [2, 3, 4, 5]},
        token=_TEXT,
        version={"const": 1},
        data=_OBJECT,
        channel=_frame(id=_ID, type=_NUMBER),
        channel_id=_ID,
        app_permissions={"type": "string", "pattern": r"^\d+$"},
        entitlements=_LIST,
        authorizing_integration_owners=_OBJECT,
        context={"enum": [0, 1, 2]},
        attachment_size_limit=_NUMBER,
        locale=_TEXT,
    ),
}


def _found(value: Any, path: str) -> Iterator[Any]:
    """Everything at a path: keys by dots, `[]` each of a list, `{}` each of a table; nothing where a key is missing."""
    head, _, rest = path.partition(".")
    key = head.removesuffix("[]").removesuffix("{}")
    inner = value.get(key) if key else value
    if inner is None:
        return
    each = inner if head.endswith("[]") else inner.values() if head.endswith("{}") else [inner]
    for one in each:
        yield from _found(one, rest) if rest else [one]


def event_problems(document: Document | None, entry: Json) -> list[str]:
    """How an event of the journal breaks the description (when there is one) or the frames above."""
    name, data = entry["name"], entry["data"]
    if name not in PARTS and name not in FRAMES:
        return ["Discord sends no such event"]
    problems = own_problems(FRAMES[name], data) if name in FRAMES else []
    if document is not None:
        for path, schema in PARTS.get(name, ()):
            for part in _found(data, path):
                known = {key: one for key, one in part.items() if key not in ADDED.get(schema, ())}
                problems += [f"{path} {one}" for one in document.component(schema, known)]
    return problems
