"""What stands in the place of something that is frozen."""

from __future__ import annotations

from discord import ui

from cogs import palette
from cogs.languages import _


class CoverView(ui.LayoutView):
    """A few words in the place of what an administrator has frozen."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        words = _("**An administrator has frozen this.** It is not shown for now.")
        self.add_item(ui.Container(ui.TextDisplay[CoverView](words), accent_colour=palette.QUIET))
