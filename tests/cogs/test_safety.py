"""Reports and freezes: what administrators stop is neither made, changed nor shown, and everybody reads why."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.told import Message
from show.bible import Series
from show.ids import EpisodeId
from show.order import ProductionOrder
from storage.bans import Bans
from storage.films import Films
from storage.records import OrderKind
from tests.cogs.house import LOG, PREMIERES, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")
OBSCENE = "Two schoolgirls, naked and aroused"


async def film_order(house: House, series: Series) -> ProductionOrder:
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    return order


async def report(house: House, name: str, message: Message, reason: str) -> str:
    member = await house.guild.member(name)
    form = (await member.press(message, "Report")).modal
    return await answer(await member.submit(form, {"reason": reason}))


async def test_a_reported_pitch_is_taken_down_and_its_author_banned(house: House):
    await house.found("Complaints")
    kai = await house.guild.member("Kai")
    await said(await kai.slash("pitch", {"idea": "Everybody reads my poem aloud"}, channel=ROOM))
    card = await house.guild.wait_for(ROOM, lambda m: "reads my poem" in m.text and "Support" in m.labels)
    ren = await house.guild.member("Ren")
    forms = [(await ren.press(card, "Report")).modal for _ in range(2)]
    twice = await asyncio.gather(*(ren.submit(form, {"reason": "It is *his* poem"}) for form in forms))
    texts = sorted([await answer(reply) for reply in twice])
    assert texts[0].startswith("Thank you")
    assert "reported this already" in texts[1]
    told = await house.guild.wait_for(LOG, lambda m: "Ren reports a pitch by Kai" in m.text)
    await house.restart()
    both = await asyncio.gather(house.admin.press(told, "Ban its author"), house.admin.press(told, "Dismiss"))
    texts = sorted([await answer(reply) for reply in both])
    assert sum("The report is decided" in text for text in texts) == 1
    decided = await house.guild.wait_until(told, lambda m: not m.labels)
    if "banned" in decided.text:
        await house.guild.wait_until(card, lambda m: "was withdrawn" in m.text)
        assert "banned" in await answer(await kai.slash("pitch", {"idea": "Again"}, channel=ROOM))
        await said(await house.admin.slash("studio unban", {"member": "Kai"}))


async def test_a_report_stays_open_when_what_it_is_about_can_no_longer_be_taken_down(house: House):
    series = await house.found("Too Late")
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"too late {n}", "series": series.id}, channel=ROOM))
    card = await house.guild.wait_for(ROOM, lambda m: "too late 0" in m.text and "Support" in m.labels)
    assert "Thank you" in await report(house, "Sora", card, "It came too late")
    told = await house.guild.wait_for(LOG, lambda m: "It came too late" in m.text)
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    for button in ("Take it down", "Ban its author"):
        assert "on a ballot or past it" in await answer(await house.admin.press(told, button))
    assert "It came too late" in await answer(await house.admin.slash("safety reports"))
    assert not await house.read(lambda db: Bans(db).all(series.guild_id, 0.0))
    assert "dismissed" in await said(await house.admin.press(told, "Dismiss"))


async def test_a_frozen_episode_is_neither_made_nor_changed(house: House):
    series, draft = await house.to_draft("Cold Storage")
    assert "Thank you" in await report(house, "Sora", draft, "Too close to the news")
    told = await house.guild.wait_for(LOG, lambda m: "Sora reports the draft of Cold Storage" in m.text)
    await said(await house.admin.press(told, "Take it down"))
    assert "has frozen this" in await answer(await house.approver.press(draft, "Approve"))
    kai = await house.guild.member("Kai")
    form = (await kai.press(draft, "Retake")).modal
    assert "has frozen this" in await answer(await kai.submit(form, {"shot0": ["s1"], "wish": ""}))
    assert f"`{series.id}-e1`" in await said(await house.admin.slash("safety reports"))
    assert "goes on" in await said(await house.admin.slash("safety thaw", {"episode": 1}))
    assert "not frozen" in await answer(await house.admin.slash("safety thaw", {"episode": 1}))
    await said(await house.approver.press(draft, "Approve"))
    order = await film_order(house, series)
    # While it is being made, the whole series is frozen: the order stops, and what comes of it is not shown.
    assert "Frozen: Cold Storage" in await said(await house.admin.slash("safety freeze", {"reason": "Lawyers"}))
    stopped = await house.guild.wait_for(ROOM, lambda m: "has frozen it" in m.text and "Retry" in m.labels)
    await house.deliver_film(order)
    refused = await answer(await house.approver.press(stopped, "Retry"))
    assert "The reason given: Lawyers." in refused
    assert not [m for m in await house.guild.messages(PREMIERES) if "Cold Storage" in m.text]
    await said(await house.admin.slash("safety thaw"))
    await said(await house.approver.press(stopped, "Retry"))
    assert (await film_order(house, series)).id != order.id


async def test_a_frozen_film_is_taken_out_of_its_message_and_comes_back(house: House):
    series, draft = await house.to_draft("Covered Up")
    await said(await house.approver.press(draft, "Approve"))
    await house.deliver_film(await film_order(house, series))
    shown = await house.guild.wait_for(PREMIERES, lambda m: "Covered Up" in m.text and "Approved by" in m.text)

    async def talked_about() -> int | None:
        film = await house.read(lambda db: Films(db).film(EpisodeId(f"{series.id}-e1")))
        return film.panels_id or None

    await house.until(talked_about)
    await said(await house.admin.slash("safety freeze", {"episode": 1, "series": series.id}))
    covered = await house.guild.wait_until(shown, lambda m: "frozen this film" in m.text)
    assert covered.attachments == []
    kai = await house.guild.member("Kai")
    assert "⚠" in await answer(await kai.slash("watch", {"series": series.id, "episode": 1}))
    await said(await house.admin.slash("safety thaw", {"episode": 1, "series": series.id}))
    back = await house.guild.wait_until(shown, lambda m: "Approved by" in m.text)
    assert len(back.attachments) == 1


async def test_nothing_sexual_that_touches_minors_passes_by_any_way_in(house: House):
    series, draft = await house.to_draft("Locked Doors")
    kai = await house.guild.member("Kai")
    for command, options in (
        ("pitch", {"idea": OBSCENE, "series": series.id}),
        ("privacy credit", {"name": "naked loli"}),
    ):
        assert "sexual content about minors" in await answer(await kai.slash(command, options, channel=ROOM)), command
    founding = {"title": "Doors", "premise": OBSCENE}
    assert "sexual content about minors" in await answer(await house.admin.slash("series create", founding))
    for button, values in (
        ("Retake", {"shot0": ["s1"], "wish": OBSCENE}),
        ("Object", {"reason": OBSCENE}),
        ("Report", {"reason": OBSCENE}),
    ):
        form = (await kai.press(draft, button)).modal
        assert "sexual content about minors" in await answer(await kai.submit(form, values)), button
    menu = (await kai.press(draft, "Edit a line")).message
    chosen = await kai.choose(menu, menu.menus[0]["custom_id"], "l1")
    assert "sexual content about minors" in await answer(await kai.submit(chosen.modal, {"text": OBSCENE}))
    said_so = await kai.say(ROOM, OBSCENE)
    form = (await kai.context("Pitch this", said_so)).modal
    assert "sexual content about minors" in await answer(await kai.submit(form, {"idea": OBSCENE}))
    assert not [m for m in await house.guild.messages(ROOM) if "aroused" in m.text and m.id != said_so.id]
