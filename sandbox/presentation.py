"""How a stored record looks to one viewer: own reactions and votes, fresh addresses, a guild with all it holds."""

from __future__ import annotations

from typing import Any

from sandbox import polls
from sandbox.attachments import renewed
from sandbox.permissions import of_member
from sandbox.wire import THREADS, ChannelType, Json
from sandbox.world import World

_ADDRESSES = ("url", "proxy_url", "icon_url")


def message_for(world: World, message: Json, viewer_id: str) -> Json:
    """A message as one user (or the application) gets it."""
    seen: Json = _copied(world, message)
    seen["author"] = world.users.get(seen["author"]["id"], seen["author"])
    if message["id"] in world.reactions:
        seen["reactions"] = reactions_for(world, message["id"], viewer_id)
    if "poll" in seen:
        seen["poll"]["results"]["answer_counts"] = polls.counts(world, message["id"], viewer_id)
    thread = world.channels.get(message["id"])
    if thread is not None and thread["type"] in THREADS and message["channel_id"] != message["id"]:
        seen["thread"] = thread
    quoted = message.get("message_reference") or {}
    if message.get("type") in (19, 21) and "message_id" in quoted:
        original = world.messages.get(quoted["message_id"])
        seen["referenced_message"] = message_for(world, original, viewer_id) if original else None
        if seen["referenced_message"]:
            seen["referenced_message"].pop("referenced_message", None)
    return seen


def for_gateway(world: World, message: Json) -> Json:
    """A message as the gateway sends it: with its guild and the author's membership."""
    seen = message_for(world, message, world.bot_id)
    channel = world.channels.get(message["channel_id"], {})
    seen["channel_type"] = channel.get("type", 0)
    guild_id = channel.get("guild_id")
    if guild_id and message["id"] not in world.audiences:
        seen["guild_id"] = guild_id
        member = world.members[guild_id].get(message["author"]["id"])
        if member is not None:
            seen["member"] = {key: value for key, value in member.items() if key != "user"}
        seen["mentions"] = [one | _membership(world, guild_id, one["id"]) for one in seen["mentions"]]
    return seen


def _membership(world: World, guild_id: str, user_id: str) -> Json:
    member = world.members[guild_id].get(user_id)
    return {"member": {k: v for k, v in member.items() if k != "user"}} if member else {}


def blanked(message: Json, bot_id: str) -> Json:
    """The message without what the message content intent guards; own and mentioning messages stay whole."""
    mentioned = any(one["id"] == bot_id for one in message.get("mentions", []))
    if message["author"]["id"] == bot_id or mentioned or "guild_id" not in message:
        return message
    bare = message | {"content": "", "embeds": [], "attachments": [], "components": []}
    bare.pop("poll", None)
    return bare


def _copied(world: World, value: Any) -> Any:
    """A copy all the way down, its addresses of files signed anew."""
    if isinstance(value, dict):
        return {
            key: renewed(world, inner) if key in _ADDRESSES and isinstance(inner, str) else _copied(world, inner)
            for key, inner in value.items()
        }
    return [_copied(world, inner) for inner in value] if isinstance(value, list) else value


def reactions_for(world: World, message_id: str, viewer_id: str) -> list[Json]:
    """The reactions on a message as one viewer sees them."""
    return [
        {
            "emoji": emoji_of(key),
            "count": len(users),
            "count_details": {"burst": 0, "normal": len(users)},
            "burst_colors": [],
            "me_burst": False,
            "burst_me": False,
            "burst_count": 0,
            "me": viewer_id in users,
        }
        for key, users in world.reactions.get(message_id, {}).items()
        if users
    ]


def emoji_of(key: str) -> Json:
    """The emoji a reaction's key names: `name:id` for a custom one, the character itself otherwise."""
    name, _, emoji_id = key.partition(":")
    return {"id": emoji_id or None, "name": name}


def guild_for_rest(world: World, guild_id: str) -> Json:
    """A guild as GET answers it."""
    guild = world.guild(guild_id)
    return guild | {"roles": list(world.roles[guild_id].values())}


def guild_for_gateway(world: World, guild_id: str, *, everyone: bool) -> Json:
    """A guild as GUILD_CREATE sends it; only the application's own member without the members intent."""
    members = world.members[guild_id]
    shown = list(members.values()) if everyone else [members[world.bot_id]]
    own = of_member
    visible = [
        one
        for one in world.guild_channels(guild_id)
        if one["type"] == ChannelType.CATEGORY or own(world, guild_id, world.bot_id, one)
    ]
    return guild_for_rest(world, guild_id) | {
        "joined_at": members[world.bot_id]["joined_at"],
        "large": len(members) > 250,
        "unavailable": False,
        "member_count": len(members),
        "members": shown,
        "channels": visible,
        "threads": [
            one for one in world.guild_channels(guild_id, threads=True) if not one["thread_metadata"]["archived"]
        ],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": list(world.scheduled.get(guild_id, {}).values()),
        "soundboard_sounds": [],
    }
