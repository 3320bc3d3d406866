"""The audit log: what the application changed in a guild, with the reason that its request's header gave."""

from __future__ import annotations

import re
from urllib.parse import unquote

from aiohttp import web

from sandbox.errors import ApiError
from sandbox.validation import FormErrors
from sandbox.wire import Json
from sandbox.world import World

HEADER = "X-Audit-Log-Reason"
MAX_REASON = 512
MAX_ENTRIES = 1000

# Discord developer documentation, "Audit Log Events": the action, and which part of the path names the target
# ("" for what the answer's id names).
ACTIONS: dict[tuple[str, str], tuple[int, str]] = {
    ("PATCH", "/guilds/{}"): (1, "guild_id"),
    ("POST", "/guilds/{}/channels"): (10, ""),
    ("PATCH", "/channels/{}"): (11, "channel_id"),
    ("DELETE", "/channels/{}"): (12, "channel_id"),
    ("PUT", "/channels/{}/permissions/{}"): (14, "channel_id"),
    ("DELETE", "/channels/{}/permissions/{}"): (15, "channel_id"),
    ("DELETE", "/guilds/{}/members/{}"): (20, "user_id"),
    ("PUT", "/guilds/{}/bans/{}"): (22, "user_id"),
    ("DELETE", "/guilds/{}/bans/{}"): (23, "user_id"),
    ("PATCH", "/guilds/{}/members/{}"): (24, "user_id"),
    ("PUT", "/guilds/{}/members/{}/roles/{}"): (25, "user_id"),
    ("DELETE", "/guilds/{}/members/{}/roles/{}"): (25, "user_id"),
    ("POST", "/guilds/{}/roles"): (30, ""),
    ("PATCH", "/guilds/{}/roles/{}"): (31, "role_id"),
    ("DELETE", "/guilds/{}/roles/{}"): (32, "role_id"),
    ("POST", "/channels/{}/invites"): (40, "channel_id"),
    ("DELETE", "/invites/{}"): (42, ""),
    ("POST", "/channels/{}/webhooks"): (50, ""),
    ("PATCH", "/webhooks/{}"): (51, "webhook_id"),
    ("DELETE", "/webhooks/{}"): (52, "webhook_id"),
    ("POST", "/guilds/{}/emojis"): (60, ""),
    ("PATCH", "/guilds/{}/emojis/{}"): (61, "emoji_id"),
    ("DELETE", "/guilds/{}/emojis/{}"): (62, "emoji_id"),
    ("PUT", "/channels/{}/messages/pins/{}"): (74, "channel_id"),
    ("DELETE", "/channels/{}/messages/pins/{}"): (75, "channel_id"),
    ("POST", "/guilds/{}/scheduled-events"): (100, ""),
    ("PATCH", "/guilds/{}/scheduled-events/{}"): (101, "event_id"),
    ("DELETE", "/guilds/{}/scheduled-events/{}"): (102, "event_id"),
    ("POST", "/channels/{}/messages/{}/threads"): (110, ""),
    ("POST", "/channels/{}/threads"): (110, ""),
}
OVERWRITES, INVITES, PINS = (14, 15), (40, 42), (74, 75)
_CONTROL_CHARACTERS = re.compile(r"[\r\n]")


def reason_of(request: web.Request) -> str | None:
    """The reason in a request's header, percent-decoded; 50035 when it is longer than Discord takes."""
    found = request.headers.get(HEADER)
    if found is None:
        return None
    reason = _CONTROL_CHARACTERS.sub(" ", unquote(found))
    errors = FormErrors()
    errors.length(reason, 0, MAX_REASON, "reason")
    errors.raise_if_any()
    return reason


def guild_of(world: World, request: web.Request) -> str | None:
    """The guild that a request is about; None when it is about none."""
    where = request.match_info
    channel = world.channels.get(where.get("channel_id", ""), {})
    hook = world.webhooks.get(where.get("webhook_id", ""), {})
    invite = world.invites.get(where.get("code", ""), {})
    return where.get("guild_id") or channel.get("guild_id") or hook.get("guild_id") or invite.get("guild_id")


def note(world: World, request: web.Request, route: str, guild_id: str | None, told: Json | None) -> None:
    """Write an entry for a request that was carried out, when it is one that Discord logs."""
    action, named = ACTIONS.get((request.method, route), (0, ""))
    if not action or guild_id is None:
        return
    target = request.match_info.get(named) if named else (told or {}).get("id")
    if named == "user_id" and target == "@me":
        target = world.bot_id
    more = _more(world, request, action, told or {})
    write(world, guild_id, action, world.bot_id, target, reason_of(request), more)


def _more(world: World, request: web.Request, action: int, told: Json) -> Json:
    """What clients read of some entries beside the target: an invite's code, whose words were pinned, for whom a
    channel was opened."""
    where = request.match_info
    if action in INVITES:
        side = "new_value" if action == INVITES[0] else "old_value"
        values = {key: told[key] for key in ("code", "max_age", "max_uses", "uses", "temporary")}
        values |= {"channel_id": told["channel"]["id"], "inviter_id": told["inviter"]["id"]}
        return {"target_id": None, "changes": [{"key": key, side: value} for key, value in values.items()]}
    if action in PINS and where["message_id"] in world.messages:
        options = {"channel_id": where["channel_id"], "message_id": where["message_id"]}
        return {"target_id": world.messages[where["message_id"]]["author"]["id"], "options": options}
    if action in OVERWRITES:
        guild = world.roles[world.channel(where["channel_id"])["guild_id"]]
        role = guild.get(where["target_id"])
        named = {"role_name": role["name"]} if role else {}
        return {"options": {"id": where["target_id"], "type": "0" if role else "1"} | named}
    return {}


def write(
    world: World,
    guild_id: str,
    action: int,
    user_id: str,
    target: str | None,
    reason: str | None,
    more: Json | None = None,
) -> Json:
    """Add an entry, with what else it says, and tell those who may read the log."""
    entry: Json = {"id": world.snowflakes.next(), "action_type": action, "user_id": user_id, "target_id": target}
    entry |= more or {}
    if reason:
        entry["reason"] = reason
    log = world.audit.setdefault(guild_id, [])
    log.append(entry)
    del log[:-MAX_ENTRIES]
    world.publish("GUILD_AUDIT_LOG_ENTRY_CREATE", entry | {"guild_id": guild_id}, guild_id=guild_id)
    return entry


def read(world: World, guild_id: str, query: dict[str, str]) -> Json:
    """The log as GET answers it, newest first, narrowed by user, target and action."""
    limit = int(query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise ApiError(400, 50035, "Invalid Form Body")
    found = [
        one
        for one in reversed(world.audit.get(guild_id, []))
        if query.get("user_id", one["user_id"]) == one["user_id"]
        and query.get("target_id", one["target_id"]) == one["target_id"]
        and query.get("action_type", str(one["action_type"])) == str(one["action_type"])
        and int(one["id"]) < int(query.get("before", 1 << 64))
        and int(one["id"]) > int(query.get("after", 0))
    ]
    people = {one["user_id"] for one in found} | {one["target_id"] for one in found}
    return {
        "audit_log_entries": found[:limit],
        "users": [world.users[one] for one in people if one in world.users],
        "integrations": [],
        "webhooks": [],
        "guild_scheduled_events": [],
        "threads": [],
        "application_commands": [],
        "auto_moderation_rules": [],
    }
