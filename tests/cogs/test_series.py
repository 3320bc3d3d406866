"""Series as administrators run them: changed, in channels of their own, on a schedule, put away and brought back."""

from __future__ import annotations

import pytest

from show.bible import Series
from show.ids import EpisodeId
from show.order import DraftOrder, ProductionOrder
from show.writers_room import Phase
from storage.library import Library
from storage.records import OrderKind
from tests.cogs.house import PREMIERES, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opens(house: House, series: Series, in_seconds: float) -> None:
    """While the bot is down its library says that the next episode opens then."""
    await house.stop()
    moment = house.options.clock() + in_seconds
    await house.read(lambda db: Library(db).save_rules(series.id, Library(db).series(series.id).rules, moment))
    await house.start()


async def test_a_series_is_changed_and_its_next_order_says_so(house: House):
    series = await house.found("Drydock")
    options = {"title": "Harbour", "style": "quiet, wry", "language": "de", "rating": "everyone", "series": series.id}
    told = await said(await house.admin.slash("series edit", options))
    assert "Harbour" in told
    assert "Deutsch" in told
    assert "**Rating** everyone" in told
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    for n, member in enumerate((kai, ren)):
        await said(await member.slash("pitch", {"idea": f"harbour {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    assert (order.brief.series.title, order.brief.series.style, order.settings.language) == (
        "Harbour",
        "quiet, wry",
        "de",
    )
    await house.found("Quay")
    twice = await answer(await house.admin.slash("series edit", {"title": "harbour"}))
    assert "Choose another title" in twice
    assert "from the list" in await answer(await house.admin.slash("series edit", {"language": "Klingon"}))
    assert "⚠" in await answer(await kai.slash("series edit", {"title": "Mine"}))


async def test_a_series_goes_to_channels_of_its_own_and_back_when_one_is_deleted(house: House):
    series = await house.found("Annex")
    for name in ("annex-room", "annex-drafts", "annex-films"):
        await house.guild.add_channel(name)
    options = {"pitches": "annex-room", "drafts": "annex-drafts", "premieres": "annex-films", "series": series.id}
    await house.guild.wait(lambda: channels_set(house, options), 60.0, "the new channels to be seen")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    for n, member in enumerate((kai, ren)):
        await said(await member.slash("pitch", {"idea": f"annex {n}", "series": series.id}, channel=ROOM))
    await house.guild.wait_for("annex-room", lambda m: "annex 1" in m.text)
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    await house.guild.wait_for("annex-room", lambda m: "Vote B" in m.labels)
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    await house.deliver_draft(order)
    draft = await house.guild.wait_for("annex-drafts", lambda m: "Approve" in m.labels)
    await said(await house.approver.press(draft, "Approve"))
    film = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(film, ProductionOrder)
    await house.deliver_film(film)
    await house.guild.wait_for("annex-films", lambda m: m.attachments)
    await house.guild.wait_for("annex-films", lambda m: "Vote A" in m.labels)

    room = await house.guild.channel("annex-room")
    await house.delete(f"/channels/{room['id']}")
    assert "gone" in await answer(await kai.slash("pitch", {"idea": "annex lost", "series": series.id}, channel=ROOM))
    told = await said(await house.admin.slash("series channels", {"usual": True, "series": series.id}))
    usual = await house.guild.channel(ROOM)
    assert f"<#{usual['id']}>" in told
    await said(await kai.slash("pitch", {"idea": "annex found", "series": series.id}, channel=ROOM))
    await house.guild.wait_for(ROOM, lambda m: "annex found" in m.text)


async def channels_set(house: House, options: dict[str, object]) -> str | None:
    """The answer to the command, once the bot knows the channels."""
    text = await answer(await house.admin.slash("series channels", options))
    return None if text.startswith("⚠") else text


async def test_episodes_open_by_a_schedule_also_over_a_restart_and_never_twice(house: House):
    told = await answer(await house.admin.slash("series schedule", {"day": "Friday"}))
    assert "such as Friday and 18:00" in told
    first = await house.found("Weekly")
    wish = {"day": "Friday", "time": "18:00", "zone": "Europe/Berlin", "series": first.id}
    told = await said(await house.admin.slash("series schedule", wish))
    assert "every Friday at 18:00 (Europe/Berlin)" in told
    await opens(house, first, -5.0)
    # Its first episode is open, so that opening was skipped.
    await house.until(lambda: skipped(house, first))
    series = await premiered(house, first)
    film = await house.guild.wait_for(PREMIERES, lambda m: m.attachments and "Weekly" in m.text)
    assert "Episode 2 opens <t:" in film.text
    kai = await house.guild.member("Kai")
    early = await answer(await kai.slash("pitch", {"idea": "too early", "series": series.id}, channel=ROOM))
    assert "The next one opens on <t:" in early
    await opens(house, series, 2.0)
    opened = await house.guild.wait_for(ROOM, lambda m: "Episode 2 is open" in m.text and "Weekly" in m.text, 60.0)
    assert "The next opening is" in opened.text
    await house.guild.wait_for(PREMIERES, lambda m: "Vote A" in m.labels and "Weekly" in m.text)
    await opens(house, series, -5.0)
    await house.until(lambda: skipped(house, series))
    episodes = await house.read(lambda db: Library(db).episodes(series.id))
    assert [e.number for e in episodes] == [1, 2]
    assert "next opening" in await said(await kai.slash("series list"))
    assert "with the premiere" in await said(
        await house.admin.slash("series schedule", {"day": "never", "series": series.id})
    )


async def skipped(house: House, series: Series) -> bool | None:
    """Whether the next opening lies ahead again."""
    record = await house.read(lambda db: Library(db).series(series.id))
    return (record.opens_at or 0) > house.options.clock() or None


async def premiered(house: House, series: Series) -> Series:
    """The first film of a series that is open for pitches."""
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"{series.title} {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    draft = await house.drawn(series, 1)
    await said(await house.approver.press(draft, "Approve"))
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    await house.deliver_film(order)
    return series


async def test_an_archived_series_rests_until_it_is_brought_back(house: House):
    series, _ = await house.to_draft("Mothballs")
    busy = await answer(await house.admin.slash("series archive", {"series": series.id}))
    assert "under way" in busy
    question = await (await house.approver.slash("episode cancel", {"series": series.id}, channel=ROOM)).final()
    await said(await house.approver.press(question, "Call the episode off"))
    assert "Archived" in await said(await house.admin.slash("series archive", {"series": series.id}))
    kai = await house.guild.member("Kai")
    assert "is archived" in await answer(
        await kai.slash("pitch", {"idea": "wake up", "series": series.id}, channel=ROOM)
    )
    assert "Mothballs" not in await said(await kai.slash("episode status"))
    assert "archived" in await said(await kai.slash("series list"))
    await house.restart()
    await said(await house.admin.slash("series archive", {"series": series.id, "back": True}))
    await said(await kai.slash("pitch", {"idea": "wake up", "series": series.id}, channel=ROOM))
    episode = await house.read(lambda db: Library(db).episode(EpisodeId(f"{series.id}-e2")))
    assert episode.phase is Phase.PITCHING
