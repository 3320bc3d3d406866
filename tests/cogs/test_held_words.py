"""What may not be told is held back on its way out, whoever can mend it is told how, and it is shown afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from show.codec import dumps
from show.order import ProductionOrder
from show.sketch import SketchOrder
from storage.held_back import HeldBack
from storage.lexicons import SAYING
from storage.library import Library
from storage.queue import POST_FILM, nonce_of
from storage.records import OrderKind
from storage.sayings import Sayings
from tests.cogs.house import LOG, PREMIERES, ROOM, House, answer, said
from tests.cogs.test_age_limits import held_back, rated, restarted

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_film_that_may_not_be_shown_leaves_its_draft_to_be_changed_and_approved_again(house: House):
    series, draft = await house.to_draft("Second Look")
    await said(await house.approver.press(draft, "Approve"))
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    line = next(order.script.lines())[1]
    harsh = order.script.with_line(replace(line, text="You should just go kill yourself."))
    result = replace(await house.film_result(order), script=harsh)
    for _ in range(2):
        await house.post(POST_FILM, order, dumps(result))
    failed = await house.guild.wait_for(ROOM, lambda m: "did not work out" in m.text and "Second Look" in m.text)
    assert "what is said in shot 1 may not be shown here (encouraging self-harm)" in failed.text
    assert "The draft is on the table again" in failed.text
    assert "Retry" not in failed.labels
    assert "kill yourself" not in failed.text
    await house.guild.wait_for(LOG, lambda m: "Moderation declined" in m.text)
    again = await house.guild.wait_until(draft, lambda m: "Approve" in m.labels)
    assert not [m for m in await house.guild.messages(PREMIERES) if m.attachments]
    await said(await house.approver.press(again, "Approve"))
    second = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert second.id != order.id
    await house.deliver_film(second)
    await house.guild.wait_for(PREMIERES, lambda m: "Second Look" in m.text and m.attachments)


async def test_words_in_a_films_captions_are_looked_at_as_well(house: House):
    series, draft = await house.to_draft("Small Print")
    await said(await house.approver.press(draft, "Approve"))
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    words = b"WEBVTT\n\n1\n00:00.000 --> 00:02.000\n<v Mira>Write to <c>me</c> at mira@example.org\n"
    captions = await house.media(words, "text/vtt", "captions.vtt")
    await house.post(POST_FILM, order, dumps(replace(await house.film_result(order), subtitles=(captions,))))
    failed = await house.guild.wait_for(ROOM, lambda m: "did not work out" in m.text and "Small Print" in m.text)
    assert "the captions may not be shown here (private data)" in failed.text


async def test_a_failure_that_names_what_may_not_be_shown_is_told_without_it(house: House):
    series, _draft = await house.to_draft("Loud Writer")
    await said(await (house.approver.slash("episode cancel", {"series": series.id})))
    found = await house.found("Louder Writer")
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"loud {n}", "series": found.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": found.id}, channel=ROOM))
    await said(await house.approver.slash("ballot close", {"series": found.id}, channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{found.id}-e1")
    await house.fail(order, "The writer answered: go kill yourself.")
    failed = await house.guild.wait_for(ROOM, lambda m: "did not work out" in m.text and "Louder" in m.text)
    assert "kill" not in failed.text
    assert "Retry" in failed.labels


async def test_a_spoken_test_waits_until_its_words_may_be_told_and_is_heard_then(house: House):
    series = await house.found("Low Voices")
    kai = await house.guild.member("Kai")
    wish = {"name": "Mira", "says": "Her lingerie is on the line.", "series": series.id}
    await said(await kai.slash("cast hear", wish))
    order = await house.order(OrderKind.SKETCH, f"{series.id}{SAYING}")
    assert isinstance(order, SketchOrder)
    await rated(house, "everyone")
    await house.deliver_sketch(order, sound=True)
    held = await house.guild.wait_for(ROOM, lambda m: "held back" in m.text and "Low Voices" in m.text)
    assert "what is said may not be shown here (sexual content above the rating)" in held.text
    assert "`/series edit`" in held.text
    assert "lingerie" not in held.text
    await house.guild.wait_for(LOG, lambda m: "Moderation holds back something of Low Voices" in m.text)
    await restarted(house)
    assert not [m for m in await house.guild.messages(ROOM) if "lingerie" in m.text]
    await rated(house, "teen")
    await house.restart()
    heard = await house.guild.wait_for(ROOM, lambda m: "lingerie" in m.text)
    assert heard.attachments

    async def gone() -> bool | None:
        waits = await house.read(lambda db: Sayings(db).has(order.id) or HeldBack(db).all())
        return None if waits else True

    await house.until(gone)


async def test_first_characters_and_openings_that_were_held_back_are_told_later(house: House):
    other = await house.found("Watchdog")
    await house.restrict(ROOM, PREMIERES)
    await rated(house, "mature")
    await said(await house.admin.slash("series create", {"title": "Late Bible", "premise": "Somebody knocks at four."}))
    series = await house.series("Late Bible")
    order = await house.order(OrderKind.FOUNDING, series.id)
    await house.restrict(ROOM, nsfw=False)

    async def kept_out() -> bool | None:
        wish = {"idea": "Does it still see me?", "series": other.id}
        text = await answer(await house.admin.slash("pitch", wish, channel=ROOM))
        return True if "age-restricted" in text else None

    await house.until(kept_out)
    await house.deliver_bible(order)
    await house.guild.wait_for(LOG, lambda m: "Nothing of Late Bible is posted" in m.text)
    room = (await house.read(lambda db: Library(db).settings_of(series.id))).room_channel_id
    opened = (series.guild_id, room, series.id, ("opened", f"{series.id}-e1"), 1.0)
    await house.read(lambda db: HeldBack(db).add(*opened))
    await restarted(house)
    assert not [m for m in await house.guild.messages(ROOM) if "Late Bible" in m.text and "Mira" in m.text]
    await house.restrict(ROOM)
    await house.restart()
    await house.guild.wait_for(ROOM, lambda m: "Late Bible" in m.text and "open for pitches" in m.text)
    await house.guild.wait_for(ROOM, lambda m: "The bible of Late Bible" in m.text)
    await house.guild.wait_for(ROOM, lambda m: "Late Bible" in m.text and "Episode 1 is open" in m.text)
    await rated(house, "teen")


async def test_a_ballot_whose_words_may_not_be_told_any_more_closes_and_its_result_is_told_later(house: House):
    series = await house.found("Quiet Count")
    for name, idea in (("Kai", "The lingerie shop opens"), ("Ren", "Rain falls for a week")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": idea, "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "lingerie shop" in m.text and "Vote A" in m.labels)
    await rated(house, "everyone")
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    await house.guild.wait_until(ballot, lambda m: "Vote A" not in m.labels)
    await house.guild.wait_for(ROOM, lambda m: "held back" in m.text and "Quiet Count" in m.text)
    assert await held_back(house, "winner")
    await rated(house, "teen")
    await house.restart()

    async def gone() -> bool | None:
        waits = await house.read(lambda db: [held.what for held in HeldBack(db).all() if held.what[0] == "winner"])
        return None if waits else True

    await house.until(gone)
    winner = nonce_of("winner", f"{series.id}-e1-b1")
    assert await house.read(lambda db: Library(db).posted(winner))
