"""Moving an order within its server's line: a menu and a form for administrators, with a reason that stays."""

from __future__ import annotations

import re

import discord
from discord import ui

from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.modals import Answers, Route, StudioModal
from cogs.replies import answered, say
from cogs.words import clip, safe
from show.errors import InvalidInput
from show.moderation import clean
from storage.bookings import Bookings
from storage.library import Library
from storage.queue import Move

REASON_CHARACTERS = 200
WHERE = {Move.FIRST: "To the front", Move.UP: "One place up", Move.DOWN: "One place down"}
MOVED = {Move.FIRST: "moved to the front", Move.UP: "moved up", Move.DOWN: "moved down"}


class MoveMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"moveorder"):
    """Picks a waiting order and opens the form."""

    right = "Move one"

    def __init__(self) -> None:
        super().__init__(ui.Select(placeholder="Move one", custom_id="moveorder", options=[]))

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild, order_id = guild_of(interaction), self.item.values[0]
        await desk_of(interaction).read(lambda db: Bookings(db).of_guild(order_id, guild))
        await interaction.response.send_modal(MoveModal(order_id))


class MoveModal(StudioModal):
    """Where to, and why."""

    def __init__(self, order_id: str) -> None:
        super().__init__("Move an order", f"moving:{order_id}")
        options = [discord.SelectOption(label=words, value=where.value) for where, words in WHERE.items()]
        menu: ui.Select[ui.Modal] = ui.Select(custom_id="where", options=options)
        self.add_item(ui.Label(text="Where to", component=menu))
        self.add_item(
            ui.Label(
                text="Why",
                description="Everybody reads it in /queue, and it stays in the log.",
                component=ui.TextInput(custom_id="reason", min_length=3, max_length=REASON_CHARACTERS),
            )
        )


async def moved(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    desk, guild, by = desk_of(interaction), guild_of(interaction), member_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    reason = clean(answers.get("reason", ""), REASON_CHARACTERS)
    if len(reason) < 3:
        raise InvalidInput("Say why, in a word or two: others waited longer.")
    where = Move(answers.get("where", Move.FIRST.value))
    booking = await desk.read(lambda db: Bookings(db).of_guild(match["order_id"], guild))
    place = await desk.orders.move(booking.id, where)
    words = f"{MOVED[where]} by {by.name}: {reason}"
    await desk.read(lambda db: Bookings(db).note_move(booking.id, words))
    settings = await desk.read(lambda db: Library(db).guild(guild))
    await desk.log(settings, f"Order `{booking.id}` was {safe(clip(words, 400))}")
    await say(interaction, f"It is at place {place} of this server's line now.")


MOVE_ROUTE = Route(right="Move an order", pattern=re.compile(r"moving:(?P<order_id>[a-z0-9-]+)"), handler=moved)
