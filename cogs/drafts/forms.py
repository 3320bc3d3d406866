"""The forms behind a draft's buttons: a line's new text, and a shot to be made anew with a wish."""

from __future__ import annotations

import discord
from discord import ui

from cogs.languages import _
from cogs.modals import StudioModal, field
from cogs.picking import Pick, menus
from cogs.words import CHOICE_LIMIT, label
from show.ids import EpisodeId, LineId

LINE_CHARACTERS = 240
"""About fifteen seconds of speech; a longer line no shot holds."""
WISH_CHARACTERS = 200
MOST_MENUS = 4
"""A modal takes five inputs (Discord's documentation, August 2026); one is the wish."""


class EditModal(StudioModal):
    """One field with the line as it stands."""

    def __init__(self, episode: EpisodeId, version: int, line: LineId, text: str) -> None:
        super().__init__(_("Rewrite a line"), f"edited:{episode}:{version}:{line}")
        entry: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            default=text[:LINE_CHARACTERS],
            min_length=1,
            max_length=LINE_CHARACTERS,
        )
        self.add_item(field(_("The line"), entry, _("It is voiced again and only its shot is drawn again.")))


class RetakeModal(StudioModal):
    """The shot to be made anew, and what should be different."""

    def __init__(self, episode: EpisodeId, version: int, picks: list[Pick]) -> None:
        super().__init__(_("Retake a shot"), f"retaken:{episode}:{version}")
        for item in menus(_("Which shot"), "shot", picks, MOST_MENUS):
            self.add_item(item)
        entry: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id="wish",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=WISH_CHARACTERS,
            placeholder=label(_("Closer on her eyes, more rain…"), CHOICE_LIMIT),
        )
        self.add_item(field(_("What should be different?"), entry))
