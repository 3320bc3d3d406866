"""Making and changing guilds, members, roles and channels, with the events that tell of it."""

from __future__ import annotations

import copy
import re

from sandbox.errors import ApiError, too_many
from sandbox.permissions import APPLICATION, EVERYONE
from sandbox.presentation import guild_for_gateway
from sandbox.threads import MAX_TAGS, REQUIRE_TAG
from sandbox.validation import FormErrors
from sandbox.wire import FORUMS, ChannelType, Intent, Json
from sandbox.world import World

# What a fresh guild has in every field that nothing here changes.
FRESH_GUILD: Json = {
    "icon": None,
    "description": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "features": [],
    "banner": None,
    "application_id": None,
    "region": "deprecated",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 0,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 0,
    "max_presences": None,
    "max_members": 500000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "preferred_locale": "en-US",
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "stickers": [],
    "incidents_data": None,
}


def make_user(world: World, name: str, *, bot: bool = False, user_id: str | None = None) -> Json:
    """A new user; `name` is shown as written, the username is its lower-case form."""
    username = re.sub(r"[^a-z0-9_.]", "", name.lower().replace(" ", "_")) or "member"
    user: Json = {
        "id": user_id or world.snowflakes.next(),
        "username": name if bot else username,
        "global_name": None if bot else name,
        "discriminator": "0000" if bot else "0",
        "avatar": None,
        "banner": None,
        "accent_color": None,
        "bot": bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
        "avatar_decoration_data": None,
        "collectibles": None,
    }
    world.users[user["id"]] = user
    return user


def make_application(world: World, name: str) -> Json:
    """The application under test and its bot user, which share one id."""
    app_id = world.snowflakes.next()
    make_user(world, name, bot=True, user_id=app_id)
    world.application = {"id": app_id, "name": name, "flags": _flags(world.rules.privileged_intents)}
    return world.application


def _flags(privileged: int) -> int:
    """The application's flags that say which privileged intents an unverified application was granted."""
    limited = {
        Intent.GUILD_PRESENCES: 1 << 13,
        Intent.GUILD_MEMBERS: 1 << 15,
        Intent.MESSAGE_CONTENT: 1 << 19,
    }
    return sum(flag for intent, flag in limited.items() if intent & privileged)


def make_guild(world: World, name: str, owner_id: str) -> Json:
    """A new guild with @everyone, the application's own role, its owner and the application as members."""
    guild_id = world.snowflakes.next()
    guild: Json = copy.deepcopy(FRESH_GUILD) | {
        "id": guild_id,
        "name": name,
        "owner_id": owner_id,
    }
    world.guilds[guild_id] = guild
    world.roles[guild_id] = {}
    world.members[guild_id] = {}
    add_role(world, guild_id, {"name": "@everyone", "permissions": str(int(EVERYONE))}, role_id=guild_id)
    own = add_role(
        world,
        guild_id,
        {"name": world.application["name"], "permissions": str(int(APPLICATION))},
        managed_by=world.bot_id,
    )
    add_member(world, guild_id, owner_id)
    world.members[guild_id][world.bot_id] = fresh_member(world, world.bot_id, [own["id"]])
    announce_guild(world, guild_id, joined=True)
    return guild


def announce_guild(world: World, guild_id: str, *, joined: bool) -> None:
    """Tell the application of a guild and all in it. Of one it joins Discord does not say that it is available."""
    told = guild_for_gateway(world, guild_id, everyone=True)
    if joined:
        del told["unavailable"]
    world.publish("GUILD_CREATE", told, guild_id=guild_id)


def fresh_member(world: World, user_id: str, roles: list[str] | None = None) -> Json:
    """The membership of a user who joins now."""
    return {
        "user": world.users[user_id],
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": list(roles or []),
        "joined_at": world.clock.stamp(),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def add_member(world: World, guild_id: str, user_id: str, roles: list[str] | None = None) -> Json:
    """Let a user join a guild; a banned one is refused with 40007."""
    if user_id in world.bans.get(guild_id, {}):
        raise ApiError(403, 40007, "The user is banned from this guild.")
    member = fresh_member(world, user_id, roles)
    world.members[guild_id][user_id] = member
    world.publish("GUILD_MEMBER_ADD", member | {"guild_id": guild_id}, guild_id=guild_id)
    return member


def set_roles(world: World, guild_id: str, user_id: str, roles: list[str]) -> Json:
    """Replace a member's roles."""
    member = world.member(guild_id, user_id)
    for role_id in roles:
        world.role(guild_id, role_id)
    member["roles"] = sorted(set(roles))
    announce_member(world, guild_id, member)
    return member


def announce_member(world: World, guild_id: str, member: Json) -> None:
    """Tell that a member changed."""
    world.publish("GUILD_MEMBER_UPDATE", member | {"guild_id": guild_id}, guild_id=guild_id)


def add_role(
    world: World, guild_id: str, wish: Json, *, role_id: str | None = None, managed_by: str | None = None
) -> Json:
    """A new role just above @everyone; the ones above it move up."""
    everyone = role_id == guild_id
    moved = [other for other in world.roles[guild_id].values() if not everyone and other["position"] >= 1]
    for other in moved:
        other["position"] += 1
    colour = int(wish.get("color") or (wish.get("colors") or {}).get("primary_color") or 0)
    role: Json = {
        "id": role_id or world.snowflakes.next(),
        "name": wish.get("name") or "new role",
        "permissions": str(wish.get("permissions") or "0"),
        "position": 0 if everyone else 1,
        "color": colour,
        "colors": {"primary_color": colour, "secondary_color": None, "tertiary_color": None},
        "hoist": bool(wish.get("hoist")),
        "managed": managed_by is not None,
        "mentionable": bool(wish.get("mentionable")),
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if managed_by is not None:
        role["tags"] = {"bot_id": managed_by}
    world.roles[guild_id][role["id"]] = role
    world.publish("GUILD_ROLE_CREATE", {"guild_id": guild_id, "role": role}, guild_id=guild_id)
    for other in moved:
        world.publish("GUILD_ROLE_UPDATE", {"guild_id": guild_id, "role": other}, guild_id=guild_id)
    return role


def change_role(world: World, guild_id: str, role: Json, wish: Json) -> Json:
    """Change the fields of a role that `wish` names."""
    for key in ("name", "hoist", "mentionable", "color"):
        if wish.get(key) is not None:
            role[key] = wish[key]
    if "permissions" in wish and wish["permissions"] is not None:
        role["permissions"] = str(wish["permissions"])
    if wish.get("colors"):
        role["colors"] = role["colors"] | wish["colors"]
        role["color"] = role["colors"]["primary_color"]
    elif "color" in wish:
        role["colors"] = role["colors"] | {"primary_color": role["color"]}
    world.publish("GUILD_ROLE_UPDATE", {"guild_id": guild_id, "role": role}, guild_id=guild_id)
    return role


def remove_role(world: World, guild_id: str, role_id: str) -> None:
    """Delete a role and take it from everyone who had it."""
    world.role(guild_id, role_id)
    del world.roles[guild_id][role_id]
    for member in world.members[guild_id].values():
        if role_id in member["roles"]:
            member["roles"].remove(role_id)
    for channel in world.guild_channels(guild_id):
        overwrites = channel["permission_overwrites"]
        channel["permission_overwrites"] = [one for one in overwrites if one["id"] != role_id]
    world.publish("GUILD_ROLE_DELETE", {"guild_id": guild_id, "role_id": role_id}, guild_id=guild_id)


# Discord developer documentation, "Channel Object": limits of the fields that may be set.
_TEXT_LIMITS = {"name": (1, 100), "topic": (0, 1024)}


def check_channel(world: World, wish: Json, *, fresh: bool) -> None:
    """Raise 50035 for a channel's fields that Discord would refuse."""
    errors = FormErrors()
    if wish.get("parent_id"):
        parent = world.channels.get(str(wish["parent_id"]))
        if parent is None:
            errors.add("CHANNEL_PARENT_INVALID", "Category does not exist", "parent_id")
        elif parent["type"] != ChannelType.CATEGORY:
            errors.add("CHANNEL_PARENT_INVALID_TYPE", "Not a category", "parent_id")
    errors.number(wish.get("rate_limit_per_user"), 0, 21600, "rate_limit_per_user")
    if fresh and not wish.get("name"):
        errors.required("name")
    for key, (low, high) in _TEXT_LIMITS.items():
        errors.length(wish.get(key), low, 4096 if wish.get("type") in FORUMS and key == "topic" else high, key)
    known = {0, 2, 4, 5, 13, 14, 15, 16}
    if wish.get("type") is not None and wish["type"] not in known:
        errors.add("BASE_TYPE_CHOICES", f"Value must be one of {sorted(known)}.", "type")
    errors.raise_if_any()


def add_channel(world: World, guild_id: str, wish: Json) -> Json:
    """A new channel of the guild, placed last."""
    check_channel(world, wish, fresh=True)
    kind = ChannelType(wish.get("type") or 0)
    name = str(wish["name"])
    if kind in (ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM, ChannelType.MEDIA):
        name = re.sub(r"\s+", "-", name.strip().lower())
    if len(world.guild_channels(guild_id)) >= 500:
        raise ApiError(400, 30013, "Maximum number of guild channels reached (500)")
    parent = str(wish["parent_id"]) if wish.get("parent_id") else None
    channel: Json = {
        "id": world.snowflakes.next(),
        "type": int(kind),
        "guild_id": guild_id,
        "name": name,
        "position": len(world.guild_channels(guild_id)),
        "permission_overwrites": [_overwrite(one) for one in wish.get("permission_overwrites") or []],
        "nsfw": bool(wish.get("nsfw")),
        "parent_id": parent,
        "flags": 0,
    }
    if kind is not ChannelType.CATEGORY:
        channel |= {
            "topic": wish.get("topic"),
            "last_message_id": None,
            "rate_limit_per_user": wish.get("rate_limit_per_user") or 0,
        }
    if kind in (ChannelType.VOICE, ChannelType.STAGE):
        channel |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if kind in FORUMS:
        channel |= {
            "flags": int(wish.get("flags") or 0) & REQUIRE_TAG,
            "available_tags": _tags(world, wish.get("available_tags") or []),
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_reaction_emoji": None,
        }
    world.channels[channel["id"]] = channel
    world.publish("CHANNEL_CREATE", channel, guild_id=guild_id, channel_id=channel["id"])
    return channel


def _overwrite(one: Json) -> Json:
    allow, deny = str(one.get("allow") or 0), str(one.get("deny") or 0)
    return {"id": str(one["id"]), "type": int(one["type"]), "allow": allow, "deny": deny}


def _tags(world: World, wishes: list[Json]) -> list[Json]:
    """The tags of a forum: at most twenty, each name once."""
    if len(wishes) > MAX_TAGS:
        raise too_many(30048, "forum tags", MAX_TAGS)
    if len({one.get("name") for one in wishes}) < len(wishes):
        raise ApiError(400, 40061, "Tag names must be unique")
    return [_tag(world, one) for one in wishes]


def _tag(world: World, one: Json) -> Json:
    errors = FormErrors()
    errors.length(one.get("name"), 1, 20, "available_tags", "name")
    errors.raise_if_any()
    return {
        "id": str(one["id"]) if one.get("id") else world.snowflakes.next(),
        "name": one["name"],
        "moderated": bool(one.get("moderated")),
        "emoji_id": one.get("emoji_id"),
        "emoji_name": one.get("emoji_name"),
    }


def change_channel(world: World, channel: Json, wish: Json) -> Json:
    """Change the fields of a guild channel that `wish` names."""
    check_channel(world, wish | {"type": channel["type"]}, fresh=False)
    for key in ("name", "topic", "nsfw", "parent_id", "position", "rate_limit_per_user"):
        if key in wish:
            channel[key] = wish[key]
    if wish.get("permission_overwrites") is not None:
        channel["permission_overwrites"] = [_overwrite(one) for one in wish["permission_overwrites"]]
    if wish.get("available_tags") is not None:
        channel["available_tags"] = _tags(world, wish["available_tags"])
    if channel["type"] in FORUMS and wish.get("flags") is not None:
        channel["flags"] = int(wish["flags"]) & REQUIRE_TAG
    announce_channel(world, channel)
    return channel


def announce_channel(world: World, channel: Json) -> None:
    """Tell that a channel changed."""
    world.publish("CHANNEL_UPDATE", channel, guild_id=channel["guild_id"], channel_id=channel["id"])


def set_overwrite(world: World, channel: Json, target_id: str, wish: Json | None) -> None:
    """Set, or with None remove, what a channel allows and denies one role or member."""
    kept = [one for one in channel["permission_overwrites"] if one["id"] != target_id]
    if wish is not None:
        kept.append(_overwrite(wish | {"id": target_id}))
    channel["permission_overwrites"] = kept
    announce_channel(world, channel)


def remove_channel(world: World, channel: Json) -> Json:
    """Delete a channel with its messages and threads; a deleted category sets its channels free."""
    for thread in world.guild_channels(channel["guild_id"], threads=True):
        if thread["parent_id"] == channel["id"]:
            remove_channel(world, thread)
    del world.channels[channel["id"]]
    for message_id in list(world.timelines.pop(channel["id"], [])):
        world.drop_message(world.messages[message_id])
    for other in world.guild_channels(channel["guild_id"]):
        if other.get("parent_id") == channel["id"]:
            other["parent_id"] = None
            announce_channel(world, other)
    thread_keys = ("id", "guild_id", "parent_id", "type")
    told = {key: channel[key] for key in thread_keys} if channel.get("thread_metadata") else channel
    name = "THREAD_DELETE" if channel.get("thread_metadata") else "CHANNEL_DELETE"
    world.publish(name, told, guild_id=channel["guild_id"], channel_id=channel["id"])
    return channel
