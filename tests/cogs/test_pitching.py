"""Pitching as members live it: from a message, alike and shared, supported, withdrawn, limited."""

from __future__ import annotations

import asyncio

import pytest

from show.order import DraftOrder, ProductionOrder
from storage.records import OrderKind
from tests.cogs.house import ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

IDEA = "The lighthouse keeper has been dead for seven winters"
NEARLY = "Seven winters ago the keeper of the lighthouse was found dead"


async def test_a_message_becomes_a_pitch_with_both_names_and_a_link(house: House):
    series = await house.found("Overheard")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    message = await kai.say("general", "imagine *if* the mailbox @everyone answered back")
    form = (await ren.context("Pitch this", message)).modal
    assert "mailbox" in form.values["idea"]
    await said(await ren.submit(form, {"idea": "The mailbox answers back"}))
    card = await house.guild.wait_for(ROOM, lambda m: "The mailbox answers back" in m.text)
    assert "pitched by Ren & Kai" in card.text
    assert f"/{message.channel_id}/{message.id}" in card.text
    assert card.raw["mentions"] == []
    # Kai did not ask for that, and takes the name off.
    listed = await (await kai.slash("pitches", {"series": series.id})).final()
    gone = await kai.choose(listed, listed.menus[0]["custom_id"], listed.menus[0]["options"][0]["value"])
    assert "stays with Ren" in gone.text
    await house.guild.wait_until(card, lambda m: "pitched by Ren ·" in m.text)


async def test_a_message_deleted_while_the_form_lies_open_is_no_obstacle(house: House):
    await house.found("Fleeting")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    message = await kai.say("general", "the postman never existed")
    form = (await ren.context("Pitch this", message)).modal
    await kai.delete(message)
    await house.restart()
    await said(await ren.submit(form))
    card = await house.guild.wait_for(ROOM, lambda m: "the postman never existed" in m.text)
    assert "pitched by Ren ·" in card.text
    assert "this message" not in card.text
    assert "no words" in await answer(await ren.context("Pitch this", card))


async def test_much_the_same_idea_is_joined_and_both_are_credited(house: House):
    series = await house.found("Beacon")
    kai, ren, sora = [await house.guild.member(name) for name in ("Kai", "Ren", "Sora")]
    await said(await kai.slash("pitch", {"idea": IDEA}, channel=ROOM))
    card = await house.guild.wait_for(ROOM, lambda m: IDEA in m.text)
    question = await (await ren.slash("pitch", {"idea": NEARLY}, channel=ROOM)).final()
    assert "Much like a pitch of Kai" in question.text
    joined = await ren.press(question, "Join it")
    assert "bears the names Kai" in joined.text
    await house.guild.wait_until(card, lambda m: "pitched by Kai & Ren" in m.text)
    other = await (await sora.slash("pitch", {"idea": NEARLY + "!"}, channel=ROOM)).final()
    await house.restart()
    kept = await asyncio.gather(sora.press(other, "Keep mine"), sora.press(other, "Keep mine"))
    assert sorted("decided already" in reply.text for reply in kept) == [False, True]
    await house.guild.wait_for(ROOM, lambda m: NEARLY in m.text and "pitched by Sora" in m.text)

    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote B" in m.labels and IDEA in m.text)
    assert "pitched by Kai & Ren" in ballot.text
    await house.guild.wait_until(card, lambda m: "on the ballot" in m.text and not m.labels)
    await said(await sora.press(ballot, "Vote A"))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    await house.guild.wait_until(card, lambda m: "won the vote" in m.text)
    draft = await house.drawn(series, 1)
    await said(await house.approver.press(draft, "Approve"))
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    roll = {s.heading: s.names for s in order.roll.sections}
    assert roll["Plot twist by"] == ("Kai", "Ren")


async def test_two_members_with_the_same_idea_at_once_share_one_pitch(house: House):
    await house.found("Twins")
    members = [await house.guild.member(name) for name in ("Kai", "Ren", "Sora")]
    idea = {"idea": "Nobody is at the wheel"}
    replies = await asyncio.gather(*(member.slash("pitch", idea, channel=ROOM) for member in members))
    texts = sorted([(await said(reply))[:25] for reply in replies])
    assert texts == ["You had the same idea: thi"[:25]] * 2 + ["Your pitch is in: 1 pitch"]
    card = await house.guild.wait_for(ROOM, lambda m: "Nobody is at the wheel" in m.text)
    whole = await house.guild.wait_until(card, lambda m: m.text.count("&") == 2)
    assert all(name in whole.text for name in ("Kai", "Ren", "Sora"))
    assert "exactly that already" in await answer(await members[0].slash("pitch", idea, channel=ROOM))


async def test_support_counts_once_can_be_taken_back_and_decides_who_comes_first(house: House):
    series = await house.found("Cheer")
    kai, ren, sora = [await house.guild.member(name) for name in ("Kai", "Ren", "Sora")]
    await said(await kai.slash("pitch", {"idea": "cheer for the anchor"}, channel=ROOM))
    await said(await ren.slash("pitch", {"idea": "cheer for the whale"}, channel=ROOM))
    whale = await house.guild.wait_for(ROOM, lambda m: "whale" in m.text)
    for reply in await asyncio.gather(*(kai.press(whale, "Support") for _ in range(3))):
        assert "1 member supports it" in reply.text
    second = await sora.press(whale, "Support")
    assert "2 members support it" in second.text
    assert "on that pitch already" in await answer(await ren.press(whale, "Support"))
    await house.guild.wait_until(whale, lambda m: "👍 2" in m.text)
    back = await sora.press(second, "Take it back")
    assert back.outcome == "updated"
    await house.guild.wait_until(whale, lambda m: "👍 1" in m.text)
    listed = await said(await kai.slash("pitches"))
    assert listed.index("whale") < listed.index("anchor")
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote B" in m.labels and "whale" in m.text)
    assert ballot.text.index("whale") < ballot.text.index("anchor")


async def test_withdrawing_frees_the_place_and_is_over_once_the_vote_runs(house: House):
    series = await house.found("Recall")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    for n in range(3):
        await said(await kai.slash("pitch", {"idea": f"recall {n}", "series": series.id}, channel=ROOM))
    reply = await (await kai.slash("pitch", {"idea": "recall it all"}, channel=ROOM)).final()
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote D" in m.labels and "recall 0" in m.text)
    assert reply.labels == []
    listed = await (await kai.slash("pitches", {"series": series.id})).final()
    assert listed.menus == []
    fifth = await (await kai.slash("pitch", {"idea": "recall once more", "series": series.id}, channel=ROOM)).final()
    assert "most anybody may have" in await answer(
        await kai.slash("pitch", {"idea": "recall too often", "series": series.id}, channel=ROOM)
    )
    card = await house.guild.wait_for(ROOM, lambda m: "recall once more" in m.text)
    gone = await asyncio.gather(kai.press(fifth, "Withdraw"), kai.press(fifth, "Withdraw"))
    assert all("is withdrawn" in one.text for one in gone)
    await house.guild.wait_until(card, lambda m: "A pitch was withdrawn" in m.text and "recall once" not in m.text)
    await said(await kai.slash("pitch", {"idea": "recall too often", "series": series.id}, channel=ROOM))
    await said(await ren.slash("pitch", {"idea": "recall the recall", "series": series.id}, channel=ROOM))
    await house.guild.wait_until(ballot, lambda m: "Vote E" in m.labels)
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    assert "recall once more" not in [idea.text for idea in order.brief.ideas]
