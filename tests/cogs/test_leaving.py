"""A member who leaves in the middle of everything: what they did counts, and nothing waits for them."""

from __future__ import annotations

import pytest

from show.ids import BallotId
from show.sketch import SketchOrder
from storage.auditions import Auditions, AuditionState
from storage.ballots import Ballots
from storage.ledger import Ledger
from storage.motions import Motions
from storage.records import OrderKind
from tests.cogs.house import ROOM, House, said
from tests.cogs.test_bible import time_is_up

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_pitch_vote_and_character_of_a_member_who_leaves_go_their_way(house: House):
    series = await house.found("Farewell")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    options = {"name": "Pax", "look": "short white hair, a blue coat, one glove", "series": series.id}
    await said(await kai.slash("cast audition", options, channel=ROOM))
    order = await house.order(OrderKind.SKETCH, "audition-1")
    assert isinstance(order, SketchOrder)
    await house.deliver_sketch(order)
    sheet = await house.guild.wait_for(ROOM, lambda m: "## Pax" in m.text)
    await said(await kai.press(sheet, "Put it to the vote"))
    question = await house.guild.wait_for(ROOM, lambda m: "Shall Pax join" in m.text)
    for member, idea in ((kai, "farewell at the harbour"), (ren, "farewell on the ice")):
        await said(await member.slash("pitch", {"idea": idea, "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote B" in m.labels and "farewell" in m.text)
    await said(await kai.press(ballot, "Vote A"))
    await said(await kai.press(question, "Yes"))

    await house.guild.leave(kai.id)
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    over = await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, after=ballot)
    assert "farewell at the harbour" in over.text
    kept = await house.read(lambda db: Ballots(db).count(BallotId(f"{series.id}-e1-b1")))
    assert kept.voters == 1
    [motion] = await house.read(lambda db: Motions(db).running(series.id))
    await time_is_up(house, motion.number)
    await house.guild.wait_until(question, lambda m: "welcome to the cast" in m.text)
    assert (await house.read(lambda db: Auditions(db).audition(1))).state is AuditionState.CAST
    names = {c.name for c in await house.read(lambda db: Ledger(db).of_episode(series.id, f"{series.id}-e1"))}
    assert "Kai" in names
