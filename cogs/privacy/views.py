"""The question before forgetting, and what is said about names."""

from __future__ import annotations

import functools

import discord
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import Gated
from cogs.languages import _, listed, ngettext
from cogs.premieres.remaking import correct
from cogs.replies import answered, say
from cogs.words import label, safe
from show.errors import NotAllowed
from show.ids import MemberId
from storage.ledger import CreditWish, Forgotten, Ledger
from storage.media_uses import unused


class ForgetButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"forget:(?P<member>\d+)"):
    """Removes what is kept about the member who asked; nobody else can press it for them."""

    right = "Forget me"

    def __init__(self, member: MemberId) -> None:
        style = discord.ButtonStyle.danger
        super().__init__(ui.Button(label=label(_("Forget me")), style=style, custom_id=f"forget:{member}"))
        self.member = member

    @answered
    async def callback(self, interaction: Interaction) -> None:
        if interaction.user.id != self.member:
            raise NotAllowed("Only the member who asked can do that.")
        guild = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        desk = desk_of(interaction)
        now = desk.clock()
        gone = await desk.read(lambda db: Ledger(db).forget(guild, self.member, now))
        for ref in gone.media:
            # Somebody may have given the same meanwhile.
            if await desk.read(functools.partial(unused, refs=[ref])):
                await desk.media.delete_async(ref)
        await correct(desk, guild)
        await desk.orders.forget(guild)
        await say(interaction, forgotten_words(gone))


class ForgetView(ui.LayoutView):
    """What forgetting means, and the button."""

    def __init__(self, member: MemberId) -> None:
        super().__init__(timeout=None)
        words = _(
            "## Forget me\n"
            "Your waiting pitches and running votes are withdrawn. Closed ballots keep their count and pitches that "
            "were voted on keep their words, without your name. You leave the credits of all films, also of those "
            "that were shown: they are made again without your name. Pictures you gave are deleted. "
            "Messages that were posted stay as they are."
        )
        self.add_item(
            ui.Container(ui.TextDisplay(words), ui.ActionRow(ForgetButton(member)), accent_colour=palette.TROUBLE)
        )


def forgotten_words(gone: Forgotten) -> str:
    """What was removed."""
    removed = [
        ngettext("{number} pitch", "{number} pitches", gone.pitches),
        ngettext("{number} vote", "{number} votes", gone.votes),
        ngettext("{number} entry of the ledger", "{number} entries of the ledger", gone.contributions),
    ]
    return _("Done: {things} no longer carry your name.", things=listed(removed))


def credit_saying(wish: CreditWish) -> str:
    """How the member will be named."""
    if wish.hidden:
        return _("Your name is left out of the credits. Films that bear it are made again, one after another.")
    if not wish.pseudonym:
        return _(
            "Films credit you by your display name. "
            "Those that call you otherwise are made again, one after another."
        )
    return _(
        "Films credit you as {name}. Those that call you otherwise are made again, one after another.",
        name=safe(wish.pseudonym),
    )
