"""The check-up: what the bot may not do in its channels, in words, with what that costs and who can mend it."""

from __future__ import annotations

import discord

from cogs.age_limits import MEND, unfit_places
from cogs.languages import _, listed, said
from show.house_rules import HouseRules
from show.texts import marked
from storage.records import GuildSettings

COSTS = {
    "view_channel": marked(
        "In {channel} I may not **see it**: nothing of the studio works there. Allow it in the channel's settings."
    ),
    "send_messages": marked(
        "In {channel} I may not **write**: nothing can be posted there. Allow it in the channel's settings."
    ),
    "attach_files": marked(
        "In {channel} I may not **attach files**: storyboards, animatics and films can't be posted there. "
        "Allow it in the channel's settings."
    ),
    "send_polls": marked(
        "In {channel} I may not **create polls**: ballots that are Discord's polls can't be opened there. "
        "Allow it in the channel's settings."
    ),
    "create_public_threads": marked(
        "In {channel} I may not **create public threads**: the bible of a series can't be laid out there. "
        "Allow it in the channel's settings."
    ),
    "send_messages_in_threads": marked(
        "In {channel} I may not **write in threads**: the bible of a series can't be written there. "
        "Allow it in the channel's settings."
    ),
    "read_message_history": marked(
        "In {channel} I may not **read the message history**: old drafts can't be brought up to date there. "
        "Allow it in the channel's settings."
    ),
}
"""For each permission, what it is called in Discord's settings, and what its lack costs."""
UNDER_FILMS = {
    "create_public_threads": marked(
        "In {channel} I may not **create public threads**: films get no thread to talk about them in. "
        "Allow it in the channel's settings, or turn threads off with `/premiere style`."
    ),
    "send_messages_in_threads": marked(
        "In {channel} I may not **write in threads**: storyboards, dubs and new versions of a film can't be posted "
        "under it. Allow it in the channel's settings."
    ),
}
"""The same where films are shown."""
WRITTEN_TO = ("view_channel", "send_messages", "attach_files", "read_message_history")
NEEDED: dict[str, tuple[str, ...]] = {
    "room_channel_id": tuple(name for name in COSTS if name != "send_polls"),
    "drafts_channel_id": WRITTEN_TO,
    "premieres_channel_id": WRITTEN_TO,
    "log_channel_id": ("view_channel", "send_messages"),
}


def needed_in(place: str, rules: HouseRules) -> tuple[str, ...]:
    """The permissions that the rules ask for in one of the channels."""
    asked = NEEDED[place]
    if place == "premieres_channel_id" and rules.threads:
        asked = (*asked, *UNDER_FILMS)
    if rules.poll and place in ("room_channel_id", "premieres_channel_id"):
        asked = (*asked, "send_polls")
    return asked


def warnings(guild: discord.Guild, settings: GuildSettings, rules: HouseRules) -> list[str]:
    """One sentence for each thing the bot may not do where it has to; empty when all is well.

    Without knowing its own member (a guild that has just come in) nothing can be said, and nothing is.
    """
    me = guild.me
    if me is None:
        return []
    found = []
    for place in NEEDED:
        if not getattr(settings, place):
            continue
        channel = guild.get_channel(getattr(settings, place))
        if channel is None:
            found.append(_("One of the channels is gone: use `/studio setup` again."))
            continue
        allowed = channel.permissions_for(me)
        lacking = [name for name in needed_in(place, rules) if not getattr(allowed, name)]
        if "view_channel" in lacking:
            # All else follows from it.
            lacking = ["view_channel"]
        for name in lacking:
            costs = COSTS | UNDER_FILMS if place == "premieres_channel_id" else COSTS
            found.append(_(costs[name], channel=channel.mention))
    if not (me.guild_permissions.create_events or me.guild_permissions.manage_events):
        found.append(
            _(
                "I may not **create events** on this server: premieres with a time get no event. "
                "Allow it in my role's settings."
            )
        )
    unfit = unfit_places(guild, settings)
    if unfit:
        open_to_all = _("Rated mature, but open to everybody: {channels}.", channels=listed(unfit))
        found.append(f"{open_to_all} {said(MEND)}")
    if guild.get_role(settings.approver_role_id) is None:
        found.append(_("The approvers' role is gone: use `/studio setup` again."))
    return found
