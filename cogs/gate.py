"""The gate: every command, button and form passes here first, and is checked against the table of rights."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, Self, get_type_hints

import discord
from discord import app_commands, ui

from cogs.desk import Interaction, desk_of, guild_of
from cogs.languages import _, speak
from cogs.late import be_patient
from cogs.permissions import HOLDERS, Right, Who, right_to
from cogs.replies import tell
from cogs.words import moment, safe
from show.errors import NotAllowed
from show.ids import MemberId
from storage.bans import Ban, Bans
from storage.library import Library
from storage.records import GuildSettings


def is_administrator(interaction: Interaction) -> bool:
    """Whether the member may manage the guild."""
    return interaction.permissions.administrator or interaction.permissions.manage_guild


async def enter(interaction: Interaction, name: str) -> None:
    """Let whoever may use the thing of that name pass; NotAllowed, with the reason, for everybody else."""
    speak(interaction.locale)
    right, guild = right_to(name), guild_of(interaction)
    if is_administrator(interaction) or right is Right.LOOK:
        return
    if right is Right.ADMINISTER:
        raise NotAllowed("Only administrators of this server can do that.")
    desk, member = desk_of(interaction), MemberId(interaction.user.id)
    now = desk.clock()
    ban = await desk.read(lambda db: Bans(db).of(guild, member, now))
    if ban is not None:
        raise NotAllowed(banned_words(ban))
    if Who.MEMBER in HOLDERS[right]:
        return
    settings = await desk.read(lambda db: Library(db).guild(guild))
    if not has_role(interaction, settings):
        raise NotAllowed(
            "Only members with the role <@&{approver_role_id}> or administrators can do that.",
            approver_role_id=settings.approver_role_id,
        )


def has_role(interaction: Interaction, settings: GuildSettings) -> bool:
    """Whether the member carries the approvers' role at this moment."""
    user = interaction.user
    return isinstance(user, discord.Member) and user.get_role(settings.approver_role_id) is not None


async def approves(interaction: Interaction) -> bool:
    """Whether the member could approve: where that makes a difference beyond who may press at all."""
    if is_administrator(interaction):
        return True
    guild = guild_of(interaction)
    return has_role(interaction, await desk_of(interaction).read(lambda db: Library(db).guild(guild)))


def banned_words(ban: Ban) -> str:
    """What a banned member reads."""
    banned = _("You are banned from the writers' room.")
    if ban.until is not None:
        banned = _("You are banned from the writers' room until {when}.", when=moment(ban.until, "f"))
    reason = [_("The reason given: {reason}.", reason=safe(ban.reason))] if ban.reason else []
    return " ".join([banned, *reason, _("What is kept about you stays yours: /privacy.")])


class Gated:
    """A mix-in for buttons and menus that outlive a restart: `right` names the row of the table they stand in.

    The groups of the template bear the names of the constructor's parameters, texts or numbers, that they fill in.
    """

    right: str

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button or menu that a press names."""
        kinds = _kinds(cls.__init__)
        return cls(**{name: kinds[name](text) for name, text in match.groupdict().items()})

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the press goes on to its callback; a refusal is told in words."""
        return await passes(interaction, self.right)


@functools.cache
def _kinds(constructor: Callable[..., None]) -> dict[str, type[Any]]:
    """What the parameters of a constructor are made of: str or int, also where they are ids."""
    hints = get_type_hints(constructor)
    return {name: getattr(hint, "__supertype__", hint) for name, hint in hints.items()}


async def passes(interaction: Interaction, name: str) -> bool:
    """`enter`, with a refusal told to the member instead of raised."""
    try:
        await enter(interaction, name)
    except Exception as error:
        await tell(interaction, error)
        return False
    return True


class GatedTree(app_commands.CommandTree[Any]):
    """Commands, each checked at the gate before it begins. Lists that open while typing show nothing secret."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        speak(interaction.locale)
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        be_patient(interaction)
        command = interaction.command
        if command is None:
            return True
        stroke = "" if isinstance(command, app_commands.ContextMenu) else "/"
        return await passes(interaction, stroke + command.qualified_name)
