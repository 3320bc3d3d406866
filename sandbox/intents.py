"""Which gateway intents let an event through, and what is blanked without the message content intent."""

from __future__ import annotations

from sandbox.permissions import Permission, of_member
from sandbox.presentation import blanked
from sandbox.wire import Intent, Json
from sandbox.world import Event, World

# Discord developer documentation, "List of Intents": (in a guild, in a direct message).
_GATES: dict[str, tuple[Intent, Intent]] = {
    **dict.fromkeys(
        ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"),
        (Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES),
    ),
    **dict.fromkeys(
        (
            "MESSAGE_REACTION_ADD",
            "MESSAGE_REACTION_REMOVE",
            "MESSAGE_REACTION_REMOVE_ALL",
            "MESSAGE_REACTION_REMOVE_EMOJI",
        ),
        (Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS),
    ),
    **dict.fromkeys(
        ("MESSAGE_POLL_VOTE_ADD", "MESSAGE_POLL_VOTE_REMOVE"),
        (Intent.GUILD_MESSAGE_POLLS, Intent.DIRECT_MESSAGE_POLLS),
    ),
    "TYPING_START": (Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING),
    "CHANNEL_PINS_UPDATE": (Intent.GUILDS, Intent.DIRECT_MESSAGES),
    **dict.fromkeys(
        ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"),
        (Intent.GUILD_MEMBERS, Intent(0)),
    ),
    **dict.fromkeys(
        ("GUILD_BAN_ADD", "GUILD_BAN_REMOVE", "GUILD_AUDIT_LOG_ENTRY_CREATE"),
        (Intent.GUILD_MODERATION, Intent(0)),
    ),
    "GUILD_EMOJIS_UPDATE": (Intent.GUILD_EXPRESSIONS, Intent(0)),
    "WEBHOOKS_UPDATE": (Intent.GUILD_WEBHOOKS, Intent(0)),
    **dict.fromkeys(("INVITE_CREATE", "INVITE_DELETE"), (Intent.GUILD_INVITES, Intent(0))),
    **dict.fromkeys(
        (
            "GUILD_SCHEDULED_EVENT_CREATE",
            "GUILD_SCHEDULED_EVENT_UPDATE",
            "GUILD_SCHEDULED_EVENT_DELETE",
            "GUILD_SCHEDULED_EVENT_USER_ADD",
            "GUILD_SCHEDULED_EVENT_USER_REMOVE",
        ),
        (Intent.GUILD_SCHEDULED_EVENTS, Intent(0)),
    ),
    **dict.fromkeys(
        (
            "GUILD_CREATE",
            "GUILD_UPDATE",
            "GUILD_DELETE",
            "GUILD_ROLE_CREATE",
            "GUILD_ROLE_UPDATE",
            "GUILD_ROLE_DELETE",
            "CHANNEL_CREATE",
            "CHANNEL_UPDATE",
            "CHANNEL_DELETE",
            "THREAD_CREATE",
            "THREAD_UPDATE",
            "THREAD_DELETE",
            "THREAD_MEMBERS_UPDATE",
        ),
        (Intent.GUILDS, Intent(0)),
    ),
}
_NEEDS_VIEW = ("MESSAGE_", "TYPING_", "THREAD_")


def admitted(world: World, event: Event, intents: Intent) -> Json | None:
    """What a session with these intents gets of an event; None when nothing."""
    if not _reaches(world, event):
        return None
    own = event.data.get("user", {}).get("id") == world.bot_id
    if (event.name == "GUILD_MEMBER_UPDATE" and own) or event.name == "APPLICATION_COMMAND_PERMISSIONS_UPDATE":
        return event.data
    in_guild, in_private = _GATES.get(event.name, (Intent(0), Intent(0)))
    private = event.guild_id is None or event.audience is not None
    gate = in_private if private else in_guild
    if not gate or gate not in intents:
        return None
    if not private and event.name.startswith(_NEEDS_VIEW) and not _visible(world, event):
        return None
    data = _unplaced(event)
    if event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and Intent.MESSAGE_CONTENT not in intents:
        return blanked(data, world.bot_id)
    if event.name == "GUILD_CREATE" and Intent.GUILD_MEMBERS not in intents:
        return event.data | {"members": [world.members[event.data["id"]][world.bot_id]]}
    return data


def _unplaced(event: Event) -> Json:
    """An ephemeral message comes like a direct one: Discord leaves out the guild and its member."""
    if event.audience is None or not event.name.startswith("MESSAGE_"):
        return event.data
    return {key: value for key, value in event.data.items() if key not in ("guild_id", "member")}


def _reaches(world: World, event: Event) -> bool:
    """False for what happens in a guild without the application, and for the audit log when it may not read it."""
    if event.guild_id is None or event.name == "GUILD_DELETE":
        return True
    if world.bot_id not in world.members.get(event.guild_id, {}):
        return False
    if event.name == "GUILD_AUDIT_LOG_ENTRY_CREATE":
        return Permission.VIEW_AUDIT_LOG in of_member(world, event.guild_id, world.bot_id)
    return True


def _visible(world: World, event: Event) -> bool:
    channel = world.channels.get(event.channel_id or "")
    if channel is None or event.guild_id is None:
        return True
    return Permission.VIEW_CHANNEL in of_member(world, event.guild_id, world.bot_id, channel)
