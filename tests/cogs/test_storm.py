"""A storm of votes: a hundred members at once, changes of mind and double clicks among them; each counts once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

import pytest

from sandbox.control import Member
from sandbox.errors import NoAnswer
from sandbox.told import Message, Reply
from show.ids import BallotId
from storage.ballots import Ballots
from tests.cogs.house import ROOM, House, said

pytestmark = pytest.mark.asyncio(loop_scope="module")
VOTERS = 100


async def pressed(member: Member, ballot: Message, label: str) -> Reply:
    """Press until the bot answers: on a machine that stands still, a person presses again."""
    while True:
        try:
            return await member.press(ballot, label)
        except NoAnswer:
            continue


async def opened(house: House, title: str) -> tuple[BallotId, Message]:
    """A running ballot of three options."""
    series = await house.found(title)
    for n, name in enumerate(("Kai", "Ren", "Sora")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"{title} {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote C" in m.labels and f"{title} 2" in m.text)
    return BallotId(f"{series.id}-e1-b1"), ballot


async def test_a_hundred_members_vote_at_once_and_each_counts_once(house: House):
    id, ballot = await opened(house, "Storm")
    voters = [await house.guild.member(f"voter {n}") for n in range(VOTERS)]
    edits = len(await house.guild.requests("PATCH", "/messages/"))
    began = time.monotonic()

    async def vote(n: int) -> str:
        """The member's last letter; every sixth changes their mind, every fifth clicks twice."""
        letters = ["A", "C"] if n % 6 == 0 else ["ABC"[n % 3]]
        for letter in letters:
            clicks = 2 if n % 5 == 0 else 1
            replies = await asyncio.gather(*(pressed(voters[n], ballot, f"Vote {letter}") for _ in range(clicks)))
            assert all(f"**{letter}**" in reply.text for reply in replies), [reply.text for reply in replies]
        return letters[-1].lower()

    final = await asyncio.gather(*(vote(n) for n in range(VOTERS)))
    seconds = time.monotonic() - began
    counts = dict((await house.read(lambda db: Ballots(db).count(id))).counts)
    assert counts == Counter(final)
    told = [f"{VOTERS} votes so far", *(f"{count} votes" for count in counts.values())]
    await house.guild.wait_until(ballot, lambda m: all(words in m.text for words in told))
    edits = len(await house.guild.requests("PATCH", "/messages/")) - edits
    assert edits <= seconds / house.options.progress_seconds + 4, "a storm of votes is a handful of edits"
