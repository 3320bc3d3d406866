"""Setting the studio up: the check-up in words, rules by menu, limits; permissions that are taken away."""

from __future__ import annotations

import pytest

from storage.library import Library
from storage.rules import rules_of
from tests.cogs.house import PREMIERES, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ATTACH_FILES, SEND_MESSAGES, VIEW_CHANNEL = 1 << 15, 1 << 11, 1 << 10
MEMBER = 1
CREATE_PUBLIC_THREADS = 1 << 35


async def test_the_check_up_names_what_is_missing_and_what_it_costs(house: House):
    assert "every permission I need" in await said(await house.admin.slash("studio settings"))
    me = str((await house.guild.state())["application"]["id"])
    premieres = await house.guild.channel(PREMIERES)
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, deny=ATTACH_FILES)
    seen = await house.guild.wait(lambda: settings_with(house, "attach files"), 60.0, "the lack to be seen")
    assert "films can't be posted" in seen
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, deny=VIEW_CHANNEL | SEND_MESSAGES)
    seen = await house.guild.wait(lambda: settings_with(house, "see it"), 60.0, "the lack to be seen")
    assert "**write**" not in seen
    await house.guild.overwrite(premieres["id"], me, type_=MEMBER, allow=VIEW_CHANNEL)
    await house.guild.wait(lambda: settings_with(house, "every permission"), 60.0, "all to be well")


async def settings_with(house: House, words: str) -> str | None:
    """The settings once they say so: the bot hears of changes a moment later."""
    message = await (await house.admin.slash("studio settings")).final()
    return message.text if message is not None and words in message.text else None


async def test_rules_are_chosen_from_menus_and_shown_at_once(house: House):
    shown = await (await house.admin.slash("studio settings")).final()
    assert len(shown.menus) == 3
    changed = await house.admin.choose(shown, "rule:approval", "timed")
    assert changed.outcome == "updated"
    assert "unless somebody objects" in changed.text
    await house.restart()
    await house.admin.choose(shown, "rule:method", "ranked")
    last = await house.admin.choose(shown, "rule:rating", "everyone")
    assert "**Rating** everyone" in last.text
    guild = int((await house.guild.state())["guild"]["id"])
    rules, settings = await house.read(lambda db: (rules_of(db, guild), Library(db).guild(guild)))
    assert (rules.approval.value, rules.method.value, settings.rating) == ("timed", "ranked", "everyone")
    for name, value in (("approval", "role"), ("method", "single"), ("rating", "teen")):
        await house.admin.choose(shown, f"rule:{name}", value)


async def test_a_limit_holds_from_the_moment_it_is_set(house: House):
    series = await house.found("Terse")
    kai = await house.guild.member("Kai")
    await said(await kai.slash("pitch", {"idea": "terse one", "series": series.id}, channel=ROOM))
    assert "at most 1 pitch" in await said(await house.admin.slash("studio limits", {"pitches": 1}))
    assert "most anybody may have" in await answer(
        await kai.slash("pitch", {"idea": "terse two", "series": series.id}, channel=ROOM)
    )
    assert "as many" in await said(await house.admin.slash("studio limits", {"pitches": 0}))
    await said(await kai.slash("pitch", {"idea": "terse two", "series": series.id}, channel=ROOM))
    await said(await house.admin.slash("studio limits", {"pitches": 5}))


async def test_one_command_sets_all_that_matters_and_new_series_follow_it(house: House):
    options = {"language": "fr", "approval": "timed", "pitches": 3, "rating": "everyone"}
    when = {"day": "Friday", "time": "18:00", "zone": "Europe/Berlin"}
    shown = await (await house.admin.slash("studio setup", options | when)).final()
    for words in ("**Language** Français", "unless somebody objects", "3 pitches", "every Friday at 18:00", "everyone"):
        assert words in shown.text
    series = await house.found("Routine")
    record = await house.read(lambda db: Library(db).series(series.id))
    assert record.series.language == "fr"
    assert (record.opens_at or 0) > house.options.clock()
    back = {"approval": "role", "pitches": 5, "day": "never", "rating": "teen", "language": "en"}
    shown = await (await house.admin.slash("studio setup", back)).final()
    assert "with the premiere of the one before" in shown.text
    wrong = await answer(await house.admin.slash("studio setup", {"day": "Monday"}))
    assert "at what time" in wrong


async def test_a_right_that_is_taken_from_the_bot_costs_the_thread_and_nothing_else(house: House):
    me = str((await house.guild.state())["application"]["id"])
    room = await house.guild.channel(ROOM)
    await house.guild.overwrite(room["id"], me, type_=MEMBER, deny=CREATE_PUBLIC_THREADS)
    seen = await house.guild.wait(lambda: settings_with(house, "create public threads"), 60.0, "the lack to be seen")
    assert "bible of a series can't" in seen
    series = await house.found("Threadless")
    kai = await house.guild.member("Kai")
    assert "may not open a thread" in await said(await kai.slash("bible", {"series": series.id}))
    await house.guild.overwrite(room["id"], me, type_=MEMBER, allow=CREATE_PUBLIC_THREADS)
    await house.guild.wait(lambda: settings_with(house, "every permission"), 60.0, "all to be well")
    assert "The bible stands in" in await said(await kai.slash("bible", {"series": series.id}))
