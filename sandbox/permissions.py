"""Permission bits and how roles and channel overwrites add up to what a member may do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag
from typing import TYPE_CHECKING

from sandbox.clock import seconds_of
from sandbox.errors import missing_access, missing_permissions
from sandbox.wire import THREADS, ChannelType, Json

if TYPE_CHECKING:
    from sandbox.world import World


class Permission(IntFlag):
    """Discord developer documentation, "Permissions": bitwise permission flags."""

    CREATE_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    SEND_POLLS = 1 << 49
    PIN_MESSAGES = 1 << 51


ALL = Permission((1 << 53) - 1)

EVERYONE = (
    Permission.CREATE_INVITE
    | Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.CHANGE_NICKNAME
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.CREATE_PRIVATE_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.SEND_POLLS
)

APPLICATION = (
    Permission.MANAGE_CHANNELS
    | Permission.MANAGE_EVENTS
    | Permission.CREATE_EVENTS
    | Permission.MANAGE_ROLES
    | Permission.MANAGE_MESSAGES
    | Permission.MANAGE_THREADS
    | Permission.MANAGE_WEBHOOKS
    | Permission.PIN_MESSAGES
    | EVERYONE
)


# Discord developer documentation, "Permissions for timed out members".
STILL_ALLOWED = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY


def of_member(world: World, guild_id: str, user_id: str, channel: Json | None = None) -> Permission:
    """What a member may do in the guild, or in one channel of it (a thread asks its parent)."""
    guild, member = world.guilds[guild_id], world.member(guild_id, user_id)
    if guild["owner_id"] == user_id:
        return ALL
    held = [guild_id, *member["roles"]]
    roles = world.roles[guild_id]
    base = Permission(0)
    for role_id in held:
        if role_id in roles:
            base |= Permission(int(roles[role_id]["permissions"]))
    if Permission.ADMINISTRATOR in base:
        return ALL
    if member["communication_disabled_until"] and timed_out(world, member):
        base &= STILL_ALLOWED
    if channel is None:
        return base
    if channel["type"] in THREADS and channel.get("parent_id") in world.channels:
        channel = world.channels[channel["parent_id"]]
    held_here = _with_overwrites(base, channel.get("permission_overwrites", []), guild_id, held, user_id)
    if member["communication_disabled_until"] and timed_out(world, member):
        held_here &= STILL_ALLOWED
    return held_here


def timed_out(world: World, member: Json) -> bool:
    """True while a member may only read."""
    until = member["communication_disabled_until"]
    return bool(until) and seconds_of(until) > world.clock.now()


def _with_overwrites(
    base: Permission, overwrites: Iterable[Json], guild_id: str, held: list[str], user_id: str
) -> Permission:
    table = {one["id"]: one for one in overwrites}
    layers = [[guild_id], [role for role in held if role != guild_id], [user_id]]
    for layer in layers:
        deny = allow = Permission(0)
        for target in layer:
            if target in table:
                deny |= Permission(int(table[target].get("deny") or 0))
                allow |= Permission(int(table[target].get("allow") or 0))
        base = (base & ~deny) | allow
    return base


def require(world: World, channel: Json, user_id: str, *needed: Permission) -> None:
    """Raise 50001 when the channel can't be seen, 50013 when a needed permission is missing."""
    if channel["type"] == ChannelType.DM:
        return
    held = of_member(world, channel["guild_id"], user_id, channel)
    if Permission.VIEW_CHANNEL not in held:
        raise missing_access()
    if any(one not in held for one in needed):
        raise missing_permissions()


def require_in_guild(world: World, guild_id: str, user_id: str, *needed: Permission) -> None:
    """Raise 50001 outside the guild, 50013 when a needed permission is missing."""
    if user_id not in world.members.get(guild_id, {}):
        raise missing_access()
    held = of_member(world, guild_id, user_id)
    if any(one not in held for one in needed):
        raise missing_permissions()


def top_position(world: World, guild_id: str, user_id: str) -> int:
    """The position of a member's highest role: above it nothing may be given or changed."""
    if world.guilds[guild_id]["owner_id"] == user_id:
        return 1 << 30
    roles = world.roles[guild_id]
    held = world.member(guild_id, user_id)["roles"]
    return max((roles[one]["position"] for one in held if one in roles), default=0)
