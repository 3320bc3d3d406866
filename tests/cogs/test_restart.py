"""The bot stopped and started between any two steps: buttons, forms, timers and progress go on."""

from __future__ import annotations

import asyncio

import pytest

from show.ids import BallotId
from storage.ballots import Ballots
from storage.records import OrderKind
from tests.cogs.house import PATIENT, PREMIERES, ROOM, House, options_for, said
from tests.sandbox.openapi import judged_sandbox


async def test_a_restart_between_any_two_steps_changes_nothing(tmp_path):
    async with judged_sandbox(rules=PATIENT) as guild:
        house = House(guild, options_for(guild.url, tmp_path))
        await house.start()
        try:
            await house.set_up()
            await tell_with_restarts(house)
        finally:
            await house.stop()


async def tell_with_restarts(house: House) -> None:
    series = await house.found("Again")
    bible = await house.guild.wait_for(ROOM, lambda m: "open for pitches" in m.text)
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")

    form = (await kai.press(bible, "Pitch an idea")).modal
    await house.restart()
    await said(await kai.submit(form, {"idea": "A pitch over a restart"}))
    await said(await ren.slash("pitch", {"idea": "Another one"}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"minutes": 0.12}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote A" in m.labels)
    await said(await kai.press(ballot, "Vote A"))
    await house.stop()
    # The deadline passes while nobody is there.
    kept = await house.read(lambda db: Ballots(db).ballot(BallotId(f"{series.id}-e1-b1")))
    while house.options.clock() < kept.ballot.closes_at:
        await asyncio.sleep(0.1)
    await house.start()
    await house.guild.wait_until(ballot, lambda m: "🏆" in m.text)

    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    await house.stop()
    await house.deliver_draft(order)
    await house.start()
    draft = await house.guild.wait_for(ROOM, lambda m: "Approve" in m.labels)
    picker = await kai.press(draft, "Edit a line")
    await house.restart()
    chosen = await kai.choose(picker, picker.message.menus[0]["custom_id"], "l1")
    await said(await kai.submit(chosen.modal, {"text": "Written after a restart."}))
    second = await house.drawn(series, 2)
    await house.restart()
    await said(await house.approver.press(second, "Approve"))
    film = await house.order(OrderKind.FILM, f"{series.id}-e1")
    # An order that is settled before anybody saw it begin has no progress message at all.
    making = await house.guild.wait_for(ROOM, lambda m: "Making the film" in m.text)
    await house.stop()
    await house.deliver_film(film)
    await house.start()
    premiere = await house.guild.wait_for(PREMIERES, lambda m: m.attachments)
    following = await house.guild.wait_for(PREMIERES, lambda m: "Vote A" in m.labels, after=premiere)
    await house.restart()
    await said(await ren.press(following, "Vote B"))
    await house.guild.wait_until(making, lambda m: "Done: the film" in m.text)
    posts = await house.guild.posts_by_nonce()
    assert posts
    assert set(posts.values()) == {1}
    texts = [m.text for m in await house.guild.messages(ROOM)]
    assert sum("The vote is over" in text for text in texts) == 1
    assert sum("Done: the film" in text for text in texts) == 1


@pytest.mark.parametrize("at", ["lost_answer", "server_error"])
async def test_a_post_whose_answer_is_lost_is_not_posted_twice(tmp_path, at):
    async with judged_sandbox(rules=PATIENT) as guild:
        house = House(guild, options_for(guild.url, tmp_path))
        await house.start()
        try:
            await house.set_up()
            options = {"title": "Lost", "premise": "An answer gets lost on its way."}
            await said(await house.admin.slash("series create", options, channel=ROOM))
            series = await house.series("Lost")
            order = await house.order(OrderKind.FOUNDING, series.id)
            await guild.wait_for(ROOM, lambda m: "Making" in m.text)
            await guild.fault(at, method="POST", path="/messages$", times=1)
            await house.deliver_bible(order)
            await guild.wait_for(ROOM, lambda m: "open for pitches" in m.text)
            texts = [m.text for m in await guild.messages(ROOM)]
            assert sum("open for pitches" in text for text in texts) == 1
        finally:
            await house.stop()
