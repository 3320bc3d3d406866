"""`/studio limits`: how much one member may do."""

from __future__ import annotations

from functools import partial

from discord import app_commands
from discord.ext import commands

from cogs.desk import Interaction, desk_of, guild_of
from cogs.languages import _, ngettext
from cogs.replies import say
from show.house_rules import HouseRules
from storage.rules import change_rules

MOST_PITCHES = 50
MOST_ORDERS = 1000


class LimitCommands(commands.Cog):
    """A part of `/studio`."""

    @app_commands.command(name="limits", description="Set how much one member may do, or just show it")
    @app_commands.describe(
        pitches="The most pitches of one member for one episode; 0 for as many as they like",
        pictures="Whether pitches may come with a picture for reference",
        waiting="Whether such pictures wait until an approver lets them through",
        changes="The most changes to scripts that one member may order in a day; 0 for as many as they like",
        orders="The most orders of all members together in a day; 0 for as many as they like",
        auditions="The most auditions of one member that run for one series; 0 for as many as they like",
    )
    async def limits(
        self,
        interaction: Interaction,
        pitches: app_commands.Range[int, 0, MOST_PITCHES] | None = None,
        auditions: app_commands.Range[int, 0, MOST_PITCHES] | None = None,
        pictures: bool | None = None,
        waiting: bool | None = None,
        changes: app_commands.Range[int, 0, MOST_ORDERS] | None = None,
        orders: app_commands.Range[int, 0, MOST_ORDERS] | None = None,
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        change = partial(
            change_rules,
            guild=guild,
            pitches_each=pitches,
            auditions_each=auditions,
            pitch_pictures=pictures,
            pictures_wait=waiting,
            changes_each=changes,
            changes_daily=orders,
        )
        await say(interaction, limit_words(await desk.read(change)))


def limit_words(rules: HouseRules) -> str:
    """How much one member may do."""
    each, own = rules.pitches_each, rules.auditions_each
    pitches = _("A member may have as many pitches as they like for one episode.")
    if each:
        pitches = ngettext(
            "A member may have at most {number} pitch for one episode.",
            "A member may have at most {number} pitches for one episode.",
            each,
        )
    auditions = _("A member may have as many auditions as they like at a time for one series.")
    if own:
        auditions = ngettext(
            "A member may have at most {number} audition at a time for one series.",
            "A member may have at most {number} auditions at a time for one series.",
            own,
        )
    pictures = _("Pitches may not come with a picture.")
    if rules.pitch_pictures:
        pictures = _("Pitches may come with a picture.")
    lines = [pitches, auditions, pictures]
    if rules.changes_each:
        lines.append(
            ngettext(
                "A member may order {number} change to scripts within a day.",
                "A member may order {number} changes to scripts within a day.",
                rules.changes_each,
            )
        )
    if rules.changes_daily:
        lines.append(
            ngettext(
                "All members together may order {number} time within a day.",
                "All members together may order {number} times within a day.",
                rules.changes_daily,
            )
        )
    return "\n".join(lines)
