"""The line in the open: place and why, calling an order or an episode off, and whose turn it is."""

from __future__ import annotations

import asyncio

import pytest

from show.order import DraftOrder
from show.writers_room import Phase
from storage.bookings import Bookings
from storage.library import Library
from storage.records import BookingState, OrderKind
from tests.cogs.house import LOG, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def begin(house: House, title: str) -> str:
    """A series whose founding waits in the line; the order's id."""
    options = {"title": title, "premise": "Somebody stands in a line for a long time."}
    await said(await house.admin.slash("series create", options, channel=ROOM))
    series = await house.series(title)
    return (await house.order(OrderKind.FOUNDING, series.id)).id


async def test_the_queue_says_why_and_whoever_waited_is_told_when_it_is_their_turn(house: House):
    first, second = await begin(house, "Early Bird"), await begin(house, "Late Riser")
    await house.guild.wait_for(ROOM, lambda m: "Late Riser" in m.text and "1 order ahead" in m.text)
    shown = await (await house.admin.slash("queue")).final()
    assert "place 1: nothing before it" in shown.text
    assert "place 2: 1 of this server before it" in shown.text
    kai = await house.guild.member("Kai")
    assert (await (await kai.slash("queue")).final()).menus == []
    menu = shown.menus[0]
    twice = await asyncio.gather(*(house.admin.choose(shown, menu["custom_id"], first) for _ in range(2)))
    texts = sorted([await answer(reply) for reply in twice])
    assert texts[0].startswith("Called off")
    assert "failed already" in texts[1]
    told = await house.guild.wait_for(ROOM, lambda m: "called it off" in m.text)
    assert "Retry" in told.labels
    turn = await house.guild.wait_for(ROOM, lambda m: "Yours is next" in m.text)
    assert [one["id"] for one in turn.raw["mentions"]] == [house.admin.id]
    assert "Late Riser" in turn.text
    await said(await house.approver.press(told, "Retry"))
    assert (await house.read(lambda db: Bookings(db).booking(second))).state is BookingState.PLACED


async def test_a_result_that_comes_after_its_order_was_called_off_changes_nothing(house: House):
    series, draft = await house.to_draft("Recalled")
    kai = await house.guild.member("Kai")
    form = (await kai.press(draft, "Retake")).modal
    await said(await kai.submit(form, {"shot0": ["s1"], "wish": "darker"}))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    shown = await (await kai.slash("queue")).final()
    own = [option["value"] for option in shown.menus[0]["options"]]
    assert order.id in own
    assert not any("founding" in value for value in own)
    await said(await kai.choose(shown, shown.menus[0]["custom_id"], order.id))
    told = await house.guild.wait_for(ROOM, lambda m: "Kai called it off" in m.text)
    await house.deliver_draft(order)
    await said(await house.approver.press(told, "Retry"))
    again = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert again.id != order.id
    second = await house.drawn(series, 2)
    assert "take 2" in second.text


async def test_an_episode_is_called_off_after_a_second_question_and_the_next_one_opens(house: House):
    series, draft = await house.to_draft("Curtain")
    kai = await house.guild.member("Kai")
    assert "⚠" in await answer(await kai.slash("episode cancel", {"series": series.id}))
    question = await (await house.approver.slash("episode cancel", {"series": series.id})).final()
    assert "Call episode 1 of Curtain off?" in question.text
    await house.restart()
    twice = await asyncio.gather(*(house.approver.press(question, "Call the episode off") for _ in range(2)))
    texts = sorted([await answer(reply) for reply in twice])
    assert texts[0].startswith("Episode 1 is called off")
    assert "nothing to call off" in texts[1]
    await house.guild.wait_until(draft, lambda m: "Called off" in m.text and not m.labels)
    current = await house.read(lambda db: Library(db).current_episode(series.id))
    assert (current.number, current.phase) == (2, Phase.PITCHING)
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"curtain {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id, "minutes": 0.2}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote A" in m.labels and "curtain 0" in m.text)
    await said(await kai.press(ballot, "Vote A"))
    question = await (await house.approver.slash("episode cancel", {"series": series.id})).final()
    await said(await house.approver.press(question, "Call the episode off"))
    gone = await house.guild.wait_until(ballot, lambda m: "Called off with its episode" in m.text)
    assert gone.labels == []
    texts = [m.text for m in await house.guild.messages(ROOM)]
    assert sum("is called off** by Mio" in text and "Curtain" in text for text in texts) == 2


async def line_of(house: House) -> list[str]:
    """The whole line as the administrator reads it."""
    shown = await (await house.admin.slash("queue")).final()
    assert shown is not None
    return [line for line in shown.text.splitlines() if line.startswith(("**", "-# place"))]


async def test_administrators_move_an_order_and_everybody_reads_why(house: House):
    titles = ("Slow Boat", "Fast Train", "Last Plane")
    ids = {title: await begin(house, title) for title in titles}

    async def standing() -> list[str]:
        return [title for line in await line_of(house) for title in titles if line.startswith(f"**{title}**")]

    # Orders of one second stand in any order.
    first, second, third = await standing()
    shown = await (await house.admin.slash("queue")).final()
    assert shown is not None
    menu = next(one["custom_id"] for one in shown.menus if one["custom_id"] == "moveorder")
    form = (await house.admin.choose(shown, menu, ids[third])).modal
    assert "place 1" in await said(await house.admin.submit(form, {"where": ["first"], "reason": "The *fair* is on"}))
    assert await standing() == [third, first, second]
    form = (await house.admin.choose(shown, menu, ids[second])).modal
    await said(await house.admin.submit(form, {"where": ["up"], "reason": "Not so slow"}))
    assert await standing() == [third, second, first]
    await begin(house, "Night Bus")
    shown = await (await house.admin.slash("queue")).final()
    assert shown is not None
    assert "moved up by Hoshino: Not so slow" in shown.text
    assert shown.text.index(first) < shown.text.index("Night Bus")
    await house.guild.wait_for(LOG, lambda m: "moved to the front by Hoshino" in m.text)
    kai = await house.guild.member("Kai")
    mine = await (await kai.slash("queue")).final()
    assert mine is not None
    assert mine.menus == []
    form = (await house.admin.choose(shown, menu, ids[second])).modal
    calling = next(one["custom_id"] for one in shown.menus if one["custom_id"] == "calloff")
    await said(await house.admin.choose(shown, calling, ids[second]))
    late = await answer(await house.admin.submit(form, {"where": ["up"], "reason": "Too late"}))
    assert "does not wait any more" in late


async def test_what_is_done_leads_to_what_was_made(house: House):
    series = await house.found("Signpost")
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"signpost {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    shown = await house.guild.wait_for(ROOM, lambda m: "Signpost" in m.text and "Making the draft" in m.text)
    draft = await house.drawn(series, 1)
    done = await house.guild.wait_until(shown, lambda m: "Done: the draft" in m.text and "/channels/" in m.text)
    assert done.text.endswith(f"/{draft.channel_id}/{draft.id}")


async def test_a_member_and_a_server_order_only_so_many_changes_a_day(house: House):
    series, draft = await house.to_draft("Enough")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    assert "1 change to scripts" in await said(await house.admin.slash("studio limits", {"changes": 1}))
    form = (await ren.press(draft, "Retake")).modal
    await said(await ren.submit(form, {"shot0": ["s1"], "wish": ""}))
    second = await house.drawn(series, 2)
    form = (await ren.press(second, "Retake")).modal
    assert "which is the most here" in await answer(await ren.submit(form, {"shot0": ["s1"], "wish": ""}))
    await said(await house.admin.slash("studio limits", {"changes": 0, "orders": 1}))
    form = (await kai.press(second, "Retake")).modal
    assert "which is its most" in await answer(await kai.submit(form, {"shot0": ["s1"], "wish": ""}))
    await said(await house.admin.slash("studio limits", {"orders": 0}))
