"""What is about a series is said in its own channel, where it has one: also what went wrong, and suggestions."""

from __future__ import annotations

import pytest

from storage.records import OrderKind
from tests.cogs.house import ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")
OWN = "own-room"


async def test_failures_suggestions_and_endings_are_told_in_the_series_own_room(house: House):
    series = await house.found("Own Door")
    await house.guild.add_channel(OWN)
    options = {"pitches": OWN, "series": series.id}

    async def moved() -> str | None:
        text = await answer(await house.admin.slash("series channels", options))
        return None if text.startswith("⚠") else text

    await house.until(moved)
    await said(await house.admin.slash("studio approval", {"edits": "suggested", "accepts": 2}))
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"Own Door idea {n}", "series": series.id}, channel=OWN))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=OWN))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=OWN))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    await house.fail(order, "The pen broke.")
    told = await house.guild.wait_for(OWN, lambda m: "The pen broke" in m.text and "Retry" in m.labels)
    await said(await house.approver.press(told, "Retry"))
    await house.deliver_draft(await house.order(OrderKind.DRAFT, f"{series.id}-e1"))
    draft = await house.guild.wait_for(OWN, lambda m: "version 1" in m.text and "Approve" in m.labels)
    kai = await house.guild.member("Kai")
    menu = (await kai.press(draft, "Edit a line")).message
    form = (await kai.choose(menu, menu.menus[0]["custom_id"], "l1")).modal
    own = await house.guild.channel(OWN)
    assert f"<#{own['id']}>" in await said(await kai.submit(form, {"text": "Another word."}))
    await house.guild.wait_for(OWN, lambda m: "Another word" in m.text and "Accept" in m.labels)
    sure = await (await house.approver.slash("episode cancel", {"series": series.id}, channel=OWN)).final()
    await said(await house.approver.press(sure, "Call the episode off"))
    await house.guild.wait_for(OWN, lambda m: "is called off" in m.text)
    await said(await house.admin.slash("studio approval", {"edits": "direct"}))
    assert not [m for m in await house.guild.messages(ROOM) if "pen broke" in m.text or "Another word" in m.text]
