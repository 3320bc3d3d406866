"""The real bot ended with kill -9 while a crowd votes: a vote that was acknowledged is kept, and none counts twice."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.control import Member
from sandbox.errors import NoAnswer
from sandbox.testing import running_sandbox
from sandbox.told import Message
from show.ids import BallotId
from storage.ballots import Ballots
from tests.bot.test_killed_bot import HouseOfProcesses
from tests.cogs.house import PATIENT, ROOM, options_for, said
from tests.cogs.test_storm import pressed

VOTERS = 40


async def answered_votes(members: list[Member], ballot: Message, kill_after: int, house: HouseOfProcesses) -> list[int]:
    """Numbers of the members whose vote was acknowledged before, or in spite of, the kill."""
    answered: list[int] = []
    enough = asyncio.Event()

    async def vote(n: int) -> None:
        await asyncio.sleep(n * 0.01)
        try:
            await members[n].press(ballot, f"Vote {'AB'[n % 2]}")
        except NoAnswer:
            return
        answered.append(n)
        if len(answered) >= kill_after:
            enough.set()

    everybody = asyncio.gather(*(vote(n) for n in range(len(members))))
    waiting = asyncio.ensure_future(enough.wait())
    await asyncio.wait((everybody, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await house.kill()
    while not everybody.done():
        # Nobody answers any more: what else the members would wait in vain is skipped.
        await house.guild.skip(PATIENT.answer_seconds)
        await asyncio.wait((everybody,), timeout=0.2)
    await everybody
    return answered


@pytest.mark.kill
async def test_kill_9_while_a_crowd_votes_loses_no_acknowledged_vote(tmp_path):
    async with running_sandbox(rules=PATIENT) as guild:
        house = HouseOfProcesses(guild, options_for(guild.url, tmp_path))
        await house.start()
        try:
            await house.set_up()
            series = await house.found("Cut")
            for name in ("Kai", "Ren"):
                member = await guild.member(name)
                await said(await member.slash("pitch", {"idea": f"{name} did it"}, channel=ROOM))
            await said(await house.approver.slash("ballot open", channel=ROOM))
            ballot = await guild.wait_for(ROOM, lambda m: "Vote B" in m.labels)
            members = [await guild.member(f"voter {n}") for n in range(VOTERS)]
            id = BallotId(f"{series.id}-e1-b1")

            answered = await answered_votes(members, ballot, VOTERS // 2, house)
            rows = await house.read(lambda db: list(db.query("SELECT member_id FROM votes WHERE ballot_id = ?", [id])))
            kept = {row["member_id"] for row in rows}
            assert answered
            assert {int(members[n].id) for n in answered} <= kept

            await house.start()
            for n in sorted(set(range(VOTERS)) - set(answered)):
                await pressed(members[n], ballot, f"Vote {'AB'[n % 2]}")
            counts = dict((await house.read(lambda db: Ballots(db).count(id))).counts)
            assert counts == {"a": VOTERS // 2, "b": VOTERS // 2}
            await guild.wait_until(ballot, lambda m: f"{VOTERS} votes so far" in m.text)
        finally:
            await house.stop()
