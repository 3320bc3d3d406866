"""The question before forgetting, and what is said about names."""

from __future__ import annotations

import discord
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import Gated
from cogs.premieres.remaking import correct
from cogs.replies import answered, say
from cogs.words import counted, safe
from show.errors import NotAllowed
from show.ids import MemberId
from storage.ledger import CreditWish, Forgotten, Ledger


class ForgetButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"forget:(?P<member>\d+)"):
    """Removes what is kept about the member who asked; nobody else can press it for them."""

    right = "Forget me"

    def __init__(self, member: MemberId) -> None:
        super().__init__(ui.Button(label="Forget me", style=discord.ButtonStyle.danger, custom_id=f"forget:{member}"))
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
        await correct(desk, guild)
        await desk.orders.forget(guild)
        await say(interaction, forgotten_words(gone))


class ForgetView(ui.LayoutView):
    """What forgetting means, and the button."""

    def __init__(self, member: MemberId) -> None:
        super().__init__(timeout=None)
        words = (
            "## Forget me\n"
            "Your waiting pitches and running votes are withdrawn. Closed ballots keep their count and pitches that "
            "were voted on keep their words, without your name. You leave the credits of all films, also of those "
            "that were shown: they are made again without your name. Messages that were posted stay as they are."
        )
        self.add_item(
            ui.Container(ui.TextDisplay(words), ui.ActionRow(ForgetButton(member)), accent_colour=palette.TROUBLE)
        )


def forgotten_words(gone: Forgotten) -> str:
    """What was removed."""
    return (
        f"Done: {counted(gone.pitches, 'pitch', 'pitches')}, {counted(gone.votes, 'vote')} and "
        f"{counted(gone.contributions, 'entry', 'entries')} of the ledger no longer carry your name."
    )


def credit_saying(wish: CreditWish) -> str:
    """How the member will be named."""
    if wish.hidden:
        return "Your name is left out of the credits. Films that bear it are made again, one after another."
    name = f"as {safe(wish.pseudonym)}" if wish.pseudonym else "by your display name"
    return f"Films credit you {name}. Those that call you otherwise are made again, one after another."
