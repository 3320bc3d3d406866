"""Who leaves a guild and how: members who go, are kicked, banned or timed out; the application that joins or goes."""

from __future__ import annotations

from sandbox import guilds
from sandbox.clock import seconds_of
from sandbox.errors import ApiError, unknown_ban
from sandbox.permissions import APPLICATION
from sandbox.snowflakes import created_at
from sandbox.validation import FormErrors
from sandbox.wire import Json
from sandbox.world import World

# Discord developer documentation, "Modify Guild Member" and "Create Guild Ban".
LONGEST_TIMEOUT_SECONDS = 28 * 86400.0
MAX_DELETE_SECONDS = 604_800


def remove_member(world: World, guild_id: str, user_id: str) -> None:
    """Take a member out of a guild and its threads; for the application itself the guild goes."""
    member = world.member(guild_id, user_id)
    if user_id == world.guilds[guild_id]["owner_id"]:
        raise ApiError(400, 50055, "Invalid Guild")
    if user_id == world.bot_id:
        leave_guild(world, guild_id)
        return
    del world.members[guild_id][user_id]
    for thread in world.guild_channels(guild_id, threads=True):
        world.thread_members.get(thread["id"], {}).pop(user_id, None)
    told = {"guild_id": guild_id, "user": member["user"]}
    world.publish("GUILD_MEMBER_REMOVE", told, guild_id=guild_id)


def leave_guild(world: World, guild_id: str) -> None:
    """The application leaves, or is thrown out: its role and membership go."""
    del world.members[guild_id][world.bot_id]
    for role_id in [key for key, role in world.roles[guild_id].items() if role["managed"]]:
        del world.roles[guild_id][role_id]
    world.commands.pop(guild_id, None)
    world.publish("GUILD_DELETE", {"id": guild_id}, guild_id=guild_id)


def join_guild(world: World, guild_id: str) -> Json:
    """The application joins a guild, with a role of its own, and is told what is there."""
    if world.bot_id in world.members[guild_id]:
        return world.members[guild_id][world.bot_id]
    wish = {"name": world.application["name"], "permissions": str(int(APPLICATION))}
    role = guilds.add_role(world, guild_id, wish, managed_by=world.bot_id)
    world.members[guild_id][world.bot_id] = guilds.fresh_member(world, world.bot_id, [role["id"]])
    guilds.announce_guild(world, guild_id, joined=True)
    return world.members[guild_id][world.bot_id]


def outage(world: World, guild_id: str, *, over: bool) -> None:
    """A guild becomes unavailable, as when a part of Discord fails; `over`: it is back."""
    if over:
        guilds.announce_guild(world, guild_id, joined=False)
    else:
        world.publish("GUILD_DELETE", {"id": guild_id, "unavailable": True}, guild_id=guild_id)


def ban(world: World, guild_id: str, user_id: str, *, reason: str | None, delete_seconds: int = 0) -> None:
    """Ban a user, member or not, and delete what they wrote in the last `delete_seconds`."""
    user = world.user(user_id)
    table = world.bans.setdefault(guild_id, {})
    if user_id in table:
        return
    table[user_id] = {"user": user, "reason": reason}
    if user_id in world.members[guild_id]:
        remove_member(world, guild_id, user_id)
    world.publish("GUILD_BAN_ADD", {"guild_id": guild_id, "user": user}, guild_id=guild_id)
    if delete_seconds:
        _forget_words(world, guild_id, user_id, world.clock.now() - delete_seconds)


def _forget_words(world: World, guild_id: str, user_id: str, since: float) -> None:
    for channel in [*world.guild_channels(guild_id), *world.guild_channels(guild_id, threads=True)]:
        found = [world.messages[one] for one in world.timelines.get(channel["id"], [])]
        gone = [one for one in found if one["author"]["id"] == user_id and created_at(one["id"]) >= since]
        delete_all(world, channel, gone)


def delete_all(world: World, channel: Json, found: list[Json]) -> None:
    """Delete several messages of a channel, told in one event."""
    if not found:
        return
    for message in found:
        world.drop_message(message)
    told: Json = {"ids": [one["id"] for one in found], "channel_id": channel["id"]}
    if channel.get("guild_id"):
        told["guild_id"] = channel["guild_id"]
    world.publish("MESSAGE_DELETE_BULK", told, guild_id=channel.get("guild_id"), channel_id=channel["id"])


def unban(world: World, guild_id: str, user_id: str) -> None:
    """Let a banned user come back; 10026 when there is no ban."""
    found = world.bans.get(guild_id, {}).pop(user_id, None)
    if found is None:
        raise unknown_ban()
    world.publish("GUILD_BAN_REMOVE", {"guild_id": guild_id, "user": found["user"]}, guild_id=guild_id)


def time_out(world: World, guild_id: str, user_id: str, until: str | None) -> None:
    """Let a member only read until a stamp, or with None talk again. 50035 beyond 28 days."""
    member = world.member(guild_id, user_id)
    errors = FormErrors()
    if until is not None:
        try:
            at = seconds_of(until)
        except ValueError:
            errors.add("DATE_TIME_TYPE_PARSE", f"Could not parse {until}.", "communication_disabled_until")
            at = 0.0
        if at > world.clock.now() + LONGEST_TIMEOUT_SECONDS:
            message = "Communication can be disabled for at most 28 days."
            errors.add("BASE_TYPE_MAX_LENGTH", message, "communication_disabled_until")
    errors.raise_if_any()
    member["communication_disabled_until"] = until
    guilds.announce_member(world, guild_id, member)
