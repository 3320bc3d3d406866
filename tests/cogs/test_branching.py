"""Branches: what lost the vote is told after all, beside the series."""

from __future__ import annotations

import asyncio

import pytest

from show.order import DraftOrder, ProductionOrder
from storage.held_back import HeldBack
from storage.library import Library
from storage.queue import nonce_of
from storage.records import OrderKind
from tests.cogs.house import PREMIERES, ROOM, House, answer, said
from tests.cogs.test_bible import told

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_road_not_taken_is_told_beside_the_series_once(house: House):
    series = await told(house, "Fork", "Mira is dead")
    ren = await house.guild.member("Ren")
    plain = await (await ren.slash("whatif", {"series": series.id})).final()
    assert plain.menus == []
    vault = await (await house.approver.slash("whatif", {"series": series.id})).final()
    [menu] = vault.menus
    road = menu["options"][0]["value"]
    await house.restart()
    clicks = await asyncio.gather(*(house.approver.choose(vault, menu["custom_id"], road) for _ in range(2)))
    texts = sorted([await answer(click) for click in clicks])
    assert "is being written" in texts[0]
    assert "has been taken" in texts[1]
    news = await house.guild.wait_for(ROOM, lambda m: "It lost the vote" in m.text)
    branch = await house.series("Fork: what if 1")
    assert branch.title in news.text
    assert branch.facts == ()
    assert [c.name for c in branch.characters] == ["Mira", "Rin"]
    order = await house.order(OrderKind.DRAFT, f"{branch.id}-e1")
    assert isinstance(order, DraftOrder)
    assert order.brief.twist == menu["options"][0]["label"]
    # Nobody who says nothing means the branch.
    assert (await house.read(lambda db: Library(db).choose_series(series.guild_id))).series.title != branch.title

    await house.deliver_draft(order)
    draft = await house.guild.wait_for(ROOM, lambda m: branch.title in m.text and "Approve" in m.labels)
    await said(await house.approver.press(draft, "Approve"))
    film = await house.order(OrderKind.FILM, f"{branch.id}-e1")
    assert isinstance(film, ProductionOrder)
    headings = {section.heading: section.names for section in film.roll.sections}
    assert headings["Plot twist by"] in (("Kai",), ("Ren",))
    assert "Series created by" in headings
    await house.deliver_film(film)
    shown = await house.guild.wait_for(PREMIERES, lambda m: m.attachments and branch.title in m.text)
    assert "last episode for now" in shown.text
    assert [e.number for e in await house.read(lambda db: Library(db).episodes(branch.id))] == [1]


async def test_a_branch_of_a_later_episode_knows_what_was_told_before_it(house: House):
    series = await told(house, "Delta", "Rin is a ghost")
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    vault = await (await house.approver.slash("whatif", {"series": series.id})).final()
    road = next(o["value"] for o in vault.menus[0]["options"] if o["value"].startswith("2:"))
    await said(await house.approver.choose(vault, vault.menus[0]["custom_id"], road))
    branch = await house.series("Delta: what if 1")
    order = await house.order(OrderKind.DRAFT, f"{branch.id}-e2")
    assert isinstance(order, DraftOrder)
    assert order.brief.previously == ("A courier gets a letter she has not written yet.",)
    assert order.brief.open_question == "Who wrote the letter?"
    assert "Rin is a ghost" in [fact.text for fact in order.brief.series.facts]

    # News of it that had to wait is told once it may be.
    nonce = nonce_of("branch", branch.id)
    room = (await house.read(lambda db: Library(db).settings_of(branch.id))).room_channel_id
    await house.until(lambda: posted(house, nonce))
    await house.stop()
    await house.read(lambda db: db.execute("DELETE FROM posts WHERE nonce = ?", [nonce]))
    await house.read(lambda db: HeldBack(db).add(branch.guild_id, room, branch.id, ("branch", branch.id), 1.0))
    await house.start()
    await house.until(lambda: posted(house, nonce))


async def posted(house: House, nonce: str) -> bool | None:
    return True if await house.read(lambda db: Library(db).posted(nonce)) else None
