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
        ("MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE", "MESSAGE_REACTION_REMOVE_ALL"),
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
    own = event.data.get("user", {}).get("id") == world.bot_id
    if event.name == "GUILD_MEMBER_UPDATE" and own:
        return event.data
    in_guild, in_private = _GATES.get(event.name, (Intent(0), Intent(0)))
    private = event.guild_id is None or event.audience is not None
    gate = in_private if private else in_guild
    if not gate or gate not in intents:
        return None
    if not private and event.name.startswith(_NEEDS_VIEW) and not _visible(world, event):
        return None
    if event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and Intent.MESSAGE_CONTENT not in intents:
        return blanked(event.data, world.bot_id)
    return event.data


def _visible(world: World, event: Event) -> bool:
    channel = world.channels.get(event.channel_id or "")
    if channel is None or event.guild_id is None or world.bot_id not in world.members[event.guild_id]:
        return True
    return Permission.VIEW_CHANNEL in of_member(world, event.guild_id, world.bot_id, channel)
