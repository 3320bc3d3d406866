"""`/studio voting`: how this server votes where nobody says otherwise."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ballots.wishes import LEAST_MINUTES, METHOD_WORDS, METHODS, MOST_MINUTES, RESULTS, wished
from cogs.desk import Interaction, desk_of, guild_of
from cogs.languages import _, said
from cogs.replies import say
from cogs.words import duration
from show.house_rules import HouseRules
from storage.records import Studio
from storage.rules import change_rules, terms_of

MOST_DAYS = 365
MOST_WEIGHT = 5


class VotingCommands(commands.Cog):
    """A part of `/studio`."""

    @app_commands.command(name="voting", description="Set how ballots work on this server, or just show it")
    @app_commands.describe(
        method="How members vote",
        results="When the counts are shown",
        minutes="How long a ballot runs",
        quorum="With fewer voters than this, the first option is taken",
        reminder="Minutes before the close when a last call is posted; 0 for none",
        account_days="How old an account must be to vote; 0 for any",
        member_days="How long somebody must have been on this server to vote; 0 for any",
        role="Members with this role have votes that weigh more",
        weight="How many times their votes count; 1 takes the weight away",
        poll="Ballots are polls of Discord's own where their other rules allow it",
        pictures="Stills of the options while it runs, and its result as a picture",
    )
    @app_commands.choices(method=METHODS, results=RESULTS)
    async def voting(
        self,
        interaction: Interaction,
        method: str = "",
        results: str = "",
        minutes: app_commands.Range[float, LEAST_MINUTES, MOST_MINUTES] | None = None,
        quorum: app_commands.Range[int, 1, 1000] | None = None,
        reminder: app_commands.Range[float, 0.0, MOST_MINUTES] | None = None,
        account_days: app_commands.Range[int, 0, MOST_DAYS] | None = None,
        member_days: app_commands.Range[int, 0, MOST_DAYS] | None = None,
        role: discord.Role | None = None,
        weight: app_commands.Range[int, 1, MOST_WEIGHT] | None = None,
        poll: bool | None = None,
        pictures: bool | None = None,
    ) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        changes = wished(
            method=method,
            results=results,
            minutes=minutes,
            quorum=quorum,
            reminder=reminder,
            poll=poll,
            least_account_days=account_days,
            least_member_days=member_days,
            weighted_role_id=role.id if role is not None else None,
            weight=weight if weight is not None or role is None else 2,
            pictures=pictures,
        )

        rules = await desk.read(lambda db: change_rules(db, guild, **changes))
        await say(interaction, voting_words(rules, desk.studio))


def voting_words(rules: HouseRules, studio: Studio) -> str:
    """How ballots work from now on; running ones keep the rules they opened with."""
    terms = terms_of(rules, studio)
    length, reminder = duration(terms.minutes * 60), terms.rules.reminder_seconds
    lasts = _("**Length** {time}, last call none", time=length)
    if reminder:
        lasts = _("**Length** {time}, last call {reminder} before", time=length, reminder=duration(reminder))
    lines = [
        _("### Ballots on this server"),
        _("**Method** {method}", method=said(METHOD_WORDS[rules.method])),
        _("**Counts** after the close") if rules.hidden else _("**Counts** while it runs"),
        lasts,
        _("**Quorum** {number}", number=terms.quorum),
        _(
            "**Accounts** at least {account_days} days old, on this server for at least {member_days}",
            account_days=rules.least_account_days,
            member_days=rules.least_member_days,
        ),
    ]
    if terms.rules.poll:
        lines.append(_("**Polls** of Discord's own"))
    shown = studio.pictures if rules.pictures is None else rules.pictures
    lines.append(_("**Pictures** of options and results") if shown else _("**Pictures** none"))
    if terms.rules.weight > 1:
        role = f"<@&{rules.weighted_role_id}>"
        lines.append(_("**Weight** votes of {role} count {number} times", role=role, number=rules.weight))
    lines.append(_("-# Running ballots keep the rules they opened with."))
    return "\n".join(lines)
