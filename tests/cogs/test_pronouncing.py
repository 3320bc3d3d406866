"""How a name is said: given in a form or a command, heard in the room, shown in the bible, used by the next film."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from sandbox.control import Member
from show.bible import Series
from show.codec import dumps
from show.sketch import OfferedVoice, Saying, SketchOrder, SketchResult
from storage.bookings import Bookings
from storage.lexicons import SAYING
from storage.library import Library
from storage.queue import POST_SKETCH
from storage.records import Booking, BookingState, OrderKind
from tests.cogs.house import LOG, ROOM, House, an_mp4, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def now(house: House, series: Series) -> Series:
    return (await house.read(lambda db: Library(db).series(series.id))).series


async def test_a_name_is_said_heard_shown_and_said_as_it_is_written_again(house: House):
    series = await house.found("Vowels")
    kai = await house.guild.member("Kai")
    form = (await kai.slash("cast pronounce", {"series": series.id}, channel=ROOM)).modal
    await house.restart()
    told = await said(await kai.submit(form, {"word": "Mira", "said": "Mee-rah /mˈiːɹɑː/", "language": ["en"]}))
    assert "**Mira** is said “Mee-rah" in told
    assert "spoken test" in told
    assert (await now(house, series)).lexicon == {"Mira": "Mee-rah /mˈiːɹɑː/"}
    order = await house.order(OrderKind.SKETCH, f"{series.id}{SAYING}")
    assert isinstance(order, SketchOrder)
    assert isinstance(order.wish, Saying)
    assert (order.wish.character.name, order.wish.word, order.settings.language) == ("Mira", "Mira", "en")
    for _ in range(2):
        await house.deliver_sketch(order, sound=True)
    heard = await house.guild.wait_for(ROOM, lambda m: "🔊" in m.text and "Mira" in m.text)
    assert len(heard.attachments) >= 1
    assert "in English" in heard.text
    await house.guild.wait_for(LOG, lambda m: "Kai has “Mira” said" in m.text)

    # A dub has its own word for it; sounds hold everywhere.
    options = {"word": "mira", "said": "Mi-ra", "language": "es", "series": series.id}
    assert "Mi-ra" in await said(await kai.slash("cast pronounce", options, channel=ROOM))
    assert (await now(house, series)).lexicons == {"es": {"mira": "Mi-ra"}}
    order = await house.order(OrderKind.SKETCH, f"{series.id}{SAYING}")
    assert order.settings.language == "es"
    plain = {"word": "MIRA", "series": series.id}
    assert "as it is written" in await said(await kai.slash("cast pronounce", plain, channel=ROOM))
    assert (await now(house, series)).lexicon == {}
    assert "no entry" in await answer(await kai.slash("cast pronounce", plain, channel=ROOM))


async def test_somebody_of_the_cast_is_heard_saying_a_line_of_ones_own_or_the_houses(house: House):
    series = await house.found("Earshot")
    kai = await house.guild.member("Kai")
    for says, heard in (("I kept this light.", "I kept this light."), ("", "where the story begins")):
        options = {"name": "Rin", "series": series.id} | ({"says": says} if says else {})
        assert "It comes to" in await said(await kai.slash("cast hear", options, channel=ROOM))
        order = await house.order(OrderKind.SKETCH, f"{series.id}{SAYING}")
        assert isinstance(order, SketchOrder)
        assert isinstance(order.wish, Saying)
        assert order.wish.character.name == "Rin"
        await house.deliver_sketch(order, sound=True)
        card = await house.guild.wait_for(ROOM, lambda m, heard=heard: "🔊 **Rin**" in m.text and heard in m.text)
        assert len(card.attachments) == 1
    assert "Nobody of that name" in await answer(
        await kai.slash("cast hear", {"name": "Godot", "series": series.id}, channel=ROOM)
    )


async def test_somebody_of_the_cast_is_heard_in_other_voices_and_an_approver_takes_one(house: House):
    series = await house.found("Other Throats")
    kai = await house.guild.member("Kai")
    wish = {"name": "Mira", "sound": "old-woman", "series": series.id}
    assert "It comes to" in await said(await kai.slash("cast voice", wish, channel=ROOM))
    order = await house.order(OrderKind.SKETCH, f"{series.id}{SAYING}")
    assert isinstance(order, SketchOrder)
    assert isinstance(order.wish, Saying)
    asked = order.wish.character.voice
    assert (order.wish.voices, asked.gender, asked.age) == (4, "female", "elder")
    offered = tuple(
        OfferedVoice(casting=replace(asked, voice=name), like=like)
        for name, like in (("af_long", ""), ("bf_lily", ""), ("ef_dora:0.6+bf_emma:0.4", "Rin"))
    )
    # The first clip is too large for the guild: what can't be heard is not on offer, and the others move up.
    sounds = [await house.media(an_mp4(), "audio/mp4", f"{n}-mira-voice.m4a") for n in (1, 2, 3)]
    sounds[0] = replace(sounds[0], size_bytes=10**9)
    await house.post(POST_SKETCH, order, dumps(SketchResult(sounds=tuple(sounds), voices=offered)))
    heard = await house.guild.wait_for(ROOM, lambda m: "Other Throats" in m.text and m.menus)
    assert len(heard.attachments) == 2
    assert "Voice 2 sounds much like Rin" in heard.text
    assert "Voice 1 sounds" not in heard.text
    menu = heard.menus[0]
    first, second = (option["value"] for option in menu["options"])
    assert "role" in await answer(await kai.choose(heard, menu["custom_id"], [second]))
    await house.restart()
    told = await said(await house.approver.choose(heard, menu["custom_id"], [second]))
    assert "from the next film on" in told
    mira, rin = (await now(house, series)).characters
    assert (mira.voice.voice, mira.voice.age) == ("ef_dora:0.6+bf_emma:0.4", "elder")
    assert rin.voice == series.characters[1].voice
    await house.guild.wait_for(ROOM, lambda m: "**Mira** speaks with another voice" in m.text and "Mio" in m.text)
    await house.guild.wait_for(LOG, lambda m: "Mio gives Mira another voice" in m.text)
    assert "has that voice already" in await answer(await house.approver.choose(heard, menu["custom_id"], [second]))
    await said(await house.approver.choose(heard, menu["custom_id"], [first]))
    assert (await now(house, series)).characters[0].voice.voice == "bf_lily"


async def test_the_room_reads_why_nobody_is_heard(house: House):
    series = await house.found("No Throats")
    kai = await house.guild.member("Kai")
    await said(await kai.slash("cast voice", {"name": "Mira", "series": series.id}, channel=ROOM))
    order = await house.order(OrderKind.SKETCH, f"{series.id}{SAYING}")
    await house.fail(order, "No other voice for this part is installed.")
    failed = await house.guild.wait_for(ROOM, lambda m: "No other voice for this part" in m.text)
    assert "This did not work out: a spoken test" in failed.text


async def test_what_no_voice_can_say_and_what_may_not_be_said_is_refused(house: House):
    series = await house.found("Consonants")
    ren = await house.guild.member("Ren")

    async def tried(word: str, how: str, **more: str) -> str:
        options = {"word": word, "said": how, "series": series.id} | more
        return await answer(await ren.slash("cast pronounce", options, channel=ROOM))

    assert "one word" in await tried("Mira Moon", "Mee-rah")
    assert "letters and hyphens" in await tried("Mira", "m33-rah")
    assert "no sound of IPA" in await tried("Mira", "/m1ra/")
    assert "Choose a language" in await tried("Mira", "Mee-rah", language="klingon")
    assert "can't go into the show" in await tried("Mira", "kill yourself")
    assert (await now(house, series)).lexicon == {}
    both = await asyncio.gather(
        *(
            ren.slash("cast pronounce", {"word": "Mira", "said": how, "series": series.id}, channel=ROOM)
            for how in ("Mee-rah", "My-rah")
        )
    )
    for reply in both:
        await said(reply)
    assert (await now(house, series)).lexicon["Mira"] in ("Mee-rah", "My-rah")


async def test_a_member_has_one_spoken_test_on_its_way_and_a_frozen_series_says_nothing(house: House):
    series = await house.found("Hush")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")

    async def heard(member: Member, says: str) -> str:
        options = {"name": "Rin", "says": says, "series": series.id}
        return await answer(await member.slash("cast hear", options, channel=ROOM))

    assert "It comes to" in await heard(kai, "The first of mine.")
    first = await house.order(OrderKind.SKETCH, f"{series.id}{SAYING}")
    # What comes is the first.
    assert "It comes to" in await heard(kai, "The second of mine.")
    # How a name is said is kept all the same; there is only no other test of it.
    options = {"word": "Rin", "said": "Reen", "series": series.id}
    assert "spoken test" not in await said(await kai.slash("cast pronounce", options, channel=ROOM))
    assert (await now(house, series)).lexicon == {"Rin": "Reen"}
    assert "It comes to" in await heard(ren, "The first of theirs.")
    waiting = await house.read(lambda db: Bookings(db).live(f"{series.id}{SAYING}"))
    assert sorted(str(booking.member_id) for booking in waiting) == sorted((kai.id, ren.id))

    await said(await house.admin.slash("safety freeze", {"series": series.id}))
    await house.deliver_sketch(first, sound=True)

    async def settled() -> Booking | None:
        booking = await house.read(lambda db: Bookings(db).booking(first.id))
        return booking if booking.state is BookingState.DONE else None

    await house.until(settled)
    assert "has frozen this" in await heard(kai, "The third of mine.")
    assert "has frozen this" in await answer(await kai.slash("cast pronounce", options, channel=ROOM))
    await said(await house.admin.slash("safety thaw", {"series": series.id}))
    assert "It comes to" in await heard(kai, "The fourth of mine.")
    assert not [m for m in await house.guild.messages(ROOM) if "The first of mine." in m.text]
