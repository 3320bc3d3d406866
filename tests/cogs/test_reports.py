"""Everything members' words stand in can be reported, and what is taken down is covered, refused, and comes back."""

from __future__ import annotations

import pytest

from sandbox.told import Message
from show.errors import WrongPhase
from storage.auditions import Auditions
from storage.frozen_questions import check_audition_thawed, check_motion_thawed
from storage.motions import Motions
from storage.records import OrderKind
from tests.cogs.house import LOG, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")
LOOK = "short red hair, round glasses, a long grey coat"


async def report(house: House, message: Message, reason: str) -> Message:
    """Ren reports a message; the card in the log."""
    ren = await house.guild.member("Ren")
    form = (await ren.press(message, "Report")).modal
    assert "Thank you" in await answer(await ren.submit(form, {"reason": reason}))
    return await house.guild.wait_for(LOG, lambda m: reason in m.text)


async def test_an_audition_and_its_question_are_frozen_and_go_on(house: House):
    series = await house.found("Covered Cast")
    kai = await house.guild.member("Kai")
    await said(await kai.slash("cast audition", {"name": "Tomo", "look": LOOK, "series": series.id}, channel=ROOM))
    number = (await house.read(lambda db: Auditions(db).of_series(series.id)))[-1].number
    await house.deliver_sketch(await house.order(OrderKind.SKETCH, f"audition-{number}"), sound=True)
    sheet = await house.guild.wait_for(ROOM, lambda m: "Tomo" in m.text and "Put it to the vote" in m.labels)
    told = await report(house, sheet, "That is my neighbour")
    assert "an audition by Kai: Tomo" in told.text
    assert "Ban its author" in told.labels
    await said(await house.admin.press(told, "Take it down"))
    covered = await house.guild.wait_until(sheet, lambda m: "has frozen this" in m.text)
    assert covered.attachments == []
    with pytest.raises(WrongPhase, match="has frozen this"):
        await house.read(lambda db: check_audition_thawed(db, number))
    assert f"`audition-{number}`" in await said(await house.admin.slash("safety reports"))
    await house.restart()
    await said(await house.admin.slash("safety thaw", {"question": f"audition-{number}"}))
    back = await house.guild.wait_until(sheet, lambda m: "Put it to the vote" in m.labels)
    assert len(back.attachments) == 2
    await said(await kai.press(back, "Put it to the vote"))
    question = await house.guild.wait_for(ROOM, lambda m: "Shall Tomo join" in m.text)
    told = await report(house, question, "Not my neighbour again")
    await said(await house.admin.press(told, "Take it down"))
    await house.guild.wait_until(question, lambda m: "has frozen this" in m.text and not m.labels)
    motion = (await house.read(lambda db: Motions(db).running(series.id)))[-1].number
    with pytest.raises(WrongPhase, match="has frozen this"):
        await house.read(lambda db: check_motion_thawed(db, motion))
    await house.read(lambda db: db.execute("UPDATE motions SET closes_at = 1.0 WHERE number = ?", [motion]))
    await house.restart()
    # Its time is over, and still nothing is decided.
    assert (await house.read(lambda db: Motions(db).motion(motion))).carried is None
    await said(await house.admin.slash("safety thaw", {"question": f"motion-{motion}"}))
    await house.guild.wait_until(question, lambda m: "not in this series" in m.text)
    assert "list that opens" in await answer(await house.admin.slash("safety freeze", {"question": "everything"}))


async def test_a_ballot_and_a_suggestion_can_be_reported(house: House):
    series = await house.found("Loud Votes")
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"loud {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "loud 0" in m.text and "Vote A" in m.labels)
    told = await report(house, ballot, "Both are about me")
    assert "the ballot of Loud Votes, episode 1" in told.text
    await said(await house.admin.press(told, "Take it down"))
    kai = await house.guild.member("Kai")
    assert "has frozen this" in await answer(await kai.press(ballot, "Vote A"))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    await said(await house.admin.slash("safety thaw", {"episode": 1, "series": series.id}))
    await said(await kai.press(ballot, "Vote A"))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    draft = await house.drawn(series, 1)
    await said(await house.admin.slash("studio approval", {"edits": "suggested", "accepts": 2}))
    menu = (await kai.press(draft, "Edit a line")).message
    form = (await kai.choose(menu, menu.menus[0]["custom_id"], "l1")).modal
    await said(await kai.submit(form, {"text": "Ren is a liar."}))
    card = await house.guild.wait_for(ROOM, lambda m: "Ren is a liar" in m.text)
    told = await report(house, card, "I am no liar")
    await said(await house.admin.press(told, "Take it down"))
    await house.guild.wait_until(card, lambda m: "Declined by Hoshino" in m.text and not m.labels)
    await said(await house.admin.slash("studio approval", {"edits": "direct"}))
