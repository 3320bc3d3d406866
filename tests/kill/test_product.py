"""Bot and renderer killed at several moments each of a real small episode: nothing lost, made again or posted twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from sandbox.control import Community, Member
from sandbox.testing import running_sandbox
from sandbox.told import Message
from storage.queue import OrderState, post_id
from tests.cogs.house import PATIENT, PREMIERES, ROOM, said
from tests.kill.product import Product

TITLE = "Killed"
BALLOT_MINUTES = 0.15
SLOW_SECONDS = 6.0


@pytest.mark.kill
@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_kill_9_of_bot_and_renderer_during_a_real_episode(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running_sandbox(rules=PATIENT) as guild:
        product = Product(guild, tmp_path)
        try:
            await product.start("renderer")
            await product.start("bot")
            story = Story(guild, product)
            await story.tell()
            product.count()
        finally:
            product.stop()
        room, premieres = await guild.messages(ROOM), await guild.messages(PREMIERES)
        posts = await guild.posts_by_nonce()
        slowed = [one for one in await guild.requests("POST", "/messages") if one["fault"] == "slow"]
        counts = [len(one["files"]) for one in slowed]
        assert counts[0] >= 3, "the bot was to be killed while it posted a draft: script, pages, animatic"
        assert counts[1:] == [1], "and while it posted the film"
        seen = Counter(message.text for message in (*room, *premieres))
        lost = sum(not found for found in (story.draft, story.premiere, story.next_ballot))
        posted_twice = sum(many - 1 for many in (*posts.values(), *seen.values()))
        with capsys.disabled():
            print(f"\nkills={dict(product.kills)} {lost=} made_again={product.made_again} {posted_twice=}")
        assert (lost, product.made_again, posted_twice) == (0, 0, 0)
        assert sum("version 1" in m.text and "Approved" in m.text for m in room) == 1
        assert sum(bool(m.attachments) for m in premieres) == 1
        assert sum("Vote A" in m.labels for m in premieres) == 1
        assert product.kills == {"renderer": 3, "bot": 4}


class Story:
    """An episode in a hurry, in a house where the power fails."""

    def __init__(self, guild: Community, product: Product) -> None:
        self._guild = guild
        self._product = product
        self.draft: Message | None = None
        self.premiere: Message | None = None
        self.next_ballot: Message | None = None

    async def tell(self) -> None:
        admin = await self._guild.member("Hoshino", admin=True)
        await said(await admin.slash("studio setup"))
        approver = await self._guild.member("Mio", roles=["Showrunner"])
        await self._found(admin)
        await self._vote(approver)
        draft = await self._drafted()
        await said(await approver.press(draft, "Approve"))
        await self._filmed()

    async def _found(self, admin: Member) -> None:
        premise = "A courier gets letters before they are written."
        await said(await admin.slash("series create", {"title": TITLE, "premise": premise}, channel=ROOM))
        await self._guild.wait_for(ROOM, lambda m: TITLE in m.text and "open for pitches" in m.text, 60)

    async def _vote(self, approver: Member) -> None:
        """The bot dies while the ballot runs; the ballot closes all the same, and no vote is gone."""
        kai, ren = await self._guild.member("Kai"), await self._guild.member("Ren")
        await said(await kai.slash("pitch", {"idea": "A kill in the fog"}, channel=ROOM))
        await said(await ren.slash("pitch", {"idea": "Nobody saw it"}, channel=ROOM))
        await said(await approver.slash("ballot open", {"minutes": BALLOT_MINUTES}, channel=ROOM))
        ballot = await self._guild.wait_for(ROOM, lambda m: "Vote A" in m.labels)
        await said(await kai.press(ballot, "Vote B"))
        await self._product.kill("bot")
        await self._product.start("bot")
        closed = await self._guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, 60)
        assert "Nobody saw it" in closed.text

    async def _drafted(self) -> Message:
        """The renderer dies while it paints, the bot while the draft's message is under way."""
        product = self._product
        order = await product.order("draft")
        await product.until(lambda: product.takes("art") >= 4, "the first pictures")
        await product.kill("renderer")
        await product.start("renderer")
        await product.until(lambda: product.takes("segment") >= 2, "the first shots of the animatic")
        await self._kill_bot_while_it_posts(order)
        self.draft = await self._guild.wait_for(ROOM, lambda m: "version 1" in m.text and "Approve" in m.labels, 60)
        return self.draft

    async def _filmed(self) -> None:
        """The renderer dies in the middle of the shots and in the cut, the bot meanwhile and while it posts."""
        product = self._product
        order = await product.order("film")
        shots, films = product.takes("segment"), product.media()
        await product.until(lambda: product.takes("segment") >= shots + 3, "the first shots of the film")
        await product.kill("renderer")
        await product.kill("bot")
        await product.start("renderer")
        await product.until(lambda: product.media() > films, "the cut")
        await product.kill("renderer")
        await product.start("renderer")
        await product.until_order(order, OrderState.DONE)
        await self._kill_bot_while_it_posts(order, starting=True)
        self.premiere = await self._guild.wait_for(PREMIERES, lambda m: m.attachments, 60)
        self.next_ballot = await self._guild.wait_for(PREMIERES, lambda m: "Vote A" in m.labels, 60)

    async def _kill_bot_while_it_posts(self, order: str, *, starting: bool = False) -> None:
        """The message reaches Discord, but the bot doesn't live to hear so."""
        await self._guild.fault("slow", method="POST", path=r"/messages$", seconds=SLOW_SECONDS)
        if starting:
            await self._product.start("bot")
        await self._product.until_order(post_id(order), OrderState.WORKING)
        await asyncio.sleep(SLOW_SECONDS / 3)
        await self._product.kill("bot")
        await self._product.start("bot")
