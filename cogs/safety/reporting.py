"""Reports: what becomes of the form, the card in the administrators' log, and its buttons."""

from __future__ import annotations

import re
from typing import Any

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.drafts.suggesting import redraw_soon as redraw_suggestion
from cogs.gate import Gated
from cogs.intake import admit
from cogs.languages import _, said
from cogs.modals import Answers, Route
from cogs.posting import change, send_once
from cogs.replies import answered, say
from cogs.safety.freezing import freeze
from cogs.safety.report_button import REASON_CHARACTERS, WHAT, own
from cogs.words import clip, label, safe, safe_text
from show.errors import NotAllowed, WrongPhase
from show.ids import PitchId
from show.texts import marked, text
from storage.bans import Ban, Bans
from storage.freezes import Freeze
from storage.library import Library
from storage.pitches import Pitches
from storage.records import PitchState
from storage.reported import subject_of
from storage.reports import Report, Reported, Reports, ReportState, Subject
from storage.suggestions import Suggestions, SuggestionState

REPORTED = marked("A member reported it")
"""Why something is frozen that a report was about."""
DECIDED = {
    ReportState.DISMISSED: text("The report is decided: dismissed."),
    ReportState.TAKEN_DOWN: text("The report is decided: taken down."),
    ReportState.BANNED: text("The report is decided: taken down, its author banned."),
}
OUTCOMES = {
    ReportState.DISMISSED: marked("-# Dismissed, by {name}"),
    ReportState.TAKEN_DOWN: marked("-# Taken down, by {name}"),
    ReportState.BANNED: marked("-# Taken down, its author banned, by {name}"),
}


async def reported(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    kind, subject = Reported(match["kind"]), match["subject"]
    await interaction.response.defer(ephemeral=True, thinking=True)
    # Whoever reports what must not be said may quote it: the administrators' log is no stage.
    reason = admit(answers.get("reason", ""), rating="mature", limit=REASON_CHARACTERS, what=_("Your reason"), least=3)
    now = desk.clock()

    def work(db: sqlite_utils.Database) -> Report:
        own(db, kind, subject, guild)
        return Reports(db).report(guild, kind, subject, member, reason, now)

    report = await desk.read(work)
    await _hang(desk, report)
    await say(interaction, _("Thank you. The administrators see it in their log, with your name."))


async def _hang(desk: Desk, report: Report) -> None:
    """Hang a report in the log; doing it again changes nothing."""
    settings, about = await desk.read(
        lambda db: (Library(db).guild(report.guild_id), subject_of(db, report.kind, report.subject))
    )
    log = settings.log_channel_id
    message = await send_once(desk, report.guild_id, log, ("report", report.id), lambda: ReportCard(report, about))
    await desk.read(lambda db: Reports(db).set_message(report.id, log, message))


async def redraw_report(desk: Desk, id: int) -> None:
    """Show what became of a report."""

    def look(db: sqlite_utils.Database) -> tuple[Report, Subject]:
        report = Reports(db).get(id)
        return report, subject_of(db, report.kind, report.subject)

    report, about = await desk.read(look)
    guild, channel = report.guild_id, report.channel_id
    await change(desk, guild, channel, report.message_id, lambda: ReportCard(report, about))


class _Decision(Gated):
    """What the buttons of a report share."""

    id_: int
    state: ReportState

    @answered
    async def callback(self, interaction: Interaction) -> None:
        """Settle the report, once, and do what that means."""
        desk, guild, by = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = desk.clock()

        def work(db: sqlite_utils.Database) -> tuple[Report, Subject]:
            report = Reports(db).settle(self.id_, guild, self.state, by.name)
            about = own(db, report.kind, report.subject, guild)
            if self.state is not ReportState.DISMISSED:
                _withdraw(db, report, by.name)
            if self.state is ReportState.BANNED:
                if about.author is None or about.author.id == by.id:
                    raise NotAllowed("There is nobody to ban for this: it is the whole room's.")
                reason = f"“{clip(report.reason, REASON_CHARACTERS - 2)}”"
                Bans(db).ban(guild, Ban(member=about.author, reason=reason, by=by, at=now, until=None))
            return report, about

        report, about = await desk.read(work)
        if self.state is not ReportState.DISMISSED:
            await _show_down(desk, report, about, by.name)
        desk.pace.soon(f"report {report.id}", lambda: redraw_report(desk, report.id))
        await say(interaction, said(DECIDED[self.state]))


def _withdraw(db: sqlite_utils.Database, report: Report, by: str) -> None:
    """Withdraw a pitch that waits, decline a suggestion; WrongPhase when it is too late, and the report stays open."""
    if report.kind is Reported.PITCH:
        id = PitchId(report.subject)
        state = Pitches(db).pitch(id).state
        if state not in (PitchState.OPEN, PitchState.WITHDRAWN):
            raise WrongPhase("That pitch is on a ballot or past it: call the episode off, or freeze it.")
        Pitches(db).mark(id, PitchState.WITHDRAWN)
    elif report.kind is Reported.SUGGESTION:
        number = int(report.subject)
        if Suggestions(db).suggestion(number).state is not SuggestionState.DECLINED:
            Suggestions(db).settle(number, SuggestionState.DECLINED, by)


async def _show_down(desk: Desk, report: Report, about: Subject, by: str) -> None:
    """Draw anew the pitch or the suggestion that went; freeze whatever else it is."""
    if report.kind is Reported.PITCH:
        desk.redraw_pitch(PitchId(report.subject))
    elif report.kind is Reported.SUGGESTION:
        redraw_suggestion(desk, int(report.subject))
    else:
        wish = Freeze(subject=about.freezes, guild_id=report.guild_id, by=by, reason=REPORTED, at=desk.clock())
        await freeze(desk, wish, safe_text(about.words))


class DismissButton(_Decision, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"dismiss:(?P<id>\d+)"):
    """Nothing is wrong."""

    right, state = "Dismiss", ReportState.DISMISSED

    def __init__(self, id: int) -> None:
        super().__init__(ui.Button(label=label(_("Dismiss")), custom_id=f"dismiss:{id}"))
        self.id_ = id


class TakeDownButton(_Decision, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"takedown:(?P<id>\d+)"):
    """Withdraws a pitch, declines a suggestion, freezes whatever else it is."""

    right, state = "Take it down", ReportState.TAKEN_DOWN

    def __init__(self, id: int) -> None:
        style = discord.ButtonStyle.danger
        words = label(_("Take it down"))
        super().__init__(ui.Button(label=words, emoji="🧊", style=style, custom_id=f"takedown:{id}"))
        self.id_ = id


class BanAuthorButton(_Decision, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"banauthor:(?P<id>\d+)"):
    """Takes it down and shuts its author out of the room."""

    right, state = "Ban its author", ReportState.BANNED

    def __init__(self, id: int) -> None:
        words = label(_("Ban its author"))
        super().__init__(ui.Button(label=words, style=discord.ButtonStyle.danger, custom_id=f"banauthor:{id}"))
        self.id_ = id


class ReportCard(ui.LayoutView):
    """A report in the administrators' log."""

    def __init__(self, report: Report, about: Subject) -> None:
        super().__init__(timeout=None)
        link = f"\n{about.link}" if about.link else ""
        what = safe(clip(said(about.words), 500))
        lines = [
            _("### 🚩 {name} reports {what}", name=safe(report.member.name), what=what),
            f"{safe(report.reason)}{link}",
        ]
        if report.state is not ReportState.OPEN:
            lines.append(_(OUTCOMES[report.state], name=safe(report.decided_by)))
        is_open = report.state is ReportState.OPEN
        box: ui.Container[ReportCard] = ui.Container(
            ui.TextDisplay("\n".join(lines)), accent_colour=palette.TROUBLE if is_open else palette.QUIET
        )
        if is_open:
            buttons: list[Any] = [TakeDownButton(report.id), DismissButton(report.id)]
            if about.author is not None:
                buttons.append(BanAuthorButton(report.id))
            box.add_item(ui.ActionRow(*buttons))
        self.add_item(box)


REPORT_ROUTE = Route(right="Report something", pattern=re.compile(rf"reported:{WHAT}"), handler=reported)
