"""How the studio's settings look: where things go, who decides, what is wrong, and menus to change the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.age_limits import check_places, settings_under
from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import Gated
from cogs.languages import _, ngettext, said
from cogs.replies import answered
from cogs.schedules import schedule_words
from cogs.series.views import RATING_WORDS
from cogs.studio.checkup import warnings
from cogs.words import CHOICE_LIMIT, clip, label
from show.ballot import Method
from show.errors import InvalidInput
from show.house_rules import Approval, HouseRules
from show.languages import LANGUAGES
from show.moderation import RATINGS
from show.texts import Text, marked, text
from storage.library import Library
from storage.records import GuildSettings
from storage.rules import keep_rules, rules_of

NEXT = marked(
    "### What now\n"
    "1. Give <@&{role}> to those who decide on drafts.\n"
    "2. Begin a series with `/series create`.\n"
    "3. Tell everybody to `/pitch` in <#{room}>.\n"
    "-# More: `/studio voting`, `/studio approval`, `/studio limits`; a series' own days and channels: "
    "`/series schedule`, `/series channels`."
)
APPROVALS = {
    Approval.ROLE: text("Approvers decide on drafts"),
    Approval.QUORUM: text("Enough members in favour decide on drafts"),
    Approval.TIMED: text("Drafts go on unless somebody objects in time"),
    Approval.NOBODY: text("Drafts are made as they come"),
}
DRAFTS = {
    Approval.ROLE: text("**Drafts** approvers decide on drafts"),
    Approval.QUORUM: text("**Drafts** enough members in favour decide on drafts"),
    Approval.TIMED: text("**Drafts** go on unless somebody objects in time"),
    Approval.NOBODY: text("**Drafts** are made as they come"),
}
METHODS = {
    Method.SINGLE: text("Ballots: one vote each"),
    Method.APPROVAL: text("Ballots: every option one is fine with"),
    Method.RANKED: text("Ballots: options in order, with run-off rounds"),
}
BALLOTS = {
    Method.SINGLE: text("**Ballots** one vote each"),
    Method.APPROVAL: text("**Ballots** every option one is fine with"),
    Method.RANKED: text("**Ballots** options in order, with run-off rounds"),
}
STRENGTHS = {
    "everyone": text("Drama for everyone"),
    "teen": text("Drama for teens"),
    "mature": text("Drama for grown-ups"),
}
MENUS: dict[str, dict[str, Text]] = {
    "approval": {mode.value: words for mode, words in APPROVALS.items()},
    "method": {method.value: words for method, words in METHODS.items()},
    "rating": {name: STRENGTHS[name] for name in RATINGS},
}
"""The rules that a menu changes: its values and how they read."""


class RuleMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"rule:(?P<name>approval|method|rating)"):
    """Changes one rule; the settings it hangs under show it at once."""

    right = "Choose a rule"

    def __init__(self, name: str, now: str = "") -> None:
        options = [
            discord.SelectOption(label=label(said(words), CHOICE_LIMIT), value=value, default=value == now)
            for value, words in MENUS[name].items()
        ]
        super().__init__(ui.Select(custom_id=f"rule:{name}", options=options))
        self.name = name

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        data: Any = interaction.data or {}
        value = str(next(iter(data.get("values") or []), ""))
        if value not in MENUS[self.name]:
            raise InvalidInput("There is no such rule (any more). Open /studio settings again.")
        now = desk.clock()

        def change(db: sqlite_utils.Database) -> tuple[GuildSettings, HouseRules]:
            settings, rules = Library(db).guild(guild), rules_of(db, guild)
            if self.name == "rating":
                settings = replace(settings, rating=value)
                check_places(interaction.guild, settings_under(db, settings))
                Library(db).save_guild(settings, now)
            else:
                if self.name == "approval":
                    rules = replace(rules, approval=Approval(value))
                else:
                    rules = replace(rules, method=Method(value))
                keep_rules(db, guild, rules)
            return settings, rules

        settings, rules = await desk.read(change)
        view = StudioView(settings, rules, found_wrong(interaction, settings, rules))
        await interaction.response.edit_message(view=view)


def found_wrong(interaction: Interaction, settings: GuildSettings, rules: HouseRules) -> list[str]:
    """What the check-up says, as far as the bot can see this server."""
    return warnings(interaction.guild, settings, rules) if interaction.guild is not None else []


def rules_words(settings: GuildSettings, rules: HouseRules) -> str:
    """Where things go and how they are decided."""
    limits = _("**Limits** any number of pitches a member and episode")
    if rules.pitches_each:
        limits = ngettext(
            "**Limits** {number} pitch a member and episode",
            "**Limits** {number} pitches a member and episode",
            rules.pitches_each,
        )
    opens = _("**Episodes** of new series open with the premiere of the one before")
    if rules.schedule:
        opens = _("**Episodes** of new series open {when}", when=schedule_words(rules.schedule))
    drafts, language = settings.drafts_channel_id, settings.language
    return "\n".join(
        [
            _("## The studio is set up"),
            _("**Pitches, votes and drafts** <#{channel}>", channel=settings.room_channel_id),
            *([_("**Drafts** <#{channel}>", channel=drafts)] if drafts else []),
            _("**Films** <#{channel}>", channel=settings.premieres_channel_id),
            _("**Log for administrators** <#{channel}>", channel=settings.log_channel_id),
            _("**Approvers** <@&{role}>", role=settings.approver_role_id),
            _("**Rating** {rating}", rating=said(RATING_WORDS[settings.rating])),
            *([_("**Language** {language}", language=LANGUAGES[language])] if language else []),
            said(DRAFTS[rules.approval]),
            said(BALLOTS[rules.method]),
            limits,
            opens,
        ]
    )


class StudioView(ui.LayoutView):
    """The settings, what is wrong with them, menus for the rules that matter most, and what to do next."""

    def __init__(self, settings: GuildSettings, rules: HouseRules, wrong: list[str]) -> None:
        super().__init__(timeout=None)
        box: ui.Container[StudioView] = ui.Container(
            ui.TextDisplay(rules_words(settings, rules)), accent_colour=palette.TROUBLE if wrong else palette.DONE
        )
        box.add_item(ui.Separator())
        check = "\n".join(f"⚠️ {one}" for one in wrong) or _("✅ I have every permission I need here.")
        box.add_item(ui.TextDisplay(clip(check, 1500)))
        box.add_item(ui.Separator())
        for name, value in (("approval", rules.approval), ("method", rules.method), ("rating", settings.rating)):
            box.add_item(ui.ActionRow(RuleMenu(name, str(value))))
        words = _(NEXT, role=settings.approver_role_id, room=settings.room_channel_id)
        box.add_item(ui.TextDisplay(words))
        self.add_item(box)
