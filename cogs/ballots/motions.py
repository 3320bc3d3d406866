"""Yes-or-no questions to the room: how one looks, its two buttons, and hanging it up."""

from __future__ import annotations

from typing import Any

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.ballots.buttons import papers_of
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, ngettext, said
from cogs.posting import View, change, send_once
from cogs.replies import answered, say
from cogs.safety.covers import CoverView
from cogs.safety.report_button import ReportButton
from cogs.words import clip, label, moment, safe
from show.texts import text
from storage.frozen_questions import check_motion_thawed, freeze_of_motion
from storage.library import Library
from storage.motions import Motion, MotionKind, Motions
from storage.running import owned

BODY_CHARACTERS = 600
VERDICTS = {
    (MotionKind.RETCON, True): text("The room has spoken: it may. What was established no longer holds."),
    (MotionKind.RETCON, False): text("The room has spoken: what was established stays so."),
    (MotionKind.CHARACTER, True): text("The room has spoken: welcome to the cast."),
    (MotionKind.CHARACTER, False): text("The room has spoken: not in this series."),
}


class AyeButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"aye:(?P<number>\d+)"):
    """Says yes; a second press changes nothing, the other button changes one's mind."""

    right = "Yes"

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=label(_("Yes")), style=discord.ButtonStyle.success, custom_id=f"aye:{number}"))
        self.number = number

    @answered
    async def callback(self, interaction: Interaction) -> None:
        await _vote(interaction, self.number, in_favour=True)


class NayButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"nay:(?P<number>\d+)"):
    """Says no."""

    right = "No"

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=label(_("No")), style=discord.ButtonStyle.danger, custom_id=f"nay:{number}"))
        self.number = number

    @answered
    async def callback(self, interaction: Interaction) -> None:
        await _vote(interaction, self.number, in_favour=False)


async def _vote(interaction: Interaction, number: int, *, in_favour: bool) -> None:
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    now = desk.clock()

    def vote(db: sqlite_utils.Database) -> Motion:
        motion = Motions(db).motion(number)
        owned(db, motion.series_id, guild)
        check_motion_thawed(db, number)
        papers = papers_of(interaction, motion.rules)
        return Motions(db).vote(number, member, now, in_favour=in_favour, papers=papers)

    motion = await desk.read(vote)
    redraw_motion_soon(desk, number)
    closes = moment(motion.closes_at)
    if in_favour:
        await say(interaction, _("You say **yes**. You can change it until it closes {when}.", when=closes))
    else:
        await say(interaction, _("You say **no**. You can change it until it closes {when}.", when=closes))


def question_words(motion: Motion) -> str:
    """What the room is asked."""
    matter = motion.matter
    if motion.kind is MotionKind.RETCON:
        return _("May this be otherwise than told?")
    # One that was asked before names were kept has its question only.
    return _("Shall {name} join the cast?", name=matter.name) if matter.name else matter.question


def motion_words(motion: Motion, title: str, receipts: dict[int, str]) -> str:
    """The question with what it is about; facts with where they were shown."""
    matter = motion.matter
    lines = [f"-# {safe(title)}", f"## {safe(question_words(motion))}"]
    if matter.body:
        by = f"\n-# {safe(matter.author)}" if matter.author else ""
        lines.append(f"> {safe(clip(' '.join(matter.body.split()), BODY_CHARACTERS))}{by}")
    for fact in matter.facts:
        where = _("episode {episode}, shot {shot}", episode=fact.episode_number, shot=fact.shot_number)
        link = receipts.get(fact.episode_number)
        lines.append(_("**Established** {fact}", fact=safe(fact.text)))
        lines.append(f"-# [{where}]({link})" if link else f"-# {where}")
    return clip("\n".join(lines), 3000)


def standing_words(motion: Motion) -> str:
    """How it stands, and by what it is decided."""
    counts = _("{ayes} yes · {noes} no", ayes=motion.ayes, noes=motion.noes)
    if motion.carried is not None:
        return f"**{said(VERDICTS[motion.kind, motion.carried])}**\n-# {counts}"
    shown = ngettext("{number} vote", "{number} votes", motion.ayes + motion.noes) if motion.rules.hidden else counts
    if motion.quorum > 1:
        carries = ngettext(
            "More yes than no carries it, with at least {number} voter.",
            "More yes than no carries it, with at least {number} voters.",
            motion.quorum,
        )
    else:
        carries = _("More yes than no carries it.")
    return f"{_('{votes} · closes {when}', votes=shown, when=moment(motion.closes_at))}\n-# {carries}"


class MotionView(ui.LayoutView):
    """A question as it stands; once closed without buttons. `picture` names a file that hangs with it."""

    def __init__(self, motion: Motion, title: str, receipts: dict[int, str]) -> None:
        super().__init__(timeout=None)
        running = motion.carried is None
        colour = palette.BALLOT if running else palette.DONE if motion.carried else palette.QUIET
        box: ui.Container[Any] = ui.Container(
            ui.TextDisplay(motion_words(motion, title, receipts)),
            ui.Separator(),
            ui.TextDisplay(standing_words(motion)),
            accent_colour=colour,
        )
        if running:
            report: Any = ReportButton("motion", str(motion.number))
            box.add_item(ui.ActionRow(AyeButton(motion.number), NayButton(motion.number), report))
        self.add_item(box)


async def _view(desk: Desk, number: int) -> tuple[Motion, View]:
    def look(db: sqlite_utils.Database) -> tuple[Motion, str, dict[int, str], bool]:
        motion = Motions(db).motion(number)
        title = Library(db).series(motion.series_id).series.title
        return motion, title, Library(db).receipts(motion.series_id), freeze_of_motion(db, number) is not None

    motion, title, receipts, frozen = await desk.read(look)
    return motion, CoverView if frozen else lambda: MotionView(motion, title, receipts)


async def show_motion(desk: Desk, number: int) -> None:
    """Hang a question in its room and set its bell; doing it again changes nothing."""
    motion, view = await _view(desk, number)
    message = await send_once(desk, motion.guild_id, motion.channel_id, ("motion", number), view)
    await desk.read(lambda db: Motions(db).set_message(number, motion.channel_id, message))
    await desk.orders.ring_at(f"motion:{number}", motion.closes_at)


async def redraw_motion(desk: Desk, number: int) -> None:
    """Show a question as it stands now."""
    motion, view = await _view(desk, number)
    await change(desk, motion.guild_id, motion.channel_id, motion.message_id, view)


def redraw_motion_soon(desk: Desk, number: int) -> None:
    """Have a question's counts redrawn; many votes in a second are one edit."""
    desk.pace.soon(f"motion {number}", lambda: redraw_motion(desk, number))
