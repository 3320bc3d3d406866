"""A long evening does not fill the memory: what nobody can use any more is let go."""

from __future__ import annotations

import pytest

from sandbox import interactions
from sandbox.control import Community
from sandbox.errors import ControlError
from tests.sandbox.small_bot import SmallBot


async def test_old_interactions_go_with_their_ephemeral_answers_once_there_are_many(
    sandbox_guild: Community, small_bot: SmallBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "REMEMBERED", 3)
    kai = await sandbox_guild.member("Kai")
    whispered = await kai.slash("whisper")
    follow_up = await whispered.followup()
    greeted = await kai.slash("hello", {"name": "moon"})
    assert [m.text for m in await kai.messages("general")] == ["only you see this", "and this", "hello moon"]
    await sandbox_guild.skip(interactions.REMEMBERED_SECONDS + 1)
    await kai.slash("hello", {"name": "sun"})
    assert (await kai.look_up(whispered.interaction))["outcome"] == "message", "few are kept however old they are"
    await kai.slash("hello", {"name": "stars"})
    assert [m.text for m in await kai.messages("general")] == ["hello moon", "hello sun", "hello stars"]
    assert follow_up.ephemeral
    with pytest.raises(ControlError, match="no such interaction"):
        await kai.look_up(whispered.interaction)
    assert (await kai.look_up(greeted.interaction))["outcome"] == "message"
