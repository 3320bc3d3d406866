"""Who decides on drafts and changes: a quorum, time, nobody, an approver; suggestions that others accept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from sandbox.told import Message
from show.order import DraftOrder, ProductionOrder
from storage.records import OrderKind
from tests.cogs.house import ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def usual(house: House) -> AsyncIterator[None]:
    """Afterwards approvers decide again and changes are made at once."""
    yield
    await said(await house.admin.slash("studio approval", {"mode": "role", "edits": "direct"}))


async def film_of(house: House, series_id: str) -> ProductionOrder:
    order = await house.order(OrderKind.FILM, f"{series_id}-e1")
    assert isinstance(order, ProductionOrder)
    return order


async def object_to(house: House, name: str, draft: Message, reason: str) -> Message:
    """A member objects; the answer with the way back."""
    member = await house.guild.member(name)
    form = (await member.press(draft, "Object")).modal
    message = await (await member.submit(form, {"reason": reason})).final()
    assert message is not None
    assert not message.text.startswith("⚠")
    return message


async def test_enough_members_in_favour_make_a_film_and_an_objection_asks_for_one_more(house: House, usual: None):
    assert "2 members in favour" in await said(
        await house.admin.slash("studio approval", {"mode": "quorum", "members": 2})
    )
    series, draft = await house.to_draft("Assembly")
    kai, sora = await house.guild.member("Kai"), await house.guild.member("Sora")
    for reply in await asyncio.gather(kai.press(draft, "In favour"), kai.press(draft, "In favour")):
        assert "1 more is needed" in await said(reply)
    stands = await object_to(house, "Ren", draft, "The *roof* was sold in episode 0")
    assert "3 in favour now" in stands.text
    shown = await house.guild.wait_until(draft, lambda m: "1 of 3 in favour" in m.text)
    assert "✋ Ren: The" in shown.text
    assert "1 more is needed" in await said(await sora.press(draft, "In favour"))
    ren = await house.guild.member("Ren")
    back = await ren.press(stands, "Take my objection back")
    assert "taken back" in back.text
    approved = await house.guild.wait_until(draft, lambda m: "Approved by Kai and Sora" in m.text)
    assert approved.labels == []
    order = await film_of(house, series.id)
    assert next(s.names for s in order.roll.sections if s.heading == "Approved by") == ("Kai", "Sora")


async def test_the_last_two_in_favour_at_once_order_one_film(house: House, usual: None):
    await said(await house.admin.slash("studio approval", {"mode": "quorum", "members": 2}))
    series, draft = await house.to_draft("Photo Finish")
    members = [await house.guild.member(name) for name in ("Kai", "Ren", "Sora")]
    replies = await asyncio.gather(*(member.press(draft, "In favour") for member in members))
    texts = [await answer(reply) for reply in replies]
    assert sum("the film is being made" in text for text in texts) == 1
    assert (await film_of(house, series.id)).id == f"{series.id}-e1-film-1"


async def test_a_draft_goes_on_by_itself_even_when_the_bot_was_away(house: House, usual: None):
    await said(await house.admin.slash("studio approval", {"mode": "timed", "hours": 0.0008}))
    series = await house.found("Patience")
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"patience {n}"}, channel=ROOM))
    await said(await house.approver.slash("ballot open", channel=ROOM))
    await said(await house.approver.slash("ballot close", channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    await house.deliver_draft(order)
    draft = await house.guild.wait_for(ROOM, lambda m: "Patience" in m.text and "version 1" in m.text)
    await house.restart()
    await house.guild.wait_until(draft, lambda m: "nobody objected" in m.text)
    film = await film_of(house, series.id)
    assert all(section.heading != "Approved by" for section in film.roll.sections)


async def test_an_objection_stops_the_clock_until_an_approver_decides(house: House, usual: None):
    await said(await house.admin.slash("studio approval", {"mode": "timed", "hours": 24.0}))
    series, draft = await house.to_draft("Halt")
    assert "Goes on by itself <t:" in draft.text
    await object_to(house, "Ren", draft, "It gives the ending away")
    shown = await house.guild.wait_until(draft, lambda m: "Somebody objects" in m.text)
    assert "Goes on by itself" not in shown.text
    refused = await answer(await (await house.guild.member("Kai")).press(draft, "Approve"))
    assert "Only members with the role" in refused
    await said(await house.approver.press(draft, "Approve"))
    await house.guild.wait_until(draft, lambda m: "Approved by Mio" in m.text)
    await film_of(house, series.id)


async def test_with_nobody_to_approve_a_draft_is_made_as_it_comes(house: House, usual: None):
    await said(await house.admin.slash("studio approval", {"mode": "nobody"}))
    series = await house.found("Express")
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"express {n}"}, channel=ROOM))
    await said(await house.approver.slash("ballot open", channel=ROOM))
    await said(await house.approver.slash("ballot close", channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    await house.deliver_draft(order)
    await film_of(house, series.id)


async def suggest(house: House, name: str, draft: Message, line: str, text: str) -> Message:
    """A member rewrites a line; the suggestion's card in the room."""
    member = await house.guild.member(name)
    menu = (await member.press(draft, "Edit a line")).message
    chosen = await member.choose(menu, menu.menus[0]["custom_id"], line)
    assert "suggestion" in await said(await member.submit(chosen.modal, {"text": text}))
    return await house.guild.wait_for(ROOM, lambda m: text in m.text and "suggests a change" in m.text)


async def test_changes_are_suggestions_that_others_accept(house: House, usual: None):
    await said(await house.admin.slash("studio approval", {"edits": "suggested", "accepts": 2}))
    series, draft = await house.to_draft("Second Thoughts")
    kai, ren, sora = [await house.guild.member(name) for name in ("Kai", "Ren", "Sora")]
    card = await suggest(house, "Kai", draft, "l1", "This letter smells of tomorrow.")
    rival = await suggest(house, "Ren", draft, "l1", "This letter is late by a day.")
    assert "~~This letter is from tomorrow.~~" in card.text
    assert "takes others" in await answer(await kai.press(card, "Accept"))
    for reply in await asyncio.gather(ren.press(card, "Accept"), ren.press(card, "Accept")):
        assert "1 more member is needed" in await said(reply)
    assert "Approvers decline" in await answer(await sora.press(card, "Decline"))
    await house.restart()
    assert "Version 2" in await said(await sora.press(card, "Accept"))
    await house.guild.wait_until(card, lambda m: "Accepted" in m.text and not m.labels)
    second = await house.drawn(series, 2)
    assert "smells of tomorrow" in second.text
    # The other suggestion for the same line has been overtaken.
    assert "Too late" in await said(await house.approver.press(rival, "Accept"))
    await house.guild.wait_until(rival, lambda m: "Overtaken" in m.text)
    # Its author withdraws one; an approver's word is enough for another, whose card is gone by then.
    unsaid = await suggest(house, "Sora", second, "l2", "Then do not open it.")
    assert "withdrawn" in await said(await sora.press(unsaid, "Decline"))
    await house.guild.wait_until(unsaid, lambda m: "Withdrawn" in m.text)
    third = await suggest(house, "Ren", second, "l3", "It is my own hand.")
    answer_to = await house.approver.press(third, "Accept")
    await house.delete(f"/channels/{third.channel_id}/messages/{third.id}")
    assert "Version 3" in await said(answer_to)
    # An approver's own change needs nobody.
    drawn = await house.drawn(series, 3)
    menu = (await house.approver.press(drawn, "Edit a line")).message
    chosen = await house.approver.choose(menu, menu.menus[0]["custom_id"], "l2")
    assert "Version 4" in await said(await house.approver.submit(chosen.modal, {"text": "Leave it shut."}))
    listed = await said(await kai.slash("episode versions", {"series": series.id}))
    assert listed.index("**4**") < listed.index("**1**")
    assert "smells of tomorrow" in listed
    compared = await (await kai.slash("episode versions", {"series": series.id, "first": 2, "second": 4})).final()
    assert "It is my own hand." in compared.text
    assert "smells of tomorrow" not in compared.text
    assert compared.attachments[0].filename.endswith("-v4.fountain")
    assert "no version 9" in await answer(await kai.slash("episode versions", {"first": 9}))
