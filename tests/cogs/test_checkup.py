"""The check-up where it takes the sandbox's rights: events, threads and polls that are taken from the bot's role."""

from __future__ import annotations

import pytest

from show.order import ProductionOrder
from storage.records import OrderKind
from tests.cogs.house import PREMIERES, House, said
from tests.cogs.test_setup import CREATE_PUBLIC_THREADS, MEMBER, settings_with

pytestmark = pytest.mark.asyncio(loop_scope="module")
EVENTS = 1 << 33 | 1 << 44
SEND_POLLS = 1 << 49


async def test_events_threads_and_polls_are_named_where_the_rules_need_them_and_premieres_go_on(house: House):
    state = await house.guild.state()
    role = next(r for r in state["guild"]["roles"] if r.get("managed"))
    held = int(role["permissions"])
    me, premieres = str(state["application"]["id"]), await house.guild.channel(PREMIERES)
    await house.guild.change_role(role["id"], permissions=held & ~EVENTS)
    seen = await house.guild.wait(lambda: settings_with(house, "create events"), 60.0, "the lack to be seen")
    assert "premieres with a time get no event" in seen
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, deny=CREATE_PUBLIC_THREADS | SEND_POLLS)
    seen = await house.guild.wait(lambda: settings_with(house, "create public threads"), 60.0, "the lack to be seen")
    assert "films get no thread" in seen
    assert "polls" not in seen
    await said(await house.admin.slash("studio voting", {"poll": True}))
    await house.guild.wait(lambda: settings_with(house, "create polls"), 60.0, "the lack to be seen")
    await said(await house.admin.slash("studio voting", {"poll": False}))
    # A film is shown all the same, on time and without its thread.
    series, draft = await house.to_draft("Bare Hall")
    await said(await house.approver.press(draft, "Approve"))
    told = await said(await house.approver.slash("premiere schedule", {"hours": 1, "series": series.id}))
    assert "may not make an event" in told
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    assert "taken back" in await said(await house.approver.slash("premiere now", {"series": series.id}))
    await house.deliver_film(order)
    await house.guild.wait_for(PREMIERES, lambda m: "Bare Hall" in m.text and m.attachments)
    await house.guild.change_role(role["id"], permissions=held)
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, allow=CREATE_PUBLIC_THREADS | SEND_POLLS)
    await house.guild.wait(lambda: settings_with(house, "every permission"), 60.0, "all to be well")
