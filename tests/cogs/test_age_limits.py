"""What is rated for grown-ups stays in age-restricted channels: in the set-up, when posting, and when a flag goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.told import Message
from show.codec import dumps
from show.ids import ChannelId, EpisodeId, GuildId, SeriesId
from show.order import ProductionOrder
from show.reel import ReelOrder
from storage.held_back import HeldBack
from storage.queue import POST_FILM
from storage.records import OrderKind
from tests.cogs.house import LOG, PREMIERES, ROOM, House, answer, said
from tests.stories import a_script

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_mature_rating_asks_for_age_restricted_channels(house: House):
    refused = await answer(await house.admin.slash("studio setup", {"rating": "mature"}))
    assert "age-restricted" in refused
    room = await house.guild.channel(ROOM)
    assert f"<#{room['id']}>" in refused
    shown = await (await house.admin.slash("studio settings")).final()
    menu = next(m["custom_id"] for m in shown.menus if m["custom_id"] == "rule:rating")
    assert "age-restricted" in await answer(await house.admin.choose(shown, menu, "mature"))
    assert "**Rating** teen" in await said(await house.admin.slash("studio settings"))


async def rated(house: House, rating: str, **more: str) -> str:
    """The answer to a changed rating, once the bot has seen what the channels are."""

    async def look() -> str | None:
        text = await answer(await house.admin.slash("studio setup", {"rating": rating, **more}))
        return None if text.startswith("⚠") else text

    return await house.until(look)


async def test_a_channel_that_lost_its_flag_gets_nothing_until_it_has_it_again(house: House):
    await house.restrict(ROOM, PREMIERES)
    await rated(house, "mature")
    series, draft = await house.to_draft("Night Shift")
    await house.guild.add_channel("lounge")
    wish = {"premieres": "lounge", "series": series.id}

    async def refused() -> str | None:
        text = await answer(await house.admin.slash("series channels", wish))
        return text if "age-restricted" in text else None

    await house.until(refused)
    await said(await house.approver.press(draft, "Approve"))
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    kai = await house.guild.member("Kai")
    await house.restrict(ROOM, PREMIERES, nsfw=False)

    async def kept_out() -> str | None:
        text = await answer(await kai.slash("pitch", {"idea": "Is it dark?", "series": series.id}, channel=ROOM))
        return text if "age-restricted" in text else None

    await house.until(kept_out)
    await house.deliver_film(order)
    told = await house.guild.wait_for(LOG, lambda m: "Nothing of Night Shift is posted" in m.text)
    assert "Age-Restricted Channel" in told.text
    assert not shown(await house.guild.messages(PREMIERES))
    await restarted(house)
    assert not shown(await house.guild.messages(PREMIERES))
    await house.restrict(ROOM, PREMIERES)
    await house.restart()
    await house.guild.wait_for(PREMIERES, lambda m: "Night Shift" in m.text and m.attachments)
    await house.guild.wait_for(PREMIERES, lambda m: "Vote A" in m.labels)
    # One restart more shows nothing twice.
    await restarted(house)
    assert len(shown(await house.guild.messages(PREMIERES))) == 1


async def restarted(house: House) -> None:
    """Restart, and wait until the caretaker has been past what is held back: what is overtaken is dropped then."""
    mark = (GuildId(1), ChannelId(1), SeriesId("nothing"), ("overtaken",), 1.0)
    await house.stop()
    await house.read(lambda db: HeldBack(db).add(*mark))
    await house.start()

    async def passed() -> bool | None:
        waiting = await house.read(lambda db: [held.what[0] for held in HeldBack(db).all()])
        return None if "overtaken" in waiting else True

    await house.until(passed)


def shown(messages: list[Message]) -> list[Message]:
    return [m for m in messages if "Night Shift" in m.text and m.attachments]


async def test_a_film_for_grown_ups_is_watched_where_only_they_are(house: House):
    kai = await house.guild.member("Kai")
    await house.guild.add_channel("playground")
    assert "age-restricted channel" in await answer(await kai.slash("watch", channel="playground"))
    assert "No film has premiered" in await answer(await kai.slash("gallery", channel="playground"))
    assert "Night Shift" in await said(await kai.slash("gallery", channel=PREMIERES))


async def test_a_pitch_is_not_taken_where_it_could_not_be_shown(house: House):
    series = await house.found("Late Bar")
    kai = await house.guild.member("Kai")
    await house.restrict(ROOM, nsfw=False)

    async def refused() -> str | None:
        text = await answer(await kai.slash("pitch", {"idea": "The bar is a ship", "series": series.id}, channel=ROOM))
        return text if text.startswith("⚠") else None

    assert "age-restricted" in await house.until(refused)
    # A milder rating is another way out.
    await said(await house.admin.slash("series edit", {"rating": "teen", "series": series.id}))
    await said(await kai.slash("pitch", {"idea": "The bar is a train", "series": series.id}, channel=ROOM))
    assert "age-restricted" in await answer(
        await house.admin.slash("series edit", {"rating": "mature", "series": series.id})
    )
    await rated(house, "teen")


async def test_nothing_sexual_about_minors_passes_under_the_widest_rating(house: House):
    await house.restrict(ROOM, PREMIERES)
    await rated(house, "mature")
    series = await house.found("Adults Only")
    kai = await house.guild.member("Kai")
    for idea in ("Two schoolgirls, naked and aroused", "Una colegiala desnuda", "裸の女子高生"):
        options = {"idea": idea, "series": series.id}
        assert "sexual content about minors" in await answer(await kai.slash("pitch", options, channel=ROOM))
    await rated(house, "teen")


async def test_how_a_name_is_said_is_not_taken_where_it_could_not_be_heard(house: House):
    await house.restrict(ROOM, PREMIERES)
    await rated(house, "mature")
    series = await house.found("Whisper Bar")
    kai = await house.guild.member("Kai")
    await house.restrict(ROOM, nsfw=False)
    wishes = {
        "cast pronounce": {"word": "Mira", "said": "Mee-rah", "series": series.id},
        "cast hear": {"name": "Rin", "series": series.id},
    }

    async def refused() -> bool | None:
        text = await answer(await kai.slash("pitch", {"idea": "A whisper", "series": series.id}, channel=ROOM))
        return True if text.startswith("⚠") else None

    await house.until(refused)
    for command, options in wishes.items():
        assert "age-restricted" in await answer(await kai.slash(command, options, channel=ROOM))
    assert (await house.series("Whisper Bar")).lexicon == {}
    await house.restrict(ROOM)
    await rated(house, "teen")


async def test_reels_and_failures_held_back_are_shown_later(house: House):
    await house.restrict(ROOM, PREMIERES)
    await rated(house, "mature")
    series = (await house.series("Night Shift")).id
    late = await house.found("Later On")
    kai = await house.guild.member("Kai")
    for number, idea in enumerate(("The tram is late", "The tram is empty")):
        member = await house.guild.member(("Kai", "Ren")[number])
        await said(await member.slash("pitch", {"idea": idea, "series": late.id}, channel=ROOM))
    for command in ("ballot open", "ballot close"):
        await said(await house.approver.slash(command, {"series": late.id}, channel=ROOM))
    draft = await house.order(OrderKind.DRAFT, f"{late.id}-e1")
    await said(await house.approver.slash("recap", {"series": series}, channel=ROOM))
    reel = await house.order(OrderKind.REEL, f"{series}-recap-1")
    assert isinstance(reel, ReelOrder)
    await house.restrict(ROOM, PREMIERES, nsfw=False)

    async def refused() -> bool | None:
        text = await answer(await kai.slash("watch", {"series": series}, channel=PREMIERES))
        return True if "age-restricted channel" in text else None

    await house.until(refused)
    await house.fail(draft, "The pencil broke.")
    script = replace(a_script(reel.series, EpisodeId(reel.reply_to.subject)), number=0, title="Previously")
    await house.post(POST_FILM, reel, dumps(await house.film_result(replace(reel.sources[0].film, script=script))))
    assert await held_back(house, "failure", "reel")
    assert not any("The pencil broke." in m.text for m in await house.guild.messages(ROOM))
    await house.restrict(ROOM, PREMIERES)
    await house.restart()
    failure = await house.guild.wait_for(ROOM, lambda m: "The pencil broke." in m.text)
    assert "Retry" in failure.labels
    shown_reel = await house.guild.wait_for(PREMIERES, lambda m: "Previously on Night Shift" in m.text)
    assert shown_reel.attachments
    await rated(house, "teen")


async def held_back(house: House, *kinds: str) -> bool:
    """Wait until these are held back."""

    async def look() -> bool | None:
        waiting = await house.read(lambda db: {held.what[0] for held in HeldBack(db).all()})
        return True if waiting >= set(kinds) else None

    return await house.until(look)
