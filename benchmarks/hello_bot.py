"""The smallest bot that answers what a crowd does, to tell the sandbox's own cost from that of a real bot.

python -m benchmarks.hello_bot URL TOKEN
"""

from __future__ import annotations

import sys
from typing import Any

import discord
import yarl
from discord import app_commands, ui

OPTIONS = "ABCDE"


class PitchForm(ui.Modal, title="Pitch"):
    """One field, like the studio's form."""

    idea: ui.TextInput[PitchForm] = ui.TextInput(label="Your idea", custom_id="idea")


class VoteView(ui.View):
    """Five buttons to vote with and one that opens the form; nothing is kept."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        for letter in OPTIONS:
            button: ui.Button[VoteView] = ui.Button(label=f"Vote {letter}", custom_id=f"vote-{letter}")
            button.callback = self.voted  # type: ignore[method-assign]  # as discord.py's documentation does it
            self.add_item(button)
        form: ui.Button[VoteView] = ui.Button(label="Pitch an idea", custom_id="pitch", emoji="💡", row=1)
        form.callback = self.pitching  # type: ignore[method-assign]
        self.add_item(form)

    async def voted(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Your vote counts.", ephemeral=True)

    async def pitching(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(PitchForm())


class HelloBot(discord.Client):
    """Answers everything at once and remembers nothing."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=0.05,
        )
        self.tree = app_commands.CommandTree(self)
        for name in ("hello", "queue", "credits", "whatif"):
            command: app_commands.Command[Any, ..., None] = app_commands.Command(
                name=name, description="Say hello", callback=_hello
            )
            self.tree.add_command(command)
        self.tree.command(name="open", description="Hang the buttons")(_open)

    async def setup_hook(self) -> None:
        self.add_view(VoteView())
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Forms; discord.py remembers an open one only after its answer came back, later than a crowd sends it off."""
        if interaction.type is discord.InteractionType.modal_submit:
            await interaction.response.send_message("Your pitch is in.", ephemeral=True)


async def _hello(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Hello.", ephemeral=True)


async def _open(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Vote", view=VoteView())


def main() -> None:
    """Run until the connection ends."""
    url, token = sys.argv[1:]
    discord.http.Route.BASE = f"{url}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url).with_scheme("ws") / "gateway"
    HelloBot().run(token, log_handler=None)


if __name__ == "__main__":
    main()
