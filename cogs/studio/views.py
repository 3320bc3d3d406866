"""How the studio's settings look."""

from __future__ import annotations

from discord import ui

from cogs import palette
from storage.records import GuildSettings

NEXT = (
    "### What now\n"
    "1. Give <@&{role}> to those who decide on drafts.\n"
    "2. Begin a series with `/series create`.\n"
    "3. Tell everybody to `/pitch` in <#{room}>."
)


class StudioView(ui.LayoutView):
    """The settings, and what to do next."""

    def __init__(self, settings: GuildSettings) -> None:
        super().__init__(timeout=None)
        lines = [
            "## The studio is set up",
            f"**Pitches, votes and drafts** <#{settings.room_channel_id}>",
            f"**Films** <#{settings.premieres_channel_id}>",
            f"**Log for administrators** <#{settings.log_channel_id}>",
            f"**Approvers** <@&{settings.approver_role_id}>",
            f"**Rating** {settings.rating}",
        ]
        box: ui.Container[StudioView] = ui.Container(
            ui.TextDisplay("\n".join(lines)),
            ui.Separator(),
            ui.TextDisplay(NEXT.format(role=settings.approver_role_id, room=settings.room_channel_id)),
            accent_colour=palette.DONE,
        )
        self.add_item(box)
