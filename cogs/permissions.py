"""Who may do what, checked in code: Discord's own command permissions are only a default."""

from __future__ import annotations

import discord

from cogs.desk import Interaction
from show.errors import NotAllowed
from storage.records import GuildSettings


def is_administrator(interaction: Interaction) -> bool:
    """Whether the member may manage the guild."""
    return interaction.permissions.administrator or interaction.permissions.manage_guild


def is_approver(interaction: Interaction, settings: GuildSettings) -> bool:
    """Whether the member carries the approvers' role of the settings, or is an administrator."""
    if is_administrator(interaction):
        return True
    user = interaction.user
    return isinstance(user, discord.Member) and user.get_role(settings.approver_role_id) is not None


def require_administrator(interaction: Interaction) -> None:
    """NotAllowed for members who may not manage the guild."""
    if not is_administrator(interaction):
        raise NotAllowed("Only administrators of this server can do that.")


def require_approver(interaction: Interaction, settings: GuildSettings) -> None:
    """NotAllowed for members without the approvers' role."""
    if not is_approver(interaction, settings):
        raise NotAllowed(f"Only members with the role <@&{settings.approver_role_id}> or administrators can do that.")
