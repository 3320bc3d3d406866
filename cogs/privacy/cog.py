"""`/privacy export`, `/privacy forget` and `/privacy credit`: what is kept about a member is the member's."""

from __future__ import annotations

import json

from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds
from cogs.desk import NAME_LIMIT, Interaction, desk_of, guild_of, member_of
from cogs.languages import _, ngettext
from cogs.posting import upload_limit
from cogs.premieres.remaking import correct
from cogs.privacy.exporting import exported
from cogs.privacy.views import ForgetView, credit_saying
from cogs.replies import say
from cogs.second_opinion import admitted
from cogs.words import named
from storage.ledger import CreditWish, Ledger
from storage.library import Library
from storage.media_uses import pictures_of


@on_guilds
class PrivacyCommands(commands.GroupCog, group_name="privacy", group_description="What is kept about you here"):
    """Export, forget, and the name in the credits."""

    @app_commands.command(name="export", description="Get everything the studio keeps about you here, as a file")
    async def export(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept, pictures = await desk.read(
            lambda db: (Ledger(db).export(guild, member.id), pictures_of(db, guild, member.id))
        )
        content = named(json.dumps(kept, ensure_ascii=False, indent=2)).encode()
        file, left_out = await exported(desk, content, pictures, upload_limit(desk, guild))
        words = _("This is all the studio keeps about you on this server.")
        if left_out:
            words += "\n" + ngettext(
                "{number} picture is too large for this server, or gone.",
                "{number} pictures are too large for this server, or gone.",
                left_out,
            )
        await interaction.followup.send(words, file=file, ephemeral=True)

    @app_commands.command(name="forget", description="Have everything about you here removed")
    async def forget(self, interaction: Interaction) -> None:
        member = member_of(interaction)
        await interaction.response.send_message(view=ForgetView(member.id), ephemeral=True)

    @app_commands.command(name="credit", description="Choose the name films credit you by, or none")
    @app_commands.describe(
        name="The name to be credited by; leave it out for your display name",
        hidden="Leave your name out of the credits",
    )
    async def credit(
        self,
        interaction: Interaction,
        name: app_commands.Range[str, 1, NAME_LIMIT] | None = None,
        hidden: bool = False,
    ) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        settings = await desk.read(lambda db: Library(db).guild(guild))
        pseudonym = ""
        if name is not None:
            pseudonym = await admitted(desk, settings, name, limit=NAME_LIMIT, what=_("The name"))
        wish = CreditWish(hidden=hidden, pseudonym=pseudonym)
        await desk.read(lambda db: Ledger(db).set_wish(guild, member.id, wish))
        await correct(desk, guild)
        await say(interaction, credit_saying(wish))
