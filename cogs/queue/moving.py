"""Moving an order within its server's line: a menu and a form for administrators, with a reason that stays."""

from __future__ import annotations

import re

import discord
from discord import ui

from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, said
from cogs.modals import Answers, Route, StudioModal, field
from cogs.replies import answered, say
from cogs.words import CHOICE_LIMIT, label, safe
from show.errors import InvalidInput
from show.moderation import clean
from show.texts import text
from storage.bookings import Bookings
from storage.library import Library
from storage.queue import Move

REASON_CHARACTERS = 200
WHERE = {Move.FIRST: text("To the front"), Move.UP: text("One place up"), Move.DOWN: text("One place down")}
MOVED = {
    Move.FIRST: text("moved to the front by {member}: {reason}"),
    Move.UP: text("moved up by {member}: {reason}"),
    Move.DOWN: text("moved down by {member}: {reason}"),
}
"""What stands in /queue."""
NOTED = {
    Move.FIRST: text("Order `{order}` was moved to the front by {member}: {reason}"),
    Move.UP: text("Order `{order}` was moved up by {member}: {reason}"),
    Move.DOWN: text("Order `{order}` was moved down by {member}: {reason}"),
}
"""What stands in the log."""


class MoveMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"moveorder"):
    """Picks a waiting order and opens the form."""

    right = "Move one"

    def __init__(self) -> None:
        super().__init__(ui.Select(placeholder=_("Move one"), custom_id="moveorder", options=[]))

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild, order_id = guild_of(interaction), self.item.values[0]
        await desk_of(interaction).read(lambda db: Bookings(db).of_guild(order_id, guild))
        await interaction.response.send_modal(MoveModal(order_id))


class MoveModal(StudioModal):
    """Where to, and why."""

    def __init__(self, order_id: str) -> None:
        super().__init__(_("Move an order"), f"moving:{order_id}")
        places = ((label(said(words), CHOICE_LIMIT), where.value) for where, words in WHERE.items())
        options = [discord.SelectOption(label=words, value=value) for words, value in places]
        menu: ui.Select[ui.Modal] = ui.Select(custom_id="where", options=options)
        entry: ui.TextInput[ui.Modal] = ui.TextInput(custom_id="reason", min_length=3, max_length=REASON_CHARACTERS)
        self.add_item(field(_("Where to"), menu))
        self.add_item(field(_("Why"), entry, _("Everybody reads it in /queue, and it stays in the log.")))


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
    told = text(MOVED[where].template, member=by.name, reason=reason)
    await desk.read(lambda db: Bookings(db).note_move(booking.id, told))
    settings = await desk.read(lambda db: Library(db).guild(guild))
    noted = text(NOTED[where].template, order=booking.id, member=safe(by.name), reason=safe(reason))
    await desk.log(settings, noted)
    await say(interaction, _("It is at place {place} of this server's line now.", place=place))


MOVE_ROUTE = Route(right="Move an order", pattern=re.compile(r"moving:(?P<order_id>[a-z0-9-]+)"), handler=moved)
