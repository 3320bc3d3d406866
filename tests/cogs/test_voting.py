"""Ballots of every kind as members meet them: rankings, approval, hidden counts, weights, last calls, audits."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.told import Message
from show.bible import Series
from show.ids import BallotId
from show.sketch import Chart, Previews, SketchOrder
from storage.ballots import Ballots
from storage.records import OrderKind
from tests.cogs.house import LOG, ROOM, WAIT_SECONDS, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES = ("Kai", "Ren", "Sora")


async def open_ballot(house: House, title: str, options: dict[str, object]) -> tuple[Series, Message]:
    """A series whose first three pitches are put to the vote."""
    series = await house.found(title)
    for n, name in enumerate(NAMES):
        member = await house.guild.member(name)
        idea = f"{title} {('lighthouse', 'submarine', 'orchestra')[n]}"
        await said(await member.slash("pitch", {"idea": idea, "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id, **options}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote C" in m.labels and title in m.text)
    return series, ballot


async def press(house: House, ballot: Message, presses: dict[str, str]) -> None:
    """Members press options, one after another."""
    for name, keys in presses.items():
        member = await house.guild.member(name)
        for key in keys:
            await said(await member.press(ballot, f"Vote {key}"))


async def close(house: House, series: Series, ballot: Message) -> Message:
    """The ballot is closed by hand; its announcement."""
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    return await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, after=ballot)


async def test_a_ranked_ballot_with_hidden_counts_and_its_rounds(house: House):
    series, ballot = await open_ballot(house, "Order", {"method": "ranked", "results": "hidden"})
    assert "Press the options in your order" in ballot.text
    assert "once it is closed" in ballot.text
    kai = await house.guild.member("Kai")
    await said(await kai.press(ballot, "Vote C"))
    ranking = await kai.press(ballot, "Vote B")
    assert "1. **C**" in ranking.text
    assert "2. **B**" in ranking.text
    double = await asyncio.gather(kai.press(ballot, "Vote B"), kai.press(ballot, "Vote B"))
    assert all("2. **B**" in reply.text for reply in double)
    moved = await kai.press(ranking, "Take back C")
    assert moved.outcome == "updated"
    assert "1. **B**" in moved.text
    gone = await kai.press(moved, "Take back B")
    assert "no vote" in gone.text
    await house.restart()
    # A's first choices lead, but whoever has C would rather see B.
    await press(house, ballot, {"Kai": "CB", "Ren": "B", "Sora": "A", "Aoi": "A", "Jun": "BC"})
    seen = await house.guild.wait_until(ballot, lambda m: "5 votes so far" in m.text)
    assert "▰" not in seen.text
    over = await close(house, series, ballot)
    assert "Round 1: A 2 · B 2 · C 1 → C drops out" in over.text
    assert "Round 2: B 3 · A 2" in over.text
    assert "Order submarine" in over.text
    shown = await house.guild.wait_until(ballot, lambda m: "🏆" in m.text)
    assert "2 votes" in shown.text

    vault = await said(await kai.slash("whatif", {"series": series.id}))
    assert "What happened: Order submarine" in vault
    assert "Order lighthouse" in vault
    assert "Order orchestra" in vault


async def test_approval_with_a_weighted_role_told_before(house: House):
    await said(await house.admin.slash("studio voting", {"role": "Showrunner", "weight": 3, "method": "approval"}))
    series, ballot = await open_ballot(house, "Heavy", {})
    assert "count 3 times" in ballot.text
    assert ballot.raw["mentions"] == []
    assert ballot.raw["mention_roles"] == []
    await press(house, ballot, {"Kai": "AB", "Ren": "A"})
    fine = await house.approver.press(ballot, "Vote B")
    assert "You are fine with" in fine.text
    over = await close(house, series, ballot)
    assert "4 of 5 are fine with it" in over.text
    changed = await said(await house.admin.slash("studio voting", {"weight": 1, "method": "single"}))
    assert "one vote each" in changed
    assert "Weight" not in changed


async def test_young_accounts_read_why_and_the_audit_tells_of_them(house: House):
    await said(await house.admin.slash("studio voting", {"account_days": 7}))
    series, ballot = await open_ballot(house, "Young", {})
    await said(await house.admin.slash("studio voting", {"account_days": 0}))
    assert "accounts at least 7 days old" in ballot.text
    kai = await house.guild.member("Kai")
    for _ in range(2):
        assert "once they are 7 days old" in await answer(await kai.press(ballot, "Vote A"))
    kept = await house.read(lambda db: Ballots(db).count(BallotId(f"{series.id}-e1-b1")))
    assert kept.voters == 0
    assert "⚠" in await answer(await house.approver.slash("ballot audit", {"series": series.id}))
    reply = await (await house.admin.slash("ballot audit", {"series": series.id})).final(WAIT_SECONDS)
    assert "Declined: 1 member" in reply.text
    rows = (await house.guild.download(reply.attachments[0])).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("member_id,name")
    assert [row.split(",")[0] for row in rows[1:]] == [kai.id]


async def test_an_audit_never_tells_what_somebody_voted_for(house: House):
    series, ballot = await open_ballot(house, "Secret", {"results": "hidden"})
    await press(house, ballot, {"Kai": "AB", "Ren": "B"})
    running = await (await house.admin.slash("ballot audit", {"series": series.id})).final(WAIT_SECONDS)
    assert "**B**" not in running.text
    await close(house, series, ballot)
    reply = await (await house.admin.slash("ballot audit", {"series": series.id})).final(WAIT_SECONDS)
    assert "**B** 2 voters, 2 of them young" in reply.text
    rows = (await house.guild.download(reply.attachments[0])).decode("utf-8-sig").splitlines()
    assert "choice" not in rows[0]
    assert [row.split(",")[4] for row in rows[1:]] == ["1", "0"]


async def test_a_last_call_comes_once_and_leads_to_the_ballot(house: House):
    series, ballot = await open_ballot(house, "Hurry", {"minutes": 0.5, "reminder": 0.45})
    call = await house.guild.wait_for(ROOM, lambda m: "Last call" in m.text and "Hurry" in m.text, WAIT_SECONDS)
    assert call.buttons[0]["url"].endswith(f"/{ballot.id}")
    assert "nobody has voted yet" in call.text
    await house.restart()
    await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM)
    await house.guild.wait_until(ballot, lambda m: "🏆" in m.text, WAIT_SECONDS)
    texts = [m.text for m in await house.guild.messages(ROOM)]
    assert sum("Last call" in text and "Hurry" in text for text in texts) == 1


async def test_a_ballot_whose_message_was_deleted_is_counted_all_the_same(house: House):
    series, ballot = await open_ballot(house, "Torn", {})
    await press(house, ballot, {"Kai": "B", "Ren": "B", "Sora": "A"})
    await house.delete(f"/channels/{ballot.channel_id}/messages/{ballot.id}")
    over = await close(house, series, ballot)
    assert "2 of 3 votes" in over.text
    assert "Torn submarine" in over.text


async def test_options_and_the_result_are_shown_as_pictures_that_nobody_waits_for(house: House):
    assert "of options and results" in await said(await house.admin.slash("studio voting", {"pictures": True}))
    series, ballot = await open_ballot(house, "Gallery", {"method": "ranked"})
    await said(await house.admin.slash("studio voting", {"pictures": False}))
    order = await house.order(OrderKind.SKETCH, f"{series.id}-e1-b1-previews")
    assert isinstance(order, SketchOrder)
    assert isinstance(order.wish, Previews)
    assert order.wish.twists == ("Gallery lighthouse", "Gallery submarine", "Gallery orchestra")
    assert len(ballot.attachments) == 0
    await house.restart()
    await house.deliver_sketch(order)
    shown = await house.guild.wait_for(ROOM, lambda m: len(m.attachments) == 3, WAIT_SECONDS)
    assert "How it might look" in shown.text
    await press(house, ballot, {"Kai": "CB", "Ren": "B", "Sora": "A", "Aoi": "A", "Jun": "BC"})
    await said(await house.admin.slash("studio voting", {"pictures": True}))
    over = await close(house, series, ballot)
    await said(await house.admin.slash("studio voting", {"pictures": False}))
    result = await house.order(OrderKind.SKETCH, f"{series.id}-e1-b1-result")
    assert isinstance(result, SketchOrder)
    assert isinstance(result.wish, Chart)
    assert [[(bar.key, bar.number) for bar in bars] for bars in result.wish.rounds] == [
        [("a", 2), ("b", 2), ("c", 1)],
        [("b", 3), ("a", 2)],
    ]
    assert [bar.won for bar in result.wish.rounds[1]] == [True, False]
    await house.deliver_sketch(result)
    await house.guild.wait_until(over, lambda m: len(m.attachments) == 1, WAIT_SECONDS)


async def test_a_picture_that_fails_is_the_administrators_affair_and_the_vote_goes_on(house: House):
    await said(await house.admin.slash("studio voting", {"pictures": True}))
    series, ballot = await open_ballot(house, "Blank", {})
    await said(await house.admin.slash("studio voting", {"pictures": False}))
    order = await house.order(OrderKind.SKETCH, f"{series.id}-e1-b1-previews")
    await house.fail(order, "No ink.")
    await house.guild.wait_for(LOG, lambda m: "No ink" in m.text, WAIT_SECONDS)
    await press(house, ballot, {"Kai": "B"})
    assert "Blank submarine" in (await close(house, series, ballot)).text
