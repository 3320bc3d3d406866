"""The room's story in two languages nobody speaks: posts are in the guild's, answers in the member's."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.watch import WatchOptions
from sandbox.control import Member
from sandbox.testing import running_sandbox
from sandbox.told import Message
from show.codec import to_plain
from show.ids import EpisodeId, SeriesId
from show.order import ProductionOrder
from show.texts import kept, text
from storage.films import Films
from storage.records import OrderKind
from storage.screenings import is_ready
from tests.cogs.house import PATIENT, PREMIERES, ROOM, House, answer, options_for, said
from tests.languages.pseudo import GUILD, MEMBER, install, languages_of, shown_by, strings, unmarked, words_of
from tests.stories import a_script, a_series

pytestmark = pytest.mark.asyncio(loop_scope="module")
SERIES = "Moon Post"
KNOWN = {*("cliffhanger", "discord", "webvtt", "subrip", "utc"), *("showrunner", "deutsch", "español")}
"""Names, which are the same in every language."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder: Path = tmp_path_factory.mktemp("babel")
    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        async with running_sandbox(rules=PATIENT) as guild:
            await guild.speak("de")
            built = House(guild, replace(options_for(guild.url, folder), watch=WatchOptions(), pictures=True))
            await built.start()
            try:
                yield built
            finally:
                await built.stop()


async def whatever(member: Member, command: str, options: dict[str, object] | None = None, channel: str = ROOM) -> str:
    """Use a command and read its whole answer, be it a refusal."""
    return await answer(await member.slash(command, options or {}, channel=channel))


async def set_up(house: House) -> None:
    await house.set_up()
    admin = house.admin
    await said(await admin.slash("studio setup", {"language": "de"}))
    for command in ("settings", "voting", "limits", "approval", "banned"):
        await whatever(admin, f"studio {command}")
    await whatever(admin, "studio voting", {"reminder": 5.0, "quorum": 2, "method": "ranked", "results": "hidden"})
    await whatever(admin, "studio voting", {"method": "single", "results": "live"})
    await whatever(admin, "studio approval", {"mode": "quorum", "members": 2, "edits": "suggested"})
    await whatever(admin, "studio approval", {"mode": "role", "edits": "direct"})
    await whatever(admin, "studio limits", {"pitches": 1, "changes": 3, "orders": 9})
    await whatever(admin, "studio limits", {"pitches": 0, "changes": 0, "orders": 0})


async def pitch_and_vote(house: House) -> None:
    series = await house.found(SERIES)
    bible = await house.guild.wait_for(ROOM, lambda m: "open for pitches" in m.text and SERIES in m.text)
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    await said(await kai.slash("pitch", {"idea": "The letters come from the sea"}, channel=ROOM))
    form = await ren.press(bible, "Pitch an idea")
    await said(await ren.submit(form.modal, {"idea": "Her best friend wrote them"}))
    await whatever(ren, "pitch", {"idea": "The letters come out of the sea"})
    await whatever(ren, "pitch", {"idea": "write to me at ren@example.org"})
    card = await house.guild.wait_for(ROOM, lambda m: "from the sea" in m.text and "Support" in m.labels)
    await answer(await ren.press(card, "Support"))
    form = await ren.press(card, "Report")
    await answer(await ren.submit(form.modal, {"reason": "It is mine"}))
    await whatever(kai, "pitches")
    await whatever(kai, "ballot open")
    await said(await house.approver.slash("ballot open", {"series": series.id, "quorum": 3}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote A" in m.labels)
    for member in (kai, ren):
        await said(await member.press(ballot, "Vote A"))
    await said(await kai.press(ballot, "Vote B"))
    await answer(await kai.press(ballot, "Take back B" if "Take back B" in ballot.labels else "Vote B"))
    await said(await house.approver.slash("ballot close", channel=ROOM))
    await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text)
    await whatever(house.admin, "ballot audit")


async def fail_and_draft(house: House) -> Message:
    series = await house.series(SERIES)
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    await house.fail(order, kept(text("No episode {number}.", number=7)))
    told = await house.guild.wait_for(ROOM, lambda m: "No episode 7" in m.text)
    await said(await house.approver.press(told, "Retry"))
    draft = await house.drawn(series, 1)
    kai = await house.guild.member("Kai")
    for label in ("Retake", "Recast", "Reorder"):
        assert (await kai.press(draft, label)).modal
    objecting = await kai.press(draft, "Object")
    await said(await kai.submit(objecting.modal, {"reason": "Too slow"}))
    picker = (await kai.press(draft, "Edit a line")).message
    assert picker is not None
    chosen = await kai.choose(picker, picker.menus[0]["custom_id"], "l2")
    await said(await kai.submit(chosen.modal, {"text": "Burn it now"}))
    second = await house.drawn(series, 2)
    form = (await kai.press(second, "Retake")).modal
    await said(await kai.submit(form, {"shot0": ["s2"], "wish": "Closer on the seal"}))
    third = await house.drawn(series, 3)
    for command in ("episode status", "episode versions", "cast list", "bible", "queue", "series list", "whatif"):
        await whatever(kai, command)
    await answer(await kai.press(third, "Approve"))
    await said(await house.approver.press(third, "Approve"))
    return third


async def show_the_film(house: House) -> None:
    series = await house.series(SERIES)
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    await whatever(house.approver, "premiere schedule", {"hours": 2.0})
    await whatever(house.admin, "premiere style")
    await house.deliver_film(order)

    async def ready() -> bool | None:
        return True if await house.read(lambda db: is_ready(db, EpisodeId(f"{series.id}-e1"))) else None

    await house.until(ready)
    await said(await house.approver.slash("premiere now", channel=ROOM))
    await house.guild.wait_for(PREMIERES, lambda m: bool(m.attachments))

    async def noted() -> bool | None:
        return True if (await house.read(lambda db: Films(db).film(EpisodeId(f"{series.id}-e1")))).panels_id else None

    await house.until(noted)
    kai = await house.guild.member("Kai")
    for command in ("watch", "gallery", "credits", "privacy export", "privacy forget", "queue", "cast auditions"):
        await whatever(kai, command)
    await whatever(kai, "dub", {"language": "es"})
    film = await house.read(lambda db: Films(db).film(EpisodeId(f"{series.id}-e1")))
    panels = await house.guild.message(str(film.panels_id))
    await answer(await kai.choose(panels, panels.menus[0]["custom_id"], "s2"))


async def keep_order(house: House) -> None:
    admin, series = house.admin, await house.series(SERIES)
    await said(await admin.slash("studio ban", {"member": "Ren", "days": 2.0, "reason": "Rude"}, channel=ROOM))
    await whatever(await house.guild.member("Ren"), "pitch", {"idea": "Let me in"})
    await whatever(admin, "studio banned")
    await said(await admin.slash("studio unban", {"member": "Ren"}, channel=ROOM))
    await said(await admin.slash("safety freeze", {"episode": 1, "reason": "Rude"}, channel=ROOM))
    await whatever(await house.guild.member("Kai"), "watch", {"episode": 1})
    await whatever(admin, "safety reports")
    await said(await admin.slash("safety thaw", {"episode": 1}, channel=ROOM))
    await whatever(admin, "series edit", {"series": series.id, "style": "Quietly"})
    await whatever(admin, "series schedule", {"series": series.id})
    report = await house.guild.wait_for("studio-log", lambda m: "Dismiss" in m.labels)
    await answer(await admin.press(report, "Dismiss"))


async def known_words(house: House) -> set[str]:
    """What members wrote, and what stands in the script."""
    written = [entry.get("body") or {} for entry in await house.guild.journal(kind="control")]
    typed = [part for body in written for key in ("options", "values", "name", "content") for part in [body.get(key)]]
    story = [to_plain(a_script(a_series(), EpisodeId("e1"))), to_plain(a_series()), SERIES]
    told = " ".join(strings([typed, story])).replace(SeriesId("moon-post-1"), "")
    return KNOWN | words_of(told)


async def test_nobody_reads_a_word_of_english(house: House) -> None:
    await set_up(house)
    await pitch_and_vote(house)
    await fail_and_draft(house)
    await show_the_film(house)
    await keep_order(house)
    known, wrong = await known_words(house), set()
    for entry in await house.guild.journal(kind="request"):
        for shown in shown_by(entry):
            if words := shown.forgotten(known):
                wrong.add((shown.where, "forgotten", tuple(sorted(words)), shown.text))
            spoken = languages_of(shown.text)
            if len(spoken) > 1 or (shown.language and spoken - {shown.language}):
                wrong.add((shown.where, "for", shown.language, shown.text))
    assert sorted(wrong, key=str) == []


async def test_each_message_stands_in_its_readers_language(house: House) -> None:
    wrong = []
    for member in [await house.guild.member(name) for name in ("Hoshino", "Mio", "Kai", "Ren")]:
        for channel in (await house.guild.state(as_=member.id))["channels"]:
            for message in await member.messages(channel["id"]):
                spoken = languages_of(json.dumps(message.raw, ensure_ascii=False))
                if spoken - {MEMBER if message.ephemeral else GUILD}:
                    wrong.append((channel["name"], message.ephemeral, message.text))
    assert wrong == []


async def test_the_watch_page_is_the_visitors(house: House) -> None:
    kai = await house.guild.member("Kai")
    shown = await (await kai.slash("watch", {"episode": 1}, channel=ROOM)).final()
    link = next(str(one["url"]) for one in shown.buttons if one.get("url"))
    async with aiohttp.ClientSession() as session:
        for wish, language in (("pt-BR", MEMBER), ("fr", GUILD)):
            async with session.get(link, headers={"Accept-Language": wish}) as response:
                page = await response.text()
            assert languages_of(page) == {language}
            assert f'<html lang="{language}">' in page
            assert "Made by" not in unmarked(page)
