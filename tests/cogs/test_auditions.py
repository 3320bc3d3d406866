"""Auditions as members live them: made up, drawn, consented to, voted in or down, taken back."""

from __future__ import annotations

import asyncio

import pytest

from show.credits import Deed
from show.sketch import Audition, SketchOrder
from storage.auditions import Auditions, AuditionState
from storage.ledger import Ledger
from storage.motions import Motions
from storage.records import OrderKind
from tests.cogs.house import ROOM, House, answer, said
from tests.cogs.test_bible import time_is_up

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOOK = "long black hair with a white streak, red scarf, glowing antlers"


async def drawn(house: House, number: int, words: tuple[str, ...] = (), *, sound: bool = False) -> SketchOrder:
    """The sheet of an audition is ordered and delivered."""
    order = await house.order(OrderKind.SKETCH, f"audition-{number}")
    assert isinstance(order, SketchOrder)
    await house.deliver_sketch(order, words, sound=sound)
    return order


async def newest(house: House, series: str) -> int:
    """The number of a series' newest audition."""
    return (await house.read(lambda db: Auditions(db).of_series(series)))[-1].number


async def test_a_character_is_drawn_heard_and_voted_in_with_its_author_in_the_credits(house: House):
    series = await house.found("Lantern")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    form = (await kai.slash("cast audition", {"series": series.id}, channel=ROOM)).modal
    values = {"name": "Yuki", "look": LOOK, "role": "keeper", "voice": ["woman"], "says": "I kept this light."}
    await house.restart()
    assert "being drawn" in await said(await kai.submit(form, values))
    number = await newest(house, series.id)
    order = await drawn(house, number, ("glowing", "antlers"), sound=True)
    assert isinstance(order.wish, Audition)
    assert (order.wish.words, order.wish.character.voice.gender) == ("I kept this light.", "female")
    sheet = await house.guild.wait_for(ROOM, lambda m: "an audition by Kai" in m.text)
    assert len(sheet.attachments) == 2
    assert "makes nothing of: glowing and antlers" in sheet.text
    assert "agree that it is drawn" in sheet.text
    assert "Only who made" in await answer(await ren.press(sheet, "Put it to the vote"))
    clicks = await asyncio.gather(*(kai.press(sheet, "Put it to the vote") for _ in range(3)))
    for click in clicks:
        assert "The room is asked" in await said(click)
    [motion] = await house.read(lambda db: Motions(db).running(series.id))
    question = await house.guild.wait_for(ROOM, lambda m: "Shall Yuki join the cast?" in m.text)
    await said(await ren.press(question, "Yes"))
    await time_is_up(house, motion.number)
    await house.guild.wait_until(question, lambda m: "welcome to the cast" in m.text)
    await house.guild.wait_until(sheet, lambda m: "in the cast" in m.text)
    assert "Yuki" in await said(await ren.slash("cast list", {"series": series.id}))
    deeds = await house.read(lambda db: Ledger(db).of_episode(series.id, f"{series.id}-e1"))
    assert [(d.name, d.deed) for d in deeds if d.deed is Deed.CHARACTER] == [("Kai", Deed.CHARACTER)]
    assert "1 character" in await said(await kai.slash("credits", {"series": series.id}))

    await said(await kai.press(sheet, "Withdraw the audition"))
    assert "Yuki" not in await said(await ren.slash("cast list", {"series": series.id}))
    await house.guild.wait_until(sheet, lambda m: not m.labels)


async def test_limits_names_and_words_are_checked_before_anything_is_drawn(house: House):
    series = await house.found("Threshold")
    sora = await house.guild.member("Sora")

    async def tried(name: str, look: str = LOOK) -> str:
        options = {"name": name, "look": look, "series": series.id}
        return await answer(await sora.slash("cast audition", options, channel=ROOM))

    assert "a mira already" in await tried("mira")
    assert "put it another way" in await tried("Ann", "tall, mail me at a.b@example.org, blue coat")
    assert "being drawn" in await tried("Ann")
    assert "a ANN already" in await tried("ANN")
    assert "being drawn" in await tried("Bo")
    assert "most anybody may have" in await tried("Cy")
    assert "at most 3 auditions" in await said(await house.admin.slash("studio limits", {"auditions": 3}))
    assert "being drawn" in await tried("Cy")
    await said(await house.admin.slash("studio limits", {"auditions": 2}))
    listed = await (await sora.slash("cast auditions", {"series": series.id})).final()
    assert "**Bo** by Sora: being drawn" in listed.text
    for reply in await asyncio.gather(*(sora.press(listed, listed.buttons[0]["custom_id"]) for _ in range(2))):
        assert "is withdrawn" in await said(reply)
    records = await house.read(lambda db: Auditions(db).of_series(series.id))
    assert records[0].state is AuditionState.WITHDRAWN
    # Its sheet comes all the same, and is not shown.
    await drawn(house, records[0].number)
    await drawn(house, records[1].number)
    await house.guild.wait_for(ROOM, lambda m: "Bo" in m.text and "an audition by Sora" in m.text)
    texts = [m.text for m in await house.guild.messages(ROOM)]
    assert not any("## Ann" in text for text in texts)


async def test_a_sheet_that_could_not_be_drawn_is_tried_again_and_a_character_voted_down(house: House):
    series = await house.found("Draft Horse")
    nao = await house.guild.member("Nao")
    options = {"name": "Pip", "look": LOOK, "series": series.id}
    await said(await nao.slash("cast audition", options, channel=ROOM))
    number = await newest(house, series.id)
    order = await house.order(OrderKind.SKETCH, f"audition-{number}")
    await house.fail(order, "The painter has run out of ink.")
    failed = await house.guild.wait_for(ROOM, lambda m: "run out of ink" in m.text)
    await said(await house.approver.press(failed, "Retry"))
    await drawn(house, number)
    sheet = await house.guild.wait_for(ROOM, lambda m: "## Pip" in m.text)
    assert "no voice for a test" in sheet.text
    await said(await nao.press(sheet, "Put it to the vote"))
    question = await house.guild.wait_for(ROOM, lambda m: "Shall Pip join" in m.text)
    await said(await house.approver.press(question, "No"))
    [motion] = await house.read(lambda db: Motions(db).running(series.id))
    await house.delete(f"/channels/{sheet.channel_id}/messages/{sheet.id}")
    await time_is_up(house, motion.number)
    await house.guild.wait_until(question, lambda m: "not in this series" in m.text)
    assert "Pip" not in await said(await nao.slash("cast list", {"series": series.id}))
