"""What goes wrong on a real guild: deleted messages and channels, missing permissions, double clicks, crowds."""

from __future__ import annotations

import asyncio
import time

import pytest

from show.ids import BallotId
from storage.ballots import Ballots
from storage.records import OrderKind
from tests.cogs.house import ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")
CROWD = 60


async def test_a_draft_whose_message_was_deleted_is_posted_again(house: House):
    series, draft = await house.to_draft("Vanish")
    await house.delete(f"/channels/{draft.channel_id}/messages/{draft.id}")
    assert "again" in await said(await house.approver.slash("episode draft", channel=ROOM))
    again = await house.guild.wait_for(
        ROOM, lambda m: "Vanish" in m.text and "Approve" in m.labels and m.id != draft.id
    )
    kai = await house.guild.member("Kai")
    form = (await kai.press(again, "Retake")).modal
    await said(await kai.submit(form, {"shot0": ["s1"], "wish": ""}))
    await house.guild.wait_until(again, lambda m: "Superseded" in m.text)
    second = await house.drawn(series, 2)
    assert "Shot 1, take 2" in second.text


async def test_only_approvers_post_the_draft_again(house: House):
    kai = await house.guild.member("Kai")
    assert "⚠" in await answer(await kai.slash("episode draft", channel=ROOM))


async def test_a_double_click_is_one_vote_and_one_ballot(house: House):
    series = await house.found("Twice")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    await said(await kai.slash("pitch", {"idea": "twice one"}, channel=ROOM))
    await said(await ren.slash("pitch", {"idea": "twice two"}, channel=ROOM))
    opened = await asyncio.gather(
        house.approver.slash("ballot open", channel=ROOM), house.approver.slash("ballot open", channel=ROOM)
    )
    texts = sorted([await answer(reply) for reply in opened])
    assert texts[0].startswith("The ballot is open")
    assert "the vote is running" in texts[1]
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote A" in m.labels and "twice one" in m.text)
    replies = await asyncio.gather(*(kai.press(ballot, "Vote A") for _ in range(4)))
    for reply in replies:
        await said(reply)
    kept = await house.read(lambda db: Ballots(db).count(BallotId(f"{series.id}-e1-b1")))
    assert kept.voters == 1


async def test_a_crowd_votes_at_once_and_no_vote_is_lost(house: House):
    series = await house.found("Crowd")
    for n, name in enumerate(("Kai", "Ren", "Sora")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"crowd {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote C" in m.labels and "crowd 2" in m.text)
    crowd = [await house.guild.member(f"fan{n}") for n in range(CROWD)]
    edits = len(await house.guild.requests("PATCH", "/messages/"))
    began = time.monotonic()

    await asyncio.gather(*(fan.press(ballot, f"Vote {'ABC'[n % 3]}") for n, fan in enumerate(crowd)))
    seconds = time.monotonic() - began
    await house.guild.wait_until(ballot, lambda m: f"{CROWD} votes so far" in m.text)
    kept = await house.read(lambda db: Ballots(db).count(BallotId(f"{series.id}-e1-b1")))
    assert dict(kept.counts) == {"a": CROWD // 3, "b": CROWD // 3, "c": CROWD // 3}
    edits = len(await house.guild.requests("PATCH", "/messages/")) - edits
    assert edits <= seconds / house.options.progress_seconds + 4


async def test_a_retake_needs_a_shot_and_a_running_script(house: House):
    series, draft = await house.to_draft("Late")
    kai = await house.guild.member("Kai")
    form = (await kai.press(draft, "Retake")).modal
    await said(await house.approver.press(draft, "Approve"))
    text = await answer(await kai.submit(form, {"shot0": ["s1"], "wish": "darker"}))
    assert "the film is being made" in text
    await house.order(OrderKind.FILM, f"{series.id}-e1")


async def test_a_deleted_room_is_told_in_words_and_set_up_anew(house: House):
    await house.found("Roomless")
    room = await house.guild.channel(ROOM)
    await house.delete(f"/channels/{room['id']}")
    kai = await house.guild.member("Kai")
    text = await answer(await kai.slash("pitch", {"idea": "Where is everybody?"}))
    assert "/studio setup" in text
    await (await house.admin.slash("studio setup")).final()
    await said(await kai.slash("pitch", {"idea": "Where is everybody?"}))
    await house.guild.wait_for(ROOM, lambda m: "Where is everybody" in m.text)
