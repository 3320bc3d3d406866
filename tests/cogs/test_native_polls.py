"""Ballots that are polls of Discord's own: one truth in the library, whatever was missed, whoever ends them."""

from __future__ import annotations

import pytest

from sandbox.told import Message
from show.bible import Series
from show.ids import BallotId
from storage.ballots import Ballots
from storage.ledger import Ledger
from tests.cogs.house import ROOM, WAIT_SECONDS, House, answer, said
from tests.cogs.test_voting import NAMES

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def open_poll(house: House, title: str, options: dict[str, object]) -> tuple[Series, Message, Message]:
    """A series whose three pitches are put to the vote in a poll: the ballot and the poll."""
    series = await house.found(title)
    for n, name in enumerate(NAMES):
        member = await house.guild.member(name)
        idea = f"{title} {('lighthouse', 'submarine', 'orchestra')[n]}"
        await said(await member.slash("pitch", {"idea": idea, "series": series.id}, channel=ROOM))
    options = {"series": series.id, "poll": True, **options}
    await said(await house.approver.slash("ballot open", options, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote in the poll below" in m.text and title in m.text)
    poll = await house.guild.wait_for(ROOM, lambda m: "poll" in m.raw, after=ballot)
    return series, ballot, poll


async def votes(house: House, series: Series, count: dict[str, int]) -> dict[str, str]:
    """Who voted, by name, once the library counts so."""

    async def look() -> dict[str, str] | None:
        id = BallotId(f"{series.id}-e1-b1")
        tally, cast = await house.read(lambda db: (Ballots(db).count(id), Ballots(db).votes(id)))
        found = {member.name: "".join(vote.choice) for member, vote in cast}
        return found if dict(tally.counts) == count else None

    return await house.until(look)


async def test_votes_of_a_poll_are_counted_in_the_library_also_those_the_bot_missed(house: House):
    series, ballot, poll = await open_poll(house, "Semaphore", {"method": "approval"})
    assert not [label for label in ballot.labels if label.startswith("Vote")]
    answers = [one["poll_media"]["text"] for one in poll.raw["poll"]["answers"]]
    assert answers[0] == "A · Semaphore lighthouse"
    kai, ren, sora = [await house.guild.member(name) for name in NAMES]
    await kai.vote(poll, answers[0], answers[1])
    await ren.vote(poll, answers[1])
    await votes(house, series, {"a": 1, "b": 2, "c": 0})
    await kai.vote(poll, answers[0])
    await votes(house, series, {"a": 1, "b": 1, "c": 0})
    await house.guild.wait_until(ballot, lambda m: "2 votes so far" in m.text)
    await house.stop()
    await sora.vote(poll, answers[2])
    await kai.vote(poll, answers[2])
    await house.start()
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    over = await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, after=poll)
    assert "Semaphore orchestra" in over.text
    found = await votes(house, series, {"a": 0, "b": 1, "c": 2})
    assert found == {"Kai": "c", "Sora": "c", "Ren": "b"}
    ended = await house.guild.message(poll)
    assert ended.raw["poll"]["results"]["is_finalized"] is True
    names = [c.name for c in await house.read(lambda db: Ledger(db).of_episode(series.id, f"{series.id}-e1"))]
    assert {"Kai", "Ren", "Sora"} <= set(names)


async def test_a_poll_that_ends_ends_the_ballot_once(house: House):
    _, ballot, poll = await open_poll(house, "Sundown", {})
    ren = await house.guild.member("Ren")
    await ren.vote(poll, 2)
    await house.guild.end_poll(poll)
    await house.guild.wait_until(ballot, lambda m: "🏆" in m.text, WAIT_SECONDS)
    over = await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, after=poll)
    assert "Sundown submarine" in over.text
    texts = [m.text for m in await house.guild.messages(ROOM) if int(m.id) > int(poll.id)]
    assert sum("The vote is over" in text for text in texts) == 1


async def test_a_deleted_poll_counts_by_what_was_written_down_and_the_banned_never(house: House):
    series, ballot, poll = await open_poll(house, "Torn Poll", {})
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    outcast = await house.guild.member("Outcast")
    await said(await house.admin.slash("studio ban", {"member": "Outcast"}))
    await outcast.vote(poll, 1)
    await kai.vote(poll, 3)
    await ren.vote(poll, 3)
    await votes(house, series, {"a": 0, "b": 0, "c": 2})
    await house.delete(f"/channels/{poll.channel_id}/messages/{poll.id}")
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    over = await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, after=ballot)
    assert "2 of 2 votes" in over.text


async def test_what_a_poll_can_not_do_is_said_before_it_opens(house: House):
    series = await house.found("Unpolled")
    for name in NAMES:
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"unpolled {name}", "series": series.id}, channel=ROOM))
    for options, what in (({"method": "ranked"}, "rankings"), ({"results": "hidden"}, "hidden counts")):
        wish = {"series": series.id, "poll": True, **options}
        assert f"no {what}" in await answer(await house.approver.slash("ballot open", wish, channel=ROOM))
    assert "of Discord's own" in await said(await house.admin.slash("studio voting", {"poll": True}))
    wish = {"series": series.id, "method": "ranked"}
    await said(await house.approver.slash("ballot open", wish, channel=ROOM))
    await house.guild.wait_for(ROOM, lambda m: "Vote C" in m.labels and "unpolled" in m.text)
    await said(await house.admin.slash("studio voting", {"poll": False}))
