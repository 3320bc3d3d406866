"""`/studio limits`: how much one member may do."""

from __future__ import annotations

from dataclasses import replace

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.desk import Interaction, desk_of, guild_of
from cogs.replies import say
from cogs.words import counted
from show.house_rules import HouseRules
from storage.rules import keep_rules, rules_of

MOST_PITCHES = 50
MOST_ORDERS = 1000


class LimitCommands(commands.Cog):
    """A part of `/studio`."""

    @app_commands.command(name="limits", description="Set how much one member may do, or just show it")
    @app_commands.describe(
        pitches="The most pitches of one member for one episode; 0 for as many as they like",
        pictures="Whether pitches may come with a picture for reference",
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
        changes: app_commands.Range[int, 0, MOST_ORDERS] | None = None,
        orders: app_commands.Range[int, 0, MOST_ORDERS] | None = None,
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)

        def change(db: sqlite_utils.Database) -> HouseRules:
            rules = rules_of(db, guild)
            if pitches is not None:
                rules = replace(rules, pitches_each=pitches)
            if auditions is not None:
                rules = replace(rules, auditions_each=auditions)
            if pictures is not None:
                rules = replace(rules, pitch_pictures=pictures)
            if changes is not None:
                rules = replace(rules, changes_each=changes)
            if orders is not None:
                rules = replace(rules, changes_daily=orders)
            keep_rules(db, guild, rules)
            return rules

        rules = await desk.read(change)
        each, own = rules.pitches_each, rules.auditions_each
        many = f"at most {counted(each, 'pitch', 'pitches')}" if each else "as many pitches as they like"
        few = f"at most {counted(own, 'audition')}" if own else "as many auditions as they like"
        shown = "may" if rules.pitch_pictures else "may not"
        lines = [
            f"A member may have {many} for one episode, and {few} at a time for one series.",
            f"Pitches {shown} come with a picture.",
        ]
        if rules.changes_each:
            lines.append(f"A member may order {counted(rules.changes_each, 'change')} to scripts within a day.")
        if rules.changes_daily:
            lines.append(f"All members together may order {counted(rules.changes_daily, 'time')} within a day.")
        await say(interaction, "\n".join(lines))
