"""`/studio setup` and `/studio settings`: channels and the approvers' role, created where none is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.age_limits import FOR_ADULTS, check_places, settings_under
from cogs.choices import language_choices, on_guilds
from cogs.desk import Desk, Interaction, desk_of, guild_of
from cogs.languages import _
from cogs.series.running import EVERY_DAY, NEVER, wished_schedule, zone_choices
from cogs.studio.approval import MODES, ApprovalCommands
from cogs.studio.bans import BanCommands
from cogs.studio.limits import MOST_PITCHES, LimitCommands
from cogs.studio.views import StudioView, found_wrong
from cogs.studio.voting import VotingCommands
from show.errors import InvalidInput, NotAllowed, NotFound
from show.house_rules import Approval, HouseRules
from show.ids import ChannelId, GuildId
from show.languages import known_language
from show.moderation import RATINGS
from show.schedule import DAYS
from storage.library import Library
from storage.records import GuildSettings
from storage.rules import keep_rules, rules_of

ROOM_NAME = "writers-room"
FILMS_NAME = "premieres"
LOG_NAME = "studio-log"
APPROVER_NAME = "Showrunner"


@on_guilds
@app_commands.default_permissions(manage_guild=True)
class StudioCommands(
    ApprovalCommands,
    BanCommands,
    LimitCommands,
    VotingCommands,
    commands.GroupCog,
    group_name="studio",
    group_description="Set the studio up",
):
    """What administrators do, most of it once."""

    @app_commands.command(name="setup", description="Choose or create the studio's channels and the approvers' role")
    @app_commands.describe(
        room="Where members pitch, vote and read drafts; created if left out",
        premieres="Where films are shown; created if left out",
        log="Where administrators read what happens; created (hidden) if left out",
        approver="The role that approves drafts; created if left out",
        rating="How strong the drama may be",
        drafts="Where drafts are read; in the room if left out",
        language="The language new series are told in",
        approval="Who decides that a draft becomes a film",
        pitches="The most pitches of one member for one episode; 0 for as many as they like",
        day="On which day the episodes of new series open by themselves",
        time="At what time they do, such as 18:00",
        zone="By whose clocks, such as Europe/Berlin",
    )
    @app_commands.choices(
        rating=[app_commands.Choice(name=name, value=name) for name in RATINGS],
        approval=MODES,
        day=[app_commands.Choice(name=name, value=name) for name in (*DAYS, EVERY_DAY, NEVER)],
    )
    @app_commands.autocomplete(language=language_choices, zone=zone_choices)
    async def setup(
        self,
        interaction: Interaction,
        room: discord.TextChannel | None = None,
        premieres: discord.TextChannel | None = None,
        log: discord.TextChannel | None = None,
        approver: discord.Role | None = None,
        rating: str = "",
        drafts: discord.TextChannel | None = None,
        language: str = "",
        approval: str = "",
        pitches: app_commands.Range[int, 0, MOST_PITCHES] | None = None,
        day: str = "",
        time: str = "",
        zone: str = "",
    ) -> None:
        desk, guild_id = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = interaction.guild
        if guild is None:
            raise NotAllowed("Invite me to this server with my bot user first; then set the studio up.")
        rules = await _wished_rules(desk, guild_id, approval, pitches, (day, time, zone))
        before, me = await _before(desk, guild_id), desk.bot.user.id if desk.bot.user else 0
        adults = (rating or before.rating) == FOR_ADULTS
        settings = GuildSettings(
            guild_id=guild_id,
            room_channel_id=await _channel(guild, room, before.room_channel_id, ROOM_NAME, nsfw=adults),
            premieres_channel_id=await _channel(guild, premieres, before.premieres_channel_id, FILMS_NAME, nsfw=adults),
            log_channel_id=await _channel(guild, log, before.log_channel_id, LOG_NAME, only_for=me),
            approver_role_id=await _role(guild, approver, before.approver_role_id),
            rating=rating or before.rating,
            drafts_channel_id=ChannelId(drafts.id) if drafts is not None else before.drafts_channel_id,
            language=known_language(language) if language else before.language,
        )
        await _keep(desk, guild, settings, rules, checked=bool(rating or room or premieres or drafts))
        view = StudioView(settings, rules, found_wrong(interaction, settings, rules))
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(name="settings", description="Show how the studio is set up here")
    async def settings(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        settings, rules = await desk_of(interaction).read(lambda db: (Library(db).guild(guild), rules_of(db, guild)))
        view = StudioView(settings, rules, found_wrong(interaction, settings, rules))
        await interaction.response.send_message(view=view, ephemeral=True)


async def _keep(
    desk: Desk, guild: discord.Guild, settings: GuildSettings, rules: HouseRules, *, checked: bool
) -> None:
    """Write the set-up down; `checked` when it may ask for channels that are not for adults only."""
    now = desk.clock()

    def keep(db: sqlite_utils.Database) -> None:
        if checked:
            check_places(guild, settings_under(db, settings))
        Library(db).save_guild(settings, now)
        keep_rules(db, settings.guild_id, rules)

    await desk.read(keep)


async def _wished_rules(
    desk: Desk, guild: GuildId, approval: str, pitches: int | None, when: tuple[str, str, str]
) -> HouseRules:
    """The server's rules with what was wished for; what was left out stays as it was."""
    rules = await desk.read(lambda db: rules_of(db, guild))
    if approval:
        rules = replace(rules, approval=Approval(approval))
    if pitches is not None:
        rules = replace(rules, pitches_each=pitches)
    return replace(rules, schedule=wished_schedule(rules.schedule, *when)) if any(when) else rules


async def _before(desk: Desk, guild: GuildId) -> GuildSettings:
    """The settings so far; with zeros for channels and role before the first set-up."""
    try:
        return await desk.read(lambda db: Library(db).guild(guild))
    except NotFound:
        nowhere = ChannelId(0)
        return GuildSettings(
            guild_id=guild,
            room_channel_id=nowhere,
            premieres_channel_id=nowhere,
            log_channel_id=nowhere,
            approver_role_id=0,
        )


async def _channel(
    guild: discord.Guild,
    chosen: discord.TextChannel | None,
    earlier: int,
    name: str,
    *,
    only_for: int = 0,
    nsfw: bool = False,
) -> ChannelId:
    """The chosen channel, else the one of before, else one of that name, else a new one.

    `only_for` hides a new one from everybody but administrators and that user, the bot: given by its id, for
    without a member cache `guild.me` need not be known yet. `nsfw` makes a new one age-restricted.
    """
    found = chosen or (guild.get_channel(earlier) if earlier else None)
    found = found or discord.utils.get(guild.text_channels, name=name)
    if found is None:
        overwrites: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {}
        if only_for:
            overwrites[guild.default_role] = discord.PermissionOverwrite(view_channel=False)
            me = discord.Object(id=only_for, type=discord.Member)
            overwrites[me] = discord.PermissionOverwrite(view_channel=True, send_messages=True)
        try:
            why = _("Setting the studio up")
            adults: dict[str, Any] = {"nsfw": True} if nsfw else {}
            found = await guild.create_text_channel(name, overwrites=overwrites, reason=why, **adults)
        except discord.Forbidden as exc:
            raise InvalidInput(
                "I may not create #{name} here. Choose a channel for it, or give me the permission to manage channels.",
                name=name,
            ) from exc
    return ChannelId(found.id)


async def _role(guild: discord.Guild, chosen: discord.Role | None, earlier: int) -> int:
    found = chosen or (guild.get_role(earlier) if earlier else None)
    found = found or discord.utils.get(guild.roles, name=APPROVER_NAME)
    if found is None:
        try:
            found = await guild.create_role(name=APPROVER_NAME, mentionable=False, reason=_("Setting the studio up"))
        except discord.Forbidden as exc:
            raise InvalidInput(
                "I may not create the role {approver_name} here. "
                "Choose one, or give me the permission to manage roles.",
                approver_name=APPROVER_NAME
            ) from exc
    return found.id
