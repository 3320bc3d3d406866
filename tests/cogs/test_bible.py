"""The bible in its thread: kept up to date, mended when deleted; and pitches that contradict it, put to the room."""

from __future__ import annotations

import asyncio

import pytest
import sqlite_utils

from sandbox.told import Message
from show.bible import Series
from show.canon import ALIVE
from show.codec import dumps
from show.ids import SeriesId
from show.order import ProductionOrder
from show.sketch import Check, SketchOrder, SketchResult
from storage.bible_pages import THREAD, BiblePages
from storage.library import Library
from storage.motions import Motions
from storage.pitches import Pitches
from storage.queue import POST_SKETCH
from storage.records import OrderKind, PitchState
from tests.cogs.house import PREMIERES, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def thread_of(house: House, id: SeriesId) -> str:
    """The thread of a bible, once its pages for an episode are there."""

    async def look() -> str | None:
        pages = await house.read(lambda db: BiblePages(db).of(id))
        return str(pages[THREAD].channel_id) if THREAD in pages and "open" in pages else None

    return await house.until(look)


async def told(house: House, title: str, twist: str) -> Series:
    """A series whose first episode was about that twist."""
    series = await house.found(title)
    for name, idea in (("Kai", twist), ("Ren", f"{title} something else")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": idea, "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    twist_now = await house.read(lambda db: Library(db).current_episode(series.id).twist)
    if twist_now != twist:
        # The lot fell on the other one; the story is about this.
        await house.read(lambda db: Library(db).set_twist(Library(db).current_episode(series.id).id, twist))
    draft = await house.drawn(series, 1)
    await said(await house.approver.press(draft, "Approve"))
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    await house.deliver_film(order)
    await house.guild.wait_for(PREMIERES, lambda m: "Vote A" in m.labels and title in m.text)
    return series


async def time_is_up(house: House, motion: int) -> None:
    """The question's deadline passes while the bot is down."""
    await house.stop()

    def pass_by(db: sqlite_utils.Database) -> None:
        db.table("motions").update(motion, {"closes_at": house.options.clock() - 1.0})

    await house.read(pass_by)
    await house.start()


async def asked(house: House, title: str) -> Message:
    """The question that was put to the room."""
    return await house.guild.wait_for(ROOM, lambda m: "Yes" in m.labels and title in m.text)


async def test_the_thread_is_kept_up_to_date_and_made_again(house: House):
    series = await told(house, "Almanac", "Mira is dead")
    thread = await thread_of(house, series.id)
    page = await house.guild.wait_for(thread, lambda m: "Episode 1" in m.text)
    assert "Mira is dead" in page.text
    assert "shot 1](https://discord.com/channels/" in page.text
    cast = await house.guild.wait_for(thread, lambda m: "The cast" in m.text)
    assert "Rin" in cast.text
    opened = await house.guild.wait_for(thread, lambda m: "Open threads" in m.text)
    assert "Who wrote the letter?" in opened.text
    facts = (await house.series("Almanac")).facts
    assert (facts[0].attribute, facts[0].negated, facts[0].episode_number) == (ALIVE, True, 1)

    await house.delete(f"/channels/{thread}/messages/{cast.id}")
    await said(await house.admin.slash("series edit", {"title": "Almanach", "series": series.id}))
    kai = await house.guild.member("Kai")
    assert f"<#{thread}>" in await said(await kai.slash("bible", {"series": series.id}))
    await house.restart()
    await house.delete(f"/channels/{thread}")
    told_again = await said(await kai.slash("bible", {"series": series.id}))
    again = await thread_of(house, series.id)
    assert again != thread
    assert f"<#{again}>" in told_again
    await house.guild.wait_for(again, lambda m: "Mira is dead" in m.text)


async def test_a_pitch_against_the_canon_asks_the_room_and_the_room_decides(house: House):
    series = await told(house, "Inkwell", "Mira wrote the letter")
    sora, ren = await house.guild.member("Sora"), await house.guild.member("Ren")
    idea = {"idea": "Rin wrote the letter to save her", "series": series.id}
    first = await (await sora.slash("pitch", idea, channel=ROOM)).final()
    assert "That was told otherwise" in first.text
    question = await asked(house, "Inkwell")
    assert "Mira wrote the letter" in question.text
    assert "shot 1](https://discord.com/channels/" in question.text
    again = await answer(await ren.slash("pitch", {"idea": "Rin wrote the letter", "series": series.id}, channel=ROOM))
    assert "being asked about that right now" in again
    for reply in await asyncio.gather(*(ren.press(question, "Yes") for _ in range(3))):
        assert "You say **yes**" in await said(reply)
    await said(await sora.press(question, "No"))
    await said(await sora.press(question, "Yes"))
    await house.guild.wait_until(question, lambda m: "2 yes · 0 no" in m.text)
    [motion] = await house.read(lambda db: Motions(db).running(series.id))
    await time_is_up(house, motion.number)
    closed = await house.guild.wait_until(question, lambda m: "it may" in m.text)
    assert closed.labels == []
    await house.guild.wait_for(ROOM, lambda m: "Rin wrote the letter to save her" in m.text and "Support" not in m.text)
    facts = (await house.series("Inkwell")).facts
    assert "Mira wrote the letter" not in [fact.text for fact in facts]
    thread = await thread_of(house, series.id)
    page = await house.guild.wait_for(thread, lambda m: "What the room said" in m.text)
    assert "~~Mira wrote the letter~~ → Rin wrote the letter to save her" in page.text


async def test_what_the_room_wants_to_keep_stays_and_a_deleted_question_counts_all_the_same(house: House):
    series = await told(house, "Keeper", "Rin is a ghost")
    sora, ren = await house.guild.member("Sora"), await house.guild.member("Ren")
    idea = {"idea": "Rin is not a ghost at all", "series": series.id}
    await (await sora.slash("pitch", idea, channel=ROOM)).final()
    question = await asked(house, "Keeper")
    await said(await ren.press(question, "No"))
    await house.delete(f"/channels/{question.channel_id}/messages/{question.id}")
    [motion] = await house.read(lambda db: Motions(db).running(series.id))
    await time_is_up(house, motion.number)

    async def decided() -> bool | None:
        carried = (await house.read(lambda db: Motions(db).motion(motion.number))).carried
        return None if carried is None else not carried

    assert await house.until(decided)
    assert "Rin is a ghost" in [fact.text for fact in (await house.series("Keeper")).facts]


async def test_a_contested_pitch_can_be_withdrawn_before_the_room_has_spoken(house: House):
    series = await told(house, "Recant", "Mira is dead")
    sora = await house.guild.member("Sora")
    first = await (await sora.slash("pitch", {"idea": "Mira is alive", "series": series.id}, channel=ROOM)).final()
    question = await asked(house, "Recant")
    await said(await sora.press(question, "Yes"))
    await sora.press(first, "Withdraw")
    [motion] = await house.read(lambda db: Motions(db).running(series.id))
    await time_is_up(house, motion.number)
    await house.guild.wait_until(question, lambda m: not m.labels)
    assert "Mira is dead" in [fact.text for fact in (await house.series("Recant")).facts]


async def test_a_writer_that_reads_finds_what_no_rule_does_and_the_room_is_asked(house: House, monkeypatch):
    series = await told(house, "Margin", "The moon is only paint")
    monkeypatch.setattr("cogs.writers_room.checking.BY_RULES", "another")
    sora, ren = await house.guild.member("Sora"), await house.guild.member("Ren")
    # The two places left on the ballot are taken.
    for name in ("Kai", "Ren"):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"margin {name}", "series": series.id}, channel=ROOM))
    options = {"idea": "They sail to the moon and land on it", "series": series.id}
    await said(await sora.slash("pitch", options, channel=ROOM))
    pitches = await house.read(lambda db: Pitches(db).of_episode(f"{series.id}-e2"))
    pitch = next(p for p in pitches if "sail" in p.text)
    order = await house.order(OrderKind.SKETCH, f"pitch-{pitch.id}-check")
    assert isinstance(order, SketchOrder)
    assert isinstance(order.wish, Check)
    places = [n for n, fact in enumerate(order.wish.series.facts) if "paint" in fact.text]
    assert places
    await house.post(POST_SKETCH, order, dumps(SketchResult(facts=(*places, 99))))
    question = await asked(house, "Margin")
    assert "The moon is only paint" in question.text
    await said(await ren.press(question, "No"))
    [motion] = await house.read(lambda db: Motions(db).running(series.id))
    await time_is_up(house, motion.number)
    await house.guild.wait_until(question, lambda m: "stays so" in m.text)
    after = await house.read(lambda db: Pitches(db).pitch(pitch.id))
    assert after.state is PitchState.KEPT_OUT
