"""`/studio approval`: who decides that a draft becomes a film, and what becomes of changed lines."""

from __future__ import annotations

from functools import partial

from discord import app_commands
from discord.ext import commands

from cogs.desk import Interaction, desk_of, guild_of
from cogs.drafts.deciding import settle_all
from cogs.languages import _, ngettext
from cogs.replies import say
from cogs.words import duration
from show.house_rules import Approval, Edits, HouseRules
from storage.opinions import Opinions
from storage.rules import change_rules

MODES = [
    app_commands.Choice(name="approvers decide", value=Approval.ROLE.value),
    app_commands.Choice(name="enough members in favour", value=Approval.QUORUM.value),
    app_commands.Choice(name="goes on by itself unless somebody objects in time", value=Approval.TIMED.value),
    app_commands.Choice(name="nobody has to approve", value=Approval.NOBODY.value),
]
EDITS = [
    app_commands.Choice(name="a changed line is the next version", value=Edits.DIRECT.value),
    app_commands.Choice(name="a changed line is a suggestion that others accept", value=Edits.SUGGESTED.value),
]
MOST_MEMBERS = 100
MOST_HOURS = 24.0 * 14
LEAST_HOURS = 0.0005


class ApprovalCommands(commands.Cog):
    """A part of `/studio`."""

    @app_commands.command(name="approval", description="Set who decides on drafts and changes, or just show it")
    @app_commands.describe(
        mode="Who decides that a draft becomes a film",
        members="With enough members in favour: how many that is",
        hours="Unless somebody objects in time: how long there is for it",
        edits="What becomes of a line that a member changes",
        accepts="How many others must accept a suggestion",
    )
    @app_commands.choices(mode=MODES, edits=EDITS)
    async def approval(
        self,
        interaction: Interaction,
        mode: str = "",
        members: app_commands.Range[int, 1, MOST_MEMBERS] | None = None,
        hours: app_commands.Range[float, LEAST_HOURS, MOST_HOURS] | None = None,
        edits: str = "",
        accepts: app_commands.Range[int, 1, MOST_MEMBERS] | None = None,
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        change = partial(
            change_rules,
            guild=guild,
            approval=Approval(mode) if mode else None,
            approvals_needed=members,
            objection_hours=hours,
            edits=Edits(edits) if edits else None,
            edits_needed=accepts,
        )
        rules = await desk.read(change)
        await say(interaction, approval_words(rules))
        # A draft that lies there now is decided on by the new rules.
        for id, version in await desk.read(lambda db: Opinions(db).waiting()):
            desk.redraw_draft(id, version)
        await settle_all(desk)


def approval_words(rules: HouseRules) -> str:
    """Who decides from now on."""
    if rules.approval is Approval.ROLE:
        how = _("Approvers decide; members can object.")
    elif rules.approval is Approval.QUORUM:
        how = ngettext(
            "{number} member in favour makes it a film; every objection asks for one more. "
            "Approvers can decide at any time.",
            "{number} members in favour make it a film; every objection asks for one more. "
            "Approvers can decide at any time.",
            rules.approvals_needed,
        )
    elif rules.approval is Approval.TIMED:
        how = _(
            "It goes on by itself after {time} unless somebody objects; then an approver decides.",
            time=duration(rules.objection_hours * 3600),
        )
    else:
        how = _("Every draft is made into a film as it comes.")
    changes = _("A changed line is the next version.")
    if rules.edits is Edits.SUGGESTED:
        changes = ngettext(
            "A changed line is a suggestion until {number} other member or an approver accepts it.",
            "A changed line is a suggestion until {number} other members or an approver accept it.",
            rules.edits_needed,
        )
    return "\n".join([_("### Drafts on this server"), how, changes])
