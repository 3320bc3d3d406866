"""Recaps and bests-of: what members react to and love, and the short films that are cut of finished ones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from sandbox.testing import running_sandbox
from sandbox.told import Message
from show.codec import dumps
from show.credits import HEADINGS, Deed
from show.errors import NotFound
from show.ids import EpisodeId, SeriesId
from show.order import FilmResult, ProductionOrder
from show.reel import ReelKind, ReelOrder
from storage.applause import Applause
from storage.dubs import Dubs
from storage.films import Films
from storage.ledger import Ledger
from storage.queue import POST_FILM
from storage.records import OrderKind
from storage.reels import Reels
from tests.cogs.house import LOG, PATIENT, PREMIERES, ROOM, House, answer, options_for, said
from tests.stories import a_script

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory) -> AsyncIterator[House]:
    """A studio with one finished film."""
    folder = tmp_path_factory.mktemp("reels")
    async with running_sandbox(rules=PATIENT) as guild:
        built = House(guild, options_for(guild.url, folder))
        await built.start()
        try:
            await built.set_up()
            series, draft = await built.to_draft("Reeled")
            await said(await built.approver.press(draft, "Approve"))
            order = await built.order(OrderKind.FILM, f"{series.id}-e1")
            assert isinstance(order, ProductionOrder)
            await built.deliver_film(order)
            await built.until(lambda: asked(built, order.script.id))
            yield built
        finally:
            await built.stop()


async def asked(house: House, episode: EpisodeId) -> Message | None:
    """The message in the premiere's thread that asks for loved moments."""
    try:
        film = await house.read(lambda db: Films(db).film(episode))
    except NotFound:
        return None
    if not film.thread_id:
        return None
    found = await house.guild.messages(str(film.thread_id))
    return next((message for message in found if "Which moments" in message.text), None)


async def id_of(house: House) -> tuple[SeriesId, EpisodeId]:
    series = await house.series("Reeled")
    return series.id, EpisodeId(f"{series.id}-e1")


async def reel_order(house: House, kind: ReelKind, number: int = 1) -> ReelOrder:
    series, _ = await id_of(house)
    order = await house.order(OrderKind.REEL, f"{series}-{kind.value}-{number}")
    assert isinstance(order, ReelOrder)
    return order


async def deliver(house: House, order: ReelOrder) -> FilmResult:
    """The renderer cuts the reel."""
    script = replace(a_script(order.series, EpisodeId(order.reply_to.subject)), number=0, title="Previously")
    made = await house.film_result(replace(order.sources[0].film, script=script))
    await house.post(POST_FILM, order, dumps(made))
    return made


async def test_what_members_react_to_and_love_is_counted_once_each(house: House):
    _, episode = await id_of(house)
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    premiere = await house.guild.wait_for(PREMIERES, lambda m: "Approved by" in m.text)
    for emoji in ("🔥", "😱"):
        await kai.react(premiere, emoji)
    await ren.react(premiere, "🔥")

    async def members(count: int) -> bool | None:
        return True if await house.read(lambda db: Applause(db).members(episode)) == count else None

    await house.until(lambda: members(2))
    await ren.react(premiere, "🔥", add=False)
    await house.until(lambda: members(1))
    elsewhere = await kai.say(ROOM, "Not about a film")
    await ren.react(elsewhere, "🔥")
    question = await asked(house, episode)
    assert question is not None
    menu = question.menus[0]
    shots = [option["value"] for option in menu["options"]]
    assert "Kept: 2 moments" in await said(await ren.choose(question, menu["custom_id"], shots[:2]))
    await said(await kai.choose(question, menu["custom_id"], [shots[1]]))
    assert "Kept: 1 moment." in await said(await ren.choose(question, menu["custom_id"], [shots[1]]))
    assert await house.read(lambda db: Applause(db).loved(episode)) == {"s2": 2}
    await house.guild.wait_until(question, lambda m: "♥ 2 · shot 2" in m.text)
    await house.until(lambda: members(2))


async def test_the_best_of_shows_what_is_loved_and_an_approver_has_it_cut(house: House):
    kai = await house.guild.member("Kai")
    card = await (await kai.slash("bestof", channel=ROOM)).final()
    assert card is not None
    assert card.ephemeral
    assert "2 members like it" in card.text
    assert "It has my handwriting." in card.text
    assert card.attachments[0].filename.endswith("cover.png")
    assert "Only members with the role" in await answer(await kai.press(card, "Cut a film of them"))
    own = await (await house.approver.slash("bestof", {"series": "Reeled"}, channel=ROOM)).final()
    assert own is not None
    assert "being cut" in await said(await house.approver.press(own, "Cut a film of them"))
    order = await reel_order(house, ReelKind.BEST)
    source = order.sources[0]
    assert source.appeal["s2"] > source.appeal["s1"]
    assert source.film.roll.sections == ()
    assert "being cut already" in await answer(await house.approver.press(own, "Cut a film of them"))
    await deliver(house, order)
    shown = await house.guild.wait_for(PREMIERES, lambda m: "The best of Reeled" in m.text)
    assert "[1: The Early Letter](" in shown.text
    assert shown.attachments[0].filename.endswith(".mp4")


async def test_a_recap_is_cut_posted_with_a_thread_and_credits_everybody(house: House):
    series, episode = await id_of(house)
    kai = await house.guild.member("Kai")
    assert "Only members with the role" in await answer(await kai.slash("recap", channel=ROOM))
    backwards = await house.approver.slash("recap", {"first": 3, "last": 2}, channel=ROOM)
    assert "comes after the last" in await answer(backwards)
    assert "no film to cut" in await answer(await house.approver.slash("recap", {"first": 7}, channel=ROOM))
    assert "being cut" in await said(await house.approver.slash("recap", channel=ROOM))
    order = await reel_order(house, ReelKind.RECAP)
    assert [source.film.script.id for source in order.sources] == [episode]
    ledger = await house.read(lambda db: Ledger(db).roll(series, episode))
    assert order.roll == ledger
    line = await said(await kai.slash("queue", channel=ROOM))
    assert "a film cut from films" in line
    await deliver(house, order)
    shown = await house.guild.wait_for(PREMIERES, lambda m: "Previously on Reeled" in m.text)
    assert "Made with AI" in shown.text
    assert "Approved by" in shown.text
    await house.guild.wait_until(shown, lambda m: m.thread_id is not None)
    await house.until(lambda: posted(house, order.reply_to.subject))
    await deliver(house, order)
    texts = [message.text for message in await house.guild.messages(PREMIERES)]
    assert sum("Previously on Reeled" in text for text in texts) == 1


async def posted(house: House, id: str):
    reel = await house.read(lambda db: Reels(db).reel(id))
    return reel if reel.message_id else None


async def shown_reel(house: House, id: str) -> Message:
    reel = await house.until(lambda: posted(house, id))
    found = await house.guild.messages(PREMIERES)
    return next(message for message in found if message.id == str(reel.message_id))


async def test_a_reported_reel_is_taken_down_alone_and_comes_back(house: House):
    series, _ = await id_of(house)
    kai = await house.guild.member("Kai")
    shown = await shown_reel(house, f"{series}-recap-1")
    form = (await kai.press(shown, "Report")).modal
    assert "Thank you" in await answer(await kai.submit(form, {"reason": "It gives the end away"}))
    told = await house.guild.wait_for(LOG, lambda m: "Kai reports a recap of Reeled" in m.text)
    assert shown.id in told.text
    listed = await said(await house.admin.slash("safety reports"))
    assert "a film cut from films, by Kai" in listed
    await said(await house.admin.press(told, "Take it down"))
    covered = await house.guild.wait_until(shown, lambda m: "frozen this" in m.text)
    assert covered.attachments == []
    assert covered.labels == []
    best = await shown_reel(house, f"{series}-bestof-1")
    assert best.attachments
    stranger = await house.admin.slash("safety thaw", {"question": "nothing-recap-1"})
    assert "Choose a question, an audition or a film" in await answer(stranger)
    thawed = await said(await house.admin.slash("safety thaw", {"question": f"{series}-recap-1"}))
    assert "a recap of Reeled goes on" in thawed
    back = await house.guild.wait_until(shown, lambda m: "Previously on Reeled" in m.text)
    assert len(back.attachments) == 1


async def test_reels_of_a_frozen_episode_are_covered_and_neither_cut_nor_finished(house: House):
    series, episode = await id_of(house)
    question = await asked(house, episode)
    assert question is not None
    recap, best = [await shown_reel(house, f"{series}-{kind}-1") for kind in ("recap", "bestof")]
    await said(await house.approver.slash("recap", channel=ROOM))
    order = await reel_order(house, ReelKind.RECAP, 2)
    await said(await house.admin.slash("safety freeze", {"episode": 1, "series": series, "reason": "Lawyers"}))
    for reel in (recap, best):
        covered = await house.guild.wait_until(reel, lambda m: "frozen this" in m.text)
        assert covered.attachments == []
    stopped = await house.guild.wait_for(ROOM, lambda m: "has frozen it" in m.text and "Retry" in m.labels)
    assert "Lawyers" in await answer(await house.approver.press(stopped, "Retry"))
    assert "Lawyers" in await answer(await house.approver.choose(question, question.menus[0]["custom_id"], ["s1"]))
    assert "no film to cut" in await answer(await house.approver.slash("recap", channel=ROOM))
    await deliver(house, order)
    await said(await house.admin.slash("safety thaw", {"episode": 1, "series": series}))
    for reel, title in ((recap, "Previously on Reeled"), (best, "The best of Reeled")):
        back = await house.guild.wait_until(reel, lambda m, title=title: title in m.text)
        assert len(back.attachments) == 1
    assert (await house.read(lambda db: Reels(db).reel(order.reply_to.subject))).result is None
    await said(await house.approver.press(stopped, "Retry"))
    again = await reel_order(house, ReelKind.RECAP, 2)
    await deliver(house, again)
    await house.until(lambda: posted(house, again.reply_to.subject))


async def test_what_failed_is_tried_again(house: House):
    await said(await house.approver.slash("recap", channel=ROOM))
    order = await reel_order(house, ReelKind.RECAP, 3)
    await house.fail(order, "The reel tore.")
    failure = await house.guild.wait_for(ROOM, lambda m: "The reel tore." in m.text)
    await said(await house.approver.press(failure, "Retry"))
    again = await reel_order(house, ReelKind.RECAP, 3)
    assert again.id != order.id
    assert again.sources == order.sources
    await deliver(house, again)
    await house.until(lambda: posted(house, again.reply_to.subject))


async def test_reels_and_dubs_are_made_again_when_a_name_is_hidden(house: House):
    series, episode = await id_of(house)
    kai = await house.guild.member("Kai")
    await dubbed(house, kai)
    reel = await house.read(lambda db: Reels(db).made(series)[0])
    assert "Kai" in str(reel.roll)
    await said(await kai.slash("privacy credit", {"hidden": True}, channel=ROOM))
    film = await house.order(OrderKind.FILM, episode)
    assert isinstance(film, ProductionOrder)
    dub = await house.order(OrderKind.DUB, episode)
    assert isinstance(dub, ProductionOrder)
    assert "Kai" not in str(dub.roll)
    assert dub.settings.language == "de"
    await house.deliver_film(film)
    before = await house.read(lambda db: Dubs(db).dub(episode, "de"))
    await house.post(POST_FILM, dub, dumps(await house.film_result(dub)))

    async def right() -> bool | None:
        found = await house.read(lambda db: Dubs(db).dub(episode, "de"))
        return True if found.roll == dub.roll else None

    await house.until(right)
    message = await house.guild.wait_until(
        before.film_message_id and str(before.film_message_id), lambda m: "Dubbed by" not in m.text
    )
    assert message.attachments
    await said(await house.admin.slash("safety freeze", {"episode": 1, "series": series}))
    covered = await house.guild.wait_until(message, lambda m: "frozen this" in m.text)
    assert covered.attachments == []
    await said(await house.admin.slash("safety thaw", {"episode": 1, "series": series}))
    back = await house.guild.wait_until(message, lambda m: "Made with AI" in m.text)
    assert len(back.attachments) == 1


async def dubbed(house: House, member) -> None:
    """A dub whose lines are all one member's, made and posted."""
    _, episode = await id_of(house)
    await said(await member.slash("dub", {"language": "de"}, channel=ROOM))

    async def card() -> Message | None:
        film = await house.read(lambda db: Films(db).film(episode))
        found = await house.guild.messages(str(film.thread_id))
        return next((m for m in found if "Translate a line" in m.labels), None)

    hung = await house.until(card)
    for number in range(3):
        picker = await (await member.press(hung, "Translate a line")).final()
        assert picker is not None
        menu = picker.menus[0]
        value = [option["value"] for option in menu["options"]][-3:][number]
        form = (await member.choose(picker, menu["custom_id"], [value])).modal
        await said(await member.submit(form, {"text": f"Zeile {number}"}))
    ready = await house.guild.wait_until(hung, lambda m: "Make the dub" in m.labels)
    await said(await house.approver.press(ready, "Make the dub"))
    order = await house.order(OrderKind.DUB, episode)
    assert isinstance(order, ProductionOrder)
    assert any(section.heading == HEADINGS[Deed.DUBBED] for section in order.roll.sections)
    await house.post(POST_FILM, order, dumps(await house.film_result(order)))

    async def shown() -> bool | None:
        found = await house.read(lambda db: Dubs(db).dub(episode, "de"))
        return True if found.film_message_id else None

    await house.until(shown)


async def test_films_for_grown_ups_are_ranked_only_where_only_they_read(house: House):
    series, _ = await id_of(house)
    kai = await house.guild.member("Kai")
    await house.restrict(ROOM, PREMIERES)

    async def rated() -> bool | None:
        told = await answer(await house.admin.slash("studio setup", {"rating": "mature"}))
        return None if told.startswith("⚠") else True

    await house.until(rated)
    await house.guild.add_channel("playground")
    assert "No film has premiered" in await answer(await kai.slash("bestof", channel="playground"))
    named = await kai.slash("bestof", {"series": series}, channel="playground")
    assert "age-restricted channel" in await answer(named)
    assert "Reeled" in await said(await kai.slash("bestof", channel=ROOM))
    await said(await house.admin.slash("studio setup", {"rating": "teen"}))
    assert "Reeled" in await said(await kai.slash("bestof", channel="playground"))


async def test_the_button_below_the_ranking_cuts_the_series_that_is_liked(house: House):
    kai = await house.guild.member("Kai")
    await house.found("Newest Of All")
    card = await (await kai.slash("bestof", channel=ROOM)).final()
    assert card is not None
    series, _ = await id_of(house)
    assert f"cutbest:{series}" in str(card)
