"""How a draft looks: the script, storyboard and animatic with their buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from cogs import palette
from cogs.drafts.buttons import ApproveButton, EditButton, RetakeButton
from cogs.drafts.opinions import DECIDING_CHARACTERS, FavourButton, ObjectButton, deciding_words
from cogs.drafts.restaging import RecastButton, ReorderButton
from cogs.drafts.texts import changes, script_words
from cogs.languages import _
from cogs.safety.report_button import ReportButton
from cogs.words import TEXT_LIMIT, clip, duration, safe
from show.bible import Series
from show.house_rules import Approval
from show.script import Episode
from storage.opinions import Deciding
from storage.records import Draft, DraftState

HEAD_CHARACTERS = 900
SCRIPT_FILE = "script.fountain"
MORE_PAGES = 7
"""Pages after the first: a message carries ten files, and three are script, storyboard and animatic."""
BY_ROLE = Deciding(mode=Approval.ROLE)
"""Where nobody has said anything yet and approvers decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Names of the files that are attached to a draft's message; empty ones are not."""

    storyboard: str = ""
    animatic: str = ""
    script: str = ""
    more_pages: tuple[str, ...] = ()
    """The storyboard's pages after its first."""


class DraftView(ui.LayoutView):
    """A version of a script. With buttons while it is on the table, else with a word on what became of it."""

    def __init__(
        self,
        draft: Draft,
        series: Series,
        twist: str,
        shown: Shown,
        before: Episode | None = None,
        note: str = "",
        deciding: Deciding = BY_ROLE,
    ) -> None:
        super().__init__(timeout=None)
        tabled = draft.state is DraftState.TABLED
        colour = {DraftState.TABLED: palette.DRAFT, DraftState.APPROVED: palette.DONE}
        box: ui.Container[DraftView] = ui.Container(
            ui.TextDisplay(clip(head_words(draft, series, twist, before, note), HEAD_CHARACTERS)),
            accent_colour=colour.get(draft.state, palette.QUIET),
        )
        pictures = [_item(name) for name in (shown.storyboard, *shown.more_pages, shown.animatic) if name]
        if pictures:
            box.add_item(ui.MediaGallery(*pictures))
        if draft.state is not DraftState.SUPERSEDED:
            # Two whole scripts in one room confuse; the older one is in its file.
            box.add_item(ui.Separator())
            room = TEXT_LIMIT - HEAD_CHARACTERS - DECIDING_CHARACTERS - 100
            box.add_item(ui.TextDisplay(script_words(series, draft.script, room)))
        if shown.script:
            box.add_item(ui.File(f"attachment://{shown.script}"))
        if tabled:
            box.add_item(ui.Separator())
            if words := deciding_words(deciding):
                box.add_item(ui.TextDisplay(words))
            for row in _buttons(draft, deciding):
                box.add_item(ui.ActionRow(*row))
        self.add_item(box)


def _buttons(draft: Draft, deciding: Deciding) -> tuple[list[Any], list[Any]]:
    """What can be pressed: to decide on it, and to change it."""
    ids = draft.episode_id, draft.version
    favour = [FavourButton(*ids)] if deciding.mode is Approval.QUORUM else []
    report = ReportButton("draft", draft.episode_id)
    changing = [EditButton(*ids), RetakeButton(*ids), RecastButton(*ids), ReorderButton(*ids), report]
    return [ApproveButton(*ids), *favour, ObjectButton(*ids)], changing


def _item(name: str) -> discord.MediaGalleryItem:
    moving = name.endswith(".mp4")
    alt = _("The animatic: the storyboard in time with the voices") if moving else _("The storyboard")
    return discord.MediaGalleryItem(f"attachment://{name}", description=alt)


def head_words(draft: Draft, series: Series, twist: str, before: Episode | None, note: str) -> str:
    """Title, length, twist, what changed, and what became of it."""
    script = draft.script
    where = _(
        "{title} · Episode {number} · draft, version {version}",
        title=safe(series.title),
        number=script.number,
        version=draft.version,
    )
    length = f" · {duration(draft.result.seconds)}" if draft.result else ""
    lines = [f"-# {where}{length}", f"## {safe(clip(script.title, 100))}"]
    if note:
        lines.append(f"**{note}**")
    if script.logline:
        lines.append(safe(clip(script.logline, 250)))
    if twist:
        lines.append(_("-# The room chose: {twist}", twist=safe(clip(twist, 150))))
    if before is not None:
        lines += [f"• {change}" for change in changes(before, script, series)[:3]]
    return "\n".join(lines)
