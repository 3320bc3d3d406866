"""`/studio ban`, `/studio unban` and `/studio banned`: shutting members out of the room, and letting them in again."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from cogs.desk import NAME_LIMIT, Interaction, desk_of, guild_of, member_of
from cogs.replies import say
from cogs.words import clip, moment, safe
from show.errors import NotAllowed, NotFound
from show.ids import MemberId
from show.moderation import clean
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
            member=Member(id=MemberId(member.id), name=clean(member.display_name, NAME_LIMIT) or "a member"),
            reason=clean(reason, REASON_CHARACTERS),
            by=by,
            at=now,
            until=None if days is None else now + days * DAY_SECONDS,
        )
        await desk.read(lambda db: Bans(db).ban(guild, ban))
        settings = await desk.read(lambda db: Library(db).guild(guild))
        await desk.log(settings, f"{safe(by.name)} banned {ban_words(ban)}")
        await say(interaction, f"Banned from the room: {ban_words(ban)}\nThey can still look, and still use /privacy.")

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
        await desk.log(settings, f"{safe(by.name)} lifted the ban of {safe(member.display_name)} (`{member.id}`).")
        await say(interaction, f"{safe(member.display_name)} may take part again.")

    @app_commands.command(name="banned", description="List who is banned from the room, and why")
    async def banned(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        now = desk.clock()
        bans = await desk.read(lambda db: Bans(db).all(guild, now))
        lines = [f"- {ban_words(ban)} By {safe(ban.by.name)}, {moment(ban.at)}." for ban in bans[:MOST_LISTED]]
        if len(bans) > MOST_LISTED:
            lines.append(f"- and {len(bans) - MOST_LISTED} more")
        await say(interaction, clip("\n".join(lines) or "Nobody is banned from the room.", 2000))


def _manages(member: discord.User | discord.Member) -> bool:
    rights = member.guild_permissions if isinstance(member, discord.Member) else discord.Permissions.none()
    return rights.administrator or rights.manage_guild


def ban_words(ban: Ban) -> str:
    """Who is banned, until when, and why."""
    until = f"until {moment(ban.until, 'f')}" if ban.until is not None else "for good"
    reason = f": {safe(ban.reason)}" if ban.reason else ""
    return f"{safe(ban.member.name)} (`{ban.member.id}`) {until}{reason}."
