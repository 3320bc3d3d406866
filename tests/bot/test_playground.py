"""The guild of `make try` is there again the next time."""

from __future__ import annotations

from pathlib import Path

from bot.house import start_sandbox
from bot.processes import Troupe
from sandbox.control import SandboxClient


async def test_a_guild_with_a_file_outlives_its_sandbox(tmp_path: Path) -> None:
    kept = str(tmp_path / "guild.sqlite")
    with Troupe() as troupe:
        first = start_sandbox(troupe, tmp_path, members=1, state=kept)
        async with SandboxClient(first.url) as guild:
            hoshino = await guild.member("Hoshino")
            await hoshino.say("general", "See you tomorrow!")
    with Troupe() as troupe:
        again = start_sandbox(troupe, tmp_path, members=1, state=kept)
        assert again.guild_id == first.guild_id
        async with SandboxClient(again.url) as guild:
            assert [message.content for message in await guild.messages("general")] == ["See you tomorrow!"]
