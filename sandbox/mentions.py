"""Who a message mentions and who is pinged: the text's mentions, narrowed by `allowed_mentions`."""

from __future__ import annotations

import re

from sandbox.components import walk
from sandbox.permissions import Permission, of_member
from sandbox.validation import FormErrors
from sandbox.wire import ComponentType, Json
from sandbox.world import World

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")


def check_allowed(allowed: Json | None, errors: FormErrors) -> None:
    """Note `allowed_mentions` that name users both one by one and altogether, or more than a hundred."""
    parse = (allowed or {}).get("parse") or []
    for key in ("users", "roles"):
        named = (allowed or {}).get(key) or []
        if key in parse and named:
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            message = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            errors.add(code, message, "allowed_mentions")
        errors.length(named, 0, 100, "allowed_mentions", key)


def _texts(content: str, components: list[Json]) -> str:
    shown = [one["content"] for one in walk(components) if one.get("type") == ComponentType.TEXT_DISPLAY]
    return "\n".join([content, *shown])


def mentions_of(
    world: World,
    channel: Json,
    author_id: str,
    content: str,
    components: list[Json],
    allowed: Json | None,
    replied_to: str | None = None,
) -> Json:
    """The `mentions`, `mention_roles` and `mention_everyone` of a message, ping permission honoured."""
    text = _texts(content, components)
    parse = (allowed or {}).get("parse")
    everything = allowed is None

    def may(kind: str, target: str) -> bool:
        return everything or kind in (parse or []) or target in map(str, (allowed or {}).get(kind) or [])

    users = [uid for uid in dict.fromkeys(_USER.findall(text)) if uid in world.users and may("users", uid)]
    if replied_to and (everything or (allowed or {}).get("replied_user")) and replied_to not in users:
        users.append(replied_to)
    guild_id = channel.get("guild_id")
    roles: list[str] = []
    everyone = False
    if guild_id:
        # A webhook is no member and may ping everybody.
        pings_all = author_id not in world.members[guild_id]
        pings_all = pings_all or Permission.MENTION_EVERYONE in of_member(world, guild_id, author_id, channel)
        known = world.roles[guild_id]
        for role_id in dict.fromkeys(_ROLE.findall(text)):
            pingable = role_id in known and (pings_all or known[role_id]["mentionable"])
            if pingable and may("roles", role_id):
                roles.append(role_id)
        everyone = pings_all and bool(re.search(r"@(everyone|here)\b", text))
        everyone = everyone and (everything or "everyone" in (parse or []))
    return {
        "mentions": [world.users[uid] for uid in users],
        "mention_roles": roles,
        "mention_everyone": everyone,
    }
