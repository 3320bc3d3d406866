"""Finding members, channels and roles by what a person would write: an id, or a name."""

from __future__ import annotations

from sandbox.errors import ControlError
from sandbox.wire import THREADS, Json
from sandbox.world import World


def find_guild(world: World, wish: str | None) -> str:
    """The id of the guild with that id or name; the first one when nothing is wished."""
    if not wish:
        return next(iter(world.guilds))
    for guild_id, guild in world.guilds.items():
        if wish in (guild_id, guild["name"]):
            return guild_id
    raise ControlError(f"There is no guild {wish!r}.")


def find_member(world: World, guild_id: str, wish: str) -> Json:
    """The member with that id, username or shown name."""
    members = world.members[guild_id]
    if wish in members:
        return members[wish]
    for member in members.values():
        if wish in (member["user"]["username"], member["user"]["global_name"], member["nick"]):
            return member
    raise ControlError(f"There is no member {wish!r} in this guild.")


def find_user(world: World, wish: str) -> Json:
    """The user with that id, username or shown name."""
    for user in world.users.values():
        if wish in (user["id"], user["username"], user["global_name"]):
            return user
    raise ControlError(f"There is no user {wish!r}.")


def find_channel(world: World, guild_id: str, wish: str) -> Json:
    """The channel or thread with that id or name; an unarchived thread of the name wins over an archived one."""
    if wish in world.channels:
        return world.channels[wish]
    name = wish.lstrip("#")
    found = [one for one in world.channels.values() if one.get("guild_id") == guild_id and one["name"] == name]
    found.sort(key=lambda one: (one["type"] in THREADS, -int(one["id"])))
    if found:
        return found[0]
    names = ", ".join(one["name"] for one in world.guild_channels(guild_id))
    raise ControlError(f"There is no channel {wish!r} in this guild; there are: {names}.")


def find_role(world: World, guild_id: str, wish: str) -> Json:
    """The role with that id or name."""
    for role in world.roles[guild_id].values():
        if wish in (role["id"], role["name"]):
            return role
    raise ControlError(f"There is no role {wish!r} in this guild.")
