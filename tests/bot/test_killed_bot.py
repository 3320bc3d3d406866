"""The real bot as a process, ended with kill -9 the moment a message is out: nothing is lost, nothing posted twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from show.order import DraftOrder, ProductionOrder
from storage.records import OrderKind
from tests.cogs.house import PATIENT, PREMIERES, ROOM, House, options_for, said
from tests.sandbox.openapi import judged_sandbox

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = 5


class HouseOfProcesses(House):
    """The same studio with the bot in a process of its own, started as an operator does."""

    _process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        environment = dict(
            os.environ,
            CLIFFHANGER_HOME=str(self.options.folder),
            CLIFFHANGER_DISCORD_API_BASE=str(self.options.api_base),
            CLIFFHANGER_DISCORD_TOKEN=self.options.token,
            CLIFFHANGER_PROGRESS_SECONDS="1",
            PYTHONPATH=str(ROOT),
        )
        with (self.options.folder / "bot.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "bot"], env=environment, stdout=log, stderr=log
            )
        await self.guild.wait_online(30, commands=COMMANDS)

    async def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        await self.guild.wait(self._offline, 10, "the sandbox to notice")

    async def _offline(self) -> bool | None:
        return None if (await self.guild.state())["online"] else True

    async def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)


@pytest.mark.kill
async def test_kill_9_at_three_moments_of_an_episode_loses_nothing_and_posts_nothing_twice(tmp_path):
    async with judged_sandbox(rules=PATIENT) as guild:
        house = HouseOfProcesses(guild, options_for(guild.url, tmp_path))
        await house.start()
        try:
            await house.set_up()
            await tell(house)
        finally:
            await house.stop()
        posts = await guild.posts_by_nonce()
        assert set(posts.values()) == {1}
        every = [*await guild.messages(ROOM), *await guild.messages(PREMIERES)]
        seen = Counter(message.text for message in every)
        assert max(seen.values()) == 1, seen.most_common(2)


async def tell(house: HouseOfProcesses) -> None:
    series = await house.found("Killed")
    await house.kill()

    await house.start()
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    await said(await kai.slash("pitch", {"idea": "A kill in the fog"}, channel=ROOM))
    await said(await ren.slash("pitch", {"idea": "Nobody saw it"}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"minutes": 0.12}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote A" in m.labels)
    await said(await kai.press(ballot, "Vote B"))
    await house.kill()

    await house.start()
    await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text)
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    assert order.brief.twist == "Nobody saw it"
    await house.deliver_draft(order)
    draft = await house.guild.wait_for(ROOM, lambda m: "Approve" in m.labels)
    await house.kill()

    await house.start()
    await said(await house.approver.press(draft, "Approve"))
    film = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(film, ProductionOrder)
    await house.deliver_film(film)
    premiere = await house.guild.wait_for(PREMIERES, lambda m: m.attachments)
    await house.kill()

    await house.start()
    following = await house.guild.wait_for(PREMIERES, lambda m: "Vote A" in m.labels, after=premiere)
    await said(await kai.press(following, "Vote A"))
