"""How the studio's settings look."""

from __future__ import annotations

from discord import ui

from cogs import palette
from storage.records import GuildSettings


class StudioView(ui.LayoutView):
    """The settings, and what to do next."""

    def __init__(self, settings: GuildSettings) -> None:
        super().__init__(timeout=None)
        lines = [
            "## The studio is set up",
            f"Pitches, votes and drafts: <#{settings.room_channel_id}>",
            f"Films: <#{settings.premieres_channel_id}>",
            f"Administrators' log: <#{settings.log_channel_id}>",
            f"Approvers: <@&{settings.approver_role_id}>",
            f"Rating: {settings.rating}",
            "-# Give the approvers' role to those who decide on drafts. Then begin a series with `/series create`.",
        ]
        words = ui.TextDisplay[StudioView]("\n".join(lines))
        self.add_item(ui.Container(words, accent_colour=palette.DONE))
