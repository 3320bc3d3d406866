"""The check-up: what the bot may not do in its channels, in words, with what that costs and who can mend it."""

from __future__ import annotations

import discord

from storage.records import GuildSettings

COSTS = {
    "view_channel": ("see it", "nothing of the studio works there"),
    "send_messages": ("write", "nothing can be posted there"),
    "attach_files": ("attach files", "storyboards, animatics and films can't be posted there"),
    "create_public_threads": ("create public threads", "the bible of a series can't be laid out there"),
    "send_messages_in_threads": ("write in threads", "the bible of a series can't be written there"),
    "read_message_history": ("read the message history", "old drafts can't be brought up to date there"),
}
"""What each permission is called in Discord's settings, and what its lack costs."""
WRITTEN_TO = ("view_channel", "send_messages", "attach_files", "read_message_history")
NEEDED: dict[str, tuple[str, ...]] = {
    "room_channel_id": tuple(COSTS),
    "drafts_channel_id": WRITTEN_TO,
    "premieres_channel_id": WRITTEN_TO,
    "log_channel_id": ("view_channel", "send_messages"),
}


def warnings(guild: discord.Guild, settings: GuildSettings) -> list[str]:
    """One sentence for each thing the bot may not do where it has to; empty when all is well.

    Without knowing its own member (a guild that has just come in) nothing can be said, and nothing is.
    """
    me = guild.me
    if me is None:
        return []
    found = []
    for place, permissions in NEEDED.items():
        if not getattr(settings, place):
            continue
        channel = guild.get_channel(getattr(settings, place))
        if channel is None:
            found.append("One of the channels is gone: use `/studio setup` again.")
            continue
        allowed = channel.permissions_for(me)
        lacking = [name for name in permissions if not getattr(allowed, name)]
        if "view_channel" in lacking:
            # All else follows from it.
            lacking = ["view_channel"]
        for name in lacking:
            what, cost = COSTS[name]
            found.append(f"In {channel.mention} I may not **{what}**: {cost}. Allow it in the channel's settings.")
    if guild.get_role(settings.approver_role_id) is None:
        found.append("The approvers' role is gone: use `/studio setup` again.")
    return found
