"""`/studio ban`, `/studio unban` and `/studio banned`: shutting members out of the room, and letting them in again."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from cogs.desk import Interaction, desk_of, guild_of, member_of, name_of
from cogs.languages import _, ngettext, said
from cogs.replies import say
from cogs.words import clip, moment, safe
from show.errors import NotAllowed, NotFound
from show.ids import MemberId
from show.moderation import clean
from show.texts import Text, text
from storage.bans import Ban, Bans
from storage.library import Library
from storage.records import Member

DAY_SECONDS = 86400.0
REASON_CHARACTERS = 200
MOST_LISTED = 30


class BanCommands(commands.Cog):
    """A part of `/studio`."""

    @app_commands.command(name="ban", description="Shut a member out: no pitches, votes, edits or retakes")
    @app_commands.describe(
        member="Who may only look from now on",
        days="For how long; for good if left out",
        reason="What the member and your log will read",
    )
    async def ban(
        self,
        interaction: Interaction,
        member: discord.User,
        days: app_commands.Range[float, 0.01, 3650.0] | None = None,
        reason: app_commands.Range[str, 1, REASON_CHARACTERS] = "",
    ) -> None:
        desk, guild, by = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if member.id == interaction.user.id or _manages(member) or member.bot:
            raise NotAllowed("Administrators and bots can't be banned from the room.")
        now = desk.clock()
        ban = Ban(
            member=Member(id=MemberId(member.id), name=name_of(member)),
            reason=clean(reason, REASON_CHARACTERS),
            by=by,
            at=now,
            until=None if days is None else now + days * DAY_SECONDS,
        )
        await desk.read(lambda db: Bans(db).ban(guild, ban))
        settings = await desk.read(lambda db: Library(db).guild(guild))
        await desk.log(settings, text("{who} banned {ban}", who=safe(by.name), ban=ban_text(ban)))
        banned = said(ban_text(ban))
        words = _("Banned from the room: {ban}\nThey can still look, and still use /privacy.", ban=banned)
        await say(interaction, words)

    @app_commands.command(name="unban", description="Let a banned member take part again")
    @app_commands.describe(member="Who may take part again")
    async def unban(self, interaction: Interaction, member: discord.User) -> None:
        desk, guild, by = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        lifted, settings = await desk.read(
            lambda db: (Bans(db).lift(guild, MemberId(member.id)), Library(db).guild(guild))
        )
        if not lifted:
            raise NotFound("That member is not banned.")
        who, name = safe(by.name), safe(member.display_name)
        await desk.log(settings, text("{who} lifted the ban of {name} (`{id}`).", who=who, name=name, id=member.id))
        await say(interaction, _("{name} may take part again.", name=name))

    @app_commands.command(name="banned", description="List who is banned from the room, and why")
    async def banned(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        now = desk.clock()
        bans = await desk.read(lambda db: Bans(db).all(guild, now))
        lines = [
            _("- {ban} By {who}, {when}.", ban=said(ban_text(ban)), who=safe(ban.by.name), when=moment(ban.at))
            for ban in bans[:MOST_LISTED]
        ]
        if len(bans) > MOST_LISTED:
            lines.append(ngettext("- and {number} more", "- and {number} more", len(bans) - MOST_LISTED))
        await say(interaction, clip("\n".join(lines) or _("Nobody is banned from the room."), 2000))


def _manages(member: discord.User | discord.Member) -> bool:
    rights = member.guild_permissions if isinstance(member, discord.Member) else discord.Permissions.none()
    return rights.administrator or rights.manage_guild


def ban_text(ban: Ban) -> Text:
    """Who is banned, until when, and why."""
    who, reason = f"{safe(ban.member.name)} (`{ban.member.id}`)", safe(ban.reason)
    if ban.until is None:
        return text("{who} for good: {reason}.", who=who, reason=reason) if reason else text("{who} for good.", who=who)
    until = moment(ban.until, "f")
    if reason:
        return text("{who} until {when}: {reason}.", who=who, when=until, reason=reason)
    return text("{who} until {when}.", who=who, when=until)
