"""What an administrator allows and denies of an application's commands: for roles, members and channels of a guild.

Discord developer documentation, "Application Command Permissions": the order in which they count. What a command
says itself goes before what the application says; a member before their roles, these before @everyone; one channel
before all of them.
"""

from __future__ import annotations

import hashlib
import hmac

from sandbox.errors import unknown_command, unknown_command_permissions
from sandbox.validation import FormErrors
from sandbox.wire import Json
from sandbox.world import World

ROLE, USER, CHANNEL = 1, 2, 3
MAX_OVERRIDES = 100


def all_channels(guild_id: str) -> str:
    """The id that stands for every channel of a guild."""
    return str(int(guild_id) - 1)


def known_id(world: World, guild_id: str, command_id: str) -> str:
    """The id of a command of the guild, a global one, or the application itself; 10063 for another."""
    scopes = (world.commands.get("", {}), world.commands.get(guild_id, {}))
    if command_id != world.bot_id and not any(command_id in scope for scope in scopes):
        raise unknown_command()
    return command_id


def put(world: World, guild_id: str, command_id: str, wishes: list[Json]) -> Json:
    """Make these the only overrides of a command, or of the application as a whole; none takes them away."""
    errors = FormErrors()
    errors.length(wishes, 0, MAX_OVERRIDES, "permissions")
    seen: set[tuple[int, str]] = set()
    for index, wish in enumerate(wishes):
        key = (int(wish.get("type") or 0), str(wish.get("id")))
        if key[0] not in (ROLE, USER, CHANNEL):
            errors.add("BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.", "permissions", index, "type")
        if not isinstance(wish.get("permission"), bool):
            errors.add("BASE_TYPE_REQUIRED", "This field is required", "permissions", index, "permission")
        if key in seen:
            message = "The same target stands twice."
            errors.add("APPLICATION_COMMAND_PERMISSIONS_DUPLICATE", message, "permissions", index, "id")
        seen.add(key)
    errors.raise_if_any()
    kept = [{"id": str(one["id"]), "type": int(one["type"]), "permission": one["permission"]} for one in wishes]
    table = world.command_permissions.setdefault(guild_id, {})
    if kept:
        table[command_id] = kept
    else:
        table.pop(command_id, None)
    told = shown(world, guild_id, command_id, kept)
    world.publish("APPLICATION_COMMAND_PERMISSIONS_UPDATE", told, guild_id=guild_id)
    return told


def shown(world: World, guild_id: str, command_id: str, overrides: list[Json]) -> Json:
    """The overrides of one command as Discord answers them."""
    return {"id": command_id, "application_id": world.bot_id, "guild_id": guild_id, "permissions": overrides}


def get(world: World, guild_id: str, command_id: str) -> Json:
    """The overrides of one command; 10066 when there are none."""
    found = world.command_permissions.get(guild_id, {}).get(command_id)
    if found is None:
        raise unknown_command_permissions()
    return shown(world, guild_id, command_id, found)


def _channel_verdict(overrides: list[Json], guild_id: str, channel: Json) -> bool | None:
    table = {one["id"]: one["permission"] for one in overrides if one["type"] == CHANNEL}
    for key in (channel["id"], channel.get("parent_id") if channel.get("thread_metadata") else None):
        if key in table:
            return bool(table[key])
    everywhere = table.get(all_channels(guild_id))
    return None if everywhere is None else bool(everywhere)


def _member_verdict(overrides: list[Json], guild_id: str, user_id: str, roles: list[str]) -> bool | None:
    users = {one["id"]: one["permission"] for one in overrides if one["type"] == USER}
    if user_id in users:
        return bool(users[user_id])
    table = {one["id"]: bool(one["permission"]) for one in overrides if one["type"] == ROLE}
    verdicts = [table[role] for role in roles if role in table]
    if verdicts:
        return any(verdicts)
    return table.get(guild_id)


def verdict(world: World, guild_id: str, user_id: str, channel: Json, command_id: str) -> bool | None:
    """True or False when the overrides decide for a member in a channel; None when the command's default does."""
    table = world.command_permissions.get(guild_id)
    if not table:
        return None
    levels = [table.get(command_id, []), table.get(world.bot_id, [])]
    places = [one for level in levels if (one := _channel_verdict(level, guild_id, channel)) is not None]
    if places and not places[0]:
        return False
    roles = world.members[guild_id][user_id]["roles"]
    own = _member_verdict(levels[0], guild_id, user_id, roles)
    if own is not None:
        return own
    # The application as a whole may deny; where it allows, the command's own default still counts.
    return False if _member_verdict(levels[1], guild_id, user_id, roles) is False else None


def bearer_of(world: World, user_id: str) -> str:
    """The access token with which a member changes overrides over REST, as a dashboard would."""
    mark = hmac.new(world.cdn_secret.encode(), f"bearer {user_id}".encode(), hashlib.sha256).hexdigest()
    return f"{user_id}.{mark[:32]}"


def user_of_bearer(world: World, token: str) -> str | None:
    """The member whose access token this is; None when it is nobody's."""
    user_id = token.partition(".")[0]
    good = user_id in world.users and hmac.compare_digest(token, bearer_of(world, user_id))
    return user_id if good else None
